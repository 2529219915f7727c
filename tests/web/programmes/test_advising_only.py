"""Who advises participants and assesses nobody reads of participants and appointments; a centre that runs programmes alone is asked for no qualification."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost import links
from milepost.assessment import actions as assessment
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.jobs import worker
from milepost.base.refusal import Refused
from milepost.notices import tasks as telling
from milepost.people import actions as people
from milepost.people.models import Appointment
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.programmes.test_programmes import FOREIGN, main, text

TODAY, VISITS, CALENDAR, CENTRE = reverse("assessor_today"), reverse("assessor_visits"), reverse("calendar"), reverse("centre_home")


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.participant(cast)


def sign_of(shown: str) -> str:
    found = re.findall(r'<section class="sign".*?</section>', shown, re.S)
    assert len(found) == 1
    return main(found[0])


def another(cast: Cast, made: Registration, name: str) -> Registration:
    appointed = people.appoint(cast.centre, by=system(), email=f"{name}@home.example", name=f"{name.title()} Holm", role=Role.LEARNER)
    return actions.register(
        appointed.person, by=cast.as_("cora"), specification=made.specification, qualification=made.qualification_title,
        starts_on=clock.today(), ends_on=clock.today() + timedelta(days=90), assessor=cast.asif,
    )  # fmt: skip


def test_an_adviser_alone_reads_no_word_of_a_qualification(cast: Cast, made: Registration, enter: Enter) -> None:
    build.planned(cast, made)
    build.visit(cast, made, targets=(), activity="First talk", place="The library")
    reviewing.opened(cast, made)
    asif = enter("asif")
    for address in (TODAY, VISITS, CALENDAR, reverse("assessor_reviews"), reverse("notices")):
        assert FOREIGN.findall(main(text(asif, address))) == [], address
    shown = text(asif, TODAY)
    assert "advises at Larkmoor" in shown and reverse("assessor_caseload") not in shown and reverse("assessor_phrases") not in shown
    assert "All look-backs" in shown and "First talk" in shown


def test_who_assesses_as_well_keeps_the_desk(cast: Cast, made: Registration, enter: Enter) -> None:
    build.with_units(cast)
    shown = text(enter("asif"), TODAY)
    assert "To judge, oldest first" in shown and "assesses at Larkmoor" in shown
    assert "Visits and appointments" in text(enter("asif"), VISITS)


def test_a_participants_calendar_holds_appointments(cast: Cast, made: Registration, enter: Enter) -> None:
    lena = enter("lena")
    assert FOREIGN.findall(main(text(lena, CALENDAR))) == []
    lena.post(CALENDAR, {"act": "open"})
    shown = main(text(lena, CALENDAR))
    assert FOREIGN.findall(shown) == [] and "can read your appointments" in shown


def test_a_participant_finds_how_to_write_to_their_adviser_and_no_foreign_word_beside_it(
    cast: Cast, made: Registration, enter: Enter
) -> None:
    lena = enter("lena")
    assert f"mailto:{cast.asif.email}" in text(lena, reverse("learner_home"))
    assert "hands in" not in main(text(lena, reverse("notices")))
    shown = main(text(lena, reverse("learner_watch")))
    assert "not met" not in shown and "learns" not in shown and "Appointments that staff moved" in shown


def test_the_one_next_step_of_an_adviser(cast: Cast, made: Registration, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    asif = enter("asif")
    assert "Agree a plan with Lena" in sign_of(text(asif, TODAY))
    actions.propose_units(made, by=cast.as_("lena"), units=["week"])
    assert "Agree the plan that Lena proposes" in sign_of(text(asif, TODAY))
    build.planned(cast, made)
    assert "Make an appointment with Lena" in sign_of(text(asif, TODAY))
    visit = build.visit(cast, made, targets=(), activity="First talk", place="The library")
    assert "Nothing waits for you" in sign_of(text(asif, TODAY))
    later = visit.starts_at + timedelta(days=1)
    moved = assessment.move_visit(visit, by=cast.as_("lena"), starts_at=later, ends_at=later + timedelta(hours=1), place="The library")
    assert moved and "Answer Lena" in sign_of(text(asif, TODAY))


def test_more_participants_ask_no_more(
    cast: Cast, made: Registration, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asif = enter("asif")
    build.visit(cast, made, targets=(), activity="First talk", place="The library")
    for rows in (1, 3):
        with django_assert_num_queries(11):
            assert text(asif, TODAY).count("no plan is agreed yet") == rows
        with django_assert_num_queries(5):
            text(asif, VISITS)
        if rows == 1:
            for name in ("mirela", "noor"):
                build.visit(cast, another(cast, made, name), targets=(), activity="First talk", place="The library")


def test_a_centre_with_programmes_alone_is_led_to_who_takes_part(cast: Cast, enter: Enter) -> None:
    cora = enter("cora")
    assert "Begin with a programme" in text(cora, CENTRE)
    held = build.programme(cast)
    assert "Put somebody on the programme" in sign_of(text(cora, CENTRE))
    assert "Begin with a programme" not in text(cora, CENTRE)
    made = actions.register(
        cast.lena, by=cast.as_("cora"), specification=held, qualification=held.title, starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=90), assessor=None,
    )  # fmt: skip
    assert f"Give {cast.lena.name} an adviser" in sign_of(text(cora, CENTRE))
    actions.allocate(made, by=cast.as_("cora"), assessor=cast.asif, iqa=None)
    shown = text(cora, CENTRE)
    assert "qualification" not in sign_of(shown).lower() and "Running the programmes" in shown


def test_without_anybody_who_advises_the_step_is_to_invite_one(cast: Cast, enter: Enter) -> None:
    build.programme(cast)
    Appointment.objects.filter(role=Role.ASSESSOR).update(ends_on=clock.today() - timedelta(days=1))
    assert "Invite an adviser" in sign_of(text(enter("cora"), CENTRE))


def test_a_participant_who_does_not_sign_in_signs_a_look_back_by_letter_and_nobody_else_gets_one(
    cast: Cast, made: Registration, enter: Enter, client: Client
) -> None:
    build.planned(cast, made)
    review, asif = reviewing.opened(cast, made), enter("asif")
    page = reverse("assessor_review", args=[review.uuid])
    assert "Send a link" in text(asif, page) and FOREIGN.findall(main(text(asif, page))) == []
    with pytest.raises(Refused, match="Nobody else gets a letter"):
        assessment.send_review(review, by=cast.as_("asif"), party="employer", name="Emil", email="emil@work.example")
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review, party="learner", email="lena@home.example")
    telling.tell_pending(limit=1000)
    worker.work_off()
    mailed = next(one for one in mail.outbox if one.to == ["lena@home.example"] and "Looking back together" in one.subject)
    assert FOREIGN.findall(mailed.body) == [] and made.qualification_title not in mailed.body
    own = links.review_letter(letter.secret)
    shown = main(text(client, own))
    assert FOREIGN.findall(shown) == [] and "Looking back together" in shown and "employer" not in shown
    assert client.post(own, {"act": "consent_yes", "seen": "2", "part": ""}).status_code in (302, 422)
    assert not made.consents.exists()
    client.post(own, {"act": "sign", "seen": "2", "part": "It helps.", "name": "Lena Hartog"})
    assert "You have signed." in text(client, own) and FOREIGN.findall(main(text(client, own))) == []
