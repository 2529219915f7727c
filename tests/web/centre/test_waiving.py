"""Rules that the awarding organisation lifts for one learner: noted, read by everybody concerned, and ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.portfolios.models import Registration, Waiver
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

GIVEN = {"rule": "min_credits", "reason": "She was ill for a year.", "signed_by": "A. Noll, regional office", "until": ""}


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page_of(made: Registration) -> str:
    return reverse("centre_waivers", args=[made.uuid])


def end_of(made: Registration, waiver: Waiver) -> str:
    return reverse("centre_waiver_end", args=[made.uuid, waiver.uuid])


def test_a_rule_is_chosen_by_its_sentence_noted_and_ended(cora: Client, made: Registration, enter: Enter) -> None:
    here = reverse("centre_learner", args=[made.uuid])
    assert page_of(made) in words(cora.get(here))
    assert "At least 5 credits" in words(cora.get(page_of(made)))
    until = clock.today() + timedelta(days=30)
    assert cora.post(page_of(made), {**GIVEN, "until": until.isoformat()}).headers["Location"] == page_of(made)
    page = words(cora.get(page_of(made)))
    assert "<strong>At least 5 credits</strong>" in page
    assert "By the word of A. Noll, regional office." in page
    assert f"Until {until:%-d %B %Y}." in page
    assert 'value="min_credits"' not in page  # it is not offered again
    assert "By the word of A. Noll" in words(cora.get(here))
    assert "noted that a rule is lifted until" in words(enter("asif").get(reverse("assessor_learner", args=[made.uuid])))
    [waiver] = queries.waivers_of(made)
    assert cora.post(end_of(made, waiver)).headers["Location"] == page_of(made)
    page = words(cora.get(page_of(made)))
    assert "holds again" in page
    assert 'value="min_credits"' in page
    assert "By the word of A. Noll" not in words(cora.get(here)).split("What happened")[0]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"rule": ""}, "Choose the rule that is lifted."),
        ({"rule": "max_credits"}, "there is no such rule"),
        ({"reason": ""}, "Say why the rule is lifted"),
        ({"signed_by": ""}, "a name and an office"),
        ({"until": "soon"}, "Give a day, such as"),
        ({"until": "2020-01-01"}, "That day has passed."),
    ],
)
def test_a_form_that_is_not_right_comes_back_filled_in(cora: Client, made: Registration, given: dict[str, str], sentence: str) -> None:
    answer = cora.post(page_of(made), GIVEN | given)
    assert answer.status_code == 422
    assert sentence in words(answer)
    kept = GIVEN | given
    assert kept["reason"] in words(answer)
    assert kept["signed_by"] in words(answer)
    assert queries.waivers_of(made) == []


def test_who_ends_it_twice_is_told(cast: Cast, cora: Client, made: Registration) -> None:
    waiver = actions.waive_rule(made, by=cast.as_("cora"), rule="min_credits", reason="Ill.", signed_by="A. Noll")
    cora.post(end_of(made, waiver))
    assert "This has ended already." in words(cora.post(end_of(made, waiver), follow=True))


def test_when_a_registration_is_closed_nothing_is_lifted_and_the_page_says_why(cast: Cast, cora: Client, made: Registration) -> None:
    actions.withdraw_learner(made, by=cast.as_("cora"), on=clock.today(), reason="Another job.")
    page = words(cora.get(page_of(made)))
    assert "no rule is lifted any more" in page
    assert 'name="reason"' not in page


def test_others_find_nothing(cast: Cast, made: Registration, enter: Enter) -> None:
    assert [enter(who).get(page_of(made)).status_code for who in ("lena", "asif", "ines")] == [404, 404, 404]
    assert enter("stan", Role.CENTRE_MANAGER).get(page_of(made)).status_code == 404
    waiver = actions.waive_rule(made, by=cast.as_("cora"), rule="min_credits", reason="Ill.", signed_by="A. Noll")
    assert enter("stan", Role.CENTRE_MANAGER).post(end_of(made, waiver)).status_code == 404


def test_it_asks_the_same_with_one_and_with_three(
    cast: Cast, cora: Client, made: Registration, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def note() -> Waiver:
        return actions.waive_rule(made, by=cast.as_("cora"), rule="min_credits", reason="Ill.", signed_by="A. Noll")

    cora.get(page_of(made))
    waiver = note()
    with django_assert_num_queries(5):
        cora.get(page_of(made))
    for _again in range(2):
        actions.end_waiver(waiver, by=cast.as_("cora"))
        waiver = note()
    with django_assert_num_queries(5):
        cora.get(page_of(made))
