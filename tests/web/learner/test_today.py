"""Today: one next step, whatever the state."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.words import Verdict
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def shown(client: Client) -> str:
    answer = client.get(reverse("learner_home"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count('class="sign"') == 1
    return text


def test_before_anything_is_agreed_the_step_is_to_choose_units(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    assert "Choose your units" in shown(enter("lena"))


def test_a_proposal_of_the_assessor_comes_first(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.propose_units(made, by=cast.as_("asif"), units=["L1", "L2"])
    assert "Asif Rahman proposes 2 units" in shown(enter("lena"))


def test_what_to_redo_is_said_in_the_assessors_own_words(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)
    build.claims(cast, build.statement(cast, made), ["L1:1.2"])
    text = shown(enter("lena"))
    assert "Add what is missing for L1, 1.1" in text
    assert "Asif Rahman: “Say which lamp.”" in text
    assert f"{reverse('learner_add_evidence')}?claim=L1:1.1" in text
    assert "1 claim not handed in" in text


def test_claims_that_lie_ready_are_to_be_handed_in(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.claims(cast, build.statement(cast, made), ["L1:1.1", "L1:1.2"])
    assert "Hand in 2 claims" in shown(enter("lena"))


def test_else_the_next_open_criterion_is_named_and_what_waits_for_others(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    text = shown(enter("lena"))
    assert "strike a light" in text
    assert "1 claim for L1" in text


def test_when_all_is_handed_in_it_says_so(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2", "L2:1.1", "L2:1.2", "L2:1.3"])
    assert "Nothing waits for you" in shown(enter("lena"))


def test_a_signed_off_unit_is_passed_and_its_second_look_is_with_others(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.signed_off(cast, made)
    text = shown(enter("lena"))
    assert 'class="is-passed"' in text
    assert "Second look at L1" in text


def test_a_learner_without_a_registration_is_told(cast: Cast, enter: Enter) -> None:
    assert "Your centre has still to register you" in shown(enter("stan", Role.LEARNER))


@pytest.mark.parametrize("name", ["learner_home", "learner_history"])
def test_others_find_nothing(cast: Cast, enter: Enter, name: str) -> None:
    build.with_units(cast)
    assert [enter(who).get(reverse(name)).status_code for who in ("asif", "ines", "cora")] == [404, 404, 404]


def test_history_is_paged_and_asks_the_same_however_long_it_is(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = build.with_units(cast)
    client = enter("lena")
    counts = []
    for _round in range(2):
        with django_assert_num_queries(6):
            answer = client.get(reverse("learner_history"))
        counts.append(answer.content.decode().count("<li"))
        build.statement(cast, made)
        build.statement(cast, made)
    assert counts[1] > counts[0]


def test_home_asks_the_same_with_one_unit_and_with_three(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    client = enter("lena")
    client.get(reverse("learner_home"))
    with django_assert_num_queries(13):  # the next visit, an open offer, the hours a week and steps of workbooks among them
        client.get(reverse("learner_home"))
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2", "L1:1.2"])
    build.claims(cast, build.statement(cast, made), ["L2:1.3"])
    with django_assert_num_queries(13):  # the next visit, an open offer, the hours a week and steps of workbooks among them
        client.get(reverse("learner_home"))


def test_judgements_in_doubt_are_counted_by_unit_with_those_on_parts(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    evidence, targets = build.statement(cast, made), ["L1:1.1", "L1:R2.a"]
    build.handed_in(cast, made, targets, evidence=evidence)
    build.judged(cast, made, targets)
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="Another story.")
    assert "L1: 2 judgements in doubt" in enter("lena").get(reverse("learner_home")).content.decode()
    assert "Lena, L1: 2 judgements in doubt" in enter("asif").get(reverse("assessor_today")).content.decode()
