"""Pace: how long planned units take, and what a wish to be finished asks for."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from milepost.engine.pace import Basis, Meets, Planned, hours_of, months, needed, pace

TODAY = date(2026, 1, 5)
DIPLOMA = [Planned("A", credit=30, criteria=10), Planned("B", credit=12, criteria=4)]  # 42 credits, no hours stated


def test_at_one_hour_a_week_42_credits_take_65_months_and_15_months_need_four_and_a_half() -> None:
    wished = TODAY + timedelta(days=round(15 * 4.33 * 7))
    found = pace(DIPLOMA, today=TODAY, a_week=Fraction(1), wished=wished)
    assert float(found.left) == pytest.approx(281.4)
    assert found.months == 65
    assert found.wish is not None
    assert (found.wish.months, found.wish.needs, found.wish.meets) == (15, Fraction(9, 2), Meets.NEEDS_MORE)


@pytest.mark.parametrize(("weeks", "whole"), [(Fraction(433, 100), 1), (Fraction(434, 100), 2), (Fraction(2814, 10), 65)])
def test_months_have_4_33_weeks(weeks: Fraction, whole: int) -> None:
    assert months(weeks) == whole


def test_hours_needed_are_rounded_up_to_halves() -> None:
    assert needed(Fraction(10), Fraction(10)) == 1
    assert needed(Fraction(101, 10), Fraction(10)) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("unit", "hours", "left", "stated"),
    [
        (Planned("a", credit=5, glh=20, criteria=4, shown=1), 20, 15, True),
        (Planned("a", credit=10, criteria=4, shown=3), 67, Fraction(67, 4), False),
        (Planned("a", credit=10, glh=0, criteria=4), 0, 0, True),
        (Planned("a", credit=10, glh=30), 30, 30, True),  # no criteria are known: nothing can be shown of it yet
        (Planned("a", credit=10, glh=30, criteria=4, brought=True), 0, 0, True),
    ],
)
def test_what_is_shown_comes_off_by_the_share_of_criteria(unit: Planned, hours: int, left: Fraction, stated: bool) -> None:
    found = hours_of(unit)
    assert (found.hours, found.left, found.stated) == (hours, left, stated)


def test_without_history_the_range_is_a_quarter_each_way() -> None:
    found = pace([Planned("a", glh=30, criteria=1)], today=TODAY, a_week=Fraction(3), shown=[Fraction(3)] * 3)
    assert (found.basis, found.finish) == (Basis.SAID_PLAIN, TODAY + timedelta(weeks=10))
    assert (found.soonest, found.latest) == (TODAY + timedelta(weeks=8), TODAY + timedelta(days=94))


def test_with_history_the_range_takes_in_the_pace_so_far() -> None:
    shown = [Fraction(n) for n in (9, 9, 2, 2, 1, 1, 1, 1)]
    found = pace([Planned("a", glh=30, criteria=1)], today=TODAY, a_week=Fraction(3), shown=shown)
    assert (found.basis, found.weeks_seen, found.seen) == (Basis.SAID_SEEN, 8, Fraction(13, 4))
    assert (found.soonest, found.latest) == (TODAY + timedelta(days=65), TODAY + timedelta(weeks=30))


def test_where_nobody_said_hours_the_weeks_so_far_speak_or_nothing_does() -> None:
    units = [Planned("a", glh=20, criteria=1)]
    found = pace(units, today=TODAY, shown=[Fraction(2)] * 20)
    assert (found.basis, found.weeks_seen, found.finish) == (Basis.SEEN, 12, TODAY + timedelta(weeks=10))
    silent = pace(units, today=TODAY, shown=[Fraction(0)] * 20, wished=TODAY + timedelta(weeks=10))
    assert (silent.basis, silent.finish) == (None, None)
    assert silent.wish is not None
    assert (silent.wish.needs, silent.wish.meets) == (2, Meets.NOTHING_SAID)


@pytest.mark.parametrize(
    ("weeks", "meets"), [(9, Meets.NEEDS_MORE), (10, Meets.TIGHT), (13, Meets.TIGHT), (14, Meets.IN_TIME)]
)  # fmt: skip
def test_a_wish_is_met_tight_or_needs_more(weeks: int, meets: Meets) -> None:
    found = pace([Planned("a", glh=30, criteria=1)], today=TODAY, a_week=Fraction(3), wished=TODAY + timedelta(weeks=weeks))
    assert found.wish is not None
    assert found.wish.meets is meets


def test_what_no_week_can_hold_is_out_of_reach() -> None:
    found = pace(DIPLOMA, today=TODAY, a_week=Fraction(1), wished=TODAY + timedelta(weeks=4))
    assert found.wish is not None
    assert found.wish.meets is Meets.OUT_OF_REACH


def test_what_brings_it_forward_are_more_hours_and_the_unit_with_most_left() -> None:
    found = pace([Planned("a", glh=30, criteria=1), Planned("b", glh=10, criteria=1)], today=TODAY, a_week=Fraction(2))
    assert [(one.unit, one.hours, one.weeks) for one in found.levers] == [("", 1, 6), ("a", 30, 15)]


def test_nothing_left_has_no_day() -> None:
    found = pace([Planned("a", glh=30, criteria=2, shown=2)], today=TODAY, a_week=Fraction(2), wished=TODAY + timedelta(weeks=4))
    assert (found.left, found.finish, found.wish, found.levers) == (0, None, None, ())


def test_more_hours_never_finish_later_and_more_shown_never_does() -> None:
    days = [pace(DIPLOMA, today=TODAY, a_week=Fraction(n, 2)).finish for n in range(1, 120)]
    assert days == sorted(days, key=lambda day: day or TODAY, reverse=True)
    shown = [pace([Planned("a", glh=100, criteria=20, shown=n)], today=TODAY, a_week=Fraction(1)).weeks for n in range(20)]
    assert shown == sorted(shown, reverse=True)
