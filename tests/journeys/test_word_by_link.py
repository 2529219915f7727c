"""Lena is asked whether it helped. She says so once, on her phone; what she says is not for her employer."""

import argparse
import re

from playwright.sync_api import expect

from milepost.cli import worker
from milepost.employers.models import ImpactLetter, ImpactView
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from milepost.portfolios.words import ConsentAbout
from tests import build
from tests.employers import acting
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_own_page import quiet
from tests.post import PostOffice

LENA = "lena@larkmoor.example"


def newest(post_office: PostOffice) -> str:
    """The worker does what is due; the link of the newest letter that asks whether it helped."""
    worker.run(argparse.Namespace(once=True))
    found = [re.search(r"http\S+/h/\S+", letter.get_content()) for letter in post_office.to(LENA)]
    return [one for one in found if one][-1].group()


def test_a_learner_says_once_whether_it_helped(stage: Stage, post_office: PostOffice) -> None:
    """Bea ticks Lena and sends the question; the first letter is lost, so she sends it again, and the first link opens nothing any
    more. Lena answers half of it on her phone in the dark: what she chose is still there, and the page says what is missing. Then it
    arrives. The same link shows her what she said and asks nothing more. Emil, who employs her, reads none of it on his page.
    """
    cast = stage.cast
    made = build.with_units(cast)
    Registration.objects.filter(pk=made.pk).update(employer=cast.employer)
    portfolios.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)
    check = acting.accepted(acting.opened(cast), by=cast.as_("bea"))
    bea = stage.enter("bea")
    bea.goto(f"/employers/all/impact/{check.uuid}/")
    bea.get_by_label(re.compile("Lena Hartog")).check()
    bea.get_by_role("button", name=re.compile("^Send")).first.click()
    expect(bea.get_by_text(re.compile("on its way|on their way"))).to_be_visible()
    first = newest(post_office)
    bea.reload()
    bea.get_by_role("button", name=re.compile("again")).click()
    expect(bea.get_by_role("status").first).to_contain_text("A new link is on its way")
    second = newest(post_office)
    assert first != second
    quiet(bea)

    lena = stage.page(width=PHONE, theme="dark")
    lena.goto(first)
    expect(lena.get_by_role("heading", name="This link cannot be used")).to_be_visible()
    lena.goto(second)
    lena.get_by_label("4", exact=False).first.check()
    lena.get_by_label("An example").fill("I ask what the caller wants before I look anything up.")
    lena.get_by_role("button", name="Send my answers").click()
    expect(lena.get_by_role("alert")).to_contain_text("Say whether you do something differently.")
    expect(lena.get_by_label("An example")).to_have_value("I ask what the caller wants before I look anything up.")
    quiet(lena)
    lena.get_by_label("Yes, often").check()
    lena.get_by_label(re.compile("would you recommend us")).select_option("8")
    lena.get_by_role("button", name="Send my answers").click()
    expect(lena.get_by_role("heading", name="Thank you, Lena Hartog")).to_be_visible()
    lena.goto(second)
    expect(lena.get_by_text("I ask what the caller wants")).to_be_visible()
    expect(lena.get_by_role("button", name="Send my answers")).to_have_count(0)
    quiet(lena)
    assert ImpactView.objects.get().letter == ImpactLetter.objects.get(withdrawn_at=None)

    emil = stage.enter("emil", width=PHONE)
    expect(emil.get_by_role("main")).to_contain_text("Lena Hartog")  # how far she is, and no word of hers
    expect(emil.get_by_text("what the caller wants")).to_have_count(0)
    quiet(emil)
