"""Who owns whom now; handing over, taking up, leave, from the pages."""

from datetime import timedelta
from typing import Any

from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.employers.models import Handover, Leave
from milepost.people import actions as people
from milepost.people.words import Role
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

OWNERS = "/employers/owners/"  # "employer_owners"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_handover_is_asked_read_and_accepted(cast: Cast, enter: Enter) -> None:
    file, bea, cora = acting.opened(cast), enter("bea"), enter("cora")
    hand_over = f"/employers/all/{file.uuid}/hand-over/"  # "employer_hand_over"
    assert bea.post(hand_over, {"note": "Call before nine."}).status_code == 422
    bea.post(hand_over, {"to": str(cast.cora.uuid), "juncture": "", "note": "Call before nine."})
    assert "Cora Lindqvist was asked" in words(bea.get(f"/employers/all/{file.uuid}/"))
    assert "Bea Thornley" in words(bea.get(OWNERS))
    assert "Call before nine." in words(cora.get("/employers/"))
    handover = Handover.objects.get()
    there = f"/employers/handovers/{handover.uuid}/"  # "employer_handover"
    assert "Only Cora Lindqvist can say yes" in words(bea.post(there, {"act": "accept"}, follow=True))
    assert "is yours from now on" in words(cora.post(there, {"act": "accept"}, follow=True))
    assert "Cora Lindqvist owns this employer" in words(bea.get(f"/employers/all/{file.uuid}/"))


def test_who_says_no_says_why(cast: Cast, enter: Enter) -> None:
    file, bea = acting.opened(cast), enter("bea")
    bea.post(f"/employers/all/{file.uuid}/hand-over/", {"to": str(cast.cora.uuid)})
    handover = Handover.objects.get()
    there, cora = f"/employers/handovers/{handover.uuid}/", enter("cora")
    assert "Say why not" in words(cora.post(there, {"act": "decline", "reason": ""}, follow=True))
    cora.post(there, {"act": "decline", "reason": "I am full."})
    assert "did not take over: I am full." in words(bea.get(f"/employers/all/{file.uuid}/"))


def test_leave_asks_somebody_to_stand_in_and_until_then_the_manager_answers(cast: Cast, enter: Enter) -> None:
    acting.opened(cast)
    noor, today = acting.colleague(cast), clock.today()
    bea, there = enter("bea"), "/employers/owners/leave/"  # "employer_leaves"
    given = {"person": cast.bea.uuid, "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=5)).isoformat()}
    assert bea.post(there, given).status_code == 422
    assert "Choose who stands in" in words(bea.post(there, given | {"stand_in": str(cast.bea.uuid)}))
    bea.post(there, given | {"stand_in": str(noor.uuid)})
    page = words(bea.get(OWNERS))
    assert "because Bea Thornley is away and nobody has accepted to stand in" in page
    assert "1 employer has fallen to the manager on duty" in page
    leave = Leave.objects.get()
    assert "asks you to stand in" in words(enter(noor, Role.EMPLOYER_OWNER).get("/employers/"))
    enter(noor, Role.EMPLOYER_OWNER).post(f"{there}{leave.uuid}/", {"act": "cover"})  # "employer_leave"
    assert "stands in for Bea Thornley" in words(bea.get(OWNERS))
    bea.post(f"{there}{leave.uuid}/", {"act": "take_back"})
    assert "stands in" not in words(bea.get(OWNERS))


def test_who_left_leaves_no_gap_and_the_page_asks_the_same_for_one_and_for_three(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cora = enter("cora")
    for number, name in enumerate(("", "Gannet Boats", "Pier Kitchens")):
        acting.opened(cast, name)
        if number in (0, 2):
            with django_assert_num_queries(11):
                cora.get(OWNERS)
    people.end_appointment(cast.bea.appointments.get(role=Role.EMPLOYER_OWNER), by=cast.as_("cora"))
    page = words(cora.get(OWNERS))
    assert "Someone owns every step." in page
    assert "3 employers have fallen to the manager on duty" in page
    assert "because Bea Thornley no longer looks after employers here" in page
