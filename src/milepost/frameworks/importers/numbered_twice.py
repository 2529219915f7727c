"""What a third column says to each criterion under that criterion's own number, in a text that has its cells one after the other."""

import re
from collections import Counter
from collections.abc import Sequence

from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import BULLETS, Line, Where

FEWEST, NEARLY_ALL = 8, 0.8  # numbers of criteria, and the part of them that come twice, or it is no habit of the text
NUMBERED = re.compile(r"(?:(?:AC|PC) ?)?(\d{1,2}\.\d{1,2})[.):]? +\S")
LISTED = re.compile(r"\d{1,2}[.):]? ")  # an outcome


def numbered_twice(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines of what stands beside the criteria; nothing where the text does not number nearly all of its criteria twice below their heads."""
    gone: set[Where] = set()
    times: Counter[tuple[int, str]] = Counter()
    table, beside, blank = 0, False, True
    for line in lines:
        text, where = line.text.strip(), (line.page, line.number)
        if not text or where in skip:
            blank = True
            continue
        if text[0].isdigit() or text[:2] in ("AC", "PC"):
            if found := NUMBERED.match(text):
                times[table, found[1]] += 1
                beside = times[table, found[1]] == 2
            elif blank or LISTED.match(text):
                beside = False
        elif strict_kind(text) in ("criteria", "outcomes"):
            table, beside = table + 1, False
        elif blank and text[0] not in BULLETS:
            beside = False
        if beside:
            gone.add(where)
        blank = False
    often = [count for (at, _number), count in times.items() if at]
    return (gone, {}) if len(often) >= FEWEST and often.count(2) >= NEARLY_ALL * len(often) else (set(), {})
