"""What a plan is made of: what the centre has, and what becomes of each line. Values only, so that a plan can be kept as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from milepost.portfolios.words import Fate


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of this centre. `roles` are those they hold or were asked to hold."""

    uuid: str
    name: str
    email: str
    born_on: date | None = None
    roles: frozenset[str] = frozenset()
    speaks_for: frozenset[str] = frozenset()  # uuids of employers


@dataclass(frozen=True, slots=True)
class Course:
    """One qualification of one published version."""

    specification: str
    qualification: str  # as a registration names it
    title: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A registration that is running or stands still."""

    uuid: str
    learner: str
    qualification: str
    state: str
    uln: str = ""
    assessor: str = ""
    iqa: str = ""
    employer: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Has:
    """What the centre has, by what a list may call it, and whom to ask whether somebody may be registered."""

    people: Mapping[str, Known] = field(default_factory=dict)  # by e-mail; of who was merged, the one they are
    by_uln: Mapping[str, Known] = field(default_factory=dict)
    staff: Mapping[str, Mapping[str, list[Known]]] = field(default_factory=dict)  # by role, then by folded name
    employers: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # folded name: uuid, name
    particulars: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what is known of each of these, by uuid
    courses: Mapping[str, Course] = field(default_factory=dict)  # by folded number or title
    seats: Mapping[str, list[Seat]] = field(default_factory=dict)  # by the learner's uuid
    names: Mapping[str, str] = field(default_factory=dict)  # of staff and employers, by uuid
    why_not_place: Callable[["Place"], str | None] = lambda _place: None
    why_not_age: Callable[[Course, str, date | None, date], str | None] = lambda *_: None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line would put a learner. Many lines ask for the same."""

    course: Course
    starts_on: date
    ends_on: date
    employer: str = ""
    assessor: str = ""
    iqa: str = ""


WRONG, WARN, INFO = "wrong", "warn", "info"


@dataclass(frozen=True, slots=True)
class Say:
    """A reason: its kind, the field that it concerns, what fills its sentence, and how heavy it is."""

    kind: str
    about: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    weight: str = WRONG

    def kept(self) -> dict[str, Any]:
        return {"kind": self.kind, "field": self.about, "args": dict(self.args), "weight": self.weight}


@dataclass(slots=True)
class Planned:
    """One line on its way to its fate. `does` is what carrying it out needs."""

    number: int
    cells: tuple[str, ...]
    read: dict[str, str]
    name: str = ""
    about: str = ""
    says: list[Say] = field(default_factory=list)
    does: dict[str, Any] = field(default_factory=dict)
    fate: Fate = Fate.NEW
    asks: list[dict[str, Any]] = field(default_factory=list)  # who else this may be, for a person to say
    same: list[str] = field(default_factory=list)  # keys of those that it was joined with

    def say(self, kind: str, about: str = "", weight: str = WRONG, **args: Any) -> None:
        self.says.append(Say(kind, about, args, weight))
        if weight == WRONG:
            self.fate = Fate.WRONG

    def leave(self, kind: str, about: str = "", **args: Any) -> None:
        self.say(kind, about, INFO, **args)
        self.fate = Fate.LEFT

    @property
    def wrong(self) -> bool:
        return self.fate == Fate.WRONG

    def kept(self) -> dict[str, Any]:
        return {
            "line": self.number, "cells": list(self.cells), "name": self.name, "about": self.about, "fate": str(self.fate),
            "says": [say.kept() for say in self.says], "does": self.does,
            **({"asks": self.asks} if self.asks else {}), **({"same": self.same} if self.same else {}),
        }  # fmt: skip
