"""Learners who may be there twice, what would move, and parting them again."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.actors import system
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios.models import Merge
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

TWINS = "/centre/learners/twice/"  # "centre_twins"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def again(cast: Cast, number: int = 1) -> Person:
    email = f"lena{number}@home.example"
    return people.appoint(cast.centre, by=system(), email=email, name="Lena Hartog", role=Role.LEARNER, born_on=date(2001, 5, 4)).person


def place(kept: Person, merged: Person) -> str:
    return f"{TWINS}{kept.uuid}/{merged.uuid}/"  # "centre_merge"


def test_who_may_be_there_twice_stands_with_why(cast: Cast, cora: Client) -> None:
    assert "Nobody seems to be there twice" in cora.get(TWINS).content.decode()
    other = again(cast)
    page = cora.get(TWINS).content.decode()
    assert "Born on one day" in page and other.email in page and place(cast.lena, other) in page


def test_two_become_one_and_two_again(cast: Cast, cora: Client) -> None:
    other = again(cast)
    build.registration(cast)
    page = cora.get(place(other, cast.lena)).content.decode()
    assert "1 registration moves" in page and "Nobody can sign in as lena@larkmoor.example" in page
    page = cora.post(place(other, cast.lena), {"reason": "She said so."}, follow=True).content.decode()
    assert "is one learner now" in page and "lena@larkmoor.example leads to lena1@home.example" in page and "She said so." in page
    merge = Merge.objects.get()
    page = cora.post(f"{TWINS}{merge.uuid}/part/", follow=True).content.decode()  # "centre_unmerge"
    assert "two learners again" in page and "parted again" in page
    cast.lena.refresh_from_db()
    assert cast.lena.is_active


def test_the_account_in_use_is_pointed_out(cast: Cast, cora: Client) -> None:
    letter = people.invite(cast.centre, by=cast.as_("cora"), email="new@home.example", name="Lena Hartog", role=Role.LEARNER)
    assert "is the one in use" in cora.get(place(letter.appointment.person, cast.lena)).content.decode()


def test_what_cannot_be_is_said_beside_the_button(cast: Cast, cora: Client) -> None:
    people.appoint(cast.centre, by=system(), email=cast.asif.email, name="Asif Rahman", role=Role.LEARNER)
    page = cora.get(place(cast.lena, cast.asif)).content.decode()
    assert "works here under" in page and 'aria-disabled="true"' in page
    assert "works here under" in cora.post(place(cast.lena, cast.asif), follow=True).content.decode()


def test_two_others_are_named_by_their_addresses(cast: Cast, cora: Client) -> None:
    other = again(cast)
    asked = cora.get(TWINS, {"kept": "nobody@home.example", "merged": other.email})
    assert asked.status_code == 422 and "Nobody who learns here has the address nobody@home.example" in asked.content.decode()
    assert cora.get(TWINS, {"kept": "LENA@larkmoor.example", "merged": other.email}).headers["Location"] == place(cast.lena, other)


def test_a_stranger_and_other_roles_find_nothing(cast: Cast, enter: Enter) -> None:
    other = again(cast)
    for client in (enter("stan", Role.CENTRE_MANAGER), enter("quentin"), enter("asif")):
        assert client.get(place(cast.lena, other)).status_code == 404
    merge = build.merged(cast)
    assert enter("stan", Role.CENTRE_MANAGER).post(f"{TWINS}{merge.uuid}/part/").status_code == 404


def test_one_pair_and_three_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    again(cast)
    cora.get(TWINS)
    with django_assert_num_queries(6):
        cora.get(TWINS)
    for number in (2, 3):
        again(cast, number)
    with django_assert_num_queries(6):
        cora.get(TWINS)
