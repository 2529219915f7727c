"""The tree that says what must be shown: framework, unit, outcome, criterion, requirement.

Everything is frozen. A published framework never changes, so its values may be kept and shared.
A *target* is what one judgement is about, written as text: "B11:2.3" is criterion 2.3 of the unit with key "B11",
"B11:R4" a whole evidence requirement, "B11:R4.b" one lettered part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class RuleKind(StrEnum):
    """Rules of combination that the checker knows. `value`, `level`, `units` ... are the fields of a `Rule`.

    The kinds that count are named bound, measure, level: so much at least, at most or exactly. A maximum limits what
    counts, not what is taken.
    """

    MIN_CREDITS = "min_credits"
    MAX_CREDITS = "max_credits"
    EXACT_CREDITS = "exact_credits"
    MIN_UNITS = "min_units"
    MAX_UNITS = "max_units"
    EXACT_UNITS = "exact_units"
    MIN_VALUES = "min_values"  # unit values
    MAX_VALUES = "max_values"
    EXACT_VALUES = "exact_values"
    MIN_GLH = "min_glh"  # guided learning hours
    MAX_GLH = "max_glh"
    EXACT_GLH = "exact_glh"
    MIN_TQT = "min_tqt"  # hours of total qualification time
    MAX_TQT = "max_tqt"
    EXACT_TQT = "exact_tqt"
    MIN_CREDITS_AT_LEVEL = "min_credits_at_level"  # at exactly `level`
    MIN_CREDITS_AT_LEVEL_OR_ABOVE = "min_credits_at_level_or_above"
    MIN_CREDITS_AT_LEVEL_OR_BELOW = "min_credits_at_level_or_below"
    MAX_CREDITS_AT_LEVEL = "max_credits_at_level"
    MAX_CREDITS_AT_LEVEL_OR_ABOVE = "max_credits_at_level_or_above"
    MAX_CREDITS_AT_LEVEL_OR_BELOW = "max_credits_at_level_or_below"
    MIN_UNITS_AT_LEVEL = "min_units_at_level"
    MIN_UNITS_AT_LEVEL_OR_ABOVE = "min_units_at_level_or_above"
    MIN_UNITS_AT_LEVEL_OR_BELOW = "min_units_at_level_or_below"
    MAX_UNITS_AT_LEVEL = "max_units_at_level"
    MAX_UNITS_AT_LEVEL_OR_ABOVE = "max_units_at_level_or_above"
    MAX_UNITS_AT_LEVEL_OR_BELOW = "max_units_at_level_or_below"
    MIN_SHARE_AT_LEVEL = "min_share_at_level"  # `value` per cent of what counts, measured in `of`, is at `level`
    MIN_SHARE_AT_LEVEL_OR_ABOVE = "min_share_at_level_or_above"
    MAX_SHARE_AT_LEVEL = "max_share_at_level"
    MAX_SHARE_AT_LEVEL_OR_BELOW = "max_share_at_level_or_below"
    MAX_SHARE = "max_share"  # of all that counts, at most `value` per cent from `groups` or `scope`, or by `how`
    MANDATORY = "mandatory"  # all of `units`, or every unit of `groups`
    ONE_FROM_EACH = "one_from_each"  # of `groups`; of every optional group where none is named
    BARRED = "barred"  # of `units` one counts
    SAME_TITLE = "same_title"  # of units with one title (at several levels) one counts: that with most credit, unless a rule needs another
    BARRING_CODES = "barring_codes"  # of units with one barring code one counts; "ZZZZ" and none are not barred
    NEEDS = "needs"  # the first of `units` counts only where `value` of the others (0: all) are taken, whether those count or not
    TOGETHER = "together"  # none of `units` counts unless all of them are taken


class Measure(StrEnum):
    """What a rule adds up."""

    CREDITS = "credits"
    UNITS = "units"
    VALUES = "values"  # unit values
    GLH = "glh"
    TQT = "tqt"


class How(StrEnum):
    """How a unit was come by. Only ASSESSED, RPL and TRANSFER bring credit."""

    ASSESSED = "assessed"
    RPL = "rpl"  # recognition of prior learning: assessed on what was learnt before, credit awarded
    TRANSFER = "transfer"  # credit from another awarding organisation's certificate
    EXEMPT = "exempt"  # nothing to show and no credit; the rules that ask for this unit, or for one of its group, are content
    COMPENSATED = "compensated"  # not passed: counts only so far as a rule about `compensated` lets it


class RequirementKind(StrEnum):
    """What an evidence requirement asks for."""

    ALL_OF = "all_of"  # every lettered part
    N_OF = "n_of"  # at least n of the lettered parts
    N_DIFFERENT = "n_different"  # n different things that the framework does not list
    SHOWN = "shown"  # the statement as a whole
    NO_SIMULATION = "no_simulation"  # a restriction; scope says of which evidence
    PLACE = "place"  # a restriction on the setting: which settings do not count
    SUFFICIENT_PERIOD = "sufficient_period"  # the assessor's judgement, with the dates shown
    PERMISSION = "permission"  # widens what may be shown; never blocks


class Mark(StrEnum):
    """What a framework leads to. People read other words on a programme: nobody is assessed there."""

    QUALIFICATION = "qualification"
    PROGRAMME = "programme"  # awards nothing: steps in the place of units, no rules, no number, no certificate


class Nature(StrEnum):
    """What a piece of evidence speaks of: something done, or something known."""

    PERFORMANCE = "performance"
    KNOWLEDGE = "knowledge"


class Setting(StrEnum):
    """Where the work that the evidence shows was done."""

    REAL_WORK = "real_work"
    REALISTIC_ENVIRONMENT = "realistic_environment"
    WORK_PLACEMENT = "work_placement"
    SIMULATION = "simulation"


@dataclass(frozen=True, slots=True)
class Item:
    """A lettered part of a criterion or requirement."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    number: str
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    number: str
    text: str
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One numbered evidence requirement. A statement may carry several facts: each is a requirement of its own
    with the same `number` and its own `kind`."""

    number: str
    text: str
    kind: RequirementKind = RequirementKind.SHOWN
    items: tuple[Item, ...] = ()
    at_least: int = 0  # for N_OF and N_DIFFERENT
    nature: Nature | None = None  # for NO_SIMULATION: None means any evidence
    settings: frozenset[Setting] = frozenset()  # for PLACE: the settings that do not count


@dataclass(frozen=True)  # without slots: its targets are worked out once
class Unit:
    """A unit. `key` is its identity: the regulator's number (UAN) where it has one, else its code."""

    key: str
    code: str
    title: str
    level: int = 0
    entry: bool = False  # Entry 1 to 3 stand below Level 1
    credit: int = 0
    glh: int | None = None
    tqt: int | None = None  # hours; ten for each credit where it is not given
    value: int | None = None  # unit value, where a framework adds up those
    barring_code: str = ""  # "ZZZZ" and none are not barred
    qualification: str = ""  # where this "unit" is a whole qualification inside a larger framework: its number
    uan: str = ""
    outcomes: tuple[Outcome, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    conditions: tuple[str, ...] = ()  # suitability: whom this unit is not for, asked at unit choice
    aim: str = ""
    nos: str = ""
    support_body: str = ""
    assessment: str = ""
    unconfirmed: frozenset[str] = frozenset()  # names of facts that no document confirms

    @property
    def criteria(self) -> Iterator[Criterion]:
        for outcome in self.outcomes:
            yield from outcome.criteria

    def target(self, number: str) -> str:
        return f"{self.key}:{number}"

    @cached_property
    def criterion_targets(self) -> tuple[str, ...]:
        return tuple(self.target(c.number) for c in self.criteria)

    @cached_property
    def requirement_targets(self) -> tuple[str, ...]:
        """The parts of requirements that are claimed and judged on their own (see `requirements.parts`)."""
        found: list[str] = []
        for requirement in self.requirements:
            found.extend(requirement_targets(self.key, requirement))
        return tuple(dict.fromkeys(found))


JUDGED_WHOLE = {RequirementKind.SHOWN, RequirementKind.SUFFICIENT_PERIOD, RequirementKind.N_DIFFERENT}


def requirement_targets(unit_key: str, requirement: Requirement) -> tuple[str, ...]:
    """The targets that a requirement gives to claim and to judge; restrictions and permissions give none."""
    if requirement.kind in (RequirementKind.ALL_OF, RequirementKind.N_OF):
        return tuple(f"{unit_key}:R{requirement.number}.{item.letter}" for item in requirement.items)
    if requirement.kind in JUDGED_WHOLE:
        return (f"{unit_key}:R{requirement.number}",)
    return ()


def split_target(target: str) -> tuple[str, str]:
    """("B11", "2.3") of "B11:2.3"."""
    unit_key, _, number = target.rpartition(":")
    return unit_key, number


@dataclass(frozen=True, slots=True)
class Group:
    """A group of units inside a qualification. `units` are unit keys.

    `within` names the group that this one is part of: what counts here counts there too. `borrows` names groups whose
    units may also count here. `imported` marks units from elsewhere, which rules may limit ("from: imported").
    """

    key: str
    title: str = ""
    units: tuple[str, ...] = ()
    optional: bool = True
    within: str = ""
    borrows: tuple[str, ...] = ()
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of combination.

    `groups` limits it to a group or to a union of groups, each with the groups within it (empty: see `scope`). `scope`
    is "total", "optional", "mandatory" or "imported" (the units of such groups), or "borrowed" (units that count in a
    group only because it borrows them). `level` goes with the rules about levels. `units` goes with MANDATORY, BARRED,
    NEEDS and TOGETHER; a rule that counts is limited to them where they are given. `how` limits it to units come by in
    these ways. `of` is what a share is measured in. `further` makes a minimum come on top of the minima of the same
    measure that stand on some of its groups alone.
    """

    kind: RuleKind
    value: int = 0
    groups: tuple[str, ...] = ()
    scope: str = "total"
    level: int = 0
    units: tuple[str, ...] = ()
    unconfirmed: bool = False
    of: Measure = Measure.CREDITS
    how: tuple[How, ...] = ()
    further: bool = False

    @property
    def label(self) -> str:
        parts = [self.kind.value, *self.groups, *self.units, *self.how]
        if self.scope != "total":
            parts.append(self.scope)
        if self.of is not Measure.CREDITS:
            parts.append(self.of.value)
        if self.further:
            parts.append("further")
        if self.level:
            parts.append(f"level{self.level}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Pathway:
    """One of the ways through a qualification, of which the learner takes one: its rules stand beside the common ones.

    `groups` are the groups that belong to pathways that name them; a unit counts in a group of another pathway only
    where a group of its own borrows from there. A group that no pathway names is common to all.
    """

    key: str
    title: str = ""
    groups: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A unit that may count in place of another: where the other stands, and under every rule that names the other.

    `carries` says whose credit, level and hours it brings then: its "own", or those of the "target". Of the two only one counts.
    """

    unit: str
    instead_of: str
    carries: str = "own"


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a handbook's own change log."""

    version: str
    date: str = ""
    detail: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Qualification:
    number: str | None
    title: str
    level: str = ""
    accreditation_number: str = ""
    ages: str = ""  # as the document says: "16+"
    min_age: int | None = None
    last_registration: str = ""  # ISO date, or the document's own words
    last_certification: str = ""
    approval: str = ""
    units: tuple[str, ...] = ()  # unit keys that count towards it
    groups: tuple[Group, ...] = ()
    rules: tuple[Rule, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()
    units_alone: bool = False  # units are certificated on their own where the whole is not met
    progression: tuple[str, ...] = ()  # numbers or titles of qualifications that it leads on to

    def group_of(self, unit_key: str) -> tuple[Group, ...]:
        return tuple(g for g in self.groups if unit_key in g.units)

    @property
    def optional_units(self) -> frozenset[str]:
        return frozenset(u for g in self.groups if g.optional for u in g.units)


@dataclass(frozen=True)
class Framework:
    """A published specification: the qualifications and units of one document, with their rules."""

    title: str
    number: str = ""
    version: str = ""
    qualifications: tuple[Qualification, ...] = ()
    units: tuple[Unit, ...] = ()
    changes: tuple[Change, ...] = ()
    owner: str = ""
    assessment_strategy: str = ""
    notes: tuple[str, ...] = field(default=())
    mark: Mark = Mark.QUALIFICATION

    @property
    def awards_nothing(self) -> bool:
        return self.mark is Mark.PROGRAMME

    @cached_property
    def unit_by_key(self) -> dict[str, Unit]:
        return {u.key: u for u in self.units}

    @cached_property
    def unit_by_code(self) -> dict[str, Unit]:
        return {u.code: u for u in self.units}

    def qualification(self, number: str | None = None) -> Qualification:
        """The qualification with this number or title; the only one when none is named. KeyError when unknown."""
        if number is None and len(self.qualifications) == 1:
            return self.qualifications[0]
        for qualification in self.qualifications:
            if number in (qualification.number, qualification.title):
                return qualification
        raise KeyError(number)

    @cached_property
    def order(self) -> dict[str, int]:
        """Position of every criterion target, in the document's order."""
        return {t: i for i, t in enumerate(t for u in self.units for t in u.criterion_targets)}

    @cached_property
    def criterion_by_target(self) -> dict[str, Criterion]:
        return {u.target(c.number): c for u in self.units for c in u.criteria}

    @cached_property
    def requirement_by_target(self) -> dict[str, Requirement]:
        return {t: r for u in self.units for r in u.requirements for t in requirement_targets(u.key, r)}
