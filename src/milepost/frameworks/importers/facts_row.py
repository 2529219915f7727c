"""The facts of a unit in two lines: labels side by side, their values below in the same order."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.fields import LABELS, ORDER, VALUES, WHOLE_LABEL
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Passage, Place, Where, tidy

FEWEST = 3
LONGEST = 110  # letters of a line of labels
LABEL = {kind: re.compile(rf"(?:{LABELS[kind]})(?=\s|:|$):?\s*", re.IGNORECASE) for kind in ORDER}
VALUE = {kind: VALUES[kind] for kind in ORDER} | {"title": r"\D.*\S"}
DIGIT = re.compile(r"\d")
KNOWN = re.compile(r"level|credit|reference|accreditation|\buan\b|\burn\b|unit", re.IGNORECASE)


def labels_in(text: str, taken: tuple[str, ...] = ()) -> list[tuple[str, str]] | None:
    """(kind, label) of each, where the text is nothing but labels of different facts: the reading with the most labels."""
    if not text:
        return []
    found: list[list[tuple[str, str]]] = []
    for kind in ORDER:
        label = LABEL[kind].match(text) if kind not in taken else None
        rest = labels_in(text[label.end() :], (*taken, kind)) if label else None
        if label and rest is not None:
            found.append([(kind, label[0].strip(" :")), *rest])
    return max(found, key=len, default=None)


def labels_of_facts(text: str) -> list[tuple[str, str]]:
    """The labels of a line that names at least three facts of a unit and tells none; empty for any other line."""
    if DIGIT.search(text) or not WHOLE_LABEL.match(text.lstrip()) or not KNOWN.search(text):
        return []  # asked of every line
    text = tidy(text)
    if len(text) > LONGEST or len(text.split()) < FEWEST:
        return []
    labels = labels_in(text) or []
    kinds = {kind for kind, _label in labels}
    return labels if len(labels) >= FEWEST and ("uan" in kinds or {"level", "credit"} <= kinds) else []


def facts_below_labels(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """A line of labels and the line of their values; None where a second line of values makes it a table of units."""
    labels = labels_of_facts(lines[start].text)
    if not labels or "\t" in lines[start].text or any(kind == "title" for kind, _label in labels):
        return None  # with titles it is a list of units, if only of one
    below = [
        k for k in range(start + 1, min(start + 5, len(lines))) if lines[k].text.strip() and (lines[k].page, lines[k].number) not in skip
    ]
    row = re.compile(r"\s+".join(f"({VALUE[kind]})" for kind, _label in labels), re.IGNORECASE)
    values = row.fullmatch(tidy(lines[below[0]].text)) if below else None
    if not values or (len(below) > 1 and row.fullmatch(tidy(lines[below[1]].text))):
        return None
    line = lines[below[0]]
    place = Place(line.page, line.number, line.number)
    return Made([Passage("", place, cells=(label, value)) for (_kind, label), value in zip(labels, values.groups(), strict=True)], below[0])
