"""Clocks of service standards: what happened → which clocks ran, for what, how long, and how each ended.

A *standard* says which happening starts a clock, which ends it and how long it may run. Whoever has a journal gives its
happenings in their order; nothing else is asked. A clock *of* something ("visit", "enquiry") runs once for each; one with
*parts* (the criteria of one handing-in) ends when each part is answered. A happening that both ends and starts a clock
keeps a rhythm. An *appointment* has its own time, and is kept, moved or missed.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from milepost.engine.worktime import Calendar, Limit, Pause, before, due


class Does(StrEnum):
    """What a happening does to the clocks of a standard, in the order in which it does it."""

    PAUSES = "pauses"
    RESUMES = "resumes"
    STOPS = "stops"  # there is nothing to wait for any more: the clock counts for nothing
    MOVES = "moves"
    MISSES = "misses"
    ENDS = "ends"
    STARTS = "starts"


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"  # ended too late, or missed
    MOVED = "moved"
    STOPPED = "stopped"


class Happening(NamedTuple):
    """One event of the journal, as far as clocks need it."""

    uuid: Any
    name: str
    at: datetime
    role: str  # of who acted
    actor: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A kind of happening: its name, what its arguments must say, in which role somebody acts, which parts it is about."""

    event: str
    where: Mapping[str, Any] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # arguments that list parts
    but: tuple[str, ...] = ()  # arguments that list parts which it is not about
    when: str = ""  # the argument that says when it happened, where that was noted later

    def fits(self, happening: Happening) -> bool:
        if self.by and happening.role not in self.by:
            return False
        args = happening.args
        return not self.where or all(args.get(name) == value for name, value in self.where.items())

    def moment(self, happening: Happening) -> datetime:
        """When it happened: at the latest when it was noted."""
        said = happening.args.get(self.when) if self.when else None
        return min(datetime.fromisoformat(said), happening.at) if isinstance(said, str) else happening.at

    def about(self, args: Mapping[str, Any]) -> frozenset[str]:
        found = {part for name in self.parts for part in _listed(args.get(name))}
        return frozenset(found.difference(*(_listed(args.get(name)) for name in self.but)))


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value] if value else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One promise about time."""

    key: str
    title: str
    promise: str
    to: str  # learners, employers, everybody
    triggers: Mapping[Does, tuple[Trigger, ...]]
    of: str = ""  # the argument that names the thing; nothing: one clock a stream
    across: bool = False  # the thing is followed through all streams
    within: Limit | None = None  # None: an appointment
    always: Limit | None = None  # the least that everybody gets
    at: str = ""  # the argument that says when, of an appointment
    target: int = 100  # percent
    calendar: str = "centre"
    hours: str = "office"
    cut_off: str = ""
    warn_before: Limit | None = None
    warn: tuple[str, ...] = ()  # who is warned then
    tell: tuple[str, ...] = ()  # who is told of a breach

    @property
    def events(self) -> Iterator[str]:
        return (trigger.event for triggers in self.triggers.values() for trigger in triggers)


@dataclass(slots=True)
class Run:
    """One clock. `parts` are what is still to be answered."""

    standard: str
    started: Any  # the uuid of the happening
    started_at: datetime
    args: Mapping[str, Any]
    thing: str
    parts: frozenset[str] = frozenset()
    pauses: list[Pause] = field(default_factory=list)
    ended_at: datetime | None = None
    ended_by: str = ""
    how: Does | None = None


def standards_of(document: Mapping[str, Any]) -> tuple[Standard, ...]:
    """The standards of a document that keeps to the schema."""
    return tuple(_standard(one) for one in document["standards"])


def _standard(one: Mapping[str, Any]) -> Standard:
    triggers = {does: tuple(trigger_of(t) for t in one.get(does.value, ())) for does in Does}
    warn, broken = one.get("warn") or {}, one.get("broken") or {}
    return Standard(
        key=one["key"], title=one["title"], promise=one["promise"], to=one["to"], triggers={k: t for k, t in triggers.items() if t},
        of=one.get("of", ""), across=one.get("across", False), within=_limit(one.get("within")), always=_limit(one.get("always")), at=one.get("at", ""),
        target=one.get("target", 100), calendar=one.get("calendar", "centre"), hours=one.get("hours", "office"),
        cut_off=one.get("cut_off", ""), warn_before=_limit(warn.get("before")), warn=tuple(warn.get("tell", ())),
        tell=tuple(broken.get("tell", ())),
    )  # fmt: skip


def _limit(text: str | None) -> Limit | None:
    return Limit.parse(text) if text else None


def trigger_of(one: str | Mapping[str, Any]) -> Trigger:
    """A kind of happening as a document writes it: its name alone, or with what it must say."""
    if isinstance(one, str):
        return Trigger(one)
    lists = {name: tuple(one.get(name, ())) for name in ("by", "parts", "but")}
    return Trigger(one["event"], where=one.get("where", {}), when=one.get("when", ""), **lists)


class Watch:
    """Reads happenings for a set of standards: one stream after the other, each in its order."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        self.by_key = {standard.key: standard for standard in standards}
        self._table: dict[str, list[tuple[Standard, list[tuple[Does, Trigger]]]]] = {}
        for standard in self.by_key.values():
            found: dict[str, list[tuple[Does, Trigger]]] = {}
            for does in Does:  # in the order in which it is done
                for trigger in standard.triggers.get(does, ()):
                    found.setdefault(trigger.event, []).append((does, trigger))
            for event, acts in found.items():
                self._table.setdefault(event, []).append((standard, acts))

    @property
    def events(self) -> Container[str]:
        return self._table.keys()

    @property
    def names(self) -> list[str]:
        return sorted(self._table)

    def runs(self, happenings: Iterable[Happening]) -> list[Run]:
        """Every clock of one stream, in the order in which they started."""
        found: list[Run] = []
        open_: Open = {}
        held: set[tuple[str, str]] = set()
        table = self._table
        for happening in happenings:
            for standard, acts in table.get(happening.name, ()):
                for does, trigger in acts:
                    if (trigger.by or trigger.where) and not trigger.fits(happening):
                        continue
                    thing = str(happening.args.get(standard.of, "")) if standard.of else ""
                    if does is Does.STARTS:
                        _start(standard, trigger, happening, thing, open_, found)
                        if held and not held.isdisjoint({(standard.key, thing), (standard.key, "")}):
                            _pause(open_[standard.key, thing], happening.at)
                    else:
                        _act(standard, does, trigger, happening, thing, open_)
                        if does is Does.PAUSES:
                            held.add((standard.key, thing))
                        elif does is Does.RESUMES:
                            held.discard((standard.key, thing))
        return found


Open = dict[tuple[str, str], list[Run]]


def _start(standard: Standard, trigger: Trigger, happening: Happening, thing: str, open_: Open, found: list[Run]) -> None:
    running = open_.setdefault((standard.key, thing), [])
    parts = trigger.about(happening.args) if trigger.parts else frozenset()
    if trigger.parts:
        parts = parts.difference(*(run.parts for run in running))
    if (running and not trigger.parts) or (trigger.parts and not parts):
        return  # it runs already: who asks again gets no more time
    run = Run(standard.key, happening.uuid, trigger.moment(happening), happening.args, thing, parts)
    running.append(run)
    found.append(run)


def _act(standard: Standard, does: Does, trigger: Trigger, happening: Happening, thing: str, open_: Open) -> None:
    # What is not about one thing (a break in learning, say) is about every clock of the stream.
    whole = standard.of and standard.of not in happening.args
    keys = [key for key in open_ if key[0] == standard.key] if whole else [(standard.key, thing)]
    for key in keys:
        running = open_.get(key)
        if not running:
            continue
        if does is Does.PAUSES:
            _pause(running, happening.at)
        elif does is Does.RESUMES:
            for run in running:
                if run.pauses and run.pauses[-1].ends is None:
                    run.pauses[-1] = Pause(run.pauses[-1].begins, happening.at)
        else:
            open_[key] = [run for run in running if not _ends(run, does, trigger, happening)]


def _pause(running: Iterable[Run], at: datetime) -> None:
    for run in running:
        if not run.pauses or run.pauses[-1].ends is not None:
            run.pauses.append(Pause(at))


def _ends(run: Run, does: Does, trigger: Trigger, happening: Happening) -> bool:
    if trigger.parts:
        about = trigger.about(happening.args)
        if run.parts.isdisjoint(about):
            return False
        run.parts -= about
        if run.parts:
            return False
    run.ended_at, run.ended_by, run.how = max(trigger.moment(happening), run.started_at), happening.actor, does
    if run.pauses and run.pauses[-1].ends is None:
        run.pauses[-1] = Pause(run.pauses[-1].begins, happening.at)
    return True


@dataclass(frozen=True, slots=True)
class Timed:
    """A clock with its times. `counts_at` is the moment by which it counts as kept, moved or broken."""

    state: State
    due_at: datetime | None
    always_at: datetime | None
    warn_at: datetime | None
    counts_at: datetime | None


def timed(run: Run, standard: Standard, calendar: Calendar) -> Timed:
    """When a clock is, or was, due, and what has become of it. A running one is late once its due moment has passed."""
    if standard.within is None:
        return _appointment(run, standard, calendar)
    due_at = due(run.started_at, standard.within, calendar, run.pauses).at
    always_at = due(run.started_at, standard.always, calendar, run.pauses).at if standard.always else None
    if run.how is None:
        warn_at = before(due_at, standard.warn_before, calendar) if due_at and standard.warn_before else None
        paused = bool(run.pauses) and run.pauses[-1].ends is None
        late = due_at is not None  # that which ran out before a pause stays broken
        return Timed(State.PAUSED if paused and not late else State.RUNNING, due_at, always_at, warn_at, due_at)
    if run.how is Does.STOPS and not (due_at and run.ended_at and due_at < run.ended_at):
        return Timed(State.STOPPED, due_at, always_at, None, None)
    kept = run.ended_at is not None and due_at is not None and run.ended_at <= due_at
    return Timed(State.KEPT if kept else State.BROKEN, due_at, always_at, None, run.ended_at if kept else due_at)


OUTCOMES = {Does.ENDS: State.KEPT, Does.MOVES: State.MOVED, Does.MISSES: State.BROKEN, Does.STOPS: State.STOPPED}


def _appointment(run: Run, standard: Standard, calendar: Calendar) -> Timed:
    at = datetime.fromisoformat(str(run.args[standard.at]))
    if run.how is None:  # nobody has said yet whether it took place
        return Timed(State.RUNNING, at, None, before(at, standard.warn_before, calendar) if standard.warn_before else None, None)
    state = OUTCOMES[run.how]
    return Timed(state, at, None, None, None if state is State.STOPPED else at if state is State.BROKEN else run.ended_at)
