"""Every solution in a part of the search that costs no more than a limit: depth first, priced by the part's relaxation."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from milepost.engine.planner.relaxation import Relaxation

if TYPE_CHECKING:
    from milepost.engine.planner.search import Search

MOST = 400  # steps of one sweep before its part is halved
NEARLY = 1e-6


class TooLong(Exception):
    """The part is too large to be swept."""


@dataclass(slots=True)
class Part:
    """What is left of the search once some columns are taken and some are left out."""

    relaxation: Relaxation
    standing: int
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


class Sweep:
    """One go through a part. `steps` says how long it took."""

    def __init__(self, search: "Search", part: Part, limit: float) -> None:
        self.search, self.limit, self.steps = search, limit, 0
        self.beyond = math.inf  # the least that was cut off
        self.taken = list(part.taken)
        self.packing, self.flags, self.standing = search.packing, search.packing.flags, part.standing
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
        search = self.search
        shares: dict[int, float] = defaultdict(float)
        for c, share in part.relaxation.shares().items():
            shares[search.kin_of[search.column_of[c][0]]] += share
        kin = {o.unit: (search.kin_of[o.unit], tuple(sorted(search.packed[c] for _, c in o.ways))) for o in offers}
        offers.sort(key=lambda o: (o.leaning, -shares[search.kin_of[o.unit]], kin[o.unit], o.unit))
        self.price_out = [o.price_out for o in offers]
        self.costs = [search.prices[o.unit] for o in offers]
        self.again = [at > 0 and kin[o.unit] == kin[offers[at - 1].unit] for at, o in enumerate(offers)]  # kin of the one before
        self.ways = [[(price, c, search.entries[c]) for price, c in o.ways] for o in offers]
        spans = [search.span(tuple(c for _, c in o.ways)) for o in offers]
        # The most that all that follow can bring to each row, and the most that they can take from it.
        self.gains = list(accumulate((gain for gain, _ in reversed(spans)), initial=0))[::-1]
        self.drops = list(accumulate((drop for _, drop in reversed(spans)), initial=0))[::-1]
        self.entries = [search.entries[c] for c in part.taken]
        self.barren: list[dict[int, float]] = [{} for _ in range(len(offers) + 1)]

    def run(self) -> float:
        """Go through it. Returns the least that was cut off: infinite when nothing was."""
        if self.start > self.limit + NEARLY:
            return self.start
        self._visit(0, self.start, self.standing, self.paid)
        return self.beyond

    def _visit(self, depth: int, bound: float, standing: int, paid: int) -> bool:
        """False when nothing comes of it within the limit."""
        self.steps += 1
        if self.steps > MOST:
            raise TooLong
        flags, entries = self.flags, self.entries
        done = standing & flags == flags
        low = standing if done else standing + self.drops[depth]
        if met := low & flags:  # rows that are met whatever follows
            for weights, helped in entries:
                # Without a unit that could be left out it would do as well.
                if helped & met == helped and (low - weights) & helped == helped:
                    return True
        if done:
            self.search.record(self.taken)
            self.limit = self.search.highest(min(self.limit, self.search.most))
            return True
        state = standing & ~self.packing.fields(met)
        barren, room = self.barren[depth], self.limit - paid
        if barren.get(state, -1.0) >= room:
            return False
        fruitful = False
        gains, price_out, costs, again, taken = self.gains, self.price_out, self.costs, self.again, self.taken
        for i in range(depth, len(self.ways)):
            if (standing + gains[i]) & flags != flags:
                break
            # Of kin only the first that are there are taken: the others would make nothing new.
            for price, column, entry in () if i > depth and again[i] else self.ways[i]:
                if (least := max(bound + price, paid + costs[i])) > self.limit + NEARLY:
                    self.beyond = min(self.beyond, least)
                    break
                taken.append(column)
                entries.append(entry)
                fruitful |= self._visit(i + 1, bound + price, standing + entry[0], paid + costs[i])
                entries.pop()
                taken.pop()
            bound += price_out[i]
            if bound > self.limit + NEARLY:
                self.beyond = min(self.beyond, bound)
                break
        if not fruitful:
            barren[state] = room
        return fruitful
