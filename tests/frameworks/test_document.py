"""The document of a specification: nothing is lost on the way out and back, and what is wrong is said with its place."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.engine.framework import (
    Change,
    Criterion,
    Equivalent,
    Framework,
    Group,
    How,
    Item,
    Measure,
    Nature,
    Outcome,
    Pathway,
    Qualification,
    Requirement,
    RequirementKind,
    Rule,
    RuleKind,
    Setting,
    Unit,
)
from milepost.frameworks.document import digest, framework_by_digest, from_document, to_document
from milepost.frameworks.specfile import Unreadable, faults, load, loose_ends

SMALL = """
format: milepost-spec/1
title: Keeping bees
qualifications:
  - title: Award in Keeping Bees
    last_registration: 2031-08-31
    groups:
      - {key: A, optional: false, units: [H1]}
      - {key: B, units: [H2, H3]}
    rules:
      - {at_least: 6, of: credits}
      - {all: [H1]}
units:
  - {code: H1, title: Open a hive, level: 2, credit: 3, uan: R/907/0001}
  - {code: H2, title: Take honey, level: 2, credit: 3}
  - code: H3
    title: Winter bees
    level: 3
    credit: 4
    outcomes:
      - number: "1"
        text: Be able to winter bees
        criteria:
          - {number: "1.1", text: Weigh the hive}
    requirements:
      - {number: "1", text: Any two, enough: {at_least: 2, of: [{letter: a, text: frost}, {letter: b, text: rain}]}}
"""


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "bees.yaml"
        path.write_text(text)
        return path

    return write


# Round trip -----------------------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
names = st.text("ABCDEFGH0123", min_size=1, max_size=4)
items = st.lists(st.builds(Item, letter=names, text=words), max_size=3).map(tuple)
numbers = st.integers(0, 99)
rules = st.builds(
    Rule,
    kind=st.sampled_from(RuleKind),
    value=numbers,
    groups=st.lists(st.sampled_from(["A", "B", "optional"]), max_size=2).map(tuple),
    scope=st.sampled_from(["total", "optional", "mandatory", "imported", "borrowed"]),
    level=st.integers(0, 8),
    units=st.lists(st.sampled_from(["k1", "k2"]), max_size=2).map(tuple),
    unconfirmed=st.booleans(),
    how=st.lists(st.sampled_from(How), max_size=2).map(tuple),
    further=st.booleans(),
)
requirements = st.builds(
    Requirement,
    number=names,
    text=words,
    kind=st.sampled_from(RequirementKind),
    items=items,
    at_least=st.integers(0, 5),
    nature=st.none() | st.sampled_from(Nature),
    settings=st.frozensets(st.sampled_from(Setting)),
)
outcomes = st.builds(
    Outcome, number=names, text=words, criteria=st.lists(st.builds(Criterion, number=names, text=words, items=items), max_size=3).map(tuple)
)
units = st.builds(
    Unit,
    key=st.sampled_from(["k1", "k2", "A1"]),
    code=st.sampled_from(["A1", "A2"]),
    title=words,
    level=st.integers(0, 8),
    entry=st.booleans(),
    credit=numbers,
    glh=st.none() | numbers,
    tqt=st.none() | numbers,
    value=st.none() | numbers,
    barring_code=st.sampled_from(["", "AB1", "ZZZZ"]),
    qualification=st.sampled_from(["", "999/0001/4"]),
    uan=st.sampled_from(["", "k1"]),
    outcomes=st.lists(outcomes, max_size=2).map(tuple),
    requirements=st.lists(requirements, max_size=3).map(tuple),
    conditions=st.lists(words, max_size=2).map(tuple),
    aim=words,
    unconfirmed=st.frozensets(st.sampled_from(["title", "level", "credit"])),
)
groups = st.builds(
    Group,
    key=names,
    title=words,
    units=st.lists(st.sampled_from(["k1", "k2"]), max_size=2).map(tuple),
    optional=st.booleans(),
    within=st.sampled_from(["", "B"]),
    borrows=st.lists(names, max_size=2).map(tuple),
    imported=st.booleans(),
)
pathways = st.builds(
    Pathway, key=names, title=words, groups=st.lists(names, max_size=2).map(tuple), rules=st.lists(rules, max_size=2).map(tuple)
)
equivalents = st.builds(
    Equivalent, unit=st.sampled_from(["k1", "k2"]), instead_of=st.sampled_from(["k1", "k2"]), carries=st.sampled_from(["own", "target"])
)
qualifications = st.builds(
    Qualification,
    number=st.none() | names,
    title=words,
    min_age=st.none() | numbers,
    units=st.lists(st.sampled_from(["k1", "k2"]), max_size=2).map(tuple),
    groups=st.lists(groups, max_size=2).map(tuple),
    rules=st.lists(rules, max_size=4).map(tuple),
    pathways=st.lists(pathways, max_size=2).map(tuple),
    equivalents=st.lists(equivalents, max_size=2).map(tuple),
    units_alone=st.booleans(),
    progression=st.lists(words, max_size=2).map(tuple),
)
frameworks = st.builds(
    Framework,
    title=words,
    number=words,
    qualifications=st.lists(qualifications, max_size=2).map(tuple),
    units=st.lists(units, max_size=3).map(tuple),
    changes=st.lists(st.builds(Change, version=names, detail=words), max_size=2).map(tuple),
    notes=st.lists(words, max_size=2).map(tuple),
)


@given(frameworks)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_framework_comes_back_from_its_document_as_it_was(framework: Framework):
    document = json.loads(json.dumps(to_document(framework)))
    assert from_document(document) == framework
    assert to_document(from_document(document)) == document


@pytest.mark.parametrize(
    ("short", "rule"),
    [
        ("{at_least: 42, of: credits}", Rule(RuleKind.MIN_CREDITS, 42)),
        ("{at_most: 8, of: credits, from: [B]}", Rule(RuleKind.MAX_CREDITS, 8, groups=("B",))),
        ("{exactly: 5, of: credits, from: [B, C]}", Rule(RuleKind.EXACT_CREDITS, 5, groups=("B", "C"))),
        ("{at_least: 2, of: units, from: optional}", Rule(RuleKind.MIN_UNITS, 2, scope="optional")),
        ("{at_most: 2, of: units}", Rule(RuleKind.MAX_UNITS, 2)),
        ("{exactly: 2, of: units, from: [B]}", Rule(RuleKind.EXACT_UNITS, 2, groups=("B",))),
        ("{all: [F3, F4]}", Rule(RuleKind.MANDATORY, units=("F3", "F4"))),
        ("{all_from: [A]}", Rule(RuleKind.MANDATORY, groups=("A",))),
        ("{at_least: 1, of: units, from_each: [B, C]}", Rule(RuleKind.ONE_FROM_EACH, 1, groups=("B", "C"))),
        ("{at_least: 1, of: units, from_each: optional}", Rule(RuleKind.ONE_FROM_EACH, 1)),
        ("{at_least: 10, of: credits, at_level: 3, from: optional}", Rule(RuleKind.MIN_CREDITS_AT_LEVEL, 10, scope="optional", level=3)),
        ("{at_least: 9, of: credits, at_level_or_above: 4}", Rule(RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE, 9, level=4)),
        ("{at_least: 100, of: values}", Rule(RuleKind.MIN_VALUES, 100)),
        ("{at_most: 60, of: glh, from: [B]}", Rule(RuleKind.MAX_GLH, 60, groups=("B",))),
        ("{exactly: 370, of: tqt}", Rule(RuleKind.EXACT_TQT, 370)),
        ("{at_most: 6, of: credits, at_level_or_below: 1}", Rule(RuleKind.MAX_CREDITS_AT_LEVEL_OR_BELOW, 6, level=1)),
        ("{at_least: 3, of: units, at_level: 2, from: [B]}", Rule(RuleKind.MIN_UNITS_AT_LEVEL, 3, groups=("B",), level=2)),
        (
            "{at_least: 50%, of: values, at_level: 2, from: optional}",
            Rule(RuleKind.MIN_SHARE_AT_LEVEL, 50, scope="optional", level=2, of=Measure.VALUES),
        ),
        ("{at_most: 40%, of: credits, from: imported}", Rule(RuleKind.MAX_SHARE, 40, scope="imported")),
        ("{at_most: 12, of: credits, by: [rpl, transfer]}", Rule(RuleKind.MAX_CREDITS, 12, how=(How.RPL, How.TRANSFER))),
        (
            "{at_most: 1, of: units, from: optional, by: [compensated]}",
            Rule(RuleKind.MAX_UNITS, 1, scope="optional", how=(How.COMPENSATED,)),
        ),
        ("{at_least: 13, of: credits, further_from: [B, C]}", Rule(RuleKind.MIN_CREDITS, 13, groups=("B", "C"), further=True)),
        ("{at_most: 3, of: units, borrowed_by: [B3]}", Rule(RuleKind.MAX_UNITS, 3, groups=("B3",), scope="borrowed")),
        ("{at_least: 1, of: units, among: [X, Y]}", Rule(RuleKind.MIN_UNITS, 1, units=("X", "Y"))),
        ("{one_of_same: title}", Rule(RuleKind.SAME_TITLE)),
        ("{one_of_same: barring code, among: [X, Y]}", Rule(RuleKind.BARRING_CODES, units=("X", "Y"))),
        ("{unit: X, needs: [Y, Z]}", Rule(RuleKind.NEEDS, units=("X", "Y", "Z"))),
        ("{unit: X, needs: [Y, Z], at_least: 1}", Rule(RuleKind.NEEDS, 1, units=("X", "Y", "Z"))),
        ("{together: [X, Y]}", Rule(RuleKind.TOGETHER, units=("X", "Y"))),
        ("{not_both: [X, Y], unconfirmed: true}", Rule(RuleKind.BARRED, units=("X", "Y"), unconfirmed=True)),
    ],
)
def test_each_kind_of_rule_has_a_short_form(short: str, rule: Rule):
    document = {
        "format": "milepost-spec/1",
        "title": "T",
        "units": [{"code": "X", "title": "X"}],
        "qualifications": [{"title": "Q", "rules": [yaml.safe_load(short)]}],
    }
    assert from_document(document).qualifications[0].rules == (rule,)
    assert to_document(from_document(document)) == document
    assert faults(document) == []


LETTERED = [{"letter": "a", "text": "frost"}, {"letter": "b", "text": "rain"}]
PARTS = (Item("a", "frost"), Item("b", "rain"))


@pytest.mark.parametrize(
    ("short", "requirement"),
    [
        ({}, Requirement("1", "T")),
        ({"enough": {"all": LETTERED}}, Requirement("1", "T", RequirementKind.ALL_OF, PARTS)),
        ({"enough": {"at_least": 2, "of": LETTERED}}, Requirement("1", "T", RequirementKind.N_OF, PARTS, at_least=2)),
        ({"enough": {"different": 3}}, Requirement("1", "T", RequirementKind.N_DIFFERENT, at_least=3)),
        ({"simulation": "none"}, Requirement("1", "T", RequirementKind.NO_SIMULATION)),
        ({"simulation": "none for performance"}, Requirement("1", "T", RequirementKind.NO_SIMULATION, nature=Nature.PERFORMANCE)),
        ({"not_from": ["work_placement"]}, Requirement("1", "T", RequirementKind.PLACE, settings=frozenset({Setting.WORK_PLACEMENT}))),
        ({"period": "sufficient"}, Requirement("1", "T", RequirementKind.SUFFICIENT_PERIOD)),
        ({"permission": True}, Requirement("1", "T", RequirementKind.PERMISSION)),
    ],
)
def test_each_kind_of_requirement_has_a_short_form(short: dict[str, Any], requirement: Requirement):
    unit = {"code": "X", "title": "X", "requirements": [{"number": "1", "text": "T"} | short]}
    document = {"format": "milepost-spec/1", "title": "T", "units": [unit]}
    assert from_document(document).units[0].requirements == (requirement,)
    assert to_document(from_document(document)) == document
    assert faults(document) == []


# Identity -------------------------------------------------------------------------------------------------------------


def test_the_digest_does_not_depend_on_the_order_of_keys_and_does_on_everything_else():
    one = to_document(Framework("Bees", number="1", units=(Unit("A", "A", "Hive", credit=2),)))
    other_order = dict(reversed(one.items()))
    assert digest(one) == digest(other_order)
    assert digest(one) != digest(one | {"title": "Wasps"})


def test_a_framework_is_read_once_for_its_digest():
    document = to_document(Framework("Bees", units=(Unit("A", "A", "Hive"),)))
    first = framework_by_digest(digest(document), lambda: document)
    assert framework_by_digest(digest(document), lambda: pytest.fail("read again")) is first


def test_groups_and_rules_may_name_a_unit_by_its_code(written):
    framework = load(written(SMALL))
    (qualification,) = framework.qualifications
    assert qualification.groups[0].units == ("R/907/0001",)
    assert qualification.rules[1].units == ("R/907/0001",)
    assert qualification.units == ("R/907/0001", "H2", "H3")


def test_a_date_stays_the_text_it_is(written):
    assert load(written(SMALL)).qualifications[0].last_registration == "2031-08-31"


# What is wrong, with its place ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("title: Keeping bees\n", "", "the whole document: “title” is missing."),
        ("credit: 3, uan", "credit: three, uan", "line 14, units › H1 › credit: should be a whole number, but is \"three\"."),
        ("number: \"1.1\"", "number: 1.1", "line 24, units › H3 › outcomes › 1 › criteria › 1.1 › number: should be text (put a number in quotes), but is 1.1."),
        ("level: 3\n", "levle: 3\n", "line 16, units › H3: “levle” is no word of a specification here; known are key, code, title,"),
        ("milepost-spec/1", "milepost-spec/9", "line 2, format: should be “milepost-spec/1”, but is \"milepost-spec/9\"."),
        ("{all: [H1]}", "{every: [H1]}", "“every” is no word of a specification here; known are at_least,"),
        ("{all: [H1]}", "{at_least: 3}", "line 12, qualifications › Award in Keeping Bees › rules › 2: {\"at_least\": 3} is not understood; here stands a rule of combination"),
        ("at_least: 2, of: [{", "at_least: 0, of: [{", "enough › at_least: 0 is too little; at least 1 is needed."),
        ("at_least: 2, of: [{", "at_least: 3, of: [{", "unit H3: evidence requirement 1 asks for 3 of a list of 2."),
        ("title: Take honey", "title: ''", "line 15, units › H2 › title: is empty."),
        ("[H2, H3]", "[H2, H4]", "Award in Keeping Bees: group B names the unit H4, which is not here."),
        ("{all: [H1]}", "{all: [H9]}", "Award in Keeping Bees: a rule names the unit H9, which does not count towards it."),
        ("{at_least: 6, of: credits}", "{at_least: 6, of: credits, from: Z}", "Award in Keeping Bees: a rule names the group Z, which is not here."),
        ("units: [H2, H3]}", "units: [H2, H3], within: Z}", "Award in Keeping Bees: group B names the group Z, which is not here."),
        ("units: [H2, H3]}", "units: [H2, H3], within: B}", "Award in Keeping Bees: group B stands within itself."),
        ("    rules:\n", "    pathways: [{key: p, groups: [Z]}, {key: p}]\n    rules:\n", "Award in Keeping Bees: pathway p names the group Z, which is not here."),
        ("    rules:\n", "    pathways: [{key: p}, {key: p}]\n    rules:\n", "Award in Keeping Bees: the pathway p stands 2 times."),
        ("    rules:\n", "    equivalents: [{unit: H9, instead_of: H1}]\n    rules:\n", "Award in Keeping Bees: an equivalent names the unit H9, which is not here."),
        ("{at_least: 6, of: credits}", "{at_least: 50 %, of: credits, at_level: 2}", "is not understood; here stands how many are needed, or a share such as 50%."),
        ("{at_least: 6, of: credits}", "{at_least: 50%, of: credits}", "is not understood; here stands a rule"),
        ("{at_least: 6, of: credits}", "{unit: H1, needs: []}", "is empty."),
        ("{code: H2, title", "{code: H3, title", "the unit H3 stands 2 times."),
        ("    level: 3\n", "    level: 3\n    level: 4\n", "line 19: not YAML as it should be: “level” stands here twice."),
        ("units:\n", "units: [\n", "not YAML as it should be"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_sentence_with_its_place(written, before: str, after: str, sentence: str):
    assert before in SMALL
    with pytest.raises(Unreadable) as refusal:
        load(written(SMALL.replace(before, after, 1)))
    assert any(sentence in said for said in refusal.value.sentences), refusal.value.sentences


def test_a_file_that_is_no_text_or_is_not_there_is_said_to_be_so(tmp_path: Path):
    (tmp_path / "photo.yaml").write_bytes(b"\xff\xd8\xff\xe0 not text")
    with pytest.raises(Unreadable, match="is not a text file"):
        load(tmp_path / "photo.yaml")
    with pytest.raises(Unreadable, match="cannot be read"):
        load(tmp_path / "nothing.yaml")


@pytest.mark.parametrize("text", ["", "just words", "- a list", "42"])
def test_what_is_no_specification_at_all_is_refused(written, text: str):
    with pytest.raises(Unreadable, match="the whole document"):
        load(written(text))


def test_many_mistakes_are_cut_short_with_their_number(written):
    units = "".join(f"  - {{code: U{n}}}\n" for n in range(30))
    with pytest.raises(Unreadable) as refusal:
        load(written(f"format: milepost-spec/1\ntitle: T\nunits:\n{units}"))
    assert refusal.value.sentences[-1].endswith("and 18 more.")


def test_a_criterion_number_given_twice_is_a_loose_end():
    unit = Unit("A", "A", "Hive", outcomes=(Outcome("1", "O", (Criterion("1.1", "x"), Criterion("1.1", "y"))),))
    assert loose_ends(Framework("T", units=(unit,))) == ["unit A: criterion 1.1 stands 2 times."]
