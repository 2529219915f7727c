"""Will it be ready: the ranges hold on projects that the forecast knows nothing of; the advice is that of a table of cases."""

from pathlib import Path

import pytest
import yaml

from milepost import cli
from milepost.engine import simulating
from milepost.engine.forecast import (
    LONGEST,
    Advice,
    Because,
    Drives,
    Situation,
    Week,
    advice,
    drivers,
    forecast,
    six_more,
)

STEADY = [Week(5, 0, 7), Week(6, 0, 7), Week(4, 0, 7), Week(5, 0, 7), Week(5, 0, 7), Week(5, 0, 7)]
GROWING = [Week(5, 3, 7), Week(6, 0, 7), Week(4, 5, 7), Week(5, 2, 7), Week(5, 3, 7), Week(5, 4, 7)]
CASES = [
    case
    for table in ("advice.yaml", "advice_by_another.yaml")  # the second by somebody who had not read the code
    for case in yaml.safe_load((Path(__file__).parent / table).read_text("utf-8"))
]


def test_the_same_facts_give_the_same_answer() -> None:
    assert forecast(STEADY, 40, [7], seed=4) == forecast(STEADY, 40, [7], seed=4)
    assert forecast(STEADY, 40, [7], seed=4) != forecast(STEADY, 40, [7], seed=5)


def test_a_steady_pace_ends_about_when_one_would_reckon() -> None:
    found = forecast(STEADY, 50, [7], seed=1)
    assert found is not None
    assert 8 < found.quantile(0.5) < 12
    low, high = found.wide
    lower, upper = found.half
    assert low < lower < upper < high
    assert found.chance(low) == pytest.approx(0.05, abs=0.01)
    assert found.chance(LONGEST) == 1


def test_growth_makes_it_later_and_hours_make_it_sooner() -> None:
    steady, growing, more = forecast(STEADY, 50, [7], seed=1), forecast(GROWING, 50, [7], seed=1), forecast(GROWING, 50, [14], seed=1)
    assert steady and growing and more
    assert more.quantile(0.5) < growing.quantile(0.5)
    assert growing.quantile(0.5) > steady.quantile(0.5)


def test_weeks_without_hours_bring_nothing() -> None:
    found = forecast(STEADY, 5, [0, 0, 0, 7], seed=1)
    assert found is not None
    assert found.ends[0] > 3


def test_too_little_known_is_no_forecast() -> None:
    assert forecast(STEADY[:3], 50, [7], seed=1) is None
    assert forecast([Week(0, 0, 7)] * 9, 50, [7], seed=1) is None
    assert forecast(STEADY, 50, [0], seed=1) is None
    assert forecast(STEADY, 50, [], seed=1) is None


def test_nothing_left_is_ready_now() -> None:
    found = forecast(STEADY, 0, [7], seed=1, fan=2)
    assert found is not None
    assert (found.chance(0), found.share) == (1, 1)
    assert [band.low for band in found.fan] == [1, 1, 1]


def test_the_fan_begins_today_and_opens() -> None:
    found = forecast(GROWING, 50, [7], seed=1, fan=12)
    assert found is not None
    first, last = found.fan[0], found.fan[12]
    assert first.low == first.high == pytest.approx(30 / 80)
    assert last.low < last.lower < last.mid <= last.upper <= last.high <= 1


def test_work_that_was_finished_before_the_first_whole_week_is_part_of_the_road() -> None:
    found, without = forecast(GROWING, 50, [7], seed=1, fan=12, before=20), forecast(GROWING, 50, [7], seed=1, fan=12)
    assert found is not None and without is not None
    assert found.share == found.fan[0].mid == pytest.approx(50 / 100)
    assert found.fan[6].mid > without.fan[6].mid
    assert found.ends == without.ends  # it says nothing of the pace


def test_the_day_after_a_deadline_it_is_over_and_not_too_far() -> None:
    done = forecast(STEADY, 0, [7], seed=1)
    assert done is not None
    at = Situation(done.chance(-1 / 7), done.chance(-1 / 7), True, 0, past=True)
    assert advice(at) == (Advice.LET_GO, Because.PAST)
    later, advised = six_more(at, done, done, -1 / 7)
    assert (later.past, advised) == (False, Advice.GO)
    assert six_more(at, done, done, -10)[1] is Advice.LET_GO
    assert advice(Situation(0.0, 0.0, False, 20, past=True))[1] is Because.CLOSED


def test_what_drives_it_is_told_strongest_first() -> None:
    found = drivers(GROWING, 50, [7, 0, 0, 7], whole=[7], weeks=14, largest=20, seed=1)
    assert {one.what for one in found} == set(Drives)
    assert [one.gains for one in found] == sorted((one.gains for one in found), reverse=True)
    assert drivers(GROWING[:2], 50, [7], whole=[7], weeks=14, largest=20, seed=1) == []


@pytest.mark.parametrize("case", CASES, ids=[one["case"] for one in CASES])
def test_the_advice_is_that_of_the_table(case: dict[str, object]) -> None:
    at = Situation(case["full"], case["conditional"], bool(case["can_register"]), float(str(case["left"])))  # type: ignore[arg-type]
    assert advice(at) == (Advice(str(case["advice"])), Because(str(case["because"])))


def test_six_more_weeks_can_change_the_advice() -> None:
    full, less = forecast(STEADY, 60, [7], seed=1), forecast(STEADY, 50, [7], seed=1)
    assert full and less
    at = Situation(full.chance(9), less.chance(9), True, 60)
    assert advice(at)[0] is Advice.LET_GO
    later, advised = six_more(at, full, less, 9)
    assert later.full is not None and later.full > 0.5
    assert advised is not Advice.LET_GO


def test_simulated_projects_differ_and_share_nothing_with_the_forecast() -> None:
    one, other = simulating.project(1), simulating.project(2)
    assert one == simulating.project(1) != other
    assert len(one.done) == len(one.added) == len(one.hours)
    assert one.left > 0 and one.ended > 0
    assert "forecast" not in {name for name in vars(simulating) if not name.startswith("_")}


@pytest.mark.slow
def test_the_ranges_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forecast", "--calibrate", "--projects", "500", "--seed", "7", "--runs", "250"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    half, wide, n = (float(word.strip("%;")) for word in last.split() if word[0].isdigit() and word not in {"50%", "90%"})
    assert n == 500
    assert abs(half - 50) <= 7
    assert abs(wide - 90) <= 4


@pytest.mark.parametrize("wrong", [["--projects", "20"], ["--runs", "1"]])
def test_too_few_to_say_anything_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forecast", "--calibrate", *wrong]) == 2
    assert "Ask for" in capsys.readouterr().err
