"""Why there is no route: a smallest set of rules and wishes that cannot all be had.

Whatever can be had leaves out at least one of each conflicting set. So a smallest set that meets every complement of
what was found possible is tried; if that is impossible it is the answer, and if it is possible there is one complement more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from milepost.engine.planner.layout import Cause, Layout
from milepost.engine.planner.program import Bound, Choice, Program, Rows
from milepost.engine.planner.search import cheapest

MOST_ROUNDS = 60
STEPS_EACH = 20_000
STEPS_A_TRY = 1_000  # whether one cause more, or less, makes a difference: where that stays open it is taken to make none


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules and wishes that cannot all be met; without any one of them the others can, which `smallest` says is certain.

    `smallest` is false where the search stopped: then something in it may not be needed for the conflict.
    """

    causes: tuple[Cause, ...]
    pathway: str = ""
    smallest: bool = True


def conflict(layout: Layout) -> Conflict:
    """A smallest set of causes under which nothing is possible, for a layout under which nothing is."""
    causes = layout.causes
    complements: list[frozenset[Cause]] = []
    for _ in range(MOST_ROUNDS):
        tried = _smallest_meeting(causes, complements)
        found = cheapest(layout.under(tried), 1, most_steps=STEPS_EACH)
        if found.impossible:
            return Conflict(tuple(c for c in causes if c in tried), layout.pathway)
        if not found.solutions:
            break
        complements.append(frozenset(causes) - _had_beside(layout, tried, found.solutions[0].keys))
        if not complements[-1]:
            break
    return _by_leaving_out(layout)


def _smallest_meeting(causes: Sequence[Cause], sets: Sequence[frozenset[Cause]]) -> frozenset[Cause]:
    """A smallest set that has something of each of the sets."""
    choices = tuple(Choice(str(at), (tuple(int(cause in one) for one in sets),), 1) for at, cause in enumerate(causes))
    found = cheapest(Program(choices, tuple(Bound(1) for _ in sets)), 1)
    return frozenset(causes[int(key)] for key in found.solutions[0].keys) if found.solutions else frozenset(causes)


def _had_beside(layout: Layout, tried: frozenset[Cause], keys: Collection[str]) -> frozenset[Cause]:
    """As many causes as can be had together with those tried, beginning with those that the solution keeps anyway."""
    had = tried
    for searching in (False, True):
        for cause in layout.causes:
            if cause in had:
                continue
            program = layout.under(had | {cause})
            rows = Rows.of(program)
            kept = rows.can_be_met_by([c for c in rows.choices if c.held or c.key in keys])
            if not kept and searching and (found := cheapest(program, 1, most_steps=STEPS_A_TRY).solutions):
                kept, keys = True, found[0].keys  # which may keep more of those that come after
            if kept:
                had |= {cause}
    return had


def _by_leaving_out(layout: Layout) -> Conflict:
    left = list(layout.causes)
    for cause in layout.causes:
        fewer = [c for c in left if c != cause]
        if cheapest(layout.under(fewer), 1, most_steps=STEPS_A_TRY).impossible:
            left = fewer
    return Conflict(tuple(left), layout.pathway, smallest=False)
