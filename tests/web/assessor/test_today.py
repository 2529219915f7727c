"""The assessor's day: what waits, oldest first, and the learners in one line each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assurance import actions as assurance
from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import in_place_of_lena, two_more

PAGE = reverse("assessor_today")


def test_claims_stand_by_learner_and_unit_and_the_oldest_comes_first(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    mira, second = two_more(cast, made.specification)[0]
    with clock.at(clock.now() + timedelta(days=1)):
        build.handed_in(cast, made, ["L1:1.1", "L1:1.2", "L2:1.1"])
    build.handed_in(mira, second, ["L1:1.1"])
    body = enter("asif").get(PAGE).content.decode()
    assert body.index("Mira, L1: 1 claim") < body.index("Lena, L1: 2 claims") < body.index("Lena, L2: 1 claim")
    assert "Start with Mira" in body
    assert f"{reverse('assessor_workbench', args=[made.uuid])}?unit=L2" in body


def test_judgements_in_doubt_wait_as_well(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1", "L1:R2.a"], evidence=evidence)
    build.judged(cast, made, ["L1:1.1", "L1:R2.a"])
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="I struck two lights.", reason="One was forgotten")
    assert "Lena, L1: 2 judgements in doubt" in enter("asif").get(PAGE).content.decode()


def test_a_returned_unit_waits_and_leads_to_the_unit(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    assurance.return_unit(build.signed_off(cast, made), by=cast.as_("ines"), reason="1.2 shows a match, not a lamp.")
    body = enter("asif").get(PAGE).content.decode()
    assert "Lena, L1: returned" in body
    assert reverse("assessor_unit", args=[made.uuid, "L1"]) in body


def test_units_to_agree_stand_beside_the_work(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("asif")
    assert "Choose units with Lena Hartog" in client.get(PAGE).content.decode()
    portfolios.propose_units(made, by=cast.as_("lena"), units=["L1", "L2"])
    body = client.get(PAGE).content.decode()
    assert "Lena proposes units" in body
    assert "Nothing waits to be judged. With 1 learner you have still to agree the units." in body
    assert "Nothing waits for you" not in body
    assert "Choose units with Lena" not in body


def test_an_empty_day_says_so_and_what_will_come(cast: Cast, enter: Enter) -> None:
    body = enter("asif").get(PAGE).content.decode()
    assert "Nothing waits" in body
    assert "No learner yet" in body
    assert reverse("assessor_questions") in body  # the bank can be filled before the first learner comes


def test_another_assessors_learner_is_not_in_it(cast: Cast, enter: Enter) -> None:
    build.handed_in(cast, build.with_units(cast), ["L1:1.1"])
    assert "Lena" not in enter("stan", Role.ASSESSOR).get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["lena", "ines", "eva", "cora", "emil"])
def test_it_is_not_there_for_other_roles(cast: Cast, enter: Enter, name: str) -> None:
    assert enter(name).get(PAGE).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_more_learners_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    for other, registration in two_more(cast, made.specification) if rows == 3 else ():
        build.handed_in(other, registration, ["L1:1.1", "L2:1.1"])
    portfolios.register(
        in_place_of_lena(cast, "Ada Brandt").lena, by=cast.as_("cora"), specification=made.specification, qualification="9900-02",
        starts_on=made.starts_on, ends_on=made.ends_on, assessor=cast.asif,
    )  # fmt: skip
    client = enter("asif")
    with django_assert_num_queries(
        13
    ):  # session, person, roles; the caseload, its clocks; plans to agree, decisions to countersign, what is to be put right, four of
        # our own house, visits
        assert client.get(PAGE).status_code == 200
