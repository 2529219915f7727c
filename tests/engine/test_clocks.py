"""Clocks read from what happened: one small journal a test, written as lines of "day time role event arguments"."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.clocks import Does, Happening, Run, State, Watch, standards_of, timed
from milepost.engine.worktime import Calendar

LONDON = ZoneInfo("Europe/London")
OFFICE = Calendar(LONDON)


def happening(line: str, number: int = 0) -> Happening:
    day, clock, role, name, *args = line.split(maxsplit=4)
    return Happening(
        str(number),
        name,
        datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON),
        role,
        role,
        json.loads(args[0] if args else "{}"),
    )


def journal(text: str) -> list[Happening]:
    return [happening(line, number) for number, line in enumerate(text.strip().splitlines())]


def watch(**one: Any) -> Watch:
    standard = {"key": "k", "title": "t", "promise": "p", "to": "learners", "target": 90, **one}
    return Watch(standards_of({"standards": [standard]}))


def told(watched: Watch, runs: Sequence[Run]) -> list[str]:
    """Each clock in a line: what became of it, and its times."""
    found = []
    for run in runs:
        times = timed(run, watched.by_key[run.standard], OFFICE)
        due = times.due_at.strftime("%d %H:%M") if times.due_at else "-"
        found.append(f"{times.state} {due}")
    return found


ANSWER: dict[str, Any] = {"starts": ["a.asked"], "ends": ["a.answered"], "within": "2 working days"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("2026-02-02 09:00 learner a.asked", ["running 04 17:00"]),
        ("2026-02-02 09:00 learner a.asked\n2026-02-04 17:00 assessor a.answered", ["kept 04 17:00"]),
        ("2026-02-02 09:00 learner a.asked\n2026-02-04 17:01 assessor a.answered", ["broken 04 17:00"]),
        ("2026-02-02 09:00 learner a.asked\n2026-02-03 09:00 learner a.asked", ["running 04 17:00"]),  # asking again wins no time
        (
            "2026-02-02 09:00 learner a.asked\n2026-02-03 09:00 assessor a.answered\n2026-02-09 09:00 learner a.asked",
            ["kept 04 17:00", "running 11 17:00"],
        ),
        ("2026-02-02 09:00 assessor a.answered", []),
    ],
)
def test_a_clock_runs_from_what_starts_it_to_what_ends_it(lines: str, expected: list[str]) -> None:
    watched = watch(**ANSWER)
    assert told(watched, watched.runs(journal(lines))) == expected


def test_each_thing_has_a_clock_of_its_own() -> None:
    watched = watch(**ANSWER, of="visit")
    lines = """
2026-02-02 09:00 learner a.asked {"visit":"1"}
2026-02-03 09:00 learner a.asked {"visit":"2"}
2026-02-04 09:00 assessor a.answered {"visit":"2"}
"""
    assert told(watched, watched.runs(journal(lines))) == ["running 04 17:00", "kept 05 17:00"]


PARTS: dict[str, Any] = {
    "starts": [{"event": "a.asked", "parts": ["targets"]}],
    "ends": [{"event": "a.answered", "parts": ["met", "not_yet"], "but": ["waits"]}],
    "stops": ["a.gone"],
    "within": "2 working days",
}


def test_a_clock_with_parts_ends_when_each_is_answered() -> None:
    watched = watch(**PARTS)
    lines = """
2026-02-02 09:00 learner a.asked {"targets":["1","2"]}
2026-02-02 10:00 learner a.asked {"targets":["2"]}
2026-02-03 09:00 assessor a.answered {"met":["1"],"not_yet":[]}
2026-02-04 09:00 assessor a.answered {"met":["2"],"waits":["2"]}
"""
    (run,) = watched.runs(journal(lines))
    assert run.parts == {"2"}
    (run,) = watched.runs(journal(lines + '2026-02-05 09:00 assessor a.answered {"not_yet":["2"]}'))
    assert told(watched, [run]) == ["broken 04 17:00"]


def test_who_leaves_is_waited_for_no_longer_but_what_was_late_stays_late() -> None:
    watched = watch(**PARTS)
    asked = '2026-02-02 09:00 learner a.asked {"targets":["1","2"]}\n'
    assert told(watched, watched.runs(journal(asked + "2026-02-03 09:00 learner a.gone"))) == ["stopped 04 17:00"]
    assert told(watched, watched.runs(journal(asked + "2026-02-09 09:00 learner a.gone"))) == ["broken 04 17:00"]


def test_a_rhythm_begins_anew_with_what_ends_it() -> None:
    watched = watch(starts=["a.began", "a.seen"], ends=["a.seen"], within="4 weeks")
    lines = "2026-01-05 09:00 assessor a.began\n2026-01-26 09:00 assessor a.seen\n2026-03-02 09:00 assessor a.seen"
    assert told(watched, watched.runs(journal(lines))) == ["kept 02 17:00", "broken 23 17:00", "running 30 17:00"]


PAUSED: dict[str, Any] = {**ANSWER, "pauses": ["a.left"], "resumes": ["a.back"], "of": "visit"}


def test_a_break_of_the_whole_stream_stops_every_clock_in_it() -> None:
    watched = watch(**PAUSED)
    lines = '2026-02-02 09:00 learner a.asked {"visit":"1"}\n2026-02-03 10:00 manager a.left'
    assert told(watched, watched.runs(journal(lines))) == ["paused -"]
    lines += "\n2026-02-05 10:00 manager a.back"
    assert told(watched, watched.runs(journal(lines))) == ["running 06 17:00"]


def test_what_starts_in_a_break_stands_still_until_it_ends() -> None:
    watched = watch(**PAUSED)
    lines = '2026-02-02 09:00 manager a.left\n2026-02-02 10:00 learner a.asked {"visit":"1"}'
    assert told(watched, watched.runs(journal(lines))) == ["paused -"]
    assert told(watched, watched.runs(journal(lines + "\n2026-02-05 10:00 manager a.back"))) == ["running 06 17:00"]


def test_what_ran_out_before_a_break_stays_broken() -> None:
    watched = watch(**PAUSED)
    lines = '2026-02-02 09:00 learner a.asked {"visit":"1"}\n2026-02-06 10:00 manager a.left'
    assert told(watched, watched.runs(journal(lines))) == ["running 04 17:00"]


def test_roles_and_arguments_say_which_happening_is_meant() -> None:
    watched = watch(
        starts=[{"event": "a.asked", "by": ["learner"]}], ends=[{"event": "a.signed", "where": {"complete": True}}], within="1 week"
    )
    lines = '2026-02-02 09:00 assessor a.asked\n2026-02-03 09:00 learner a.asked\n2026-02-04 09:00 learner a.signed {"complete":false}'
    assert told(watched, watched.runs(journal(lines))) == ["running 10 17:00"]
    assert told(watched, watched.runs(journal(lines + '\n2026-02-05 09:00 x a.signed {"complete":true}'))) == ["kept 10 17:00"]


APPOINTMENT: dict[str, Any] = {
    "of": "visit", "at": "starts_at", "starts": ["a.agreed"], "ends": ["a.held"],
    "moves": [{"event": "a.moved", "by": ["assessor"]}], "misses": [{"event": "a.missed", "where": {"by": "us"}}],
    "stops": [{"event": "a.moved", "by": ["learner"]}, {"event": "a.missed", "where": {"by": "them"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('assessor a.held {"visit":"1"}', "kept 09 14:00"),
        ('assessor a.moved {"visit":"1"}', "moved 09 14:00"),
        ('learner a.moved {"visit":"1"}', "stopped 09 14:00"),
        ('assessor a.missed {"visit":"1","by":"us"}', "broken 09 14:00"),
        ('assessor a.missed {"visit":"1","by":"them"}', "stopped 09 14:00"),
    ],
)
def test_an_appointment_is_kept_moved_or_missed_however_late_it_is_noted(line: str, expected: str) -> None:
    watched = watch(**APPOINTMENT)
    lines = '2026-02-02 09:00 learner a.agreed {"visit":"1","starts_at":"2026-02-09T14:00+00:00"}\n2026-02-11 09:00 ' + line
    assert told(watched, watched.runs(journal(lines))) == [expected]


def test_a_warning_comes_before_the_clock_breaks() -> None:
    watched = watch(**ANSWER, warn={"before": "1 working day", "tell": ["owner"]})
    (run,) = watched.runs(journal("2026-02-06 16:40 learner a.asked"))
    times = timed(run, watched.by_key["k"], OFFICE)
    assert times.due_at == datetime(2026, 2, 10, 17, tzinfo=LONDON)
    assert times.warn_at == datetime(2026, 2, 9, 17, tzinfo=LONDON)


names = st.sampled_from(["a.asked", "a.answered", "a.gone", "a.left", "a.back"])
days = st.integers(1, 28)
parts = st.lists(st.sampled_from("123"), max_size=3)


@settings(deadline=None)
@given(st.lists(st.tuples(days, names, parts), max_size=14))
def test_no_part_is_ever_waited_for_by_two_clocks(told_: list[tuple[int, str, list[str]]]) -> None:
    watched = watch(**PARTS, pauses=["a.left"], resumes=["a.back"])
    lines = [
        happening(f'2026-02-{day:02d} 10:00 x {name} {{"targets":{json.dumps(some)},"met":{json.dumps(some)}}}', number)
        for number, (day, name, some) in enumerate(sorted(told_, key=lambda one: one[0]))
    ]
    open_ = [run for run in watched.runs(lines) if run.how is None]
    assert sum(len(run.parts) for run in open_) == len(frozenset().union(*(run.parts for run in open_)))
    for run in watched.runs(lines):
        times = timed(run, watched.by_key["k"], OFFICE)
        assert (times.state in (State.RUNNING, State.PAUSED)) == (run.how is None)
        assert all(pause.ends for pause in run.pauses[:-1])
        assert run.how in (None, Does.ENDS, Does.STOPS)
