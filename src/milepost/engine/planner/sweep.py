"""Every solution in a part of the search that costs no more than a limit: depth first, priced by the part's relaxation."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from milepost.engine.planner.program import Weights
from milepost.engine.planner.relaxation import Relaxation

if TYPE_CHECKING:
    from milepost.engine.planner.search import Search

MOST = 400  # steps of one sweep before its part is halved
NEARLY = 1e-6

type Brought = list[tuple[int, int]]  # (row, weight): what a unit that is taken brings
INDISPENSABLE: Brought = [(0, 1 << 60)]


class TooLong(Exception):
    """The part is too large to be swept."""


@dataclass(slots=True)
class Part:
    """What is left of the search once some columns are taken and some are left out."""

    relaxation: Relaxation
    needs: Weights
    taken: tuple[int, ...] = ()  # columns
    left: frozenset[int] = frozenset()  # columns that are still open
    width: float = field(default=0.0)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A unit that is still open. Prices say how much dearer than the bound everything becomes with it, or without."""

    unit: int
    price_out: float
    ways: tuple[tuple[float, int], ...]  # price, column: cheapest first

    @property
    def leaning(self) -> float:
        return round(self.ways[0][0] - self.price_out, 6)


def _less(total: Weights, weights: Weights) -> Weights:
    return tuple(map(int.__sub__, total, weights))


def _highest(weights: list[Weights]) -> Weights:
    return weights[0] if len(weights) == 1 else tuple(map(max, *weights))


def _picking(rows: list[int]) -> Callable[[Weights], Weights]:
    """What takes the weights in these rows."""
    if len(rows) < 2:
        return lambda weights: tuple([weights[r] for r in rows])
    return itemgetter(*rows)


class Sweep:
    """One go through a part. `steps` says how long it took."""

    def __init__(self, search: "Search", part: Part, limit: float) -> None:
        self.search, self.limit, self.steps = search, limit, 0
        self.beyond = math.inf  # the least that was cut off
        self.taken = list(part.taken)
        self.paid = sum(search.prices[search.column_of[c][0]] for c in part.taken)
        self.start = part.relaxation.value
        self._lay_out(part, self._affordable(self._offers(part)))

    def _offers(self, part: Part) -> list[_Offer]:
        search, reduced = self.search, part.relaxation.reduced()
        ways: dict[int, list[int]] = defaultdict(list)
        for column in part.left:
            ways[search.column_of[column][0]].append(column)
        offers = []
        for unit, columns in ways.items():
            inside = sum(min(0.0, reduced.get(c, 0.0)) for c in columns)
            out = (reduced.get(search.sharing[unit], 0.0) if unit in search.sharing else 0.0) - inside
            into = sorted((reduced.get(c, 0.0) - inside, c) for c in columns)
            least = min(out, into[0][0])
            self.start += least
            offers.append(_Offer(unit, out - least, tuple((price - least, c) for price, c in into)))
        return offers

    def _affordable(self, offers: list[_Offer]) -> list[_Offer]:
        found = []
        for offer in offers:
            if (least := self.start + offer.ways[0][0]) > self.limit + NEARLY:
                self.beyond = min(self.beyond, least)
            else:
                found.append(offer)
        return found

    def _lay_out(self, part: Part, offers: list[_Offer]) -> None:
        """Put the offers in order, those that the relaxation takes first, and sum up what the rest of them can bring."""
        search, weights = self.search, {c: self.search.column_of[c][1] for c in part.left}
        shares: dict[int, float] = defaultdict(float)
        for c, share in part.relaxation.shares().items():
            shares[search.kin_of[search.column_of[c][0]]] += share
        kin = {o.unit: (search.kin_of[o.unit], tuple(sorted(weights[c] for _, c in o.ways))) for o in offers}
        offers.sort(key=lambda o: (o.leaning, -shares[search.kin_of[o.unit]], kin[o.unit], o.unit))
        columns = [[c for _, c in o.ways] for o in offers]
        drops = [_highest([search.drops[c] for c in some]) for some in columns]
        slack = map(sum, zip(*drops, strict=True)) if drops else (0,) * len(part.needs)
        rows = [r for r, (need, drop) in enumerate(zip(part.needs, slack, strict=True)) if need + drop > 0]
        pick = _picking(rows)
        self.needs = pick(part.needs)
        self.price_out = [o.price_out for o in offers]
        self.costs = [search.prices[o.unit] for o in offers]
        self.again = [at > 0 and kin[o.unit] == kin[offers[at - 1].unit] for at, o in enumerate(offers)]  # kin of the one before
        self.ways: list[list[tuple[float, int, Weights, Brought]]] = []
        for offer in offers:
            ways = [(price, c, pick(weights[c])) for price, c in offer.ways]
            self.ways.append([(price, c, way, self._brought(offer.unit, way)) for price, c, way in ways])
        # Negative sums over all that follows: what it can weigh against a need that is met, and what it can bring to one that is not.
        nothing = (0,) * len(rows)
        lows = accumulate((pick(drop) for drop in reversed(drops)), _less, initial=nothing)
        self.lows: list[Weights] = list(lows)[::-1]  # a need that is not above this is met whatever follows
        brings = [pick(_highest([search.gains[c] for c in some])) for some in columns]
        gains = list(accumulate(reversed(brings), _less, initial=nothing))[::-1]
        self.gains = list(zip(*gains, strict=True))  # of each row, ascending
        back = {r: at for at, r in enumerate(rows)}
        self.dispensable: list[Brought] = []
        for c in part.taken:
            unit, way = search.column_of[c]
            if not search.choices[unit].held and all(r in back for r, w in enumerate(way) if w > 0):
                self.dispensable.append([(back[r], w) for r, w in enumerate(way) if w > 0])
        self.barren: dict[tuple[int, Weights], float] = {}

    def _brought(self, unit: int, way: Weights) -> Brought:
        return INDISPENSABLE if self.search.choices[unit].held else [(at, w) for at, w in enumerate(way) if w > 0]

    def run(self) -> float:
        """Go through it. Returns the least that was cut off: infinite when nothing was."""
        if self.start > self.limit + NEARLY:
            return self.start
        self._visit(0, self.start, self.needs, self.paid)
        return self.beyond

    def _visit(self, depth: int, bound: float, needs: Weights, paid: int) -> bool:
        """False when nothing comes of it within the limit."""
        self.steps += 1
        if self.steps > MOST:
            raise TooLong
        end, done = len(self.ways), True
        for at, need in enumerate(needs):
            if need > 0:
                done = False
                last = bisect_right(self.gains[at], -need) - 1
                if last < end:
                    if last < depth:
                        return False
                    end = last
        lows = self.lows[depth]
        if self._holds_too_much(needs, lows):
            return True
        if done:
            self.search.record(self.taken)
            self.limit = min(self.limit, self.search.most)
            return True
        state, room = (depth, tuple(map(max, needs, lows))), self.limit - paid
        if self.barren.get(state, -1.0) >= room:
            return False
        fruitful = False
        for i in range(depth, min(end + 1, len(self.ways))):
            # Of kin only the first that are there are taken: the others would make nothing new.
            for price, column, way, brought in () if i > depth and self.again[i] else self.ways[i]:
                if (least := max(bound + price, paid + self.costs[i])) > self.limit + NEARLY:
                    self.beyond = min(self.beyond, least)
                    break
                self.taken.append(column)
                self.dispensable.append(brought)
                fruitful |= self._visit(i + 1, bound + price, tuple(map(int.__sub__, needs, way)), paid + self.costs[i])
                self.dispensable.pop()
                self.taken.pop()
            bound += self.price_out[i]
            if bound > self.limit + NEARLY:
                self.beyond = min(self.beyond, bound)
                break
        if not fruitful:
            self.barren[state] = room
        return fruitful

    def _holds_too_much(self, needs: Weights, lows: Weights) -> bool:
        """Whether a unit that is taken could be left out, whatever follows: then no answer is to be found here."""
        for brought in self.dispensable:
            for at, weight in brought:
                if needs[at] + weight > lows[at]:
                    break
            else:
                return True
        return False
