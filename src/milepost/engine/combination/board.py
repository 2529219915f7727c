"""The rules of a qualification as conditions: weighted sums over what counts, each with a floor, a ceiling or both.

Without limits that bind and without units in several groups, counting is a sum; otherwise `search` decides.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

from milepost.engine.combination.search import Condition, Option, Search, Steps
from milepost.engine.combination.words import Fact, Kind, Line, level_name
from milepost.engine.framework import Framework, Group, Qualification, Rule, RuleKind, Unit
from milepost.engine.reasons import Shortfall


def belonging_units(framework: Framework, qualification: Qualification) -> list[Unit]:
    """The units that may count towards the qualification, in the document's order."""
    keys = set(qualification.units).union(*(g.units for g in qualification.groups))
    return [u for u in framework.units if u.key in keys] if keys else list(framework.units)


def strangers(framework: Framework, belonging: Iterable[Unit], chosen: Collection[str]) -> tuple[Shortfall, ...]:
    known = {u.key for u in belonging}
    return tuple(
        Shortfall(Kind.OTHER_QUALIFICATION if key in framework.unit_by_key else Kind.UNKNOWN_UNIT, {"unit": key}, key)
        for key in dict.fromkeys(chosen)
        if key not in known
    )


CREDIT_KINDS = {
    RuleKind.MIN_CREDITS,
    RuleKind.MAX_CREDITS,
    RuleKind.EXACT_CREDITS,
    RuleKind.MIN_CREDITS_AT_LEVEL,
    RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE,
}
LEVEL_KINDS = {RuleKind.MIN_CREDITS_AT_LEVEL, RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE}
MAXIMA = {RuleKind.MAX_CREDITS, RuleKind.MAX_UNITS}
EXACT = {RuleKind.EXACT_CREDITS, RuleKind.EXACT_UNITS}
SHORT_KIND = {
    RuleKind.MIN_CREDITS: Kind.CREDITS,
    RuleKind.MAX_CREDITS: Kind.CREDITS_OVER,
    RuleKind.EXACT_CREDITS: Kind.CREDITS_EXACTLY,
    RuleKind.MIN_UNITS: Kind.UNITS,
    RuleKind.MAX_UNITS: Kind.UNITS_OVER,
    RuleKind.EXACT_UNITS: Kind.UNITS_EXACTLY,
    RuleKind.MANDATORY: Kind.MANDATORY,
    RuleKind.ONE_FROM_EACH: Kind.ONE_FROM_EACH,
    RuleKind.MIN_CREDITS_AT_LEVEL: Kind.CREDITS_AT_LEVEL,
    RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE: Kind.CREDITS_AT_LEVEL_OR_ABOVE,
    RuleKind.BARRED: Kind.BARRED,
}


@dataclass(frozen=True)
class Counting:
    places: dict[str, Group | None]  # the units that count, and where
    tally: tuple[int, ...]
    settled: bool = True

    def by_group(self, units: Iterable[Unit], qualification: Qualification) -> dict[str, int]:
        found = {g.key: 0 for g in qualification.groups}
        for unit in units:
            if group := self.places.get(unit.key):
                found[group.key] += unit.credit
        return found

    def by_level(self, units: Iterable[Unit], *, optional: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        for unit in sorted(units, key=lambda u: (not u.entry, u.level)):
            if unit.key in self.places:
                group = self.places[unit.key]
                if not optional or (group is not None and group.optional):
                    found[level_name(unit)] = found.get(level_name(unit), 0) + unit.credit
        return found


def _conditions(number: int, rule: Rule, qualification: Qualification) -> list[Condition]:
    def of_unit(key: str) -> Callable[[Unit, Group | None], int]:
        return lambda unit, _group: int(unit.key == key)

    def of_group(key: str) -> Callable[[Unit, Group | None], int]:
        return lambda _unit, group: int(group is not None and group.key == key)

    if rule.kind is RuleKind.MANDATORY:
        members = rule.units or tuple(u for g in qualification.groups if g.key in rule.groups for u in g.units)
        return [Condition(number, of_unit(key), floor=1, member=key) for key in dict.fromkeys(members)]
    if rule.kind is RuleKind.ONE_FROM_EACH:
        keys = rule.groups or tuple(g.key for g in qualification.groups if g.optional)
        return [Condition(number, of_group(key), floor=1, member=key) for key in dict.fromkeys(keys)]
    if rule.kind is RuleKind.BARRED:
        return [Condition(number, lambda unit, _group: int(unit.key in rule.units), ceiling=1)]
    floor = 0 if rule.kind in MAXIMA else rule.value
    ceiling = rule.value if rule.kind in MAXIMA or rule.kind in EXACT else None
    return [Condition(number, lambda unit, group: _weight(rule, unit, group), floor=floor, ceiling=ceiling)]


def _in_scope(rule: Rule, group: Group | None) -> bool:
    if rule.groups and (group is None or group.key not in rule.groups):
        return False
    if rule.scope == "optional":
        return group is not None and group.optional
    if rule.scope == "mandatory":
        return group is not None and not group.optional
    return True


def _weight(rule: Rule, unit: Unit, group: Group | None) -> int:
    if not _in_scope(rule, group):
        return 0
    if rule.kind in LEVEL_KINDS:
        if unit.entry or (unit.level < rule.level):
            return 0
        if rule.kind is RuleKind.MIN_CREDITS_AT_LEVEL and unit.level != rule.level:
            return 0
    return unit.credit if rule.kind in CREDIT_KINDS else 1


class Board:
    """The rules of one qualification as conditions, and for each unit the ways it can count."""

    def __init__(self, qualification: Qualification, units: Iterable[Unit]) -> None:
        self.rules = qualification.rules
        self.conditions = [c for i, rule in enumerate(self.rules) for c in _conditions(i, rule, qualification)]
        self.floors = [i for i, c in enumerate(self.conditions) if c.floor > 0]
        self.options = {u.key: self._options(u, qualification.group_of(u.key)) for u in units}

    def _options(self, unit: Unit, groups: tuple[Group, ...]) -> tuple[Option, ...]:
        found: dict[tuple[int, ...], Option] = {}
        for group in groups or (None,):
            weights = tuple(c.weigh(unit, group) for c in self.conditions)
            found.setdefault(weights, Option(group, weights))
        return tuple(found.values())

    @cached_property
    def ceilings(self) -> dict[int, int]:
        return {i: c.ceiling for i, c in enumerate(self.conditions) if c.ceiling is not None}

    @property
    def width(self) -> range:
        return range(len(self.conditions))

    def most(self, unit: Unit) -> tuple[int, ...]:
        """The unit's weights where it weighs most: more than it can bring when it stands in several groups."""
        options = self.options[unit.key]
        return options[0].weights if len(options) == 1 else tuple(map(max, zip(*(o.weights for o in options), strict=True)))

    def potential(self, units: Iterable[Unit]) -> list[int]:
        total = [0] * len(self.conditions)
        for unit in units:
            for i, weight in enumerate(self.most(unit)):
                total[i] += weight
        return total

    def unmet(self, tally: Sequence[int]) -> set[int]:
        return {self.conditions[i].rule for i in self.floors if tally[i] < self.conditions[i].floor}

    def count(
        self,
        units: Sequence[Unit],
        *,
        lifted: Collection[int] = (),
        floors: Sequence[int] | None = None,
        steps: Steps | None = None,
    ) -> Counting:
        """The best way to count the units under the limits, but for those of the `lifted` rules; for all floors or for some."""
        potential = self.potential(units)
        ceilings = {i: limit for i, limit in self.ceilings.items() if potential[i] > limit and self.conditions[i].rule not in lifted}
        loose: list[Unit] = []
        tied: list[Unit] = []
        for unit in units:
            options = self.options[unit.key]
            free = len(options) == 1 and not any(options[0].weights[i] for i in ceilings)
            (loose if free else tied).append(unit)
        places = {u.key: self.options[u.key][0].group for u in loose}
        base = self.potential(loose)
        if not tied:
            return Counting(places, tuple(base))
        search = Search(self.options, self.conditions, tied, ceilings, self.floors if floors is None else floors, base, steps or Steps())
        best = search.best()
        places.update((key, option.group) for key, option in best.items())
        tally = tuple(map(sum, zip(base, *(o.weights for o in best.values()), strict=True)))
        return Counting(places, tally, settled=not search.stopped)

    def explain(self, units: Sequence[Unit], counting: Counting, steps: Steps) -> tuple[dict[int, Counting], set[int]]:
        """The rules that are plainly short, each with the counting that says by how much, and the limits that are to blame.

        A floor that only a limit keeps from being met is the limit's reason, not its own: so that somebody who took too
        much of one group hears that, and not that the total is short.
        """
        unmet = self.unmet(counting.tally)
        if not unmet:
            return {}, set()
        potential = self.potential(units)
        binding = sorted({self.conditions[i].rule for i, limit in self.ceilings.items() if potential[i] > limit})
        free = self.count(units, lifted=binding, steps=steps) if binding else counting
        least = len(self.unmet(free.tally))
        if least == len(unmet):
            return dict.fromkeys(unmet, counting), set()
        for lifted in chain(*(combinations(binding, size) for size in (1, 2))):
            relaxed = self.count(units, lifted=lifted, steps=steps)
            if len(self.unmet(relaxed.tally)) == least:
                break
        else:
            lifted, relaxed = tuple(binding), free
        short = {r: counting if r in unmet else relaxed for r in self.unmet(relaxed.tally)}
        short |= {r: counting for r in lifted if r in unmet}
        return short, set(lifted) - set(short)

    # Figures and reasons ------------------------------------------------------------------------------------------

    def of_rule(self, rule: int) -> list[int]:
        return [i for i in self.width if self.conditions[i].rule == rule]

    def line(self, number: int, units: Sequence[Unit], counting: Counting, *, blamed: bool = False) -> Line:
        rule, mine = self.rules[number], self.of_rule(number)
        potential = self.potential(units)
        met = all(counting.tally[i] >= self.conditions[i].floor for i in mine)
        members = tuple(c.member for c in (self.conditions[i] for i in mine) if c.member) or rule.units
        missing: tuple[str, ...] = ()
        if rule.kind in (RuleKind.MANDATORY, RuleKind.ONE_FROM_EACH):
            missing = tuple(self.conditions[i].member for i in mine if not counting.tally[i])
            need, has, taken = len(mine), len(mine) - len(missing), sum(min(1, potential[i]) for i in mine)
        else:
            (i,) = mine
            need, has, taken = self.conditions[i].floor or self.ceilings.get(i, 0), counting.tally[i], potential[i]
        met = met and not blamed
        return Line(rule, SHORT_KIND[rule.kind], need, has, taken, met, members, missing, bool(self.unsure(number, units, met=met)))

    def reason(self, number: int, units: Sequence[Unit], counting: Counting) -> Shortfall:
        rule = self.rules[number]
        line = self.line(number, units, counting)
        args: dict[str, object] = {"need": line.need, "has": line.has}
        if rule.kind in (RuleKind.MANDATORY, RuleKind.ONE_FROM_EACH):
            args["missing"] = line.missing
        else:
            args |= {"taken": line.taken, "scope": rule.scope, "groups": rule.groups}
        if rule.kind in LEVEL_KINDS:
            args["level"] = rule.level
        return Shortfall(line.kind, args, rule.label, bool(self.unsure(number, units, met=False)))

    def over(self, number: int, units: Sequence[Unit]) -> Shortfall:
        rule = self.rules[number]
        unsure = bool(self.unsure(number, units, met=False))
        if rule.kind is RuleKind.BARRED:
            return Shortfall(Kind.BARRED, {"units": tuple(u.key for u in units if u.key in rule.units)}, rule.label, unsure)
        kind = Kind.CREDITS_OVER if rule.kind in CREDIT_KINDS else Kind.UNITS_OVER
        (taken,) = (self.potential(units)[i] for i in self.of_rule(number))
        args = {"limit": rule.value, "taken": taken, "over": taken - rule.value, "scope": rule.scope, "groups": rule.groups}
        return Shortfall(kind, args, rule.label, unsure)

    def unsure(self, number: int, units: Sequence[Unit], *, met: bool) -> list[Fact]:
        """The unconfirmed facts that the answer about a rule rests on. A floor met without the doubtful units rests on none."""
        rule = self.rules[number]
        facts = [Fact(rule.label, "rule")] if rule.unconfirmed else []
        names = _relevant(rule)
        if not names or not any(u.unconfirmed for u in units):
            return facts
        doubtful = [u for u in units if names & u.unconfirmed and self._touches(rule, u)]
        if met and not any(i in self.ceilings for i in self.of_rule(number)):
            sure = self.potential(u for u in units if u not in doubtful)
            if all(sure[i] >= self.conditions[i].floor for i in self.of_rule(number)):
                return facts
        return facts + [Fact(u.key, name) for u in doubtful for name in sorted(names & u.unconfirmed)]

    def _touches(self, rule: Rule, unit: Unit) -> bool:
        """Whether the unit stands where the rule looks; its level or its group may itself be what is unconfirmed."""
        return "group" in unit.unconfirmed or any(_in_scope(rule, o.group) for o in self.options[unit.key])

    def facts(self, units: Sequence[Unit], counting: Counting) -> tuple[Fact, ...]:
        unmet = self.unmet(counting.tally)
        return tuple(dict.fromkeys(f for i in range(len(self.rules)) for f in self.unsure(i, units, met=i not in unmet)))


def _relevant(rule: Rule) -> set[str]:
    """Names of the facts of a unit that a rule looks at."""
    names = set()
    if rule.kind in CREDIT_KINDS:
        names.add("credit")
    if rule.kind in LEVEL_KINDS:
        names.add("level")
    if rule.kind is RuleKind.ONE_FROM_EACH or (rule.kind is not RuleKind.MANDATORY and (rule.groups or rule.scope != "total")):
        names.add("group")
    return names
