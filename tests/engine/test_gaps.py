"""Gaps, indicator by indicator: a table of what stands and what is found."""

from typing import Any

import pytest

from milepost.engine.appraisal import settled
from milepost.engine.gaps import gaps
from milepost.engine.reasons import Shortfall
from tests.engine.test_appraisal import LAMPS

WHOLE: dict[str, Any] = {"written": {"A0", "A1", "A2", "A5"}, "shown": {"A1", "A2", "A5"}, "scores": {"A1": 75, "A2": 75, "A5": 75}}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"written": {"A0", "A1", "A2"}}, ["A5:unwritten"]),
        ({"scores": {"A1": 75, "A2": 75}}, ["A5:unscored"]),
        ({"shown": {"A2", "A5"}}, ["A1:unshown"]),
        ({"shown": {"A2", "A5"}, "scores": {"A1": 0, "A2": 100, "A5": 100}}, []),  # nothing is claimed, so nothing is to be shown
        ({"scores": {"A1": 25, "A2": 75, "A5": 75}}, []),  # the part is above: 65 of 100
        ({"scores": {"A1": 25, "A2": 50, "A5": 75}}, ["A1:below", "A2:below"]),
        ({"gone": [Shortfall("x", {}, "A5")]}, ["A5:gone"]),
        ({"doubts": [Shortfall("x", {}, "A0"), Shortfall("y", {}, "A0")]}, ["A0:doubt"]),
        ({"moderation": {"A1": settled([25, 75]), "A2": settled([50, 50])}}, ["A1:split"]),
        ({"written": set(), "shown": set(), "scores": {}}, ["A0:unwritten", *(f"A{n}:{w}" for n in (1, 2, 5) for w in ("unwritten", "unscored"))]),
    ],
)  # fmt: skip
def test_each_gap_has_its_indicator(changed: dict[str, Any], found: list[str]) -> None:
    assert [f"{one.indicator}:{one.what}" for one in gaps(LAMPS, ["A"], **{**WHOLE, **changed})] == found


def test_the_reason_says_what_the_part_needs() -> None:
    [one, _other] = gaps(LAMPS, ["A"], **{**WHOLE, "scores": {"A1": 25, "A2": 50, "A5": 75}})
    assert one.why == (Shortfall("gap_weak", {"indicator": "A1", "part": "A", "need": 55, "has": 25}, "A1"),)
