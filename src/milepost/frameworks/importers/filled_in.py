"""The heads of a record to be filled in, which stand between what opens a list and its first statement: "Performance", "1 2", "Oral"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from milepost.frameworks.importers.evidence_below import begins_sentence
from milepost.frameworks.importers.numbering import OUTCOME, Numbering
from milepost.frameworks.importers.sections import LEAD_IN, RECORD, strict_kind
from milepost.frameworks.importers.source import Passage

FIRST_LETTER = re.compile(r"(?:\d{1,2} )?(\(?a[.)]\s.*)")  # the number before it heads the next column
LETTER = re.compile(r"\(?[a-z][.)]")
SECOND_LETTER = re.compile(r"\(?b[.)]\s")
NUMBERED = re.compile(r"\d{1,2}[.)]\s")
FIRST_NUMBER = re.compile(r"1[.)]? (?=\S)")
ASTRAY = re.compile(r"(\d{1,2}[.)]) ?(a[.)]\s.*)")  # the number of the next statement, above the list of the one before
BOX = re.compile(r"\s*(?:\[\s?\]|[☐□❏❑])$")  # to be ticked
BOXES_END = frozenset("]☐□❏❑")
SHORT = 48  # letters of a head
MOST_HEADS = 6
FAR = 24  # passages from a number to its statement


def without_heads(passages: Iterable[Passage], numbering: Numbering) -> list[Passage]:
    """The passages of a unit without boxes to tick and, where its outcomes have lettered statements, without the heads of columns to be filled in."""
    walk = [p for p in map(without_box, passages) if p.text or p.cells]
    walk = walk if numbering.shapes else with_letters(walk)
    if numbering.shapes or not any(FIRST_LETTER.match(p.text) for p in walk):
        return walk
    found: list[Passage] = []
    position = 0
    while position < len(walk):
        passage = walk[position]
        found.append(passage)
        position += 1
        if passage.marked:
            continue
        if LEAD_IN.match(passage.text):
            first = first_below(walk, position, FIRST_LETTER)
            if first is not None and any(SECOND_LETTER.match(p.text) for p in walk[first + 1 : first + 3]):
                lettered = FIRST_LETTER.match(walk[first].text)
                found.append(replace(walk[first], text=lettered[1] if lettered else walk[first].text))
                position = first + 1
        elif strict_kind(passage.text) == "evidence" and (first := first_below(walk, position, FIRST_NUMBER)) is not None:
            position = first
    return with_strayed([p for p in found if not (p.text[:1].isdigit() and RECORD.fullmatch(p.text))])  # "3 Date achieved" is no outcome


def with_letters(walk: list[Passage]) -> list[Passage]:
    """The passages; a letter that stands alone goes with the words below it."""
    found: list[Passage] = []
    for passage in walk:
        if found and LETTER.fullmatch(found[-1].text) and not passage.marked and passage.text:
            found[-1] = replace(passage, text=f"{found[-1].text} {passage.text}", marked=True)
        else:
            found.append(passage)
    return found


def without_box(passage: Passage) -> Passage:
    """A passage without the empty box behind it."""
    if passage.text[-1:] not in BOXES_END:
        return passage
    return replace(passage, text=BOX.sub("", passage.text), cells=tuple(cell for cell in passage.cells if BOX.sub("", cell)))


def first_below(walk: Sequence[Passage], position: int, pattern: re.Pattern[str]) -> int | None:
    """Where a list begins, if nothing but short heads stands above it."""
    for k in range(position, min(position + MOST_HEADS, len(walk))):
        text = walk[k].text
        if pattern.match(text) and len(text) > len("1 2 3"):
            return k
        if (
            len(text) > SHORT
            or NUMBERED.match(text)
            or (text[-1:] in ".:;" and not RECORD.fullmatch(text))
            or OUTCOME.match(text)
            or strict_kind(text) == "criteria"
        ):
            return None
    return None


def with_strayed(walk: list[Passage]) -> list[Passage]:
    """The passages; a number that was set above the list of the statement before goes with its own statement below the list."""
    for position in range(1, len(walk)):
        astray = ASTRAY.fullmatch(walk[position].text)
        if not astray or not walk[position - 1].text.endswith(":"):
            continue
        for k in range(position + 1, min(position + FAR, len(walk))):
            text = walk[k].text
            if OUTCOME.match(text) or NUMBERED.match(text):
                break
            if not walk[k].marked and begins_sentence(text) and text[-1:] in ".:" and not RECORD.fullmatch(text):
                walk[position] = replace(walk[position], text=astray[2])
                walk[k] = replace(walk[k], text=f"{astray[1]} {text}", marked=True)
                break
    return walk
