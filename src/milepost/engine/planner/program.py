"""What the search works on: units to take in one of several ways, under conditions that are weighted sums.

Nothing here knows a qualification. `compiling` makes a program of one; `search` lists its cheapest solutions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

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
    """Costs add up to whole multiples of `grain` and less than a grain more: what is less says which of equal
    solutions are looked for first."""

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
        return Team(choices, len(self.needs)).meets(self.needs)


@dataclass(slots=True)
class Steps:
    """How much looking is still allowed. Several questions may share them."""

    left: int = 1 << 60


class Team:
    """A few choices, of which all or some are taken."""

    def __init__(self, choices: Sequence[Choice], width: int) -> None:
        self.ways = [choice.ways for choice in choices]
        self.laid_out: dict[Weights, tuple[Weights, list[tuple[Weights, ...]]]] = {}
        spans = [_span(ways) for ways in self.ways if ways]
        self.most = tuple(map(sum, zip(*(most for most, _ in spans), strict=True))) if spans else (0,) * width
        self.least = tuple(map(sum, zip(*(least for _, least in spans), strict=True))) if spans else (0,) * width

    def meets(self, needs: Weights, steps: Steps | None = None) -> bool:
        """Whether they can bring what is needed in every row. It looks at all it must, as far as there are steps."""
        if any(map(int.__gt__, needs, self.most)):
            return False
        binding = [at for at, met in enumerate(map(int.__le__, needs, self.least)) if not met]  # the others are met anyhow
        helped, choices = self._laid_out(tuple(binding))
        left = [needs[at] - help for at, help in zip(binding, helped, strict=True)]
        return all(n <= 0 for n in left) or (bool(choices) and _met(tuple(left), choices, steps or Steps()))

    def _laid_out(self, binding: Weights) -> tuple[Weights, list[tuple[Weights, ...]]]:
        """For these rows: what those bring that can only help, and the ways of the others."""
        if binding not in self.laid_out:
            helped, choices = [0] * len(binding), list[tuple[Weights, ...]]()
            for all_ways in self.ways:
                ways = _distinct(tuple([way[at] for at in binding]) for way in all_ways)
                if len(ways) == 1 and min(ways[0], default=0) >= 0:
                    helped = list(map(int.__add__, helped, ways[0]))
                elif ways and any(weight > 0 for way in ways for weight in way):
                    choices.append(ways)
            self.laid_out[binding] = tuple(helped), choices
        return self.laid_out[binding]


def _met(needs: Weights, choices: Sequence[tuple[Weights, ...]], steps: Steps) -> bool:
    rest = [(0,) * len(needs)]
    for ways in reversed(choices):
        rest.append(tuple(map(int.__add__, rest[-1], _span(ways)[0])))
    rest.reverse()
    seen: set[tuple[int, Weights]] = set()

    def visit(at: int, needs: Weights) -> bool:
        if all(n <= 0 for n in needs):
            return True
        if at == len(choices) or any(map(int.__gt__, needs, rest[at])) or (at, needs) in seen or steps.left <= 0:
            return False
        seen.add((at, needs))
        steps.left -= 1
        return any(visit(at + 1, tuple(map(int.__sub__, needs, way))) for way in choices[at]) or visit(at + 1, needs)

    return visit(0, needs)


@lru_cache(maxsize=2048)
def _span(ways: tuple[Weights, ...]) -> tuple[Weights, Weights]:
    """The most and the least that a choice weighs in each row, taken or not."""
    columns = list(zip(*ways, strict=True))
    return tuple(max(0, *column, 0) for column in columns), tuple(min(0, *column, 0) for column in columns)


def _distinct(ways: Iterable[Weights]) -> tuple[Weights, ...]:
    return tuple(dict.fromkeys(ways))
