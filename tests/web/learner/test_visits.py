"""The learner's visits: agree, ask for another time, call off; where and when they work."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions
from milepost.assessment.models import Visit
from milepost.assessment.words import VisitState
from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios.models import Workplace
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

AGENDA, WORK = reverse("learner_visits"), reverse("learner_workplace")


def page(visit: Visit) -> str:
    return reverse("learner_visit", args=[visit.uuid])


def test_without_a_visit_it_says_what_will_come(cast: Cast, enter: Enter) -> None:
    client = enter("lena")
    assert "As soon as somebody assesses you" in client.get(AGENDA).content.decode()
    build.with_units(cast)
    body = client.get(AGENDA).content.decode()
    assert "Asif proposes one here" in body and WORK in body


def test_a_visit_is_agreed(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("lena")
    visit = build.visit(cast, made)
    body = client.get(AGENDA).content.decode()
    assert "Waits for your answer" in body and page(visit) in body
    assert "Asif proposes this time." in client.get(page(visit)).content.decode()
    assert client.post(page(visit), {"act": "agree"}).headers["Location"] == page(visit)
    visit.refresh_from_db()
    assert visit.state == VisitState.AGREED and visit.agreed_by and visit.agreed_by.person == cast.lena
    assert "Waits for your answer" not in client.get(AGENDA).content.decode()


def test_a_part_of_a_requirement_is_called_as_on_the_page_of_its_unit(cast: Cast, enter: Enter) -> None:
    body = enter("lena").get(page(build.visit(cast, build.with_units(cast), targets=["L1:1.1", "L1:R2.a"]))).content.decode()
    assert ">2.a<" in body
    assert "R2.a" not in body


def test_another_time_is_asked_for_and_a_bad_one_comes_back_as_typed(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("lena")
    visit = build.agreed_visit(cast, made)
    day = f"{timezone.localtime(visit.starts_at) + timedelta(days=2):%Y-%m-%d}"
    bad = client.post(page(visit), {"act": "move", "move-day": day, "move-begins": "10:00", "move-ends": "9:15", "move-place": "The quay"})
    assert bad.status_code == 422 and "The quay" in bad.content.decode() and "must end after it begins" in bad.content.decode()
    visit.refresh_from_db()
    assert visit.state == VisitState.AGREED, "a refused move changes nothing"
    client.post(page(visit), {"act": "move", "move-day": day, "move-begins": "10:00", "move-ends": "11:15", "move-place": "The quay"})
    body = client.get(page(visit)).content.decode()
    assert "It waits for Asif to agree it." in body and "The quay" in body and "Agree this time" not in body


def test_calling_off_needs_a_reason(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("lena")
    visit = build.visit(cast, made)
    assert "Say in a few words why" in client.post(page(visit), {"act": "call_off", "call_off-reason": " "}).content.decode()
    client.post(page(visit), {"act": "call_off", "call_off-reason": "I am ill"})
    body = client.get(page(visit)).content.decode()
    assert "Lena Hartog called it off." in body and "“I am ill”" in body


def test_what_the_assessor_does_is_not_there_for_the_learner(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("lena")
    visit = build.agreed_visit(cast, made)
    with clock.at(visit.starts_at + timedelta(minutes=1)):
        body = client.get(page(visit)).content.decode()
        assert "It was held" not in body and "Write down what you see" not in body and "It did not take place" in body
        assert client.post(page(visit), {"act": "keep"}).status_code == 422
        client.post(page(visit), {"act": "miss", "miss-missed_by": "assessor"})
    visit.refresh_from_db()
    assert visit.state == VisitState.MISSED


def test_a_fellow_learner_and_a_stranger_find_nothing(cast: Cast, enter: Enter) -> None:
    visit = build.visit(cast, build.with_units(cast))
    assert enter("stan", Role.LEARNER).get(page(visit)).status_code == 404
    assert enter("stan", Role.LEARNER).post(page(visit), {"act": "agree"}).status_code == 404
    assert enter("asif").get(page(visit)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_more_visits_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made, client = build.with_units(cast), enter("lena")
    for i in range(rows):
        build.agreed_visit(cast, made, hours=30 + 24 * i)
    with django_assert_num_queries(6):  # session, person, roles; registration, place of work, visits
        client.get(AGENDA)


@pytest.mark.parametrize("targets", [["L2:1.1"], ["L2:1.1", "L2:1.2", "L1:1.1"]])
def test_a_visit_asks_the_same(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, targets: list[str]) -> None:
    visit = build.visit(cast, build.with_units(cast), targets=targets)
    client = enter("lena")
    with django_assert_num_queries(6):  # session, person, roles; visit, specification, place of work
        client.get(page(visit))


# Where and when one works --------------------------------------------------------------------------------------------


def test_place_and_shifts_are_kept_and_shown_where_a_visit_is_planned(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("lena")
    told = {
        "place": "North station, the back door",
        "note": "Ask for Wanda",
        "d0-begins": "08:00",
        "d0-ends": "16:00",
        "d4-begins": "22.00",
        "d4-ends": "6:00",
    }
    assert client.post(WORK, told).headers["Location"] == AGENDA
    kept = Workplace.objects.get(registration=made)
    assert kept.shifts == [{"day": 0, "from": "08:00", "to": "16:00"}, {"day": 4, "from": "22:00", "to": "06:00"}]
    assert 'value="08:00"' in client.get(WORK).content.decode()
    assert "22:00 to 06:00" in client.get(AGENDA).content.decode()
    body = enter("asif").get(reverse("assessor_plan_visit", args=[made.uuid])).content.decode()
    assert "Ask for Wanda" in body and "08:00 to 16:00" in body
    client.post(WORK, {"place": "South station"})
    kept.refresh_from_db()
    assert (kept.place, kept.shifts, Workplace.objects.count()) == ("South station", [], 1)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"d1-begins": "08:00"}, "Say when the shift on Tuesday ends"),
        ({"d1-ends": "08:00"}, "Say when the shift on Tuesday begins"),
        ({"d1-begins": "early", "d1-ends": "16:00"}, "Give a time, such as"),
        ({"d1-begins": "08:00", "d1-ends": "08:00"}, "The shift on Tuesday ends when it begins"),
        ({"place": "p" * 301}, "at most 300 characters"),
    ],
)
def test_a_bad_shift_comes_back_as_typed(cast: Cast, enter: Enter, told: dict[str, str], reason: str) -> None:
    build.with_units(cast)
    answer = enter("lena").post(WORK, {"note": "Ask for Wanda"} | told)
    assert answer.status_code == 422 and reason in answer.content.decode() and "Ask for Wanda" in answer.content.decode()
    assert not Workplace.objects.exists()


def test_who_is_not_registered_has_no_place_of_work(cast: Cast, enter: Enter) -> None:
    assert enter("lena").get(WORK).status_code == 404


def test_a_visit_that_was_called_off_cannot_be_agreed_any_more(cast: Cast, enter: Enter) -> None:
    visit = build.visit(cast, build.with_units(cast))
    actions.call_off_visit(visit, by=cast.as_("asif"), reason="Fog")
    answer = enter("lena").post(page(visit), {"act": "agree"})
    assert answer.status_code == 422 and "it is called off" in answer.content.decode()
