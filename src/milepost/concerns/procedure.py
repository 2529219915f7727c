"""The procedure of a case as data: its steps with their times, and who outside may be asked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import yaml

from milepost.base import clock
from milepost.concerns.models import AlertLook, Case, CaseLate, OutsideOffices, WatchAlert
from milepost.concerns.words import WRITTEN_ON
from milepost.engine.worktime import Calendar, Limit, due
from milepost.frameworks.folder import specs_folder


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, and how long it may take from when it was raised."""

    key: str
    within: str
    says: str

    @property
    def limit(self) -> Limit:
        found = Limit.parse(self.within)
        if found is None:
            raise ValueError(f"{self.key}: “{self.within}” is no time. Write 1 working day, or 8 weeks.")
        return found


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody who does not work for the centre, and when to ask them."""

    name: str
    when: str
    address: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """`alerts`: the steps after a watch found something. `for_long`: how much later than due, with one caseworker, others hear of it and may take it over; `for_long_within` as one reads it.

    `told_every`: how often whoever raised it hears how it goes, at least. `written_on`: within what their words after the final letter are answered.
    """

    steps: tuple[Step, ...]
    alerts: tuple[Step, ...]
    outside: tuple[Outside, ...]
    for_long: Limit
    for_long_within: str
    told_every: Limit
    told_every_within: str
    written_on: Step


@dataclass(frozen=True, slots=True)
class Reached:
    """One step of one case: by when it is due, when it was done, and whether that was in time."""

    step: Step
    due_at: datetime | None
    done_at: datetime | None

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and (self.done_at or clock.now()) > self.due_at


@cache
def procedure() -> Procedure:
    """The one that ships."""
    held: dict[str, Any] = yaml.safe_load((specs_folder() / "procedures" / "concerns.yaml").read_text("utf-8"))
    steps, alerts = (tuple(Step(one["key"], one["within"], one["says"]) for one in held[key]) for key in ("steps", "alerts"))
    for_long = Limit.parse(held["late_for_long"])
    if for_long is None:
        raise ValueError(f"late_for_long: “{held['late_for_long']}” is no time. Write 5 working days.")
    told_every = Limit.parse(held["told_every"])
    if told_every is None:
        raise ValueError(f"told_every: “{held['told_every']}” is no time. Write 10 working days.")
    outside = tuple(map(_outside, held["outside"]))
    written_on = Step(WRITTEN_ON, held["written_on"], "")
    return Procedure(steps, alerts, outside, for_long, held["late_for_long"], told_every, held["told_every"], written_on)


def _outside(held: dict[str, str]) -> Outside:
    return Outside(held["name"], held["when"], held["address"])


def procedure_at(centre_id: int) -> Procedure:
    """The one that ships, with the offices that a centre names itself."""
    own = OutsideOffices.objects.filter(centre=centre_id).first()
    return replace(procedure(), outside=tuple(map(_outside, own.offices))) if own else procedure()


def late_to_tell(
    case: Case, calendar: Calendar, *, told: Collection[CaseLate], told_last: datetime | None = None, wrote_at: datetime | None = None
) -> Iterator[tuple[Step, bool]]:
    """`told_last`: when they last heard something; `wrote_at`: since when their words after the final letter wait. Steps of a case that are late and of which nobody was told yet; with whether they are late for long with this caseworker.

    The final letter is told of before it would count as late for long: the outside examiner may take it up at once.
    """
    known = {(one.step, one.for_long) for one in told if one.caseworker_id == case.caseworker_id}
    for one in reached(case, calendar, wrote_at=wrote_at):
        if one.due_at is None or one.done_at is not None or not one.is_late:
            continue
        counted = max(one.due_at, case.taken_at or one.due_at)
        long_at = due(counted, procedure().for_long, calendar).at
        step = replace(one.step, key=f"{WRITTEN_ON}-{wrote_at:%Y%m%d}") if wrote_at and one.step.key == WRITTEN_ON else one.step
        if (step.key, False) not in known:
            yield step, False
        if long_at and clock.now() > long_at and (step.key, True) not in known:
            yield step, True
    if (silent := _silent_since(case, calendar, told_last)) and (silent.key, False) not in known:
        yield silent, False


def _silent_since(case: Case, calendar: Calendar, told_last: datetime | None) -> Step | None:
    """A step for a silence: they heard of it once, and then nothing for too long. Each silence goes by the day on which it began."""
    if told_last is None or case.closed_at is not None:
        return None
    due_at = due(told_last, procedure().told_every, calendar).at
    if due_at is None or clock.now() <= due_at:
        return None
    return Step(f"told-{told_last:%Y%m%d}", procedure().told_every_within, "")


def reached(case: Case, calendar: Calendar, *, wrote_at: datetime | None = None) -> Iterator[Reached]:
    """How far a case is, step by step. The clock of the final letter is the outside examiner's: it runs whatever we do.

    `wrote_at`: since when words after the final letter wait; they have a step of their own.
    """
    done = {
        "acknowledged": case.acknowledged_at or case.answered_at or case.closed_at,
        "investigated": case.begun_at or case.answered_at or case.closed_at,
        "answered": case.answered_at or case.closed_at,
        "closed": case.closed_at,
    }
    for step in procedure().steps:
        yield Reached(step, due(case.raised_at, step.limit, calendar).at, done[step.key])
    if wrote_at is not None:
        yield Reached(procedure().written_on, due(wrote_at, procedure().written_on.limit, calendar).at, None)


def looked_into(alert: WatchAlert, look: AlertLook | None, calendar: Calendar) -> list[Reached]:
    """How far it is with what a watch found, step by step."""
    done = {"taken": look.taken_at if look else None, "told": look.told_at if look else None}
    return [Reached(step, due(alert.raised_at, step.limit, calendar).at, done[step.key]) for step in procedure().alerts]
