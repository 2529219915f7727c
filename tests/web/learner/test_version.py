"""The learner and a newer version: told, shown what it means, moves or stays, and sees what is left."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.notices import queries as notices
from milepost.notices import sentences, tasks
from milepost.people.models import Person
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE = "learner_version"


@pytest.fixture
def lena(enter: Enter) -> Client:
    return enter("lena")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def told(person: Person) -> str:
    tasks.tell_pending(limit=1000)
    newest = notices.notices_of(person).first()
    return sentences.sentence(newest) if newest else ""


def offered(cast: Cast) -> Registration:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    build.offered(cast, made)
    return made


def test_today_says_that_there_is_a_newer_version(cast: Cast, lena: Client) -> None:
    offered(cast)
    assert "Your qualification has a newer version." in text(lena.get(reverse("learner_home")))
    assert told(cast.lena).startswith("Your qualification has a newer version.")
    notice = notices.notices_of(cast.lena).first()
    assert notice
    assert reverse(PAGE) in lena.get(reverse("notice", args=[notice.uuid])).url


def test_it_says_what_moving_means_in_ones_own_units(cast: Cast, lena: Client) -> None:
    offered(cast)
    page = text(lena.get(reverse(PAGE)))
    assert "The awarding body asks it from May." in page
    assert "2 decisions stay." in page
    assert "1 criterion is to be looked at again." in page
    assert re.search(r"hand the watch over <ins>", page)
    assert "Lead the station" not in page


def test_to_move_leads_to_what_is_left(cast: Cast, lena: Client) -> None:
    made = offered(cast)
    page = text(lena.post(reverse(PAGE), {"act": "move"}, follow=True))
    made.refresh_from_db()
    assert made.specification.version == 2
    assert "You stand on version 2 now." in page
    assert "2 criteria are left of the move." in page
    assert "waits for your assessor" in page
    assert "to show" in page
    assert told(cast.asif) == ("Lena Hartog moved to version 2 of the specification. 1 decision is to be made again: its words are others.")
    assert told(cast.cora) == told(cast.asif)
    assert "moved to version 2 of the specification; 1 decision is to be made again" in text(lena.get(reverse("learner_history")))


def test_who_stays_says_why(cast: Cast, lena: Client) -> None:
    made = offered(cast)
    answer = lena.post(reverse(PAGE), {"act": "stay", "note": " "})
    assert answer.status_code == 422
    assert "Say in a word why you stay" in text(answer)
    page = text(lena.post(reverse(PAGE), {"act": "stay", "note": "I finish in May."}, follow=True))
    assert "You stay on version 1. Your centre can read why." in page
    made.refresh_from_db()
    assert made.specification.version == 1
    assert told(cast.asif) == "Lena Hartog stays on the older version of the specification, not version 2."
    assert "chose to stay, not to move to version 2: “I finish in May.”" in text(lena.get(reverse("learner_history")))


def test_without_an_offer_the_page_says_which_version_one_stands_on(cast: Cast, lena: Client) -> None:
    build.with_units(cast)
    page = text(lena.get(reverse(PAGE)))
    assert "You stand on version 1" in page
    assert "Nothing is offered to you." in page
    assert "There is no offer that waits for your answer." in text(lena.post(reverse(PAGE), {"act": "move"}, follow=True))


def test_others_find_nothing(cast: Cast, enter: Enter) -> None:
    offered(cast)
    assert [enter(who).get(reverse(PAGE)).status_code for who in ("asif", "ines", "cora")] == [404, 404, 404]


def test_the_page_asks_the_same_however_much_was_judged(
    cast: Cast, lena: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = offered(cast)
    lena.get(reverse(PAGE))
    with django_assert_num_queries(7):
        lena.get(reverse(PAGE))
    build.met_unit(cast, made, "L1")
    with django_assert_num_queries(7):
        lena.get(reverse(PAGE))
