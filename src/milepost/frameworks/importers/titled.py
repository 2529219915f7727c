"""Qualifications in a text that lost its columns: lines that begin with a title and end with its numbers."""

import re
from collections.abc import Callable, Sequence

from milepost.frameworks.importers.covers import is_title
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import QAN
from milepost.frameworks.importers.source import Line, Place, Row, Table, join_lines, tidy
from milepost.frameworks.importers.tables import level_of

HEADS = ["Qualification title", "Qualification number", "Level", "Accreditation number"]
VALUE = r"(?:\S*\d\S*|[–—-]|hours?|credits?|glh|tqt)"
ROW = re.compile(rf"(\S.*?)((?:\s+{VALUE})+)", re.IGNORECASE)
OWN = re.compile(r"[A-Z]{1,5}\d[\w/-]{0,9}|\d{3,5}-\d{2,3}|\d{4,6}")
MOST_LINES = 3  # of a row whose numbers have the last one
MOST_WORDS = 5  # of the second line of a title


def titled_rows(lines: Sequence[Line], start: int, printed: Callable[[], str], vocabulary: frozenset[str] = frozenset()) -> Made | None:
    """The qualifications that lines from here name, each with the regulator's number among the numbers that end its line."""
    table = Table([Row(list(HEADS), Place(lines[start].page, lines[start].number, lines[start].number))])
    last, position = start, start
    while position < len(lines):
        line = lines[position]
        row = row_in(line) if "/" in line.text else None
        over = 0 if row or len(table.rows) < 2 else lines_of_row(lines, position)
        if row:
            table.rows.append(row)
        elif over and (row := row_in(over_lines(lines[position : position + over], vocabulary))):
            table.rows.append(row)
            position += over - 1
        elif not (len(table.rows) > 1 and position == last + 1 and ends_title(lines, position, table.rows[-1], printed)):
            break
        else:
            table.rows[-1].cells[0] = join_lines([table.rows[-1].cells[0], tidy(line.text)], vocabulary)
        last = position
        position += 1
    return Made(table, last) if len(table.rows) > 1 else None


def row_in(line: Line) -> Row | None:
    """Title, own number, level and the regulator's number; None for any other line."""
    text = tidy(line.text)
    found = ROW.fullmatch(text) if len(text) < 160 and QAN.search(text) else None
    if not found or not is_title(found[1]):
        return None
    values = found[2].split()
    accredited = next((v for v in values if QAN.fullmatch(v)), "")
    if not accredited or len(values) < 2:
        return None
    own = next((v for v in values if v != accredited and OWN.fullmatch(v)), "")
    level = "" if level_of(found[1]) else next((v for v in values if re.fullmatch(r"[1-8]", v)), "")
    return Row([found[1], own, level, accredited], Place(line.page, line.number, line.number))


def lines_of_row(lines: Sequence[Line], position: int) -> int:
    """Over how many lines a row runs whose title fills one or two before its numbers; 0 where none begins here."""
    for count in range(2, MOST_LINES + 1):
        block = lines[position : position + count]
        if len(block) < count or any(not line.text.strip() for line in block):
            return 0
        if QAN.search(block[-1].text):
            title = tidy(" ".join(line.text for line in block[:-1]))
            return count if is_title(title) and re.fullmatch(rf"\s*{VALUE}(?:\s+{VALUE})+\s*", block[-1].text, re.IGNORECASE) else 0
    return 0


def over_lines(lines: Sequence[Line], vocabulary: frozenset[str]) -> Line:
    return Line(lines[0].page, lines[0].number, join_lines([tidy(line.text) for line in lines], vocabulary))


def ends_title(lines: Sequence[Line], position: int, row: Row, printed: Callable[[], str]) -> bool:
    """Whether a short line below a row is the end of its title: the document prints both together, or another row follows."""
    text = tidy(lines[position].text)
    if not text or len(text.split()) > MOST_WORDS or re.search(r"[:.;]|\d", text):
        return False
    if text.startswith("(") or row.cells[0].rsplit(maxsplit=1)[-1].islower():
        return True
    after = lines[position + 1] if position + 1 < len(lines) else None
    return bool(after and "/" in after.text and row_in(after)) or f"{row.cells[0].split()[-1]} {text}".casefold() in printed()
