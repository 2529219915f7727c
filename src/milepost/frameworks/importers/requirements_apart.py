"""Evidence requirements whose numbers and letters a text holds apart from their words: "1", "2", "3", then three statements, and the marks of a
list above all that it lists. Where numbers and statements do not come out even, nothing of that section is touched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from milepost.frameworks.importers.fields import WHOLE_LABEL, heading_of
from milepost.frameworks.importers.sections import CLOSING, strict_kind
from milepost.frameworks.importers.source import Line, Where

HEADED = re.compile(r"(?:\w+ ){0,2}(?:[Ee]vidence|[Rr]equirements?)\b.{0,60}")
NUMBER = re.compile(r"\(?(\d{1,2})[.):]?(?: +(?=[^\W\d])(\S.*))?")
LETTER = re.compile(r"(\(?([a-z])[.)]?)(?: +(\S.*))?")
ENDS = re.compile(r"_{3}|\.{6}|^(?:signed|signature|learner name|candidate name)\b", re.IGNORECASE)
STOPS = (".", ":", ";", "?")
MOST_LINES = 120  # of a section


@dataclass(slots=True)
class Section:
    """The lines of one section and what was understood of them."""

    numbers: list[tuple[Line, str]] = field(default_factory=list)  # with the words that stand behind
    statements: list[list[Line]] = field(default_factory=list)
    letters: list[tuple[Line, str]] = field(default_factory=list)  # marks that wait for their words
    gone: list[Line] = field(default_factory=list)
    changed: list[tuple[Line, str]] = field(default_factory=list)
    apart: bool = False  # whether anything stands apart from its words


def requirements_apart(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that are marks of others, and what those say then."""
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    for position, line in enumerate(lines):
        text = line.text.strip()
        if text[:1].isupper() and HEADED.fullmatch(text) and strict_kind(text) == "evidence" and (line.page, line.number) not in skip:
            section = read(list(below(lines, position + 1, skip)))
            if section and section.apart:
                gone.update((mark.page, mark.number) for mark in section.gone)
                changed |= {(of.page, of.number): words for of, words in section.changed}
    return gone, changed


def below(lines: Sequence[Line], start: int, skip: set[Where]) -> Iterator[tuple[Line, bool]]:
    """The lines of the section below a heading, each with whether it stands right below the one before."""
    gap = True
    for line in lines[start : start + MOST_LINES]:
        text = line.text.strip()
        if not text or (line.page, line.number) in skip:
            gap = True
            continue
        if ENDS.search(text) or (text[0].isupper() and (strict_kind(text) or heading_of(text) or CLOSING.match(text) or is_label(text))):
            return
        yield line, not gap
        gap = False


def is_label(text: str) -> bool:
    return WHOLE_LABEL.fullmatch(text.rstrip(": ")) is not None


def read(lines: Sequence[tuple[Line, bool]]) -> Section | None:
    """What the lines of a section say; None where its numbers and its statements, or a list and its marks, do not come out even."""
    section = Section()
    first = NUMBER.fullmatch(lines[0][0].text.strip()) if lines else None
    if not first or first[1] != "1":
        return None
    before = ""
    waits = False  # whether the line before is a number that may have its words below it
    filled = False  # whether it is the words of a mark from a stack
    for line, close in lines:
        text = line.text.strip()
        if found := NUMBER.fullmatch(text):
            if int(found[1]) != len(section.numbers) + 1:
                if found[2] or close:
                    return None
                section.gone.append(line)  # the number of the page
                section.apart = True
                continue
            section.numbers.append((line, found[1]))
            section.apart = section.apart or (waits and not found[2])
            waits = not found[2]
            if found[2]:
                section.statements.append([line])
                before = found[2]
            else:
                section.gone.append(line)
            continue
        if filled and not section.letters and close and text[0].islower() and not LETTER.fullmatch(text):
            return None  # which of the lines go together cannot be told
        filled = False
        if found := LETTER.fullmatch(text) if not section.letters or len(text) < 4 else None:
            if not section.statements:
                return None
            if text[:2] == "a " and before and before[-1] != ":":
                before = text
                continue
            if found[3]:
                section.statements[-1].append(line)
            else:
                section.letters.append((line, found[1]))
            section.apart = section.apart or waits
            before, waits = "", False
        elif section.letters:
            section.changed.append((line, f"{section.letters[0][1]} {text}"))
            section.gone.append(section.letters.pop(0)[0])
            section.apart = filled = True
            before, waits = "", False
        elif text[0].isupper() and (not before or before.endswith(STOPS) or not close):
            section.apart = section.apart or len(section.statements) + 1 != len(section.numbers)
            section.statements.append([line])
            before, waits = text, False
        elif section.statements:
            before = text if before else before
        else:
            return None
    if len(section.numbers) != len(section.statements) or section.letters:
        return None
    for (_mark, number), statement in zip(section.numbers, section.statements, strict=True):
        if not NUMBER.fullmatch(statement[0].text.strip()):
            section.changed.append((statement[0], f"{number} {statement[0].text.strip()}"))
    return section
