"""What a new version changed, as a person reads it: rules, groups, ways through, and what may stand in for what."""

from dataclasses import replace

from milepost.engine.difference import difference
from milepost.engine.framework import Equivalent, Framework, Group, Pathway, Qualification, Rule, RuleKind, Unit
from milepost.web.changes import changes

UNITS = (Unit("F1", "F1", "Crew a ferry", 2, credit=4), Unit("F2", "F2", "Moor a ferry", 2, credit=5))
BEFORE = Qualification(
    "7000", "Ferry crew",
    groups=(Group("A", units=("F1",)), Group("B", units=("F2",))),
    pathways=(Pathway("deck", "Deck", ("A",), (Rule(RuleKind.MIN_UNITS, 2),)), Pathway("shore", "Shore", ("B",))),
    equivalents=(Equivalent("F2", "F1"),),
    progression=("Ferry master",),
)  # fmt: skip


def test_ways_through_and_stand_ins_are_told_in_sentences() -> None:
    after = replace(
        BEFORE,
        groups=(Group("A", units=("F1",), borrows=("B",)), Group("B", units=("F2",))),
        pathways=(Pathway("deck", "Deck", ("A", "B"), (Rule(RuleKind.MIN_CREDITS, 6),)), Pathway("engine", "Engine room")),
        equivalents=(Equivalent("F2", "F1", carries="target"),),
        progression=(),
        units_alone=True,
    )
    old, new = (Framework("Ferries", qualifications=(one,), units=UNITS) for one in (BEFORE, after))
    [told] = changes(difference(old, new), old, new).qualifications
    assert told.rules_gone == ["Pathway Deck: at least 2 units", "F2 may count in place of F1, with its own credit, level and hours"]
    assert told.rules_new == [
        "Pathway Deck: at least 6 credits",
        "F2 may count in place of F1, with the credit, level and hours of F1",
    ]
    assert told.groups == [
        "Group A: it borrows from B now",
        "Pathway Deck has other groups: A and B",
        "Pathway Engine room is new; its groups: none of its own",
        "Pathway Shore is gone",
    ]
    assert [(fact.label, fact.was, fact.now) for fact in told.facts] == [
        ("Units certificated on their own", "no", "yes"), ("Leads on to", "Ferry master", "nothing"),
    ]  # fmt: skip
