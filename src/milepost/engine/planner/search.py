"""The cheapest solutions of a program, none of which holds another: exact, within a number of steps that is given.

Best first: the part of the search that could be cheapest is looked at next. A part is swept depth first with the
relaxation's prices; when that takes too long it is halved at a unit that the relaxation takes in part, and both halves get
a relaxation of their own. What was cut off in a sweep comes back with a higher limit, if it still matters.
"""

import math
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations, islice

from milepost.engine.planner.packing import Packing
from milepost.engine.planner.program import Program, Rows
from milepost.engine.planner.relaxation import Relaxation
from milepost.engine.planner.sweep import NEARLY, Part, Sweep, TooLong

MOST_STEPS = 73_000
SETTLING, PIVOTING, LAYING = 40, 20, 20  # steps for which a relaxation counts, each of its turns, and the beginning of a sweep
ROUNDS = 30  # of cuts
FIRST = 0.015  # how much above its bound a part is swept at first
FINE = 4_000  # steps in which equals are parted by what is less than a grain


@dataclass(frozen=True, slots=True)
class Solution:
    keys: frozenset[str]
    cost: int


@dataclass(frozen=True, slots=True)
class Found:
    """`exact`: these are the cheapest there are, and fewer than asked for means that there are no more.

    Otherwise the search stopped: nothing that is not here costs less than `bound`.
    """

    solutions: tuple[Solution, ...]
    exact: bool
    bound: int | None
    steps: int

    @property
    def impossible(self) -> bool:
        return self.exact and not self.solutions


def cheapest(program: Program, count: int = 10, *, alike: bool = False, most_steps: int = MOST_STEPS, most: int | None = None) -> Found:
    """The `count` cheapest solutions, of those that cost no more than `most`.

    None of them holds another, so that each breaks when a unit is left out.

    Units that weigh and cost the same are kin. Solutions that differ in kin alone are told only where `alike` asks for them.
    """
    search = Search(Rows.of(program), count, most_steps, program.grain, alike)
    search.most = math.inf if most is None else most
    return search.found()


class _Stopped(Exception):
    pass


class Search:
    def __init__(self, rows: Rows, count: int, most_steps: int, grain: int, alike: bool) -> None:
        self.rows, self.count, self.steps_left, self.grain = rows, count, most_steps, grain
        self.finest = sum(c.cost % grain for c in rows.choices)  # the most by which an answer is above whole grains
        self.most_steps = most_steps
        self.choices, self.alike = rows.choices, alike
        self.prices = [0 if c.held else c.cost for c in rows.choices]
        kin: dict[object, list[int]] = {}
        for i, c in enumerate(rows.choices):
            kin.setdefault((c.ways, c.cost, c.held), []).append(i)
        self.families = list(kin.values())
        self.kin_of = {i: at for at, family in enumerate(self.families) for i in family}
        self.column_of = [(i, way) for i, c in enumerate(rows.choices) for way in c.ways]
        self.packing = packing = Packing(rows)
        self.packed = [packing.pack(way) for _, way in self.column_of]
        # Of each column what it weighs and the rows that it helps. What is held is there anyhow: it is never one too many.
        self.entries = [(self.packed[c], packing.helped(way, always=self.choices[i].held)) for c, (i, way) in enumerate(self.column_of)]
        self.columns_of: list[list[int]] = [[] for _ in self.choices]
        for at, (i, _way) in enumerate(self.column_of):
            self.columns_of[i].append(at)
        self.looks: dict[tuple[int, ...], tuple[tuple[int, tuple[int, ...]], tuple[int, int]]] = {}
        self.answers: dict[frozenset[int], int] = {}
        self.refused: set[frozenset[int]] = set()
        self.costs: list[int] = []
        self.most: float = math.inf  # what a further answer may cost
        self.heap: list[tuple[int, int, float, Part]] = []
        self.pushed = 0
        self.bound = 0

    def found(self) -> Found:
        exact = True
        try:
            self._run()
        except _Stopped:
            exact = False
        ranked = sorted(self.answers.items(), key=lambda item: (item[1], len(item[0]), sorted(item[0])))[: self.count]
        solutions = tuple(Solution(frozenset(self.choices[i].key for i in answer), cost) for answer, cost in ranked)
        return Found(solutions, exact, None if exact else self.bound, self.most_steps - self.steps_left)

    def _run(self) -> None:
        if not self._start():
            return
        while self.heap:
            least, _, bound, part = heappop(self.heap)
            self.bound = max(self.bound, least)
            self._settle_for_equals()
            if least > self.most or (len(self.costs) >= self.count and self.costs[self.count - 1] <= self.bound):
                return
            self._look_into(part, bound)

    def _start(self) -> bool:
        shared = [i for i, c in enumerate(self.choices) if len(c.ways) > 1]
        columns = [(*way, *(-int(i == s) for s in shared)) for i, way in self.column_of]
        costs = [self.prices[i] for i, _ in self.column_of]
        if self.rows.can_be_met_by([c for c in self.choices if c.held]):
            self.answers[frozenset()] = 0  # and whatever else would do holds it
            return False
        root = Relaxation(columns, costs, [*self.rows.needs, *(-1 for _ in shared)], [self.kin_of[i] for i, _ in self.column_of])
        self.sharing = {i: len(columns) + len(self.rows.needs) + at for at, i in enumerate(shared)}
        if not root.solve():
            return False
        root.tighten(ROUNDS)
        self._spend(PIVOTING * root.pivots)
        self._settle(Part(root, self.packing.start, (), frozenset(range(len(columns)))))
        return True

    def look(self, unit: int, columns: tuple[int, ...]) -> tuple[tuple[int, tuple[int, ...]], tuple[int, int]]:
        """What a unit is like where these of its columns are open: whose kin it is, the most it can bring to rows and take from them."""
        if columns not in self.looks:
            ways = [self.column_of[c][1] for c in columns]
            kin = self.kin_of[unit], tuple(sorted([self.packed[c] for c in columns]))
            self.looks[columns] = kin, (self.packing.gains(ways), self.packing.drops(ways))
        return self.looks[columns]

    def _push(self, bound: float, part: Part) -> None:
        if self.least(bound) <= self.most:
            self.pushed += 1
            heappush(self.heap, (self.least(bound), -self.pushed, bound, part))

    def least(self, bound: float) -> int:
        """The least that an answer may cost when it costs no less than `bound`."""
        whole = math.ceil(bound - NEARLY)
        return whole if whole % self.grain <= self.finest else whole - whole % self.grain + self.grain

    def highest(self, limit: float) -> int:
        """The most that an answer may cost when it costs no more than `limit`."""
        whole = math.floor(limit)
        return min(whole, whole - whole % self.grain + self.finest)

    def _spend(self, steps: int) -> None:
        self.steps_left -= steps
        if self.steps_left < 0:
            raise _Stopped

    def _look_into(self, part: Part, bound: float) -> None:
        # At first only what costs hardly more than the least, then more and more.
        part.width = max(part.width * 2, 1.0 * self.grain) if part.width else FIRST * abs(bound)
        limit = self.highest(min(self.most, self.least(bound) + part.width))
        sweep = Sweep(self, part, limit)
        try:
            rest = sweep.run()
        except TooLong:
            self._halve(part)
            return
        finally:
            self._spend(LAYING + sweep.steps)
        if rest < math.inf:
            self._push(max(rest, bound), part)

    def _halve(self, part: Part) -> None:
        shares = part.relaxation.shares()
        open_shares = {c: x for c, x in shares.items() if c in part.left}
        column = min(open_shares, key=lambda c: (abs(open_shares[c] - 0.5), -self.choices[self.column_of[c][0]].cost, c))
        self._child(part, {column: 0})
        self._child(part, {column: 1})

    def _child(self, part: Part, values: dict[int, int]) -> None:
        relaxation = part.relaxation.copy()
        standing, taken, left = part.standing, part.taken, part.left - set(values)
        for column, value in values.items():
            if value:
                choice = self.column_of[column][0]
                standing += self.packed[column]
                taken = (*taken, column)
                left -= {c for c in left if self.column_of[c][0] == choice}
        relaxation.fix({c: int(c in taken) for c in part.left - left})
        self._settle(Part(relaxation, standing, taken, left))

    def _settle(self, part: Part) -> None:
        """Solve the relaxation of a part. As long as it takes only whole units that is an answer, and the part goes on without it."""
        relaxation = part.relaxation
        while self._solved(relaxation):
            shares = relaxation.shares()
            if relaxation.settled and all(x < NEARLY or x > 1 - NEARLY for x in shares.values()):
                columns = [*part.taken, *(c for c in part.left if shares.get(c, 0.0) > 0.5)]
                self.record(columns)
                units = {self.column_of[c][0] for c in columns}
                units = {i for i in units if not self.choices[i].held}
                if all(units.issuperset(self.families[self.kin_of[i]]) for i in units):
                    further = [c for i in units for c in self.columns_of[i] if c in part.left]
                    relaxation.forbid(further, len({self.column_of[c][0] for c in further}) - 1)
                    continue
            self._push(max(relaxation.value, 0.0), part)
            return

    def _solved(self, relaxation: Relaxation) -> bool:
        before = relaxation.pivots
        found = relaxation.solve(self.most + 1)
        self._spend(SETTLING + PIVOTING * (relaxation.pivots - before))
        return found

    def record(self, columns: list[int]) -> None:
        """Keep a solution, unless a unit of it could be left out."""
        taken = [self.column_of[c][0] for c in columns]
        answer = frozenset(i for i in taken if not self.choices[i].held)
        cost = sum(self.choices[i].cost for i in answer)
        first = next(self._of_kind(answer))
        if cost > self.most or first in self.answers or first in self.refused:
            return
        if not self._needed(first):
            self.refused.add(first)
            return
        for one in islice(self._of_kind(answer), self.count if self.alike else 1):
            self.answers[one] = cost
            insort(self.costs, cost)
        if len(self.costs) >= self.count:
            self._settle_for_equals()
            self.most = min(self.most, self.costs[self.count - 1] - 1)

    def _settle_for_equals(self) -> None:
        """After some time it is enough that nothing is better by a whole grain."""
        if len(self.costs) >= self.count and self.most_steps - self.steps_left > FINE:
            cost = self.costs[self.count - 1]
            self.most = min(self.most, cost - cost % self.grain - 1)

    def _of_kind(self, answer: frozenset[int]) -> Iterator[frozenset[int]]:
        """The answers that differ from this one in kin alone, the first in order first."""
        sizes = Counter(self.kin_of[i] for i in answer)
        yield from map(frozenset, _picked([(self.families[at], size) for at, size in sorted(sizes.items())]))

    def _needed(self, answer: frozenset[int]) -> bool:
        """Whether it breaks whichever unit is left out."""
        self.steps_left -= len(answer)
        for without in sorted(answer, key=lambda i: -self.choices[i].cost):
            some = [c for i, c in enumerate(self.choices) if (i in answer and i != without) or c.held]
            if self.rows.can_be_met_by(some):
                return False
        return True


def _picked(families: Sequence[tuple[list[int], int]]) -> Iterator[tuple[int, ...]]:
    """As many of each family as are asked for, in every combination, one after the other: there may be very many."""
    if not families:
        yield ()
        return
    family, size = families[0]
    for some in combinations(family, size):
        for rest in _picked(families[1:]):
            yield some + rest
