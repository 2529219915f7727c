"""What would close it: the smallest sets of further units under which every rule is met.

Sets are put together from kin (units that are alike for every rule) and thrown away as soon as sums show that they cannot
bring what is short; what is left is checked by counting. The work is bounded: it is done while somebody ticks boxes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from operator import ge, le, sub

from milepost.engine.combination.board import Board, belonging_units, strangers
from milepost.engine.combination.evaluation import boards
from milepost.engine.combination.search import Steps
from milepost.engine.combination.taking import Choice, Waiver, as_taken
from milepost.engine.framework import Framework, How, Qualification, Unit

MOST_UNITS = 3
MOST_CHECKS = 120
MOST_TRIED = 40_000


@dataclass(frozen=True, slots=True)
class Closer:
    """Units that, added to the chosen ones, close every shortfall."""

    units: tuple[str, ...]
    credits: int


def closers(
    framework: Framework,
    qualification: Qualification,
    chosen: Choice,
    limit: int = 3,
    *,
    pathway: str = "",
    waivers: Sequence[Waiver] = (),
) -> list[Closer]:
    """The smallest sets of up to three more units that close every shortfall: fewest units, then fewest credits, first.

    None of them contains a smaller one. Empty when nothing is short, or when three units are not enough.
    """
    belonging = belonging_units(framework, qualification)
    taken = as_taken(chosen)
    if limit <= 0 or strangers(framework, belonging, taken):
        return []
    hows = {key: how for key, how in taken.items() if how is not How.ASSESSED}
    laid_out = boards(qualification, belonging, pathway=pathway, hows=hows, waived=[w.rule for w in waivers])
    closings = [_Closing(board, belonging, taken) for board in laid_out]
    if any(closing.closed for closing in closings):
        return []
    found = {closer.units: closer for closing in closings for closer in closing.closers(limit)}
    smallest = [c for c in found.values() if not any(set(other) < set(c.units) for other in found)]
    return sorted(smallest, key=closings[0].place)[:limit]


type _Combo = tuple[int, ...]  # places in the list of kin, ascending; a place may stand twice


@dataclass(frozen=True, slots=True)
class _Kin:
    """Units that are alike for every rule: one stands for all of them."""

    units: tuple[Unit, ...]
    weights: tuple[int, ...]  # what one brings to each floor that is short, at best
    credit: int


class _Closing:
    def __init__(self, board: Board, belonging: Sequence[Unit], taken: Collection[str]) -> None:
        self.board = board
        self.order = {u.key: i for i, u in enumerate(belonging)}
        self.taken = [u for u in belonging if u.key in taken]
        self.others = [u for u in belonging if u.key not in taken]
        # Without limits and without a choice of group, sums are all there is to it.
        self.additive = not board.ceilings and not board.enabling and all(len(ways) == 1 for ways in board.options.values())
        # One unit may let another count: under a share, or as what the other needs.
        self.letting = bool(board.signed or board.enabling)
        self.companions = {u for i in board.enabling for u in board.rules[i].units}
        self.steps = Steps()
        self.checks = MOST_CHECKS
        self.tries = MOST_TRIED
        self.closed = not self._short(self.taken)

    def closers(self, limit: int) -> list[Closer]:
        board, best = self.board, self._reach()
        short = [i for i in board.floors if best[i] < board.conditions[i].floor]
        needs = tuple(board.conditions[i].floor - best[i] for i in short)
        kin = self._kin(short, needs)
        caps = None if self.additive else _Caps(board, self.taken, self.others)
        found: list[Closer] = []
        closing: list[_Combo] = []
        for size in range(1, MOST_UNITS + 1):
            for credits, combo in sorted((sum(kin[k].credit for k in c), c) for c in self._combos(kin, needs, size)):
                if len(found) >= limit and credits > found[-1].credits:
                    break
                if any(_contains(combo, smaller) for smaller in closing) or (caps and not caps.allow(_units(kin, combo))):
                    continue
                if self.additive or self._closes(_units(kin, combo)):
                    closing.append(combo)
                    found.extend(self._spelt(kin, combo, limit))
            if len(found) >= limit:
                break
        return sorted(found, key=self.place)[:limit]

    def _short(self, units: Sequence[Unit]) -> set[int]:
        return self.board.unmet(self.board.count(units, steps=self.steps).tally)

    def _closes(self, extra: Sequence[Unit]) -> bool:
        if self.checks <= 0 or self.steps.left <= 0:
            return False
        self.checks -= 1
        return not self._short([*self.taken, *extra])

    def _reach(self) -> list[int]:
        """The most that each floor could have from the units taken, under the limits. More units add at most their own weight."""
        best = self.board.potential(self.taken)
        if not self.letting and any(best[i] > limit for i, limit in self.board.ceilings.items()):
            for i in self.board.floors:
                alone = self.board.count(self.taken, floors=(i,), steps=self.steps)
                if alone.settled:
                    best[i] = alone.tally[i]
        return best

    def _kin(self, short: Sequence[int], needs: Sequence[int]) -> list[_Kin]:
        alike: dict[tuple[object, ...], list[Unit]] = {}
        weights: dict[str, tuple[int, ...]] = {}
        for unit in self.others:
            most = self.board.most(unit)
            weights[unit.key] = tuple(min(most[i], need) for i, need in zip(short, needs, strict=True))
            alone = unit.key if unit.key in self.companions else ""
            makes_room = any(o.weights[i] < 0 for i in self.board.signed for o in self.board.options[unit.key])
            if alone or makes_room or (any(weights[unit.key]) if self.additive else any(most[i] for i in self.board.floors)):
                ways = () if self.additive else tuple(o.weights for o in self.board.options[unit.key])
                alike.setdefault((unit.credit, weights[unit.key], ways, alone), []).append(unit)
        return [_Kin(tuple(units), weights[units[0].key], units[0].credit) for units in alike.values()]

    def _combos(self, kin: Sequence[_Kin], needs: tuple[int, ...], size: int) -> list[_Combo]:
        """Every combo of `size` units that brings what is needed, as far as sums can tell."""
        weights = [k.weights for k in kin]
        tops = [(0,) * len(needs)]  # the most that one of the kin from here on brings to each need
        for weight in reversed(weights):
            tops.append(tuple(map(max, tops[-1], weight)))
        tops.reverse()
        found: list[_Combo] = []

        def grow(start: int, combo: _Combo, left: tuple[int, ...], room: int) -> None:
            self.tries -= len(kin) - start
            for k in range(start, len(kin)):
                if self.tries <= 0 or (combo and combo.count(k) >= len(kin[k].units)):
                    continue
                if room == 1:
                    if all(map(ge, weights[k], left)):
                        found.append((*combo, k))
                    continue
                still = tuple(map(sub, left, weights[k]))
                if self.additive and max(still, default=0) <= 0:
                    continue  # it closes already, so that any unit more is not needed
                if all(map(le, still, (top * (room - 1) for top in tops[k]))):
                    grow(k, (*combo, k), still, room - 1)

        grow(0, (), needs, size)
        return found

    def _spelt(self, kin: Sequence[_Kin], combo: _Combo, limit: int) -> list[Closer]:
        """The first few actual sets of units behind a combo."""
        picks = [list(combinations(kin[k].units[: limit + MOST_UNITS], combo.count(k)))[:limit] for k in dict.fromkeys(combo)]
        made = [sorted((u for pick in way for u in pick), key=lambda u: self.order[u.key]) for way in product(*picks)]
        return sorted((Closer(tuple(u.key for u in us), sum(u.credit for u in us)) for us in made), key=self.place)[:limit]

    def place(self, closer: Closer) -> tuple[int, int, list[int]]:
        return len(closer.units), closer.credits, [self.order[u] for u in closer.units]


def _units(kin: Sequence[_Kin], combo: _Combo) -> list[Unit]:
    return [kin[k].units[combo[:i].count(k)] for i, k in enumerate(combo)]


def _contains(combo: _Combo, smaller: _Combo) -> bool:
    return len(smaller) < len(combo) and all(combo.count(k) >= smaller.count(k) for k in smaller)


class _Caps:
    """A quick look at whether limits leave room for enough: each unit under at most one limit, so that the limits add up."""

    def __init__(self, board: Board, taken: Sequence[Unit], others: Sequence[Unit]) -> None:
        everyone = [*taken, *others]
        ceilings = {i: limit for i, limit in board.ceilings.items() if i not in board.signed}
        sizes = {i: sum(board.most(u)[i] > 0 for u in everyone) for i in ceilings}
        self.under: dict[str, int | None] = {}  # the narrowest limit that the unit comes under wherever it counts
        for unit in everyone:
            mine = [i for i in ceilings if all(o.weights[i] for o in board.options[unit.key])]
            self.under[unit.key] = min(mine, key=sizes.__getitem__, default=None)
        self.most = {u.key: board.most(u) for u in everyone}
        self.looks: list[tuple[int, int, dict[int | None, int], dict[int | None, int]]] = []
        for floor in board.floors:
            limits: dict[int | None, int] = {}
            for i, limit in ceilings.items():
                members = [u for u in everyone if self.under[u.key] == i]
                if all(self.most[u.key][floor] <= o.weights[i] for u in members for o in board.options[u.key]):
                    limits[i] = limit
            self.looks.append((floor, board.conditions[floor].floor, limits, self._sums(taken, floor)))

    def _sums(self, units: Iterable[Unit], floor: int) -> dict[int | None, int]:
        sums: dict[int | None, int] = {}
        for unit in units:
            under = self.under[unit.key]
            sums[under] = sums.get(under, 0) + self.most[unit.key][floor]
        return sums

    def allow(self, extra: Sequence[Unit]) -> bool:
        for floor, need, limits, base in self.looks:
            sums = self._sums(extra, floor)
            total = sum(min(base.get(i, 0) + sums.get(i, 0), limits.get(i, need)) for i in {*base, *sums})
            if total < need:
                return False
        return True
