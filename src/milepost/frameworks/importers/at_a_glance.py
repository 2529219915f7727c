"""Several qualifications side by side: a column for each, a row for each fact ("Entry code", "09417", "09418")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from milepost.frameworks.importers.covers import kind_of
from milepost.frameworks.importers.identifiers import QAN
from milepost.frameworks.importers.source import Element, Row, Table
from milepost.frameworks.importers.tables import QualificationRow, level_of


@dataclass(slots=True)
class Beside:
    """The rows that were met since the last passage, as facts of so many columns."""

    titles: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    accredited: list[str] = field(default_factory=list)
    first: Row | None = None


LEVEL_ABOVE = re.compile(r"level \d (?=.*\blevel \d\b)", re.IGNORECASE)  # the head of a column, run into the title below it


def side_by_side(elements: Iterable[Element]) -> list[QualificationRow]:
    """The qualifications that have a column each; none where fewer than two have a number of the regulator's in one row."""
    facts = Beside()
    for element in elements:
        if not isinstance(element, Table):
            if made := rows_of(facts):
                return made
            facts = Beside()
            continue
        labelled = ""
        for row in element.rows:
            labelled = add(facts, row, labelled)
    return rows_of(facts)


def add(facts: Beside, row: Row, labelled: str) -> str:
    """Takes what a row tells; returns what its label names, for a title may go on in the next row, which has none."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if labelled == "title" and len(cells) == len(facts.titles) and kind_of(cells[0].rstrip(": ")) == "" and not row.cells[0].endswith(":"):
        facts.titles = [f"{title} {rest}" for title, rest in zip(facts.titles, cells, strict=True)]
        return labelled
    if len(cells) < 3:
        return ""
    label, values = cells[0], cells[1:]
    if all(QAN.search(value) for value in values) and not QAN.search(label):
        facts.accredited = [found[0] for value in values if (found := QAN.search(value))]
        facts.first = facts.first or row
        return "accredited"
    kind = kind_of(label.rstrip(": "))
    if kind == "title":
        facts.titles = [LEVEL_ABOVE.sub("", value) for value in values] if all(map(LEVEL_ABOVE.match, values)) else values
        facts.first = row
    elif kind == "level":
        facts.levels = [level_of(value) or level_of(f"Level {value}") for value in values]
    elif kind == "number" and not facts.numbers:
        facts.numbers = values
    return kind


def rows_of(facts: Beside) -> list[QualificationRow]:
    count = len(facts.accredited)
    if count < 2 or len(facts.titles) != count or facts.first is None:
        return []

    def each(values: Sequence[str]) -> Sequence[str]:
        return values if len(values) == count else [""] * count

    return [
        QualificationRow(facts.first.place, number=number, title=title, level=level or level_of(title), accreditation_number=accredited)
        for number, title, level, accredited in zip(each(facts.numbers), facts.titles, each(facts.levels), facts.accredited, strict=True)
    ]
