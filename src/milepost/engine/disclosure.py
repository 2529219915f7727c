"""Counts by group, shown only where nobody can be worked out from them.

A group is small where it holds fewer than `few`. Leaving one small group out is not enough: whoever knows the total subtracts the rest and
has it. So the smallest of the others goes with it, until what is left out together is not small either.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """So many kept of all that counted; `size` is how large the group is that a share of these would speak of."""

    name: str
    kept: int
    of: int
    size: int

    @property
    def percent(self) -> int:
        """Of a hundred, rounded down."""
        return self.kept * 100 // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """The groups that may be seen, and how many counted in all the others together."""

    groups: tuple[Group, ...]
    left_out: int


def shown(groups: Sequence[Group], *, few: int) -> Shown:
    """What of these may be seen, in the order in which it was given. One group alone says no more than the total, so it is left out too."""
    seen = [one for one in groups if one.size >= few]
    hidden = [one for one in groups if one.size < few and one.of]
    while hidden and seen and sum(one.size for one in hidden) < few:
        least = min(seen, key=lambda one: one.size)
        seen.remove(least)
        hidden.append(least)
    if len(seen) + bool(hidden) < 2:
        return Shown((), sum(one.of for one in groups))
    return Shown(tuple(seen), sum(one.of for one in hidden))
