"""Sums as a workbook writes them."""

from datetime import date
from decimal import Decimal

import pytest

from milepost.engine.formula import Known, Unreadable, asked_for, worked_out

KNOWN = Known(
    numbers={"a": Decimal(6), "b": Decimal("1.5"), "nought": Decimal(0), "empty": None},
    days={"came": date(2026, 9, 1), "went": date(2026, 9, 15), "open": None},
    columns={("steps", "minutes"): [Decimal(4), Decimal(8)], ("steps", "cost"): []},
)


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("a * b", "9"),
        ("a + b - 0.5", "7.0"),
        ("-(a - b) / 3", "-1.5"),
        ("sum(steps.minutes)", "12"),
        ("average(steps.minutes) * a", "36"),
        ("highest(steps.minutes) - lowest(steps.minutes)", "4"),
        ("count(steps.minutes)", "2"),
        ("count(steps.cost)", "0"),
        ("days(came, went)", "14"),
        ("days(went, came)", "-14"),
    ],
)
def test_a_sum_comes_to(text: str, comes_to: str) -> None:
    assert worked_out(text, KNOWN) == Decimal(comes_to)


@pytest.mark.parametrize("text", ["a + empty", "empty * nought", "a / nought", "sum(steps.cost)", "days(came, open)", "a + nobody"])
def test_what_is_missing_makes_the_sum_missing(text: str) -> None:
    assert worked_out(text, KNOWN) is None


@pytest.mark.parametrize(
    "text",
    ["", "a +", "a ** 99999", "__import__('os')", "a.b", "sum(a)", "sum(steps.minutes, 2)", "days(came)", "True", "'x'", "[a]", "a if b else 1",
     "lambda: 1", "a // b", "(" * 90 + "a" + ")" * 90 + "!", "a" * 300],
)  # fmt: skip
def test_nothing_but_a_sum_is_read(text: str) -> None:
    with pytest.raises(Unreadable):
        list(asked_for(text))


def test_what_a_sum_looks_up_is_known_before_anybody_types() -> None:
    asked = list(asked_for("days(came, went) * a + sum(steps.cost)"))
    assert asked == [("day", "came"), ("day", "went"), ("number", "a"), ("column", "steps.cost")]
