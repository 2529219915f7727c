"""Tables whose cells stand one below the other, and facts whose values stand in the line below their labels."""

from typing import Any

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.celled import celled_table
from milepost.frameworks.importers.source import Line, Table

CRITERIA = """
Outcome 1 Be able to choose spars
1.1 Weigh spars of three woods
1.2 Say which of them bends least
Outcome 2 Be able to sew a sail
2.1 Hem a sail
2.2 Fold a seam
"""
ROWS = [
    ("R/913/3007", "Build a kite that flies in a light wind", "Level 3", "5", "30"),
    ("T/913/3008", "Mend a kite", "Level 2", "2", "14"),
    ("Y/913/3009", "Fly a kite", "Level 3", "4", "25"),
]
HEADS = ("URN", "Title of unit", "Level", "Credit value", "GLH")


def units(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_handbook(text.encode(), "kites.txt").document["units"]
    return found


def test_a_table_copied_cell_by_cell_has_its_rows() -> None:
    text = "\n".join([*HEADS, *(cell for row in ROWS for cell in row)])
    assert [(u["uan"], u["title"], u["level"], u["credit"], u["glh"]) for u in units(f"Units\n\n{text}\n\nThe end of the list.\n")] == [
        (uan, title, level[-1], int(credit), int(glh)) for uan, title, level, credit, glh in ROWS
    ]


def test_a_title_may_take_two_of_the_cells_lines() -> None:
    cells = [*HEADS, "R/913/3007", "Build a kite that", "flies in a light wind", "Level 3", "5", "30", *ROWS[1], *ROWS[2]]
    assert units("Units\n\n" + "\n".join(cells) + "\n")[0]["title"] == "Build a kite that flies in a light wind"


def test_values_below_their_labels_are_a_units_facts_on_every_page() -> None:
    pages = [
        f"Unit {k} {title}\nUnit reference Level of unit Credits Guided learning hours\n{uan} L{level[-1]} {credit} {glh}\n{CRITERIA}"
        for k, (uan, title, level, credit, glh) in enumerate(ROWS, 1)
    ]
    found = units("Kites\n\f" + "\f".join(pages))
    assert [(u["uan"], u["level"], u["credit"], u["glh"]) for u in found] == [
        (uan, level[-1], int(credit), int(glh)) for uan, _title, level, credit, glh in ROWS
    ]
    assert [len(o["criteria"]) for u in found for o in u["outcomes"]] == [2] * 6


def test_a_row_of_heads_for_one_unit_is_not_a_label_and_its_value() -> None:
    facts = "Title of unit\tL\tReference number\tCredit value\tGLH\nBuild a kite\tL3\tR/913/3007\t5\t30\n"
    (unit,) = units(f"Group A: Mandatory\n\n{facts}\nBuild a kite\n\nReference number: R/913/3007\nLevel: L3\nCredits: 5\n{CRITERIA}")
    assert (unit["title"], unit["group"], unit["mandatory"], unit["glh"]) == ("Build a kite", "A", True, 30)


def test_an_outcome_heads_the_table_of_its_criteria() -> None:
    table = "Outcome 1\tChoose spars\n1.1.\tWeigh spars\n1.2.\tCut spars\n\nOutcome 2\tSew a sail\n2.1.\tHem a sail\n2.2.\tFold a seam\n"
    (unit,) = units(f"Unit 7 Build a kite\n\nURN:\tR/913/3007\nLevel:\t3\nCredit:\t5\n\n{table}")
    assert [o["text"] for o in unit["outcomes"]] == ["Choose spars", "Sew a sail"]


def test_units_in_lines_are_a_list_of_units() -> None:
    text = "Group B: Optional\n\n• KM04 (R/913/3007) Build a kite – Level 3, 5 credits, 30 guided learning hours\n"
    text += "• KM05 (T/913/3008) Mend a kite – Level 2, 2 credits, 14 guided learning hours\n"
    assert [(u["number"], u["title"], u["level"], u["credit"], u["glh"], u["group"]) for u in units(text)] == [
        ("KM04", "Build a kite", "3", 5, 30, "B"),
        ("KM05", "Mend a kite", "2", 2, 14, "B"),
    ]


def test_a_japanese_list_of_units_says_the_same() -> None:
    text = "グループA（必修ユニット）\n\n・KM01(R/913/3007) 凧を作る ― レベル3、5クレジット、指導学習時間30時間\n"
    text += "・KM02(T/913/3008) 凧を直す ― レベル2、2クレジット、指導学習時間14時間\n"
    assert [(u["number"], u["title"], u["level"], u["credit"], u["glh"], u["group"]) for u in units(text)] == [
        ("KM01", "凧を作る", "3", 5, 30, "A"),
        ("KM02", "凧を直す", "2", 2, 14, "A"),
    ]


def test_a_japanese_unit_has_its_facts_and_what_its_evidence_must_cover() -> None:
    text = "ユニットA1：凧を作る\nユニット番号：R/913/3007\nレベル：3\nクレジット値：5\nガイド付き学習時間（GLH）：30\n\n"
    text += "学習成果1 竹を選べる\n評価基準\n1.1 三種類の竹を比べる\n1.2 曲がりにくい竹を言う\n\n証拠要件\n"
    text += "1. 次のうち少なくとも2つを示してください：\na. 角凧\nb. 六角凧\nc. 連凧\n2. 次のすべてを使ってください：\na. 糸\nb. 糊\n"
    (unit,) = units(text)
    assert (unit["level"], unit["credit"], unit["glh"]) == ("3", 5, 30)
    assert [r["quantifier"] for r in unit["evidence_requirements"]] == [{"at_least": 2, "of": ["a", "b", "c"]}, "all"]


def test_a_column_says_towards_which_qualifications_a_unit_counts() -> None:
    text = "Qualification title\tBody number\tAccreditation number\nLevel 2 Certificate in Kites\t6217-21\t908/1146/X\n"
    text += "Level 3 Diploma in Kites\t6217-31\t908/1158/6\n\nUAN\tUnit\tUnit title\tLevel\tCredit\tGLH\tContributes to\n"
    text += "R/913/3007\t1\tBuild a kite\t3\t5\t30\t6217-21, 6217-31\nT/913/3008\t2\tMend a kite\t2\t2\t14\t6217-21\n"
    assert [u["qualifications"] for u in units(text)] == [["6217-21", "6217-31"], ["6217-21"]]


def test_ticks_behind_the_rows_say_which_awards_a_scottish_unit_counts_towards() -> None:
    """A row without one of its ticks does not say which it is."""
    heads = "Unit code|SSC ref|Title|SCQF\nlevel|SCQF\ncredit\npoints|GR8K\n22|GR8L\n23"
    rows = "Group A: Mandatory Units|J9DL 04|KITE1|Build a kite that flies\nin a light wind|5|7|X|X|Group B: Optional Units|J9DM 04|KITE2|Mend a kite|6|4|X"
    awards = "SVQ in Kite Repair at SCQF level 5\nGroup Award Code: GR8K 22\n\nSVQ in Kite Repair (Wind) at SCQF level 6\nGroup Award Code: GR8L 23"
    text = "\n\n".join([awards, "Structure", *heads.split("|"), *rows.split("|"), "The end of the list."])
    told = [(u["uan"], u["title"], u["level"], u["credit"], u["group"], u["mandatory"], u["qualifications"]) for u in units(text)]
    assert told == [
        ("J9DL 04", "Build a kite that flies in a light wind", "5", 7, "A", True, ["GR8K 22", "GR8L 23"]),
        ("J9DM 04", "Mend a kite", "6", 4, "B", False, []),
    ]


def test_yes_and_dashes_behind_the_rows_say_it_too_before_a_column_of_other_words() -> None:
    heads = "Unit|Ofqual unit\nreference|Unit title|Credit|GLH|KR3C|KR3D|Assessment"
    rows = "Mandatory units|1|R/913/3007|Build a kite that flies\nin a light wind|5|30|Yes|Yes|Examination|Optional Group B|2|T/913/3008|Mend a kite|2|14|-|Yes|Assignment"
    named = "Code\tTitle\tNumber\tLevel\nKR3C\tLevel 3 Certificate in Kite Repair\t908/1146/X\t3\nKR3D\tLevel 3 Diploma in Kite Repair\t908/1158/6\t3"
    text = "\n\n".join([named, "Structure", *heads.split("|"), *rows.split("|"), "All units are at Level 3."])
    told = [(u["number"], u["title"], u["credit"], u.get("group"), u["mandatory"], u["qualifications"]) for u in units(text)]
    assert told == [
        ("1", "Build a kite that flies in a light wind", 5, None, True, ["KR3C", "KR3D"]),
        ("2", "Mend a kite", 2, "B", False, ["KR3D"]),
    ]


def test_a_head_may_go_on_with_a_capital_and_a_level_be_an_entry_level_in_short() -> None:
    heads = "Unit Reference|Unit Code|Unit Title|Level|Credit\nValue|GLH"
    rows = "R/913/3007|KT1/1/LQ/001|Build a kite|1|5|30|T/913/3008|KT1/E3/LQ/002|Mend a kite|E3|2|14"
    found = units("\n\n".join(["Group A - Mandatory Units", *heads.split("|"), *rows.split("|"), "The end of the list."]))
    assert [(u["number"], u["title"], u["level"], u["credit"], u["glh"], u["group"]) for u in found] == [
        ("KT1/1/LQ/001", "Build a kite", "1", 5, 30, "A"),
        ("KT1/E3/LQ/002", "Mend a kite", "Entry 3", 2, 14, "A"),
    ]


def test_each_head_between_two_gaps_is_one_whatever_its_lines_would_be_alone() -> None:
    heads = "Unit Reference\nNumber|Unit Title|Unit\nLevel|Credit\nValue|GLH"
    cells = [*heads.split("|"), *"R/913/3007|Build a kite|1|5|30|T/913/3008|Mend a kite|2|2|14".split("|"), "The end of the list."]
    lines = [Line(1, k, text) for k, text in enumerate("\n\n".join(cells).split("\n"), 1)]
    made = celled_table(lines, 0, set(), frozenset())
    assert made and isinstance(made.element, Table)
    assert [row.cells for row in made.element.rows] == [
        ["Unit Reference Number", "Unit Title", "Unit Level", "Credit Value", "GLH"],
        ["R/913/3007", "Build a kite", "1", "5", "30"],
        ["T/913/3008", "Mend a kite", "2", "2", "14"],
    ]


def test_barred_units_stand_one_below_the_other_too() -> None:
    listed = "\n\n".join([*HEADS, *(cell for row in ROWS for cell in row)])
    barred = (
        "Barred units\nOnly one of the two may count.\nUnit\n\nIs barred against\n\nR/913/3007 Build a kite\n\nT/913/3008 Mend a kite\n"
    )
    rules = read_handbook(f"Structure\n\n{listed}\n\n{barred}\nThe end.\n".encode(), "kites.txt").document["rules_of_combination"]
    assert [rule["scope"] for rule in rules] == ["barred:R/913/3007+T/913/3008"]


def test_a_change_log_has_cells_of_several_lines_between_blank_ones() -> None:
    log = "History\n\nVersion\nnumber\n\nDescription\n\nDate\n\n02\n\nThe title of a unit has been changed and its outcomes\nreduced to two.\n\n12/08/21\n\n01\n\nFirst published.\n\n03/06/19\n\nContents"
    text = log + "\n\nUnits\n\n" + "\n".join([*HEADS, *(cell for row in ROWS for cell in row)])
    changes = read_handbook(text.encode(), "kites.txt").document["change_log"]
    assert [(c["version"], c["date"], c["detail"]) for c in changes] == [
        ("02", "12/08/21", "The title of a unit has been changed and its outcomes reduced to two."),
        ("01", "03/06/19", "First published."),
    ]


TYPED = """
Unit list: Award
Mandatory units (Group A)
Unit ref.

Unit no.

Unit title

Unit type

Level

Credit

GLH

R/913/3007

KT 2.1

Build a kite that flies in a light
wind

Knowledge

2

5

30

Unit list: Certificate
Mandatory units (Group A)
Unit ref.

Unit no.

Unit title

Unit type

Level

Credit

GLH

R/913/3007

KT 2.1

Build a kite that flies in a light
wind

Knowledge

2

5

30

T/913/3008

KT 2.2

Mend a kite

Knowledge/
Skills

2

2

14
"""
SUMMARY = """Kite handbook
Qualification title

Fennel Level 2 Award in Kite Repair

Qualification number (QRN)

603/8811/0

Level

2

Qualification title

Fennel Level 2 Certificate in Kite Repair

Qualification number (QRN)

603/8812/2

Level

2

Rules of combination
Award: learners must complete the mandatory units. This gives a total of 5 credits.
"""
PAGE = """
Unit KT 2.{n}: {title}
Unit reference

{uan}

Unit level

2

Credit value

{credit}

Sector area

1.5

Unit aim

This unit is for learners who want to {aim} in the open air and with friends.

Learning outcomes
The learner will:

Assessment criteria
The learner can:

1. Be able to {aim}.

1.1. Gather tools for:
• wood
• cloth

Evidence
record
e.g. page
number

Assessor
judgement
achieved
Initial and date

1.2. Say what can go wrong.
1.3. Say how to put it right.
"""


def test_each_size_has_its_own_list_of_units_and_records_are_no_criteria() -> None:
    pages = [
        PAGE.format(n=n, title=title, uan=uan, credit=credit, aim=aim)
        for n, title, uan, credit, aim in (
            (1, "Build a kite that flies in a light wind", "R/913/3007", 5, "build kites"),
            (2, "Mend a kite", "T/913/3008", 2, "mend kites"),
            (3, "Fly a kite", "Y/913/3009", 2, "fly kites"),
            (4, "Sell a kite", "A/913/3010", 2, "sell kites"),
        )
    ]
    document = read_handbook(f"{SUMMARY}{TYPED}{''.join(pages)}".encode(), "kites.txt").document
    award, certificate = (q["title"] for q in document["qualifications"])
    built, mended = document["units"][:2]
    assert (built["number"], mended["title"]) == ("KT 2.1", "Mend a kite")
    assert (set(built["qualifications"]), mended["qualifications"]) == ({award, certificate}, [certificate])
    assert {u["aim"][:30] for u in document["units"]} == {"This unit is for learners who "}
    first = built["outcomes"][0]["criteria"][0]
    assert [item["text"] for item in first["items"]] == ["wood", "cloth"]
    assert {"type": "min_credits", "scope": "total", "value": 5} in document["rules_of_combination"]


TORN = """\
Unit

Unit title

Unit reference number

Assessment
method

GLH

Core units
1

Principles of Kites

D/505/3301

External

30

H/505/3303

Internal

60

Mandatory units
3

Building Kites
"""


def test_a_head_between_others_that_nobody_keeps_and_a_row_torn_by_the_part_above_it():
    lines = [Line(1, number, text) for number, text in enumerate(TORN.splitlines(), 1)]
    made = celled_table(lines, 0, set(), frozenset())
    assert made
    assert isinstance(made.element, Table)
    assert [row.cells for row in made.element.rows] == [
        ["Unit", "Unit title", "Unit reference number", "Assessment method", "GLH"],
        ["Core units", "", "", "", ""],
        ["1", "Principles of Kites", "D/505/3301", "External", "30"],
        ["Mandatory units", "", "", "", ""],
        ["3", "Building Kites", "H/505/3303", "Internal", "60"],
    ]
    assert made.last == len(lines) - 1
