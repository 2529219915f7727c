"""A rule of combination as conditions: weighted sums over what counts, each with a floor, a ceiling or both.

A share is a ceiling of 0 over weights of both signs: at least half at Level 3 means that what is not at Level 3 counts
only as far as it does not outweigh what is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.framework import Group, How, Measure, Qualification, Rule, RuleKind, Unit


class Bound(StrEnum):
    MIN = "min"
    MAX = "max"
    EXACT = "exact"


class Reach(StrEnum):
    """Which levels a rule about a level looks at."""

    ANY = ""
    AT = "at_level"
    ABOVE = "at_level_or_above"
    BELOW = "at_level_or_below"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a kind of rule counts: how it is bound, what is added up (None: a share), and at which levels."""

    bound: Bound
    measure: Measure | None
    reach: Reach


def _counted(kind: RuleKind) -> Counted | None:
    found = re.fullmatch(r"(min|max|exact)_(credits|units|values|glh|tqt|share)_?(\w*)", kind.value)
    if not found:
        return None
    bound, measure, reach = found.groups()
    return Counted(Bound(bound), None if measure == "share" else Measure(measure), Reach(reach))


COUNTED: dict[RuleKind, Counted] = {kind: counted for kind in RuleKind if (counted := _counted(kind))}
SHARES = frozenset(kind for kind, counted in COUNTED.items() if counted.measure is None)
UNBARRED = frozenset({"", "ZZZZ"})
WITHOUT_CREDIT = frozenset({How.EXEMPT})


@dataclass(frozen=True, slots=True)
class Place:
    """One way for a unit to count: with these figures, in this group, come by like this.

    `names` are the keys it answers to: its own, and the key of the unit that it stands in for.
    """

    unit: Unit
    names: tuple[str, ...]
    group: Group | None
    how: How = How.ASSESSED

    @property
    def borrowed(self) -> bool:
        return self.group is not None and not any(name in self.group.units for name in self.names)

    @property
    def credit(self) -> int:
        return 0 if self.how in WITHOUT_CREDIT else self.unit.credit


type Weigh = Callable[[Place], int]


@dataclass(frozen=True, slots=True)
class Condition:
    rule: int  # its position among the rules; -1 for what holds without one
    weigh: Weigh
    floor: int = 0
    ceiling: int | None = None
    member: str = ""  # the one unit or the one group that it asks for
    signed: bool = False  # weights of both signs
    base: int = 0  # for a further minimum: what the minima below it take first
    waived: bool = False  # it is weighed, and asks for nothing


MEASURES: dict[Measure, Callable[[Unit], int]] = {
    Measure.CREDITS: lambda unit: unit.credit,
    Measure.UNITS: lambda _unit: 1,
    Measure.VALUES: lambda unit: unit.value or 0,
    Measure.GLH: lambda unit: unit.glh or 0,
    Measure.TQT: lambda unit: unit.credit * 10 if unit.tqt is None else unit.tqt,
}


def measure_of(rule: Rule) -> Measure:
    """What a rule that counts adds up."""
    return COUNTED[rule.kind].measure or rule.of


def at_its_level(rule: Rule) -> Callable[[Unit], bool]:
    reach, level = COUNTED[rule.kind].reach, rule.level
    if reach is Reach.AT:
        return lambda unit: not unit.entry and unit.level == level
    if reach is Reach.ABOVE:
        return lambda unit: not unit.entry and unit.level >= level
    if reach is Reach.BELOW:
        return lambda unit: unit.entry or unit.level <= level
    return lambda _unit: True


class Scopes:
    """Which groups a rule looks at, with the groups within them."""

    def __init__(self, qualification: Qualification) -> None:
        self.groups = {g.key: g for g in qualification.groups}
        self.nested = any(g.within for g in qualification.groups)

    def around(self, key: str) -> Iterable[str]:
        """The group itself and every group that it is part of."""
        seen: list[str] = []
        while key and key not in seen:
            seen.append(key)
            key = self.groups[key].within if key in self.groups else ""
        return seen

    def inside(self, keys: Iterable[str]) -> frozenset[str]:
        """The groups with these keys and those within them, of whatever depth."""
        wanted = frozenset(keys)
        return wanted | {g for g in self.groups if not wanted.isdisjoint(self.around(g))} if self.nested else wanted

    def units_in(self, keys: Sequence[str]) -> tuple[str, ...]:
        inside = self.inside(keys)
        return tuple(dict.fromkeys(u for g in self.groups.values() if g.key in inside for u in g.units))

    def covers(self, rule: Rule) -> Callable[[Place], bool]:
        """Whether the rule looks at a unit that counts in this place, whatever the unit's level."""
        tests: list[Callable[[Place], bool]] = []
        if rule.groups:
            inside = self.inside(rule.groups)
            tests.append(lambda place: place.group is not None and place.group.key in inside)
        if rule.scope == "optional":
            tests.append(lambda place: place.group is not None and place.group.optional)
        elif rule.scope == "mandatory":
            tests.append(lambda place: place.group is not None and not place.group.optional)
        elif rule.scope == "imported":
            tests.append(lambda place: place.group is not None and place.group.imported)
        elif rule.scope == "borrowed":
            tests.append(lambda place: place.borrowed)
        if rule.units:
            among = frozenset(rule.units)
            tests.append(lambda place: not among.isdisjoint(place.names))
        if rule.how:
            ways = frozenset(rule.how)
            tests.append(lambda place: place.how in ways)
        if not tests:
            return lambda _place: True
        if len(tests) == 1:
            return tests[0]
        return lambda place: all(test(place) for test in tests)

    def all_mandatory(self, rule: Rule) -> bool:
        """Whether it looks at mandatory groups only, so that an exempt unit lowers it."""
        return rule.scope == "mandatory" or bool(rule.groups and not any(self.groups[g].optional for g in rule.groups if g in self.groups))


def _amount(rule: Rule, covers: Callable[[Place], bool]) -> Weigh:
    measure, levelled = MEASURES[measure_of(rule)], at_its_level(rule)
    if COUNTED[rule.kind].reach is Reach.ANY:
        return lambda place: measure(place.unit) if place.how is not How.EXEMPT and covers(place) else 0
    return lambda place: measure(place.unit) if place.how is not How.EXEMPT and levelled(place.unit) and covers(place) else 0


def parts_of_share(rule: Rule, scopes: Scopes) -> tuple[Weigh, Weigh]:
    """What a share is a share of, and the part that it speaks of."""
    measure, covers, levelled = MEASURES[measure_of(rule)], scopes.covers(rule), at_its_level(rule)
    if COUNTED[rule.kind].reach is Reach.ANY:
        return (
            lambda place: 0 if place.how is How.EXEMPT else measure(place.unit),
            lambda place: measure(place.unit) if place.how is not How.EXEMPT and covers(place) else 0,
        )
    return (
        lambda place: measure(place.unit) if place.how is not How.EXEMPT and covers(place) else 0,
        lambda place: measure(place.unit) if place.how is not How.EXEMPT and covers(place) and levelled(place.unit) else 0,
    )


def _share(number: int, rule: Rule, scopes: Scopes) -> Condition:
    whole, part = parts_of_share(rule, scopes)
    percent = rule.value
    if COUNTED[rule.kind].bound is Bound.MIN:
        return Condition(number, lambda place: percent * whole(place) - 100 * part(place), ceiling=0, signed=True)
    return Condition(number, lambda place: 100 * part(place) - percent * whole(place), ceiling=0, signed=True)


def _base(rule: Rule, rules: Iterable[Rule], scopes: Scopes) -> int:
    """What the minima of the same measure on some of the rule's groups take before anything is further."""
    whole = scopes.inside(rule.groups)
    minima: dict[frozenset[str], int] = {}
    for other in rules:
        counted = COUNTED.get(other.kind)
        plain = other.groups and other.scope == rule.scope and not (other.further or other.how or other.units)
        if plain and counted and counted.bound is not Bound.MAX and (counted.measure, counted.reach) == (measure_of(rule), Reach.ANY):
            inside = scopes.inside(other.groups)
            if inside < whole:
                minima[inside] = max(minima.get(inside, 0), other.value)
    return sum(value for inside, value in minima.items() if not any(inside < larger for larger in minima))


def naming(key: str) -> Weigh:
    return lambda place: int(key in place.names)


def _one_of(inside: frozenset[str]) -> Weigh:
    return lambda place: int(place.group is not None and place.group.key in inside)


def _in(keys: Iterable[str]) -> Weigh:
    wanted = frozenset(keys)
    return lambda place: int(place.how is not How.EXEMPT and not wanted.isdisjoint(place.names))


def same_title(unit: Unit) -> str:
    """The title as it is compared: without case, extra spaces and the full stop."""
    return " ".join(unit.title.casefold().split()).rstrip(".")


def kin_sets(rule: Rule, units: Iterable[Unit]) -> list[tuple[str, ...]]:
    """The sets of units of which a rule about titles or barring codes lets one count. `units` limits it where it names some."""
    sets: dict[str, list[Unit]] = {}
    for unit in units:
        if rule.units and unit.key not in rule.units:
            continue
        if rule.kind is RuleKind.SAME_TITLE:
            sets.setdefault(same_title(unit), []).append(unit)
        elif unit.barring_code not in UNBARRED:
            sets.setdefault(unit.barring_code, []).append(unit)
    return [tuple(u.key for u in kin) for kin in sets.values() if len(kin) > 1]


def conditions_of(number: int, rule: Rule, rules: Sequence[Rule], qualification: Qualification, units: Sequence[Unit]) -> list[Condition]:
    """The conditions of one rule. NEEDS and TOGETHER have none: `eligible` decides what may count under them."""
    scopes = Scopes(qualification)
    match rule.kind:
        case RuleKind.MANDATORY:
            members = rule.units or scopes.units_in(rule.groups)
            return [Condition(number, naming(key), floor=1, member=key) for key in dict.fromkeys(members)]
        case RuleKind.ONE_FROM_EACH:
            keys = rule.groups or tuple(g.key for g in qualification.groups if g.optional and not g.within)
            return [Condition(number, _one_of(scopes.inside([key])), floor=1, member=key) for key in dict.fromkeys(keys)]
        case RuleKind.BARRED:
            return [Condition(number, _in(rule.units), ceiling=1)]
        case RuleKind.SAME_TITLE | RuleKind.BARRING_CODES:
            return [Condition(number, _in(kin), ceiling=1) for kin in kin_sets(rule, units)]
        case RuleKind.NEEDS | RuleKind.TOGETHER:
            return []
    if rule.kind in SHARES:
        return [_share(number, rule, scopes)]
    bound = COUNTED[rule.kind].bound
    base = _base(rule, rules, scopes) if rule.further else 0
    floor = 0 if bound is Bound.MAX else rule.value + base
    ceiling = None if bound is Bound.MIN else rule.value
    return [Condition(number, _amount(rule, scopes.covers(rule)), floor=floor, ceiling=ceiling, base=base)]


def eligible(rules: Iterable[Rule], held: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The units that may count as far as prerequisites and companions go. `held` says for each unit taken which keys it answers to.

    What a unit needs has to be taken and to have what it needs itself; it need not count.
    """
    left = dict(held)
    rules = list(rules)
    changed = True
    while changed:
        there = frozenset().union(*left.values()) if left else frozenset()
        gone: set[str] = set()
        for rule in rules:
            if rule.kind is RuleKind.NEEDS and rule.units and rule.units[0] in left:
                others = rule.units[1:]
                if sum(key in there for key in others) < (rule.value or len(others)):
                    gone.add(rule.units[0])
            elif rule.kind is RuleKind.TOGETHER and not there.issuperset(rule.units):
                gone.update(key for key in rule.units if key in left)
        for key in gone:
            del left[key]
        changed = bool(gone)
    return frozenset(left)
