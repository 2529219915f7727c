"""Forms and lists in a text that has each cell on a line of its own: labels, letters with numbers, heads that a narrow column broke."""

from typing import Any

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.covers import named_on_cover
from milepost.frameworks.importers.draft import is_headed
from milepost.frameworks.importers.marks_apart import marks_apart
from milepost.frameworks.importers.plain import hangs
from milepost.frameworks.importers.records import records_apart
from milepost.frameworks.importers.rules import group_heading
from milepost.frameworks.importers.source import Line, Passage, Place
from milepost.frameworks.importers.spaced import shapes_of
from milepost.frameworks.importers.tables import UnitRow

SCOTTISH = """\
Mandatory units
FKB code

SSC code

Unit title

SCQF
level

SCQF
credits

JX41 04

KF01

Rig a kite on a hill

5

6

JX42 04

KF02

Fly a kite on a hill

5

5
\f
JX41 04 (KF01) Rig a kite on a hill
SCQF level

5

SCQF credits

6

Overview
This standard is about a kite that is put together where the wind blows.

Performance criteria
You must be able to:
Element 1 Prepare a kite

P1
P2

choose a kite for the wind of the day
look along each spar for cracks

Knowledge and understanding
K1
K2

how wind differs between a hill and a field
why a spar cracks
\f
JX42 04 (KF02) Fly a kite on a hill
SCQF level

5

SCQF credits

5

Overview
This standard is about a kite that is in the air.

Performance criteria
You must be able to:
Element 1 Keep a kite up

P1
P2

give line as the wind drops
keep away from wires
"""
CHAPTERS = """\
Contents
Assessment ..................................... 2
Units .......................................... 3
\f
Assessment
All units are assessed with a portfolio.
\f
Units
"""
UNIT = """\
Unit KT0{k} {title}
Unit number

{uan}

Level

2

Credit value

3

Unit aim

The aim of this unit is to give learners the skills that a kite asks for.

Assessment
requirements

This unit must be assessed in a field.

1 Be able to rig a kite

1.1

Choose a line

1.2

Tie a knot
"""


def read(text: str) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = read_handbook(text.encode(), "kites.txt").document["units"]
    return units


def lines(*texts: str) -> list[Line]:
    return [Line(1, k, text) for k, text in enumerate(texts, 1)]


def test_below_the_code_and_title_of_a_unit_each_value_may_stand_below_its_label() -> None:
    assert [(u["uan"], u["credit"], [(c["number"], c["text"]) for o in u["outcomes"] for c in o["criteria"]]) for u in read(SCOTTISH)] == [
        ("JX41 04", 6, [("P1", "choose a kite for the wind of the day"), ("P2", "look along each spar for cracks")]),
        ("JX42 04", 5, [("P1", "give line as the wind drops"), ("P2", "keep away from wires")]),
    ]


def test_numbers_with_a_letter_may_stand_above_the_words_of_all() -> None:
    gone, changed = marks_apart(lines("P1", "P2", "", "check the wind", "leave word", ""), set())
    assert list(changed.values()) == ["P1 check the wind", "P2 leave word"]
    assert gone == {(1, 4), (1, 5)}


def test_the_first_line_of_a_label_is_no_chapter() -> None:
    units = "\f".join(
        UNIT.format(k=k, title=title, uan=uan) for k, title, uan in ((1, "Rig a Kite", "J/653/7701"), (2, "Mend a Kite", "K/653/7702"))
    )
    assert [(u["assessment"], [c["number"] for o in u["outcomes"] for c in o["criteria"]]) for u in read(CHAPTERS + units)] == [
        ("This unit must be assessed in a field.", ["1.1", "1.2"])
    ] * 2


def test_a_line_that_names_two_awards_with_their_codes_is_the_title_of_neither() -> None:
    texts = (
        "SVQ in Kites at SCQF Level 5 (GX7K 22)",
        "SVQ in Kites at SCQF Level 6 (GX7L 23)",
        "SVQ in Kites at SCQF Level 5 (GX7K 22) and SCQF Level 6 (GX7L 23)",
        "Contents",
    )
    rows = named_on_cover([Passage(text, Place(1, k, k)) for k, text in enumerate(texts, 1)])
    assert [(row.number, row.level) for row in rows] == [("GX7K 22", "5"), ("GX7L 23", "6")]


def test_a_units_heading_above_a_label_names_no_column() -> None:
    assert not shapes_of("ref. Unit KT05 Kites of Paper Unit number")
    assert shapes_of("ref. Unit Fennel Kites Unit number")


def test_the_head_of_a_record_in_two_lines_is_nothing_to_read() -> None:
    assert records_apart(lines("Be able to rig a kite", "Portfolio", "ref.", "1.1 Choose a line"), set())[0] == {(1, 2), (1, 3)}


def test_an_a_below_words_that_break_off_is_an_article() -> None:
    above, below = lines("The unit covers how kites are sewn, dried, packed and what is done with", "a kite that is torn.")
    assert hangs([above], below)
    above, below = lines("Your evidence must cover at least one of the things that stand below here", "a kite of paper")
    assert not hangs([above], below)


def test_the_end_of_a_note_above_a_table_is_no_heading_of_the_unit_in_it() -> None:
    place = Place(1, 1, 1)
    row = UnitRow(place, uan="R/651/7709", number="09", title="Mend a kite")
    assert is_headed(row, [Passage("Unit 09", place)])
    assert not is_headed(row, [Passage("combined with", place), Passage("unit 09", place)])


def test_the_heading_of_a_part_may_begin_with_the_size_of_its_qualification() -> None:
    assert group_heading("Certificate: mandatory units") == ("", True)
    assert group_heading("Diploma – optional units") == ("", False)


def test_below_a_gap_another_head_begins() -> None:
    cells = ("Unit", "Code", "Title", "Unit reference", "Level", "Credit")
    rows = (("Unit 1", "KT1", "Rig a kite", "J/653/7701", "2", "3"), ("Unit 2", "KT2", "Mend a kite", "K/653/7702", "2", "4"))
    units = read("Mandatory units\n" + "".join(f"{cell}\n\n" for row in (cells, *rows) for cell in row))
    assert [(u["uan"], u["title"], u["credit"]) for u in units] == [("J/653/7701", "Rig a kite", 3), ("K/653/7702", "Mend a kite", 4)]
