"""The procedure of a case as data: its steps with their times, and who outside may be asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import yaml

from milepost.base import clock
from milepost.concerns.models import Case
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
    steps: tuple[Step, ...]
    outside: tuple[Outside, ...]


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
    steps = tuple(Step(one["key"], one["within"], one["says"]) for one in held["steps"])
    return Procedure(steps, tuple(Outside(one["name"], one["when"], one["address"]) for one in held["outside"]))


def reached(case: Case, calendar: Calendar) -> Iterator[Reached]:
    """How far a case is, step by step. The last clock is the outside examiner's: it runs whatever we do."""
    done = {
        "acknowledged": case.acknowledged_at or case.answered_at or case.closed_at,
        "answered": case.answered_at or case.closed_at,
        "closed": case.closed_at,
    }
    for step in procedure().steps:
        yield Reached(step, due(case.raised_at, step.limit, calendar).at, done[step.key])
