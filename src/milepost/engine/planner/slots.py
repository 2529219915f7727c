"""What could stand in place of each unit of a route, told as data: "one Level 3 unit of 4 or more credits from group D; five fit"."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from milepost.engine.framework import Framework, Unit
from milepost.engine.planner.layout import Layout
from milepost.engine.planner.program import Choice, Program, Rows, Steps, Team, Weights

MOST_STEPS = 1_000  # to find out which units fit on all the routes of an answer


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a route. `fits` are all the units that could fill it while the others stay, its own among them.

    `level`, `credits` and `groups` describe them so that no unit that is neither achieved nor on the route answers to it but
    does not fit. Where they do
    not part those that fit from the others, `told` is false and only the list is true.
    """

    units: tuple[str, ...]  # those of the route that may each be exchanged for the same others
    fits: tuple[str, ...]
    level: int | None = None
    level_or_above: bool = False
    credits: int = 0  # at least
    groups: tuple[str, ...] = ()
    told: bool = True

    @property
    def free(self) -> bool:
        """Whether there is a choice at all."""
        return len(self.fits) > len(self.units)


def slots(framework: Framework, layout: Layout, units: Collection[str], achieved: Collection[str], steps: Steps) -> tuple[Slot, ...]:
    """The places of a route: the units that can be exchanged for the same others share one.

    Where counting is a search, it ends with the `steps`; a unit that was not found to fit by then is not among those that fit.
    """
    return _Exchange(framework, layout, units, achieved, steps).slots()


class _Exchange:
    def __init__(self, framework: Framework, layout: Layout, units: Collection[str], achieved: Collection[str], steps: Steps) -> None:
        self.framework, self.layout, self.steps = framework, layout, steps
        program = Program(tuple(c for c in layout.choices if c.key not in layout.impossible or c.key in units), layout.bounds)
        self.rows = Rows.of(program)
        self.choices = {c.key: c for c in self.rows.choices}
        self.units = [c.key for c in self.rows.choices if c.key in units]
        self.base: list[Choice] = [c for c in self.rows.choices if c.key in achieved]
        self.others = [c for c in self.rows.choices if c.key not in units and c.key not in achieved]

    def slots(self) -> tuple[Slot, ...]:
        alike: dict[tuple[str, ...], list[str]] = {}
        for key in self.units:
            fits = tuple(self._fitting(key))
            alike.setdefault(fits, []).append(key)
        return tuple(self._told(tuple(keys), (*keys, *fits)) for fits, keys in alike.items())

    def _fitting(self, without: str) -> Iterable[str]:
        rest = [*self.base, *(self.choices[key] for key in self.units if key != without)]
        team = Team(rest, len(self.rows.needs))
        plain = self.rows.needs  # if all of the rest counts in the first of its ways
        for choice in rest:
            plain = tuple(map(int.__sub__, plain, choice.ways[0]))
        known: dict[tuple[Weights, ...], bool] = {}
        for other in self.others:
            if other.ways not in known:
                # The rest is not enough alone, so that the other unit has to be taken.
                known[other.ways] = any(not any(map(int.__gt__, plain, way)) for way in other.ways) or any(
                    team.meets(tuple(map(int.__sub__, self.rows.needs, way)), self.steps) for way in other.ways if self.steps.left > 0
                )
            if known[other.ways]:
                yield other.key

    def _told(self, keys: tuple[str, ...], fits: tuple[str, ...]) -> Slot:
        ordered = tuple(c.key for c in self.rows.choices if c.key in fits)
        qualification = self.layout.board.qualification
        units = [self.framework.unit_by_key[key] for key in ordered]
        others = [self.framework.unit_by_key[c.key] for c in self.others if c.key not in fits]
        groups = tuple(g.key for g in qualification.groups if any(u.key in g.units for u in units))
        inside = [u for u in others if not groups or any(u.key in g.units for g in qualification.groups if g.key in groups)]
        for level, above, credits in _descriptions(units):
            if not any(_answers(u, level, above, credits) for u in inside):
                return Slot(keys, ordered, level, above, credits, groups)
        return Slot(keys, ordered, groups=groups, told=False)


def _descriptions(units: Sequence[Unit]) -> Iterable[tuple[int | None, bool, int]]:
    """(level, or above, least credit), the plainest first."""
    least = min(u.credit for u in units)
    levels = {-1 if u.entry else u.level for u in units}
    lowest = min(levels)
    yield None, False, 0
    yield None, False, least
    if lowest > 0:
        for credits in (0, least):
            if len(levels) == 1:
                yield lowest, False, credits
            yield lowest, True, credits


def _answers(unit: Unit, level: int | None, above: bool, credits: int) -> bool:
    if unit.credit < credits:
        return False
    if level is None:
        return True
    return not unit.entry and (unit.level >= level if above else unit.level == level)
