"""The facts of a unit that stand below its summary, moved up to its heading, where the reader of facts looks for them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from milepost.frameworks.importers.fields import (
    CODE_BEFORE,
    FIELD,
    NUMBER_BEHIND,
    VALUE_FIRST,
    fields_in,
    headed_by_number,
    heading_of,
    pairs_in,
)
from milepost.frameworks.importers.found import FactGroup
from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Passage, Place

FURTHEST = 14  # passages below the heading
SHORT = 40  # letters of what stands among the facts: "Mandatory", "Graded"
FEWEST = 2  # facts in one run, or in one line
HALVED = 0.7  # of the groups: as many stand in pairs
IN_ONE_ROW = re.compile(
    r"(?:(?:mandatory|optional|core|achiev|graded|not graded)[^\d.:;]{0,50} )?((?:entry )?level \d|entry \d),? (\d{1,3}) credits?,? (\d{1,3}) (?:glh|guided learning hours)",
    re.IGNORECASE,
)  # "Optional, group A Achieved at level 2 4 credits 30 GLH"
LABELS = {"level": "Level", "credit": "Credit", "glh": "GLH"}


def with_facts_moved(stream: Sequence[Passage]) -> list[Passage]:
    """The stream, each unit's heading whole and with its bare facts ("Level 2", "4 credits", "30 GLH") right below."""
    found: list[Passage] = []
    position = 0
    while position < len(stream):
        passage = stream[position]
        taken = 1
        below = stream[position + 1] if position + 1 < len(stream) else None
        if below is not None and NUMBER_BEHIND.fullmatch(below.text) and not passage.marked and named(passage.text):
            passage, taken = replace(passage, text=f"{passage.text} {below.text}"), 2
        position += taken
        found.append(passage)
        if UAN.search(passage.text) and headed_by_number(passage) and (run := run_of_facts(stream, position)):
            first, last, facts = run
            found += [*facts, *stream[position:first]]
            position = last
    return found


def halves_joined(groups: list[FactGroup]) -> list[FactGroup]:
    """The facts of units, where each begins with its title and ends with its number: "Title", "Level", "Credit value", and below the criteria the rest."""
    halves = [
        k
        for k, (upper, lower) in enumerate(pairwise(facts for _first, _after, facts in groups))
        if {"title", "level"} <= upper.keys()
        and "uan" not in upper
        and "uan" in lower
        and not lower.keys() & {"title", "number", "level", "credit"}
    ]
    if len(halves) < FEWEST or 2 * len(halves) < HALVED * len(groups):
        return groups
    return [
        (first, after, facts | (groups[k + 1][2] if k in halves else {}))  # what stands beside the number is surely this unit's
        for k, (first, after, facts) in enumerate(groups)
        if k - 1 not in halves
    ]


def named(text: str) -> bool:
    """Whether a line is a unit's heading but for the regulator's number."""
    return heading_of(text) is not None or CODE_BEFORE.fullmatch(text) is not None


def run_of_facts(stream: Sequence[Passage], start: int) -> tuple[int, int, list[Passage]] | None:
    """Where the run of bare facts stands below a heading, and the facts; None where they follow at once or there is none before the outcomes."""
    first = last = start
    told: dict[str, Passage] = {}
    for position in range(start, min(start + FURTHEST, len(stream))):
        passage = stream[position]
        facts = bare_facts(passage)
        if facts and not facts.keys() & told.keys():
            first = first if told else beginning_of_row(stream, start, position)
            told |= {kind: Passage("", passage.place, cells=(LABELS[kind], value)) for kind, value in facts.items()}
            last = position + 1
        elif told and is_among_facts(passage):
            continue
        elif told or OUTCOME.match(passage.text) or UAN.search(passage.text) or fields_in(passage) or passage.marked:
            break
    return (first, last, list(told.values())) if len(told) >= FEWEST and first > start else None


def beginning_of_row(stream: Sequence[Passage], start: int, position: int) -> int:
    """Where the row begins whose first fact stands here: "Mandatory" and how the unit is graded may stand before it."""
    while position > start and is_beside(stream[position - 1].place, stream[position].place) and is_among_facts(stream[position - 1]):
        position -= 1
    return position


def is_beside(place: Place, other: Place) -> bool:
    return place.page == other.page and abs(place.first - other.first) <= 1


def is_among_facts(passage: Passage) -> bool:
    """Whether a short line may stand beside a fact or between two."""
    text = passage.text
    return len(text) < SHORT and not passage.marked and text[:1].isupper() and not text.endswith(".") and not strict_kind(text)


def bare_facts(passage: Passage) -> dict[str, str]:
    """What a passage tells that is a level, a number of credits or of hours, or several of these, and nothing else."""
    text = passage.text
    if (row := IN_ONE_ROW.fullmatch(text)) and len(passage.cells) < 2:
        return {"level": row[1], "credit": row[2], "glh": row[3]}
    if not text or len(text) > SHORT or len(passage.cells) > 1:
        return {}
    if level := FIELD["level"].fullmatch(text):
        return {"level": level[1]}
    if one := next(((kind, found[1]) for kind, form in VALUE_FIRST.items() if (found := form.fullmatch(text))), None):
        return dict([one])
    several = pairs_in(text) if text[0].isdigit() else {}
    return several if several.keys() <= LABELS.keys() else {}
