"""Lena takes part in a programme: a plan, an appointment, one tap, a look-back, and something of herself that she takes back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from milepost.base import clock
from milepost.portfolios.models import Disclosure, Registration
from tests import build
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_promise import on, promised, round_of_the_worker
from tests.journeys.test_review import silent

MONDAY = datetime(2027, 3, 1, 10, 0, tzinfo=ZoneInfo("Europe/London"))
CIRCUMSTANCE = "I bring my father to the day centre until half past nine."


def test_a_plan_an_appointment_one_tap_and_a_look_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shared promise is in force. Cora takes the programme that comes with Milepost and puts Lena on it, with Asif as adviser. On her
    phone Lena ticks three steps and says what each is to be; Asif says yes, and proposes a first talk at the library. She agrees the
    time with one tap. On Wednesday they meet, Asif notes that it was kept, and Lena answers one question with one tap. She tells Asif
    of a circumstance, for one purpose; he reads it, nobody else does; she takes it back, and it is gone. He notes a strength while she
    is there. A step is behind her. They look back together, and both sign. On no page did she read a word of a qualification.
    """
    on(monkeypatch, MONDAY)
    quentin = stage.enter("quentin")
    promised(quentin)

    cora = stage.enter("cora")
    cora.get_by_role("contentinfo").get_by_role("link", name="Programmes").click()
    headed(cora, "Programmes")
    silent(cora)
    cora.get_by_role("button", name="Take it").click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Back into work")
    silent(cora)
    cora.get_by_role("link", name="Put somebody on it").click()
    headed(cora, "Put somebody on a programme")
    silent(cora)
    cora.get_by_label("Who is here already").select_option(index=1)
    cora.get_by_role("button", name="Go on with them").click()
    cora.get_by_label("Adviser").select_option("Asif Rahman")
    cora.get_by_role("button", name="Put them on the programme").click()
    expect(cora.get_by_role("status").first).to_contain_text("Now Lena and Asif Rahman agree a plan.")
    silent(cora)

    lena = stage.enter("lena", width=PHONE)
    expect(lena.get_by_role("main")).to_contain_text("Say what you would like to do")
    silent(lena)
    lena.get_by_role("link", name="Choose the steps").click()
    headed(lena, "Your plan")
    silent(lena)
    for step, words in [
        ("See what you are good at", "Two talks with Asif"),
        ("Find the week that fits", "Mornings, from ten"),
        ("Find out who needs it", "Three cafés by the harbour, until Easter"),
    ]:
        row = lena.get_by_role("group", name=step)
        row.get_by_label(step).check()
        row.get_by_label("What we agree").fill(words)
    lena.get_by_role("button", name="Propose this plan to Asif").click()
    expect(lena.get_by_role("status").first).to_contain_text("Asif has to agree")
    silent(lena)

    asif = stage.enter("asif")
    silent(asif)
    asif.get_by_role("link", name="Lena proposes a plan").click()
    headed(asif, "The plan of Lena")
    silent(asif)
    asif.get_by_role("button", name="Agree this plan").click()
    expect(asif.get_by_role("main")).to_contain_text(re.compile(r"Signed by Lena \w+ and Asif Rahman"))
    asif.get_by_role("navigation", name="Places").get_by_role("link", name="Participants").click()
    headed(asif, "Participants")
    silent(asif)
    asif.get_by_role("link", name=re.compile("^Lena")).click()
    headed(asif, "Lena Hartog")
    silent(asif)
    asif.get_by_role("link", name="Make an appointment").first.click()
    headed(asif, "Make an appointment with Lena")
    silent(asif)
    asif.get_by_label("What is it about?").fill("First talk")
    asif.get_by_label("Day", exact=True).fill((MONDAY + timedelta(days=2)).date().isoformat())
    asif.get_by_label("From", exact=True).fill("10:00")
    asif.get_by_label("Until").fill("11:00")
    asif.get_by_label("Where", exact=True).fill("The library")
    asif.get_by_role("button", name="Propose to Lena").click()
    headed(asif, "First talk")
    silent(asif)
    appointment = asif.url

    lena.goto("/learn/")
    expect(lena.get_by_role("main")).to_contain_text("Say whether this time suits you")
    lena.get_by_role("main").get_by_role("link", name="Look at it").click()
    headed(lena, "First talk")
    silent(lena)
    lena.get_by_role("button", name="Agree this time").click()
    expect(lena.get_by_role("status").first).to_contain_text("Asif is told.")
    lena.get_by_role("navigation", name="Places").get_by_role("link", name="Appointments").click()
    headed(lena, "Appointments")
    silent(lena)

    on(monkeypatch, MONDAY + timedelta(days=2, hours=2))
    asif.goto(appointment)
    asif.get_by_role("button", name="It was kept").click()
    expect(asif.get_by_role("status").first).to_contain_text("the appointment was kept")
    round_of_the_worker()
    lena.goto("/learn/")
    question = lena.get_by_role("region", name="Did we take your circumstances into account?")
    silent(lena)
    question.get_by_role("button", name="Yes").click()
    expect(lena.get_by_role("status").first).to_contain_text("It counts as one of many")

    lena.get_by_role("navigation", name="Places").get_by_role("link", name="About you").click()
    headed(lena, "About you")
    silent(lena)
    lena.get_by_label("A circumstance: something to take into account").check()
    lena.get_by_label("In a few words").fill(CIRCUMSTANCE)
    lena.get_by_label("What may it be used for?").fill("to find hours that fit")
    lena.get_by_role("button", name="Keep it, as agreed").click()
    expect(lena.get_by_role("alert")).to_contain_text("Without your yes nothing is kept")
    silent(lena)
    lena.get_by_label("Yes: Asif may read this and use it for that").check()
    lena.get_by_role("button", name="Keep it, as agreed").click()
    expect(lena.get_by_role("status").first).to_contain_text("Kept, as agreed.")
    silent(lena)
    told = asif.url.split("/assess/")[0] + f"/programmes/people/{Registration.objects.get().uuid}/told/"
    asif.goto(told)
    expect(asif.get_by_role("main")).to_contain_text(CIRCUMSTANCE)
    silent(asif)
    cora.goto(told)
    expect(cora.get_by_role("main")).not_to_contain_text("day centre")
    lena.get_by_role("button", name="Take it back").click()
    expect(lena.get_by_role("main")).to_contain_text("Nothing is kept")
    assert not Disclosure.objects.exists()
    asif.reload()
    expect(asif.get_by_role("main")).not_to_contain_text("day centre")
    asif.get_by_label("A strength: something that goes well").check()
    asif.get_by_label("In a few words").fill("She calms people down.")
    asif.get_by_label("What may it be used for?").fill("the letter to the cafés")
    asif.get_by_label("Lena was here, heard these words").check()
    asif.get_by_role("button", name="Keep it, as agreed").click()
    expect(asif.get_by_role("status").first).to_contain_text("Kept, as agreed.")
    lena.reload()
    expect(lena.get_by_role("main")).to_contain_text("noted by Asif Rahman while Lena was there")

    lena.get_by_role("navigation", name="Places").get_by_role("link", name="Plan").click()
    headed(lena, "Your plan")
    silent(lena)
    lena.get_by_role("button", name=re.compile("It is behind us.*See what you are good at")).click()
    expect(lena.get_by_role("status").first).to_contain_text("Noted.")

    on(monkeypatch, MONDAY + timedelta(days=30))
    asif.goto(told.removesuffix("told/"))
    silent(asif)
    asif.get_by_role("link", name="Look back together").click()
    headed(asif, "Look back with Lena")
    silent(asif)
    asif.get_by_role("button", name="Begin to look back").click()
    expect(asif.get_by_role("heading", level=1)).to_have_text("Look-back 1 with Lena")
    expect(asif.get_by_role("main")).to_contain_text("See what you are good at")
    asif.get_by_label("What you say").fill("Lena knows what she can do. Next come the cafés.")
    asif.get_by_role("group", name="Step 1").get_by_label("Step").fill("Write to two cafés")
    asif.get_by_role("button", name="Sign as Asif Rahman").click()
    expect(asif.get_by_role("main")).to_contain_text("Signed by Asif Rahman")
    silent(asif)
    lena.goto("/learn/")
    lena.get_by_role("link", name="Read it").click()
    lena.get_by_label("What you say").fill("I want to try the one on the pier.")
    lena.get_by_role("button", name=re.compile("^Sign as Lena")).click()
    expect(lena.get_by_role("status").first).to_contain_text("Signed.")
    silent(lena)
    asif.reload()
    asif.get_by_role("button", name="Sign as Asif Rahman").click()  # she had added something
    expect(asif.get_by_role("main")).to_contain_text("This look-back was signed by both and closed on")
    lena.goto("/learn/")
    silent(lena)
    expect(lena.get_by_role("main")).not_to_contain_text(re.compile("assessor|criteri|evidence|per ?cent", re.IGNORECASE))


@pytest.mark.parametrize("javascript", [True, False])
def test_lena_asks_for_an_appointment_on_her_phone_and_gets_another_time(stage: Stage, javascript: bool) -> None:
    """Lena takes part in a programme. On her phone, with or without programs on the page, she asks Asif for a call; first she forgets to
    say what about. Asif finds it on Today, offers an hour later, and she says yes with one tap."""
    build.participant(stage.cast)
    day = (clock.today() + timedelta(days=14)).isoformat()
    lena = stage.enter("lena", width=PHONE, javascript=javascript)
    check = silent if javascript else (lambda page: None)
    lena.get_by_role("link", name="Ask for an appointment").click()
    headed(lena, "Ask for an appointment")
    check(lena)
    lena.get_by_label("Day", exact=True).fill(day)
    lena.get_by_label("From", exact=True).fill("10:00")
    lena.get_by_label("Until").fill("10:30")
    lena.get_by_label("by video or telephone").check()
    lena.get_by_label("Where, or on which number").fill("0161 496 0000")
    lena.get_by_role("button", name="Propose it to Asif").click()
    expect(lena.get_by_role("alert")).to_contain_text("Say what it is about")
    check(lena)
    lena.get_by_label("What is it about?").fill("How to ring a café")
    lena.get_by_role("button", name="Propose it to Asif").click()
    expect(lena.get_by_role("main")).to_contain_text("It waits for Asif to agree it.")
    check(lena)
    asif = stage.enter("asif", javascript=javascript)
    expect(asif.get_by_role("main")).to_contain_text("Answer Lena")
    asif.get_by_role("main").get_by_role("link", name="Open it").click()
    asif.get_by_text("Offer another time").click()
    asif.get_by_label("From", exact=True).fill("11:00")
    asif.get_by_label("Until").fill("11:30")
    asif.get_by_role("button", name="Propose this time").click()
    expect(asif.get_by_role("main")).to_contain_text("It waits for Lena to agree it.")
    lena.goto("/learn/")
    lena.get_by_role("main").get_by_role("link", name="Look at it").click()
    lena.get_by_role("button", name="Agree this time").click()
    expect(lena.get_by_role("main")).to_contain_text("You have both agreed it.")
