"""Which units count, and where, when limits bind or units stand in several groups: an exact search with a bound.

Depth first through the units in question, cut off where even all the rest could not do better. What decides is first how
few rules are unmet, then how little is short in all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.engine.combination.bounds import Reach
from milepost.engine.combination.conditions import Condition, Place
from milepost.engine.framework import Group, Unit


@dataclass(frozen=True, slots=True)
class Option:
    """One way for a unit to count: in this group (or in none), with this weight in each condition."""

    group: Group | None
    weights: tuple[int, ...]
    place: Place


MOST_STEPS = 8_000  # far above what a real choice needs; keeps a page quick when somebody ticks everything

NO_TOP = 1 << 30
NO_RELIEF: Mapping[int, int] = {}


@dataclass
class Steps:
    """How much searching is still allowed. Several searches may share them."""

    left: int = MOST_STEPS


@dataclass(frozen=True, slots=True)
class _Floor:
    at: int  # its place in a tally
    floor: int
    rule: int
    within: tuple[tuple[int, int], ...]  # limits that hold everything it weighs: (place, ceiling)
    reach: Reach


class Search:
    def __init__(
        self,
        options: Mapping[str, tuple[Option, ...]],
        conditions: Sequence[Condition],
        units: Sequence[Unit],
        ceilings: Mapping[int, int],
        floors: Sequence[int],
        base: Sequence[int],
        steps: Steps,
    ) -> None:
        # Only what can still change the answer takes part: limits that bind, and floors that the other units leave short.
        short = [i for i in floors if base[i] < conditions[i].floor]
        taking = sorted({*short, *ceilings})
        self.steps = steps
        self.start = tuple(base[i] for i in taking)
        self.units = sorted(units, key=lambda u: (-sum(any(o.weights[i] for o in options[u.key]) for i in short), -u.credit))
        self.ways = [[(o, tuple(o.weights[i] for i in taking)) for o in options[u.key]] for u in self.units]
        self.limits = [(at, ceilings[i]) for at, i in enumerate(taking) if i in ceilings]
        self.signed = [at for at, i in enumerate(taking) if i in ceilings and conditions[i].signed]
        each = [[w for _, w in ways] for ways in self.ways]
        weights = [w for mine in each for w in mine]
        self.floors = [
            _Floor(
                at,
                conditions[i].floor,
                conditions[i].rule,
                tuple(c for c in self.limits if all(w[at] <= w[c[0]] for w in weights)),
                Reach(at, each, self.limits, self.signed),
            )
            for at, i in enumerate(taking)
            if i in short
        ]
        # What goes beyond a floor makes no difference, unless a limit looks at it too.
        self.tops = [NO_TOP if i in ceilings else conditions[i].floor for i in taking]
        # What counts later can make room again only under a share: how much at most, from each depth on.
        self.limit_at = dict(self.limits)
        self.relief = self._relief(self.signed)
        self.seen: set[tuple[int, tuple[int, ...]]] = set()
        self.path: list[Option | None] = []
        self.found: list[Option | None] = []
        self.tally: tuple[int, ...] = ()
        self.lowest: tuple[int, int] | None = None
        self.stopped = False

    def best(self) -> dict[str, Option]:
        """The units that count, each with the way it counts. What no rule needs counts too, where the limits leave room."""
        if self.signed:  # where there is no way on, there is one back: nothing of this counts
            self.lowest, self.found, self.tally = self._at_best(len(self.units), self.start), [None] * len(self.units), self.start
        self._visit(0, self.start)
        tally = self.tally
        counted: dict[str, Option] = {}
        for unit, taken in zip(self.units, self.found, strict=True):
            if taken is not None:
                counted[unit.key] = taken
        # What makes room under a share comes first.
        left = [(u, ways) for u, ways, taken in zip(self.units, self.ways, self.found, strict=True) if taken is None]
        for unit, ways in sorted(left, key=lambda one: all(w[at] >= 0 for _, w in one[1] for at, _ in self.limits)):
            option, weights = next(((o, w) for o, w in ways if self._fits(tally, w)), (None, ()))
            if option is not None:
                tally = self._sum(tally, weights)
                counted[unit.key] = option
        return counted

    def _relief(self, signed: Sequence[int]) -> list[dict[int, int]]:
        found = [dict.fromkeys(signed, 0)]
        for ways in reversed(self.ways) if signed else ():
            found.append({at: found[-1][at] + min(0, *(w[at] for _, w in ways)) for at in signed})
        return found[::-1]

    def _sum(self, tally: tuple[int, ...], weights: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(map(min, map(int.__add__, tally, weights), self.tops))

    def _fits(self, tally: tuple[int, ...], weights: tuple[int, ...], relief: Mapping[int, int] = NO_RELIEF) -> bool:
        if relief:
            return all(tally[at] + weights[at] + relief.get(at, 0) <= limit for at, limit in self.limits)
        return all(tally[at] + weights[at] <= limit for at, limit in self.limits)

    def _at_best(self, depth: int, tally: tuple[int, ...]) -> tuple[int, int]:
        """(rules unmet, how much is short) if all that is left could count wherever it is wanted."""
        unmet, short, last = 0, 0, -1
        for floor in self.floors:
            more = floor.reach.more(depth, tally)
            for at, limit in floor.within:
                more = min(more, limit - tally[at])
            missing = floor.floor - tally[floor.at] - more
            if missing > 0:
                short += missing
                unmet += floor.rule != last
                last = floor.rule
        return unmet, short

    def _visit(self, depth: int, tally: tuple[int, ...]) -> None:
        if self.signed and any(tally[at] + more > self.limit_at[at] for at, more in self.relief[depth].items()):
            return
        bound = self._at_best(depth, tally)
        if self.lowest is not None and bound >= self.lowest:
            return
        if depth == len(self.units):
            self.lowest, self.found, self.tally = bound, list(self.path), tally
            return
        if (depth, tally) in self.seen:
            return
        if self.steps.left <= 0 and self.lowest is not None:
            self.stopped = True
            return
        self.seen.add((depth, tally))
        self.steps.left -= 1
        relief = self.relief[depth + 1] if self.signed else NO_RELIEF
        ways: list[tuple[Option | None, tuple[int, ...]]] = [w for w in self.ways[depth] if self._fits(tally, w[1], relief)]
        wanted = any(w[f.at] and tally[f.at] < f.floor for _, w in ways for f in self.floors)
        ways.insert(len(ways) if wanted else 0, (None, ()))
        for option, weights in ways:
            self.path.append(option)
            self._visit(depth + 1, self._sum(tally, weights) if option else tally)
            self.path.pop()
