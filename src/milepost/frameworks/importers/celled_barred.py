"""Tables of barred units in a text that puts each cell on a line of its own: two heads one below the other, then unit after unit."""

import re
from collections.abc import Sequence
from itertools import islice

from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, filled, tidy

HEAD = re.compile(r"(?:this |first )?units?(?: (?:title|number|reference))?", re.IGNORECASE)
BARRED = re.compile(
    r"(?:(?:is|are) )?(?:barred|excluded|cannot be (?:taken|combined)|may not be (?:taken|combined))\b.{0,30}", re.IGNORECASE
)
MOST_ROWS, LONGEST = 12, 110  # letters of a cell


def celled_barred(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """The table whose first head stands here; None where no pairs of units, each with the regulator's number first, stand below the heads."""
    if not HEAD.fullmatch(lines[start].text.strip()):
        return None  # asked of every line
    walk = list(islice(filled(lines, start, skip), 2 * MOST_ROWS))
    cells = [tidy(lines[k].text) for k in walk]
    if len(cells) < 4 or not BARRED.fullmatch(cells[1]):
        return None
    rows = [cells[:2]]
    for first, second in zip(cells[2::2], cells[3::2], strict=False):
        if not all(UAN.match(cell) and len(cell) < LONGEST for cell in (first, second)):
            break
        rows.append([first, second])
    places = [Place(lines[k].page, lines[k].number, lines[k].number) for k in walk[: 2 * len(rows) : 2]]
    table = Table([Row(row, place) for row, place in zip(rows, places, strict=True)])
    return Made(table, walk[2 * len(rows) - 1]) if len(rows) > 1 else None
