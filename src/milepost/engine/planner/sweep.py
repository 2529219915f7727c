"""Every solution in a part of the search that costs no more than a limit: depth first, priced by the part's relaxation."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from milepost.engine.planner.relaxation import Relaxation

if TYPE_CHECKING:
    from milepost.engine.planner.search import Search

MOST = 400  # steps of one sweep before its part is halved
NEARLY = 1e-6


class TooLong(Exception):
    """The part is too large to be swept."""


class Offer(NamedTuple):
    """A unit that is still open. Prices say how much dearer than the bound everything becomes with it, or without."""

    unit: int
    kin: tuple[int, tuple[int, ...]]
    price: float
    price_out: float
    cost: int
    ways: tuple[tuple[float, int, tuple[int, int]], ...]  # price, column, what it weighs and helps: cheapest first
    span: tuple[int, int]


@dataclass(slots=True)
class Part:
    """What is left of the search once some columns are taken and some are left out."""

    relaxation: Relaxation
    standing: int
    taken: tuple[int, ...] = ()  # columns
    left: frozenset[int] = frozenset()  # columns that are still open
    width: float = field(default=0.0)
    start: float = field(default=0.0)
    offers: list[Offer] | None = None

    def offered(self, search: "Search") -> list[Offer]:
        """What is still open in the order of the sweep: first what the relaxation takes."""
        if self.offers is None:
            self.start, self.offers = self.relaxation.value, []
            reduced = self.relaxation.reduced()
            for unit, columns in enumerate(search.columns_of):
                if open_columns := tuple([c for c in columns if c in self.left]):
                    self.offers.append(self._offer(search, unit, open_columns, reduced))
            shares: dict[int, float] = defaultdict(float)
            for c, share in self.relaxation.shares().items():
                shares[search.kin_of[search.column_of[c][0]]] += share
            self.offers.sort(key=lambda o: (round(o.price - o.price_out, 6), -shares[o.kin[0]], o.kin, o.unit))
        return self.offers

    def _offer(self, search: "Search", unit: int, columns: tuple[int, ...], reduced: dict[int, float]) -> Offer:
        prices = [reduced.get(c, 0.0) for c in columns]
        inside = sum([price for price in prices if price < 0])
        out = reduced.get(search.sharing[unit], 0.0) - inside if unit in search.sharing else -inside
        least = min(out, min(prices) - inside)
        self.start += least
        ways = sorted([(price - inside - least, c, search.entries[c]) for price, c in zip(prices, columns, strict=True)])
        kin, span = search.look(unit, columns)
        return Offer(unit, kin, ways[0][0], out - least, search.prices[unit], tuple(ways), span)


class Sweep:
    """One go through a part. `steps` says how long it took."""

    def __init__(self, search: "Search", part: Part, limit: float) -> None:
        self.search, self.limit, self.steps = search, limit, 0
        self.packing, self.flags, self.standing = search.packing, search.packing.flags, part.standing
        self.taken, self.entries = list(part.taken), [search.entries[c] for c in part.taken]
        self.paid = sum([search.prices[search.column_of[c][0]] for c in part.taken])
        offers = part.offered(search)
        self.start, most = part.start, limit + NEARLY - part.start
        self.beyond = min([o.price for o in offers if o.price > most], default=math.inf) + part.start  # the least that was cut off
        offers = [o for o in offers if o.price <= most]
        self.ways, self.price_out, self.costs = [o.ways for o in offers], [o.price_out for o in offers], [o.cost for o in offers]
        self.again = [False, *(o.kin == other.kin for o, other in pairwise(offers))]  # kin of the one before
        # The most that all that follow can bring to each row, and the most that they can take from it.
        self.gains = list(accumulate([o.span[0] for o in reversed(offers)], initial=0))[::-1]
        self.drops = list(accumulate([o.span[1] for o in reversed(offers)], initial=0))[::-1]
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
