"""The labels of the sections on a unit's pages, over several lines or before their words in one; numbers and names that belong to other lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from milepost.frameworks.importers.fields import fields_in, heading_of
from milepost.frameworks.importers.found import UnitPages
from milepost.frameworks.importers.lexicon import is_japanese
from milepost.frameworks.importers.numbering import Numbering
from milepost.frameworks.importers.sections import WHO, strict_kind
from milepost.frameworks.importers.source import Passage, Place, join_lines

NUMBERED = re.compile(r"(\d{1,2})[.):]?\s+(\S.*)")
OF_UNIT = re.compile(r"\s*[-–—:(,]?\s*\b(?:(?:for|of|in|to)\s+)?(?:(?:this|the)\s+)?(?:unit|module)?\s*$", re.IGNORECASE)
BARE = re.compile(r"^(\d{1,2})[.)]?(?: \|)?$")
UNENDED = re.compile(
    r"(?:\b(?:the|a|an|of|and|or|to|for|with|in|on|by|from|under|as|at|their|its|this|that|which|any)|[’']s|,)$", re.IGNORECASE
)
NO_WORDS = re.compile(r"(?i)\(if \w+\)|(?:\d{1,2}[.)]?\s*)+|(?:(?:optional|required|not used|not required)\s*)+")  # of a list, of a table
UNHEADED_AIM = re.compile(
    r"(?:(?:this unit|the (?:aim|purpose) of this unit) (?:is|aims|will|covers|provides|enables)|this is an? [\w ]{3,40}\bunit|in this unit|you will)\b.{40,}\.$",
    re.IGNORECASE,
)
LED = re.compile(
    rf"^(?:the )?{WHO} (?:(?:will|should|must|can|needs? to|is able to)(?: be able to)?\s*:\s*(?=\S)|(?:will|should|must) (?=be\b|have\b|know|understand|\w+ ))",
    re.IGNORECASE,
)  # before an outcome's own words
COUNTED = re.compile(
    r"(?:this unit )?(?:counts?|contributes?) (?:towards|for|to)\s*:?\s+((?=.*\d)[^.]{4,120})", re.IGNORECASE
)  # a code of each qualification
LONGEST_LABEL = 40  # letters
LONGEST_REST = 60  # letters of another line of a label
LONGEST_LINE = 70  # letters of the first line of a label
SHORTEST_LINE = 24  # letters of a line of Japanese that the column broke
MOST_LINES = 5  # of a label
MOST_WORDS = 7  # of a label
LONGEST_HEADING = 160  # letters
NOTHING_BELOW = Passage("", Place(0, 0, 0))


def whole_labels(passages: list[Passage]) -> list[Passage]:
    """The passages, the lines of a section's heading that was too long for its column as one."""
    found: list[Passage] = []
    position = 0
    while position < len(passages):
        lines = lines_of_label(passages, position)
        text = " ".join(p.text for p in passages[position : position + lines])
        if lines == 1 and (more := lines_beside(passages, position)):
            words = join_lines([passages[position].cells[1], *(p.text for p in passages[position + 1 : position + 1 + more])])
            found.append(replace(passages[position], cells=(passages[position].cells[0], words), text=""))
            position += more
        else:
            found.append(replace(passages[position], text=text) if lines > 1 else passages[position])
        position += lines
    return found


def lines_beside(passages: Sequence[Passage], position: int) -> int:
    """How many lines below a label and its words go on with these, where the words are Japanese and their sentence has no end."""
    passage = passages[position]
    if len(passage.cells) != 2 or len(passage.cells[1]) < SHORTEST_LINE or not is_japanese(passage.cells[1]) or passage.marked:
        return 0
    last, text = passage.place, passage.cells[1]
    for count, below in enumerate(passages[position + 1 : position + 1 + MOST_LINES]):
        goes_on = below.place.page == last.page and below.place.first == last.last + 1 and not (below.marked or below.cells)
        if text[-1:] in "。.:：" or not goes_on or strict_kind(below.text) or not is_japanese(below.text):
            return count
        last, text = below.place, below.text
    return 0


def lines_of_label(passages: Sequence[Passage], position: int) -> int:
    """Over how many lines the section's heading runs that begins here; one where none does."""
    first = passages[position]
    if first.marked or first.cells or first.text[-1:] in (".", ":") or len(first.text) > LONGEST_LINE:
        return 1
    text, most = first.text, 1
    for count, passage in enumerate(passages[position + 1 : position + MOST_LINES], 2):
        text = f"{text} {passage.text}"
        if (
            (passage.marked and passage.text[:2] != "a ")
            or passage.cells
            or not passage.text[:1].islower()
            or len(passage.text) > LONGEST_REST
            or text.endswith(".")
        ):
            break
        most = count if len(text) < LONGEST_HEADING and strict_kind(text) else most
    return most


def form_sections(passages: Sequence[Passage]) -> list[Passage]:
    """The sections that stand between the facts in the form at a unit's head."""
    return [
        p
        for p, below in zip_longest(passages, passages[1:], fillvalue=NOTHING_BELOW)
        if (len(p.cells) == 2 and strict_kind(p.cells[0]))
        or (not p.cells and len(below.text) > LONGEST_REST and strict_kind(p.text) == "aim" and not fields_in(below))
        or (
            not p.cells
            and (
                len(p.text) > 60 or (":" in p.text and strict_kind(p.text.partition(":")[0])) or label_before(p.text, in_form=True)[1] != ""
            )
            and not fields_in(p)
        )
    ]


def label_before(text: str, *, in_form: bool = False) -> tuple[str, str]:
    """A label and the sentence after it, in a text that lost the gap between them: "Unit aim To develop ...".

    `in_form`: among the facts of a unit, where a label may have words that are no sentence ("Assessment Portfolio of evidence")."""
    words = text.split(maxsplit=MOST_WORDS) if in_form or text.endswith(".") else ()
    for count in range(min(len(words) - 1, MOST_WORDS), 0, -1):
        if words[count][0].isupper() and strict_kind(label := " ".join(words[:count])):
            return label, text[len(label) :].strip()
    return text, ""


def apart_from_first(text: str, number: str) -> tuple[str, str]:
    """An outcome's words, and its first criterion where that stands in the same line: "Be able to bend tube 2.1 Heat glass"."""
    found = re.fullmatch(rf"(\S.{{5,}}?) ({re.escape(number)}\.1[.):]? [^\W\d].*)", text)
    return (found[1], found[2]) if found else (text, "")


def words_after(text: str, number: str) -> str:
    """An outcome's words without its own number, where they have it once more: "The learner will: 1. Be able to ..."."""
    again = NUMBERED.fullmatch(text)
    return again[2] if again and again[1] == number else text


def without_name(text: str, unit: UnitPages) -> str:
    """A heading without the number and the title of the unit itself: "Evidence requirements for unit 4"."""
    names = [unit.number.value] if unit.number else []
    names += [f"{number} {t.value}" for number in names for t in unit.titles] + [t.value for t in unit.titles]
    for name in sorted(names, key=len, reverse=True):
        if name not in text:
            continue
        before, _name, after = text.partition(name)
        before = OF_UNIT.sub("", before).strip(" :–—-.,(")
        if not before or not after.strip(" )]"):
            return before or after.strip(" :–—-.,")
    return text


def with_numbers(passages: Sequence[Passage], numbering: Numbering) -> Iterator[Passage]:
    """The passages; a number that stands alone on its line goes with the line after it."""
    before: Passage | None = None
    expected = 1
    for passage in passages:
        bare = BARE.match(passage.text)
        fits = numbering.is_bare(passage.text) or bool(bare and int(bare[1]) in (1, expected))
        # a section's heading: the number is of another cell, or the value of another label
        section = strict_kind(passage.cells[0] if len(passage.cells) == 2 else passage.text if before and "." in before.text else "")
        if before and (section or heading_of(passage.text)):  # torn from a list above
            yield passage
            before = None
        elif before and not fits:
            first, last = before.place, passage.place
            place = Place(first.page, first.first, last.last if last.page == first.page else first.last)
            number = re.sub(r"[ |]+$", "", before.text)
            yield Passage(f"{number} {re.sub(r'[ |]+$', '', passage.text)}", place, marked=True)
            before = None
        elif fits:
            before = passage
            expected = int(bare[1]) + 1 if bare else expected
        else:
            listed = NUMBERED.match(passage.text)
            if listed and int(listed[1]) in (1, expected):
                expected = int(listed[1]) + 1
            yield passage
