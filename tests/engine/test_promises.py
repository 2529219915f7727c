"""Promises: what was counted and what people said → kept, at risk, broken, not measurable."""

from datetime import UTC, date, datetime

import pytest

from milepost.engine.clocks import Happening, Trigger
from milepost.engine.promises import Count, Promise, Standing, any_fits, standing

PROMISE = Promise(
    key="time", short="Time", says="We answer in time.", by="provider", to="learners", minimum=90, owner="quality_manager",
    review_on=date(2027, 6, 30), remedy="An hour.", within=5, put_right="Find out why.", standards=("feedback",), question="Soon enough?",
    yes_minimum=70,
)  # fmt: skip


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(), Standing.NO_MEASURE),
        (Count(1, 1), Standing.KEPT),
        (Count(100, 100), Standing.KEPT),
        (Count(97, 100), Standing.KEPT),
        (Count(92, 100), Standing.AT_RISK),
        (Count(90, 100), Standing.AT_RISK),
        (Count(89, 100), Standing.BROKEN),
        (Count(0, 1), Standing.BROKEN),
        (Count(10, 10, yes=6, answers=10), Standing.BROKEN),
        (Count(10, 10, yes=7, answers=10), Standing.AT_RISK),
        (Count(10, 10, yes=9, answers=10), Standing.KEPT),
        (Count(0, 0, yes=9, answers=10), Standing.KEPT),
    ],
)
def test_the_worse_of_two_measures_decides(count: Count, said: Standing) -> None:
    assert standing(PROMISE, count) == said


def test_what_was_counted_of_few_people_is_hidden_each_measure_by_itself() -> None:
    assert Count(40, 48, yes=3, answers=4).hiding(10, 10) == Count(40, 48)
    assert Count(8, 9, yes=10, answers=12).hiding(10, 10) == Count(0, 0, 10, 12)
    assert Count(1, 1).hiding(0, 0) == Count(1, 1)
    assert Count(8, 12, yes=10, answers=12).hiding(5, 5, (1, 6)) == Count(0, 0, 10, 12)
    assert Count(8, 12, yes=10, answers=12).hiding(5, 5, (5, 4)) == Count(8, 12)


def test_a_happening_fits_by_its_name_and_by_what_it_says() -> None:
    missed = Trigger("assessment.visit.missed", where={"missed_by": "learner"})
    at = datetime(2027, 3, 1, tzinfo=UTC)
    assert any_fits([missed], Happening("1", "assessment.visit.missed", at, "assessor", "", {"missed_by": "learner"}))
    assert not any_fits([missed], Happening("2", "assessment.visit.missed", at, "assessor", "", {"missed_by": "assessor"}))
    assert not any_fits([Trigger("assessment.visit.kept")], Happening("3", "assessment.visit.missed", at, "assessor", "", {}))
