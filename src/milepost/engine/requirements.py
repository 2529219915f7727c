"""Evidence requirements: what counts as enough evidence for a unit, beside its criteria.

Only what is judged met counts. Restrictions (no simulation, places that do not count) look at the evidence that the met
judgements of the unit rest on; permissions widen what may be shown and never block.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from milepost.engine.framework import Nature, Requirement, RequirementKind, Setting, Unit, requirement_targets, split_target
from milepost.engine.reasons import Shortfall

type Key = int | str  # how the caller tells its rows apart; the engine only compares them


class Kind(StrEnum):
    """The kinds of reason this module gives. All carry `number`, the requirement's own."""

    ALL_OF = "requirement_all_of"  # need, has, missing: letters, items: the missing parts in words
    N_OF = "requirement_n_of"  # need, has, items: every part in words
    N_DIFFERENT = "requirement_n_different"  # need, has, things
    SHOWN = "requirement_shown"
    SIMULATION = "requirement_simulation"  # nature ("" means any), evidence, targets
    PLACE = "requirement_place"  # settings, evidence, targets
    PERIOD = "requirement_period"  # first, last, count


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the engine needs to know of one piece of evidence. `version` goes up whenever its content changes."""

    key: Key
    version: int = 1
    setting: Setting | None = None
    nature: Nature | None = None
    simulated: bool = False
    dates: tuple[date, ...] = ()  # when the work that it shows was done: one day, or the first and the last

    @property
    def is_simulated(self) -> bool:
        return self.simulated or self.setting is Setting.SIMULATION


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is judged met in a unit, and what that rests on."""

    met: frozenset[str] = frozenset()
    things: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # per N_DIFFERENT target: the things shown
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)  # per target: what the met judgement rests on


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day that the evidence of a unit speaks of, and on how many different days."""

    first: date | None = None
    last: date | None = None
    count: int = 0


def shortfalls(unit: Unit, facts: UnitFacts) -> list[Shortfall]:
    """Every evidence requirement of the unit that is not met yet. Empty: enough is shown."""
    return [s for requirement in unit.requirements for s in _of_requirement(unit, requirement, facts)]


def period(unit: Unit, facts: UnitFacts) -> Period:
    """The days behind what is judged met in the unit."""
    days = {day for evidence, _ in _resting(unit, facts) for day in evidence.dates}
    return Period(min(days), max(days), len(days)) if days else Period()


def different(things: Iterable[str]) -> tuple[str, ...]:
    """The things that differ; case and surrounding space make no difference."""
    found: dict[str, str] = {}
    for thing in things:
        word = " ".join(thing.split())
        if word:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _of_requirement(unit: Unit, requirement: Requirement, facts: UnitFacts) -> Iterator[Shortfall]:
    match requirement.kind:
        case RequirementKind.ALL_OF | RequirementKind.N_OF:
            yield from _parts(unit, requirement, facts)
        case RequirementKind.N_DIFFERENT:
            yield from _different(unit, requirement, facts)
        case RequirementKind.SHOWN:
            if not facts.met.issuperset(requirement_targets(unit.key, requirement)):
                yield _reason(Kind.SHOWN, unit, requirement)
        case RequirementKind.SUFFICIENT_PERIOD:
            if not facts.met.issuperset(requirement_targets(unit.key, requirement)):
                days = period(unit, facts)
                yield _reason(Kind.PERIOD, unit, requirement, first=days.first, last=days.last, count=days.count)
        case RequirementKind.NO_SIMULATION | RequirementKind.PLACE:
            yield from _restriction(unit, requirement, facts)
        case RequirementKind.PERMISSION:
            return


def _reason(kind: Kind, unit: Unit, requirement: Requirement, **args: object) -> Shortfall:
    return Shortfall(kind, {"number": requirement.number, **args}, unit.target(f"R{requirement.number}"))


def _parts(unit: Unit, requirement: Requirement, facts: UnitFacts) -> Iterator[Shortfall]:
    targets = dict(zip(requirement_targets(unit.key, requirement), requirement.items, strict=True))
    missing = [item for target, item in targets.items() if target not in facts.met]
    has = len(targets) - len(missing)
    if requirement.kind is RequirementKind.ALL_OF:
        if missing:
            letters, words = tuple(i.letter for i in missing), tuple(i.text for i in missing)
            yield _reason(Kind.ALL_OF, unit, requirement, need=len(targets), has=has, missing=letters, items=words)
    elif has < requirement.at_least:
        words = tuple(i.text for i in requirement.items)
        yield _reason(Kind.N_OF, unit, requirement, need=requirement.at_least, has=has, items=words)


def _different(unit: Unit, requirement: Requirement, facts: UnitFacts) -> Iterator[Shortfall]:
    (target,) = requirement_targets(unit.key, requirement)
    things = different(facts.things.get(target, ())) if target in facts.met else ()
    if target not in facts.met or len(things) < requirement.at_least:
        yield _reason(Kind.N_DIFFERENT, unit, requirement, need=requirement.at_least, has=len(things), things=things)


def _restriction(unit: Unit, requirement: Requirement, facts: UnitFacts) -> Iterator[Shortfall]:
    if requirement.kind is RequirementKind.PLACE:
        against = [(e, t) for e, t in _resting(unit, facts) if _setting(e) in requirement.settings]
    else:
        against = [(e, t) for e, t in _resting(unit, facts) if e.is_simulated and requirement.nature in (None, e.nature)]
    if not against:
        return
    pieces = tuple(dict.fromkeys(e.key for e, _ in against))
    targets = tuple(dict.fromkeys(t for _, t in against))
    if requirement.kind is RequirementKind.PLACE:
        settings = tuple(sorted({s for e, _ in against if (s := _setting(e))}))
        yield _reason(Kind.PLACE, unit, requirement, settings=settings, evidence=pieces, targets=targets)
    else:
        nature = requirement.nature or ""
        yield _reason(Kind.SIMULATION, unit, requirement, nature=nature, evidence=pieces, targets=targets)


def _setting(evidence: Evidence) -> Setting | None:
    return Setting.SIMULATION if evidence.is_simulated else evidence.setting


def _resting(unit: Unit, facts: UnitFacts) -> Iterator[tuple[Evidence, str]]:
    """The evidence behind the unit's met judgements, with the target it is used for."""
    for target, pieces in facts.evidence.items():
        if target in facts.met and split_target(target)[0] == unit.key:
            for piece in pieces:
                yield piece, target
