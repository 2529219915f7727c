"""The same work where no script runs: an old phone, a locked-down desk, a broken line."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from milepost.assessment.models import Judgement
from milepost.portfolios.models import Evidence
from tests import build
from tests.journeys.stage import PHONE, Stage, say_where, tick


@pytest.mark.once
def test_everything_without_javascript(stage: Stage) -> None:
    """Lena's browser runs no scripts. She signs in, writes what she did, sends a photo with the form itself, says what both show,
    keeps one as a draft and hands everything in. Asif's desk runs none either: he reads, decides, writes why, sends, and signs
    the unit off; Ines agrees it. It is slower; it is the same.
    """
    registration = build.with_units(stage.cast, units=("L1", "L2"))

    lena = stage.enter("lena", width=PHONE, javascript=False)
    lena.get_by_role("main").get_by_role("link", name="Add evidence").first.click()
    lena.get_by_role("radio", name="Write").check()
    lena.get_by_label("Your words").fill("I trimmed the wick straight.\n\nThen I struck a light, away from the oil.")
    lena.get_by_label("Short name").fill("Lighting up")
    for text, place in [("trim the wick", "para 1"), ("strike a light", "para 2")]:
        say_where(lena, text, place)
    lena.get_by_role("button", name="Hand in").click()
    expect(lena.get_by_role("alert")).to_contain_text("your own")
    expect(lena.get_by_label("Your words")).to_have_value(re.compile("away from the oil"))
    lena.get_by_role("checkbox", name=re.compile("This is my own work")).check()
    lena.get_by_role("button", name="Hand in").click()
    expect(lena.get_by_role("status").filter(has_text="2 claims handed in")).to_be_visible()

    lena.goto("/learn/evidence/add/")
    lena.get_by_label("Add a file").set_input_files({"name": "lamp.txt", "mimeType": "text/plain", "buffer": b"Oil, two litres, 4 May."})
    tick(lena, "oil").get_by_role("checkbox").check()
    lena.get_by_role("button", name="Keep as draft").click()
    expect(lena.get_by_role("status").filter(has_text="It waits for nobody before you hand it in")).to_be_visible()
    lena.get_by_role("link", name="Look and hand in").click()
    lena.get_by_role("checkbox", name=re.compile("This is my own work")).check()
    lena.get_by_role("button", name=re.compile("^Hand in")).click()
    expect(lena.get_by_role("status").filter(has_text="1 claim handed in")).to_be_visible()
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["file", "statement"]

    asif = stage.enter("asif", javascript=False)
    asif.get_by_role("link", name="Start with Lena").click()
    expect(asif.get_by_role("region", name="Evidence")).to_contain_text("away from the oil")
    decide(asif, "trim the wick", "Met")
    decide(asif, "strike a light", "Not yet", "Which light did you strike?")
    asif.get_by_role("button", name="Keep for later").click()
    expect(card(asif, "strike a light").get_by_label(re.compile("What Lena should know"))).to_have_value("Which light did you strike?")
    decide(asif, "strike a light", "Met")
    decide(asif, "oil", "Met")
    asif.get_by_role("button", name="Send to Lena").click()
    asif.get_by_role("link", name=re.compile("sign L1 off")).click()
    asif.get_by_role("button", name="Sign off L1").click()
    expect(asif.get_by_role("status").filter(has_text=re.compile("signed off", re.IGNORECASE))).to_be_visible()

    ines = stage.enter("ines", javascript=False)
    ines.get_by_role("link", name="Start with the oldest").click()
    ines.get_by_role("button", name="Agree L1").click()
    expect(ines.get_by_role("status").filter(has_text=re.compile("agreed", re.IGNORECASE))).to_be_visible()
    assert set(Judgement.objects.filter(registration=registration).values_list("verdict", flat=True)) == {"met"}

    cora = stage.enter("cora", javascript=False)
    cora.goto("/centre/people/")
    cora.get_by_label("Name of the employer").fill("Northbank Buses")
    cora.get_by_role("button", name="Add the employer").click()
    expect(cora.get_by_role("main")).to_contain_text("Northbank Buses")


def card(asif: Page, text: str) -> Locator:
    return asif.locator(".verdict").filter(has_text=text)


def decide(asif: Page, text: str, verdict: str, why: str = "") -> None:
    here = card(asif, text)
    here.get_by_role("radio", name=verdict).check()
    words = here.locator("details").filter(has_text="Four questions")
    if words.get_attribute("open") is None:
        words.locator("summary").click()
    here.get_by_label(re.compile("What Lena should know")).fill(why)
