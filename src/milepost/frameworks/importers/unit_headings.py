"""Where a unit's own heading stands: above its facts, further up, or as a title without a number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from milepost.frameworks.importers.fields import heading_of, is_fact
from milepost.frameworks.importers.found import words_of
from milepost.frameworks.importers.sections import headingish, is_styled, section_kind
from milepost.frameworks.importers.source import KANA, Passage, Place, run_on

CODED = re.compile(r"^([A-Z]{0,4}[-./]?\d[\w.\-/]{0,7}(?: \d{2})?)\s*[:–—-]?\s+(\S.*)$")  # the awarding body's number before a title

LABELLED = re.compile(r"(?:(?:unit|assessment|grading) )?(?:level|type|method|size|status): [^.]{1,40}", re.IGNORECASE)

FURTHEST = 40  # passages between a unit's heading and its facts


def heading_before(
    stream: Sequence[Passage], group: int, floor: int, known: dict[str, str], taken: set[str]
) -> tuple[int, str, str, list[Place]]:
    """Where the unit's own heading begins, its number and title; the group itself when it has none.

    `known` gives the titles that the document's tables name, by their words; `taken` the numbers of the units before."""
    for back in (1, 2, 3):
        start = group - back
        if start < floor or stream[start].marked:
            break
        found = heading_of(stream[start].text)
        if found and found[0] not in taken:
            number, title = found
            between = [p for p in stream[start + 1 : group] if not (title and in_form(p))]
            if any(p.text.endswith(".") or p.marked for p in between):
                break
            rest = run_on(p.text for p in between)
            if title and rest and words_of(rest) not in words_of(title):
                whole = run_on([title, rest])
                if words_of(whole) not in known and not carries_on(stream[start], between):
                    break
                title = whole
            return start, number, title or rest, [stream[start].place, *(p.place for p in between)]
    last = group - 1
    if last >= floor and words_of(stream[last].text) in known:
        return last, "", stream[last].text, [stream[last].place]
    if last >= floor and (coded := CODED.match(stream[last].text)) and words_of(coded[2]) in known:
        return last, coded[1], coded[2], [stream[last].place]
    above = last - 1  # and below it the title in the other language
    coded = CODED.match(stream[above].text) if above >= floor and KANA.search(stream[last].text) else None
    if coded and coded[0].isascii() and words_of(coded[2]) in known and not (stream[last].marked or is_fact(stream[last].text)):
        return above, coded[1], coded[2], [stream[above].place, stream[last].place]
    return group, "", "", []


def in_form(passage: Passage) -> bool:
    """Whether a line is a label with its value, such as "Unit type:  Core": no part of the title above it."""
    return passage.cells[0].endswith(":") if len(passage.cells) == 2 else LABELLED.fullmatch(passage.text) is not None


def carries_on(heading: Passage, between: Sequence[Passage]) -> bool:
    """Whether a short line below a heading, set like it, is the heading's second line, or the title once more in brackets."""
    if len(between) == 1 and re.fullmatch(r"[(（][^()（）]{4,}[)）]", between[0].text):
        return True
    return len(between) == 1 and len(heading.text) > 24 and len(between[0].text) < len(heading.text) and heading.size == between[0].size


def heading_further_up(
    stream: Sequence[Passage], group: int, floor: int, body: float, taken: set[str]
) -> tuple[int, str, str, list[Place]]:
    """A unit heading that other text parts from the unit's facts."""
    for start in range(group - 4, max(floor, group - FURTHEST) - 1, -1):
        passage = stream[start]
        found = heading_of(passage.text) if not passage.marked else None
        if found and found[1] and found[0] not in taken and (is_styled(passage, body) or not body):
            return start, found[0], found[1], [passage.place]
    return group, "", "", []


def listed_title(stream: Sequence[Passage], group: int, floor: int, title: str, number: str) -> tuple[int, str, str, list[Place]]:
    """The line above the facts that is the title which the list of units gives this unit, whatever stands between; its number may stand above it."""
    words = words_of(title)
    for start in range(group - 2, max(floor, group - FURTHEST) - 1, -1) if words else ():
        for lines in over_one_or_two(stream, start):
            text = " ".join(p.text for p in lines)
            if words_of(text) != words:
                continue
            places = [p.place for p in lines]
            if start > floor and number and words_of(stream[start - 1].text) == words_of(number):
                return start - 1, number, text, [stream[start - 1].place, *places]
            return start, "", text, places
    return group, "", "", []


def over_one_or_two(stream: Sequence[Passage], start: int) -> Iterator[Sequence[Passage]]:
    """The lines in which a title may stand: one, or two where it is too long."""
    for end in (start + 1, start + 2):
        if end <= len(stream) and not any(p.marked for p in stream[start:end]):
            yield stream[start:end]


NEAR = 8  # passages between a title and facts that tell no number


def known_title(
    stream: Sequence[Passage], group: int, floor: int, known: dict[str, str], taken: set[str]
) -> tuple[int, str, str, list[Place]]:
    """The line above facts without the regulator's number that is a title of the list of units, whatever the unit is about stands between;
    its number may stand above it."""
    for start in range(group - 1, max(floor, group - NEAR) - 1, -1):
        for lines in over_one_or_two(stream, start):
            text = " ".join(p.text for p in lines)
            number = known.get(words_of(text))
            if not number or number in taken:
                continue
            places = [p.place for p in lines]
            if start > floor and words_of(stream[start - 1].text) == words_of(number):
                return start - 1, number, text, [stream[start - 1].place, *places]
            return start, number, text, places
    return group, "", "", []


def bare_title(stream: Sequence[Passage], group: int, floor: int, body: float, repeated: set[str]) -> tuple[int, str, str, list[Place]]:
    """The line above the facts as the unit's title, for documents that number no unit in a heading."""
    for start in (group - 1, group - 2):
        if start < floor or (stream[start].marked and not body):
            break
        passage = stream[start]
        text = re.sub(r"^(?:view )?unit(?: title)?\s*:\s*", "", passage.text, flags=re.IGNORECASE)
        coded = re.match(r"^([A-Z]{1,4} ?\d{1,4}[A-Za-z]?|\d{1,4})\s*[:–—-]?\s+([A-Z].*)$", text)
        named = replace(passage, text=coded[2] if coded else text, marked=passage.marked and not coded)
        styled = not body or passage.size > 1.2 * body or (passage.bold and stream[group].place.page == passage.place.page)
        if styled and headingish(named) and not section_kind(named, set(), 0) and words_of(named.text) not in repeated:
            return start, coded[1] if coded else "", named.text, [passage.place]
    return group, "", "", []
