"""What would close it: the smallest sets of further units under which every rule is met."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from milepost.engine.combination.board import Board, Steps, belonging_units, strangers
from milepost.engine.framework import Framework, Qualification, Unit


@dataclass(frozen=True, slots=True)
class Closer:
    """Units that, added to the chosen ones, close every shortfall."""

    units: tuple[str, ...]
    credits: int


MOST_CHECKS = 300
MOST_MADE = 20_000


def closers(framework: Framework, qualification: Qualification, chosen: Collection[str], limit: int = 3) -> list[Closer]:
    """The smallest sets of up to three more units that close every shortfall: fewest units, then fewest credits, first.

    None of them contains a smaller one. Empty when nothing is short, or when three units are not enough.
    """
    return _Closing(framework, qualification, chosen).closers(limit) if limit > 0 else []


@dataclass(frozen=True)
class _Kin:
    """Units that are alike for every rule: one stands for all of them."""

    units: tuple[Unit, ...]
    weights: tuple[int, ...]  # what one brings to each floor that is short
    credit: int


class _Closing:
    def __init__(self, framework: Framework, qualification: Qualification, chosen: Collection[str]) -> None:
        belonging = belonging_units(framework, qualification)
        wanted = set(chosen)
        self.hopeless = bool(strangers(framework, belonging, chosen))
        self.board = Board(qualification, belonging)
        self.order = {u.key: i for i, u in enumerate(belonging)}
        self.taken = [u for u in belonging if u.key in wanted]
        self.others = [u for u in belonging if u.key not in wanted]
        self.steps = Steps()
        self.checks = MOST_CHECKS
        self.made = MOST_MADE

    def closers(self, limit: int) -> list[Closer]:
        board = self.board
        if self.hopeless or not board.unmet(board.count(self.taken, steps=self.steps).tally):
            return []
        best = self._reach()
        short = [i for i in board.floors if best[i] < board.conditions[i].floor]
        needs = tuple(board.conditions[i].floor - best[i] for i in short)
        kin = self._kin(short)
        found: list[Closer] = []
        closing: list[tuple[int, ...]] = []
        for size in (1, 2, 3):
            for combo in sorted(self._combos(kin, needs, size), key=lambda c: self._rank(kin, c)):
                if len(found) >= limit and sum(kin[k].credit for k in combo) > found[-1].credits:
                    break
                if any(_within(smaller, combo) for smaller in closing):
                    continue
                if self._closes([kin[k] for k in combo], combo):
                    closing.append(combo)
                    found.extend(self._spelt(kin, combo, limit))
            if len(found) >= limit:
                break
        return sorted(found, key=self._place)[:limit]

    def _reach(self) -> list[int]:
        """The most that each floor could have from the units taken, under the limits. More units add at most their own weight."""
        best = self.board.potential(self.taken)
        if any(best[i] > limit for i, limit in self.board.ceilings.items()):
            for i in self.board.floors:
                alone = self.board.count(self.taken, floors=(i,), steps=self.steps)
                if alone.settled:
                    best[i] = alone.tally[i]
        return best

    def _kin(self, short: Sequence[int]) -> list[_Kin]:
        simple = not self.board.ceilings and all(len(self.board.options[u.key]) == 1 for u in (*self.taken, *self.others))
        alike: dict[tuple[object, ...], list[Unit]] = {}
        for unit in self.others:
            weights = tuple(self.board.most(unit)[i] for i in short)
            if any(weights) if simple else any(self.board.most(unit)[i] for i in self.board.floors):
                alike.setdefault((unit.credit, *(o.weights for o in self.board.options[unit.key])), []).append(unit)
        return [_Kin(tuple(us), tuple(self.board.most(us[0])[i] for i in short), us[0].credit) for us in alike.values()]

    def _combos(self, kin: Sequence[_Kin], needs: tuple[int, ...], size: int) -> list[tuple[int, ...]]:
        """Multisets of kin, `size` units in all, that bring what is needed, as far as sums can tell."""
        top = [max((k.weights[d] for k in kin), default=0) for d in range(len(needs))]
        found: list[tuple[int, ...]] = []

        def grow(start: int, combo: tuple[int, ...], left: tuple[int, ...], room: int) -> None:
            if self.made <= 0 or any(need > room * most for need, most in zip(left, top, strict=True)):
                return
            self.made -= 1
            if not room:
                found.append(combo)
                return
            for k in range(start, len(kin)):
                if combo.count(k) < len(kin[k].units):
                    grow(k, (*combo, k), tuple(n - w for n, w in zip(left, kin[k].weights, strict=True)), room - 1)

        grow(0, (), needs, size)
        return found

    def _rank(self, kin: Sequence[_Kin], combo: tuple[int, ...]) -> tuple[int, list[int]]:
        return sum(kin[k].credit for k in combo), sorted(self.order[kin[k].units[0].key] for k in combo)

    def _closes(self, kin: Sequence[_Kin], combo: tuple[int, ...]) -> bool:
        if self.checks <= 0 or self.steps.left <= 0:
            return False
        self.checks -= 1
        extra = [k.units[combo[:i].count(combo[i])] for i, k in enumerate(kin)]
        return not self.board.unmet(self.board.count([*self.taken, *extra], steps=self.steps).tally)

    def _spelt(self, kin: Sequence[_Kin], combo: tuple[int, ...], limit: int) -> list[Closer]:
        """The first few actual sets of units behind a multiset of kin."""
        picks = [list(combinations(kin[k].units[: limit + 2], combo.count(k)))[:limit] for k in dict.fromkeys(combo)]
        made = [[u for pick in way for u in pick] for way in product(*picks)]
        closers = [Closer(tuple(sorted((u.key for u in us), key=self.order.__getitem__)), sum(u.credit for u in us)) for us in made]
        return sorted(closers, key=self._place)[:limit]

    def _place(self, closer: Closer) -> tuple[int, int, list[int]]:
        return len(closer.units), closer.credits, [self.order[u] for u in closer.units]


def _within(smaller: tuple[int, ...], larger: tuple[int, ...]) -> bool:
    return len(smaller) < len(larger) and all(larger.count(k) >= smaller.count(k) for k in smaller)
