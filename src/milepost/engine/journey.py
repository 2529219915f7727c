"""The journey of an employer as a provider has set it down: stages, the juncture of each, what must be shown before it closes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from milepost.engine.reasons import Shortfall


class Kind(StrEnum):
    """Why a stage does not close."""

    CHECK_NOT_HAPPENED = "check_not_happened"
    CHECK_NOT_SAID = "check_not_said"
    CHECK_NOT_HELD = "check_not_held"


@dataclass(frozen=True)
class Check:
    """What must be shown before a stage closes: by an event of the journal, by a fact of the provider, or else by the owner's word."""

    key: str
    text: str
    events: tuple[str, ...] = ()
    fact: str = ""  # its name: something that holds for the provider as a whole, or does not


@dataclass(frozen=True)
class Juncture:
    """A place where somebody must answer for the relationship. A duty is one of those that are always carried."""

    key: str
    title: str
    asks: str
    duty: bool = False
    usually: str = ""


@dataclass(frozen=True)
class Stage:
    key: str
    title: str
    about: str
    juncture: Juncture
    checks: tuple[Check, ...] = ()
    standards: tuple[str, ...] = ()  # keys of service standards: the set itself says what each promises


@dataclass(frozen=True)
class Journey:
    """The stages in their order. After the last one it begins again at `again`, where that is said."""

    title: str
    stages: tuple[Stage, ...]
    about: str = ""
    again: str = ""
    number: int = field(default=0, compare=False)  # of the version; 0 is the one that comes with Milepost

    @cached_property
    def by_key(self) -> Mapping[str, Stage]:
        return {stage.key: stage for stage in self.stages}

    @cached_property
    def junctures(self) -> tuple[Juncture, ...]:
        return tuple(stage.juncture for stage in self.stages)

    def place(self, key: str) -> int:
        """Where a stage stands, from 0; that of an unknown one is 0, where everybody begins."""
        return next((i for i, stage in enumerate(self.stages) if stage.key == key), 0)

    def at(self, key: str) -> Stage:
        return self.stages[self.place(key)]

    def after(self, key: str) -> Stage | None:
        """The stage that follows: after the last one where it begins again, or none."""
        place = self.place(key) + 1
        return self.stages[place] if place < len(self.stages) else self.by_key.get(self.again)


def shortfalls(
    stage: Stage, *, happened: Collection[str], said: Collection[str], lacks: Mapping[str, Sequence[Shortfall]] | None = None
) -> list[Shortfall]:
    """What is still to be shown before the stage closes.

    `happened` are names of events, `said` keys of checks with the owner's word, `lacks` by name of a fact why it does not hold.
    """
    found = []
    for check in stage.checks:
        if check.fact:
            if reasons := (lacks or {}).get(check.fact):
                found.append(Shortfall(Kind.CHECK_NOT_HELD, {"check": check.key, "text": check.text, "reasons": tuple(reasons)}))
        elif check.events and not set(check.events) & set(happened):
            found.append(Shortfall(Kind.CHECK_NOT_HAPPENED, {"check": check.key, "text": check.text}))
        elif not check.events and check.key not in said:
            found.append(Shortfall(Kind.CHECK_NOT_SAID, {"check": check.key, "text": check.text}))
    return found


def journey_of(document: Mapping[str, Any], *, number: int = 0) -> Journey:
    """The journey that a document which keeps to the schema says."""
    return Journey(
        title=document["title"], about=document.get("about", ""), again=document.get("again", ""), number=number,
        stages=tuple(_stage(one) for one in document["stages"]),
    )  # fmt: skip


def _stage(said: Mapping[str, Any]) -> Stage:
    checks = tuple(Check(one["key"], one["text"], tuple(one.get("events", ())), one.get("fact", "")) for one in said.get("checks", ()))
    # Before there was one name for each, a journey said a standard in words of its own.
    standards = tuple(one if isinstance(one, str) else one["key"] for one in said.get("standards", ()))
    about, juncture = said["about"], Juncture(**said["juncture"])
    return Stage(key=said["key"], title=said["title"], about=about, juncture=juncture, checks=checks, standards=standards)


def twice(journey: Journey) -> Sequence[tuple[str, str]]:
    """Keys that stand more than once, each with what it names: "stage", "juncture" or "check"."""
    found = []
    for what, keys in (
        ("stage", [stage.key for stage in journey.stages]),
        ("juncture", [one.key for one in journey.junctures]),
        *(("check", [check.key for check in stage.checks]) for stage in journey.stages),
    ):
        found += [(what, key) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return found
