"""Routes, told: what could stand in place of a unit, what stands in the way, and what is said when the search stops."""

from itertools import combinations

import pytest

from milepost.cli.bench_rules import puzzle
from milepost.engine.combination import shortfalls
from milepost.engine.framework import Framework, Rule
from milepost.engine.planner import CauseKind, Objective, Position, Slot, routes
from milepost.engine.planner.layout import layouts
from milepost.engine.planner.peer import cheapest_costs
from milepost.engine.planner.search import cheapest
from tests.engine.rules import K, framework

CASE = framework(
    "a:A:6 b:B:4/2 c:B:5 d:B:4/2 e:C:3/2 f:C:4 g:C:5 h:C:6/4",
    *(Rule(K.MIN_CREDITS, 15), Rule(K.MANDATORY, units=("a",)), Rule(K.ONE_FROM_EACH, groups=("B", "C"))),
)


def told(case: Framework, position: Position, **more: object) -> list[tuple[str, float]]:
    return [(" ".join(r.units), r.value) for r in routes(case, case.qualification(), position, **more).routes]  # type: ignore[arg-type]


def test_routes_that_differ_in_units_alike_to_every_rule_are_one() -> None:
    *best, third = told(CASE, Position(), count=3)
    assert best == [("a b g", 15), ("a c f", 15)] and third[1] == 16
    assert told(CASE, Position(), count=3, alike=True) == [("a b g", 15), ("a c f", 15), ("a d g", 15)]


def test_a_slot_describes_exactly_the_units_that_fit() -> None:
    (route,) = routes(CASE, CASE.qualification(), Position(wanted=["c"]), count=1).routes
    (fixed, free) = route.slots
    assert (fixed.units, fixed.free) == (("a", "c"), False)
    assert free == Slot(("f",), ("f", "g", "h"), credits=4, groups=("C",))


def test_what_is_ruled_out_is_in_no_route_and_what_is_wanted_is_in_every_one() -> None:
    for units, _ in told(CASE, Position(impossible=["c", "g"], wanted=["h"])):
        assert not {"c", "g"} & set(units.split())
        assert "h" in units


def test_weights_may_stand_instead_of_an_objective() -> None:
    weights = dict.fromkeys("abcdefgh", 5) | {"d": 1, "h": 0}
    assert told(CASE, Position(), weights=weights, count=1) == [("a d h", 6)]


def test_achieved_units_cost_nothing_and_are_no_part_of_a_route() -> None:
    assert told(CASE, Position(achieved=["a", "h"]), count=2) == [("b", 4), ("c", 5)]


def test_the_nearest_route_adds_the_least_and_leaves_out_what_is_not_needed() -> None:
    (first, *_) = routes(CASE, CASE.qualification(), Position(planned=["a", "b", "e", "h"]), objective=Objective.NEAREST).routes
    assert (first.units, first.added, first.dropped) == (("a", "b", "h"), (), ("e",))


def test_the_conflict_is_the_smallest_there_is() -> None:
    position = Position(impossible=["a", "b", "e"], wanted=["h"])
    seen = routes(CASE, CASE.qualification(), position)
    assert seen.impossible
    (conflict,) = seen.conflicts
    assert [(c.kind, c.rule, c.unit) for c in conflict.causes] == [(CauseKind.RULE, 1, ""), (CauseKind.IMPOSSIBLE, -1, "a")]


def test_rules_that_contradict_each_other_are_named_without_the_others() -> None:
    case = framework(
        "a:B:4 b:B:4 c:C:4 d:C:4",
        *(
            Rule(K.MIN_CREDITS, 12),
            Rule(K.MIN_UNITS, 1, groups=("B",)),
            Rule(K.MAX_CREDITS, 4, groups=("B",)),
            Rule(K.BARRED, units=("c", "d")),
        ),
    )
    (conflict,) = routes(case, case.qualification()).conflicts
    assert [c.rule for c in conflict.causes] == [0, 2, 3]
    assert conflict.smallest
    rules = case.qualification().rules
    for kept in combinations([0, 2, 3], 2):
        easier = framework("a:B:4 b:B:4 c:C:4 d:C:4", *(rules[i] for i in kept))
        assert not shortfalls(easier, easier.qualification(), "abcd")


def test_a_search_that_stops_says_so_with_a_bound() -> None:
    one = puzzle(25)
    seen = routes(one.framework, one.qualification, one.position, objective=one.objective, most_steps=600)
    assert not seen.exact and not seen.impossible
    ten = routes(one.framework, one.qualification, one.position, objective=one.objective)
    assert ten.exact and seen.bound is not None
    known = {route.units for route in seen.routes}
    assert all(route.value >= seen.bound for route in ten.routes if route.units not in known)


@pytest.mark.parametrize("seed", range(4))
def test_routes_through_hard_rules_pass_the_checker_and_hold_nothing_that_is_not_needed(seed: int) -> None:
    one = puzzle(seed)
    seen = routes(one.framework, one.qualification, one.position, objective=one.objective)
    assert seen.exact and len(seen.routes) == 10
    for route in seen.routes:
        assert not shortfalls(one.framework, one.qualification, [*one.position.achieved, *route.units])
        for key in route.units:
            assert shortfalls(one.framework, one.qualification, {*one.position.achieved, *route.units} - {key})
    assert not any(set(a.units) <= set(b.units) for a in seen.routes for b in seen.routes if a is not b)


@pytest.mark.parametrize("seed", [0, 5, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(100, 112))])
def test_an_exact_solver_library_finds_the_same_costs(seed: int) -> None:
    pytest.importorskip("highspy")
    one = puzzle(seed)
    (layout,) = layouts(one.framework, one.qualification, one.position)
    program = layout.program({u.key: u.credit for u in one.framework.units})
    found = cheapest(program, alike=True)
    assert found.exact
    assert [s.cost for s in found.solutions] == cheapest_costs(program)
