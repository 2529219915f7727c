"""Rules of combination in prose: English and Japanese, other words and other numbers than any one body's."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.plain import read_text
from milepost.frameworks.importers.rules import group_heading, rules_in
from milepost.frameworks.importers.source import Passage, Place, is_marked
from milepost.frameworks.importers.structure import stated_rules

type Short = tuple[str, str, int | None, str]

ENGLISH: list[tuple[str, list[Short]]] = [
    (
        "They complete all units in Mandatory Group A, which gives 9 credits; no fewer than 6 credits from Group B.",
        [("min_credits", "group:A", 9, ""), ("min_credits", "group:B", 6, "")],
    ),
    (
        "The remaining 36 credits come from the optional groups, and each of the optional groups has to be represented by one unit or more.",
        [("min_credits", "optional", 36, ""), ("min_units", "each-optional-group", 1, "")],
    ),
    (
        "Take every unit in Group A (14 credits), two or more units from Group B and up to 5 credits from Group C.",
        [("min_credits", "group:A", 14, ""), ("min_units", "group:B", 2, ""), ("max_credits", "group:C", 5, "")],
    ),
    (
        "At least 18 credits come from Group A, which holds four units, and not fewer than 6 come from Group B.",
        [("min_credits", "group:A", 18, ""), ("min_credits", "group:B", 6, "")],
    ),
    (
        "Of the 40 credits, 22 are mandatory and 18 are optional.",
        [("min_credits", "mandatory", 22, ""), ("min_credits", "optional", 18, "")],
    ),
    ("A minimum of 24 credits is required, with the remainder drawn from the optional groups.", [("min_credits", "total", 24, "")]),
    ("Units W2 and W3 overlap. A candidate who holds both of them will be credited with one only.", [("barred", "barred:W2+W3", None, "")]),
    ("Learners who hold the certificate may ask for up to 10 credits to be carried over.", []),
    ("To be awarded the diploma a learner must achieve a total of at least 37 credits.", [("min_credits", "total", 37, "")]),
    ("Of these, 13 credits must come from the units in Group A.", [("min_credits", "group:A", 13, "")]),
    (
        "At least 15 credits must be taken from Group B and at least 4 credits from Group C.",
        [("min_credits", "group:B", 15, ""), ("min_credits", "group:C", 4, "")],
    ),
    (
        "From Group B, learners must take at least 15 credits and from Group C at least 4 credits.",
        [("min_credits", "group:B", 15, ""), ("min_credits", "group:C", 4, "")],
    ),
    (
        "Learners must achieve a minimum of 4 and a maximum of 10 credits from Group C.",
        [("min_credits", "group:C", 4, ""), ("max_credits", "group:C", 10, "")],
    ),
    ("Between 4 and 10 credits from Group C.", [("min_credits", "group:C", 4, ""), ("max_credits", "group:C", 10, "")]),
    (
        "Learners must achieve 58 credits overall, of which at least 46 must be at Level 3 or above.",
        [("min_credits", "total", 58, ""), ("min_credits_at_level_or_above", "total", 46, "3")],
    ),
    ("At least 46 of the 58 credits must be at Level 3 or above.", [("min_credits_at_level_or_above", "total", 46, "3")]),
    (
        "Of the 30 credits from the optional groups, at least 10 must be achieved through Level 3 units.",
        [("min_credits_at_level", "optional", 10, "3")],
    ),
    ("Candidates must complete at least one unit from each optional group.", [("min_units", "each-optional-group", 1, "")]),
    ("A learner must take at least two units from each of Groups B, C and D.", [("min_units", "each-optional-group", 2, "")]),
    ("No more than 6 credits may come from units at Level 1.", [("max_credits_at_level", "total", 6, "1")]),
    ("Learners may not count more than 6 credits from units at Level 2 or lower.", [("max_credits_at_level_or_below", "total", 6, "2")]),
    (
        "Learners must achieve 42 credits: 12 from Group A and 30 from Group B.",
        [("min_credits", "total", 42, ""), ("min_credits", "group:A", 12, ""), ("min_credits", "group:B", 30, "")],
    ),
    (
        "Between 20 and 28 credits must be from optional units, with no more than 2 units from Group D.",
        [("min_credits", "optional", 20, ""), ("max_credits", "optional", 28, ""), ("max_units", "group:D", 2, "")],
    ),
    ("To gain this certificate the learner needs twenty-four credits in all.", [("min_credits", "total", 24, "")]),
    (
        "A learner who wants the Diploma needs 44 credits. Sixteen of them are fixed: they are the units of Group A.",
        [("min_credits", "total", 44, ""), ("min_credits", "group:A", 16, "")],
    ),
    ("Units B4 and B9 cannot be taken together.", [("barred", "barred:B4+B9", None, "")]),
    ("Only one of units 12 and 15 may count.", [("barred", "barred:12+15", None, "")]),
    ("Unit 4 may not be combined with Unit 9.", [("barred", "barred:4+9", None, "")]),
    ("Credits from Group C must not exceed 9.", [("max_credits", "group:C", 9, "")]),
    (
        "Not less than 8 and not more than 14 credits shall be drawn from Group C.",
        [("min_credits", "group:C", 8, ""), ("max_credits", "group:C", 14, "")],
    ),
    ("The qualification usually takes fourteen months, and 180 guided learning hours are advised.", []),
    ("The remaining 11 credits can come from any of the groups.", []),
    ("A Certificate has 13 to 36 credits and a Diploma 37 or more.", []),
]
JAPANESE: list[tuple[str, list[Short]]] = [
    ("この資格を取得するには、学習者は合計37単位を取得する必要があります。", [("min_credits", "total", 37, "")]),
    ("37単位のうち、14単位はグループAのユニットからのものである必要があります。", [("min_credits", "group:A", 14, "")]),
    ("オプショングループから少なくとも23単位を取得しなければなりません。", [("min_credits", "optional", 23, "")]),
    ("各オプショングループから少なくとも2つのユニットを完了してください。", [("min_units", "each-optional-group", 2, "")]),
    (
        "オプショングループからの上記の23単位のうち、少なくとも9単位はレベル4ユニットを通じて達成する必要があります。",
        [("min_credits_at_level", "optional", 9, "4")],
    ),
    ("グループBから4単位以上10単位以下を取得してください。", [("min_credits", "group:B", 4, ""), ("max_credits", "group:B", 10, "")]),
    ("レベル3以上のユニットから25単位以上を取得しなければなりません。", [("min_credits_at_level_or_above", "total", 25, "3")]),
    ("レベル1のユニットは6単位までしか数えられません。", [("max_credits_at_level", "total", 6, "1")]),
    ("グループDから8単位を超えて取得することはできません。", [("max_credits", "group:D", 8, "")]),
    (
        "グループCから最大7単位、グループDから最大2つのユニットを含めることができます。",
        [("max_credits", "group:C", 7, ""), ("max_units", "group:D", 2, "")],
    ),
    ("合計で50単位、うちグループAから14単位が必要です。", [("min_credits", "total", 50, ""), ("min_credits", "group:A", 14, "")]),
    ("必須ユニットから十四単位を取得する必要があります。", [("min_credits", "mandatory", 14, "")]),
    (
        "残りの22単位以上は選択グループから取りますが、選択グループB、Cのそれぞれから少なくとも1ユニットを選ぶ必要があります。",
        [("min_credits", "optional", 22, ""), ("min_units", "each-optional-group", 1, "")],
    ),
    ("レベル1の単位は合わせて4単位が限度である。", [("max_credits_at_level", "total", 4, "1")]),
    (
        "必修5ユニットをすべて修了し、選択ユニットから2つ以上を選ぶ。",
        [("min_units", "mandatory", 5, ""), ("min_units", "optional", 2, "")],
    ),
    ("T4とT5はどちらか一方しか修了単位に含めることができない。", [("barred", "barred:T4+T5", None, "")]),
    ("石臼の目立てをする（レベル3、6クレジット）", []),
    ("ユニットB4とB9は同時に取得できません。", [("barred", "barred:B4+B9", None, "")]),
    ("グループCの単位は9単位を上限とする。", [("max_credits", "group:C", 9, "")]),
    ("レベル4の単位が少なくとも12単位含まれていなければならない。", [("min_credits_at_level", "total", 12, "4")]),
    ("この資格には12〜18か月かかります。", []),
]


@pytest.mark.parametrize(("sentence", "rules"), ENGLISH + JAPANESE)
def test_a_sentence_gives_its_rules_and_no_others(sentence: str, rules: list[Short]):
    found = [(str(r["type"]), str(r["scope"]), r.get("value"), str(r.get("level", ""))) for r in rules_in(sentence)]
    assert sorted(found, key=str) == sorted(rules, key=str)


@pytest.mark.parametrize(
    ("heading", "letter", "mandatory"),
    [
        ("Group A: Mandatory units (13 credits)", "A", True),
        ("GROUP B – OPTIONAL UNITS", "B", False),
        ("Mandatory units – Group M", "M", True),
        ("Optional units", "", False),
        ("Group B must be taken by all learners", "", None),
        ("グループC オプションユニット", "C", False),
        ("The mandatory units are set out below.", "", None),
    ],
)
def test_a_heading_names_its_group_and_part(heading: str, letter: str, mandatory: bool | None):
    assert group_heading(heading) == (letter, mandatory)


STRUCTURE = """Level 2 Diploma in Keeping Bees

Rules of combination

Learners must achieve at least 37 credits. 10 credits must come from Group A. The rest, 27 credits, come from Groups B and C.

Group A: Mandatory units (12 credits)

Level Unit reference Unit title Credit GLH
2 J/907/0014 Open a hive 10 70

Group B: Optional units

Level Unit reference Unit title Credit GLH
2 D/907/0021 Rear a
queen 20 140

Group C: Optional units

Level Unit reference Unit title Credit GLH
3 M/907/0034 Sell honey 17 100
"""


def test_headings_groups_and_sentences_are_read_together_and_compared():
    reading = read_handbook(STRUCTURE.encode(), "structure.txt")
    assert [(u["title"], u["group"], u["mandatory"]) for u in reading.document["units"]] == [
        ("Open a hive", "A", True),
        ("Rear a queen", "B", False),
        ("Sell honey", "C", False),
    ]
    assert [(r["scope"], r["value"]) for r in reading.document["rules_of_combination"]] == [
        ("total", 37),
        ("group:A", 10),
        ("optional", 27),
    ]
    (warning,) = [w for w in reading.warnings if w.field == "credit"]
    assert (warning.unit, set(warning.options)) == (None, {"10", "12"})
    assert reading.places["rules/0"][0].first == 5


@pytest.mark.parametrize(
    "sentence",
    [
        "She has gained 24 credits in Group B but none in Group C.",
        "We suggest that learners begin with 12 credits from Group A.",
        "It replaces the Certificate of 2009, which asked for 31 credits.",
        "Unit K4 (4 credits) is often carried in from the Diploma in Rope Walking, which has 45 credits of its own.",
        "3 Units",
        "私は全部で50クレジットほどを取りました。",
        "少なくとも2科目は余分に始めておくとよいと言われました。",
        "A1 が 4 単位、B2 が 6 単位です。",
    ],
)
def test_what_somebody_did_or_advises_is_no_rule(sentence: str):
    assert rules_in(sentence, "B") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "A learner must take 24 credits from Group B before he or she is certificated.",
        "資格を取るには、グループBから24単位を取る必要がありました。",
    ],
)
def test_the_same_words_in_a_rule_do_not_hide_it(sentence: str):
    assert [(r["type"], r["scope"], r["value"]) for r in rules_in(sentence)] == [("min_credits", "group:B", 24)]


def test_a_share_is_told_in_credits_where_the_total_is_known():
    passages = [
        Passage(text, Place(1, n, n))
        for n, text in enumerate(("Rules of combination", "A minimum of 40 credits is required.", "At least 60% of the credits must be at Level 3 or above."), 1)
    ]  # fmt: skip
    facts = [r.fact for r in stated_rules(passages, {}, [])]
    assert {"type": "min_credits_at_level_or_above", "scope": "total", "value": 24, "level": "3"} in facts


def test_a_sentence_speaks_of_the_whole_or_of_the_rest_that_the_one_before_leaves() -> None:
    assert [(f["type"], f["scope"], f["value"]) for f in rules_in("You need at least 6 credits. At least 2 units must be completed.")] == [
        ("min_credits", "total", 6),
        ("min_units", "total", 2),
    ]
    rest = "7 credits must be achieved from the mandatory units K1 and K2. The remaining 5 credits may come from any of the units K4, K7 and K9."
    assert [(f["type"], f["scope"], f["value"]) for f in rules_in(rest)] == [
        ("min_credits", "mandatory", 7),
        ("min_credits", "optional", 5),
    ]


def test_a_line_that_begins_with_an_amount_has_no_number_of_a_list() -> None:
    text = (
        "To achieve the Level 3 Diploma, learners must achieve a minimum of 17 credits.\n13 credits must come from the mandatory units.\n"
    )
    assert not any(passage.marked for passage in read_text(text, "kites.txt").elements if isinstance(passage, Passage))
    assert is_marked("13 Credit control")
