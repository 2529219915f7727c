"""Criteria of two grades that a tool has put into one line, with the ends of both in the lines below: each gets lines of its own again."""

import re
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.source import GRADE, Line, Where

BEGINS = re.compile(rf"{GRADE}[.:]?\s+[A-Z]")
INSIDE = re.compile(rf"(?<=\w)[.]? +(?={GRADE}[.:]?\s+[A-Z][a-z])")
STOPS_INSIDE = re.compile(r"[a-z)]\. [a-z]")  # the ends of two columns in one line
MOST_LINES = 6  # of their ends


def grades_apart(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that go into others, and what those say then; nothing where the sentences do not end below as they must."""
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    for position, line in enumerate(lines):
        text = line.text.strip()
        if not BEGINS.match(text) or "  " in text or (line.page, line.number) in gone:
            continue
        parts = [text[a:b].strip() for a, b in cuts(text)]
        if len(parts) < 2:
            continue
        below = lines[position + 1 : position + 1 + MOST_LINES]
        taken = 0
        for k, part in enumerate(parts):
            whole = part
            while not whole.endswith(".") and taken < len(below) and is_rest(below[taken], line, skip):
                whole = f"{whole} {below[taken].text.strip()}"
                taken += 1
            parts[k] = whole
        if (
            not all(part.endswith(".") for part in parts)
            or taken + 1 < len(parts)
            or any(STOPS_INSIDE.search(rest.text) for rest in below[:taken])
        ):
            continue
        slots = [line, *below[:taken]]
        changed.update({(slot.page, slot.number): part for slot, part in zip(slots, parts, strict=False)})
        gone.update((slot.page, slot.number) for slot in slots[len(parts) :])
    return gone, changed


def cuts(text: str) -> list[tuple[int, int]]:
    """Where each criterion of a line begins and ends."""
    at = [0, *(m.end() for m in INSIDE.finditer(text)), len(text)]
    return list(pairwise(at))


def is_rest(below: Line, line: Line, skip: set[Where]) -> bool:
    """Whether a line may be the end of a sentence that an earlier one began."""
    text = below.text.strip()
    return bool(text) and text[0].islower() and below.page == line.page and (below.page, below.number) not in skip
