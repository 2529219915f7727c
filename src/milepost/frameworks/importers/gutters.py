"""Pages set in two columns: the white gutter between them, and the order in which their lines are read."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from statistics import median

from milepost.frameworks.importers.layout import Word

type Line = list[Word]
type Box = tuple[float, float, float, float]  # of a ruled table: left, top, right, foot

FEWEST = 8  # lines of each column
NARROW, WIDE = 0.38, 0.62  # where a gutter may stand, as a part of the width of the text
FILLED = 0.72  # of the column's width: a line of running text
IN_TABLES = 0.25  # of the lines
DENSE = 0.6  # of the height of the columns
HEADS = re.compile(r"outcome|criteri|\blearner (?:will|can)|knowledge|guidance", re.IGNORECASE)


def group_lines(words: list[Word]) -> list[list[Word]]:
    """Words that share a baseline, from top to bottom, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.base):
        if lines and word.base - lines[-1][0].base < 0.22 * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


def in_columns(words: list[Word], group: Callable[[list[Word]], list[Line]], boxes: Sequence[Box] = ()) -> list[Line]:
    """The lines of a page in reading order: those of the left column first where it has two; the cells of ruled tables are none."""
    lines = group(words)
    gutter = gutter_of(lines)
    if gutter is None or in_tables(lines, gutter, boxes) > IN_TABLES * len(lines):
        return lines
    left_edge = max(w.x1 for w in words if w.x1 <= gutter)
    right_edge = max(w.x1 for w in words)
    found: list[Line] = []
    for across, band in groupby(lines, key=lambda line: crosses(line, gutter)):
        here = list(band)
        if across:
            found.extend(here)
            continue
        for side, edge in (
            ([w for line in here for w in line if w.x1 <= gutter], left_edge),
            ([w for line in here for w in line if w.x0 >= gutter], right_edge),
        ):
            for word in side:
                word.edge = edge
            found.extend(group(side))
    return found


def in_tables(lines: list[Line], gutter: float, boxes: Sequence[Box]) -> int:
    """How many lines stand in ruled tables on both sides of a gutter."""
    over = [(top, foot) for x0, top, x1, foot in boxes if x0 < gutter < x1]
    return sum(any(top <= line[0].base <= foot for top, foot in over) for line in lines)


def crosses(line: Line, gutter: float) -> bool:
    """Whether a line runs over the gutter: a title above both columns, a running header."""
    if any(w.x0 < gutter < w.x1 for w in line):
        return True
    left = max((w.x1 for w in line if w.x1 <= gutter), default=None)
    right = min((w.x0 for w in line if w.x0 >= gutter), default=None)
    return left is not None and right is not None and right - left < 0.8 * line[0].size


def gutter_of(lines: list[Line]) -> float | None:
    """The middle of the gutter; None where the page has one column, or a table."""
    words = [w for line in lines for w in line]
    if len(lines) < FEWEST or len(words) < 60:
        return None
    start, end = min(w.x0 for w in words), max(w.x1 for w in words)
    best, fewest = None, len(lines)
    for step in range(int(NARROW * 50), int(WIDE * 50) + 1):
        x = start + (end - start) * step / 50
        over = sum(any(w.x0 - 2 < x < w.x1 + 2 for w in line) for line in lines)
        if over < fewest:
            best, fewest = x, over
    if best is None or fewest > 0.15 * len(lines):
        return None
    split = [line for line in lines if not crosses(line, best)]
    left = [[w for w in line if w.x1 <= best] for line in split]
    right = [[w for w in line if w.x0 >= best] for line in split]
    left, right = [side for side in left if side], [side for side in right if side]
    if len(left) < FEWEST or len(right) < FEWEST or dense(left, split) < DENSE or is_table(split, best):
        return None
    return best if runs(left) and runs(right) else None


def dense(side: list[Line], split: list[Line]) -> float:
    """How much of the height one column fills; the left one of a table leaves gaps beside what stands at the right."""
    drops = [b[0].base - a[0].base for a, b in pairwise(side)]
    height = split[-1][0].base - split[0][0].base
    return median(drops) * len(side) / height if height else 0.0


def is_table(split: list[Line], gutter: float) -> bool:
    """Whether one line heads outcomes on the left and criteria on the right."""
    for line in split[:12]:
        sides = (" ".join(w.text for w in line if w.x1 <= gutter), " ".join(w.text for w in line if w.x0 >= gutter))
        if all(HEADS.search(side) and len(side) < 60 for side in sides):
            return True
    return False


def runs(side: list[Line]) -> bool:
    """Whether a good part of the lines fill their column, as running text does and labels do not."""
    start, end = min(line[0].x0 for line in side), max(line[-1].x1 for line in side)
    filled = sum(line[-1].x1 - line[0].x0 > FILLED * (end - start) for line in side)
    gaps = sum(any(b.x0 - a.x1 > 2.5 * a.size for a, b in pairwise(line)) for line in side)
    return filled >= 0.3 * len(side) and gaps <= 0.2 * len(side)
