"""Is it more than chance: limits of a u-chart by hand, its signals, how often it is wrong, and what a small group would betray."""

import math
import random

import pytest

from milepost.engine.control import Period, Signal, counted, likelihood, publishable, u_chart


def test_its_limits_are_three_standard_errors_from_the_mean_and_never_below_nought() -> None:
    chart = u_chart([Period(4, 100), Period(6, 100), Period(5, 25)])
    assert chart.mean == pytest.approx(15 / 225)
    last = chart.points[2]
    assert last.upper == pytest.approx(15 / 225 + 3 * math.sqrt(15 / 225 / 25))
    assert last.lower == 0
    assert [one.signal for one in chart.points] == [None, None, None]


def test_a_month_outside_and_eight_in_a_row_are_signals() -> None:
    outside = u_chart([Period(5, 100)] * 9 + [Period(30, 100)])
    assert outside.points[9].signal is Signal.ABOVE
    rising = u_chart([Period(4, 100)] * 8 + [Period(6, 100)] * 8)
    assert [one.signal for one in rising.points] == [None] * 7 + [Signal.RUN_BELOW] + [None] * 7 + [Signal.RUN_ABOVE]
    assert [one.run for one in rising.points] == [1, 2, 3, 4, 5, 6, 7, 8] * 2
    assert u_chart([Period(4, 100)] * 8 + [Period(7, 100)] * 9).points[16].run == 9
    assert u_chart([Period(200, 1000)] * 9 + [Period(20, 1000)]).points[9].signal is Signal.BELOW


def test_one_bad_month_does_not_make_all_others_few() -> None:
    chart = u_chart([Period(4, 100)] * 12 + [Period(40, 100)])
    assert chart.mean == pytest.approx(0.04)
    assert [one.signal for one in chart.points] == [None] * 12 + [Signal.ABOVE]


def test_a_group_that_is_too_small_is_not_drawn_and_breaks_a_run() -> None:
    assert counted(3, 19, smallest=20) == Period(None, 19)
    chart = u_chart([Period(4, 100)] * 7 + [counted(0, 5, smallest=20)] + [Period(4, 100), Period(40, 100)])
    assert chart.points[7].rate is None
    assert chart.points[8].signal is None
    assert u_chart([]).mean is None
    assert u_chart([Period(None, 3)]).mean is None
    assert u_chart([Period(0, 100)] * 10).points[9].signal is None


def test_where_nothing_changes_few_charts_say_that_it_did() -> None:
    chance, wrong = random.Random(6), 0
    for _ in range(400):
        periods = [Period(sum(chance.random() < 0.04 for _ in range(200)), 200) for _ in range(20)]
        wrong += any(one.signal for one in u_chart(periods).points)
    assert wrong / 400 < 0.16


def test_what_is_hidden_cannot_be_worked_out_from_the_sum() -> None:
    assert publishable({"a": 12, "b": 7, "c": 3, "d": 0}, fewest=5) == {"a": 12, "b": None, "c": None, "d": 0}
    assert publishable({"a": 12, "b": 4, "c": 3}, fewest=5) == {"a": 12, "b": None, "c": None}
    assert publishable({"a": 12, "b": 7}, fewest=5) == {"a": 12, "b": 7}
    assert publishable({"a": 3}, fewest=5) == {"a": None}


def test_two_stretches_are_held_against_each_other_exactly() -> None:
    assert likelihood(Period(14, 60), Period(3, 60)) == pytest.approx(2 * sum(math.comb(17, n) for n in range(4)) / 2**17)
    assert likelihood(Period(3, 60), Period(14, 60)) == likelihood(Period(14, 60), Period(3, 60))
    assert likelihood(Period(5, 60), Period(5, 60)) == 1
    assert likelihood(Period(1500, 9000), Period(1200, 9000)) == pytest.approx(8.5e-9, rel=0.1), "thousands are counted too"
    assert likelihood(Period(0, 60), Period(0, 60)) == 1
    assert likelihood(Period(10, 100), Period(10, 20)) < 0.002, "as many among fewer people is more"
    assert likelihood(Period(None, 60), Period(3, 60)) is None
    assert likelihood(Period(3, 0), Period(3, 60)) is None


def test_two_stretches_alike_are_seldom_told_apart() -> None:
    chance, wrong = random.Random(9), 0
    for _ in range(600):
        before, after = (Period(sum(chance.random() < 0.1 for _ in range(150)), 150) for _ in range(2))
        wrong += (likelihood(before, after) or 1) < 0.05
    assert wrong / 600 < 0.06
