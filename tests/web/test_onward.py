"""What comes next: what the next level asks, and what of it the job and the portfolio already speak to."""

import copy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.frameworks.models import Specification
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

HIGHER: dict[str, Any] = {
    "format": "milepost-spec/1",
    "title": "Diploma in Running a Lamp Station",
    "number": "9910",
    "qualifications": [
        {
            "number": "9910-03",
            "title": "Level 3 Diploma in Running a Lamp Station",
            "level": "3",
            "groups": [{"key": "A", "units": ["P1"], "optional": False}, {"key": "B", "units": ["P2", "P3"]}],
            "rules": [{"all_from": ["A"]}, {"at_least": 8, "of": "credits"}],
        }
    ],
    "units": [
        {
            "code": "P1", "title": "Plan the watches", "level": 3, "credit": 5,
            "outcomes": [
                {"number": "1", "text": "Be able to draw up a rota", "criteria": [
                    {"number": "1.1", "text": "Draw up a rota that keeps two keepers on the tower every night"},
                    {"number": "1.2", "text": "Agree with the harbour who stands in for whom"},
                ]},
                {"number": "2", "text": "Be able to order stores", "criteria": [{"number": "2.1", "text": "Order oil and wicks before winter"}]},
            ],
        },
        {"code": "P2", "title": "Train new keepers", "level": 3, "credit": 3, "outcomes": [
            {"number": "1", "text": "Be able to train", "criteria": [{"number": "1.1", "text": "Train a new keeper to trim the wick"}]}]},
        {"code": "P3", "title": "Answer for the budget", "level": 4, "credit": 3, "outcomes": [
            {"number": "1", "text": "Be able to plan spending", "criteria": [{"number": "1.1", "text": "Forecast the year’s spending"}, {"number": "1.2", "text": "Explain a variance"}]}]},
    ],
}  # fmt: skip
JOB = "I write the rota for the keepers of the tower. On Mondays I train a new keeper in the wick room."
MINE = "learner_onward"


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def lena(enter: Enter) -> Client:
    return enter("lena")


def next_one(cast: Cast, **change: Any) -> Specification:
    document = copy.deepcopy(HIGHER)
    document["qualifications"][0] |= change
    return build.specification(cast, document)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def told(cast: Cast, made: Registration, job: str = JOB) -> None:
    portfolios.say_wishes(made, by=cast.as_("lena"), job=job)


def test_the_page_says_what_the_job_does_not_offer_and_what_it_does_by_which_words(cast: Cast, made: Registration, lena: Client) -> None:
    next_one(cast)
    told(cast, made)
    page = words(lena.get(reverse(MINE)))
    new, _sep, there = page.partition("What may be there already")
    assert "What Level 3 asks" in page
    assert "The choice of units that asks for least that is new: 2 units, 8 credits, 4 criteria." in page
    assert "To 2 of the criteria something may speak already; 2 are new." in page
    assert 'Be able to order stores <span class="meta">(nothing of it yet)</span>' in new
    assert 'Be able to draw up a rota <span class="meta">(1 of 2 criteria are new)</span>' in new
    assert "Agree with the harbour" in new
    assert "keeps two keepers on the tower" in there
    assert "“rota”" in there
    assert "Show 1 other unit of it" in there  # P3 asks for more that is new
    assert "Answer for the budget" in there


def test_what_is_shown_speaks_too_and_is_named_by_its_criterion(cast: Cast, lena: Client) -> None:
    document = copy.deepcopy(build.SMALL)
    document["units"][0]["outcomes"][0]["criteria"][1]["text"] = "order the oil before the winter"
    made = build.with_units(cast, of=build.specification(cast, document))
    next_one(cast)
    assert "shown for" not in words(lena.get(reverse(MINE)))
    build.handed_in(cast, made, ["L1:1.2"])
    page = words(lena.get(reverse(MINE)))
    assert "shown for L1, 1.2, by " in page
    assert "Nothing is said of the job yet, so only what is shown so far is compared." in page


def test_without_a_job_and_with_nothing_shown_nothing_is_called_new(cast: Cast, made: Registration, lena: Client) -> None:
    next_one(cast)
    page = words(lena.get(reverse(MINE)))
    assert "so nothing is compared" in page
    assert reverse("learner_unit_wishes") in page
    assert "What it asks" in page
    assert "What the job does not yet offer" not in page
    assert "are new" not in page.partition("<aside")[0].replace("criteria are new", "")


def test_where_nothing_is_published_above_it_says_so(cast: Cast, made: Registration, lena: Client, enter: Enter) -> None:
    assert "The centre has published nothing above Level 2 yet" in words(lena.get(reverse(MINE)))
    assert "A centre manager brings a qualification in" in words(enter("asif").get(reverse("assessor_onward", args=[made.uuid])))


def test_the_next_level_comes_before_the_one_after_it_and_the_newest_version_counts(cast: Cast, made: Registration, lena: Client) -> None:
    next_one(cast, title="Level 5 Diploma in Running a Lamp Station", level="5", number="9910-05")
    assert "What Level 5 asks" in words(lena.get(reverse(MINE)))
    next_one(cast)
    page = words(lena.get(reverse(MINE)))
    assert "What Level 3 asks" in page
    assert "9910-05" not in page


def test_what_the_own_qualification_names_comes_first_whatever_its_level(cast: Cast, lena: Client) -> None:
    document = copy.deepcopy(build.SMALL)
    document["qualifications"][0]["progression"] = ["9910-02", "Award in Bell Ringing"]
    build.with_units(cast, of=build.specification(cast, document))
    assert "leads on to 9910-02 and Award in Bell Ringing, but the centre has not published it yet" in words(lena.get(reverse(MINE)))
    next_one(cast, number="9910-02", level="2", title="Level 2 Diploma in Bells")
    page = words(lena.get(reverse(MINE)))
    assert "Level 2 Diploma in Bells, to which the qualification leads on." in page
    assert "It also leads on to Award in Bell Ringing, which the centre has not published." in page


def test_one_of_several_is_chosen(cast: Cast, made: Registration, lena: Client) -> None:
    next_one(cast)
    other = copy.deepcopy(HIGHER) | {"title": "Award in Buoys", "number": "9920"}
    other["qualifications"][0] |= {"number": "9920-03", "title": "Level 3 Award in Buoys"}
    other["units"][0]["title"] = "Paint the buoys"
    buoys = build.specification(cast, other)
    page = words(lena.get(reverse(MINE)))
    assert "Level 3 Award in Buoys" in page
    assert "Plan the watches" in page  # the own trade, though another stands before it by title
    page = words(lena.get(reverse(MINE), {"to": f"{buoys.uuid}:9920-03"}))
    assert "Paint the buoys" in page
    assert "Plan the watches" not in page
    assert "Plan the watches" in words(lena.get(reverse(MINE), {"to": f"{buoys.uuid}:unknown"}))


def test_a_unit_that_is_agreed_already_counts_there_too(cast: Cast, made: Registration, lena: Client) -> None:
    document = copy.deepcopy(HIGHER)
    document["units"][1] |= {"code": "L2", "title": "Keep the light"}
    document["qualifications"][0]["groups"][1]["units"] = ["L2", "P3"]
    build.specification(cast, document)
    told(cast, made)
    assert "It is among the agreed units already, and counts here too." in words(lena.get(reverse(MINE)))


def test_without_rules_every_unit_stands_there_and_dates_and_ages_in_the_way_are_said(cast: Cast, made: Registration, lena: Client) -> None:
    next_one(cast, rules=[], min_age=40, last_registration="2020-08-31")
    told(cast, made)
    page = words(lena.get(reverse(MINE)))
    assert "The specification states no rules of combination, so all of its units stand here." in page
    assert "Answer for the budget" in page
    assert "40" in page
    assert "31 August 2020" in page


def test_a_unit_without_criteria_is_compared_by_its_title(cast: Cast, made: Registration, lena: Client) -> None:
    document = copy.deepcopy(HIGHER)
    del document["units"][1]["outcomes"]
    build.specification(cast, document)
    told(cast, made)
    page = words(lena.get(reverse(MINE)))
    assert "Its title; no criteria of it are known" in page


def test_the_assessor_has_the_same_page_and_both_find_it_beside_the_reviews(
    cast: Cast, made: Registration, lena: Client, enter: Enter
) -> None:
    next_one(cast)
    told(cast, made)
    asif = enter("asif")
    here = reverse("assessor_onward", args=[made.uuid])
    assert "“rota”" in words(asif.get(here))
    assert reverse("assessor_unit_wishes", args=[made.uuid]) in words(asif.get(here))
    assert here in words(asif.get(reverse("assessor_learner_reviews", args=[made.uuid])))
    assert reverse(MINE) in words(lena.get(reverse("learner_reviews")))
    assert reverse(MINE) in words(lena.get(reverse("learner_pace")))


def test_it_is_for_the_learner_and_their_assessor(cast: Cast, made: Registration, enter: Enter) -> None:
    assert [enter(who).get(reverse(MINE)).status_code for who in ("asif", "ines", "cora")] == [404, 404, 404]
    here = reverse("assessor_onward", args=[made.uuid])
    assert enter("stan", Role.ASSESSOR).get(here).status_code == 404
    assert enter("lena").get(here).status_code == 404


@pytest.mark.parametrize("pieces", [1, 3])
def test_it_asks_the_same_however_much_there_is(
    cast: Cast, made: Registration, lena: Client, pieces: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    next_one(cast)
    for n in range(pieces):
        build.handed_in(cast, made, [f"L2:1.{n + 1}"])
    lena.get(reverse(MINE))
    with django_assert_num_queries(6):  # session, person, roles, registration; wishes, specifications
        lena.get(reverse(MINE))
