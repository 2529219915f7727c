"""Several employers handed over in one go: asked together or not at all, and taken over together."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.employers import actions, queries
from milepost.employers.models import EmployerFile, Handover, Ownership
from milepost.people import actions as people
from milepost.people.words import Role
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

MANY, ALL = "/employers/owners/hand-over/", "/employers/handovers/"  # "employer_hand_over_many", "employer_handovers"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def three(cast: Cast) -> list[EmployerFile]:
    return [acting.opened(cast, name) for name in ("", "Gannet Boats", "Pier Kitchens")]


def uuids(files: list[EmployerFile]) -> list[str]:
    return [str(one.uuid) for one in files]


def test_what_a_colleague_who_left_has_owned_goes_to_another_together(cast: Cast, enter: Enter, three: list[EmployerFile]) -> None:
    people.end_appointment(cast.bea.appointments.get(role=Role.EMPLOYER_OWNER), by=cast.as_("cora"))
    noor = acting.colleague(cast)
    cora, theirs = enter("cora"), enter(noor, Role.EMPLOYER_OWNER)
    assert MANY in words(cora.get("/employers/owners/"))
    page = words(cora.get(MANY))
    assert "Fallen to the manager on duty" in page
    assert page.count("because Bea Thornley no longer looks after employers here") == 3
    assert "Noor Karim is asked to take 3 employers." in words(
        cora.post(MANY, {"employer": uuids(three), "to": str(noor.uuid), "note": "Bea left her notes."}, follow=True)
    )
    today = words(theirs.get("/employers/"))
    assert "Take all 3 over" in today
    shown = [str(one.uuid) for one in Handover.objects.filter(file__in=three[:2])]
    assert "2 employers are yours from now on." in words(theirs.post(ALL, {"handover": shown}, follow=True))
    assert Ownership.objects.filter(person=noor).count() == 2
    assert "Take all" not in words(theirs.get("/employers/"))  # the third came after the page was read
    assert "Nothing waited for your answer." in words(theirs.post(ALL, {"handover": shown}, follow=True))
    assert words(cora.post(ALL, {"handover": [str(one.uuid) for one in queries.handovers(by=cast.as_("cora"))]}, follow=True))
    assert Ownership.objects.filter(person=noor).count() == 2  # who was not asked takes nothing


def test_all_are_asked_or_none_and_what_was_ticked_stays(cast: Cast, enter: Enter, three: list[EmployerFile]) -> None:
    bea = enter("bea")
    actions.ask_handover(three[1], by=cast.as_("bea"), to=cast.cora)
    given = {"employer": uuids(three), "to": str(cast.cora.uuid), "juncture": "", "note": "From May on."}
    refused = bea.post(MANY, given)
    assert refused.status_code == 422
    page = words(refused)
    assert "Gannet Boats: Cora Lindqvist has been asked and has not answered." in page
    assert (page.count(" checked"), "From May on." in page, Handover.objects.count()) == (4, True, 1)
    assert "Tick at least one employer." in words(bea.post(MANY, given | {"employer": []}))
    assert "Choose who takes over." in words(bea.post(MANY, given | {"to": ""}))
    assert bea.post(MANY, given | {"employer": uuids([three[0], three[2]]), "juncture": "contract"}).status_code == 302
    assert Handover.objects.filter(juncture="contract").count() == 2
    assert "at “" in words(enter("cora").get("/employers/"))


def test_one_hands_over_what_is_ones_own(cast: Cast, enter: Enter, three: list[EmployerFile]) -> None:
    noor = acting.colleague(cast)
    theirs = enter(noor, Role.EMPLOYER_OWNER)
    assert "Nothing to hand over" in words(theirs.get(MANY))
    refused = theirs.post(MANY, {"employer": uuids(three), "to": str(noor.uuid)})
    assert (refused.status_code, Handover.objects.exists()) == (422, False)
    assert enter("quentin").get(MANY).status_code == 404
    strange = enter("stan", Role.CENTRE_MANAGER).post(MANY, {"employer": uuids(three), "to": str(cast.cora.uuid)})
    assert (strange.status_code, Handover.objects.exists()) == (422, False)


def test_its_queries_do_not_grow(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    bea: Client = enter("bea")
    for number, name in enumerate(("", "Gannet Boats", "Pier Kitchens")):
        acting.opened(cast, name)
        if number in (0, 2):
            with django_assert_num_queries(9):
                bea.get(MANY)
