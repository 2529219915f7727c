"""A table whose rows were written out cell by cell, with what explains each row behind its criteria."""

from milepost.frameworks.importers.rowwise import cells_in_turn
from milepost.frameworks.importers.source import Line

TABLE = """1. know how kites fly 1.1 state what lifts a
kite
1.2 name two winds
A talk with the assessor.
A film will do.
2. be able to fly a
kite
2.1 launch a kite in:
• a light wind
• a strong wind
2.2 land it unbroken
Observation on a beach"""


def lines(text: str) -> list[Line]:
    return [Line(1, number, words) for number, words in enumerate(text.split("\n"), 1)]


def parts(text: str) -> list[str] | None:
    found = cells_in_turn(lines(text))
    return found and [" ".join(line.text for line in held) for held in found]


def test_what_explains_is_left_out() -> None:
    assert parts(TABLE) == [
        "1. know how kites fly",
        "1.1 state what lifts a kite",
        "1.2 name two winds",
        "2. be able to fly a kite",
        "2.1 launch a kite in:",
        "• a light wind",
        "• a strong wind",
        "2.2 land it unbroken",
    ]


def test_columns_that_are_woven_line_by_line_are_not_such() -> None:
    assert parts(TABLE.replace("kite\n1.2", "Kites and winds\n1.2")) is None
    assert parts(TABLE.replace("state", "State")) is None
