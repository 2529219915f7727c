"""Columns written out one after the other: numbers below the words of all, and the ends of outcomes below the criteria."""

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.outcomes_late import outcomes_late
from milepost.frameworks.importers.source import Line

UNIT = "Unit {number} {title}\nUnit reference: {uan}\nLevel: 3\nCredit: 5\nGLH: 30\n\nLearning outcomes\n\nAssessment criteria\n\n"
BELOW = "\nAdditional information about the unit\nNone.\n\n"
FIRST = "1. Know what tears a kite and\n\n1.1\n1.2\n\nName what tears a kite\nSay how a knot weakens a line\n\n2.1\n2.2\n\nSew a seam\nSplice a spar\n\nits line\n\n2. Be able to mend a kite\n"
SECOND = "1. Be able to launch\n\n1.1\n1.2\n\nHold the line\nLet the line out\n\n2. Be able to land a large kite\n\n2.1\n\nWind the line in slowly\n\nsafely"
LATE = """\
1. Be able to choose a kite

1.1
1.2

Say which kites suit a light wind and which the
Scottish gales
Outline what a tail does
Name two knots

1.3
2. Be able to pack

2.1
2.2

2.3

Fold the sail
Pack each of these:
\u2022 spars
\u2022 lines
Label the bag
"""
MARGIN = """\
Assessment criteria

1

1.1

Weigh spars

Be able to choose spars
of the right wood
\f
Assessment criteria

2

2.1

Hem a sail

3.1

Cut a line

3

Be able to sew

Be able to tie a line
"""


def units(*tables: str) -> list[dict[str, list[str]]]:
    known = (("R/913/3007", "Mend a kite"), ("T/913/3008", "Fly a kite"))
    pages = (
        UNIT.format(number=k, title=title, uan=uan) + table + BELOW
        for k, ((uan, title), table) in enumerate(zip(known, tables, strict=False), 1)
    )
    found = read_handbook("".join(pages).encode(), "kites.txt").document["units"]
    return [{o["text"]: [f"{c['number']} {c['text']}" for c in o["criteria"]] for o in u["outcomes"]} for u in found]


def test_the_end_of_an_outcome_may_stand_below_the_criteria_of_the_next() -> None:
    """It belongs to the outcome that breaks off, or whose line was full."""
    first, second = units(FIRST, SECOND)
    assert [*first, *second] == [
        "Know what tears a kite and its line",
        "Be able to mend a kite",
        "Be able to launch",
        "Be able to land a large kite safely",
    ]
    assert first["Be able to mend a kite"] == ["2.1 Sew a seam", "2.2 Splice a spar"]


def test_numbers_below_the_words_of_all_have_the_last_of_them() -> None:
    (unit,) = units(LATE)
    assert unit == {
        "Be able to choose a kite": [
            "1.1 Say which kites suit a light wind and which the Scottish gales",
            "1.2 Outline what a tail does",
            "1.3 Name two knots",
        ],
        "Be able to pack": ["2.1 Fold the sail", "2.2 Pack each of these:", "2.3 Label the bag"],
    }


def test_the_words_of_outcomes_may_stand_below_all_criteria_their_numbers_where_each_begins() -> None:
    pages = MARGIN.split("\f")
    lines = [Line(page, number, text) for page, told in enumerate(pages, 1) for number, text in enumerate(told.split("\n"), 1)]
    gone, changed = outcomes_late(lines, set())
    told = [changed.get((line.page, line.number), line.text) for line in lines if (line.page, line.number) not in gone]
    assert [text for text in told if text] == [
        "Assessment criteria",
        "1 Be able to choose spars of the right wood",
        *("1.1", "Weigh spars"),
        "Assessment criteria",
        "2 Be able to sew",
        *("2.1", "Hem a sail"),
        "3 Be able to tie a line",
        *("3.1", "Cut a line"),
    ]
