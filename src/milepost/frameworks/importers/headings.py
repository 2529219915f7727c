"""Headings of units in a text that had the word and the number at the left, one above the other, and the title at the right."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.fields import UNTITLED, fields_in, heading_of, is_fact
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Passage, Place, join_lines, tidy

BEGINS = re.compile(r"\W*(?:unit|module)", re.IGNORECASE)  # asked first: few lines do
WORD = re.compile(r"^(unit|module)(?:\s+(?-i:(?=[A-Z]))(\S.*))?$", re.IGNORECASE)
NUMBER = re.compile(r"^([A-Z]{0,4}[-.]?\d[\w.\-/]{0,7})(?:\s+(\S.*))?$")
LONGEST = 120  # letters of the first line
LOOKED_AT = 10  # lines in which the number and the facts stand
FACTS = 2  # facts of a unit below, or it is no heading


def parted_heading(lines: Sequence[Line], start: int, vocabulary: frozenset[str]) -> Made | None:
    """ "Unit   Title", with the number in front of one of the lines below, and the facts of the unit after it."""
    first = lines[start]
    if not BEGINS.match(first.text):
        return None
    words = WORD.match(tidy(first.text))
    if not words or heading_of(words[0]) or len(words[0]) > LONGEST or words[0].endswith((".", ":")) or a_fact(words[0]):
        return None
    number, title, facts, last = "", [words[2]] if words[2] else [], list[Passage](), start
    for position in range(start + 1, min(start + LOOKED_AT, len(lines))):
        line = lines[position]
        text = tidy(line.text)
        if line.page != first.page or not text:
            break
        if not number and (numbered := NUMBER.match(text)) and (a_fact(numbered[2] or "") or not a_fact(text)):
            number, text = numbered[1], numbered[2] or ""
        if text and a_fact(text):
            facts.append(Passage(text, Place(line.page, line.number, line.number)))
        elif text and facts:
            break
        elif text:
            title.append(text)
        last = position
    if not number or len(facts) < FACTS:
        return None
    named = Passage(f"{words[1]} {number} {join_lines(title, vocabulary)}", Place(first.page, first.number, first.number))
    return Made([named, *facts], last)


def a_fact(text: str) -> bool:
    return is_fact(text, UNTITLED) or bool(fields_in(Passage(text, Place(1, 1, 1))))
