"""The caseload by criterion: a unit, and under it the cells of every learner who has it."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import two_more

PAGE = reverse("assessor_caseload_criteria")


def test_it_opens_with_the_unit_in_which_most_waits(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2"])
    body = enter("asif").get(PAGE).content.decode()
    assert "Keep the light" in body
    assert "Light the lamp" not in body
    assert '<span class="is-c"><b>claimed</b><i>1.1</i><i>1.2</i></span><span class="is-o"><b>open</b><i>1.3</i></span>' in body


def test_another_unit_or_all_can_be_asked_for(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    client = enter("asif")
    assert "Light the lamp" in client.get(PAGE, {"unit": "L1"}).content.decode()
    body = client.get(PAGE, {"unit": "all"}).content.decode()
    assert "Light the lamp" in body
    assert "Keep the light" in body
    assert client.get(PAGE, {"unit": "nothing like it"}).status_code == 200


def test_without_agreed_units_it_says_what_will_stand_here(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    assert "No units agreed yet" in enter("asif").get(PAGE).content.decode()


def test_a_stranger_sees_none_of_ours(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert "Lena" not in enter("stan", Role.ASSESSOR).get(PAGE).content.decode()
    assert enter("ines").get(PAGE).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_more_learners_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    if rows == 3:
        two_more(cast, made.specification)
    client = enter("asif")
    with django_assert_num_queries(4):  # session, person, roles; the caseload
        assert client.get(PAGE, {"unit": "all"}).content.decode().count("/unit/L1/") == rows
