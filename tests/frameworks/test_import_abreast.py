"""Qualifications side by side, unit forms and criteria in one table, titles with a number behind, cells that empty lines part."""

from typing import Any

import pytest
import typst

from milepost.frameworks.importers import read_handbook

PAPER = "#set page(margin: 60pt)\n#set text(size: 10pt)\n"
ROWS = [
    ("Qualification title", "Level 3 Award in Kite Making", "Level 3 Certificate in Kite Making"),
    ("Fennel number", "8801", "8802"),
    ("Qualification number", "604/3301/8", "604/3302/X"),
    ("Level", "3", "3"),
]
UNIT = "Unit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\nGLH: 30\n\n1 Choose spars\n1.1 Weigh spars\n1.2 Cut spars\n"
QUALIFICATIONS = [
    {"number": n, "title": t, "level": "3", "accreditation_number": q}
    for n, t, q in zip(ROWS[1][1:], ROWS[0][1:], ROWS[2][1:], strict=True)
]


def read(text: str) -> dict[str, Any]:
    return read_handbook(text.encode(), "kite.txt").document


def in_cells() -> str:
    return "\n\n".join(cell for row in [*ROWS, ("Credits", "4", "13")] for cell in row)


def in_columns() -> str:
    rows = [f"{a:<28}{b:<40}{c}" for a, b, c in ROWS]
    rows[0] = f"{'Qualification title':<28}{'Level 3 Award in':<40}Level 3 Certificate in\n{'':<28}{'Kite Making':<40}Kite Making"
    return "\n".join([*rows, f"{'Last registration':<28}{'31 July 2030':<40}31 July 2030"])


@pytest.mark.parametrize("form", [in_cells(), in_columns()], ids=["one below the other", "side by side"])
def test_a_column_for_each_qualification(form: str) -> None:
    assert read(f"Kite Making\n\nOverview\n\n{form}\n\nWho it is for\nAnybody.\n\n{UNIT}")["qualifications"] == QUALIFICATIONS


def test_a_form_and_the_criteria_below_it_in_one_table() -> None:
    """Numbers of outcomes in a column of their own are none to be filled in; the form goes on below the criteria."""
    wide = "table.cell(colspan: 3)"
    form = [("Title:", "Build a kite (K7.01)"), ("Level:", "3"), ("Credit value:", "5"), ("Reference:", "R/913/3007")]
    criteria = "Assessment criteria (the learner can, in a loft or a workshop with which the learner is familiar)"
    form.append(("Learning outcomes (the learner will)", criteria))
    below = [
        ("Unit purpose and aim(s)", "To make kites that fly."),
        ("Assessment requirements or guidance specified by a sector or regulatory body (if required)", ""),
    ]
    below.append(("Location of the unit within the subject/sector classification system", "15.3 Crafts"))
    rows = ", ".join(f"{wide}[{a}], {wide}[{b}]" for a, b in form)
    rows += ", [], [1], [Choose spars], [], [1.1], [Weigh spars], [], [], [], [], [1.2], [Cut spars], [], [2], [Sew a sail], [], [2.1], [Hem a sail], "
    rows += ", ".join(f"{wide}[{a}], {wide}[{b}]" for a, b in below)
    source = typst.compile((PAPER + f"#table(columns: (12pt, 30pt, 130pt, 12pt, 40pt, 200pt), {rows})").encode())
    (unit,) = read_handbook(source, "kite.pdf").document["units"]
    assert [(o["text"], [c["number"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("Choose spars", ["1.1", "1.2"]),
        ("Sew a sail", ["2.1"]),
    ]
    assert (unit["aim"], unit["assessment"], unit["support_body"]) == ("To make kites that fly.", None, None)


def test_a_number_behind_a_title_is_the_one_that_the_list_of_units_gives() -> None:
    listed = "Unit no.   Reference    Unit title       Level   Credit\nK7.01   R/913/3007   Build a kite   3   5\nK7.02   Y/913/3008   Fly (and land) a kite   3   4\n\n"
    body = UNIT.replace("Unit 7 Build a kite\n", "Title: Build a kite (K7.01)\n")
    other = body.replace("Build a kite (K7.01)", "Fly (and land) a kite (K7.02)").replace("R/913/3007", "Y/913/3008")
    assert [(u["number"], u["title"]) for u in read(f"{listed}{body}\n{other}")["units"]] == [
        ("K7.01", "Build a kite"),
        ("K7.02", "Fly (and land) a kite"),
    ]


def test_numbers_that_stand_far_from_their_words_begin_no_column_more() -> None:
    rows = "1    Choose the woods for        1.1     Weigh spars of three woods and say which of\n"
    rows += "     a kite's spars                      them bends least\n                                 1.2     Cut spars\n"
    rows += "2    Sew a sail                  2.1     Hem a sail\n                                 2.2     Fold a seam\n"
    unit = UNIT.partition("1 Choose")[0] + rows
    (told,) = read(unit)["units"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in told["outcomes"]] == [
        ("Choose the woods for a kite's spars", ["Weigh spars of three woods and say which of them bends least", "Cut spars"]),
        ("Sew a sail", ["Hem a sail", "Fold a seam"]),
    ]


def test_a_summary_with_its_heading_between_the_unit_and_its_facts() -> None:
    aim = "The learner will understand what makes a kite fly, and will be able to build one."
    text = f"Unit 07 Build a kite (R/913/3007)\nUnit summary\n\n{aim}\nLevel: 3\nCredit: 5\nGLH: 30\n\n1 Choose spars\n1.1 Weigh spars\n1.2 Cut spars\n"
    text += "\nType of evidence\nSuitable evidence for this unit may include:\n• a kite\n• a photograph of it\n"
    (unit,) = read(text)["units"]
    assert unit["aim"] == aim
    assert [c.get("items") for o in unit["outcomes"] for c in o["criteria"]] == [None, None]


def test_a_log_whose_cells_are_parted_by_empty_lines() -> None:
    cells = ["Version", "Date", "Change", "Section", "1.0", "March 2022", "First publication", "2.0", "May 2023", "Unit 9 added to Group 3"]
    cells += ["Section 2", "2.1", "February 2024", "Credit value of unit 7 reduced from 6 to\n5 and aim reworded", "Sections 1 and 4"]
    changes = read("Kites\n\n" + "\n\n".join(cells) + f"\n\nThe units\n\n{UNIT}")["change_log"]
    assert [(c["version"], c["date"], c["detail"], c["section"]) for c in changes] == [
        ("1.0", "March 2022", "First publication", ""),
        ("2.0", "May 2023", "Unit 9 added to Group 3", "Section 2"),
        ("2.1", "February 2024", "Credit value of unit 7 reduced from 6 to 5 and aim reworded", "Sections 1 and 4"),
    ]


def test_a_list_of_qualifications_whose_cells_stand_one_below_the_other() -> None:
    heads = ["Title", "Fennel\ncode", "Qualification\nnumber", "Level", "Credits", "GLH"]
    cells = [
        [title.replace(" in ", " in\n"), number, qan, "3", "6", "54"] for title, number, qan in zip(*[r[1:] for r in ROWS[:3]], strict=True)
    ]
    alone = "\n\n".join(f"2.{n}\n\nSew seam {n}" for n in range(1, 10))  # numbers that go with the words below them
    text = "\n\n".join(["Kite Making", "2 The qualifications\n" + heads[0], *heads[1:], *cells[0], *cells[1]])
    assert read(f"{text}\n\nBoth are for anybody.\n\n{UNIT}\n\n{alone}")["qualifications"] == QUALIFICATIONS


def test_a_log_is_no_learning_outcome() -> None:
    (unit,) = read(UNIT.replace("1.2 Cut spars\n", "1.2 Keep a record:\nlog: entries of each day\n"))["units"]
    assert [o["number"] for o in unit["outcomes"]] == ["1"]
