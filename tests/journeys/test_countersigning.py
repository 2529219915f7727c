"""Cora enters who is in training; what they decide counts for Lena once somebody qualified has put their name under it."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from milepost.base import clock
from milepost.base.actors import system
from milepost.demo.cast import PASSWORD
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_accessibility import look


def test_what_is_decided_in_training_waits_for_a_second_name(stage: Stage) -> None:
    """Asif has only just begun. Cora enters Noor as qualified and Asif as in training, and turns the rule on. Asif judges as ever and
    reads to whom it goes. Lena sees nothing of it. Noor, on her telephone, agrees with one decision and sends the other back; Lena reads
    the one, and Asif judges the other anew.
    """
    registration = build.with_units(stage.cast)
    build.handed_in(stage.cast, registration, ["L1:1.1", "L1:1.2"])
    people.appoint(stage.cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR, password=PASSWORD)

    cora = stage.enter("cora")
    cora.goto("/centre/people/")
    cora.get_by_role("link", name="Who may judge what").click()
    for name, state, until in (("Noor Haddad", "qualified", ""), ("Asif Rahman", "in training", str(clock.today() + timedelta(days=50)))):
        cora.get_by_label("Assessor", exact=True).select_option(label=name)
        cora.get_by_role("radio", name=state).check()
        cora.get_by_label("What it rests on").fill("Ten years in the trade; the assessor award")
        if until:
            cora.get_by_label(re.compile("Who countersigns")).select_option(label="Noor Haddad")
            cora.get_by_label(re.compile("Until")).fill(until)
        cora.get_by_role("button", name="Enter it").click()
        expect(cora.get_by_text(f"{name} is entered.")).to_be_visible()
    cora.get_by_role("button", name="Only who is entered judges").click()
    expect(cora.get_by_text("From now on only who is entered judges.")).to_be_visible()
    expect(cora.get_by_text("1 entry runs out within 60 days.")).to_be_visible()
    stage.picture(cora, "who-may-judge-what")
    look(cora, "centre_competence", "/centre/people/competence/", answers={200})

    asif = stage.enter("asif")
    asif.goto(f"/assess/learners/{registration.uuid}/judge/?unit=L1")
    asif.keyboard.press("m")
    asif.keyboard.press("m")
    asif.keyboard.press("Enter")
    expect(asif.get_by_text("Sent to Noor Haddad to countersign: 2 met. Lena hears of it then.")).to_be_visible()
    look(asif, "own_competence", "/competence/", answers={200})

    lena = stage.enter("lena", width=PHONE)
    lena.goto("/learn/units/of/L1/")
    expect(lena.get_by_role("main")).not_to_contain_text("Asif Rahman:")

    noor = stage.enter("noor", width=PHONE)
    noor.goto("/assess/")
    noor.get_by_role("link", name="Look at them").click()
    noor.get_by_role("checkbox", name=re.compile("strike a light")).uncheck()
    noor.get_by_role("button", name="Countersign what is ticked").click()
    expect(noor.get_by_text("1 decision counts now, and Lena is told.")).to_be_visible()
    look(noor, "assessor_countersign", "/assess/countersign/", answers={200})
    noor.get_by_label(re.compile("Why you do not agree")).fill("Who else saw it?")
    noor.get_by_role("button", name="Send it back").click()
    expect(noor.get_by_text("1 decision goes back, with your reason.")).to_be_visible()
    assert Registration.objects.get(pk=registration.pk).progress.met == 1

    asif.goto("/assess/")
    asif.get_by_role("link", name="Start with Lena").click()
    expect(asif.get_by_role("main")).to_contain_text("Who else saw it?")
    look(asif, "assessor_phrases", "/assess/phrases/", answers={200})
