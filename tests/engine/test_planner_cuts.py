"""What the planner's search stands on: rows packed in one number, cuts that no answer breaks, pathways that share the steps."""

import random
from itertools import product

import pytest

from milepost.engine.framework import Rule
from milepost.engine.planner import Position, routes
from milepost.engine.planner.covers import covers
from milepost.engine.planner.packing import Packing
from milepost.engine.planner.program import Choice, Rows
from milepost.engine.planner.relaxation import Relaxation
from tests.engine.rules import K, framework


@pytest.mark.parametrize("seed", range(30))
def test_a_flag_stands_exactly_where_a_row_is_met(seed: int) -> None:
    draw = random.Random(seed)
    ways = [tuple(draw.randint(-9, 9) for _ in range(4)) for _ in range(6)]
    needs = tuple(draw.randint(-12, 12) for _ in range(4))
    packing = Packing(Rows(tuple(Choice(str(i), (way,)) for i, way in enumerate(ways)), needs))
    for taken in product((0, 1), repeat=len(ways)):
        sums = [sum(way[row] * x for way, x in zip(ways, taken, strict=True)) for row in range(4)]
        standing = packing.start + sum(packing.pack(way) for way, x in zip(ways, taken, strict=True) if x)
        met = packing.pack([1 << (packing.width - 1)] * 4)
        assert met == packing.flags
        flags = [bool(standing >> (packing.width * row + packing.width - 1) & 1) for row in range(4)]
        assert flags == [have >= need for have, need in zip(sums, needs, strict=True)]


@pytest.mark.parametrize("seed", range(60))
def test_no_cut_excludes_an_answer(seed: int) -> None:
    draw = random.Random(seed)
    columns = [[draw.choice((-6, -5, -4, -3, 0, 2, 3)), draw.randint(0, 7)] for _ in range(9)]
    needs = [-draw.randint(6, 14), draw.randint(8, 20)]
    answers = [
        taken
        for taken in product((0, 1), repeat=len(columns))
        if all(sum(c[row] * x for c, x in zip(columns, taken, strict=True)) >= need for row, need in enumerate(needs))
    ]
    shares = {c: draw.random() for c in range(len(columns))}
    for _depth, weights, need in covers(columns, needs, shares):
        assert all(sum(w * x for w, x in zip(weights, taken, strict=True)) >= need for taken in answers)
    costs = [draw.randint(1, 9) for _ in columns]
    relaxation = Relaxation(columns, costs, needs)
    if relaxation.solve():
        relaxation.tighten(20)
        found = relaxation.solve()
        assert found or not answers
        assert all(relaxation.value <= sum(cost * x for cost, x in zip(costs, taken, strict=True)) + 1e-6 for taken in answers)
    else:
        assert not answers


def test_a_cover_is_found_where_a_limit_is_broken_in_part() -> None:
    columns, needs = [[-6], [-6], [-5]], [-11]  # any two but the first with the second
    (_depth, weights, need), *_more = covers(columns, needs, {0: 1.0, 1: 0.83, 2: 0.0})
    assert (weights[:2], need) == ([-1.0, -1.0], -1.0)


def test_many_units_that_are_alike_are_answered_at_once() -> None:
    case = framework(" ".join(f"u{i}:B:4" for i in range(40)), Rule(K.MIN_CREDITS, 80))
    assert len(routes(case, case.qualification()).routes) == 1
    seen = routes(case, case.qualification(), alike=True)
    assert seen.exact and len({r.units for r in seen.routes}) == 10


def test_what_is_complete_needs_nothing_and_no_search() -> None:
    case = framework("a:B:4 b:B:4 c:B:4", Rule(K.MIN_CREDITS, 8))
    seen = routes(case, case.qualification(), Position(achieved=["a", "b"]))
    assert [r.units for r in seen.routes] == [()] and seen.exact and seen.steps == 0
