"""Tables of qualifications in a text that puts each cell on a line of its own: the heads one below the other, then row after row."""

import re
from collections.abc import Sequence
from itertools import islice

from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import QAN
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, filled, join_lines, tidy
from milepost.frameworks.importers.tables import read_qualifications

FEWEST, MOST = 3, 6  # columns
LONGEST_HEAD, LONGEST = 24, 90  # letters of a head, of a cell
MOST_ROWS = 30
OF_QUALIFICATION = re.compile(
    r"(?:資格|検定|課程|コース|認可|認定|規制|登録|団体|協会|機構|協議会)\S{0,8}|名称|番号|コード|レベル|水準|題名|QAN"
)


def celled_qualifications(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """The Japanese table whose first head stands here; None where the regulator's numbers do not stand below one another, a row apart."""
    first = lines[start].text.strip()
    if first.isascii() or len(first) > LONGEST_HEAD or not OF_QUALIFICATION.fullmatch(first):
        return None  # asked of every line
    walk = list(islice(filled(lines, start, skip), MOST * MOST_ROWS))
    return table_of(lines, cells_apart(walk)) or table_of(lines, [[k] for k in walk])


def cells_apart(walk: Sequence[int]) -> list[list[int]]:
    """The cells of a text that keeps them apart by empty lines, each with all of its lines."""
    cells: list[list[int]] = []
    for k in walk:
        if cells and k == cells[-1][-1] + 1:
            cells[-1].append(k)
        else:
            cells.append([k])
    return cells


def table_of(lines: Sequence[Line], walk: Sequence[Sequence[int]]) -> Made | None:
    """The table whose cells, each of one or more lines, stand one below the other."""
    texts = [join_lines([tidy(lines[k].text) for k in cell]) for cell in walk]
    signs = [k for k, text in enumerate(texts[: 2 * MOST]) if QAN.fullmatch(text)]
    for count in range(MOST, FEWEST - 1, -1) if signs else ():
        column = signs[0] - count
        if not 0 <= column < count or any(len(head) > LONGEST_HEAD or re.search(r"\d|[。:：]$", head) for head in texts[:count]):
            continue
        rows = [texts[:count]]
        while is_row(row := texts[(at := len(rows) * count) : at + count], column, count):
            rows.append(row)
        places = [Place(lines[k].page, lines[k].number, lines[k].number) for k, *_rest in walk[: len(rows) * count : count]]
        table = Table([Row(row, place) for row, place in zip(rows, places, strict=True)])
        if len(found := read_qualifications(table)) == len(rows) - 1 and all(q.title and q.level for q in found):
            return Made(table, walk[len(rows) * count - 1][-1])
    return None


def is_row(cells: Sequence[str], column: int, count: int) -> bool:
    """Whether these cells are a row: as many as there are heads, and the regulator's number in its column alone."""
    numbers = [k for k, cell in enumerate(cells) if QAN.fullmatch(cell)]
    return len(cells) == count and numbers == [column] and all(len(cell) < LONGEST and not cell.endswith("。") for cell in cells)
