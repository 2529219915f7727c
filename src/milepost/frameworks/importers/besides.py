"""Forms of which a PDF boxes one side only: shaded labels with their values beside them, labels beside boxes to fill in."""

from collections.abc import Sequence

from milepost.frameworks.importers.layout import Cell, Word

ENOUGH = 0.75  # of the boxes have words beside them
NEAR = 1.0  # points by which a word may reach into the box at its side


def take_beside(tables: Sequence[list[list[Cell]]], lines: Sequence[Sequence[Word]]) -> None:
    """Gives the boxes of a column that stands alone the words beside them, as the other cells of their rows."""
    alone = sorted((rows for rows in tables if all(len(row) == 1 for row in rows)), key=lambda rows: rows[0][0].x0)
    for rows in alone:
        others = [other for other in alone if other is not rows]
        if not widen(rows, others, lines, after=False):  # of the first column; what stands left of the next ones is then taken
            widen(rows, others, lines, after=True)


def widen(rows: list[list[Cell]], others: Sequence[list[list[Cell]]], lines: Sequence[Sequence[Word]], *, after: bool) -> bool:
    """Whether the words at this side of the boxes were taken. A bar over the whole width has none, and stays as it is."""
    width = min(row[0].x1 - row[0].x0 for row in rows)
    beside = [[w for line in lines for w in line if stands_beside(w, row[0], others, after=after)] for row in rows]
    boxes = [(row, words) for row, words in zip(rows, beside, strict=True) if row[0].x1 - row[0].x0 < 1.1 * width]
    found = [w for words in beside for w in words]
    if len(boxes) < 2 or sum(bool(words) for _row, words in boxes) < ENOUGH * len(boxes) or any(w.edge for w in found):
        return False
    edge = max(w.x1 for w in found) if after else min(w.x0 for w in found)
    for row, words in boxes:
        box = row[0]
        if after:
            row.append(Cell(box.x1, box.top, edge, box.bottom, 1, words))
        else:
            row.insert(0, Cell(edge, box.top, box.x0, box.bottom, 0, words))
            box.column = 1
        for word in words:
            word.in_table = True
    return True


def stands_beside(word: Word, box: Cell, others: Sequence[list[list[Cell]]], *, after: bool) -> bool:
    """Whether a word stands beside the box, with no other column of boxes between."""
    if word.in_table or not box.top <= word.base - 0.3 * word.size <= box.bottom:
        return False
    if word.x0 < box.x1 - NEAR if after else word.x1 > box.x0 + NEAR:
        return False
    between = (row[0] for rows in others for row in rows if row[0].top < box.bottom and row[0].bottom > box.top)
    if after:
        return not any(box.x1 <= other.x0 <= word.x0 for other in between)
    return not any(word.x1 <= other.x1 <= box.x0 for other in between)
