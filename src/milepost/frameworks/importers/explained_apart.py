"""What explains criteria in a third column, in a text that has its cells one after the other: each begins with a dash, and is none of the criterion."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.running import EXPLAINS
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Line, Where

HEADS = re.compile(r"(?:learning )?outcomes? (?:assessment|performance) criteria (\S.{3,40})", re.IGNORECASE)
FEWEST = 4  # cells that begin with a dash, or it is no habit of the text
CELL = re.compile(r"[–—-] (?=[A-Z])")
BEHIND = re.compile(r"(\d{1,2}\.\d{1,2}[.)]? \S.*?) [–—-] [A-Z]\w*\b.*")  # a criterion that its own line ends, before the cell beside it
LISTS = (":", "：")  # how what stands above things listed ends


def explained_apart(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that only explain, and what the others say without that; nothing where no heads name such a column."""
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    inside, cell, cells, before = False, False, 0, ""
    for line in lines:
        text, where = line.text.strip(), (line.page, line.number)
        if not text or where in skip:
            cell = False
            continue
        if text[0] in "LlOo" and (heads := HEADS.fullmatch(text)):
            inside, cell, before = bool(EXPLAINS.search(heads[1])), False, ""
            continue
        if not inside:
            continue
        if (text[0] in "Uu" and heading_of(text)) or strict_kind(text):
            inside = cell = False
        elif CELL.match(text) and not before.endswith(LISTS):
            gone.add(where)
            cell, cells = True, cells + 1
        elif found := BEHIND.fullmatch(text):
            changed[where] = found[1]
            cell = True
        elif cell and text[0].islower():
            gone.add(where)
        else:
            cell = False
        before = text
    return (gone, changed) if cells >= FEWEST else (set(), {})
