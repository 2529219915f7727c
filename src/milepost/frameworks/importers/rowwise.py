"""Tables in a text whose rows were written out cell by cell: an outcome, its criteria, and then what explains them, which no mark begins.

What tells the explanation: in such a document criteria begin with small letters, and after the last of a row a line begins with a capital and nothing
marked comes before the next outcome. A table in which that is not so in every row is left to the loom.
"""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.source import BULLETS, Line

OUTCOME = re.compile(r"(\d{1,2})[.):]? (?=[^\W\d])")
CRITERION = re.compile(r"(?<!\S)(\d{1,2})\.(\d{1,2})[.):]? (?=[^\W\d])")
FEWEST = 4  # criteria
EXPLAINED = 0.6  # of the rows have something behind their criteria


def cells_in_turn(lines: Sequence[Line]) -> list[list[Line]] | None:
    """The outcomes, criteria and bullets of a table, each with its lines and without what explains them; None where the rows are not such."""
    parts: list[list[Line]] = []
    rows = explained = criteria = criteria_here = 0
    behind = False  # whether the row's explanation has begun
    for line in lines:
        text = line.text.strip()
        outcome, inside = OUTCOME.match(text), CRITERION.search(text)
        if outcome and int(outcome[1]) == rows + 1:
            rows, behind, criteria_here = rows + 1, False, 0
            if inside:
                parts.append([Line(line.page, line.number, text[: inside.start()].strip())])
                parts.append([Line(line.page, line.number, text[inside.start() :])])
            else:
                parts.append([line])
        elif inside and inside.start() == 0 and not behind:
            parts.append([line])
        elif not rows or inside:
            return None
        elif behind:
            continue
        elif text[0].isupper():
            behind, explained = True, explained + 1
            if not criteria_here:
                return None
            continue
        elif text[0] in BULLETS:
            parts.append([line])
        else:
            parts[-1].append(line)
        if inside:
            if int(inside[1]) != rows or not text[inside.end()].islower():
                return None
            criteria, criteria_here = criteria + 1, criteria_here + 1
    return parts if criteria >= FEWEST and explained >= EXPLAINED * rows else None
