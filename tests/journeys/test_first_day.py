"""A centre on its first day: nothing has happened with any employer, and nobody stands before a wall."""

import argparse
import re

from playwright.sync_api import Page, expect

from milepost.cli import worker
from tests.employers import acting
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_own_page import quiet
from tests.post import PostOffice


def goes(page: Page, *addresses: str) -> None:
    """Each page is there, says something, and axe finds nothing on it."""
    for address in addresses:
        answer = page.goto(address)
        assert answer and answer.ok, address
        expect(page.get_by_role("main")).not_to_be_empty()
        quiet(page)


def test_everybody_around_employers_has_a_next_step_on_the_first_day(stage: Stage, post_office: PostOffice) -> None:
    """Bea is told to open a file; Quentin, who may only read, is told who opens one and finds what matters to him; Cora finds
    employers and concerns. Emil signs in: nothing waits, somebody is there to speak to, and his concern reaches the managers
    though nobody has opened a file. Then Bea opens it, and Ida, who comes by link, finds the same.
    """
    cast = stage.cast
    bea = stage.enter("bea", width=PHONE)
    expect(bea.get_by_role("heading", name="Open the file of an employer")).to_be_visible()
    goes(bea, "/employers/", "/employers/all/how-we-do/", "/employers/all/mails/")
    quentin = stage.enter("quentin")
    quentin.get_by_role("link", name="Employers").first.click()
    expect(quentin.get_by_text("Who looks after employers, or a centre manager, opens it.")).to_be_visible()
    expect(quentin.get_by_role("button", name="Open a file")).to_have_count(0)
    quiet(quentin)
    quentin.get_by_role("link", name="Concerns").click()
    expect(quentin.get_by_text("Nobody waits.")).to_be_visible()

    emil = stage.enter("emil", width=PHONE)
    expect(emil.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    expect(emil.get_by_role("heading", name="Speak to Cora Lindqvist")).to_be_visible()
    expect(emil.get_by_text("Nobody from you learns here yet.")).to_be_visible()
    quiet(emil)
    emil.get_by_role("link", name="Tell us of a concern").click()
    emil.get_by_label("What happened, or what worries you?").fill("Nobody has rung.")
    emil.get_by_label(re.compile("managers")).first.check()
    emil.get_by_role("button", name="Send it").click()
    expect(emil.get_by_text("It has arrived. Its reference is")).to_be_visible()
    cora = stage.enter("cora")
    cora.get_by_role("link", name="Employers").first.click()
    cora.get_by_role("link", name="Concerns").click()
    cora.get_by_role("link", name=re.compile("Emil")).click()
    cora.get_by_label("Your answer").fill("I ring today.")
    cora.get_by_role("button", name="Send the answer").click()
    expect(cora.get_by_text("Emil Sorensen is told, and reads it on their page.")).to_be_visible()

    file = acting.opened(cast)
    bea.goto(f"/employers/all/{file.uuid}/own-page/")
    bea.get_by_label("Who gets the link").fill("Ida Holm")
    bea.get_by_label("Their e-mail address").fill("ida@ottersby.example")
    bea.get_by_role("button", name="Send the link").click()
    expect(bea.get_by_role("status").first).to_contain_text("The link is on its way to Ida Holm.")
    worker.run(argparse.Namespace(once=True))
    ida = stage.page(width=PHONE)
    ida.goto(post_office.link_to("ida@ottersby.example"))
    expect(ida.get_by_role("heading", name="Speak to Bea Thornley")).to_be_visible()
    expect(ida.get_by_text("Nobody has rung.")).to_have_count(0)  # Emil's, not hers
    quiet(ida)
