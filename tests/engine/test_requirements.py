"""Evidence requirements of every kind: only what is judged met counts."""

from datetime import date

import pytest

from milepost.engine.framework import Nature, Requirement, Setting, Unit
from milepost.engine.requirements import Evidence, Period, UnitFacts, different, period, shortfalls
from milepost.engine.standing import unit_facts
from tests.engine.language import KIND, UNIT, WHOLE, told


def reasons(text: str) -> list[tuple[str, dict[str, object]]]:
    case = told(text)
    return [(s.kind, s.args) for s in shortfalls(UNIT, unit_facts(UNIT, case.facts, case.standing))]


def without(number: str, instead: str = "") -> str:
    """The whole portfolio but for one line."""
    lines = [line for line in WHOLE.strip().splitlines() if line.split()[0] != number]
    return "\n".join([*lines, instead])


def test_the_whole_portfolio_is_enough() -> None:
    assert reasons(WHOLE) == []


@pytest.mark.parametrize(
    ("number", "instead", "kind", "args"),
    [
        ("R9", "", "requirement_shown", {"number": "9"}),
        ("R9", "R9  statement  lena  handed in", "requirement_shown", {"number": "9"}),
        ("R9", "R9  statement  asif  met  changed", "requirement_shown", {"number": "9"}),
        ("R4.b", "", "requirement_all_of", {"number": "4", "need": 2, "has": 1, "missing": ("b",), "items": ("customers who do not",)}),
        (
            "R6.c",
            "R6.c  e-mail  asif  not yet",
            "requirement_n_of",
            {"number": "6", "need": 2, "has": 1, "items": ("front line", "team leaders", "partners")},
        ),
        ("R8", "", "requirement_n_different", {"number": "8", "need": 2, "has": 0, "things": ()}),
        (
            "R8",
            "R8  call log  asif  met  things: letter, Letter ",
            "requirement_n_different",
            {"number": "8", "need": 2, "has": 1, "things": ("letter",)},
        ),
        # Things count when the assessor has found them shown, not when they are handed in.
        (
            "R8",
            "R8  call log  asif  not yet  things: letter, telephone",
            "requirement_n_different",
            {"number": "8", "need": 2, "has": 0, "things": ()},
        ),
        ("R3", "", "requirement_period", {"number": "3", "first": date(2024, 1, 8), "last": date(2024, 6, 30), "count": 3}),
        (
            "1.1",
            "1.1  observation  asif  met  simulated  performance",
            "requirement_simulation",
            {"number": "1", "nature": Nature.PERFORMANCE, "evidence": (12,), "targets": ("B11:1.1",)},
        ),
        (
            "1.1",
            "1.1  observation  asif  met  work placement",
            "requirement_place",
            {"number": "1", "settings": (Setting.WORK_PLACEMENT,), "evidence": (12,), "targets": ("B11:1.1",)},
        ),
    ],
)
def test_what_is_not_enough_gives_one_reason(number: str, instead: str, kind: str, args: dict[str, object]) -> None:
    assert reasons(without(number, instead)) == [(kind, args)]


def test_simulation_of_knowledge_is_allowed_where_only_performance_is_restricted() -> None:
    assert reasons(without("1.1", "1.1  statement  asif  met  simulated  knowledge")) == []


def test_simulation_is_refused_for_any_evidence_where_the_requirement_says_so() -> None:
    unit = Unit("U", "U", "U", requirements=(Requirement("1", "", KIND.NO_SIMULATION),))
    piece = Evidence(1, nature=Nature.KNOWLEDGE, setting=Setting.SIMULATION)
    (reason,) = shortfalls(unit, UnitFacts(frozenset({"U:1.1"}), {}, {"U:1.1": (piece,)}))
    assert reason.args == {"number": "1", "nature": "", "evidence": (1,), "targets": ("U:1.1",)}


def test_restrictions_look_only_at_what_is_judged_met() -> None:
    text = WHOLE + "    1.1  extra  lena  handed in  simulated  performance\n"
    assert reasons(text) == []


def test_evidence_used_twice_against_a_restriction_is_one_piece() -> None:
    unit = Unit("U", "U", "U", requirements=(Requirement("1", "", KIND.NO_SIMULATION),))
    piece = Evidence(1, simulated=True)
    facts = UnitFacts(frozenset({"U:1.1", "U:1.2"}), {}, {"U:1.1": (piece,), "U:1.2": (piece,), "V:1.1": (piece,)})
    assert shortfalls(unit, facts)[0].args["evidence"] == (1,)
    assert shortfalls(unit, facts)[0].args["targets"] == ("U:1.1", "U:1.2")


def test_a_permission_never_blocks() -> None:
    unit = Unit("U", "U", "U", requirements=(Requirement("1", "", KIND.PERMISSION),))
    assert shortfalls(unit, UnitFacts()) == []


def test_the_period_is_told_by_different_days() -> None:
    days = (date(2024, 5, 1), date(2024, 5, 1), date(2024, 2, 1))
    facts = UnitFacts(frozenset({"U:1.1"}), {}, {"U:1.1": (Evidence(1, dates=days),)})
    assert period(Unit("U", "U", "U"), facts) == Period(date(2024, 2, 1), date(2024, 5, 1), 2)
    assert period(Unit("U", "U", "U"), UnitFacts()) == Period()


def test_things_differ_whatever_their_case_and_spacing() -> None:
    assert different(["Letter", "letter ", "e-mail", "", "on  the phone", "On the phone"]) == ("Letter", "e-mail", "on the phone")
