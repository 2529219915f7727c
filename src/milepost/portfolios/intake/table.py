"""What stands in a list, whatever file it came in: columns and lines of text."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from milepost.base.refusal import Refused

MOST_LINES = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 1_000  # characters: longer is no value of a list, and is cut


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with the number that it has in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the words on top; each line has as many cells. `year` is that of a national return."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    year: str = ""


def tidy(cell: str) -> str:
    """One cell as text: without what cannot be printed, and without the mark that keeps a spreadsheet from counting."""
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())[:LONGEST_CELL]
    return shown[1:] if shown[:1] == "'" and shown[1:2] in ("=", "+", "-", "@") else shown


def fitted(columns: list[str], found: list[tuple[int, list[str]]]) -> Table:
    """A table whose lines are as long as its head. Empty lines and empty columns at the end fall away."""
    while columns and not columns[-1]:
        columns = columns[:-1]
    width = len(columns)
    lines = [Line(number, (*cells[:width], *[""] * (width - len(cells)))) for number, cells in found if any(cells[:width])]
    if not lines:
        raise Refused(_("There is no line below the heads of the columns. Choose the list again, with a line for each."))
    return Table(columns=tuple(columns), lines=tuple(lines))


def too_long() -> Refused:
    return Refused(_("This list has more than %(most)d lines. Cut it into parts, and bring in one after the other.") % {"most": MOST_LINES})
