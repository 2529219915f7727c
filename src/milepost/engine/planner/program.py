"""What the search works on: units to take in one of several ways, under conditions that are weighted sums.

Nothing here knows a qualification. `compiling` makes a program of one; `search` lists its cheapest solutions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

type Weights = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that may be taken. It counts in one of its `ways`, each with a weight in every condition.

    One that is `held` is there already: it costs nothing, is no part of an answer and may count or not.
    """

    key: str
    ways: tuple[Weights, ...]
    cost: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition: what is taken weighs at least `floor` and at most `ceiling`, where there is one. `cause` is whose it is."""

    floor: int | None = None
    ceiling: int | None = None
    cause: object = None


@dataclass(frozen=True, slots=True)
class Program:
    """Costs add up to whole multiples of `grain` and less than a grain more: what is less decides between equals."""

    choices: tuple[Choice, ...]
    bounds: tuple[Bound, ...]
    grain: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """A program with every condition turned into "at least", and those that nothing can break left out."""

    choices: tuple[Choice, ...]
    needs: tuple[int, ...]

    @classmethod
    def of(cls, program: Program) -> "Rows":
        picked: list[tuple[int, int, int]] = []  # place, sign, need
        for at, bound in enumerate(program.bounds):
            ways = [[w[at] for w in c.ways] for c in program.choices]
            if bound.floor is not None and sum(min(0, *w, 0) for w in ways) < bound.floor:
                picked.append((at, 1, bound.floor))
            if bound.ceiling is not None and sum(max(0, *w, 0) for w in ways) > bound.ceiling:
                picked.append((at, -1, -bound.ceiling))
        return cls(
            tuple(replace(c, ways=_distinct(tuple(sign * w[at] for at, sign, _ in picked) for w in c.ways)) for c in program.choices),
            tuple(need for *_, need in picked),
        )

    def can_be_met_by(self, choices: Sequence[Choice]) -> bool:
        """Whether taking some of these choices meets every row. They are few: it looks at all it must."""
        rest = [(0,) * len(self.needs)]
        for choice in reversed(choices):
            most = tuple(max(0, *column, 0) for column in zip(*choice.ways, strict=True)) if choice.ways else rest[0]
            rest.append(tuple(map(int.__add__, rest[-1], most)))
        rest.reverse()
        seen: set[tuple[int, Weights]] = set()

        def visit(at: int, needs: Weights) -> bool:
            if all(n <= 0 for n in needs):
                return True
            if at == len(choices) or any(map(int.__gt__, needs, rest[at])) or (at, needs) in seen:
                return False
            seen.add((at, needs))
            return any(visit(at + 1, tuple(map(int.__sub__, needs, way))) for way in choices[at].ways) or visit(at + 1, needs)

        return visit(0, self.needs)


def _distinct(ways: Iterable[Weights]) -> tuple[Weights, ...]:
    return tuple(dict.fromkeys(ways))
