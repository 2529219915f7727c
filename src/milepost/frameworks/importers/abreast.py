"""Several qualifications in a text, a column or a row for each: labels, and beside or below them the title, the numbers and the level of each."""

import re
from collections.abc import Sequence
from itertools import takewhile

from milepost.frameworks.importers.columns import Piece, is_parted, pieces_of
from milepost.frameworks.importers.covers import SIZE, is_title, kind_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import QAN
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, join_lines, tidy

LONGEST_LABEL = 50  # letters
SLACK = 2  # letters that a cell may begin before its column
MOST_LINES = 30  # of such a form
LEAST = 2  # qualifications
FEWEST, MOST = 3, 9  # columns of a list
BEGINS = re.compile(r"(?:qualification )?(?:title|name|number|code)|qualifications?", re.IGNORECASE)
PLAIN = re.compile(r"qualifications?", re.IGNORECASE)

SET_IN = " " * 12  # more than the margin of a page: no label stands there
SIZES = re.compile(rf"\b{SIZE}\b", re.IGNORECASE)
MOST_HEADS = 4  # lines that titles may take

type Block = tuple[str, int, int]  # its words, its first line and its last


def qualifications_abreast(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The rows of a form that begins with the titles of several qualifications and tells the regulator's number of each."""
    text = lines[start].text
    if text.startswith(SET_IN) and SIZES.search(text) and (labelled := below_titles(lines, start)):
        return side_by_side(lines, start, skip, vocabulary, labelled)
    if "itle" not in text and "name" not in text and "ualification" not in text:
        return None  # asked of every line
    pieces = pieces_of(text)
    if len(pieces[0][1]) > LONGEST_LABEL:
        return None
    titled = kind_of(pieces[0][1].rstrip(": ")) == "title"
    if titled and is_parted(text):
        return side_by_side(lines, start, skip, vocabulary, pieces) if len(pieces) > LEAST else None
    if is_parted(text) or not (titled or BEGINS.fullmatch(text.strip())):
        return None
    blocks = blocks_from(lines, start, skip, vocabulary)
    return (one_below_the_other(lines, blocks) if titled else None) or rows_below_heads(lines, blocks)


def below_titles(lines: Sequence[Line], start: int) -> list[Piece]:
    """The cells of the first row that has a label, below titles that have none; nothing where they do not stand below one another."""
    titles = pieces_of(lines[start].text)
    for line in lines[start + 1 : start + 1 + MOST_HEADS]:
        pieces = pieces_of(line.text)
        if len(pieces) > len(titles):
            below = len(pieces) == len(titles) + 1 and all(
                abs(x - at) <= SLACK for (x, _w), (at, _t) in zip(pieces[1:], titles, strict=True)
            )
            return pieces if below and len(titles) >= LEAST else []
        if not pieces or not line.text.startswith(SET_IN):
            return []
    return []


def side_by_side(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str], first: Sequence[Piece]) -> Made | None:
    starts = [x for x, _words in first]
    rows: list[list[list[Line]]] = []
    cells: list[list[str]] = []
    last = start - 1
    for position in range(start, min(start + MOST_LINES, len(lines))):
        line = lines[position]
        if not line.text.strip():
            continue
        pieces = pieces_of(line.text)
        at = [next((k for k, x in enumerate(starts) if abs(x - begins) <= SLACK), None) for begins, _words in pieces]
        ends = [begins + len(words) for begins, words in pieces]
        over = any(one is not None and one + 1 < len(starts) and end >= starts[one + 1] for one, end in zip(at, ends, strict=True))
        if (line.page, line.number) in skip or None in at or over:
            break
        if len(pieces) == len(starts) or not rows:
            rows.append([])
            cells.append([""] * len(starts))
        elif position != last + 1 or (at == [0] and pieces[0][1][0].isupper()):
            break
        rows[-1].append([line])
        for column, (_x, words) in zip(at, pieces, strict=True):
            cells[-1][column or 0] = join_lines([cells[-1][column or 0], words], vocabulary).strip()
        last = position
    if cells and not cells[0][0]:
        cells[0][0] = "Title"
    table = Table([Row(row, Place(of[0][0].page, of[0][0].number, of[-1][0].number)) for row, of in zip(cells, rows, strict=True)])
    return made_of(table, last)


def blocks_from(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> list[Block]:
    """The words that stand together, from here to the page's end, empty lines between."""
    blocks: list[tuple[int, int]] = []  # first line, past the last
    for position in range(start, min(start + 2 * MOST_LINES, len(lines))):
        line = lines[position]
        if line.page != lines[start].page:
            break
        if line.text.strip() and (line.page, line.number) not in skip:
            if blocks and blocks[-1][1] == position:
                blocks[-1] = (blocks[-1][0], position + 1)
            else:
                blocks.append((position, position + 1))
    return [(join_lines([tidy(line.text) for line in lines[a:b]], vocabulary), a, b - 1) for a, b in blocks]


def row_of(lines: Sequence[Line], blocks: Sequence[Block]) -> Row:
    _words, first, _last = blocks[0]
    return Row([words for words, _a, _b in blocks], Place(lines[first].page, lines[first].number, lines[blocks[-1][2]].number))


def one_below_the_other(lines: Sequence[Line], blocks: Sequence[Block]) -> Made | None:
    """The form where each cell stands on lines of its own, and empty ones between."""
    words = [text for text, _a, _b in blocks]
    count = next((k for k, text in enumerate(words[1:]) if not is_title(text)), 0)
    if count < LEAST:
        return None
    rows: list[Sequence[Block]] = []
    for k in range(0, len(blocks) - count, count + 1):
        if len(words[k]) > LONGEST_LABEL or (k and is_title(words[k])):
            break
        rows.append(blocks[k : k + count + 1])
    while rows and not kind_of(rows[-1][0][0].rstrip(": ")):
        rows.pop()
    return made_of(Table([row_of(lines, row) for row in rows]), rows[-1][-1][2]) if rows else None


def rows_below_heads(lines: Sequence[Line], blocks: Sequence[Block]) -> Made | None:
    """A list whose cells stand so: its heads, then the cells of one qualification after the other."""
    first = next((k for k, (text, _a, _b) in enumerate(blocks) if is_title(text) or QAN.fullmatch(text)), 0)
    if not FEWEST <= first <= MOST or any(len(text) > LONGEST_LABEL or text[-1] in ".:" for text, _a, _b in blocks[:first]):
        return None
    kinds = ["title" if PLAIN.fullmatch(head) else kind_of(head) for head, _a, _b in blocks[:first]]
    if "title" not in kinds or "number" not in kinds:
        return None
    title = kinds.index("title")
    rows = [blocks[k : k + first] for k in range(first, len(blocks) - first + 1, first)]
    told = list(takewhile(lambda row: is_title(row[title][0]) and any(QAN.fullmatch(cell[0]) for cell in row), rows))
    if len(told) < LEAST:
        return None
    return Made(Table([row_of(lines, row) for row in [blocks[:first], *told]]), told[-1][-1][2])


def made_of(table: Table, last: int) -> Made | None:
    told = any(all(QAN.fullmatch(cell) for cell in row.cells[1:]) for row in table.rows)
    return Made(table, last) if told and all(map(is_title, table.rows[0].cells[1:])) else None
