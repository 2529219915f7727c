"""What heads and marks a document uses beside the usual ones: a body's own code, letters for occasions, a part in a column of ticks."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.change_logs import read_changes
from milepost.frameworks.importers.fields import fields_in
from milepost.frameworks.importers.numbering import numbering_of
from milepost.frameworks.importers.quantities import quantifier
from milepost.frameworks.importers.rule_tables import rules_of_table
from milepost.frameworks.importers.rules import rules_in
from milepost.frameworks.importers.running import flatten
from milepost.frameworks.importers.sections import section_kind
from milepost.frameworks.importers.source import Passage, Place, Row, Table
from milepost.frameworks.importers.tables import read_units

HERE = Place(1, 1, 1)


def table(*rows: str) -> Table:
    return Table([Row([cell.strip() for cell in row.split("|")], Place(1, k, k)) for k, row in enumerate(rows, 1)])


def document(text: str) -> dict[str, Any]:
    return read_handbook(text.encode(), "hawks.txt").document


def lines(*texts: str) -> str:
    return "\n\n".join(texts)


CELLED = lines(
    "CAS code", "SSC ref", "Ofqual unit ref", "Unit title", "SCQF\nlevel", "SCQF\ncredit\npoints",
    "Mandatory Units",
    "J2F6 04", "BCR1", "H/615/4401", "Feed a Hawk", "5", "7",
    "J2F7 04", "BCR2", "K/615/4402", "Weigh a Hawk", "5", "5",
    "Optional Units: Group B",
    "J2F9 04", "BCR6", "T/615/4404", "Fly a Hawk", "6", "4",
)  # fmt: skip


def test_whichever_body_a_code_is_of_it_heads_a_column() -> None:
    units = document(f"HAWKS\n\n{CELLED}\n")["units"]
    assert [(u["uan"], u["number"], u["title"], u["level"], u["credit"], u["mandatory"]) for u in units] == [
        ("H/615/4401", "J2F6 04", "Feed a Hawk", "5", 7, True),
        ("K/615/4402", "J2F7 04", "Weigh a Hawk", "5", 5, True),
        ("T/615/4404", "J2F9 04", "Fly a Hawk", "6", 4, False),
    ]


def test_an_asterisk_at_a_head_hides_no_table() -> None:
    heads = lines("Code", "URN*", "Unit title", "SCQF\ncredit\npoints", "SCQF\nlevel")
    first = lines(
        "Mandatory Units", heads, "J2F6 04", "H/615/4401", "Feed a Hawk", "7", "5", "J2F7 04", "K/615/4402", "Weigh a Hawk", "5", "5"
    )
    second = lines("Optional Units", heads, "J2F9 04", "T/615/4404", "Fly a Hawk", "4", "6")
    assert [u["mandatory"] for u in document(f"HAWKS\n\n{first}\n\n{second}\n")["units"]] == [True, True, False]


def test_a_bodys_own_code_may_stand_beside_the_regulators_number() -> None:
    told = {"uan": "Y/616/5501", "number": "HK4/E3/WA/001"}
    assert fields_in(Passage("Unit reference Y/616/5501 WAA unit code HK4/E3/WA/001", HERE)) == told
    assert fields_in(Passage("", HERE, cells=("WAA unit code", "HK4/E3/WA/001"))) == {"number": "HK4/E3/WA/001"}


def test_the_regulators_number_may_stand_in_brackets_behind_the_title_or_be_called_ofquals() -> None:
    assert fields_in(Passage("", HERE, cells=("Title:", "Lead a team (K/650/8301)"))) == {"title": "Lead a team", "uan": "K/650/8301"}
    line = "Ofqual code: L/508/6141 Level: 2 Credit: 5 GLH: 35"
    assert fields_in(Passage(line, HERE)) == {"uan": "L/508/6141", "level": "2", "credit": "5", "glh": "35"}


def test_the_size_of_a_unit_is_no_number_of_a_criterion() -> None:
    letters = [Passage("(a) Name a knot", HERE, marked=True), Passage("1.5 National Unit credits at SCQF level 6", HERE)]
    assert numbering_of(letters).shapes == ()
    assert numbering_of([*letters, Passage("1.2 Tie a knot", HERE, marked=True)]).shapes == ("dotted",)


def test_a_column_may_say_mandatory_or_optional_for_the_full_qualification() -> None:
    rows, _heads = read_units(
        table(
            "UAN|Unit number|Title|Mandatory/ optional for full qualification|Credit value",
            "H/504/7710|201|Receive vehicles|Mandatory|4",
            "T/504/7713|204|Check a weighbridge|Optional Group A|4",
        )
    )
    assert [(r.mandatory, r.group, r.ticks) for r in rows] == [(True, "", {}), (False, "A", {})]


def test_a_row_that_names_another_part_ends_what_the_head_said() -> None:
    rows, _heads = read_units(
        table(
            "Unit|Unit code|Mandatory units|Level|Credit",
            "1|T/602/4410|The sky at night|3|10",
            "||Optional units: Group A||",
            "4|H/602/4413|Care for visitors|2|5",
        )
    )
    assert [(r.mandatory, r.group) for r in rows] == [(True, ""), (False, "A")]


def test_a_column_of_ticks_may_say_part_and_group() -> None:
    rows, _heads = read_units(
        table(
            "Unit|Ref|Title|Level|Credit|Level 2|Level 3",
            "BG-1|A/620/5501|Lay out the field|2|4|Mandatory|Mandatory",
            "BG-6|K/620/5506|Welcome a passenger|2|3|Optional B|–",
            "BG-8|M/620/5508|Lead the crew|3|7|–|Mandatory",
        )
    )
    assert [(r.mandatory, r.group) for r in rows] == [(True, ""), (False, "B"), (True, "")]
    rows, _heads = read_units(
        table(
            "単元|認定番号|単元名|レベル|単位|レベル2|レベル3",
            "BG-1|A/620/5501|飛行場所の確保|2|4|必修|必修",
            "BG-4|H/620/5504|追跡車の運転|2|4|選択A|選択A",
        )
    )
    assert [(r.mandatory, r.group) for r in rows] == [(True, ""), (False, "A")]


UNIT = """SV20612
Clean a wig

Level 2
Credit value 4
GLH 35
UAN D/617/2402

Clean a wig
Learning outcomes
When you have finished this unit you will:
1. Be able to clean a wig
2. Understand cleaning agents

Outcome 1
Be able to clean a wig
You can: Observation
1
Observation
2
Observation
3
a. Test a hidden strand
b. Dry the wig
Outcome 2
Understand cleaning agents
You can: Portfolio reference / Assessor
initials*
a. Compare two agents
b. State how they are stored
"""


def test_the_occasions_of_a_record_are_no_criteria() -> None:
    second = (
        UNIT.replace("SV20612", "SV20613")
        .replace("D/617/2402", "H/617/2403")
        .replace("lean a wig", "omb a wig")
        .replace("cleaning agents", "combs")
    )
    for unit in document(f"WIGS\n\n{UNIT}\n{second}")["units"]:
        assert [[(c["number"], c["text"]) for c in o["criteria"]] for o in unit["outcomes"]] == [
            [("a", "Test a hidden strand"), ("b", "Dry the wig")],
            [("a", "Compare two agents"), ("b", "State how they are stored")],
        ]


RANGE = """Range
*You must practically demonstrate each of the ranges below.
1. Stoves: you must use a minimum of two of the following stoves Portfolio reference
a. wood burning
b. electric
c. steam generator
"""


def test_a_range_that_binds_is_evidence_and_its_label_hides_no_number() -> None:
    (unit,) = document(f"WIGS\n\n{UNIT}{RANGE}")["units"]
    (asked,) = unit["evidence_requirements"]
    assert asked["text"] == "Stoves: you must use a minimum of two of the following stoves"
    assert asked["quantifier"] == {"at_least": 2, "of": ["a", "b", "c"]}
    assert quantifier("Keep two records of the following: temperature, time:", ["a", "b", "c"]) == {"at_least": 2, "of": ["a", "b", "c"]}


def test_a_paragraph_below_the_title_says_what_the_unit_is_about() -> None:
    told = "This unit is about cleaning hairpieces without harm to their knots or to the lace."
    (unit,) = document(f"WIGS\n\n{UNIT.replace('Clean a wig\n\nLevel', f'Clean a wig\n{told}\n\nLevel')}")["units"]
    assert unit["aim"] == told


def test_a_label_among_the_facts_may_have_words_that_are_no_sentence() -> None:
    (unit,) = document(f"WIGS\n\n{UNIT.replace('GLH 35', 'GLH 35\nAssessment Portfolio of evidence')}")["units"]
    assert unit["assessment"] == "Portfolio of evidence"


def test_a_table_that_begins_with_a_section_goes_on_with_none() -> None:
    heads: list[str] = []
    flatten(table("Learning outcomes|Assessment criteria|Evidence|Assessor", "1 Know knots|1.1 Name a knot||", "|1.2 Tie a knot||"), heads)
    told = flatten(table("Unit summary|||", "Knots hold the work.|||", "Mandatory|Achieved|Level 2|4 credits, 30 GLH"), heads)
    assert any("Level 2" in p.text for p in told) or any("Level" in p.cells for p in told)


def test_what_changed_may_have_neither_version_nor_date() -> None:
    (change,) = read_changes(table("Summary of changes made since the previous issue|Section", "Hours of unit 8 raised|5"))
    assert (change.version, change.date, change.detail, change.section) == ("", "", "Hours of unit 8 raised", "5")


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (
            """Summary of changes made between previous Issue 1 and this current
Issue 2
Page/section number
Hours of Unit 6
raised Section 4
Levels corrected Units 8 and 9
If you need further information, write to us. 5
""",
            "2",
        ),
        (
            """Summary of changes made between previous issue and this current Issue 2

Section number

Hours of Unit 6
raised

Section 4

Levels corrected

Units 8 and 9

Contents

5
""",
            "2",
        ),
        (
            """Summary of changes made between previous issue and this current issue Section number
Hours of Unit 6 raised Section 4
Levels corrected Units 8 and 9
""",
            "",
        ),
    ],
)
def test_a_summary_of_changes_that_lost_its_columns_tells_what_changed_and_where(text: str, version: str) -> None:
    found = document(f"WIGS\n\n{text}\n{UNIT}")["change_log"]
    assert [(c.get("version") or "", c["detail"], c["section"]) for c in found] == [
        (version, "Hours of Unit 6 raised", "Section 4"),
        (version, "Levels corrected", "Units 8 and 9"),
    ]


def test_points_of_a_grade_are_no_rules() -> None:
    assert rules_of_table(table("Points per credit|Pass|Merit|Distinction", "Level 2|5|6|7", "Level 3|7|8|9"), []) == ([], [])


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Total credits required - 17.", [("min_credits", "total", 17)]),
        ("Learners need 8 credits, including the mandatory unit.", [("min_credits", "total", 8)]),
        (
            "Learners must achieve 37 credits, including all mandatory units and 12 credits from Group B.",
            [("min_credits", "total", 37), ("min_credits", "group:B", 12)],
        ),
        (
            "Two optional units, of which at least one must come from Group B and no more than one from Group C.",
            [("min_units", "optional", 2), ("min_units", "group:B", 1), ("max_units", "group:C", 1)],
        ),
        (
            "Learners need both units in Group A (11 credits) and at least 10 credits from Group C, to a minimum of 36 credits in all.",
            [("min_units", "group:A", 2), ("min_credits", "group:A", 11), ("min_credits", "group:C", 10), ("min_credits", "total", 36)],
        ),
        (
            "Complete the three mandatory units (18 SCQF credit points) and two optional units.",
            [("min_units", "mandatory", 3), ("min_credits", "mandatory", 18), ("min_units", "optional", 2)],
        ),
        ("必修単元BG-1、BG-2及びBG-3から11単位を修める。", [("min_credits", "mandatory", 11)]),
    ],
)
def test_rules_that_other_words_tell(sentence: str, told: list[tuple[str, str, int]]) -> None:
    assert sorted((f["type"], f["scope"], f["value"]) for f in rules_in(sentence, wholes=True) if not f.get("whole")) == sorted(told)


def test_an_amount_goes_on_in_the_next_line_with_the_group_it_is_of() -> None:
    text = (
        "Qualification structure \nYou must take all mandatory units. \nYou may begin with any of them, \nand end with another.\n"
        "A minimum of 10 credits must come from the optional units: a minimum of 4 credits from\nGroup 1 and no more than 6 credits from Group 2.\n"
    )
    rules = document(f"WIGS\n\n{text}\n{UNIT}")["rules_of_combination"]
    assert {"type": "min_credits", "scope": "group:1", "value": 4} in rules
    assert not any(rule["scope"] == "total" for rule in rules)


NIGHT = """Unit 04 Speak to patients at night
(D/650/8815)
Unit summary
This unit gives learners the chance to sit at a bedside and to listen well.
Assessment
This unit is internally assessed.
Optional, group A Achieved at level 2 4 credits 28 GLH
Learning outcomes (LOs)
The learner will:
Assessment criteria (AC)
The learner can:
1. Be able to listen 1.1 Ask one question at a time
1.2 Wait for the answer
"""


def test_part_level_credits_and_hours_may_stand_in_one_line_below_the_summary() -> None:
    day = NIGHT.replace("04", "05").replace("8815", "8816").replace("night", "noon").replace("listen", "speak").replace("28 GLH", "30 GLH")
    unit, other = document(f"RADIO\n\n{NIGHT}\n{day}")["units"]
    assert (unit["uan"], unit["number"], unit["level"], unit["credit"], unit["glh"]) == ("D/650/8815", "04", "2", 4, 28)
    assert unit["aim"].startswith("This unit gives") and unit["assessment"] == "This unit is internally assessed."
    assert (other["uan"], other["glh"]) == ("D/650/8816", 30)


def test_a_mark_in_a_column_without_a_head_ends_no_table() -> None:
    text = "RADIO\nMandatory units\nUnit\nnumber\nRegulated unit\nnumber\nUnit title Level Credit GLH\n"
    text += "M Unit 01 T/650/8812 Plan a programme 2 4 30\nM Unit 02 Y/650/8813 Mix a programme 2 5 38\n"
    assert [(u["uan"], u["title"], u["mandatory"]) for u in document(text)["units"]] == [
        ("T/650/8812", "Plan a programme", True),
        ("Y/650/8813", "Mix a programme", True),
    ]


def test_a_statement_goes_on_below_the_one_word_that_heads_it() -> None:
    asked = "Evidence requirements\n1. Environment\nEvidence for this unit must be gathered at work.\n2. Simulation\nSimulation may not be used.\n"
    (unit,) = document(f"WIGS\n\n{UNIT}{asked}")["units"]
    assert [r["text"] for r in unit["evidence_requirements"]] == [
        "Environment Evidence for this unit must be gathered at work.",
        "Simulation Simulation may not be used.",
    ]


def test_a_long_heading_with_an_aside_opens_its_section() -> None:
    label = "Details of the relationship between the unit and relevant national occupational standards or other professional standards or curricula"
    assert section_kind(Passage(f"{label} (if appropriate)", HERE), set(), 0.0) == "nos"
    assert section_kind(Passage(f"{label} and whatever else somebody may have to say about them", HERE), set(), 0.0) == ""


def test_a_qualification_may_fill_two_lines_above_its_numbers() -> None:
    text = (
        "Qualification Body code Ofqual reference Credits GLH TQT\nLevel 3 Award in Night Visits 8471-11 603/4471/2 5 30 50\n"
        "Level 3 Certificate in Night\nVisits\n8471-12 603/4472/4 15 90 150\nLevel 3 Diploma in Night Visits 8471-13 603/4473/6 30 170 300\n"
    )
    found = document(f"RADIO\n\n{text}\n{NIGHT}")["qualifications"]
    assert [(q["number"], q["title"], q["level"]) for q in found] == [
        ("8471-11", "Level 3 Award in Night Visits", "3"),
        ("8471-12", "Level 3 Certificate in Night Visits", "3"),
        ("8471-13", "Level 3 Diploma in Night Visits", "3"),
    ]


def test_letters_in_wide_brackets_need_no_space_behind_them() -> None:
    asked = "証拠の要件\n1. 次のうち少なくとも二つについて証拠を示すこと。\n（a）一人で来た大人\n（b）子ども\n（c）団体\n"
    (unit,) = document(f"WIGS\n\n{UNIT}{asked}")["units"]
    (statement,) = unit["evidence_requirements"]
    assert [(one["letter"], one["text"]) for one in statement["items"]] == [("a", "一人で来た大人"), ("b", "子ども"), ("c", "団体")]
    assert statement["quantifier"] == {"at_least": 2, "of": ["a", "b", "c"]}
