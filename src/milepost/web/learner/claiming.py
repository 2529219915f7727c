"""The quick form "What it shows": many criteria and parts of requirements at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from milepost.engine.framework import RequirementKind, Unit, requirement_targets
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress as projection
from milepost.portfolios.actions import Target
from milepost.web.components import State
from milepost.web.learner.locators import Extent, why_not_locator
from milepost.web.learner.mine import dom_id, spoken, units_of

if TYPE_CHECKING:
    from milepost.portfolios.models import Claim, Registration

FIRST = {"r": 0, "o": 1}  # what is asked for comes before what is under way


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One criterion, or part of a requirement, that may be ticked."""

    target: str
    id: str
    number: str
    text: str
    state: str
    ticked: bool
    locator: str
    thing: str
    asks_thing: bool
    error: str = ""
    before: str = ""  # where this evidence claims it already

    @property
    def cell(self) -> str:
        return "" if self.state == "o" else f" cell--{State.of(self.state).slug}"

    @property
    def words(self) -> str:
        return str(State.of(self.state).short)


@dataclass(frozen=True, kw_only=True)
class Section:
    """The ticks of one outcome, or the evidence requirements of the unit."""

    title: str
    ticks: list[Tick]


@dataclass(frozen=True, kw_only=True)
class UnitTicks:
    """One unit of the form; `is_open` unfolds it, `settled` puts it last: it is signed off."""

    code: str
    title: str
    key: str
    is_open: bool
    open: int  # criteria only: parts of a requirement may stay open for good where a few of many are enough
    asked: bool  # something in it is to be done again
    settled: bool
    sections: list[Section]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole form, and how many are ticked."""

    units: list[UnitTicks]
    ticked: int
    errors: list[tuple[str, str, str]]
    where: str  # the same label hundreds of times: translated once


@dataclass(frozen=True, slots=True)
class Told:
    """What was ticked and typed. Lists of a form, whether it was sent or kept as a draft."""

    claims: Sequence[str] = ()
    places: Mapping[str, str] | None = None
    things: Mapping[str, str] | None = None

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[str]]) -> Told:
        def under(prefix: str) -> dict[str, str]:
            return {name.removeprefix(prefix): values[0] for name, values in lists.items() if name.startswith(prefix) and values}

        return cls(tuple(dict.fromkeys(lists.get("claim", ()))), under("where-"), under("thing-"))

    @classmethod
    def sent(cls, form: QueryDict) -> Told:
        return cls.of(dict(form.lists()))

    def targets(self) -> list[Target]:
        places, things = self.places or {}, self.things or {}
        return [Target(t, places.get(t, "").strip()[:100], things.get(t, "").strip()[:100]) for t in self.claims]


def faults(told: Told, extents: Iterable[Extent], asking: set[str]) -> dict[str, str]:
    """By target: why its place or its thing can't be so. Of several files, one that has the place is enough."""
    found: dict[str, str] = {}
    files = list(extents)
    for one in told.targets():
        reasons = [why_not_locator(one.locator, extent) for extent in files]
        if reasons and all(reasons):
            found[one.target] = str(reasons[-1])
        elif one.target in asking and not one.thing:
            found[one.target] = _("Say which one this is, so that different ones can be counted.")
    return found


def asking_things(units: Iterable[Unit]) -> set[str]:
    """The targets that count different things, so that a claim has to name its thing."""
    return {
        target
        for unit in units
        for requirement in unit.requirements
        if requirement.kind is RequirementKind.N_DIFFERENT
        for target in requirement_targets(unit.key, requirement)
    }


def sheet_of(
    registration: Registration, told: Told, *, wrong: Mapping[str, str] | None = None, before: Iterable[Claim] = (), unit: str = ""
) -> Sheet:
    """The form over all agreed units, those that are signed off at the end.

    Units with a tick, a fault or the one asked for are unfolded; else the one with something to redo, else the first with open criteria.
    """
    framework = framework_of(registration.specification)
    states = projection.states(registration.progress, registration)
    ticked, places, things, wrong = set(told.claims), told.places or {}, told.things or {}, wrong or {}
    claimed: dict[str, list[str]] = {}
    for claim in before:
        claimed.setdefault(claim.target, []).append(claim.locator or _("whole"))
    units = units_of(registration)
    asking = asking_things(units)

    def tick(target: str, number: str, text: str) -> Tick:
        return Tick(
            target=target, id=dom_id(target), number=number, text=text, state=states.get(target, "o"), ticked=target in ticked,
            locator=places.get(target, ""), thing=things.get(target, ""), asks_thing=target in asking, error=wrong.get(target, ""),
            before=", ".join(claimed.get(target, ())),
        )  # fmt: skip

    drawn: list[UnitTicks] = []
    for one in units:
        sections = [
            Section(title=f"{outcome.number} {outcome.text}", ticks=_asked_first(tick(one.target(c.number), c.number, c.text) for c in outcome.criteria))
            for outcome in one.outcomes
        ]  # fmt: skip
        parts: dict[str, Tick] = {}
        for requirement in one.requirements:
            for target in requirement_targets(one.key, requirement):
                letter = target.rpartition(".")[2]
                words = next((item.text for item in requirement.items if item.letter == letter), requirement.text)
                parts.setdefault(target, tick(target, target.rpartition(":R")[2], words))
        if parts:
            sections.append(Section(title=_("What the evidence must be like"), ticks=list(parts.values())))
        mine = [t for section in sections for t in section.ticks]
        drawn.append(
            UnitTicks(
                code=one.code, title=one.title, key=one.key, sections=sections, open=sum(t.state == "o" and ":R" not in t.target for t in mine),
                asked=any(t.state == "r" for t in mine), settled=_settled(registration, one.key, mine),
                is_open=one.key == unit or any(t.ticked or t.error for t in mine),
            )
        )  # fmt: skip
    drawn.sort(key=lambda u: u.settled)
    if drawn and not any(u.is_open for u in drawn):
        first = min(drawn, key=lambda u: (not u.asked, u.settled, not u.open))
        drawn[drawn.index(first)] = replace(first, is_open=True)
    errors = [(f"#{'thing' if t in asking and not things.get(t, '').strip() else 'where'}-{dom_id(t)}", spoken(t, framework), why) for t, why in wrong.items()]  # fmt: skip
    return Sheet(units=drawn, ticked=len(ticked), errors=errors, where=_("Where in it"))


def _settled(registration: Registration, key: str, ticks: Iterable[Tick]) -> bool:
    """Signed off, and nothing of it is in doubt or to be done again."""
    signed = projection.signed_state(registration.progress, key) in ("signed", "agreed")
    return signed and not any(t.state in "rd" for t in ticks)


def _asked_first(ticks: Iterable[Tick]) -> list[Tick]:
    return sorted(ticks, key=lambda t: FIRST.get(t.state, 2))
