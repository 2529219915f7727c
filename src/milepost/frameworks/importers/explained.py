"""Criteria in plain text that stand beside columns which only explain them, below the outcome that they belong to."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.alongside import Making
from milepost.frameworks.importers.columns import BEGINS, GAP, Columns, Piece, pieces_of
from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.running import CRITERIA, EXPLAINS, OUTCOMES
from milepost.frameworks.importers.sections import LEAD_IN, strict_kind
from milepost.frameworks.importers.source import Line, Passage, Place, Row, Table, tidy

LONGEST_HEAD = 60  # letters of one head
MOST_BELOW = 8  # lines between the name of an outcome and its first criterion
EXPLAINED = re.compile(rf"{BEGINS.pattern}|^(?:KU?|EK|U|S|R)\s?\d{{1,2}}[.):]?\s")  # statements of knowledge have letters of their own

OF_NUMBERS = re.compile(
    r"no\.?|nos\.?|number|ref\.?|reference|code|AC|#|learning|番号|記号|コード", re.IGNORECASE
)  # heads of a column of numbers; below "Learning" stands "outcome"
HEAD_GOES_ON = re.compile(r"outcomes?|numbers?|ref\.?", re.IGNORECASE)
NUMBERED = re.compile(r"(\d{1,2})\.? [A-Z][a-z]")


def heads_in(text: str) -> list[Piece]:
    """The heads of a line that names criteria in one column and what explains them in the others; empty for any other line."""
    if GAP not in text.strip() or not CRITERIA.search(text):
        return []
    pieces = pieces_of(text)
    if len(pieces) > 2 and OF_NUMBERS.fullmatch(pieces[0][1]) and CRITERIA.search(pieces[1][1]):
        pieces = [(pieces[0][0], pieces[1][1]), *pieces[2:]]  # the numbers have a column of their own
    kept = [CRITERIA.search(words) is not None for _x, words in pieces]
    others = [words for (_x, words), keeps in zip(pieces, kept, strict=True) if not keeps]
    if kept.count(True) != 1 or not others or not all(EXPLAINS.search(words) for words in others):
        return []
    fits = all(len(words) < LONGEST_HEAD and words[-1] not in ".;" and not OUTCOMES.search(words) for _x, words in pieces)
    return pieces if fits else []


def criteria_beside_text(
    lines: Sequence[Line], start: int, skip: set[tuple[int, int]], vocabulary: frozenset[str], making: Making
) -> Made | None:
    """The criteria of an outcome with knowledge, guidance or examples at their side, each running over its own lines."""
    heads = heads_in(lines[start].text)
    if not heads:
        return None
    columns = Columns([x for x, _words in heads], [words for _x, words in heads])
    head = tidy(lines[start].text)
    cells: list[list[list[Line]]] = [[] for _head in heads]
    last, gap = start, False
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if not line.text.strip() or (line.page, line.number) in skip:
            gap = True
            continue
        if position == start + 1 and HEAD_GOES_ON.fullmatch(line.text.strip()):
            pass
        elif tidy(line.text) == head:
            columns.starts = [x for x, _words in pieces_of(line.text)]
        elif all(LEAD_IN.match(words) for _x, words in pieces_of(line.text)):
            pass
        elif CRITERIA.search(columns.heads[0]) and heads_more(lines, position, skip, columns):
            cells[0].append([Line(line.page, line.number, tidy(line.text))])
        else:
            found = columns.cells(line.text)
            if found is None or ends(line, found, columns, gap=gap):
                break
            for column, words in enumerate(found):
                if words:
                    add(cells[column], Line(line.page, line.number, words))
        last, gap = position, False
    if not any(cells):
        return None
    place = Place(lines[start].page, lines[start].number, lines[start].number)
    table = Table([Row(columns.heads, place)], parts=[[[Passage(h, place)] for h in columns.heads]])
    parts = [[making(group, vocabulary) for group in cell] for cell in cells]
    table.rows.append(Row([" ".join(p.text for p in cell) for cell in parts], Place(lines[start].page, place.last + 1, place.last + 1)))
    table.parts.append(parts)
    return Made(table, last)


def add(cell: list[list[Line]], line: Line) -> None:
    if not cell or EXPLAINED.match(line.text):
        cell.append([])
    cell[-1].append(line)


def heads_more(lines: Sequence[Line], position: int, skip: set[tuple[int, int]], columns: Columns) -> bool:
    """Whether a line names the next outcome over the whole width of the table, whose cells go on below it."""
    text = lines[position].text.strip()
    numbered = NUMBERED.match(text) if GAP not in text else None
    if not (OUTCOME.match(text) or numbered):
        return False
    below = next((k for k in lines[position + 1 :][:MOST_BELOW] if k.text.strip() and (k.page, k.number) not in skip), None)
    found = columns.cells(below.text) if below else None
    return bool(found and BEGINS.match(found[0]) and any(found[1:]) and (not numbered or found[0].startswith(f"{numbered[1]}.1")))


def ends(line: Line, cells: Sequence[str], columns: Columns, *, gap: bool) -> bool:
    """Whether a line stands below the table: a heading, or text that goes on with none of its cells."""
    text = line.text.strip()
    if OUTCOME.match(text) or strict_kind(text) or heading_of(text):
        return True
    alone = len([c for c in cells if c]) == 1 and bool(cells[0])
    if not alone or EXPLAINED.match(cells[0]):
        return False
    set_in = len(line.text) - len(line.text.lstrip()) > columns.starts[0] + 1
    return not set_in and (gap or not cells[0][:1].islower())
