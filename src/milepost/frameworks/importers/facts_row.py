"""The facts of a unit in two lines: labels side by side, their values below in the same order."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from milepost.frameworks.importers.fields import LABELS, ORDER, VALUES, WHOLE_LABEL
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Passage, Place, Where, filled, tidy

FEWEST = 3
LONGEST_LABEL = 40  # letters
LONGEST = 110  # letters of a line of labels
LABEL = {kind: re.compile(rf"(?:{LABELS[kind]})(?=\s|:|$):?\s*", re.IGNORECASE) for kind in ORDER}
OTHER = re.compile(
    r"(?!(?:\w+ )?(?i:titles?|names?)\b)[A-Z][\w/-]*(?:\(s\))?(?: [a-z]\w*(?:\(s\))?){0,2}?(?=\s+[A-Z]|\s*$)\s*"
)  # "Status", "Taken by"
FIRST = re.compile(rf"(?i:{WHOLE_LABEL.pattern})|{OTHER.pattern}")
OTHERS = ("other", "another", "a third")  # as many labels may be those of facts that nobody keeps
MOST_CELLS = 9
MOST = 24  # ways to read one line
NUMBER = r"[A-Z]{1,4}\d{1,4} \d{2}|" + VALUES["number"]
VALUE = {kind: VALUES[kind] for kind in ORDER} | {"title": r"\D.*\S", "number": NUMBER, **dict.fromkeys(OTHERS, r"[^\d\s].*?|\S+")}
DIGIT = re.compile(r"\d")
KNOWN = re.compile(r"level|credit|reference|accreditation|\buan\b|\burn\b|unit", re.IGNORECASE)


def readings(text: str, taken: tuple[str, ...] = ()) -> Iterator[list[tuple[str, str]]]:
    """Every way to read a text as nothing but labels of different facts, (kind, label) each; one of them may be no fact of ours."""
    if not text:
        yield []
        return
    for kind in (*ORDER, *OTHERS):
        label = (OTHER if kind in OTHERS else LABEL[kind]).match(text) if kind not in taken and follows_others(kind, taken) else None
        for rest in readings(text[label.end() :], (*taken, kind)) if label else ():
            yield [(kind, label[0].strip(" :")), *rest] if label else rest


def follows_others(kind: str, taken: tuple[str, ...]) -> bool:
    """Whether the ones before it of several unknown labels are taken already."""
    return kind not in OTHERS or all(other in taken for other in OTHERS[: OTHERS.index(kind)])


def facts_named(text: str) -> list[list[tuple[str, str]]]:
    """The ways to read a line that names at least three facts of a unit and tells none; the likelier first."""
    if DIGIT.search(text) or not FIRST.match(text.lstrip()) or not KNOWN.search(text):
        return []  # asked of every line
    text = tidy(text)
    if len(text) > LONGEST or len(text.split()) < FEWEST:
        return []
    found = []
    for labels in islice(readings(text), MOST):
        kinds = {kind for kind, _label in labels} - set(OTHERS)
        if len(kinds) >= FEWEST and ("uan" in kinds or {"level", "credit"} <= kinds):
            found.append(labels)
    return sorted(found, key=lambda labels: (sum(kind in OTHERS for kind, _label in labels), -len(labels)))


def labels_of_facts(text: str) -> list[tuple[str, str]]:
    """The labels of such a line; empty for any other line."""
    return next(iter(facts_named(text)), [])


def facts_below_labels(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """A line of labels and the line of their values; None where a second line of values makes it a table of units."""
    if "\t" in lines[start].text or not (ways := facts_named(lines[start].text)):
        return None
    if any(kind == "title" for labels in ways for kind, _label in labels):
        return None  # with titles it is a list of units, if only of one
    below = list(filled(lines, start + 1, skip, within=5))
    for labels in ways if below else ():
        row = re.compile(r"\s+".join(f"({VALUE[kind]})" for kind, _label in labels), re.IGNORECASE)
        values = row.fullmatch(tidy(lines[below[0]].text))
        if not values:
            continue
        if any(row.fullmatch(tidy(lines[k].text)) for k in below[1:]):
            return None
        line = lines[below[0]]
        place = Place(line.page, line.number, line.number)
        made = [Passage("", place, cells=(label, value)) for (_kind, label), value in zip(labels, values.groups(), strict=True)]
        return Made(made, below[0])
    return None


def facts_in_turn(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """Labels each on a line of its own, and then their values in the same order; None where a second row of values makes it a table of units."""
    if not is_label(lines[start].text):
        return None
    ahead = islice(filled(lines, start, skip, within=6 * MOST_CELLS), MOST_CELLS)
    labels = list(takewhile(is_label, (tidy(lines[k].text) for k in ahead)))
    if len(labels) < FEWEST:
        return None  # as nearly always
    walk = list(filled(lines, start, skip, within=6 * MOST_CELLS))
    texts = [tidy(lines[k].text) for k in walk]
    for count in range(len(labels), FEWEST - 1, -1):
        for kinds in (way for way in facts_named(" ".join(labels[:count])) if len(way) == count):
            rows = [
                all(
                    re.fullmatch(VALUE[kind], text, re.IGNORECASE)
                    for (kind, _label), text in zip(kinds, texts[at : at + count], strict=True)
                )
                for at in (count, 2 * count)
                if len(texts) >= at + count
            ]
            if rows and rows[0] and not any(rows[1:]) and not any(kind == "title" for kind, _label in kinds):
                places = [Place(lines[k].page, lines[k].number, lines[k].number) for k in walk[count : 2 * count]]
                cells = zip(places, kinds, texts[count : 2 * count], strict=True)
                return Made([Passage("", place, cells=(label, text)) for place, (_kind, label), text in cells], walk[2 * count - 1])
    return None


def is_label(text: str) -> bool:
    """Whether a line may be one label: words that begin with a capital, without a number."""
    text = text.strip()
    return 0 < len(text) < LONGEST_LABEL and text[0].isupper() and not DIGIT.search(text) and bool(FIRST.fullmatch(text))
