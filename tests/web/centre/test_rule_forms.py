"""The form for one rule of combination: every kind of rule can be shown in it and comes back as it was."""

import pytest

from milepost.engine.framework import Equivalent, Framework, Group, How, Measure, Qualification, Rule, RuleKind, Unit
from milepost.frameworks.document import from_document
from milepost.frameworks.notation import rule_as_line
from milepost.web.centre.rule_forms import RuleForm
from tests.engine.rules import K

UNITS = (Unit("R/907/0001", "H1", "Open a hive"), Unit("H2", "H2", "Take honey"), Unit("H3", "H3", "Winter bees"))
QUALIFICATION = Qualification(
    "B-2",
    "Award in Keeping Bees",
    units=tuple(u.key for u in UNITS),
    groups=(Group("A", units=("R/907/0001",), optional=False), Group("B", units=("H2", "H3"))),
    equivalents=(Equivalent("H3", "H2"),),
)
FRAMEWORK = Framework("Keeping bees", qualifications=(QUALIFICATION,), units=UNITS)
PLAIN = [
    Rule(K.MIN_CREDITS, 12),
    Rule(K.MAX_CREDITS_AT_LEVEL_OR_BELOW, 6, level=1),
    Rule(K.MAX_CREDITS_AT_LEVEL, 6, level=2, groups=("B",)),
    Rule(K.MIN_CREDITS_AT_LEVEL, 6, level=2, scope="optional"),
    Rule(K.MANDATORY, units=("R/907/0001",)),
    Rule(K.MANDATORY, groups=("A",)),
    Rule(K.BARRED, units=("H2", "H3")),
    Rule(K.TOGETHER, units=("H2", "H3")),
    Rule(K.SAME_TITLE),
    Rule(K.BARRING_CODES, units=("H2", "H3")),
    Rule(K.ONE_FROM_EACH, 1, groups=("A", "B")),
]
IN_NOTATION = [
    (
        Rule(K.MIN_SHARE_AT_LEVEL, 50, scope="optional", level=2, of=Measure.UNITS),
        "{at_least: 50%, of: units, at_level: 2, from: optional}",
    ),
    (Rule(K.MIN_CREDITS, 13, groups=("A", "B"), further=True), "{at_least: 13, of: credits, further_from: [A, B]}"),
    (Rule(K.MAX_CREDITS, 9, how=(How.RPL, How.TRANSFER)), "{at_most: 9, of: credits, by: [rpl, transfer]}"),
    (Rule(K.MIN_GLH, 180), "{at_least: 180, of: glh}"),
    (Rule(K.NEEDS, units=("R/907/0001", "H2")), "{unit: H1, needs: [H2]}"),
    (Rule(K.MIN_UNITS, 1, units=("R/907/0001", "H2")), "{at_least: 1, of: units, among: [H1, H2]}"),
    (Rule(K.MAX_UNITS, 1, groups=("B",), scope="borrowed"), "{at_most: 1, of: units, borrowed_by: [B]}"),
]


def back(rule: Rule) -> Rule:
    data = {name: value for name, value in RuleForm.shown(FRAMEWORK, rule).items() if value is not None}
    form = RuleForm(data, framework=FRAMEWORK, qualification=QUALIFICATION)
    assert form.is_valid(), form.errors
    [found] = from_document({"title": "", "qualifications": [{"title": "", "rules": [form.value()]}]}).qualifications[0].rules
    return found


@pytest.mark.parametrize("rule", PLAIN, ids=lambda rule: rule.label)
def test_a_rule_with_fields_of_its_own_comes_back_as_it_was(rule: Rule) -> None:
    assert "line" not in RuleForm.shown(FRAMEWORK, rule)
    assert back(rule) == rule


@pytest.mark.parametrize(("rule", "line"), IN_NOTATION, ids=lambda one: getattr(one, "label", ""))
def test_any_other_rule_is_shown_in_the_notation_with_units_by_their_codes(rule: Rule, line: str) -> None:
    assert RuleForm.shown(FRAMEWORK, rule) == {"kind": "notation", "line": line}
    assert rule_as_line(rule, FRAMEWORK) == line
    assert back(rule) == rule


def test_every_kind_of_rule_has_a_place_in_the_form() -> None:
    for kind in RuleKind:
        units = ("H2", "H3") if kind in (K.BARRED, K.TOGETHER, K.NEEDS, K.MANDATORY) else ()
        rule = Rule(kind, 0 if units or "same" in kind or "codes" in kind else 3, units=units, level=2 if "level" in kind else 0)
        if kind is K.ONE_FROM_EACH:
            rule = Rule(kind, 1, groups=("A", "B"))
        if kind is K.MAX_SHARE:
            rule = Rule(kind, 3, groups=("B",))
        assert back(rule) == rule


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Write the rule."),
        ("{at_least: 3}", "is not understood; here stands a rule of combination"),
        ("at least half", "is not understood"),
        ("{at_least: [", "Write the rule like this: {at_least: 50%, of: units, at_level: 2, from: optional}"),
        ("{unit: H1, needs: [H9]}", "No unit here has the number H9. Look at the list of units."),
    ],
)
def test_a_line_that_says_no_rule_is_refused_with_what_to_do(line: str, sentence: str) -> None:
    form = RuleForm({"kind": "notation", "line": line}, framework=FRAMEWORK, qualification=QUALIFICATION)
    assert not form.is_valid()
    assert sentence in form.errors["line"][0]
