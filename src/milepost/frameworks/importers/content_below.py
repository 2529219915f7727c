"""Content below each criterion, under a heading of its own every time: what may be taught, and none of the criterion above it."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import LEAD_IN, strict_kind
from milepost.frameworks.importers.source import Line, Where

HEAD = re.compile(r"(?:indicative|suggested|essential|unit|learning|teaching) content(?:\s{2,}\S.{2,30})?", re.IGNORECASE)
BESIDE = re.compile(r"guidance|notes?|examples?|exemplification|amplification", re.IGNORECASE)  # the head of a second column
CRITERION = re.compile(r"(?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2}[.):]?(?: \S|$)")
NUMBERED = re.compile(r"\d{1,2}[.)]? [A-Z]")  # an outcome
FEWEST, SHARE = 4, 0.6  # criteria that have such a heading, and their share of all


def content_below(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines of such content; nothing where most criteria have none."""
    gone: set[Where] = set()
    inside, begun, blank = False, False, False  # below such a heading; below the number of a criterion; a blank line above
    criteria = heads = 0
    for line in lines:
        text, where = line.text.strip(), (line.page, line.number)
        if not text or where in skip:
            blank = True
            continue
        if CRITERION.match(text):
            inside, begun, criteria = False, True, criteria + 1
        elif begun and HEAD.fullmatch(text):
            inside, begun, heads = True, False, heads + 1
        elif ends(text, blank=blank):
            inside = begun = False
        blank = False
        if inside:
            gone.add(where)
    return (gone, {}) if heads >= max(FEWEST, SHARE * criteria) else (set(), {})


def ends(text: str, *, blank: bool) -> bool:
    """Whether a line begins an outcome, another section or another unit."""
    section = strict_kind(text) and not BESIDE.fullmatch(text)
    return bool(section or LEAD_IN.match(text) or OUTCOME.match(text) or (blank and NUMBERED.match(text)) or heading_of(text))
