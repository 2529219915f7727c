"""Asif judges twelve criteria with feedback beside the text, and lifts his fingers twenty times at most."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from milepost.assessment import actions as assessment
from milepost.assessment.models import Judgement
from milepost.frameworks.queries import framework_of
from milepost.portfolios import actions as portfolios
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Registration
from milepost.portfolios.words import EvidenceKind
from tests.journeys.stage import PHONE, Stage, at_work
from tests.journeys.test_accessibility import ALL, AXE

MOST = 20
CLEAR = "Clear, and in your own words."
POLICY = "Name the policy that you follow, and where you read it."
VISIT = "Show me this on the system when I come."
# Every key that goes down counts, held ones such as Ctrl too; what is typed into the feedback does not, the key that leaves it does.
COUNTER = """() => { window.pressed = []; addEventListener("keydown", (event) => {
  if (!event.target.closest("textarea") || event.key === "Escape" || event.ctrlKey) window.pressed.push(event.key);
}, true); }"""


def twelve_claims(stage: Stage) -> tuple[Registration, list[str]]:
    """Lena hands in twelve criteria of one unit: ten by one statement, two by another."""
    cast = stage.cast
    registration = at_work(cast)
    registration.progress.refresh_from_db()
    units = framework_of(registration.specification).unit_by_key
    unit = next(units[key] for key in registration.progress.units if len(units[key].criterion_targets) >= 12)
    targets = list(unit.criterion_targets[:12])
    for title, some in (("How I run the late shift", targets[:10]), ("A call about a lost case", targets[10:])):
        body = "\n\n".join(f"Paragraph {i} says how I do it, with whom, and what came of it." for i in range(1, len(some) + 1))
        shown = portfolios.add_evidence(registration, by=cast.as_("lena"), kind=EvidenceKind.STATEMENT, title=title, body=body)
        claims = portfolios.claim(shown, by=cast.as_("lena"), targets=[Target(t, f"para {i}") for i, t in enumerate(some, 1)])
        portfolios.hand_in(registration, by=cast.as_("lena"), claims=claims, declared_own=True)
    return registration, targets


def bench(stage: Stage, registration: Registration) -> Page:
    asif = stage.enter("asif")
    asif.goto(f"/assess/learners/{registration.uuid}/judge/")
    expect(asif.locator(".verdict")).to_have_count(12)
    asif.evaluate(COUNTER)
    return asif


def press(asif: Page, keys: str) -> None:
    for key in keys.split():
        asif.keyboard.press(key)


def pressed(asif: Page) -> list[str]:
    found: list[str] = asif.evaluate("window.pressed")
    return found


def choose(within: Locator, verdict: str) -> None:
    within.locator(".judge label").filter(has_text=verdict).first.click()


def judged(registration: Registration) -> list[tuple[str, str]]:
    rows = Judgement.objects.filter(registration=registration).order_by("pk")
    return [(one.verdict, one.feedback) for one in rows]


@pytest.mark.once
def test_twelve_criteria_with_phrases_in_twenty_keys(stage: Stage) -> None:
    """Asif keeps three phrases. He reads, and judges by keys alone: each decision takes him on to the next criterion, and the
    evidence goes with him. Ten are met, one waits for a word on the policy, one he will ask about. Enter on the button sends.
    """
    registration, _targets = twelve_claims(stage)
    for text in (CLEAR, POLICY, VISIT):
        assessment.keep_phrase(stage.cast.asif, by=stage.cast.as_("asif"), text=text)
    asif = bench(stage, registration)
    press(asif, "1 m d d d d")
    expect(asif.get_by_text("5 of 12 decided")).to_be_visible()
    press(asif, "n")  # it stays until there is a word why
    expect(asif.get_by_text("Say what is missing, so that Lena knows the next step.")).to_be_visible()
    press(asif, "2 3 v 1 m d d d")
    expect(asif.locator("#evidence")).to_have_attribute("data-shown", "2")  # the evidence went along
    stage.picture(asif, "judging-twelve")
    press(asif, "d")
    expect(asif.get_by_text("12 of 12 decided")).to_be_visible()
    asif.evaluate(AXE)
    found = asif.evaluate("rules => axe.run(rules)", ALL)["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    expect(asif.get_by_role("button", name="Send to Lena")).to_be_focused()
    keys = pressed(asif)
    press(asif, "Enter")
    expect(asif.get_by_role("status").filter(has_text="Sent to Lena: 10 met, 1 not yet and 1 to ask at the visit.")).to_be_visible()
    assert len(keys) + 1 <= MOST, keys
    assert judged(registration) == [("met", CLEAR)] * 5 + [("not_yet", POLICY), ("ask", VISIT)] + [("met", CLEAR)] * 5


@pytest.mark.once
def test_twelve_criteria_with_words_of_one_s_own_in_twenty_keys(stage: Stage) -> None:
    """Without a phrase, Asif writes twice himself, takes one decision back, and gives the rest the same word."""
    registration, _targets = twelve_claims(stage)
    asif = bench(stage, registration)
    press(asif, "m f")  # the first needs no word; the second gets one
    asif.keyboard.type("You say what the caller heard. Good.")
    press(asif, "Escape m d d n u n f")
    asif.keyboard.type("Which policy?")
    press(asif, "Escape")
    press(asif, "f")
    asif.keyboard.type("All of this is plain to see.")
    press(asif, "Escape m r")
    expect(asif.get_by_text("12 of 12 decided")).to_be_visible()
    press(asif, "Control+Enter")
    expect(asif.get_by_role("status").filter(has_text="Sent to Lena: 11 met and 1 not yet.")).to_be_visible()
    found = judged(registration)
    assert found[0] == ("met", "")
    assert found[1:4] == [("met", "You say what the caller heard. Good.")] * 3
    assert found[4] == ("not_yet", "Which policy?")
    assert found[5:] == [("met", "All of this is plain to see.")] * 7


@pytest.mark.once
def test_single_keys_can_be_turned_off(stage: Stage) -> None:
    """Who speaks to the computer, or leans on the keyboard, turns single keys off; it stays so on this device."""
    registration, _targets = twelve_claims(stage)
    asif = bench(stage, registration)
    asif.get_by_label("Single keys on").uncheck()
    press(asif, "m m")
    expect(asif.get_by_text("0 of 12 decided")).to_be_visible()
    asif.reload()
    press(asif, "m")
    expect(asif.get_by_text("0 of 12 decided")).to_be_visible()
    asif.get_by_label("Single keys on").check()
    press(asif, "m")
    expect(asif.get_by_text("1 of 12 decided")).to_be_visible()


@pytest.mark.once
def test_the_same_by_tap_and_without_javascript(stage: Stage) -> None:
    """On a telephone Asif taps; on the library's old computer, where no script runs, he chooses for all that are open at once."""
    registration, _targets = twelve_claims(stage)
    phrase = assessment.keep_phrase(stage.cast.asif, by=stage.cast.as_("asif"), text=CLEAR)
    phone = stage.enter("asif", width=PHONE)
    phone.goto(f"/assess/learners/{registration.uuid}/judge/")
    first, second = phone.locator(".verdict").nth(0), phone.locator(".verdict").nth(1)
    first.get_by_role("button", name=CLEAR).click()
    choose(first, "Met")
    second.locator("summary").click()
    choose(second, "Met")
    second.get_by_role("button", name=CLEAR).click()
    phone.get_by_role("button", name="Send to Lena").click()
    expect(phone.get_by_role("status").filter(has_text="2 met")).to_be_visible()
    assert judged(registration) == [("met", CLEAR)] * 2

    old = stage.enter("asif", javascript=False)
    old.goto(f"/assess/learners/{registration.uuid}/judge/")
    card = old.locator(".verdict").nth(0)
    choose(card, "Not yet")
    card.get_by_label(re.compile("Begin with a phrase")).select_option(str(phrase.uuid))
    old.get_by_text("The same for all that are open").click()
    whole = old.locator(".restof")
    choose(whole, "Met")
    whole.get_by_label(re.compile("each of them")).fill("Well shown.")
    old.get_by_role("button", name="Send to Lena").click()
    expect(old.get_by_role("status").filter(has_text="9 met and 1 not yet")).to_be_visible()
    assert judged(registration)[2:] == [("not_yet", CLEAR)] + [("met", "Well shown.")] * 9
