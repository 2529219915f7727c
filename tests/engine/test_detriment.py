"""The detriment watch: finds what it looks for in simulated people, seldom cries wolf, and blames nobody for a bad month of all."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from milepost import cli
from milepost.cli import watched_people
from milepost.engine.detriment import Found, Measure, Occasion, watched

SINCE = date(2026, 3, 2)
DAYS = [3, 5, 4, 6, 4, 3, 5, 4]  # what feedback takes, over and over


def _times(*, every: int, first: int, last: int, who: str = "", longer: float = 1.0, from_day: int = 0) -> list[Occasion]:
    """Work handed in every so many days around the day of the concern; longer from a day on."""
    found = []
    for number, day in enumerate(range(first, last, every)):
        took = DAYS[number % len(DAYS)] * (longer if day >= from_day else 1)
        began = SINCE + timedelta(days=day)
        found.append(Occasion(began, began + timedelta(days=round(took)), who=who))
    return found


def _like(longer: float = 1.0) -> dict[Measure, list[Occasion]]:
    return {
        Measure.FEEDBACK: [
            one for who in range(5) for one in _times(every=11, first=-300 + who, last=300, who=str(who), longer=longer, from_day=0)
        ]
    }


def _seen(own: Sequence[Occasion], like: Mapping[Measure, Sequence[Occasion]], days: int = 300) -> Found:
    return watched({Measure.FEEDBACK: own}, like, since=SINCE, today=SINCE + timedelta(days=days))


def test_nothing_has_changed_nobody_is_told() -> None:
    found = _seen(_times(every=12, first=-300, last=300), _like())
    assert found.alarm_on is None
    assert found.reasons == ()
    assert found.stake < 5


def test_feedback_that_takes_twice_as_long_is_found_with_its_figures() -> None:
    found = _seen(_times(every=12, first=-300, last=300, longer=2.0), _like())
    assert found.alarm_on is not None
    assert found.alarm_on < SINCE + timedelta(days=110)  # eight times that feedback came
    (reason,) = found.reasons
    assert reason.measure == Measure.FEEDBACK
    assert reason.before == pytest.approx(4, abs=1)
    assert reason.after == pytest.approx(8, abs=3)
    assert reason.like_before == pytest.approx(4, abs=1)
    assert reason.like_after == pytest.approx(4, abs=1)


def test_what_happens_to_all_is_no_alarm() -> None:
    found = _seen(_times(every=12, first=-300, last=300, longer=2.0), _like(longer=2.0))
    assert found.alarm_on is None


def test_somebody_who_always_waited_longer_is_no_alarm() -> None:
    found = _seen(_times(every=12, first=-300, last=300, longer=2.0, from_day=-400), _like())
    assert found.alarm_on is None


def test_what_is_never_answered_counts_while_it_waits() -> None:
    before = _times(every=12, first=-300, last=0)
    waits = [Occasion(SINCE + timedelta(days=day), None) for day in (3, 14, 27)]
    assert _seen(before, _like(), days=20).alarm_on is None
    found = _seen([*before, *waits], _like(), days=120)
    assert found.alarm_on is not None
    assert _seen(before, _like(), days=120).alarm_on is None


def test_five_pieces_answered_on_one_day_are_one_occasion() -> None:
    before = _times(every=12, first=-300, last=0)
    day = SINCE + timedelta(days=5)
    late = [Occasion(day, day + timedelta(days=16))]
    assert _seen([*before, *late * 5], _like(), days=60).stake == _seen([*before, *late], _like(), days=60).stake


def test_one_piece_that_was_forgotten_is_no_alarm() -> None:
    before = _times(every=12, first=-300, last=0)
    forgotten = Occasion(SINCE + timedelta(days=3), SINCE + timedelta(days=90))
    assert _seen([*before, forgotten], _like()).stake == 1
    assert _seen([*before, forgotten, *_times(every=12, first=10, last=300)], _like()).alarm_on is None


def test_too_little_to_compare_with_says_nothing() -> None:
    few = _times(every=90, first=-300, last=0)
    late = _times(every=12, first=1, last=300, longer=5.0)
    assert _seen([*few, *late], _like()).stake == 1
    assert _seen([*_times(every=12, first=-300, last=0), *late], {}).stake == 1


def test_a_year_is_looked_at_and_no_day_more() -> None:
    own = _times(every=12, first=-300, last=365) + _times(every=12, first=366, last=700, longer=4.0)
    assert _seen(own, _like(), days=700).alarm_on is None


@pytest.mark.parametrize("measure", [Measure.MOVED, Measure.REFUSED])
def test_shares_are_watched_too(measure: Measure) -> None:
    def often(first: int, last: int, every: int, whole: int, who: str = "") -> list[Occasion]:
        days = [SINCE + timedelta(days=day) for day in range(first, last, every)]
        return [Occasion(day, day, float(number % whole == 0), who) for number, day in enumerate(days)]

    like = {measure: [one for who in range(5) for one in often(-300 + who, 300, 13, 8, str(who))]}
    before = often(-300, 0, 14, 8)
    assert watched({measure: before + often(1, 300, 14, 8)}, like, since=SINCE, today=SINCE + timedelta(days=300)).alarm_on is None
    found = watched({measure: before + often(1, 300, 14, 1)}, like, since=SINCE, today=SINCE + timedelta(days=300))
    assert found.alarm_on is not None
    assert found.reasons[0].measure == measure
    assert found.reasons[0].after == 1


@pytest.mark.slow
def test_it_finds_what_it_looks_for_and_seldom_cries_wolf(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["watch", "--calibrate", "--people", "250", "--seed", "9"]) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    power, false, n = (float(part.split(": ")[-1].split("= ")[-1].rstrip("%")) for part in last.split(";"))
    assert power >= 0.8
    assert false <= 5
    assert n == 250


def test_simulated_people_differ_and_share_nothing_with_the_watch() -> None:
    one, other, slower = watched_people.world(1), watched_people.world(2), watched_people.world(1, longer=2.0)
    assert one == watched_people.world(1) != other
    assert [seen for seen in one.own.feedback if seen[0] < watched_people.DAY_OF_CONCERN] == [
        seen for seen in slower.own.feedback if seen[0] < watched_people.DAY_OF_CONCERN
    ]
    assert not {module for module in vars(watched_people).values() if getattr(module, "__module__", "").startswith("milepost.engine")}


def test_too_few_people_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["watch", "--calibrate", "--people", "199"]) == 2
    assert "200 to" in capsys.readouterr().err
