"""Tables in a text that put each cell on a line of its own: the heads one below the other, then row after row."""

import re
from collections.abc import Sequence
from itertools import takewhile

from milepost.frameworks.importers.fields import LABELS, VALUES, WHOLE_LABEL
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, join_lines, tidy

FEWEST, MOST = 3, 9  # columns
LONGEST_HEAD, LONGEST = 44, 120  # letters of a head, of a cell
MOST_LINES = 3  # of a title
STATUS_HEAD = re.compile(r"(?:unit )?(?:status|type|m ?/ ?o|o ?/ ?m|group|mandatory ?(?:/|or) ?optional)", re.IGNORECASE)
STATUS = re.compile(r"(?:mandatory|optional|core|elective|compulsory|[MO]|(?:optional |mandatory )?(?:group )?[A-Z]\d?)", re.IGNORECASE)
SHORT = {"L": "level", "Lvl": "level", "Cr": "credit", "GL": "glh"}
KINDS = ("uan", "level", "credit", "glh", "title", "number")
COLUMN = {kind: re.compile(LABELS[kind], re.IGNORECASE) for kind in KINDS}
CELL = {kind: re.compile(VALUES[kind], re.IGNORECASE) for kind in KINDS} | {"status": STATUS}


def celled_table(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The table whose first head stands here; None where no unit's number, or no whole row, stands below the heads."""
    if not is_head(lines[start].text):
        return None
    near = range(start, min(start + 2 * MOST, len(lines)))
    heads = [tidy(lines[k].text) for k in takewhile(lambda k: is_head(lines[k].text), (k for k in near if lines[k].text.strip()))][:MOST]
    if len(heads) < FEWEST or "uan" not in kinds_of(heads):
        return None
    walk = [k for k in range(start, len(lines)) if lines[k].text.strip() and (lines[k].page, lines[k].number) not in skip]
    for count in range(len(heads), FEWEST - 1, -1):
        kinds = kinds_of(heads[:count])
        if "uan" not in kinds or len(set(kinds)) < FEWEST:
            continue
        table = Table([Row(heads[:count], Place(lines[start].page, lines[start].number, lines[start].number))])
        at = count
        while row := row_at(lines, walk, at, kinds):
            texts = [join_lines([tidy(lines[walk[k]].text) for k in cell], vocabulary) for cell in row]
            first, last = lines[walk[row[0][0]]], lines[walk[row[-1][-1]]]
            table.rows.append(Row(texts, Place(first.page, first.number, last.number if last.page == first.page else first.number)))
            at = row[-1][-1] + 1
        if len(table.rows) > 1:
            return Made(table, walk[at - 1])
    return None


def lines_of_celled(lines: Sequence[Line], skip: set[Where], vocabulary: frozenset[str]) -> set[Where]:
    """The lines of all such tables: in them, a number alone on its line is a cell."""
    found: set[Where] = set()
    position = 0
    while position < len(lines):
        made = celled_table(lines, position, skip, vocabulary)
        found.update((line.page, line.number) for line in (lines[position : made.last + 1] if made else ()))
        position = made.last + 1 if made else position + 1
    return found


def is_head(text: str) -> bool:
    text = text.strip()
    return (
        0 < len(text) <= LONGEST_HEAD
        and not text[0].isdigit()
        and bool(WHOLE_LABEL.fullmatch(text.rstrip(":")) or STATUS_HEAD.fullmatch(text) or text in SHORT)
    )


def kinds_of(heads: Sequence[str]) -> list[str]:
    """What each column holds; a kind that an earlier column took goes to the next that fits."""
    found: list[str] = []
    for head in heads:
        name = head.rstrip(":")
        fits = (
            [SHORT[name]]
            if name in SHORT
            else [k for k in KINDS if COLUMN[k].fullmatch(name)] + ["status"] * bool(STATUS_HEAD.fullmatch(name))
        )
        found.append(next((kind for kind in fits if kind not in found), ""))
    return found


def row_at(lines: Sequence[Line], walk: Sequence[int], at: int, kinds: Sequence[str]) -> list[list[int]] | None:
    """The places in `walk` that each cell of the row from here takes; None where the lines are no row."""
    if not kinds:
        return []
    most = MOST_LINES if kinds[0] == "title" else 1
    for taken in range(1, most + 1):
        cell = list(range(at, at + taken))
        if cell[-1] >= len(walk):
            return None
        text = " ".join(tidy(lines[walk[k]].text) for k in cell)
        if not fits(text, kinds[0]):
            return None
        rest = row_at(lines, walk, at + taken, kinds[1:])
        if rest is not None:
            return [cell, *rest]
    return None


def fits(text: str, kind: str) -> bool:
    """Whether a cell can be of its column's kind; of a column that nobody keeps, any short words."""
    if not text or len(text) > LONGEST:
        return False
    if kind == "title":
        return not CELL["uan"].fullmatch(text) and not is_head(text) and bool(re.match(r"[^\W\d]", text)) and not text.endswith(":")
    return bool(CELL[kind].fullmatch(text)) if kind else len(text) < LONGEST_HEAD
