"""Units that a list names one a line, with everything in words: "HR04 (K/941/1047) Clean a clock, Level 3, 6 credits, 44 hours"."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.source import Element, Passage, Row, Table

FEWEST = 2  # such lines one below the other
LONGEST = 200  # letters
HEADS = ["Unit reference", "Unit number", "Unit title", "Level", "Credit", "GLH"]
FACTS = {
    "level": re.compile(r"\b(?:at )?(?:level|L)\s?(\d)\b|\b(entry(?: level)? [123])\b|レベル\s*(\d)", re.IGNORECASE),
    "credit": re.compile(
        r"\bcredits?(?: value)?\s*:?\s*(\d{1,3})\b|\b(\d{1,3})[ -]credits?\b|(\d{1,3})\s*(?:クレジット|単位)|(?:クレジット|単位)(?:数|値)?\s*:?\s*(\d{1,3})", re.IGNORECASE
    ),
    "glh": re.compile(
        r"\b(?:glh|guided learning(?: hours)?)\s*:?\s*(\d{1,3})\b|\b(\d{1,3}) (?:glh|guided(?: learning)? hours|hours)\b"
        r"|(?:(?:指導|学習|授業)+時間(?:数)?\s*:?\s*)?(\d{1,3})\s*時間|GLH\s*(\d{1,3})", re.IGNORECASE
    ),
}  # fmt: skip
CODE = re.compile(r"^[\s(（\[]*([A-Z]{0,4}[-.]?\d{1,4}[a-z]?)(?=[\s(（\[:：.、,)）\]]|$)")
EMPTY = re.compile(r"[(（\[]\s*[)）\]]")
EDGES = " \t-–—―:：,、;；.|()（）[]・•／/"


def with_units_in_lines(elements: Sequence[Element]) -> list[Element]:
    """The elements, such lists as tables."""
    rows = [row_of(e) if isinstance(e, Passage) else None for e in elements]
    found: list[Element] = []
    for position, (element, row) in enumerate(zip(elements, rows, strict=True)):
        if row is None:
            found.append(element)
        elif position and rows[position - 1] is not None and isinstance(found[-1], Table):
            found[-1].rows.append(row)
        elif position + FEWEST <= len(rows) and rows[position + 1] is not None:
            found.append(Table([Row(list(HEADS), row.place), row]))
        else:
            found.append(element)
    return found


def row_of(passage: Passage) -> Row | None:
    """The unit that a line names; None for a line that lacks its number, title, level or credits."""
    text = passage.text
    number = UAN.search(text) if len(text) <= LONGEST and not passage.cells else None
    if number is None:
        return None
    rest = f"{text[: number.start()]} {text[number.end() :]}"
    facts: dict[str, str] = {}
    for kind, pattern in FACTS.items():
        if fact := pattern.search(rest):
            facts[kind] = next(g for g in fact.groups() if g)
            rest = f"{rest[: fact.start()]} {rest[fact.end() :]}"
    if not {"level", "credit"} <= set(facts):
        return None
    rest = re.sub(r"^\s*(?:unit|ユニット)\s+", "", EMPTY.sub(" ", rest).lstrip(EDGES), flags=re.IGNORECASE)
    code = CODE.match(rest)
    title = rest[code.end() :] if code else rest
    title = re.sub(r"\s*[,、–—―|;]\s*(?=[,、–—―|;]|$)", "", " ".join(title.split())).strip(EDGES)
    if len(title) < 4 or UAN.search(rest):
        return None
    level = facts["level"] if facts["level"].isdigit() else facts["level"].capitalize()
    return Row([number[0], code[1] if code else "", title, level, facts["credit"], facts.get("glh", "")], passage.place)
