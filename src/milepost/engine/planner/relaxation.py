"""A bound for the search: the same conditions, but a unit may be taken in part.

A dictionary for the dual simplex method: each basic variable and the cost as sums over the others, which stand at 0 (a
variable that stands at its top is turned round, so that it too is at 0). Cuts, which part units break and whole ones keep,
draw the bound close to the truth: those of `covers`, and others in the manner of Gomory, which are given away a little so
that rounding breaks nothing.
"""

import math
from collections.abc import Iterable, Sequence

from milepost.engine.planner.covers import covers

SLIGHT = 1e-9
BROKEN = 1e-7
MOST_CUTS = 10  # of a kind in one round
DEEP = 0.01
HAIR = 0.02  # of all costs together, which are whole
GOLDEN = 0.6180339887
PIVOT = 1e-7
CLEARLY = 1e-4
MOST_PIVOTS = 200  # between two answers
RISE = 1e-4  # of the bound in a round; less is idle
MOST_IDLE = 8  # rounds in a row

type Cut = tuple[float, list[float], float]  # how deep, weights of the columns, need


class Relaxation:
    """Least cost of `columns` taken in part, between 0 and 1, so that every row adds up to its need."""

    def __init__(self, columns: Sequence[Sequence[int]], costs: Sequence[int], needs: Sequence[int], kin: Sequence[int] = ()) -> None:
        self.size = len(columns)
        self.columns = [list(map(float, c)) for c in columns]  # to state cuts in; shared by all copies
        self.needs = list(map(float, needs))
        self.table = [[c[r] for c in self.columns] for r in range(len(needs))]
        self.level = [-float(n) for n in needs]
        # What each of the others adds to the cost. Costs that are equal are parted by a hair, downwards, or turns could go in rings.
        # Columns of one kin stay equal, so that they are tried in one order only.
        hairs = [HAIR / self.size * (0.5 + 0.5 * (GOLDEN * at % 1)) for at in kin or range(self.size)]
        self.rates = [cost - hair if cost else hair for cost, hair in zip(costs, hairs, strict=True)]
        self.value = -sum(hair for cost, hair in zip(costs, hairs, strict=True) if not cost)
        self.first_cut = 0
        self.settled = False
        self.pivots = 0  # of this one and those it was copied from
        self.others = list(range(self.size))
        self.basic = list(range(self.size, self.size + len(needs)))
        self.tops = [1.0] * self.size + [math.inf] * len(needs)
        self.turned = [False] * (self.size + len(needs))
        self.whole = [True] * (self.size + len(needs))

    def copy(self) -> "Relaxation":
        other = Relaxation.__new__(Relaxation)
        other.first_cut, other.size, other.columns, other.needs, other.whole = (
            self.first_cut,
            self.size,
            self.columns,
            self.needs,
            self.whole,
        )
        other.table = [row[:] for row in self.table]
        other.level, other.rates, other.value = self.level[:], self.rates[:], self.value
        other.others, other.basic = self.others[:], self.basic[:]
        other.tops, other.turned = self.tops[:], self.turned[:]
        other.pivots = self.pivots
        return other

    def solve(self, most: float = math.inf) -> bool:
        """Go to the least cost. False when the conditions cannot be met even in part, or for no cost up to `most`.

        It may go in rings. So it ends after many turns, not `settled`: the value is a bound and the prices are right even then.
        """
        level, basic, others, tops, turned = self.level, self.basic, self.others, self.tops, self.turned
        self.settled = True
        for _ in range(MOST_PIVOTS):
            worst, at = -BROKEN, -1
            for i, x in enumerate(level):
                gap = x if x < 0 else tops[basic[i]] - x
                if gap < worst:
                    worst, at = gap, i
            if at < 0:
                return True
            if level[at] > 0:
                level[at] = tops[basic[at]] - level[at]
                self.table[at] = [-a for a in self.table[at]]
                turned[basic[at]] = not turned[basic[at]]
            enters, ratio, size = -1, math.inf, 0.0
            for j, a in enumerate(self.table[at]):
                if a > PIVOT:
                    r = self.rates[j] / a
                    if r < ratio - 1e-12 or (r <= ratio + 1e-12 and a > size):
                        enters, ratio, size = j, r, a
            if enters < 0:
                self.settled = worst < -CLEARLY  # or it may be rounding
                return not self.settled
            self._pivot(at, enters)
            self.pivots += 1
            if self.value > most:
                return False
            if tops[others[enters]] == 0:
                self._forget([enters])
                others = self.others
        self.settled = False
        return True

    def _pivot(self, at: int, enters: int) -> None:
        table, level = self.table, self.level
        inverse = 1 / table[at][enters]
        row = [-a * inverse for a in table[at]]
        row[enters] = inverse
        height = -level[at] * inverse
        for i, line in enumerate(table):
            if i != at and (factor := line[enters]):
                line[enters] = 0.0
                table[i] = [a + factor * p for a, p in zip(line, row, strict=True)]
                level[i] += factor * height
        factor, self.rates[enters] = self.rates[enters], 0.0
        self.rates = [a + factor * p for a, p in zip(self.rates, row, strict=True)]
        self.value += factor * height
        table[at], level[at] = row, height
        self.basic[at], self.others[enters] = self.others[enters], self.basic[at]

    def _forget(self, places: Sequence[int]) -> None:
        """Take out variables that stand at 0 for good."""
        gone = set(places)
        keep = [j for j in range(len(self.others)) if j not in gone]
        self.table = [[row[j] for j in keep] for row in self.table]
        self.rates = [self.rates[j] for j in keep]
        self.others = [self.others[j] for j in keep]

    def fix(self, values: dict[int, int]) -> None:
        """Hold columns at 0 or 1 from now on. Call `solve` afterwards."""
        gone = []
        for j, column in enumerate(self.others):
            if column in values:
                gone.append(j)
                if bool(values[column]) != self.turned[column]:
                    for i, row in enumerate(self.table):
                        self.level[i] += row[j]
                    self.value += self.rates[j]
                    self.turned[column] = not self.turned[column]
                self.tops[column] = 0.0
        for i, column in enumerate(self.basic):
            if column in values:
                if bool(values[column]) != self.turned[column]:
                    self.level[i] = self.tops[column] - self.level[i]
                    self.table[i] = [-a for a in self.table[i]]
                    self.turned[column] = not self.turned[column]
                self.tops[column] = 0.0
        self._forget(gone)

    def shares(self) -> dict[int, float]:
        """How much of each column is taken, but for those that stand at 0."""
        found = {c: self.level[i] for i, c in enumerate(self.basic) if c < self.size and self.tops[c]}
        found |= dict.fromkeys((c for c in self.others if c < self.size), 0.0)
        return {c: 1 - x if self.turned[c] else x for c, x in found.items()}

    def reduced(self) -> dict[int, float]:
        """What each variable, slacks among them, would add to the cost; negative for a column that is taken whole."""
        return {c: -rate if self.turned[c] else rate for c, rate in zip(self.others, self.rates, strict=True)}

    # Cuts -------------------------------------------------------------------------------------------------------------

    def tighten(self, rounds: int) -> None:
        """Add cuts while they raise the bound. Only before anything is fixed."""
        rows, idle = len(self.needs), 0
        limits = [column[:] for column in self.columns], self.needs[:]
        self.first_cut = self.size + rows
        for _ in range(rounds):
            before = self.copy()
            gomory = _deepest(self._cuts())
            handfuls = _deepest(covers(*limits, self.shares()))
            for _depth, weights, need in gomory:
                self._add(weights, need, whole=False)
            for _depth, weights, need in handfuls:
                self._add(weights, need, whole=True)
            if not (gomory or handfuls) or not self.solve():
                return
            if not self.settled:  # without these cuts
                self.__dict__.update(before.__dict__, settled=True, pivots=self.pivots, whole=self.whole[: len(before.tops)])
                return
            self._drop_idle()
            idle = 0 if self.value - before.value > RISE * (1 + abs(before.value)) else idle + 1
            if idle == MOST_IDLE:
                return

    def _cuts(self) -> list[Cut]:
        shares = self.shares()
        found = []
        for i, variable in enumerate(self.basic):
            part = self.level[i] - math.floor(self.level[i])
            if not self.whole[variable] or not 0.05 <= part <= 0.95:
                continue
            weights, need = self._cut(self.table[i], part)
            most = max(map(abs, weights), default=0.0)
            if not 0 < most < 1e4:
                continue
            weights = [w if abs(w) > SLIGHT * most else 0.0 for w in weights]
            depth = need - sum(w * shares[c] for c, w in enumerate(weights) if w)
            depth /= math.sqrt(sum(w * w for w in weights))
            if depth > DEEP:
                found.append((depth, weights, need - 1e-7 * (1 + abs(need)) - SLIGHT * sum(map(abs, weights))))
        return found

    def _cut(self, row: list[float], part: float) -> tuple[list[float], float]:
        """The mixed integer cut of one row, told in columns."""
        weights, need = [0.0] * self.size, 1.0
        for j, variable in enumerate(self.others):
            a = -row[j]
            if abs(a) < 1e-11:
                continue
            if self.whole[variable]:
                f = a - math.floor(a)
                if not SLIGHT < f < 1 - SLIGHT:
                    continue
                g = f / part if f <= part else (1 - f) / (1 - part)
            else:
                g = a / part if a > 0 else -a / (1 - part)
            if variable >= self.size:
                at = variable - self.size
                for k in range(self.size):
                    weights[k] += g * self.columns[k][at]
                need += g * self.needs[at]
            elif self.turned[variable]:
                weights[variable] -= g
                need -= g
            else:
                weights[variable] += g
        return weights, need

    def forbid(self, columns: Sequence[int], most: int) -> None:
        """Take at most so many of these columns from now on. Call `solve` afterwards."""
        self.whole = self.whole[:]
        weights = [0.0] * self.size
        for column in columns:
            weights[column] = -1.0
        self._state(weights, -float(most), whole=True)

    def _add(self, weights: list[float], need: float, *, whole: bool) -> None:
        self._state(weights, need, whole=whole)
        self.needs.append(need)
        for column, weight in zip(self.columns, weights, strict=True):
            column.append(weight)

    def _state(self, weights: list[float], need: float, *, whole: bool) -> None:
        row, level = [0.0] * len(self.others), -need
        standing = {c: j for j, c in enumerate(self.others)}
        lying = {c: i for i, c in enumerate(self.basic)}
        for column, weight in enumerate(weights):
            if not weight:
                continue
            if self.turned[column]:
                level += weight
                weight = -weight
            if column in standing:
                row[standing[column]] += weight
            elif column in lying:
                i = lying[column]
                level += weight * self.level[i]
                row = [a + weight * p for a, p in zip(row, self.table[i], strict=True)]
        self.table.append(row)
        self.level.append(level)
        self.basic.append(len(self.tops))
        self.tops.append(math.inf)
        self.turned.append(False)
        self.whole.append(whole)

    def _drop_idle(self) -> None:
        """Cuts that do not bind only cost time."""
        keep = [i for i, c in enumerate(self.basic) if c < self.first_cut or self.level[i] < 1e-6]
        self.table = [self.table[i] for i in keep]
        self.level = [self.level[i] for i in keep]
        self.basic = [self.basic[i] for i in keep]


def _deepest(cuts: Iterable[Cut]) -> list[Cut]:
    return sorted(cuts, key=lambda cut: -cut[0])[:MOST_CUTS]
