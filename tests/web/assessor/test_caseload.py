"""The caseload: filters, search, sorting, and one query however many learners."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import two_more

PAGE = reverse("assessor_caseload")


def names(body: bytes) -> list[str]:
    return [name for name in ("Lena Hartog", "Mira Okoye", "Jon Falk") if name.encode() in body]


def test_it_filters_by_what_waits_and_finds_a_name(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    two_more(cast, made.specification)
    build.handed_in(cast, made, ["L1:1.1"])
    client = enter("asif")
    assert len(names(client.get(PAGE).content)) == 3
    assert names(client.get(PAGE, {"only": "waiting"}).content) == ["Lena Hartog"]
    assert names(client.get(PAGE, {"q": "okoye"}).content) == ["Mira Okoye"]
    assert b"Nobody fits" in client.get(PAGE, {"q": "Zora"}).content


def test_who_has_been_quiet_for_28_days_is_found(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    client = enter("asif")
    assert names(client.get(PAGE, {"only": "quiet"}).content) == []
    client.force_login(cast.asif)
    with clock.at(made.registered_at + timedelta(days=29)):
        body = client.get(PAGE, {"only": "quiet"}).content
    assert names(body) == ["Lena Hartog"]
    assert b"Quiet for 2" in body


def test_the_furthest_stands_first_and_the_order_can_be_changed(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    _, (jon, last) = two_more(cast, made.specification)
    build.agreed(cast, made)
    build.handed_in(jon, last, ["L1:1.1", "L1:1.2", "L2:1.1", "L2:1.2", "L2:1.3"])
    client = enter("asif")
    body = client.get(PAGE).content
    assert body.index(b"Lena Hartog") < body.index(b"Jon Falk")
    body = client.get(PAGE, {"sort": "evidenced"}).content
    assert body.index(b"Jon Falk") < body.index(b"Lena Hartog")


def test_what_cannot_be_asked_is_left_out(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert enter("asif").get(PAGE, {"only": "; drop", "sort": "height"}).status_code == 200


@pytest.mark.parametrize("name", ["lena", "ines", "cora"])
def test_it_is_not_there_for_other_roles(cast: Cast, enter: Enter, name: str) -> None:
    assert enter(name).get(PAGE).status_code == 404


def test_a_stranger_sees_none_of_ours(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert names(enter("stan", Role.ASSESSOR).get(PAGE).content) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_more_learners_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    if rows == 3:
        two_more(cast, made.specification)
    client = enter("asif")
    with django_assert_num_queries(4):  # session, person, roles; the caseload
        assert len(names(client.get(PAGE).content)) == rows
