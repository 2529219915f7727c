"""Numbers before which a document sets a letter for the kind of outcome: "U1 Understand ...", "U1.1 Explain ...", "An2.3 Analyse ...".

They are read without the letter, and have it again in what was understood."""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace

from milepost.frameworks.importers.checks import Sources
from milepost.frameworks.importers.source import Element, Line, Passage, Row

CRITERION = re.compile(r"(?:^|\s{2})\s*(?!AC|PC|LO)([A-Z][a-z]?)(\d{1,2})\.\d{1,2}(?=\s|$)")
OUTCOME = re.compile(r"^\s*([A-Z][a-z]?)(\d{1,2}) (?=[A-Z][a-z])")
FEWEST_CRITERIA, FEWEST_OUTCOMES = 8, 3
END = "\uffff"  # after every number of a unit

type Marks = frozenset[tuple[str, str]]  # the letters and the number of each outcome


def marks_of(texts: Iterable[str]) -> Marks:
    """The numbers of outcomes that have letters before them, with the letters; none in nearly every document."""
    criteria: list[tuple[str, str]] = []
    outcomes: set[tuple[str, str]] = set()
    for text in texts:
        if "." in text and (found := CRITERION.search(text)):
            criteria.append((found[1], found[2]))
        elif found := OUTCOME.match(text):
            outcomes.add((found[1], found[2]))
    both = outcomes & set(criteria)
    return frozenset(criteria) if len(criteria) >= FEWEST_CRITERIA and len(both) >= FEWEST_OUTCOMES else frozenset()


def without_letters(text: str, marks: Marks, *, filled: str = "") -> str:
    """A text that begins with such a number, without its letters, or with as many of another sign in their place."""
    found = CRITERION.match(text) or OUTCOME.match(text)
    if not found or (found[1], found[2]) not in marks:
        return text
    return text[: found.start(1)] + filled * len(found[1]) + text[found.end(1) :]


def lines_without_letters(lines: list[Line]) -> list[Line]:
    """The lines, each word of them where it stood."""
    marks = marks_of(line.text for line in lines)
    return [Line(line.page, line.number, without_letters(line.text, marks, filled=" ")) for line in lines] if marks else lines


def elements_without_letters(elements: list[Element]) -> list[Element]:
    """The passages and tables; they are changed in place."""
    told = [e.text for e in elements if isinstance(e, Passage)]
    held = [cell for e in elements if not isinstance(e, Passage) for row in e.rows for cell in row.cells]
    marks = marks_of([*told, *held])
    for element in elements if marks else ():
        if isinstance(element, Passage):
            element.text = without_letters(element.text, marks)
            continue
        element.rows = [Row([without_letters(cell, marks) for cell in row.cells], row.place) for row in element.rows]
        for part in (part for parts in element.parts for cell in parts for part in cell):
            part.text = without_letters(part.text, marks)
    return elements


def put_back(units: Sequence[Sources], lines: Sequence[Line]) -> None:
    """Gives outcomes and criteria the letters that stand before their numbers between the unit's first line and the next unit's."""
    marks = marks_of(line.text for line in lines)
    if not marks:
        return
    starts = sorted((unit.pages[0].start.page, unit.pages[0].start.first, unit.uan) for unit in units if unit.pages)
    printed: dict[str, dict[str, str]] = {}
    for line in lines:
        found = CRITERION.match(line.text) or OUTCOME.match(line.text)
        at = bisect(starts, (line.page, line.number, END)) - 1
        if found and at >= 0 and (found[1], found[2]) in marks:
            printed.setdefault(starts[at][2], {}).setdefault(found[2], found[1])
    for unit in units:
        letters = printed.get(unit.uan, {})
        for outcome in (outcome for page in unit.pages for outcome in page.outcomes):
            before = letters.get(outcome.number, "")
            outcome.criteria = [replace(c, number=f"{before}{c.number}") for c in outcome.criteria]
            outcome.number = f"{before}{outcome.number}"
