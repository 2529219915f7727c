"""How much more a floor can get from units still to come: never too little, and as near to the truth as sums can say.

Each unit is put under the one limit that holds it most tightly, so that what the limits leave adds up; a share is weighed
against the floor itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

type Weights = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Cap:
    at: int  # place of the limit in a tally
    limit: int
    worth: int  # the most that one of its units of measure brings to the floor
    rest: list[int]  # what the units from each depth on bring to the floor


def _from_each_depth(amounts: Sequence[int]) -> list[int]:
    return [*accumulate(reversed(amounts), initial=0)][::-1]


class Reach:
    """For one floor: what the units from each depth on can still bring, under the limits."""

    def __init__(self, at: int, ways: Sequence[Sequence[Weights]], limits: Sequence[tuple[int, int]], signed: Sequence[int]) -> None:
        self.most = [max((w[at] for w in mine), default=0) for mine in ways]
        under = self._placed(at, ways, [(c, limit) for c, limit in limits if c not in signed])
        self.free = _from_each_depth([0 if d in under else most for d, most in enumerate(self.most)])
        self.caps = [
            _Cap(c, limit, worth, _from_each_depth([most if under.get(d) == (c, limit, worth) else 0 for d, most in enumerate(self.most)]))
            for c, limit, worth in dict.fromkeys(under.values())
        ]
        self.shares = [self._share(at, ways, c, limit, worth) for c, limit in limits if c in signed and (worth := _worth(c, at, ways))]

    def _placed(self, at: int, ways: Sequence[Sequence[Weights]], limits: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int, int]]:
        """Under which limit each unit is looked at, by its depth. Limits that hold nothing back are left out."""
        tight = []
        for c, limit in limits:
            members = [d for d, mine in enumerate(ways) if self.most[d] > 0 and all(w[c] > 0 for w in mine if w[at] > 0)]
            worth = max((-(-w[at] // w[c]) for d in members for w in ways[d] if w[at] > 0), default=0)
            total = sum(self.most[d] for d in members)
            if total > worth * limit:
                tight.append((worth * limit / total, c, limit, worth, members))
        found: dict[int, tuple[int, int, int]] = {}
        for _ratio, c, limit, worth, members in sorted(tight):
            for d in members:
                found.setdefault(d, (c, limit, worth))
        return found

    def _share(self, at: int, ways: Sequence[Sequence[Weights]], c: int, limit: int, worth: int) -> _Cap:
        # Whatever counts, `worth` times the floor's weights less the share's is at most this.
        return _Cap(c, limit, worth, _from_each_depth([max(0, *(worth * w[at] - w[c] for w in mine)) for mine in ways]))

    def more(self, depth: int, tally: Weights) -> int:
        found = self.free[depth]
        for cap in self.caps:
            found += min(cap.worth * (cap.limit - tally[cap.at]), cap.rest[depth])
        for share in self.shares:
            found = min(found, (share.rest[depth] + share.limit - tally[share.at]) // share.worth)
        return found


def _worth(c: int, at: int, ways: Sequence[Sequence[Weights]]) -> int:
    """How many times the floor's weight outweighs the share's, wherever both weigh something."""
    return max((-(-w[c] // w[at]) for mine in ways for w in mine if w[at] > 0 and w[c] > 0), default=0)
