"""Routes: the best ways to complete a qualification from where a learner stands."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from milepost.engine.combination import verdict
from milepost.engine.combination.taking import Waiver, keys_of
from milepost.engine.framework import Framework, Qualification, Unit
from milepost.engine.planner.conflicts import Conflict, conflict
from milepost.engine.planner.layout import Layout, layouts
from milepost.engine.planner.position import STEPS, Objective, Position, cost, hours
from milepost.engine.planner.program import Rows, Steps
from milepost.engine.planner.search import MOST_STEPS, Found, cheapest
from milepost.engine.planner.slots import MOST_STEPS as MOST_LOOKING
from milepost.engine.planner.slots import Slot, slots

LIKING = 1000  # what parts equals is told in thousandths
MOST_DROPPED = 12


@dataclass(frozen=True, slots=True)
class Route:
    """Units that, with the achieved ones, make the award; leave one out and they do not."""

    units: tuple[str, ...]  # still to achieve, in the document's order
    value: float  # by the objective: credits, hours, things to show, credits that do not fit, units more
    credits: int
    hours: int  # of guided learning, reckoned from credit where a unit states none
    added: tuple[str, ...]  # not in the present choice
    dropped: tuple[str, ...]  # in the present choice, and not needed on this route
    pathway: str = ""
    slots: tuple[Slot, ...] = ()  # what could stand in place of each unit


@dataclass(frozen=True)
class Routes:
    """The best routes, best first. `exact`: there is none better, and fewer than asked for are all there are.

    Otherwise the search stopped: no route that is not here has a value below `bound`.
    """

    routes: tuple[Route, ...]
    objective: Objective | None
    exact: bool = True
    bound: float | None = None
    blocked: tuple[Layout, ...] = ()  # the pathways, where there is no route at all
    steps: int = 0

    @property
    def impossible(self) -> bool:
        return self.exact and not self.routes

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What stands in the way on each blocked pathway. To find that out takes longer than to find that there is no route."""
        return tuple(conflict(layout) for layout in self.blocked)


def routes(
    framework: Framework,
    qualification: Qualification,
    position: Position | None = None,
    *,
    objective: Objective = Objective.CREDITS,
    weights: Mapping[str, int] | None = None,
    pathway: str = "",
    waivers: Sequence[Waiver] = (),
    count: int = 10,
    alike: bool = False,
    most_steps: int = MOST_STEPS,
) -> Routes:
    """The `count` best routes, none of which holds another, each with what could stand in place of its units.

    `weights` (not negative, by unit) stand instead of the objective where they are given. Routes that differ only in
    units which are the same to every rule and to the objective are told as one, unless `alike` asks for them.
    """
    return _Routing(framework, qualification, position or Position(), objective, weights, pathway, waivers).found(
        count, most_steps, alike=alike
    )


class _Routing:
    def __init__(
        self,
        framework: Framework,
        qualification: Qualification,
        position: Position,
        objective: Objective,
        weights: Mapping[str, int] | None,
        pathway: str,
        waivers: Sequence[Waiver],
    ) -> None:
        self.framework, self.qualification, self.position, self.waivers = framework, qualification, position, waivers
        self.objective = None if weights is not None else objective
        self.achieved = frozenset(keys_of(position.achieved))
        self.present = frozenset(position.planned) - self.achieved
        self.planned = self.present - frozenset(position.impossible)
        self.nearest = self.objective is Objective.NEAREST
        self.step = STEPS[objective] if weights is None else 1
        waived = [w.rule for w in waivers]
        # The nearest route starts from the present choice as from something that is there.
        base = position if not self.nearest else _starting_from(position, self.planned)
        self.layouts = layouts(framework, qualification, base, pathway=pathway, waived=waived)
        liked = frozenset(position.preferred) | self.planned
        self.grain = LIKING if liked else 1
        units = [framework.unit_by_key[key] for key in dict.fromkeys(c.key for lay in self.layouts for c in lay.choices)]
        self.values = {u.key: weights.get(u.key, 0) if weights is not None else cost(objective, u, position) for u in units}
        # Of equally near routes those of fewer credits leave more of the present choice in place.
        fine = {u.key: u.credit if self.nearest else int(u.key not in liked) for u in units}
        self.costs = {key: value * self.grain + (fine[key] if self.grain > 1 else 0) for key, value in self.values.items()}
        self.looking = Steps(MOST_LOOKING)
        self.order = {u.key: i for i, u in enumerate(framework.units)}

    def found(self, count: int, most_steps: int, *, alike: bool) -> Routes:
        asked, steps, limited = count, most_steps, True
        while True:
            seen, limit = self._seen(asked, steps, alike=alike, limited=limited)
            steps = max(0, steps - sum(found.steps for _lay, found in seen))
            ranked = self._ranked(seen)
            more = len(seen) > 1 and any(len(found.solutions) >= asked and found.exact for _lay, found in seen)
            enough = len(ranked) >= count and self._cost(ranked[count - 1][1]) <= limit
            if enough or not more or asked > 8 * count:
                break
            asked, limited = 2 * asked, False
        made = [self._route(lay, keys) for lay, keys in ranked[:count]]
        routes = tuple(r for r in made if r is not None)
        exact = all(found.exact for _lay, found in seen) and len(routes) == len(made)
        bounds = [found.bound for _lay, found in seen if found.bound is not None]
        return Routes(
            tuple(sorted(routes, key=lambda r: (r.value, len(r.dropped), r.credits))),
            self.objective,
            exact,
            self._value(min(bounds)) if bounds else None,
            () if routes or not exact else tuple(self.layouts),
            most_steps - steps,
        )

    def _seen(self, asked: int, steps: int, *, alike: bool, limited: bool) -> tuple[list[tuple[Layout, Found]], float]:
        """The cheapest on each pathway, which share the steps.

        Where it is `limited`, only what costs no more than the last of the best so far is looked for on the next pathway.
        The least of these limits is returned too: what costs more than that may be missing.
        """
        seen: list[tuple[Layout, Found]] = []
        least = math.inf
        for at, lay in enumerate(self.layouts):
            known = self._ranked(seen) if limited else []
            most = self._cost(known[asked - 1][1]) if len(known) >= asked else None
            share = steps // (len(self.layouts) - at)
            found = cheapest(lay.program(self.costs, grain=self.grain), asked, alike=alike, most_steps=share, most=most)
            steps = max(0, steps - found.steps)
            seen.append((lay, found))
            least = least if most is None else min(least, most)
        return seen, least

    def _cost(self, keys: Collection[str]) -> int:
        return sum(self.costs[key] for key in keys)

    def _ranked(self, seen: Sequence[tuple[Layout, Found]]) -> list[tuple[Layout, frozenset[str]]]:
        """Of all pathways, cheapest first, without those that hold another."""
        everything = sorted(((s.cost, at, s.keys) for at, (_lay, f) in enumerate(seen) for s in f.solutions), key=lambda one: one[:2])
        kept: list[tuple[Layout, frozenset[str]]] = []
        for _cost, at, keys in everything:
            if len(seen) == 1 or not any(other <= keys for _lay, other in kept):
                kept.append((seen[at][0], keys))
        return kept

    def _value(self, cost: int) -> float:
        return cost // self.grain / self.step

    def _route(self, layout: Layout, keys: frozenset[str]) -> Route | None:
        units = keys
        if self.nearest:
            layout, units = self._kept(layout, keys)
        seen = verdict(self.framework, self.qualification, [*self.position.achieved, *units], pathway=layout.pathway, waivers=self.waivers)
        if seen.shortfalls:  # the checker has the last word
            return None
        ordered = tuple(sorted(units, key=self.order.__getitem__))
        found: list[Unit] = [self.framework.unit_by_key[key] for key in ordered]
        return Route(
            units=ordered,
            value=sum(self.values[key] for key in keys) / self.step,
            credits=sum(u.credit for u in found),
            hours=sum(hours(u) for u in found),
            added=tuple(key for key in ordered if key not in self.present),
            dropped=tuple(sorted(self.present - units, key=lambda key: self.order.get(key, 0))),
            pathway=layout.pathway,
            slots=slots(self.framework, layout, units, self.achieved, self.looking),
        )

    def _kept(self, layout: Layout, keys: frozenset[str]) -> tuple[Layout, frozenset[str]]:
        """These units and as much of the present choice as can stay beside them so that each is needed, on any pathway."""
        ways = sorted(self.layouts, key=lambda other: other is not layout)
        grounds = [Rows.of(way.program(dict.fromkeys(self.costs, 0))) for way in ways]
        choices = [{c.key: c for c in rows.choices} for rows in grounds]

        def enough(units: Collection[str]) -> Layout | None:
            for way, rows, by_key in zip(ways, grounds, choices, strict=True):
                if rows.can_be_met_by([by_key[key] for key in (*self.achieved, *units) if key in by_key]):
                    return way
            return None

        planned = [key for key in sorted(self.planned, key=lambda key: self.order.get(key, 0)) if any(key in by_key for by_key in choices)]
        spare = [key for key in planned if key not in self.position.wanted and enough({*keys, *planned} - {key})]
        for size in range(min(len(spare), MOST_DROPPED) + 1):
            for gone in combinations(spare, size):
                stay = frozenset(planned) - set(gone)
                if (way := enough(keys | stay)) and not any(enough((keys | stay) - {key}) for key in spare if key in stay):
                    return way, keys | stay
        return layout, keys | frozenset(planned)


def _starting_from(position: Position, planned: Collection[str]) -> Position:
    return Position(
        (*position.achieved, *planned), (), position.wanted, position.impossible, position.preferred, position.shown, position.fit
    )
