"""Asif judges what Lena hands in, and Ines looks a second time: a unit from the first evidence to the last word on it."""

import re

from playwright.sync_api import Page, expect

from milepost.assessment.models import Judgement, SignOff
from milepost.assurance.models import UnitReview
from milepost.portfolios.models import Registration
from tests import build
from tests.journeys.stage import PHONE, Stage

NOT_CLEAR = "Which way did you trim it? Say what you cut and why."


def test_an_assessor_judges_and_signs_off(stage: Stage) -> None:
    """Lena has handed in what she has for a unit. Asif starts with the oldest of his queue and judges with his keyboard: met,
    not yet with a word why, met after all, one to ask about at the visit. The unit's gate stays closed and says what is missing. Lena sees what
    to redo as her next step, in Asif's own words, and answers it. Asif judges again, and now the gate opens; he signs off.
    """
    registration = build.with_units(stage.cast)
    build.handed_in(stage.cast, registration, ["L1:1.1", "L1:1.2", "L1:R2.a"])

    asif = stage.enter("asif")
    asif.get_by_role("link", name="Start with Lena").click()
    cards = asif.locator(".verdict")
    expect(cards).to_have_count(3)
    asif.wait_for_load_state()  # the cards are there before the script that hears the keys
    asif.locator(".verdict.is-now .judge input").first.focus()
    asif.keyboard.press("n")
    asif.keyboard.press("j")
    asif.keyboard.press("m")
    asif.keyboard.press("j")
    asif.keyboard.press("v")
    asif.keyboard.press("u")
    asif.keyboard.press("m")
    expect(asif.get_by_text("3 of 3 decided")).to_be_visible()
    asif.get_by_role("button", name="Send to Lena").click()
    expect(asif.get_by_role("alert")).to_be_visible()  # a "not yet" without a word why is sent to nobody
    cards.nth(0).get_by_label(re.compile("What Lena should know")).fill(NOT_CLEAR)
    asif.get_by_role("button", name="Send to Lena").click()
    expect(asif.get_by_role("alert")).to_have_count(0)
    expect(asif.get_by_role("heading", name="Nothing waits for you")).to_be_visible()

    asif.goto(f"/assess/learners/{registration.uuid}/unit/L1/")
    refused = asif.get_by_role("button", name="Sign off L1")
    expect(refused).to_have_attribute("aria-disabled", "true")
    expect(asif.locator(f"#{refused.get_attribute('aria-describedby')}")).to_contain_text("1.1")

    lena = stage.enter("lena", width=PHONE)
    expect(lena.get_by_text("Your next step: please redo")).to_be_visible()
    expect(lena.get_by_role("main")).to_contain_text(NOT_CLEAR)
    lena.get_by_role("link", name="Add what is missing").click()
    lena.get_by_role("radio", name="Write").check()
    lena.get_by_label("Your words").fill("I cut the wick straight, a finger high, because a slanted one smokes.")
    lena.get_by_label("Short name").fill("How I trim it")
    expect(lena.get_by_role("checkbox", name=re.compile("trim the wick"))).to_be_checked()
    lena.get_by_role("checkbox", name=re.compile("This is my own work")).check()
    lena.get_by_role("button", name="Hand in 1 claim").click()
    expect(lena.get_by_role("status").filter(has_text="1 claim handed in")).to_be_visible()

    asif.goto("/assess/")
    asif.get_by_role("link", name="Start with Lena").click()
    evidence = asif.get_by_role("region", name="Evidence")
    evidence.get_by_role("link", name="E2 How I trim it").click()
    expect(evidence).to_contain_text("a slanted one smokes")
    asif.locator(".verdict.is-now .judge input").first.focus()
    asif.keyboard.press("m")
    asif.get_by_role("button", name="Send to Lena").click()
    asif.get_by_role("link", name=re.compile("sign L1 off")).click()
    sign_off(asif, "L1")

    assert [(j.target, j.verdict) for j in Judgement.objects.filter(registration=registration).order_by("pk")] == [
        ("L1:1.1", "not_yet"), ("L1:1.2", "met"), ("L1:R2.a", "met"), ("L1:1.1", "met"),
    ]  # fmt: skip
    assert SignOff.objects.get(registration=registration).signed_by.person_id == stage.cast.asif.pk


def test_the_iqa_returns_one(stage: Stage) -> None:
    """Asif has signed two units off. Ines, who quality-assures, reads every judgement of both. She agrees the one; the other she
    returns with her reason. Asif finds it at the top of his work, judges the doubtful criterion anew and signs again. Ines agrees. Lena
    reads all of it in her history.
    """
    registration = build.with_units(stage.cast)
    build.signed_off(stage.cast, registration, "L1")
    build.signed_off(stage.cast, registration, "L2")

    ines = stage.enter("ines")
    ines.get_by_role("link", name="Start with the oldest").click()
    main = ines.get_by_role("main")
    for judged in ("trim the wick", "strike a light", "oil"):
        expect(main).to_contain_text(judged)
    expect(main.get_by_text(re.compile("Rests on"))).to_have_count(3)
    ines.get_by_role("button", name="Return to Asif").click()
    expect(ines.get_by_role("alert")).to_be_visible()  # nothing comes back without a reason
    ines.get_by_label("What Asif Rahman should know").fill("1.2 rests on a statement alone. What did you see?")
    ines.get_by_role("button", name="Return to Asif").click()
    expect(ines.get_by_role("status").filter(has_text=re.compile("return", re.IGNORECASE))).to_be_visible()
    look(ines, "L2")

    asif = stage.enter("asif")
    expect(asif.get_by_role("main")).to_contain_text("returned")
    asif.get_by_role("main").get_by_role("link", name=re.compile("L1")).first.click()
    expect(asif.get_by_role("main")).to_contain_text("What did you see?")
    sign_off(asif, "L1", "I watched her light it on Tuesday; it is in the visit note.")

    look(ines, "L1")
    assert [r.verdict for r in UnitReview.objects.order_by("pk")] == ["returned", "agreed", "agreed"]
    assert Registration.objects.get(pk=registration.pk).progress.signed_percent == 100

    lena = stage.enter("lena")
    lena.goto("/learn/history/")
    for sentence in ("returned L1 Light the lamp: “1.2 rests on a statement alone.", "looked at L1 Light the lamp and agreed",
                     "looked at L2 Keep the light and agreed"):  # fmt: skip
        expect(lena.get_by_role("main")).to_contain_text(sentence)
    expect(lena.get_by_text(re.compile("signed off L1 Light the lamp"))).to_have_count(2)
    lena.goto("/learn/")
    expect(lena.get_by_role("region", name="Your road")).to_contain_text("Signed off and agreed")


def sign_off(asif: Page, unit: str, comment: str = "") -> None:
    asif.get_by_label(re.compile("A word on the unit")).fill(comment)
    asif.get_by_role("button", name=f"Sign off {unit}").click()
    expect(asif.get_by_role("status").filter(has_text=re.compile("signed off", re.IGNORECASE))).to_be_visible()


def look(ines: Page, unit: str) -> None:
    ines.goto("/assure/")
    ines.get_by_role("link", name=re.compile(unit)).first.click()
    ines.get_by_role("button", name=f"Agree {unit}").click()
    expect(ines.get_by_role("status").filter(has_text=re.compile("agreed", re.IGNORECASE))).to_be_visible()
