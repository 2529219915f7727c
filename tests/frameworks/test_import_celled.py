"""Tables whose cells stand one below the other, and facts whose values stand in the line below their labels."""

from typing import Any

from milepost.frameworks.importers import read_handbook

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
