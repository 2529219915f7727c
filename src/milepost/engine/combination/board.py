"""The rules of a qualification laid out for counting: conditions, and for each unit the ways it can count.

Without limits that bind and without units in several groups, counting is a sum; otherwise `search` decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations

from milepost.engine.combination.conditions import COUNTED, Condition, Place, Scopes, conditions_of, eligible, naming
from milepost.engine.combination.search import Option, Search, Steps
from milepost.engine.combination.words import Kind, level_name
from milepost.engine.framework import Framework, Group, How, Pathway, Qualification, RuleKind, Unit
from milepost.engine.reasons import Shortfall


def belonging_units(framework: Framework, qualification: Qualification) -> list[Unit]:
    """The units that may count towards the qualification, in the document's order."""
    keys = set(qualification.units).union(*(g.units for g in qualification.groups))
    if not keys:
        return list(framework.units)
    keys.update(e.unit for e in qualification.equivalents)
    return [u for u in framework.units if u.key in keys]


def strangers(framework: Framework, belonging: Iterable[Unit], chosen: Collection[str]) -> tuple[Shortfall, ...]:
    known = {u.key for u in belonging}
    return tuple(
        Shortfall(Kind.OTHER_QUALIFICATION if key in framework.unit_by_key else Kind.UNKNOWN_UNIT, {"unit": key}, key)
        for key in dict.fromkeys(chosen)
        if key not in known
    )


@dataclass(frozen=True)
class Counting:
    """What counts, each unit with the way it does."""

    ways: dict[str, Option]
    tally: tuple[int, ...]
    settled: bool = True

    @property
    def credits(self) -> int:
        return sum(option.place.credit for option in self.ways.values())

    def credit(self, unit: Unit) -> int:
        return self.ways[unit.key].place.credit if unit.key in self.ways else 0

    def by_group(self, units: Iterable[Unit], qualification: Qualification) -> dict[str, int]:
        """Credits of each group, those of the groups within it among them."""
        around = {g.key: g.within for g in qualification.groups}
        found = dict.fromkeys(around, 0)
        for unit in units:
            option = self.ways.get(unit.key)
            key, seen = (option.group.key, set[str]()) if option and option.group else ("", set[str]())
            while key in found and key not in seen:
                found[key] += self.credit(unit)
                seen.add(key)
                key = around[key]
        return found

    def by_level(self, units: Iterable[Unit], *, optional: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        counted = [(self.ways[u.key].place, u) for u in units if u.key in self.ways]
        for place, _unit in sorted(counted, key=lambda one: (not one[0].unit.entry, one[0].unit.level)):
            if place.credit and (not optional or (place.group is not None and place.group.optional)):
                name = level_name(place.unit)
                found[name] = found.get(name, 0) + place.credit
        return found


class Board:
    """The rules of one qualification (and of one pathway through it) as conditions, and for each unit the ways it can count.

    `hows` says of units that are not simply assessed how they were come by; `waived` are labels of rules that ask for nothing.
    """

    def __init__(
        self,
        qualification: Qualification,
        units: Iterable[Unit],
        *,
        pathway: Pathway | None = None,
        hows: Mapping[str, How] | None = None,
        waived: Collection[str] = (),
    ) -> None:
        units = list(units)
        self.qualification = qualification
        self.pathway = pathway
        self.rules = qualification.rules + (pathway.rules if pathway else ())
        self.waived = frozenset(i for i, rule in enumerate(self.rules) if rule.label in waived) if waived else frozenset[int]()
        self.hows = hows or {}
        self.unit_by_key = {u.key: u for u in units}
        self.conditions = self._conditions(units)
        self.floors = [i for i, c in enumerate(self.conditions) if c.floor > 0]
        self.signed = [i for i, c in enumerate(self.conditions) if c.signed and c.ceiling is not None]
        # Prerequisites and companions: no sums, but a look at what is taken.
        self.enabling = [i for i, rule in enumerate(self.rules) if rule.kind in ENABLING and i not in self.waived]
        self.excusing = [i for i, c in enumerate(self.conditions) if c.rule >= 0 and How.COMPENSATED in self.rules[c.rule].how]
        self.groups_of = _groups_of(qualification, pathway)
        self.options = {u.key: self._options(u) for u in units}

    def _conditions(self, units: Sequence[Unit]) -> list[Condition]:
        asking = [rule for i, rule in enumerate(self.rules) if i not in self.waived]
        found = [c for i, rule in enumerate(self.rules) for c in conditions_of(i, rule, asking, self.qualification, units)]
        found += [Condition(-1, naming(key), ceiling=1) for key in dict.fromkeys(e.instead_of for e in self.qualification.equivalents)]
        exempt = [u for u in units if self.hows.get(u.key) is How.EXEMPT] if self.hows else []
        if exempt:
            found = [self._lowered(c, exempt) for c in found]
        if self.waived:
            found = [replace(c, floor=0, ceiling=None, waived=True) if c.rule in self.waived else c for c in found]
        return found

    def _lowered(self, condition: Condition, exempt: Iterable[Unit]) -> Condition:
        """A minimum over mandatory groups asks for less by what the exempt units would have brought."""
        if condition.rule < 0 or condition.floor <= 0 or condition.member or self.rules[condition.rule].kind not in COUNTED:
            return condition
        if not Scopes(self.qualification).all_mandatory(self.rules[condition.rule]):
            return condition
        less = sum(max((condition.weigh(Place(u, (u.key,), g)) for g in self.qualification.group_of(u.key)), default=0) for u in exempt)
        return replace(condition, floor=max(0, condition.floor - less))

    def _places(self, unit: Unit) -> Iterable[Place]:
        how = self.hows.get(unit.key, How.ASSESSED) if self.hows else How.ASSESSED
        names = (unit.key,)
        for group in self.groups_of.get(unit.key, NOWHERE):
            yield Place(unit, names, group, how)
        for equivalent in self.qualification.equivalents:
            if equivalent.unit == unit.key and (target := self.unit_by_key.get(equivalent.instead_of)):
                figures = target if equivalent.carries == "target" else unit
                for group in self.groups_of.get(target.key, NOWHERE):
                    yield Place(figures, (unit.key, target.key), group, how)

    def _options(self, unit: Unit) -> tuple[Option, ...]:
        found: dict[tuple[int, ...], Option] = {}
        for place in self._places(unit):
            weights = tuple([c.weigh(place) for c in self.conditions])
            if place.how is How.COMPENSATED and not any(weights[i] for i in self.excusing):
                continue
            found.setdefault(weights, Option(place.group, weights, place))
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
        if len(options) == 1:
            return options[0].weights
        return tuple(map(max, zip(*(o.weights for o in options), strict=True))) if options else (0,) * len(self.conditions)

    def potential(self, units: Iterable[Unit]) -> list[int]:
        total = [0] * len(self.conditions)
        for unit in units:
            for i, weight in enumerate(self.most(unit)):
                total[i] += weight
        return total

    def unmet(self, tally: Sequence[int]) -> set[int]:
        return {self.conditions[i].rule for i in self.floors if tally[i] < self.conditions[i].floor}

    def distance(self, tally: Sequence[int]) -> tuple[int, int]:
        """How far this is from the award: rules unmet, and how much is short in all."""
        return len(self.unmet(tally)), sum(max(0, self.conditions[i].floor - tally[i]) for i in self.floors)

    def able(self, units: Sequence[Unit], *, lifted: Collection[int] = ()) -> list[Unit]:
        """The units that can count at all: in some place, and with what they need."""
        if self.enabling:
            held = {u.key: self._answers(u.key) for u in units if self.hows.get(u.key) is not How.COMPENSATED}
            may = eligible([self.rules[i] for i in self.enabling if i not in lifted], held)
            units = [u for u in units if u.key in may or u.key not in held]
        return [u for u in units if self.options[u.key]]

    def _answers(self, key: str) -> frozenset[str]:
        return frozenset((key, *(e.instead_of for e in self.qualification.equivalents if e.unit == key)))

    def count(
        self,
        units: Sequence[Unit],
        *,
        lifted: Collection[int] = (),
        floors: Sequence[int] | None = None,
        steps: Steps | None = None,
    ) -> Counting:
        """The best way to count the units under the limits, but for those of the `lifted` rules; for all floors or for some."""
        units = self.able(units, lifted=lifted)
        ceilings = self._binding(units, lifted)
        loose: list[Unit] = []
        tied: list[Unit] = []
        for unit in units:
            options = self.options[unit.key]
            free = len(options) == 1 and not any(options[0].weights[i] for i in ceilings)
            (loose if free else tied).append(unit)
        ways = {u.key: self.options[u.key][0] for u in loose}
        base = self.potential(loose)
        if not tied:
            return Counting(ways, tuple(base))
        search = Search(self.options, self.conditions, tied, ceilings, self.floors if floors is None else floors, base, steps or Steps())
        ways.update(self._with_best_titles(search.best(), tied))
        tally = tuple(map(sum, zip(*(o.weights for o in ways.values()), strict=True))) if ways else tuple(base)
        return Counting(ways, tally, settled=not search.stopped)

    def _binding(self, units: Sequence[Unit], lifted: Collection[int]) -> dict[int, int]:
        """The limits that could leave something out."""
        potential = self.potential(units)
        found = {i: limit for i, limit in self.ceilings.items() if potential[i] > limit and self.conditions[i].rule not in lifted}
        if self.signed and (found or any(len(self.options[u.key]) > 1 for u in units)):
            # Something may be left out that a share needs: then every share takes part that anything weighs on.
            for i in self.signed:
                if self.conditions[i].rule not in lifted and any(o.weights[i] > 0 for u in units for o in self.options[u.key]):
                    found[i] = self.ceilings[i]
        return found

    def _with_best_titles(self, best: dict[str, Option], units: Sequence[Unit]) -> dict[str, Option]:
        """Of units with one title the one with most credit, where that makes no difference to any rule."""
        for i, condition in enumerate(self.conditions):
            if condition.rule < 0 or self.rules[condition.rule].kind is not RuleKind.SAME_TITLE or condition.waived:
                continue
            kin = [u for u in units if any(o.weights[i] for o in self.options[u.key])]
            counted = [u for u in kin if u.key in best and best[u.key].weights[i]]
            if len(counted) == 1 and len(kin) > 1:
                self._swap_for_more(best, counted[0], kin)
        return best

    def _swap_for_more(self, best: dict[str, Option], counted: Unit, kin: Iterable[Unit]) -> None:
        now = best[counted.key]
        more = [(o.place.credit, o.place.unit.level, u.key, o) for u in kin if u is not counted for o in self.options[u.key]]
        for credit, level, key, option in sorted(more, key=lambda one: one[:2], reverse=True):
            if (credit, level) <= (now.place.credit, now.place.unit.level):
                return
            floors = all(option.weights[i] >= now.weights[i] for i in self.floors)
            if key not in best and floors and all(option.weights[i] <= now.weights[i] for i in self.ceilings):
                del best[counted.key]
                best[key] = option
                return

    def explain(self, units: Sequence[Unit], counting: Counting, steps: Steps) -> tuple[dict[int, Counting], set[int]]:
        """The rules that are plainly short, each with the counting that says by how much, and the limits that are to blame.

        A floor that only a limit keeps from being met is the limit's reason, not its own: so that somebody who took too
        much of one group hears that, and not that the total is short. A prerequisite or a companion that is not taken is
        such a limit too.
        """
        unmet = self.unmet(counting.tally)
        if not unmet:
            return {}, set()
        binding = self.limiting(units)
        free = self.count(units, lifted=binding, steps=steps) if binding else counting
        least = len(self.unmet(free.tally))
        if least == len(unmet):
            return dict.fromkeys(unmet, counting), set()
        for lifted in chain(*(combinations(binding, size) for size in (1, 2))):
            relaxed = self.count(units, lifted=lifted, steps=steps)
            if len(self.unmet(relaxed.tally)) == least:
                break
        else:
            lifted, relaxed = self._fewest(units, binding, free, least, steps)
        short = {r: counting if r in unmet else relaxed for r in self.unmet(relaxed.tally)}
        short |= {r: counting for r in lifted if r in unmet}
        return short, set(lifted) - set(short)

    def limiting(self, units: Sequence[Unit]) -> list[int]:
        """The rules that may leave out something of what is taken."""
        found = {self.conditions[i].rule for i in self._binding(self.able(units, lifted=self.enabling), ())}
        held = {u.key: self._answers(u.key) for u in units} if self.enabling else {}
        found.update(i for i in self.enabling if len(eligible([self.rules[i]], held)) < len(held))
        return sorted(found - {-1})

    def _fewest(
        self, units: Sequence[Unit], binding: Sequence[int], free: Counting, least: int, steps: Steps
    ) -> tuple[tuple[int, ...], Counting]:
        """Limits that have to go together: all of them but for those that can stay."""
        lifted, best = list(binding), free
        for rule in binding:
            fewer = [r for r in lifted if r != rule]
            relaxed = self.count(units, lifted=fewer, steps=steps)
            if len(self.unmet(relaxed.tally)) == least:
                lifted, best = fewer, relaxed
        return tuple(lifted), best


ENABLING = (RuleKind.NEEDS, RuleKind.TOGETHER)
NOWHERE: tuple[Group | None, ...] = (None,)


def _groups_of(qualification: Qualification, pathway: Pathway | None) -> dict[str, tuple[Group | None, ...]]:
    """The groups in which each unit may count. A unit that only other pathways list has none; one that no group lists is not here."""
    scopes = Scopes(qualification)
    ours = frozenset(pathway.groups) if pathway else frozenset[str]()
    elsewhere = scopes.inside(g for p in qualification.pathways for g in p.groups) - scopes.inside(ours) if pathway else frozenset[str]()
    found: dict[str, tuple[Group | None, ...]] = {}
    for group in qualification.groups:
        borrowed = scopes.units_in(group.borrows) if group.borrows else ()
        here = (group,) if group.key not in elsewhere else ()
        for key in dict.fromkeys((*group.units, *(borrowed if here else ()))):
            found[key] = (*found.get(key, ()), *here)
    return found
