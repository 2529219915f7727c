"""Ida of the ferry has no account, only a link. What she tells goes to a person, comes back to her, and what is in confidence stays so."""

import argparse
import re

from playwright.sync_api import Page, expect

from milepost.cli import worker
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import ConsentAbout
from tests.employers import acting
from tests.journeys.stage import PHONE, Stage, at_work
from tests.journeys.test_accessibility import COLOURS
from tests.journeys.test_review import silent
from tests.post import PostOffice

IDA = "ida@ottersby.example"


def quiet(page: Page) -> None:
    """Axe finds nothing on a phone and on a desk, nor in the dark."""
    silent(page)
    page.emulate_media(color_scheme="dark")
    found = page.evaluate("rules => axe.run(rules)", COLOURS)["violations"]
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found] == [], page.url
    page.emulate_media(color_scheme="light")


def newest_page(post_office: PostOffice) -> str:
    """The worker does what is due; the link of the newest letter with a page of one's own."""
    worker.run(argparse.Namespace(once=True))
    found = [re.search(r"http\S+/e/[^/\s]+/", letter.get_content()) for letter in post_office.to(IDA)]
    return [one for one in found if one][-1].group()


def told(ida: Page, text: str, *, who: str = "") -> str:
    """Ida tells of a concern. Returns its reference."""
    ida.get_by_role("link", name="Tell us of a concern").click()
    ida.get_by_role("button", name="Send it").click()
    expect(ida.get_by_role("alert")).to_contain_text("Say what happened")
    if not who:
        quiet(ida)
    ida.get_by_label("What happened, or what worries you?").fill(text)
    ida.get_by_label(re.compile(who or "who looks after you")).check()
    ida.get_by_role("button", name="Send it").click()
    arrived = ida.get_by_text("It has arrived. Its reference is")
    expect(arrived).to_be_visible()
    return arrived.inner_text().rstrip(".").rpartition(" ")[2]


def test_a_concern_by_link_is_heard_answered_and_opened_again(stage: Stage, post_office: PostOffice) -> None:
    """Bea sends Ida the link to the ferry's own page. Ida opens it on her phone: nothing needs her, whom to speak to, and that Lena
    has not agreed to be seen. Lena agrees, and stands there; takes it back, and is gone. Ida tells that nobody came. Bea has it
    first of all on her day, says that she has it, and answers. Ida reads the answer; it is not settled, and she says so: it is open
    again. What she then tells in confidence Cora reads and Bea does not. The link taken back shows nothing any more.
    """
    cast = stage.cast
    ferry, lena = acting.described(cast), at_work(cast)
    bea, ida = stage.enter("bea"), stage.page(width=PHONE)
    bea.goto(f"/employers/all/{ferry.uuid}/")
    bea.get_by_role("link", name="Send a link, or take one back").click()
    bea.get_by_label("Who gets the link").fill("Ida Holm")
    bea.get_by_label("Their e-mail address").fill(IDA)
    bea.get_by_role("button", name="Send the link").click()
    expect(bea.get_by_text("The link is on its way to Ida Holm.")).to_be_visible()
    quiet(bea)
    page = newest_page(post_office)
    ida.goto(page)
    expect(ida.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    expect(ida.get_by_role("heading", name="Speak to Bea Thornley")).to_be_visible()
    for given in (False, True, False):
        portfolios.say_consent(lena, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=given)
        ida.reload()
        expect(ida.get_by_role("main").get_by_text("Lena Hartog")).to_have_count(int(given))
        expect(ida.get_by_text("1 person from you learns here. They have not agreed")).to_have_count(int(not given))
    quiet(ida)

    reference = told(ida, "Nobody came on Tuesday, and nobody rang.")
    bea.goto("/employers/")
    expect(bea.get_by_role("heading", name="Tell Ida Holm that you have their concern")).to_be_visible()
    bea.get_by_role("link", name="Open the concern").click()
    bea.get_by_role("button", name="I have it").click()
    expect(bea.get_by_text("They are told that you have it.")).to_be_visible()
    bea.get_by_role("button", name="Send the answer").click()
    expect(bea.get_by_role("alert")).to_be_visible()  # an answer without a word is none
    bea.get_by_label("Your answer").fill("Asif was ill. He comes on Thursday at ten.")
    bea.get_by_role("button", name="Send the answer").click()
    expect(bea.get_by_text("Ida Holm is told, and reads it on their page.")).to_be_visible()
    quiet(bea)
    worker.run(argparse.Namespace(once=True))
    assert any(reference in letter.get_content() for letter in post_office.to(IDA))
    ida.goto(page)
    ida.get_by_role("link", name=reference).click()
    expect(ida.get_by_text("He comes on Thursday at ten.")).to_be_visible()
    ida.get_by_label(re.compile("still|more|add", re.IGNORECASE)).fill("He did not.")
    ida.get_by_role("button", name="Send it").click()
    expect(ida.get_by_text("It has arrived.")).to_be_visible()
    quiet(ida)
    bea.goto("/employers/all/")
    bea.get_by_role("link", name="Concerns").click()
    expect(bea.get_by_role("region", name="They wait for an answer")).to_contain_text(reference)

    ida.goto(page)
    secret = told(ida, "It is about Bea herself.", who="In confidence")
    bea.reload()
    expect(bea.get_by_text(secret)).to_have_count(0)
    cora = stage.enter("cora")
    cora.goto("/employers/concerns/")
    quiet(cora)
    cora.get_by_role("listitem").filter(has_text=secret).get_by_role("link").click()
    expect(cora.get_by_text("It is about Bea herself.")).to_be_visible()
    expect(cora.get_by_text("Raised in confidence.")).to_be_visible()

    bea.goto(f"/employers/all/{ferry.uuid}/own-page/")
    bea.get_by_role("button", name="Take it back").click()
    expect(bea.get_by_text("Taken back. The link of Ida Holm opens nothing any more.")).to_be_visible()
    ida.goto(page)
    expect(ida.get_by_text("Lena")).to_have_count(0)
    expect(ida.get_by_text(reference)).to_have_count(0)
