"""Conventions of handbooks that have to be learnt from the handbook itself: what runs along, what a name stands for, what heads what."""

import pytest
import typst

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.membership import groups_of_units
from milepost.frameworks.importers.source import Line, Passage, Place


def test_the_labels_below_each_unit_s_heading_do_not_run_along():
    pages = [
        f"= KT{n} {title}\n#table(columns: 4, stroke: none, [*Reference*], [*Level*], [*Credits*], [*Taken by*], [{uan}], [2], [5], [Coopers])\n"
        f"== Outcomes\n1 Know casks\n\n1.1 name the parts of a cask\n"
        for n, (title, uan) in enumerate(
            (("Raise a Cask", "T/923/0114"), ("Char a Cask", "H/923/0125"), ("Mend a Cask", "R/923/0136"), ("Head a Cask", "F/923/0147")), 1
        )
    ]
    source = "#set page(header: text(8pt)[Cask Making Level 2])\n#set heading(numbering: none)\n" + "#pagebreak()\n".join(pages)
    units = read_handbook(typst.compile(source.encode(), format="pdf"), "casks.pdf").document["units"]
    assert [(u["uan"], u["level"], u["credit"]) for u in units] == [
        ("T/923/0114", "2", 5),
        ("H/923/0125", "2", 5),
        ("R/923/0136", "2", 5),
        ("F/923/0147", "2", 5),
    ]


def test_the_columns_unit_and_title_are_two():
    text = "Unit Title Reference Level Credits GLH\nPW1 Test Pool Water T/923/0114 2 5 36\nPW2 Dose Chemicals H/923/0125 2 6 40\n"
    units = read_handbook(text.encode(), "pools.txt").document["units"]
    assert [(u["number"], u["title"]) for u in units] == [("PW1", "Test Pool Water"), ("PW2", "Dose Chemicals")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Group A: units 1, 2 and 5", {"1": "A", "2": "A", "5": "A"}),
        ("Units 6 to 8 form Group B", {"6": "B", "7": "B", "8": "B"}),
        ("Group B consists of units 3–5; Group C of units 6 and 7.", {"3": "B", "4": "B", "5": "B", "6": "C", "7": "C"}),
        ("Take two units from Group B (3, 4, 5).", {"3": "B", "4": "B", "5": "B"}),
        ("Group A Mandatory 1 2", {"1": "A", "2": "A"}),
        ("At least 7 credits from Group A and 8 credits from Group B.", {}),
        ("Units 3 and 4 from Group B may not be combined.", {}),
        ("Group A has 5 units.", {}),
        ("Group B is optional: take 4", {}),
    ],
)
def test_a_line_may_list_the_units_of_a_group(text: str, wanted: dict[str, str]):
    assert groups_of_units(Passage(text, Place(1, 1, 1)), {str(n): str(n) for n in range(1, 9)}) == wanted


@pytest.mark.parametrize(
    "heading",
    [
        "Evidence requirements for unit KT4",
        "KT4: Evidence requirements",
        "Unit KT4 – Evidence requirements",
        "Evidence requirements: Head a Cask",
    ],
)
def test_a_part_may_be_headed_with_the_name_of_its_unit(heading: str):
    text = (
        "Unit KT4 Head a Cask\n\nUnit reference: F/923/0147\n\nLevel: 2\n\nCredit value: 4\n\nLearning outcomes and assessment criteria\n\n"
        f"1 Know casks\n\n1.1 name the parts of a cask\n\n{heading}\n\n1 You must head two different casks.\n"
    )
    (unit,) = read_handbook(text.encode(), "casks.txt").document["units"]
    assert [r["quantifier"] for r in unit["evidence_requirements"]] == [{"at_least": 2, "of": []}]
    assert [c["text"] for o in unit["outcomes"] for c in o["criteria"]] == ["name the parts of a cask"]


def test_knowledge_beside_criteria_is_left_out_and_the_criteria_are_whole():
    text = """\
Unit: Head a Cask
Unit reference: F/923/0147
Level: 2
Credit value: 4

Element 1: Fit the head
 Performance indicators                              Knowledge and understanding
 You must be able to:                                You must know and understand:
 P1     set out the head with compasses and cut      K1   how a head swells
        it round
 P2     fit the head without harm to the croze       K2   why flagging is used between boards, and
                                                          when

Element 2: Prove the cask
 Knowledge needed                                    Success criteria
 K3     what a test with air shows                   P3   fill the cask with water to the bung
                                                     P4   mark the cask

Evidence requirements
1 You must head two different casks.
"""
    (unit,) = read_handbook(text.encode(), "casks.txt").document["units"]
    assert [[c["text"] for c in o["criteria"]] for o in unit["outcomes"]] == [
        ["set out the head with compasses and cut it round", "fit the head without harm to the croze"],
        ["fill the cask with water to the bung", "mark the cask"],
    ]
    assert len(unit["evidence_requirements"]) == 1


def test_the_number_of_the_page_may_stand_before_that_of_the_last_page():
    pages = [f"{chapter}\nCask Making at Level 3 {page}/4\n" for page, chapter in enumerate(["One", "Two", "Three", "Four"], 1)]
    lines = [Line(1, n, text) for n, text in enumerate("".join(pages).splitlines(), 1)]
    assert {number for _page, number in furniture(lines)} == {2, 4, 6, 8}


def test_heads_and_columns_that_a_tool_ran_together_are_told_apart():
    rows = "KT01 04 F/923/0147 Head a cask 6 4\nKT02 04 H/923/0125 Char a cask 5 6\n"
    unit = """\
Unit: Head a cask
Unit code KT01 04 SCQF level 6
Unit reference F/923/0147 SCQF credit points 4
Element 1: Fit the head
Performance indicators Knowledge and understanding
You must be able to: You must know and understand:
P1 set out the head with compasses K1 how a head swells in use
P2 fit the head without harm to the croze K2 why flagging is used
P3 prove the head with water K3 why a head may leak
P5 mark the cask K4 who reads the marks
"""
    text = f"Mandatory units\nUnit code Unit reference Unit title SCQF SCQF credit\nlevel points\n{rows}{unit}"
    units = read_handbook(text.encode(), "casks.txt").document["units"]
    assert [(u["number"], u["title"], u["level"], u["credit"]) for u in units] == [
        ("KT01 04", "Head a cask", "6", 4),
        ("KT02 04", "Char a cask", "5", 6),
    ]
    assert [c["text"] for o in units[0]["outcomes"] for c in o["criteria"]] == [
        "set out the head with compasses",
        "fit the head without harm to the croze",
        "prove the head with water",
        "mark the cask",
    ]


def test_the_last_page_may_have_its_number_twice_in_its_line():
    lines = [
        Line(page, n, text) for page in range(1, 5) for n, text in enumerate([f"Page {page} of 4", f"About {page * 7} casks", "Casks"], 1)
    ]
    assert {(page, 1) for page in range(1, 5)} <= furniture(lines)


def test_facts_below_labels_may_hold_one_that_is_not_kept():
    for labels, values in (
        ("Unit code Unit reference SCQF level SCQF credit points Status", "KT01 04 F/923/0147 6 4 Open to all"),
        ("URN Level Taken by Credits GLH", "F/923/0147 6 Coopers in work 4 30"),
    ):
        text = f"Head a Cask\n\n {labels}\n {values}\n\nUnit aim\n\nThis unit is about heads.\n\nOutcome 1: Know casks\n\n1.1 name the parts of a cask\n"
        (unit,) = read_handbook(text.encode(), "casks.txt").document["units"]
        assert (unit["uan"], unit["level"], unit["credit"], unit["aim"]) == ("F/923/0147", "6", 4, "This unit is about heads.")


def test_an_outcome_may_stand_as_a_bar_above_the_heads_of_its_columns():
    def bar(n: int) -> str:
        return (
            f"table.cell(colspan: 2)[Outcome {n} Know casks], [Guidance], [Performance criteria], [A cask has many parts], "
            f"[{n}.1 name a part of a cask \\ {n}.2 name another part of it],"
        )

    source = (
        "= Head a Cask\n#table(columns: 2, [Unit reference], [F/923/0147], [Level], [2], [Credit value], [4])\n"
        f"#table(columns: (1fr, 1fr), {bar(1)} {bar(2)})\n"
    )
    (unit,) = read_handbook(typst.compile(source.encode(), format="pdf"), "casks.pdf").document["units"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("Know casks", ["name a part of a cask", "name another part of it"])
    ] * 2


def test_two_columns_of_a_ruled_table_are_no_columns_of_the_page():
    def table(n: int) -> str:
        words = " \\ ".join(f"{n}.{k} turn the cask slowly while it is warm and look at each of its joints" for k in range(1, 7))
        known = " \\ ".join(f"K{k} why a cask that is still warm must be turned slowly by two people" for k in range(1, 7))
        return f"#table(columns: (1fr, 1fr), [*Performance statements*], [*Knowledge needed*], [{words}], [{known}])\n"

    source = (
        "= Head a Cask\n#table(columns: 2, [Unit reference], [F/923/0147], [Level], [2], [Credit value], [4])\n"
        + "".join(f"=== Element {n}: Turn casks\n{table(n)}" for n in (1, 2))
        + "=== Evidence requirements\n1. You must head two different casks.\n"
    )
    (unit,) = read_handbook(typst.compile(source.encode(), format="pdf"), "casks.pdf").document["units"]
    assert [len(o["criteria"]) for o in unit["outcomes"]] == [6, 6]
    assert len(unit["evidence_requirements"]) == 1


def test_a_list_of_units_whose_titles_run_over_lines_is_no_row_of_facts():
    text = """\
 UAN            Unit no.   Unit title                                  Level    Credit value    GLH
 H/922/9216 SG31           Clean a damaged panel using the equipment   3        6               40
                           provided for it
 T/922/6187     SG32       Sort hand tools                             2        4               15
 J/922/5993     SG33       Clean the drying racks                      3        4               55
"""
    units = read_handbook(text.encode(), "panels.txt").document["units"]
    assert [(u["number"], u["title"], u["credit"]) for u in units] == [
        ("SG31", "Clean a damaged panel using the equipment provided for it", 6),
        ("SG32", "Sort hand tools", 4),
        ("SG33", "Clean the drying racks", 4),
    ]


def test_a_row_with_the_register_s_number_of_a_qualification_is_not_the_head_of_a_unit():
    text = """\
Quali\ufb01cation                 Code       Ofqual number     Level     GLH       Credits
Level 3 Certificate in Casks  APC3-22    610/8842/0        Three     142       23

Structure

The learner must achieve no fewer than 23 credits.

Unit KT4 Head a Cask

Unit reference: F/923/0147

Level: 2

Credit value: 4

1 Know casks

1.1 name the parts of a cask
"""
    rules = read_handbook(text.encode(), "casks.txt").document["rules_of_combination"]
    assert rules == [{"type": "min_credits", "scope": "total", "value": 23}]


def test_the_name_of_the_unit_runs_along_on_each_of_its_pages():
    pages = ["Award", "Contents", *(f"K{n} Mend kite {n}" for n in (1, 2, 3) for _page in "abc"), "Notes"]
    lines = [
        Line(n, k, text) for n, head in enumerate(pages, 1) for k, text in ((1, head), (4, f"Words {n * n} of a page"), (5, f"End {n * n}"))
    ]
    assert furniture(lines) == {(n, 1) for n in (4, 5, 7, 8, 10, 11)}


def test_the_name_of_the_unit_beside_the_number_of_the_page_is_no_heading():
    pages = ["Award", "Contents", *(f"K{n} Mend kite {n}" for n in (1, 2, 3) for _page in "abc"), "Notes"]
    lines = [Line(n, k, text) for n, head in enumerate(pages, 1) for k, text in ((1, f"Words {n * n} of a page"), (5, f"{head} | {n}"))]
    assert furniture(lines) == {(n, 5) for n in range(3, 12)}
