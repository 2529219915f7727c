"""How long it takes: what the learner says of it, and what the assessor reads."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)  # 5 credits, no guided hours stated: 33.5 hours


@pytest.fixture
def lena(enter: Enter) -> Client:
    return enter("lena")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def say(client: Client, **given: Any) -> Any:
    return client.post(reverse("learner_pace"), {"hours_a_week": "", "finish_by": "", **given})


def test_before_hours_are_said_today_asks_for_them(made: Registration, lena: Client) -> None:
    page = words(lena.get(reverse("learner_home")))
    assert "34 guided hours still lie ahead." in page
    assert "Say how many hours a week you have" in page


def test_hours_give_a_day_with_a_range_and_say_what_they_are_reckoned_from(made: Registration, lena: Client) -> None:
    assert say(lena, hours_a_week="1,5").status_code == 302
    page = words(lena.get(reverse("learner_pace")))
    assert "At one and a half hours a week all is shown about" in page
    assert "a quarter quicker and a quarter slower" in page
    assert "counted with 6.7 for each credit" in page
    assert "With two and a half hours a week it is finished 8 weeks sooner." in page
    assert "L1 Light the lamp has most left: 20 guided hours." in page
    assert "At one and a half hours a week" in words(lena.get(reverse("learner_home")))


def test_what_is_shown_comes_off(cast: Cast, made: Registration, lena: Client) -> None:
    build.handed_in(cast, made, ["L1:1.1"])
    assert "23 guided hours still lie ahead." in words(lena.get(reverse("learner_home")))


def test_a_wish_that_cannot_be_met_is_said_in_plain_words_to_both(made: Registration, lena: Client, enter: Enter) -> None:
    say(lena, hours_a_week="0.5", finish_by=(clock.today() + timedelta(days=121)).isoformat())
    sentence = "At half an hour a week this takes 16 months; to finish in 4"
    assert f"{sentence} you need two." in words(lena.get(reverse("learner_pace")))
    assert f"{sentence} you need two." in words(lena.get(reverse("learner_home")))
    assert f"{sentence}, Lena needs two." in words(enter("asif").get(reverse("assessor_learner", args=[made.uuid])))


def test_what_was_said_of_other_things_stays_said(cast: Cast, made: Registration, lena: Client) -> None:
    actions.say_wishes(made, by=cast.as_("asif"), job="Keeps the light.", preferred=["L2"], impossible=["L3"], come_by={"L2": "transfer"})
    say(lena, hours_a_week="3")
    wish = queries.wish_of(made)
    assert wish is not None
    assert (wish.job, wish.preferred, wish.impossible, wish.come_by) == ("Keeps the light.", ["L2"], ["L3"], {"L2": "transfer"})
    assert wish.hours_a_week == Decimal(3)
    assert "Your units ask for 20 guided hours" in words(lena.get(reverse("learner_pace")))  # what is transferred asks for none


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"hours_a_week": "many"}, "Give the hours as a number"),
        ({"hours_a_week": "90"}, "from 0.5 to 60"),
        ({"finish_by": "soon"}, "Give a day, such as"),
        ({"finish_by": "2020-01-01", "hours_a_week": "4"}, "must lie ahead"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(made: Registration, lena: Client, given: dict[str, str], sentence: str) -> None:
    answer = say(lena, **given)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert all(f'value="{value}"' in words(answer) for value in given.values())
    assert queries.wish_of(made) is None


def test_without_units_there_is_nothing_to_reckon_and_the_page_says_so(cast: Cast, lena: Client) -> None:
    build.registration(cast)
    assert "Nothing to reckon with yet" in words(lena.get(reverse("learner_pace")))
    assert reverse("learner_pace") not in words(lena.get(reverse("learner_home")))


def test_after_some_weeks_the_pace_so_far_is_taken_in(cast: Cast, made: Registration, lena: Client, enter: Enter) -> None:
    Registration.objects.filter(pk=made.pk).update(starts_on=clock.today() - timedelta(weeks=10))
    build.handed_in(cast, made, ["L1:1.1"])
    page = words(lena.get(reverse("learner_home")))
    assert "At the pace of the last weeks all is shown about" in page
    assert "over the last 10 weeks, about one hour a week" in words(lena.get(reverse("learner_pace")))
    assert "At the pace of the last weeks" in words(enter("asif").get(reverse("assessor_learner", args=[made.uuid])))


def test_it_is_the_learners_own_page(made: Registration, enter: Enter) -> None:
    assert [enter(who).get(reverse("learner_pace")).status_code for who in ("asif", "ines", "cora")] == [404, 404, 404]
    assert "Your centre has still to register you" in words(enter("stan", Role.LEARNER).get(reverse("learner_pace")))


@pytest.mark.parametrize("units", [["L1", "L2"], ["L1", "L2", "L3"]])
def test_it_asks_the_same_however_many_units(
    cast: Cast, lena: Client, units: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.with_units(cast, units)
    lena.get(reverse("learner_pace"))
    with django_assert_num_queries(5):
        lena.get(reverse("learner_pace"))
