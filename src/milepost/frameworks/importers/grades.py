"""Pass, merit and distinction criteria in columns of a text, with outcomes that lie over some of the columns."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.alongside import Making
from milepost.frameworks.importers.columns import is_parted, pieces_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import WHO, strict_kind
from milepost.frameworks.importers.source import Line, Passage, Place

GRADES = ("pass", "merit", "distinction")
HEAD = re.compile(r"(?:pass|merit|distinction)(?: criteria)?", re.IGNORECASE)
GRADED = re.compile(r"(?:[A-H]{1,3}\.)?([PMD])\d{1,2}[.:]?(?:\s|$)")
LEADS = re.compile(
    rf"\s*(?:(?:to|in order to) (?:pass|achieve|gain)\b|in addition\b|(?:as|for) (?:a|the|above)\b|(?:the|each|a) {WHO}\b|{WHO} (?:can|will|must|should|is)\b|what )",
    re.IGNORECASE,
)
MOST_LEADS = 5  # lines of it
LOOKED_AT = 80
SLACK = 2


def graded_columns(
    lines: Sequence[Line], start: int, skip: set[tuple[int, int]], vocabulary: frozenset[str], making: Making
) -> Made | None:
    """The criteria below "Pass   Merit   Distinction", column by column, in the order in which they begin."""
    head = pieces_of(lines[start].text) if is_parted(lines[start].text) else []
    names = [words.split()[0].lower() for _x, words in head if HEAD.fullmatch(words)]
    if len(head) < 2 or len(names) != len(head) or names != [g for g in GRADES if g in names]:
        return None
    starts = starts_of(lines, start, [x for x, _words in head], names)
    parts: list[tuple[int, list[Line]]] = []
    open_in: dict[int, int] = {}
    last, gap, below_head = start, False, 0
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if not line.text.strip() or (line.page, line.number) in skip:
            gap = True
            continue
        pieces = pieces_of(line.text)
        if [words.split()[0].lower() for _x, words in pieces if HEAD.fullmatch(words)] == names:
            gap, below_head = True, position
            continue
        cells = [(column_at(starts, x), words) for x, words in pieces]
        first = cells[0][1]
        begins = [bool(GRADED.match(words) or (k == 0 and OUTCOME.match(words))) for k, words in cells]
        if position - (below_head or start) <= MOST_LEADS and not any(begins) and leads_in(lines, below_head or start, position):
            continue
        outside = cells[0][0] == 0 and not any(begins) and not goes_over_page(parts, open_in, first)
        if outside and (gap or (first[:1].isupper() and strict_kind(first))):
            break
        if not parts and not begins[0]:
            break
        for (column, words), new in zip(cells, begins, strict=True):
            if new or column not in open_in:
                open_in[column] = len(parts)
                parts.append((column, []))
            parts[open_in[column]][1].append(Line(line.page, line.number, words))
        last, gap = position, False
    if not any(GRADED.match(held[0].text) for _column, held in parts):
        return None
    place = Place(lines[start].page, lines[start].number, lines[start].number)
    made = [Passage("Learning outcomes and assessment criteria", place)]
    for _column, held in parts:
        passage = making(held, vocabulary)
        passage.marked = bool(GRADED.match(passage.text))
        made.append(passage)
    return Made(made, last)


def leads_in(lines: Sequence[Line], head: int, position: int) -> bool:
    """Whether a line below the heads belongs to what leads in to the criteria: "The learner can:", "In addition, the learner can:"."""
    first = next((line.text for line in lines[head + 1 : position + 1] if line.text.strip()), "")
    return bool(LEADS.match(first))


def starts_of(lines: Sequence[Line], start: int, starts: list[int], names: Sequence[str]) -> list[int]:
    """Where the columns begin: where their criteria do, since heads may stand in the middle."""
    found = list(starts)
    for line in lines[start + 1 : start + LOOKED_AT]:
        if line.page == lines[start].page:
            for x, words in pieces_of(line.text):
                if (graded := GRADED.match(words)) and (
                    k := next((k for k, n in enumerate(names) if n[0].upper() == graded[1]), None)
                ) is not None:
                    found[k] = min(found[k], x)
    return found


def column_at(starts: Sequence[int], x: int) -> int:
    return max((k for k, begin in enumerate(starts) if begin - SLACK <= x), default=0)


def goes_over_page(parts: Sequence[tuple[int, list[Line]]], open_in: dict[int, int], first: str) -> bool:
    """Whether words after a gap are the rest of a sentence in the first column."""
    return 0 in open_in and first[:1].islower() and parts[open_in[0]][1][-1].text[-1:] not in ".:;"
