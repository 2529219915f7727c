"""Texts that a tool took out of a PDF: laid out with spaces, one line after another, or each piece on a line of its own."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook

GLANCE = """\
Kite Flying (7799)
Title and level                         Kitemark & Sons number    Accreditation number
Level 2 Diploma in Kite Flying          7799-02                   600/1244/4
Level 3 Diploma in Kite Flying          7799-03                   600/1286/9

Version and date     Change detail                  Section

1.1 Sep 24           Amended details of unit 202    Introduction pages 7-8
"""
UNITS_LAID_OUT = """\
  UAN            Kitemark  Unit title           Level   GLH   Credit   L1      L2    L3
                 & Sons                                       value    Award   Dip   Dip
                 unit

  T/601/1235     201       Fly kites from       2       30    4                ✓     ✓
                           a beach

  K/601/1524     202       Mend torn            3       24    3                ✓     ✓
                           kites

  L/601/1578     203       Teach others to      3       47    6                      ✓
                           fly
"""
UNITS_ONE_AFTER_ANOTHER = """\
UAN Kitemark Unit title Level GLH Credit L1 L2 L3
& Sons value Award Dip Dip
unit
T/601/1235 201 Fly kites from 2 30 4 ✓ ✓
a beach
K/601/1524 202 Mend torn 3 24 3 ✓ ✓
kites
L/601/1578 203 Teach others to 3 47 6 ✓
fly
"""
PAGES_LAID_OUT = """\
 Unit               Mend torn
 202                kites
                    Level:                3
                    Credit value:         3
 UAN:                 K/601/1524

 Outcome 1: Be able to find where a kite is torn and what it was that
 tore it
 The learner can:
 1.1     look along each spar for splits, and along each seam for threads that have
         come loose
 1.2     say which tears can be mended on the beach

 Evidence requirements
 1     You must show that you have mended two of these:
       a   a sail
       b   a tail
       c   a line.
"""


def read(text: str) -> dict[str, Any]:
    return read_handbook(text.encode(), "kites.txt").document


def units_of(text: str) -> list[tuple[str, ...]]:
    return [(u["number"], u["title"], u["level"], str(u["credit"]), str(u["glh"]), *u["qualifications"]) for u in read(text)["units"]]


LISTED = [
    ("201", "Fly kites from a beach", "2", "4", "30", "7799-02", "7799-03"),
    ("202", "Mend torn kites", "3", "3", "24", "7799-02", "7799-03"),
    ("203", "Teach others to fly", "3", "6", "47", "7799-03"),
]


@pytest.mark.parametrize("units", [UNITS_LAID_OUT, UNITS_ONE_AFTER_ANOTHER], ids=["laid out", "one after another"])
def test_a_list_of_units_whose_heads_and_titles_take_several_lines(units: str) -> None:
    assert units_of(f"{GLANCE}\n{units}") == LISTED


def test_a_list_of_units_with_a_line_for_each_cell() -> None:
    rows = [line for row in UNITS_ONE_AFTER_ANOTHER.splitlines()[3:] for line in row.replace(" ✓", "\n✓").split("\n")]
    torn = "\n".join(["UAN", "Unit", "Unit title", "Level", "GLH", "Credit", "L1", "Award", "L2", "Dip", "L3", "Dip", *rows])
    assert units_of(f"{GLANCE}\n{torn}\n") == LISTED


def test_a_change_that_has_its_date_beside_the_version() -> None:
    (change,) = read(f"{GLANCE}\n{UNITS_LAID_OUT}")["change_log"]
    assert (change["version"], change["detail"]) == ("1.1", "Amended details of unit 202")


def pages(text: str) -> dict[str, Any]:
    (unit,) = [u for u in read(text)["units"] if u["uan"] == "K/601/1524"]
    return unit


def told(unit: dict[str, Any]) -> tuple[object, ...]:
    (outcome,) = unit["outcomes"]
    (requirement,) = unit["evidence_requirements"]
    return (
        unit["number"], unit["title"], unit["level"], unit["credit"], outcome["text"],
        [(c["number"], c["text"]) for c in outcome["criteria"]],
        requirement["text"], [i["text"].rstrip(".") for i in requirement["items"]], requirement["quantifier"],
    )  # fmt: skip


WHOLE = (
    "202", "Mend torn kites", "3", 3, "Be able to find where a kite is torn and what it was that tore it",
    [
        ("1.1", "look along each spar for splits, and along each seam for threads that have come loose"),
        ("1.2", "say which tears can be mended on the beach"),
    ],
    "You must show that you have mended two of these:", ["a sail", "a tail", "a line"], {"at_least": 2, "of": ["a", "b", "c"]},
)  # fmt: skip


def test_a_heading_in_two_columns_and_lines_that_hang() -> None:
    assert told(pages(PAGES_LAID_OUT)) == WHOLE


def test_the_same_without_any_spaces() -> None:
    one_after_another = PAGES_LAID_OUT.replace(
        "202                kites\n                    Level:                3", "202 kites\nLevel: 3"
    )
    text = "\n".join(" ".join(line.split()) for line in one_after_another.splitlines() if line.strip())
    assert told(pages(text)) == WHOLE


def test_each_piece_on_a_line_of_its_own() -> None:
    criteria = "".join(f"{k}.{n}\nmend the kite of child {k}{n} while it waits\n" for k in (1, 2, 3) for n in (1, 2, 3, 4))
    facts = "Unit\n202\nMend torn kites\nLevel:\n3\nCredit value:\n3\nUAN:\nK/601/1524\n"
    unit = pages(f"{facts}Learning outcomes and assessment criteria\n{criteria}")
    assert (unit["number"], unit["title"], unit["level"], unit["credit"]) == ("202", "Mend torn kites", "3", 3)
    assert [c["text"] for o in unit["outcomes"] for c in o["criteria"]][4] == "mend the kite of child 21 while it waits"
    assert [len(o["criteria"]) for o in unit["outcomes"]] == [4, 4, 4]


@pytest.mark.parametrize(
    "dots", [" . . . . . . . . . 4", " ........... 4", "                4", ""], ids=["spaced", "close", "none", "no page"]
)
def test_a_table_of_contents_begins_no_unit(dots: str) -> None:
    contents = f"Contents\n1 Introduction{dots}\nUnit 201 Fly kites from a beach{dots}\nUnit 202 Mend torn kites{dots}\n\n"
    both = contents + "The units follow.\n\nUnit 201 Fly kites from a beach\nUnit 202 Mend torn kites\n" + PAGES_LAID_OUT
    assert told(pages(both)) == WHOLE


def test_the_page_of_a_running_line_is_the_number_at_its_edge() -> None:
    body = "".join(
        f"Kites of levels 4 and 5{' ' * 60}{page}\n\n{PAGES_LAID_OUT if page == 4 else 'Nothing here.'}\n\f" for page in range(1, 8)
    )
    assert told(pages(body)) == WHOLE


def test_a_sentence_that_stands_at_the_foot_of_some_pages_is_no_running_line() -> None:
    said = "It is assessed by a portfolio of evidence, as the strategy of the kite makers says."
    unit = PAGES_LAID_OUT.replace(" Evidence requirements", f" Assessment\n {said}\n\n Evidence requirements")
    text = "".join(
        f"{said if page % 3 == 0 else 'Other words here, of the page.'}\nKite handbook of the makers {page}\n" for page in range(1, 12)
    )
    assert pages(text + unit)["assessment"] == said


def test_a_word_that_a_tool_broke_with_a_letter_of_its_own_is_whole() -> None:
    unit = "Unit 1 Fly kites\nUnit reference: T/601/1235\nLevel: 2\nCredit value: 3\n1. Be able to launch a kite\n1.1 choose a place where mod\x02erate winds are fit to fly"
    (read,) = read_handbook(unit.encode(), "kites.txt").document["units"]
    assert read["outcomes"][0]["criteria"][0]["text"] == "choose a place where moderate winds are fit to fly"


def test_a_heading_of_a_group_below_the_heads_of_a_table_leaves_no_empty_table() -> None:
    text = "Unit Title        Unit number      Level     Credits   GLH\n\nMandatory units\nFly kites   T/601/1235   2   3   30\nMend kites  K/601/1524   2   3   24\n"
    document = read_handbook(text.encode(), "kites.txt").document
    assert [u["uan"] for u in document["units"]] == ["T/601/1235", "K/601/1524"]


def criteria_of(text: str) -> list[list[str]]:
    (unit,) = read_handbook(text.encode(), "kites.txt").document["units"]
    return [[c["number"], c["text"]] for o in unit["outcomes"] for c in o["criteria"]]


def test_heads_of_two_lines_stand_above_criteria_of_any_mark() -> None:
    facts = "Mend torn kites (K/601/1524)\nUnit: 202\nLevel: 3\nCV: 3\n\n"
    heads = "  What you must         What you must show\n  know or do\n"
    rows = "  1) Patch a sail       1a find the tear in a sail that a gust\n  of cloth              of wind has torn\n                        1b cut a patch\n                        1c sew it on\n"
    assert criteria_of(facts + heads + rows) == [
        ["1a", "find the tear in a sail that a gust of wind has torn"],
        ["1b", "cut a patch"],
        ["1c", "sew it on"],
    ]


def test_a_code_apart_from_its_number_begins_a_criterion() -> None:
    text = "Unit 202 Mend torn kites\nUAN: K/601/1524\nLevel: 3\nCredit: 3\n\nLO1 Patch a sail\nAC 1.1: find the tear\nAC 1.2: cut a patch.\nAC 1.3: sew\n"
    assert [number for number, _text in criteria_of(text)] == ["1.1", "1.2", "1.3"]


def test_a_label_at_the_top_of_every_page_is_no_running_line() -> None:
    unit = "Unit {0} Fly kites {0}\nCredit:\n{1}\nLevel:\n3\nUnit reference:\nT/601/123{0}\n\nLO1 Fly {0}\n1.1 choose a {0}\n1.2 run {0}\n1.3 let go {0}\n1.4 land {0}\f"
    units = read_handbook("".join(unit.format(k, 9 - k) for k in range(1, 6)).encode(), "kites.txt").document["units"]
    assert [u["credit"] for u in units] == [8, 7, 6, 5, 4]


def test_tabs_keep_the_cells_of_rows_and_an_empty_first_cell_goes_on_in_the_row_above() -> None:
    listed = "Ofqual ref\tUnit name\tHours\tLevel\tCredit\tStatus\n" + "".join(
        f"{uan}\t{title}\t35\t3\t9\t{part}\n"
        for uan, title, part in (
            ("T/601/1235", "Fly kites", "Mandatory"),
            ("K/601/1524", "Mend kites", "Optional"),
            ("L/601/1578", "Teach", "Optional"),
        )
    )
    unit = "\nMend kites (K/601/1524)\nCV:\n9\nLevel:\n3\n\nLearning outcome\tThe trainee can:\n"
    unit += "LO1. Patch a sail\t(a) find the tear\n\t(b) cut a patch\nLO2. Sew a sail\t(a) thread a needle\n\t(b) hem the sail\n\t(c) fold a seam\n"
    units = read_handbook((listed + unit).encode(), "kites.txt").document["units"]
    assert [(u["title"], u.get("mandatory")) for u in units] == [("Fly kites", True), ("Mend kites", False), ("Teach", False)]
    assert [[c["number"] for c in o["criteria"]] for o in units[1]["outcomes"]] == [["a", "b"], ["a", "b", "c"]]
