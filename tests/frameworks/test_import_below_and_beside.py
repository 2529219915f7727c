"""What stands below an outcome, a part or a label, and what stands beside it: evidence without numbers, codes, explanations, grades, logs."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.celled import celled_table
from milepost.frameworks.importers.change_logs import read_changes
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.grades_apart import grades_apart
from milepost.frameworks.importers.membership import listed_below_parts
from milepost.frameworks.importers.quantities import quantifier
from milepost.frameworks.importers.source import Line, Passage, Place, Row, Table
from milepost.frameworks.importers.spaced import spaced_table
from milepost.frameworks.importers.torn import rejoined

HERE = Place(1, 1, 1)
UNIT = """Unit title: Mend a Net
Unit reference number: A/618/5501
Level: 2
Credit value: 4
Outcome 1
Find the damage
Performance Criteria
(a) Each net is spread out and looked over.
(b) Torn meshes are marked.
Evidence Requirements
Learners must look over at least two of the following:
• a trawl
• a seine
• a drift net
Outcome 2
Close the holes
Performance Criteria
(a) Twine of the right weight is chosen.
(b) Knots are drawn tight.
Evidence Requirements
Evidence must come from three different days.
"""
EVIDENCE_REQUIRED = """Evidence required
Learners must show two of the following:
• a saw
• a gouge
• a clamp"""


def evidence_of(text: str) -> list[tuple[str, list[str], object]]:
    found = read_handbook(text.encode(), "net.txt").document["units"][0]["evidence_requirements"]
    return [(r["number"], [i["text"] for i in r["items"]], r["quantifier"]) for r in found]


def test_evidence_below_each_outcome_has_the_number_of_its_outcome():
    assert evidence_of(UNIT) == [
        ("1", ["a trawl", "a seine", "a drift net"], {"at_least": 2, "of": ["a", "b", "c"]}),
        ("2", [], {"at_least": 3, "of": []}),
    ]


def test_evidence_for_the_whole_unit_without_a_number_is_the_first():
    head, _first, rest = UNIT.partition("Evidence Requirements\nLearners")
    _evidence, _outcome, rest = rest.partition("Outcome 2")
    text = f"{head}Outcome 2{rest}".replace("Evidence Requirements\nEvidence must come from three different days.", EVIDENCE_REQUIRED)
    assert evidence_of(text) == [("1", ["a saw", "a gouge", "a clamp"], {"at_least": 2, "of": ["a", "b", "c"]})]


def test_evidence_that_has_numbers_keeps_them():
    text = UNIT.replace("Learners must look over", "3. Learners must look over").replace("Evidence must come", "4. Evidence must come")
    assert [number for number, _items, _amount in evidence_of(text)] == ["3", "4"]


@pytest.mark.parametrize(("second", "read"), [("b)\nseine", ["trawl", "seine", "drift net"]), ("b)", ["trawl", "drift net"])])
def test_a_letter_whose_words_stand_below_it_or_were_lost_does_not_end_the_list(second: str, read: list[str]):
    lettered = UNIT.replace("• a trawl\n• a seine\n• a drift net", f"a) trawl\n{second}\nc) drift net")
    assert evidence_of(lettered)[0][1] == read


@pytest.mark.parametrize("heading", ["証拠に関する注意", "証拠についての留意事項", "証拠の要件"])
def test_japanese_evidence_is_headed_in_several_ways(heading: str):
    text = UNIT.replace("Evidence Requirements", heading).replace("Learners must look over at", "1. Learners must look over at")
    assert ("1", ["a trawl", "a seine", "a drift net"]) in [found[:2] for found in evidence_of(text)]


@pytest.mark.parametrize(
    ("text", "letters", "amount"),
    [
        ("Kelp must be dried by one or both of the following methods:", "ab", 1),
        ("衣装は、異なる四体の人形のために作ったものでなければなりません。", "", 4),
        ("証拠は、次のうち三枚以上を含めてください。", "abcd", 3),
    ],
)
def test_one_or_both_and_counters_of_things(text: str, letters: str, amount: int):
    assert quantifier(text, list(letters)) == {"at_least": amount, "of": list(letters)}


EXPLAINED = """ユニット 101 Keep a Workshop Safe
 URN               J/612/5501                                 レベル         3
 クレジット             5                                          GLH         36

学習成果と評価基準
 番号       Assessment criteria (The learner can:)                    当センターの解説

 Learning outcome 1: Understand hazards

 1.1      Explain the hazards of carving tools                      道具ごとに分けて書くとよいでしょ
                                                                    う。
 1.2      Explain who is responsible                                組織図を添えます。

 Learning outcome 2: Be able to work safely

 2.1      Check tools before use                                    点検表の写しで足ります。
"""


def test_criteria_stay_apart_from_explanations_across_outcomes():
    [unit] = read_handbook(EXPLAINED.encode(), "workshop.txt").document["units"]
    assert [(o["number"], o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("1", "Understand hazards", ["Explain the hazards of carving tools", "Explain who is responsible"]),
        ("2", "Be able to work safely", ["Check tools before use"]),
    ]


def test_page_numbers_between_dashes_run_along():
    pages = [[f"The words of page {n}", f"go on for lines of {'their own ' * n}", f"− {n} −" if n > 9 else f"−{n}−"] for n in range(1, 14)]
    lines = [Line(page, number, text) for page, texts in enumerate(pages, 1) for number, text in enumerate(texts, 1)]
    assert {(n, 3) for n in range(1, 14)} <= furniture(lines)


def test_codes_below_the_name_of_a_part_tell_which_units_are_mandatory():
    known = {"J8RA 46": "A/618/5501", "J8RE 46": "M/618/5505", "mend a net": "T/618/5506", "1": "K/618/5504"}
    texts = ["Mandatory Units", "Unit code Unit title", "J8RA 46 Seed a Line 1 6 6", "1 6", "Optional Units", "J8RE 46", "Mend a Net"]
    assert listed_below_parts([Passage(t, HERE) for t in texts], known) == {"A/618/5501": True, "M/618/5505": False, "T/618/5506": False}


def test_other_labels_among_facts_keep_their_values():
    texts = [
        "Unit code:",
        "J/615/4411",
        "Level:",
        "3",
        "Unit type:",
        "Mandatory",
        "Guided learning hours:",
        "90",
        "Unit in brief",
        "Learners build.",
    ]
    gone, changed = rejoined([Line(1, n, t) for n, t in enumerate(texts, 1)], set())
    assert list(changed.values()) == ["Unit code: J/615/4411", "Level: 3", "Unit type: Mandatory", "Guided learning hours: 90"]
    assert gone == {(1, 2), (1, 4), (1, 6), (1, 8)}


def test_criteria_of_two_grades_in_one_line_are_taken_apart():
    texts = [
        "A.P1 Produce a route and timings for A.M1 Justify a route with regard to",
        "a walk.",
        "access and tide.",
        "A.P2 Select facts.",
    ]
    assert grades_apart([Line(1, n, t) for n, t in enumerate(texts, 1)], set()) == (
        {(1, 3)},
        {(1, 1): "A.P1 Produce a route and timings for a walk.", (1, 2): "A.M1 Justify a route with regard to access and tide."},
    )


@pytest.mark.parametrize(
    "text", ["P1, M1 and so on show the grade.", "A.P1 Explain what A.M1 asks for.", "To reach P1 Learners must write."]
)
def test_a_line_that_only_names_grades_stays_whole(text: str):
    assert grades_apart([Line(1, 1, text), Line(1, 2, "and more.")], set()) == (set(), {})


def test_a_log_without_a_column_of_versions_is_that_of_the_version_above_it():
    heads = ["Summary of changes made between previous issue and this current issue", "Date"]
    table = Table([Row(heads, HERE), Row(["Guided learning hours corrected", "February 2018"], HERE)])
    found = read_changes(table, "Summary of changes in Issue 2")
    assert [(c.version, c.date, c.detail) for c in found] == [("2", "February 2018", "Guided learning hours corrected")]


CELLS = """Unit
number
Unit title
Unit code
Type
How assessed
Mandatory units
1
Life of the Shore
F/615/4410
Mandatory
Internal
Optional group A
2
Build a Wall
J/615/4411
Optional
Internal"""


def test_a_table_with_a_cell_on_each_line_names_parts_between_its_rows():
    lines = [Line(1, n, text) for n, text in enumerate(CELLS.splitlines(), 1)]
    made = celled_table(lines, 0, set(), frozenset())
    assert made is not None and isinstance(made.element, Table)
    assert [[cell for cell in row.cells if cell][:3] for row in made.element.rows[1:]] == [
        ["Mandatory units"],
        ["1", "Life of the Shore", "F/615/4410"],
        ["Optional group A"],
        ["2", "Build a Wall", "J/615/4411"],
    ]


def test_a_row_of_a_log_may_have_no_section():
    texts = [
        "Version Date Change Section",
        "1.0 11 September 2019 First published",
        "1.1 2 March 2020 Unit 9 added to the optional units Structure",
    ]
    made = spaced_table([Line(1, n, text) for n, text in enumerate(texts, 1)], 0, set())
    assert made is not None and isinstance(made.element, Table)
    assert [row.cells for row in made.element.rows[1:]] == [
        ["1.0", "11 September 2019", "First published", ""],
        ["1.1", "2 March 2020", "Unit 9 added to the optional units", "Structure"],
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Unit Unit title Unit reference number Assessment\nmethod\nGLH\nCore units\n1 Kites D/505/3301 External 30\n2 Kites for a Client F/505/3302 Internal 30\n",
            [
                ["Unit number", "Unit title", "Unit reference", "Assessment", "GLH"],
                ["Core units", "", "", "", ""],
                ["1", "Kites", "D/505/3301", "External", "30"],
                ["2", "Kites for a Client", "F/505/3302", "Internal", "30"],
            ],
        ),
        (
            "Issue Date Summary of change Page\n2 July 2014 Unit 7: hours confirmed as 60. –\n3 May 2016 Unit 4: aim A changed. –\n",
            [
                ["Version", "Date", "Change", "Section"],
                ["2", "July 2014", "Unit 7: hours confirmed as 60.", "–"],
                ["3", "May 2016", "Unit 4: aim A changed.", "–"],
            ],
        ),
    ],
)
def test_columns_that_nobody_keeps_stand_between_or_behind_others(text: str, rows: list[list[str]]):
    made = spaced_table([Line(1, number, line) for number, line in enumerate(text.splitlines(), 1)], 0, set(), frozenset())
    assert made
    assert isinstance(made.element, Table)
    assert [row.cells for row in made.element.rows] == rows
