"""A participant asks for an appointment; the adviser says yes or offers another time; each is told what the other did."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.assessment.models import Visit
from milepost.assessment.words import VisitState
from milepost.base import clock
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.notices.sentences import sentence
from milepost.portfolios import actions
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.programmes.test_programmes import FOREIGN, HOME, main, text

ASK, LIST = reverse("own_appointment"), reverse("learner_visits")


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.participant(cast)


def asked(days: int = 20, **more: str) -> dict[str, str]:
    day = (clock.today() + timedelta(days=days)).isoformat()
    return {
        "activity": "How to ring a café", "day": day, "begins": "10:00", "ends": "10:30", "kind": "remote", "place": "0161 496 0000",
        "form": str(uuid4()),
    } | more  # fmt: skip


def said_to(who: object) -> list[str]:
    telling.tell_pending(limit=1000)
    return [sentence(one) for one in Notice.objects.filter(person=who).order_by("pk") if one.kind.startswith("visit")]


def test_one_is_asked_for_answered_with_another_time_and_agreed(cast: Cast, made: Registration, enter: Enter) -> None:
    lena, asif = enter("lena"), enter("asif")
    for page in (HOME, LIST):
        assert f'href="{ASK}"' in text(lena, page)
    sent = asked()
    address = lena.post(ASK, sent).headers["Location"]
    [visit] = Visit.objects.all()
    assert (visit.state, visit.place, visit.proposed_by.person) == (VisitState.PROPOSED, "0161 496 0000", cast.lena)
    assert address == reverse("learner_visit", args=[visit.uuid])
    assert lena.post(ASK, sent).headers["Location"] == address and Visit.objects.count() == 1, "sent twice it is one"
    assert "It waits for Asif to agree it." in main(text(lena, address))
    [told] = said_to(cast.asif)
    assert told.startswith(f"{cast.lena.name} proposes an appointment on")

    theirs = reverse("assessor_visit", args=[visit.uuid])
    assert theirs in text(asif, reverse("assessor_today")), "though it is three weeks away"
    assert "Agree this time" in text(asif, theirs)
    day = (clock.today() + timedelta(days=21)).isoformat()
    moved = {"act": "move", "move-day": day, "move-begins": "14:00", "move-ends": "14:30", "move-place": "The library"}
    assert asif.post(theirs, moved).status_code == 302
    assert "asks to move the appointment" in said_to(cast.lena)[-1]
    assert "Say whether this time suits you" in text(lena, HOME)
    lena.post(address, {"act": "agree"})
    assert "agreed the appointment" in said_to(cast.asif)[-1]


def test_who_assesses_as_well_finds_it_on_today_however_far_ahead(cast: Cast, made: Registration, enter: Enter) -> None:
    build.with_units(cast)
    begins = clock.now() + timedelta(days=30)
    visit = assessment.propose_visit(
        made, by=cast.as_("lena"), kind="remote", starts_at=begins, ends_at=begins + timedelta(hours=1), activity="How to ring a café"
    )
    theirs, asif = reverse("assessor_visit", args=[visit.uuid]), enter("asif")
    page = text(asif, reverse("assessor_today"))
    assert "Visits ahead" in page and theirs in page
    asif.post(theirs, {"act": "agree"})
    assert theirs not in text(asif, reverse("assessor_today")), "agreed, it comes back in its week"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, made: Registration, enter: Enter) -> None:
    lena = enter("lena")
    for change, says in (
        ({"activity": ""}, "Say what it is about"), ({"day": "soon"}, "Give a day, such as"), ({"ends": "09:00"}, "must end after it begins"),
        ({"kind": "at_work", "place": ""}, "Say where you meet"), ({"day": (clock.today() - timedelta(days=1)).isoformat()}, "That time has passed"),
    ):  # fmt: skip
        answer = lena.post(ASK, asked() | change)
        page = answer.content.decode()
        assert answer.status_code == 422 and says in page, says
        assert 'value="10:00"' in page
        assert not FOREIGN.search(main(page)), says
    assert not Visit.objects.exists()
    assert not FOREIGN.search(main(text(lena, ASK)))


def test_who_has_no_adviser_or_is_on_a_break_is_told_why_not(cast: Cast, made: Registration, enter: Enter) -> None:
    lena = enter("lena")
    Registration.objects.filter(pk=made.pk).update(assessor=None)
    assert "Nobody advises Lena yet" in text(lena, ASK)
    assert f'href="{ASK}"' not in text(lena, HOME)
    assert lena.post(ASK, asked()).status_code == 422
    Registration.objects.filter(pk=made.pk).update(assessor=cast.asif)
    made.refresh_from_db()
    actions.pause_registration(
        made, by=cast.as_("cora"), starts_on=clock.today(), expected_on=clock.today() + timedelta(days=30), reason="Care."
    )
    assert "does not take part at the moment" in text(lena, ASK)


def test_who_is_on_a_qualification_asks_their_assessor(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    lena = enter("lena")
    assert "belongs to programmes" in lena.get(ASK, follow=True).content.decode()
    lena.post(ASK, asked())
    assert not Visit.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_appointments_ask_no_more(
    cast: Cast, made: Registration, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    lena = enter("lena")
    for number in range(rows):
        lena.post(ASK, asked(10 + number))
    with django_assert_num_queries(4):  # session, person, roles; the registration
        lena.get(ASK)
