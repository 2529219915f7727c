"""Routes: they pass the checker, none holds another, and where every choice can be tried they are the best there are."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from milepost.engine.combination import Taken, shortfalls
from milepost.engine.framework import Framework, How, Measure, Pathway, Rule
from milepost.engine.planner import Objective, Position, routes
from tests.engine.rules import K, framework

CASES = 2000


def drawn(seed: int) -> tuple[Framework, Position]:
    """A small qualification with any rules at all, and a learner somewhere on the way."""
    draw = random.Random(seed)
    keys = "abcdefgh"[: draw.randint(5, 8)]
    letters = [draw.choice("ABCD") + ("BCD"[draw.randrange(3)] if draw.random() < 0.25 else "") for _ in keys]
    words = [f"{key}:{''.join(sorted(set(g)))}:{draw.randint(0, 6)}/{draw.randint(2, 4)}" for key, g in zip(keys, letters, strict=True)]
    pair = lambda n=2: tuple(draw.sample(keys, n))  # noqa: E731
    group = lambda: (draw.choice("ABCD"),)  # noqa: E731
    kinds = [
        lambda: Rule(K.MIN_CREDITS, draw.randint(3, 9), groups=group()),
        lambda: Rule(K.MIN_UNITS, draw.randint(1, 2), groups=group()),
        lambda: Rule(K.MAX_CREDITS, draw.randint(3, 8), groups=group()),
        lambda: Rule(K.MAX_UNITS, draw.randint(1, 3), groups=group()),
        lambda: Rule(K.EXACT_UNITS, draw.randint(1, 2), groups=group()),
        lambda: Rule(K.MIN_CREDITS_AT_LEVEL_OR_ABOVE, draw.randint(3, 9), level=3),
        lambda: Rule(K.MAX_CREDITS_AT_LEVEL_OR_BELOW, draw.randint(3, 9), level=2),
        lambda: Rule(K.MIN_SHARE_AT_LEVEL, draw.choice((25, 50, 60)), level=3),
        lambda: Rule(K.MAX_SHARE, draw.choice((30, 50)), groups=group(), of=draw.choice((Measure.CREDITS, Measure.UNITS))),
        lambda: Rule(K.MANDATORY, units=pair(1)),
        lambda: Rule(K.BARRED, units=pair()),
        lambda: Rule(K.NEEDS, units=pair()),
        lambda: Rule(K.NEEDS, 1, units=pair(3)),
        lambda: Rule(K.TOGETHER, units=pair()),
        lambda: Rule(K.ONE_FROM_EACH, groups=tuple(draw.sample("BCD", 2))),
    ]
    rules = [Rule(K.MIN_CREDITS, draw.randint(6, 18)), *(draw.choice(kinds)() for _ in range(draw.randint(1, 5)))]
    case = framework(" ".join(words), *rules)
    if draw.random() < 0.15:
        (qualification,) = case.qualifications
        present = [g.key for g in qualification.groups]
        ways = tuple(Pathway(f"p{i}", groups=(g,), rules=(draw.choice(kinds)(),)) for i, g in enumerate(present[-2:]))
        case = Framework(case.title, qualifications=(replace(qualification, pathways=ways),), units=case.units)
    achieved = draw.sample(keys, draw.randint(0, 2))
    how = draw.choice([How.ASSESSED, How.ASSESSED, How.RPL, How.EXEMPT])
    others = [key for key in keys if key not in achieved]
    position = Position(
        achieved=[Taken(key, how) for key in achieved],
        impossible=draw.sample(others, draw.randint(0, 1)),
        planned=draw.sample(others, draw.randint(0, 3)),
        fit={key: draw.random() for key in keys},
    )
    return case, position


def best_by_trying(case: Framework, position: Position) -> list[frozenset[str]]:
    """Every set of further units that makes the award and holds no smaller one."""
    open_ = [u.key for u in case.units if u.key not in position.impossible and u.key not in {t.unit for t in position.achieved}]
    found: list[frozenset[str]] = []
    for size in range(len(open_) + 1):
        for one in map(frozenset, combinations(open_, size)):
            if not any(smaller <= one for smaller in found) and not shortfalls(case, case.qualification(), [*position.achieved, *one]):
                found.append(one)
    return found


@pytest.mark.parametrize("seed", [*range(24), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(24, CASES))])
def test_the_planner_finds_what_trying_everything_finds(seed: int) -> None:
    case, position = drawn(seed)
    expected = best_by_trying(case, position)
    seen = routes(case, case.qualification(), position, count=500, alike=True)
    assert seen.exact
    assert {frozenset(r.units) for r in seen.routes} == set(expected)
    assert seen.impossible == (not expected) == bool(seen.conflicts)
    credit = {u.key: u.credit for u in case.units}
    ten = routes(case, case.qualification(), position, count=10, alike=True)
    assert [r.value for r in ten.routes] == sorted(sum(credit[key] for key in one) for one in expected)[:10]
    for objective in Objective:
        best = routes(case, case.qualification(), position, objective=objective, count=3)
        for route in best.routes:
            assert not shortfalls(case, case.qualification(), [*position.achieved, *route.units])
            assert frozenset(route.units) in expected
