"""Lists of units in a text that lost the columns of its table: each row begins with a unit number, its title may be in pieces."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import UAN, UAN_WHOLE
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, join_lines, tidy

FEWEST = 3  # rows
LONGEST = 48  # letters of a line that may be a piece of a title
MOST_LINES = 14  # of one row
HEADS_ABOVE = 30  # lines in which the columns are named
LONGEST_HEAD = 62  # letters of such a line
NUMBERS = {
    "Level": re.compile(r"\b(?:level|lvl)\b", re.IGNORECASE),
    "GLH": re.compile(r"\b(?:glh|gl|guided|hours)\b", re.IGNORECASE),
    "Credit": re.compile(r"\b(?:credits?|cv)\b", re.IGNORECASE),
}
BEGINS = re.compile(rf"^\s*({UAN_WHOLE.pattern})(?=\s|$)")
CODE = re.compile(r"[A-Z]{0,4}\d[\w.\-/]{0,8}")
TICK = re.compile(r"[•●■✓✔☑√]")
OF_LEVEL = re.compile(r"\b(?:L|Level )\d\b")
OF_SIZE = re.compile(r"\b(?:award|cert(?:ificate)?|dip(?:loma)?)\b", re.IGNORECASE)


def listed_units(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The rows from here, each from one unit number to the next; None where the heads or fewer than three rows say what they hold."""
    if "\t" in lines[start].text or not BEGINS.match(lines[start].text):
        return None
    above = heads_above(lines, start)
    columns, ticked = named_in(" ".join(above))
    if len(columns) < 2:
        return None
    table = Table(
        [
            Row(
                ["Unit reference", "Unit number", "Unit title", *columns, *ticked],
                Place(lines[start].page, lines[start].number, lines[start].number),
            )
        ]
    )
    position = last = start
    while position < len(lines) and BEGINS.match(lines[position].text):
        row, after = one_row(lines, position, skip, set(above))
        cells = cells_of(row, len(columns), len(ticked), vocabulary)
        if cells is None:
            break
        table.rows.append(Row(cells, Place(row[0].page, row[0].number, row[-1].number if row[-1].page == row[0].page else row[0].number)))
        last = next(k for k in range(position, after) if lines[k] is row[-1])
        position = after
    return Made(table, last) if len(table.rows) > FEWEST else None


def heads_above(lines: Sequence[Line], start: int) -> list[str]:
    """The lines that may name the columns."""
    above: list[str] = []
    for line in reversed(lines[max(0, start - HEADS_ABOVE) : start]):
        text = tidy(line.text)
        if text.endswith((".", ":")) or len(text) > LONGEST_HEAD:
            break
        above.insert(0, text)
    return above


def named_in(words: str) -> tuple[list[str], list[str]]:
    """The columns of numbers in their order, and the qualifications that have a column of ticks."""
    places = {name: found[-1].start() for name, pattern in NUMBERS.items() if (found := list(pattern.finditer(words)))}
    levels, sizes = OF_LEVEL.findall(words), OF_SIZE.findall(words)
    ticked = [f"{level} {size}" for level, size in zip(levels, sizes, strict=True)] if len(levels) == len(sizes) > 1 else []
    return sorted(places, key=places.__getitem__), ticked


def one_row(lines: Sequence[Line], start: int, skip: set[Where], heads: set[str]) -> tuple[list[Line], int]:
    """The lines of a row, and the place after them."""
    row, position = [lines[start]], start + 1
    while position < len(lines) and len(row) < MOST_LINES:
        line = lines[position]
        text = tidy(line.text)
        if text and (line.page, line.number) not in skip:
            if BEGINS.match(text):
                return row, position
            if len(text) > LONGEST or text.endswith((".", ":")) or heading_of(text) or text in heads or UAN.search(text):
                break
            row.append(line)
        position += 1
    return row, next_row(lines, position, skip)


def next_row(lines: Sequence[Line], position: int, skip: set[Where]) -> int:
    """Where the list goes on over a page's end, below its heads; else right here."""
    for at in range(position, min(position + HEADS_ABOVE, len(lines))):
        if BEGINS.match(lines[at].text):
            return at
        if tidy(lines[at].text).endswith(".") and (lines[at].page, lines[at].number) not in skip:
            break
    return position


def cells_of(row: Sequence[Line], numbers: int, ticks: int, vocabulary: frozenset[str]) -> list[str] | None:
    """Number, code, title, the numbers, a tick for each of the last qualifications; None where the numbers do not stand together."""
    words = join_lines([tidy(line.text) for line in row], vocabulary).split()
    uan, words = words[0], words[1:]
    code = words.pop(0) if words and CODE.fullmatch(words[0]) and len(words) > numbers else ""
    for at in range(len(words) - numbers, -1, -1):
        found, after = words[at : at + numbers], words[at + numbers :]
        marks = next((k for k, word in enumerate(after) if not TICK.fullmatch(word)), len(after))
        if all(re.fullmatch(r"\d{1,3}", word) for word in found) and marks <= ticks:
            title = " ".join([*words[:at], *after[marks:]])
            return [uan, code, title, *found, *[""] * (ticks - marks), *after[:marks]] if title else None
    return None
