"""A framework of qualifications: how its parts add up."""

import pytest

from milepost.engine.framework import Framework, Group, How, Qualification, Rule, RuleKind, Unit
from milepost.engine.whole import Reached, is_part, parts_of, whole

UNITS = (
    Unit("C", "C", "Certificate in Lamps", 2, credit=28, qualification="600/1135/X"),
    Unit("S", "S", "Number", 1, credit=6, qualification="LK-S"),
    Unit("U", "U", "A unit of its own", 2, credit=4),
    Unit("E", "E", "Elsewhere", 2, credit=9, qualification="9"),
)
PATHWAY = Qualification(
    "LK", "Lamp pathway",
    groups=(Group("A", units=("C", "S", "U")),),
    rules=(Rule(RuleKind.MIN_CREDITS, 34), Rule(RuleKind.MANDATORY, units=("S",))),
)  # fmt: skip
FRAMEWORK = Framework("Lamps", qualifications=(PATHWAY,), units=UNITS)


def test_its_parts_are_the_qualifications_that_count() -> None:
    assert [unit.key for unit in parts_of(FRAMEWORK, PATHWAY)] == ["C", "S"]
    assert parts_of(FRAMEWORK, Qualification("Q", "Units alone", units=("U",))) == ()


@pytest.mark.parametrize(
    ("qualification", "is_it"),
    [
        (Qualification("3412-03", "Certificate", accreditation_number="600/1135/X"), True),
        (Qualification("6001135x", "Certificate"), True),
        (Qualification(None, "600/1135/X"), True),
        (Qualification("600/1135/1", "Certificate in Lamps"), False),
        (Qualification(None, ""), False),
    ],
)
def test_a_part_is_known_by_either_number_however_it_is_written(qualification: Qualification, is_it: bool) -> None:
    assert is_part(UNITS[0], qualification) is is_it


def test_what_is_achieved_counts_now_and_what_is_on_its_way_ahead() -> None:
    found = whole(FRAMEWORK, PATHWAY, achieved=["S"], under_way=["C"], planned=["C", "S", "U"])
    assert found.reached == {"C": Reached.UNDER_WAY, "S": Reached.ACHIEVED, "U": Reached.PLANNED, "E": Reached.OPEN}
    assert (found.now.credits, found.now.accepted) == (6, False)
    assert (found.ahead.credits, found.ahead.accepted) == (38, True)


def test_an_exemption_brings_no_credit_but_contents_the_rule_that_asks_for_it() -> None:
    found = whole(FRAMEWORK, PATHWAY, achieved=["S", "C"], under_way=[], planned=[], come_by={"S": How.EXEMPT})
    assert [reason.culprit for reason in found.now.shortfalls] == ["min_credits"]
    assert found.now.credits == 28
