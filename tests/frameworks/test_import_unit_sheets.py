"""How the sheet of a unit says which unit it is: a strip below the heading, a number before the title, a table that spells the title otherwise."""

from typing import Any

from milepost.frameworks.importers import read_handbook

STRIPS = """\
Structure
Unit number    Title                              Level    Credit    GLH
Y/650/3302     Rigging a kite                     2        5         38
A/650/3303     Flying a kite                      2        4         28

Unit 1: Rigging a kite
Title                                             Unit number        Level    Credit    GLH
Rigging a kite                                    Y/650/3302         2        5         38

Learning outcomes                        Assessment criteria
1. Know the parts of a kite              1.1 Outline what a bridle does
                                         1.2 Describe how spars are joined

Unit 2: Flying a kite
Title                                             Unit number        Level    Credit    GLH
Flying a kite                                     A/650/3303         2        4         28

Learning outcomes                        Assessment criteria
1. Be able to launch a kite              1.1 Stand with the wind behind you
                                         1.2 Let the line out by hand
"""
SHEETS = (
    ("Y/650/3302", "Rigging a kite", "Know the parts of a kite", "Outline what a bridle does", "Describe how spars are joined"),
    ("A/650/3303", "Flying a kite", "Be able to launch a kite", "Stand with the wind behind you", "Let the line out by hand"),
    ("D/650/3304", "Mending a kite", "Be able to patch a sail", "Cut a patch with round corners", "Sew along the grain"),
)


def read(text: str) -> list[tuple[Any, ...]]:
    """Number, title, level and outcomes with their criteria of each unit."""
    units = read_handbook(text.encode(), "kites.txt").document["units"]
    return [(u["uan"], u["title"], u["level"], *((o["text"], [c["text"] for c in o["criteria"]]) for o in u["outcomes"])) for u in units]


def expected(count: int, level: str) -> list[tuple[Any, ...]]:
    return [(uan, title, level, (outcome, [first, second])) for uan, title, outcome, first, second in SHEETS[:count]]


def pages(head: str) -> str:
    """A table of all units, and a page for each that begins with these lines."""
    listed = "\n".join(f"{uan}     {title:40}2        5" for uan, title, *_rest in SHEETS)
    sheets = [
        f"{head.format(uan=uan, title=title, capitals=title.upper(), number=number)}\n"
        "Learning outcomes                        Assessment criteria\n"
        f"1. {outcome:38}1.1 {first}\n{'':41}1.2 {second}\n"
        for number, (uan, title, outcome, first, second) in enumerate(SHEETS, 1)
    ]
    return "\f".join([f"Units\nUnit number    Title                                   Level    Credit\n{listed}\n", *sheets])


def test_a_strip_below_a_units_heading_is_no_table_of_units() -> None:
    assert read(STRIPS) == expected(2, "2")


def test_the_regulators_number_stands_before_the_title() -> None:
    assert read(pages("Title:            {uan} {title}\nLevel             2\nCredit Value      5\n")) == expected(3, "2")


def test_the_same_level_at_the_top_of_each_page_is_a_fact_and_no_running_line() -> None:
    head = (
        "UNIT {number} – {capitals}\nTitle:                       {title}\nLevel:                       2\nCredit value:                5\n"
    )
    assert read(pages(head)) == expected(3, "2")
