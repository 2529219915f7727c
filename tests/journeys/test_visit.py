"""Asif watches Lena at work, with his phone in his hand: from the plan to judged criteria."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from milepost.assessment.models import Judgement, Visit
from milepost.assessment.words import VisitState
from milepost.base import clock
from milepost.demo.pictures import photo
from milepost.demo.sounds import conversation
from milepost.portfolios.models import Claim, Evidence, EvidenceFile, Registration
from tests import build
from tests.journeys.launching import MICROPHONE, launched
from tests.journeys.stage import PHONE, Stage, at_work, headed, sign_in
from tests.journeys.test_accessibility import ALL, AXE

ACTIVITY = "Brief the team, agents new to a task, follow queues and waiting times, move people between channels"
BRIEFED = "She briefs the team in six minutes: the Ottersby ferry, the new form, and whom to ask."
MOVED = "Forty calls wait. She takes Bo and Mina from e-mail to the phones and tells both why."
CHECKED = "Before she opens the account she asks for the booking number and the date of birth."
MISSING = "You did not say who looks after the e-mails meanwhile. Say it aloud next time."
# Promises, because the page's policy lets nothing be evaluated that comes later.
LENGTH = "sound => new Promise(done => sound.duration ? done(sound.duration) : sound.onloadedmetadata = () => done(sound.duration))"
ARRIVES = """(sound, wanted) => new Promise(done => {
  const look = () => Math.abs(sound.currentTime - wanted) < 0.5 ? done(true) : setTimeout(look, 50)
  look()
})"""


def test_an_observation_on_a_phone_from_plan_to_judged_criteria(stage: Stage) -> None:
    """Asif plans to watch Lena's shift and takes over what that may show; Lena agrees on her phone. At the desk he notes each
    moment with one tap: its time is there, his words and two or three ticks are enough. She does something that nobody had
    planned: he adds that criterion to those he watches for. He photographs the whiteboard and adds a voice note. Then he is
    signed out while he types, and later the line is gone when he wants to finish: neither loses a word. On one page he
    decides of everything and says what was missing; it reaches Lena in one go, and the visit was held. Lena reads each
    moment, hears the note, and finds what to redo as her next step.
    """
    registration = at_work(stage.cast)
    visit = planned(stage, registration)

    asif = stage.enter("asif", width=PHONE)
    asif.goto(f"/assess/visits/{visit.uuid}/")
    asif.get_by_role("link", name="Write down what you see").click()
    headed(asif, "Watch Lena at work")
    silent(asif)
    moment(asif, 1, BRIEFED, ["1.3", "1.4"])
    moment(asif, 2, MOVED, ["2.1", "2.2"])
    stage.picture(asif, "observing-on-a-phone")

    # What nobody had planned.
    asif.get_by_text("Add others").click()
    asif.get_by_label("Find criteria").fill("Confirm who a customer is")
    asif.locator("details.unit-ticks li").filter(has_text="Confirm who a customer is").get_by_role("checkbox").check()
    moment(asif, 3, CHECKED, ["1.1"])

    asif.get_by_label("Add photos").set_input_files(
        {"name": "board.png", "mimeType": "image/png", "buffer": photo("whiteboard", "#2d6a4f", 3)}
    )
    asif.get_by_label("Add a voice note").set_input_files({"name": "note.wav", "mimeType": "audio/wav", "buffer": conversation(4, 3)})
    expect(asif.get_by_text("Arrived whole").filter(visible=True)).to_have_count(2)

    # The session ends while he types; he signs in again and everything is there.
    Session.objects.all().delete()
    words = asif.locator("#text-3")
    words.fill(f"{CHECKED} The caller is calm.")
    expect(kept(asif)).to_contain_text(re.compile("signed out"))
    asif.reload()
    sign_in(asif, "asif@larkmoor.example")
    expect(words).to_have_value(f"{CHECKED} The caller is calm.")
    expect(asif.locator("#moment-3")).to_contain_text("402 1.1")
    expect(asif.get_by_text("board.png", exact=True)).to_be_visible()

    # The line is gone: what he notes stays on the device, and so does he.
    asif.context.set_offline(True)
    moment(asif, 4, "She thanks the team by name.", ["1.3"])
    asif.get_by_role("button", name="Finish").click()
    expect(kept(asif)).to_contain_text("safe on this device")
    asif.context.set_offline(False)
    expect(kept(asif)).to_contain_text("Draft kept at")
    asif.get_by_role("button", name="Finish").click()

    # One page of feedback.
    expect(asif.get_by_role("heading", name="Feedback for Lena")).to_be_visible()
    silent(asif)
    cards = asif.locator(".verdict")
    expect(cards).to_have_count(5)
    for number in range(4):
        cards.nth(number).get_by_role("radio", name="Met").check()
    last = cards.filter(has_text="Move people between channels")
    last.get_by_role("radio", name="Not yet").check()
    cards.nth(4).get_by_role("radio", name="Met").check()
    asif.get_by_role("button", name="Send to Lena").click()
    expect(asif.get_by_role("alert")).to_contain_text("Say what is missing")  # and nothing was sent
    last.get_by_role("textbox").fill(MISSING)
    asif.get_by_label("To Lena, on all of it").fill("A calm shift. Everybody knew what to do.")
    stage.picture(asif, "feedback-on-a-phone")
    asif.get_by_role("button", name="Send to Lena").click()
    expect(asif.get_by_role("status").filter(has_text="Recorded as E1 and sent to Lena: 4 met and 1 not yet.")).to_be_visible()

    evidence = Evidence.objects.get()
    details = evidence.versions.get().details
    assert [one["text"] for one in details["moments"]] == [BRIEFED, MOVED, f"{CHECKED} The caller is calm.", "She thanks the team by name."]
    assert all(re.fullmatch(r"\d\d:\d\d", one["at"]) for one in details["moments"])
    assert {claim.locator for claim in Claim.objects.all()} == {one["at"] for one in details["moments"]}
    assert sorted(one.file.name for one in EvidenceFile.objects.select_related("file")) == ["board.png", "note.wav"]
    assert Judgement.objects.filter(verdict="met").count() == 4
    visit.refresh_from_db()
    assert visit.state == VisitState.KEPT

    lena = stage.enter("lena", width=PHONE)
    expect(lena.get_by_role("main")).to_contain_text(MISSING)
    lena.goto(f"/learn/evidence/{evidence.uuid}/")
    for text in (BRIEFED, MOVED, "A calm shift. Everybody knew what to do.", "Asif Rahman wrote this down"):
        expect(lena.get_by_role("main")).to_contain_text(text)
    assert lena.locator("audio").evaluate(LENGTH) > 2
    assert (
        lena.locator(".photos img").evaluate("picture => (picture.scrollIntoView(), picture.decode().then(() => picture.naturalWidth))")
        > 100
    )
    silent(lena)


@pytest.mark.once
def test_questions_and_a_talk_are_recorded_with_the_microphone(stage: Stage, browser_path: str) -> None:
    """No visit is planned, but Asif is there. He asks a question of the bank and types the answer; then he records a talk on his
    phone, and marks the moment at which Lena says what he wants to hear. At his desk the mark leads to that second.
    """
    registration = build.with_units(stage.cast)
    ines = stage.enter("ines")
    ines.goto("/assess/questions/")
    ines.get_by_label("It is about").select_option(label="1.1 trim the wick")
    ines.get_by_label("The question").fill("Why straight, and not slanted?")
    ines.get_by_role("button", name="Keep this question").click()
    expect(ines.get_by_role("status").filter(has_text="Kept.")).to_be_visible()
    silent(ines)

    with_microphone = launched(stage.browser.browser_type, browser_path, *MICROPHONE)
    asif = entered(stage, with_microphone)
    asif.goto(f"/assess/learners/{registration.uuid}/observe/")
    asif.locator("details.unit-ticks summary").first.click()
    asif.locator("details.unit-ticks li").filter(has_text="trim the wick").get_by_role("checkbox").check()
    expect(kept(asif)).to_contain_text("Draft kept at")
    asif.reload()  # the bank answers to what he watches for
    asif.get_by_role("radio", name="Ask", exact=True).check()
    asif.get_by_label("Why straight, and not slanted?", exact=True).fill("A slanted one smokes.")
    silent(asif)

    asif.get_by_role("radio", name="Discuss").check()
    talk = asif.get_by_role("region", name="Recording", exact=True)
    talk.locator("[data-record-start]").click()
    expect(talk.get_by_text("00:02")).to_be_visible()
    asif.locator(".dock [data-add=mark]").click()
    asif.keyboard.type("She tells it from the smoke")
    asif.locator("#mark-1 summary").click()
    asif.locator("#mark-1").get_by_role("checkbox").first.check()
    talk.locator("[data-record-stop]").click()
    expect(talk.get_by_text("Arrived whole").filter(visible=True)).to_be_visible()
    silent(asif)
    asif.get_by_role("button", name="Finish").click()
    asif.locator(".verdict").get_by_role("radio", name="Met").check()
    asif.get_by_role("button", name="Send to Lena").click()
    expect(asif.get_by_role("status").filter(has_text="Recorded as E1 and E2 and sent to Lena: 1 met.")).to_be_visible()

    asked, talked = Evidence.objects.order_by("number")
    assert asked.versions.get().details["asked"][0]["answer"] == "A slanted one smokes."
    recording = talked.versions.select_related("file").get().file
    assert recording
    assert recording.kind.startswith("audio/")
    mark = talked.claims.get().locator
    assert re.fullmatch(r"00:0[2-9]", mark)
    asif.goto(f"/assess/evidence/{talked.uuid}/")
    asif.get_by_role("link", name=mark, exact=True).click()
    assert asif.locator("[data-media]").evaluate(ARRIVES, int(mark[-1]))
    silent(asif)
    with_microphone.close()


@pytest.mark.once
def test_a_moment_that_is_typed_before_any_tap_has_its_time_and_a_fault_shows_its_part(stage: Stage) -> None:
    """Asif types at once into the empty moment that stands there: it has the time. He takes a time away, turns to his questions
    and finishes: the page says what is missing, and shows the part in which it is missing.
    """
    registration = build.with_units(stage.cast)
    asif = stage.enter("asif", width=PHONE)
    asif.goto(f"/assess/learners/{registration.uuid}/observe/")
    expect(asif.locator("#at-1")).to_have_value("")
    asif.locator("#text-1").press_sequentially("She trims it straight.")
    expect(asif.locator("#at-1")).to_have_value(re.compile(r"\d\d:\d\d"))
    asif.locator("#at-1").fill("")
    asif.locator("#k-asked").check()
    asif.locator(".dock").get_by_role("button", name="Finish").click()
    expect(asif.get_by_role("link", name="Give the time of this moment")).to_be_visible()
    expect(asif.locator("#at-1")).to_be_visible()


@pytest.mark.once
def test_an_observation_without_a_script(stage: Stage) -> None:
    """A browser that runs no script of ours: each moment is asked for at the server, and the same is recorded."""
    registration = build.with_units(stage.cast)
    asif = stage.enter("asif", width=PHONE, javascript=False)
    asif.goto(f"/assess/learners/{registration.uuid}/observe/")
    asif.locator("details.unit-ticks summary").first.click()
    asif.locator("details.unit-ticks li").filter(has_text="trim the wick").get_by_role("checkbox").check()
    asif.get_by_role("button", name="Note a moment").click()
    expect(asif.locator("#at-1")).to_have_value(re.compile(r"\d\d:\d\d"))
    asif.locator("#text-1").fill("She trims it straight.")
    asif.locator("#moment-1 summary").click()
    asif.locator("#moment-1").get_by_role("checkbox").check()
    asif.get_by_role("button", name="Finish").click()
    asif.locator(".verdict").get_by_role("radio", name="Met").check()
    asif.get_by_role("button", name="Send to Lena").click()
    expect(asif.get_by_text("Recorded as E1 and sent to Lena: 1 met.")).to_be_visible()
    assert Judgement.objects.get().target == "L1:1.1"


def planned(stage: Stage, registration: Registration) -> Visit:
    """Asif plans, Lena agrees: for later today."""
    starts = timezone.localtime(clock.now()) + timedelta(minutes=2)
    ends = min(starts + timedelta(minutes=90), datetime.combine(starts.date(), datetime.max.time(), starts.tzinfo))
    asif = stage.enter("asif", width=PHONE)
    asif.goto(f"/assess/learners/{registration.uuid}/visit/")
    asif.get_by_label("What will you watch?").fill(ACTIVITY)
    expect(asif.get_by_text("To watch: what it could show")).to_be_visible()
    for text in ("Brief the team", "Check that agents new", "Follow queues", "Move people between"):
        asif.locator("li").filter(has_text=text).get_by_role("checkbox").first.check()
    asif.get_by_label("Day", exact=True).fill(f"{starts:%Y-%m-%d}")
    asif.get_by_label("From", exact=True).fill(f"{starts:%H:%M}")
    asif.get_by_label("Until", exact=True).fill(f"{ends:%H:%M}")
    asif.get_by_label("Where", exact=True).fill("Ottersby terminal")
    asif.get_by_role("button", name=re.compile("Propose")).click()
    expect(asif.get_by_role("status").first).to_be_visible()
    asif.context.close()
    visit = Visit.objects.get()
    lena = stage.enter("lena", width=PHONE)
    lena.goto(f"/learn/visits/{visit.uuid}/")
    lena.get_by_role("button", name="Agree this time").click()
    expect(lena.get_by_role("button", name="Agree this time")).to_have_count(0)
    lena.context.close()
    return visit


def entered(stage: Stage, browser: Browser) -> Page:
    """Asif on a phone with a microphone."""
    context = browser.new_context(
        base_url=stage.url, viewport={"width": PHONE, "height": 844}, has_touch=True, permissions=["microphone"], locale="en-GB",
        timezone_id="Europe/London",
    )  # fmt: skip
    page = context.new_page()
    page.goto("/")
    sign_in(page, "asif@larkmoor.example")
    return page


def moment(page: Page, number: int, words: str, codes: list[str]) -> None:
    """One tap, a few words, a few ticks."""
    page.locator(".dock [data-add=moment]").click()
    expect(page.locator(f"#text-{number}")).to_be_focused()
    page.keyboard.type(words)
    line = page.locator(f"#moment-{number}")
    expect(line.locator("input[type=time]")).to_have_value(re.compile(r"\d\d:\d\d"))
    line.locator("summary").click()
    for code in codes:
        line.locator("li").filter(has=page.get_by_text(code, exact=True)).last.get_by_role("checkbox").check()


def kept(page: Page) -> Page:
    return page.locator("[data-dock-status] [role=status]")  # type: ignore[return-value]


def silent(page: Page) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(rules)", ALL)["violations"]
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
