"""What a new version changed: units found again, criteria kept, moved, reworded, new and gone, rules and facts."""

from dataclasses import replace

from milepost.engine.difference import Change, difference, marked
from milepost.engine.framework import (
    Criterion,
    Equivalent,
    Framework,
    Group,
    Item,
    Outcome,
    Pathway,
    Qualification,
    Requirement,
    RequirementKind,
    Rule,
    RuleKind,
    Unit,
)

FIRST = (
    "explain why the tide table is read before every crossing",
    "record who came aboard and at what time",
    "show passengers where the life jackets are kept",
    "say whom to call when the engine stops",
)


def unit(*texts: str, key: str = "F1", title: str = "Crew a ferry", credit: int = 4, **more: object) -> Unit:
    criteria = tuple(Criterion(f"1.{i}", text) for i, text in enumerate(texts, 1))
    return replace(Unit(key, key, title, 2, credit=credit, outcomes=(Outcome("1", "Be able to cross", criteria),)), **more)  # type: ignore[arg-type]


def of(*units: Unit, rules: tuple[Rule, ...] = (), groups: tuple[Group, ...] = ()) -> Framework:
    return Framework("Ferries", qualifications=(Qualification("7000", "Ferry crew", rules=rules, groups=groups),), units=units)


def changes(before: Unit, after: Unit) -> dict[str, tuple[Change, str]]:
    """By the old target, or by the new one where there is no old one: what became of it, and its new target."""
    [found] = [u for u in difference(of(before), of(after)).units if u.after]
    return {line.before or line.after: (line.change, line.after) for line in found.lines}


def test_the_same_twice_is_no_difference() -> None:
    assert difference(of(unit(*FIRST)), of(unit(*FIRST))).nothing


def test_capitals_and_points_are_no_change_of_words() -> None:
    found = changes(unit(*FIRST), unit(FIRST[0].capitalize() + ".", *FIRST[1:]))
    assert {change for change, _ in found.values()} == {Change.SAME}


def test_a_criterion_put_in_between_moves_those_after_it() -> None:
    found = changes(unit(*FIRST), unit(FIRST[0], "check the ramp before anybody walks on it", *FIRST[1:]))
    assert found["F1:1.1"] == (Change.SAME, "F1:1.1")
    assert found["F1:1.2"] == (Change.MOVED, "F1:1.3")
    assert found["F1:1.4"] == (Change.MOVED, "F1:1.5")


def test_what_is_new_at_an_old_number_is_new() -> None:
    [found] = difference(of(unit(*FIRST)), of(unit(FIRST[0], "check the ramp first", *FIRST[1:]))).units
    assert [(line.after, line.change) for line in found.changed] == [
        ("F1:1.2", Change.NEW), ("F1:1.3", Change.MOVED), ("F1:1.4", Change.MOVED), ("F1:1.5", Change.MOVED),
    ]  # fmt: skip


def test_other_words_under_the_same_number_are_reworded_and_quite_others_are_new() -> None:
    reworded = changes(unit(*FIRST), unit(*FIRST[:1], "record who came aboard, when and with how much luggage", *FIRST[2:]))
    assert reworded["F1:1.2"] == (Change.REWORDED, "F1:1.2")
    [other] = difference(of(unit(*FIRST)), of(unit(*FIRST[:1], "paint the hull in autumn", *FIRST[2:]))).units
    assert {line.change: (line.before, line.after) for line in other.changed} == {
        Change.NEW: ("", "F1:1.2"), Change.GONE: ("F1:1.2", ""),
    }  # fmt: skip


def test_a_part_of_a_requirement_is_found_again_by_what_it_asks() -> None:
    def asks(*items: str) -> Requirement:
        return Requirement("1", "crossings in", RequirementKind.N_OF, tuple(Item(chr(97 + i), t) for i, t in enumerate(items)), 2)

    found = changes(
        unit(*FIRST, requirements=(asks("fog", "wind", "darkness"),)), unit(*FIRST, requirements=(asks("fog", "ice", "wind", "darkness"),))
    )
    assert found["F1:R1.b"] == (Change.MOVED, "F1:R1.c")
    assert found["F1:R1.c"] == (Change.MOVED, "F1:R1.d")


def test_a_unit_with_another_number_and_the_same_title_is_the_same_unit() -> None:
    found = difference(of(unit(*FIRST)), of(unit(*FIRST, key="F9")))
    assert found.unit_after == {"F1": "F9"}
    assert {line.change for line in found.units[0].lines} == {Change.MOVED}


def test_units_come_and_go_and_facts_change() -> None:
    gone, stays = unit(*FIRST, key="F2", title="Sell tickets"), unit(*FIRST)
    found = difference(of(stays, gone), of(replace(stays, credit=6), unit("moor the boat", key="F3", title="Moor")))
    assert [(u.unit.key, u.change) for u in found.units] == [("F1", Change.REWORDED), ("F3", Change.NEW), ("F2", Change.GONE)]
    assert [(fact.name, fact.was, fact.now) for fact in found.units[0].facts] == [("credit", 4, 6)]
    assert found.count(Change.GONE) == 4 and found.count(Change.NEW) == 1


def test_rules_that_go_and_come_are_named_and_a_renamed_unit_is_no_change_of_rule() -> None:
    must = Rule(RuleKind.MANDATORY, units=("F1",))
    before = of(unit(*FIRST), rules=(must, Rule(RuleKind.MIN_CREDITS, 10)), groups=(Group("A", units=("F1",)),))
    after = of(
        unit(*FIRST, key="F9"), rules=(replace(must, units=("F9",)), Rule(RuleKind.MIN_CREDITS, 12)), groups=(Group("A", units=("F9",)),)
    )
    [found] = difference(before, after).qualifications
    assert [rule.value for rule in found.rules_gone] == [10] and [rule.value for rule in found.rules_new] == [12]
    assert found.groups == ()


def test_ways_through_stand_ins_and_what_it_leads_on_to_are_compared_too() -> None:
    core, least = Rule(RuleKind.MIN_UNITS, 2), Rule(RuleKind.MIN_CREDITS, 6)
    before = Qualification(
        "7000", "Ferry crew",
        groups=(Group("A", units=("F1",)), Group("B", units=("F2",))),
        pathways=(Pathway("deck", "Deck", ("A",), (core,)), Pathway("shore", "Shore", ("B",))),
        equivalents=(Equivalent("F2", "F1"),),
        progression=("Ferry master",),
    )  # fmt: skip
    after = replace(
        before,
        groups=(Group("A", units=("F1",), borrows=("B",)), Group("B", units=("F2",))),
        pathways=(Pathway("deck", "Deck", ("A",), (least,)), Pathway("engine", "Engine room", ("B",))),
        equivalents=(Equivalent("F2", "F1", carries="target"),),
        progression=(),
        units_alone=True,
    )
    both = (unit(*FIRST), unit(*FIRST, key="F2", title="Moor a ferry"))
    [same] = difference(
        Framework("F", qualifications=(before,), units=both), Framework("F", qualifications=(before,), units=both)
    ).qualifications
    assert same.same
    [found] = difference(
        Framework("F", qualifications=(before,), units=both), Framework("F", qualifications=(after,), units=both)
    ).qualifications
    assert [(p.before and p.before.key, p.after and p.after.key) for p in found.pathways] == [
        ("deck", "deck"),
        (None, "engine"),
        ("shore", None),
    ]
    assert (found.pathways[0].rules_gone, found.pathways[0].rules_new) == ((core,), (least,))
    assert [e.carries for e in (*found.equivalents_gone, *found.equivalents_new)] == ["own", "target"]
    assert [a.key for a, _b in found.groups if a] == ["A"]
    assert {fact.name for fact in found.facts} == {"progression", "units_alone"}


def test_a_person_reads_which_words_went_and_which_came() -> None:
    assert marked("record who came aboard.", "record who came and left aboard") == [
        (Change.SAME, "record who came"), (Change.NEW, "and left"), (Change.SAME, "aboard"),
    ]  # fmt: skip
