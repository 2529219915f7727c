"""Tables of rules in plain text: what is asked at the left, over as many lines as it takes, and an amount for each pathway at the right."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.columns import Piece, pieces_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, join_lines

AMOUNT = re.compile(r"\d{1,3}(?: ?(?:credits?|units?))?|[–—-]|n/a|none|nil", re.IGNORECASE)
ASKS = re.compile(r"\s*[A-Z].*(?:\s{2,}(?:\d{1,3}(?: (?:credits?|units?))?|[–—-]|n/a|none|nil)){2,}\s*$", re.IGNORECASE)
MEASURED = re.compile(r"\b(?:credits?|units?)\b", re.IGNORECASE)
AHEAD = 5  # lines that heads may take


def amounts_beside_text(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The table that begins with this line, which heads its columns of amounts or is its first row."""
    first = next((k for k in range(start, min(start + AHEAD, len(lines))) if ASKS.match(lines[k].text)), None)
    if first is None or not MEASURED.search(lines[first].text):
        return None
    asked = pieces_of(lines[first].text)
    edges = [x for x, _words in asked[1:]]
    heads = [piece for line in lines[start:first] for piece in pieces_of(line.text)]
    if len(asked) < 3 or any(nearest(edges, piece) is None for piece in heads):
        return None
    named = ["", *(" ".join(words for x, words in heads if nearest(edges, (x, words)) == edge) for edge in edges)]
    rows: list[tuple[list[str], list[str], Place]] = []
    last, below = first, False  # whether the line before belongs to a row, too
    for position in range(first, len(lines)):
        line = lines[position]
        pieces = pieces_of(line.text)
        if not pieces or (line.page, line.number) in skip:
            below = False
            continue
        amounts = [words for _x, words in pieces[1:]]
        if ASKS.match(line.text) and len(pieces) == len(asked) and all(AMOUNT.fullmatch(words) for words in amounts):
            rows.append(([pieces[0][1]], amounts, Place(line.page, line.number, line.number)))
        elif below and len(pieces) == 1 and pieces[0][0] + len(pieces[0][1]) < edges[0]:
            labels, values, place = rows[-1]
            rows[-1] = ([*labels, pieces[0][1]], values, Place(place.page, place.first, line.number))
        else:
            break
        last, below = position, True
    if len(rows) < 2:
        return None
    table = Table([Row(named, Place(lines[start].page, lines[start].number, lines[first].number - 1))] if heads else [])
    table.rows.extend(Row([join_lines(labels, vocabulary), *values], place) for labels, values, place in rows)
    return Made(table, last)


def nearest(edges: Sequence[int], piece: Piece) -> int | None:
    """The column of amounts over which a head stands; None where it stands left of them all."""
    start, words = piece
    over = [edge for edge in edges if start - 2 <= edge]
    if start + len(words) + 2 < edges[0]:
        return None
    return min(over, default=edges[-1], key=lambda edge: abs(edge - start))
