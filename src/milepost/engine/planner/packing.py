"""Weights of a unit in every row held in one whole number, so that one addition or comparison does all the rows at once.

Each row has a field of equal width. What stands in a field is by how much the row is met so far (below 0 where it is not),
raised by half of what the field can hold: then the field's top bit, its flag, stands exactly where the row is met.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from milepost.engine.planner.program import Rows, Weights


class Packing:
    def __init__(self, rows: Rows) -> None:
        spans = [[max((abs(way[at]) for way in c.ways), default=0) for c in rows.choices] for at in range(len(rows.needs))]
        most = max((sum(span) + abs(need) for span, need in zip(spans, rows.needs, strict=True)), default=0)
        self.width = most.bit_length() + 1
        self.needs = rows.needs
        self.flags = sum(1 << (self.width * at + self.width - 1) for at in range(len(rows.needs)))

    @cached_property
    def start(self) -> int:
        """Where every row stands when nothing is taken yet."""
        return self.flags - self.pack(self.needs)

    def pack(self, weights: Sequence[int]) -> int:
        return sum(weight << (self.width * at) for at, weight in enumerate(weights) if weight)

    def gains(self, ways: Iterable[Weights]) -> int:
        """The most that any of the ways can bring to each row."""
        return self.pack([max(0, *column) for column in zip(*ways, strict=True)])

    def drops(self, ways: Iterable[Weights]) -> int:
        """The most that any of the ways can take from each row, as a number that is not above 0."""
        return self.pack([min(0, *column) for column in zip(*ways, strict=True)])

    def helped(self, way: Weights, *, always: bool = False) -> int:
        """Flags of the rows to which the way brings something; with `always` one more, for a row that is never met."""
        rows = [at for at, weight in enumerate(way) if weight > 0] + [len(way)] * always
        return sum(1 << (self.width * at + self.width - 1) for at in rows)

    def fields(self, flags: int) -> int:
        """All the bits of the fields whose flags these are."""
        return (flags << 1) - (flags >> (self.width - 1))
