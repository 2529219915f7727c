"""Promises: what was counted in a month, and what people answered → kept, at risk, broken or not measurable.

A *promise* is given by somebody to somebody. It has two measures: what the journal counts (clocks of service standards, or
happenings that keep and that break it), and what the person says who was asked. Each has a minimum; the worse of the two
decides. What nothing measures is not kept: it counts against who gave it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from milepost.engine.clocks import Happening, Trigger, trigger_of

NEAR = 3  # so few points above the minimum are near to breaking it


class Standing(StrEnum):
    """What has become of a promise in a month."""

    KEPT = "kept"
    AT_RISK = "at_risk"
    BROKEN = "broken"
    NO_MEASURE = "no_measure"


class Count(NamedTuple):
    """What was counted: so many kept of all, and so many said yes of all who answered."""

    kept: int = 0
    of: int = 0
    yes: int = 0
    answers: int = 0

    def plus(self, other: "Count") -> "Count":
        return Count(*(one + more for one, more in zip(self, other, strict=True)))

    def hiding(self, few: int, said_by: int, people: tuple[int, int] | None = None) -> "Count":
        """The same without what fewer than `few` were counted in, and without fewer than `said_by` answers.

        `people`: with how many different people that was, and how many different ones answered. Five late answers to one person
        are one person's.
        """
        with_whom, by_whom = people or (self.of, self.answers)
        kept, of = (self.kept, self.of) if min(self.of, with_whom) >= few else (0, 0)
        yes, answers = (self.yes, self.answers) if min(self.answers, by_whom) >= said_by else (0, 0)
        return Count(kept, of, yes, answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One commitment of a document."""

    key: str
    short: str
    says: str
    by: str  # provider, learners, employers
    to: str
    minimum: int
    owner: str
    review_on: date
    remedy: str
    within: int  # working days
    put_right: str
    standards: tuple[str, ...] = ()
    kept: tuple[Trigger, ...] = ()
    broken: tuple[Trigger, ...] = ()
    question: str = ""
    asked_after: tuple[Trigger, ...] = ()
    yes_minimum: int = 0
    clause: str = ""

    @property
    def ours(self) -> bool:
        """Whether the provider gave it."""
        return self.by == "provider"

    @property
    def measurable(self) -> bool:
        """Whether the journal can say anything of it."""
        return bool(self.standards or self.kept or self.broken)


def promises_of(document: Mapping[str, Any]) -> tuple[Promise, ...]:
    """The promises of a document that keeps to the schema."""
    return tuple(_promise(one) for one in document["promises"])


def _promise(one: Mapping[str, Any]) -> Promise:
    measure, ask, broken = one.get("measure") or {}, one.get("ask") or {}, one["broken"]
    return Promise(
        key=one["key"], short=one["short"], says=one["says"], by=one["from"], to=one["to"], minimum=one["minimum"], owner=one["owner"],
        review_on=date.fromisoformat(one["review_on"]), remedy=broken["says"], within=broken["within"], put_right=broken["put_right"],
        standards=tuple(measure.get("standards", ())), kept=tuple(trigger_of(t) for t in measure.get("kept", ())),
        broken=tuple(trigger_of(t) for t in measure.get("broken", ())), question=ask.get("question", ""),
        asked_after=tuple(trigger_of(t) for t in ask.get("after", ())), yes_minimum=ask.get("minimum", 0), clause=one.get("clause", ""),
    )  # fmt: skip


def any_fits(triggers: Iterable[Trigger], happening: Happening) -> bool:
    """Whether one of these kinds of happening is this one."""
    return any(one.event == happening.name and one.fits(happening) for one in triggers)


def standing(promise: Promise, count: Count) -> Standing:
    """What has become of a promise where so much was counted."""
    found = {_one(count.kept, count.of, promise.minimum), _one(count.yes, count.answers, promise.yes_minimum)} - {Standing.NO_MEASURE}
    return next((one for one in (Standing.BROKEN, Standing.AT_RISK, Standing.KEPT) if one in found), Standing.NO_MEASURE)


def _one(good: int, of: int, minimum: int) -> Standing:
    """One measure. At risk: not all of it was kept, and one more would break it, or little is left above the minimum."""
    if not of:
        return Standing.NO_MEASURE
    if good * 100 < minimum * of:
        return Standing.BROKEN
    near = good * 100 < minimum * (of + 1) or good * 100 < (minimum + NEAR) * of
    return Standing.AT_RISK if good < of and near else Standing.KEPT
