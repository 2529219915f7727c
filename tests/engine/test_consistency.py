"""An application held against itself: what stands twice and what does not fit."""

import pytest

from milepost.engine.appraisal import disagreements, settled
from milepost.engine.consistency import Counted, Kind, contradictions

LONG = "We ring every employer on the first Monday of a month and write down what they say about our work."


@pytest.mark.parametrize(
    ("statements", "kinds"),
    [
        ({"A1": LONG, "A2": f"And so on. {LONG.upper()}"}, [Kind.TEXT_TWICE]),
        ({"A1": LONG, "A2": "We ring every employer on the first Monday of a month."}, []),
        ({"A0": "We work with 120 employers.", "A5": "Of our 95 employers most came again."}, [Kind.NUMBERS_DIFFER]),
        ({"A0": "We work with 1,200 employers.", "A5": "All 1200 employers were asked."}, []),
        ({"A0": "120 employers, 40 of them small.", "A5": "40 learners"}, []),
        ({"A0": "80 % of employers came again.", "A5": "90 % of the employers came again."}, [Kind.NUMBERS_DIFFER]),
        ({"A0": "80 % of employers came again.", "A5": "We have 90 employers."}, []),
        ({"A0": "in 12 months", "A5": "in 6 months"}, []),
        ({"A0": "Since 2019 we do it.", "A5": "In 2021 we began."}, []),
        ({}, []),
    ],
)
def test_what_does_not_fit_is_found_and_what_fits_is_left_alone(statements: dict[str, str], kinds: list[str]) -> None:
    assert [one.kind for one in contradictions(statements)] == kinds


def test_what_is_said_is_held_against_what_is_counted() -> None:
    counted = [Counted("A5", "In time", 88)]
    [found] = contradictions({"A5": "We answer 92 % in time."}, counted)
    assert (found.kind, found.args["says"], found.args["counted"]) == (Kind.FIGURE_DIFFERS, "92 %", "88 %")
    assert contradictions({"A5": "We answer 88 % in time."}, counted) == []
    assert contradictions({"A5": "We answer 88.4 per cent in time."}, counted) == []
    assert contradictions({"A5": "We answer in time."}, counted) == []


@pytest.mark.parametrize(
    ("given", "stands"), [([50], 50), ([50, 50], 50), ([50, 75], None), ([50, 75, 75], 75), ([50, 75, 25], 25), ([50, 50, 75], 50)]
)
def test_two_moderators_who_disagree_wait_for_a_third(given: list[int], stands: int | None) -> None:
    found = settled(given)
    assert found.percent == stands
    assert bool(disagreements({"A5": found})) == (stands is None)
