"""What would close it: the smallest sets of further units."""

from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given, settings

from milepost.engine.combination import Closer, closers, shortfalls
from milepost.engine.framework import Framework, Rule
from tests.engine.rules import K, framework
from tests.engine.test_combination import DIPLOMA, SEVEN, cases


def closing(case: Framework, chosen: str, limit: int = 3) -> list[str]:
    return [" ".join(c.units) for c in closers(case, case.qualification(), chosen.split(), limit)]


def test_nothing_is_offered_when_nothing_is_short() -> None:
    assert closing(DIPLOMA, " ".join(SEVEN)) == []


@pytest.mark.parametrize(
    ("chosen", "offered"),
    [
        ("F3 F4 A3 A13 B11 C5", ["D6", "D2", "D9"]),  # one unit, fewest credits first, then the document's order
        ("F4 A3 A13 B11 C5 D6", ["F3"]),  # only the mandatory unit itself
        ("F4 A3 A13 B11 C5", ["F3 D6", "F3 D2", "F3 D9"]),
        ("F3 F4 A3 A13 B11", ["C5 D6", "C5 D2", "C1 D6"]),  # 6 and 6 credits, in the order of the units
        ("", []),  # three more units are not enough
    ],
)
def test_the_fewest_units_and_then_the_fewest_credits_come_first(chosen: str, offered: list[str]) -> None:
    assert closing(DIPLOMA, chosen) == offered


def test_an_offer_holds_nothing_that_is_not_needed() -> None:
    case = framework("a:B:4 b:B:4 c:C:2 d:B:4", Rule(K.MIN_CREDITS, 8), Rule(K.ONE_FROM_EACH, groups=("B", "C")))
    assert closing(case, "a") == ["b c", "c d"]
    assert closing(case, "a b") == ["c"]


def test_a_capped_group_is_not_offered() -> None:
    case = framework("a:B:4 b:B:4 c:C:6 d:C:4", Rule(K.MIN_CREDITS, 8), Rule(K.MAX_CREDITS, 4, groups=("B",)))
    assert closing(case, "a") == ["d", "c"]


def test_a_barred_partner_is_not_offered() -> None:
    case = framework("a:B:4 b:B:4 c:C:6", Rule(K.MIN_CREDITS, 8), Rule(K.BARRED, units=("a", "b")))
    assert closing(case, "a") == ["c"]


def test_a_unit_that_nobody_knows_cannot_be_closed_by_adding() -> None:
    assert closing(DIPLOMA, "F3 Z9") == []


def test_as_many_are_offered_as_were_asked_for() -> None:
    assert closing(DIPLOMA, "F3 F4 A3 A13 B11 C5", 1) == ["D6"]
    assert closing(DIPLOMA, "F3 F4 A3 A13 B11 C5", 0) == []


def test_59_units_are_answered_while_somebody_ticks_boxes() -> None:
    units = " ".join(["F3:A:6", "F4:A:6", *(f"u{i}:{'BCDE'[i % 4]}:{(3, 4, 5, 6, 7, 8, 10)[i % 7]}/{2 + i % 3}" for i in range(57))])
    case = framework(units, *DIPLOMA.qualification().rules, Rule(K.MAX_CREDITS, 12, groups=("C",)))
    # Against work of a known size on the same machine at the same moment: seconds alone prove nothing.
    took, yardstick = [], []
    for _ in range(5):
        start = perf_counter()
        sum(i * i % 7 for i in range(300_000))
        yardstick.append(perf_counter() - start)
        start = perf_counter()
        offered = closing(case, "F3 F4 u0 u1")
        took.append(perf_counter() - start)
    assert len(offered) == 3
    assert min(took) < 3 * min(yardstick)


@settings(max_examples=80, deadline=None)
@given(cases(6))
def test_offers_pass_the_checker_and_are_the_smallest_there_are(case: Framework) -> None:
    qualification = case.qualification()
    keys = [u.key for u in case.units]
    chosen, others = keys[:2], keys[2:]
    if not shortfalls(case, qualification, chosen):
        assert closers(case, qualification, chosen) == []
        return
    works = [set(c) for n in (1, 2, 3) for c in combinations(others, n) if not shortfalls(case, qualification, [*chosen, *c])]
    smallest = [w for w in works if not any(other < w for other in works)]
    credit = {u.key: u.credit for u in case.units}
    expected = sorted((len(w), sum(credit[k] for k in w), sorted(keys.index(k) for k in w)) for w in smallest)[:3]
    offered = closers(case, qualification, chosen)
    assert offered == [Closer(tuple(keys[i] for i in order), credits) for _, credits, order in expected]
