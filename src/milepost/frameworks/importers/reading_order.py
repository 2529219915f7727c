"""Pages of a text that were laid out in two columns, put into the order in which they are read."""

import re
from itertools import pairwise

from milepost.frameworks.importers.columns import are_heads
from milepost.frameworks.importers.fields import WHOLE_LABEL
from milepost.frameworks.importers.gutters import group_lines, in_columns
from milepost.frameworks.importers.layout import Word

LETTER, LEADING, SIZE = 5.0, 12.0, 10.0  # of the print that the text stands for
GAP = "   "
FEWEST = 16  # lines with a gap
MANY = 4  # heads of columns side by side
OF_NUMBERS = re.compile(r"番号|コード|記号|No\.?")


def in_reading_order(lines: list[str]) -> list[str]:
    """The lines of a page; where it has two columns of running text, those of the left one first."""
    if sum(GAP in line.strip() for line in lines) < FEWEST or any("\t" in line for line in lines):
        return lines
    words = [
        Word(m[0], m.start() * LETTER, m.end() * LETTER, number * LEADING, SIZE, bold=False)
        for number, line in enumerate(lines)
        for m in re.finditer(r"\S+", line)
    ]
    ordered = in_columns(words, group_lines)
    if not any(word.edge for line in ordered for word in line) or any(map(heads_table, lines)):
        return lines
    found = [text_of(ordered[0], ordered)]
    for above, line in pairwise(ordered):
        if line[0].base - above[0].base != LEADING or line[0].edge != above[0].edge:
            found.append("")
        found.append(text_of(line, ordered))
    return found


def heads_table(line: str) -> bool:
    """Whether a line of Japanese names the columns of a table: those of units, or outcomes with criteria beside them."""
    cells = [] if line.isascii() else re.split(rf"{GAP}+", line.strip())
    labels = sum(bool(WHOLE_LABEL.fullmatch(cell) or OF_NUMBERS.fullmatch(cell)) for cell in cells)
    return are_heads(cells) or (labels >= MANY and labels == len(cells))


def text_of(line: list[Word], lines: list[list[Word]]) -> str:
    """A line with the spaces that it has within its column."""
    start = min(one[0].x0 for one in lines if one[0].edge == line[0].edge)
    text = ""
    for word in line:
        text = text.ljust(round((word.x0 - start) / LETTER)) + word.text
    return text
