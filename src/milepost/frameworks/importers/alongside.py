"""Columns that stand side by side in plain text, told by their gutters of spaces: running text in them, or rows below heads."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from milepost.frameworks.importers.change_logs import MONTHS
from milepost.frameworks.importers.columns import (
    BEGINS,
    FIRST,
    LOOKED_AT,
    MOST_HEADS,
    NUMBER,
    OF_NUMBER,
    SLACK,
    Piece,
    is_head,
    is_parted,
    opening,
    pieces_of,
)
from milepost.frameworks.importers.fields import ORDER, heading_of, is_fact
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import QAN, UAN, UAN_WHOLE
from milepost.frameworks.importers.rules import part_headed
from milepost.frameworks.importers.sections import LEAD_IN
from milepost.frameworks.importers.source import Line, Passage, Place, Row, Table, join_lines, tidy

type Making = Callable[[list[Line], frozenset[str]], Passage]

VERSION = re.compile(
    rf"^\s*(?:(?:v|version|issue)?\s*\d{{1,2}}(?:\.\d{{1,2}})*(?:\s{{2,}}|\s(?={MONTHS}\W))|[A-Z]\s{{2,}}(?=\d))", re.IGNORECASE
)
LOGS = re.compile(
    r"(?:version|issue|revision|edition).*(?:change|amend|detail|description)|(?:版|バージョン|号数).*(?:内容|変更|改訂|改正|修正|概要|摘要|説明)",
    re.IGNORECASE,
)
LONGEST_HEAD = 130  # letters of a line of heads
NARROWEST = 12  # letters of a form's first column


@dataclass(slots=True)
class Parts:
    """One row: the lines of each of its cells."""

    cells: list[list[list[Line]]] = field(default_factory=list)

    def add(self, column: int, line: Line, *, begins: bool) -> None:
        if begins or not self.cells[column]:
            self.cells[column].append([])
        self.cells[column][-1].append(line)


def begins_row(cells: Sequence[str], rows: Sequence[Parts]) -> bool:
    """Whether a line begins the row of another outcome: by its number, or by that of its first criterion where the outcome, set in the
    middle of its row, comes below."""
    if not rows:
        return True
    outcomes, *others = rows[-1].cells
    before = NUMBER.match(outcomes[0][0].text) if outcomes else None
    criteria = [m for cell in others for group in cell[:1] if (m := OF_NUMBER.match(group[0].text))]
    if FIRST.match(cells[0]):
        own = NUMBER.match(cells[0])
        return bool(outcomes) or not criteria or own is None or own[1] != criteria[0][1]
    first = next((m for text in cells[1:] if (m := OF_NUMBER.match(text))), None)
    return first is not None and before is not None and bool(criteria) and first[2] == "1" and int(first[1]) == int(before[1]) + 1


def text_beside_text(
    lines: Sequence[Line], start: int, skip: set[tuple[int, int]], vocabulary: frozenset[str], making: Making
) -> Made | None:
    """Outcomes with their criteria at their right, each running over its own lines."""
    opened = opening(lines, start)
    if opened is None:
        return None
    columns, taken = opened
    head = tidy(lines[start].text) if taken else ""
    rows: list[Parts] = []
    last, position = start + taken - 1, start + taken
    gap, went_on = False, False  # whether a blank line stood before; whether the first column was filled there
    while position < len(lines):
        line = lines[position]
        if not line.text.strip() or (line.page, line.number) in skip:
            gap = True
        elif tidy(line.text) == head:
            columns, taken = opening(lines, position) or (columns, 1)
            last = position = position + taken - 1
        elif not rows and all(LEAD_IN.match(words) for _x, words in pieces_of(line.text)):
            gap, last = False, position  # "The learner will:", "The learner can:"
        elif is_head(line.text):
            break
        else:
            cells = columns.cells(line.text)
            begins = bool(cells and FIRST.match(cells[0]))
            if cells is None or (cells[0] and not begins and (gap or not went_on)):
                break
            if begins_row(cells, rows):
                rows.append(Parts([[] for _k in columns.starts]))
            for column, text in enumerate(cells):
                if text:
                    rows[-1].add(column, Line(line.page, line.number, text), begins=bool(column and BEGINS.match(text)))
            gap, went_on, last = False, bool(cells[0]), position
        position += 1
    if not rows:
        return None
    place = Place(lines[start].page, lines[start].number, lines[start].number)
    table = Table([Row(columns.heads, place)], parts=[[[Passage(h, place)] for h in columns.heads]])
    for row in rows:
        parts = [[making(group, vocabulary) for group in cell] for cell in row.cells]
        places = [p.place for cell in parts for p in cell]
        here = [p for p in places if p.page == places[0].page]
        table.rows.append(
            Row(
                [" ".join(p.text for p in cell) for cell in parts],
                Place(here[0].page, min(p.first for p in here), max(p.last for p in here)),
            )
        )
        table.parts.append(parts)
    return Made(table, last)


CODE = re.compile(r"(?:(?<=  )|^)(?=\S*\d)(?=\S*[A-Z])[A-Z0-9]{4,8}(?: \d{2})?(?=  )")  # a unit's own code, in a cell of its own
CODE_NAMED = re.compile(
    r"\b(?:code|number|reference)\b.*\b(?:level|credits?)\b|\b(?:level|credits?)\b.*\b(?:code|number|reference)\b", re.IGNORECASE
)
CODE_BEFORE = re.compile(r"([A-Z]{1,4}\d{1,4}(?: \d{2})?) (?=[A-Z][a-z])")


IN_SENTENCE = re.compile(
    r"(?:[;,(:]|\b(?:of|to|for|in|units?|and|with|from|on))\s*$", re.IGNORECASE
)  # before a unit's number: "Credit value of ..."


def row_pieces(text: str) -> list[Piece]:
    """The cells of a row; the number of a unit is one of its own, however narrow the gap after it."""
    found: list[Piece] = []
    for start, words in pieces_of(text):
        number = next((m for m in UAN.finditer(words) if UAN_WHOLE.fullmatch(m[0])), None)
        if number is None or len(number[0]) == len(words) or IN_SENTENCE.search(words[: number.start()]):
            found.append((start, words))
            continue
        parts = ((0, words[: number.start()]), (number.start(), number[0]), (number.end(), words[number.end() :]))
        found.extend((start + at + len(p) - len(p.lstrip()), p.strip()) for at, p in parts if p.strip())
    return [piece for x, words in found for piece in code_and_title(x, words)] if UAN.search(text) else found


def code_and_title(start: int, words: str) -> list[Piece]:
    """A title and the awarding body's code before it, where but one space stands between them."""
    coded = CODE_BEFORE.match(words)
    return [(start, coded[1]), (start + coded.end(), words[coded.end() :])] if coded else [(start, words)]


def rows_below_heads(
    lines: Sequence[Line], start: int, skip: set[tuple[int, int]], vocabulary: frozenset[str], *, coded: bool = False
) -> Made | None:
    """A table of units, qualifications or changes: its heads, and rows of at least three cells.

    In a `coded` document, which has no number of the regulator's, units are known by the awarding body's own code."""
    head = lines[start].text
    if not is_parted(head) or any(sign.search(head) for sign in (UAN, QAN)) or len(head.split()) < 3 or len(pieces_of(head)) < 2:
        return None
    if heading_of(" ".join(head.split())):  # "Unit 7     Sell fish" above the labels of its facts
        return None
    heads, after = heads_above(lines, start, (UAN, QAN, VERSION, CODE) if coded else (UAN, QAN, VERSION))
    if after is None or len(pieces_of(lines[after].text)) < 3:
        return None
    named = " ".join(heads)
    signs = (*([VERSION] if LOGS.search(named) else []), UAN, QAN, *([CODE] if coded and CODE_NAMED.search(named) else []))
    if any(words[0][1].endswith(":") and not words[1][1].endswith(":") for text in heads if len(words := pieces_of(text)) > 1):
        return None  # a form: "Level:     3      Credit value:     4"
    sign = next((s for s in signs if s.search(lines[after].text)), None)
    if sign is None or len(row_pieces(lines[after].text)) < 3 or is_said(heads[-1]):
        return None
    cells = [words for _x, words in pieces_of(lines[after].text)]
    if any(is_fact(f"{label}: {value}", ORDER[:4]) for label, value in zip(cells[::2], cells[1::2], strict=False)):
        return None  # a form without colons: "Unit reference     D/652/3302     Level     3"
    found: list[tuple[list[Line], bool]] = []  # the lines of each row, its own first, and whether it is one that only names a part
    over: list[Line] = []
    last = start + len(heads) - 1
    for position in range(start + len(heads), len(lines)):
        line = lines[position]
        text = line.text
        if not text.strip() or (line.page, line.number) in skip:
            continue
        if sign.search(text) and len(pieces_of(text)) > 2:
            found.append(([line, *over], False))
            over = []
        elif found and heads_again(lines, position, heads[0]):
            break  # the units of the next part, below the same heads
        elif stands_over(lines, position, sign, apart=position > last + 1):
            over = [line]
            continue
        elif position == last + 1 and found and not found[-1][1] and hangs_below(text, found[-1][0][0].text) and not group_named(text):
            found[-1][0].append(line)
        elif (position == last + 1 or row_follows(lines, position, sign)) and group_named(text):
            found.append(([line], True))
        else:
            break
        last = position
    while found and found[-1][1]:
        last -= len(found.pop()[0])
    if not found:
        return None
    table = Table([])
    most_heads = max(len(pieces_of(text)) for text in heads)
    for page in sorted({row[0].page for row, _named in found}):
        here = [(row, named) for row, named in found if row[0].page == page]
        columns = columns_of([row_pieces(row[0].text) for row, named in here if not named], most_heads)
        if not table.rows:
            columns = columns_with_heads(columns, heads)
            table.rows.append(Row(heads_over(heads, columns), Place(lines[start].page, lines[start].number, lines[start].number)))
        table.rows.extend(row_in(row, columns, vocabulary, named=named) for row, named in here)
    return Made(table, last)


def heads_again(lines: Sequence[Line], position: int, head: str) -> bool:
    """Whether the heads of the table come once more in this line, or in the next below words that stand alone."""
    if tidy(lines[position].text) == tidy(head):
        return True
    below = next((line.text for line in lines[position + 1 : position + LOOKED_AT] if line.text.strip()), "")
    return len(pieces_of(lines[position].text)) == 1 and tidy(below) == tidy(head)


def hangs_below(text: str, row: str) -> bool:
    """Whether a line is the rest of cells of the row above: set in as they are, and within their columns."""
    if text.startswith("   "):
        return True
    pieces = row_pieces(row)
    edges = dict(zip((x for x, _w in pieces), [*(x for x, _w in pieces[1:]), len(row) + 1], strict=True))
    within = [next((edge for x, edge in edges.items() if abs(x - at) < 2), 0) > at + len(words) for at, words in pieces_of(text)]
    return bool(within) and all(within)


def heads_above(lines: Sequence[Line], start: int, signs: Sequence[re.Pattern[str]]) -> tuple[list[str], int | None]:
    """The lines that name the columns of a table, from here, and where its first row stands. Only a line with gaps goes on."""
    heads = [lines[start].text]
    for position in range(start + 1, min(start + MOST_HEADS, len(lines))):
        text = lines[position].text
        if any(sign.search(text) for sign in signs) and len(pieces_of(text)) > 2:
            return heads, position
        if not text.strip() or group_named(text):
            continue
        if position > start + len(heads) or is_said(text) or len(text.strip()) > LONGEST_HEAD:
            return heads, position
        heads.append(text)
    return heads, None


def row_follows(lines: Sequence[Line], position: int, sign: re.Pattern[str]) -> bool:
    """Whether the next line that is not empty is a row of the table."""
    below = next((line.text for line in lines[position + 1 : position + LOOKED_AT] if line.text.strip()), "")
    return bool(sign.search(below)) and len(pieces_of(below)) > 2


def is_said(text: str) -> bool:
    """Whether a line ends as a sentence does, not as a short head at the right ("Cert.", "No.")."""
    text = text.rstrip()
    return text.endswith((".", "。", ":", ";")) and not (
        text[-1] == "." and len(pieces := pieces_of(text)) > 2 and " " not in pieces[-1][1]
    )


def stands_over(lines: Sequence[Line], position: int, sign: re.Pattern[str], *, apart: bool) -> bool:
    """Whether a line is the beginning of a cell whose row stands below it, set in the middle of the cell's lines.

    `apart` from the row above, it may begin a cell of which the row below has the next line."""
    pieces = pieces_of(lines[position].text)
    if len(pieces) != 1 or pieces[0][0] == 0 or position + 1 == len(lines):
        return False
    start, end = pieces[0][0], pieces[0][0] + len(pieces[0][1])
    below = row_pieces(lines[position + 1].text)
    if len(below) < 3 or below[0][0] + len(below[0][1]) > start or not sign.search(lines[position + 1].text):
        return False
    over = [x for x, words in below if x < end and x + len(words) > start]
    return not over or (apart and abs(over[0] - start) < SLACK)


def group_named(text: str) -> bool:
    return len(pieces_of(text)) == 1 and part_headed(text.strip()) != ("", None)


def columns_of(rows: list[list[Piece]], heads: int = 0) -> list[tuple[int, int]]:
    """From where to where each column runs, from what the rows put into it; `heads` are as many as one line names."""
    if len({len(row) for row in rows}) == 1:
        return [(min(row[k][0] for row in rows), max(row[k][0] + len(row[k][1]) for row in rows)) for k in range(len(rows[0]))]
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    if (len(full) > 1 or most == heads) and len(full) >= 0.3 * len(rows) and begin_alike(full):
        return [(min(row[k][0] for row in full), max(row[k][0] + len(row[k][1]) for row in full)) for k in range(most)]
    found: list[tuple[int, int]] = []
    for start, end in sorted((x, x + len(words)) for row in rows for x, words in row):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def begin_alike(rows: list[list[Piece]]) -> bool:
    """Whether the rows have their parts in the same columns: each part begins before all that stand right of it."""
    return all(max(row[k][0] for row in rows) < min(row[k + 1][0] for row in rows) for k in range(len(rows[0]) - 1))


def cut_at(pieces: list[Piece], columns: list[tuple[int, int]]) -> list[Piece]:
    """The parts of a row, cut where one runs into the next column with a single space between."""
    found: list[Piece] = []
    for start, words in pieces:
        for edge, _end in columns:
            cuts = (edge - start + k for k in (0, -1, 1, -2, 2))
            cut = next((c for c in cuts if 2 < c < len(words) and words[c - 1] == " "), None)
            if cut is not None:
                found.append((start, words[:cut].rstrip()))
                start, words = start + cut, words[cut:]
        found.append((start, words))
    return found


def apart(piece: Piece, column: tuple[int, int]) -> float:
    """How far a piece stands from a column; a little more where the two do not begin together."""
    start, end = piece[0], piece[0] + len(piece[1])
    return max(0, column[0] - end, start - column[1]) + 0.01 * abs(start - column[0])


def columns_with_heads(columns: list[tuple[int, int]], heads: list[str]) -> list[tuple[int, int]]:
    """The columns, and those of heads below which no row has anything."""
    if max(len(pieces_of(text)) for text in heads) <= len(columns):
        return columns
    found = sorted(columns)
    for start, end in ((x, x + len(words)) for text in heads for x, words in pieces_of(text)):
        if all(end < x0 or start > x1 for x0, x1 in found):
            found = sorted([*found, (start, end)])
    return found


def heads_over(heads: list[str], columns: list[tuple[int, int]]) -> list[str]:
    """The heads of the columns: as many parts as there are columns, or each word above the column that is next to it, in order."""
    if len(heads) > 1:
        found: list[list[str]] = [[] for _column in columns]
        for piece in (part for text in heads for whole in pieces_of(text) for part in parts_over(whole, columns)):
            found[min(range(len(columns)), key=lambda k: apart(piece, columns[k]))].append(piece[1])
        return [" ".join(words) for words in found]
    (text,) = heads
    for parts in ([w for _x, w in pieces_of(text)], text.split()):
        if len(parts) == len(columns):
            return parts
    words = [(m.start(), m[0]) for m in re.finditer(r"\S+", text)]
    best: list[tuple[float, list[int]]] = [(0.0, []) for _column in columns]
    for word in words:
        best = [
            min(((cost + apart(word, columns[k]), [*way, k]) for cost, way in best[: k + 1]), key=lambda found: found[0])
            for k in range(len(columns))
        ]
    way = min(best, key=lambda found: found[0])[1]
    return [" ".join(w for (_x, w), k in zip(words, way, strict=True) if k == column) for column in range(len(columns))]


def parts_over(piece: Piece, columns: list[tuple[int, int]]) -> list[Piece]:
    """The piece, or its words where it stands over several columns: heads with one space between them."""
    start, words = piece
    over = [column for column in columns if column[0] < start + len(words) and column[1] > start]
    return [(start + m.start(), m[0]) for m in re.finditer(r"\S+", words)] if len(over) > 1 else [piece]


def row_in(lines: list[Line], columns: list[tuple[int, int]], vocabulary: frozenset[str], *, named: bool) -> Row:
    lines = sorted(lines, key=lambda line: line.number)
    place = Place(lines[0].page, lines[0].number, lines[-1].number)
    if named:
        return Row([tidy(lines[0].text), *[""] * (len(columns) - 1)], place)
    cells: list[list[str]] = [[] for _column in columns]
    for line in lines:
        pieces = row_pieces(line.text)
        if len(pieces) < len(columns):
            pieces = cut_at(pieces, columns)
        for position, piece in enumerate(pieces):
            column = position if len(pieces) == len(columns) else min(range(len(columns)), key=lambda k: apart(piece, columns[k]))
            cells[column].append(piece[1])
    return Row([join_lines(cell, vocabulary) for cell in cells], place)
