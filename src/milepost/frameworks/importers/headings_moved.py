"""Headings of the parts of a qualification that a text sets below all of its tables of units, moved up to the tables that they head."""

from collections.abc import Iterable

from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.rules import group_heading
from milepost.frameworks.importers.source import Element, Passage, Table

FURTHEST = 3  # passages from one heading to the next
NO_PART = ("", None)


def with_headings_moved(elements: Iterable[Element]) -> list[Element]:
    """The elements; where as many headings of different parts stand below tables of units as of these follow another with heads of their own and
    none between, each heading goes to its table."""
    found = list(elements)
    position = 0
    while position < len(found):
        last = position
        while last < len(found) and lists_units(found[last]):
            last += 1
        if last - position > 1 and (headings := headings_below(found, last)) and len(headings) == last - position - 1:
            below = [found[k] for k in headings]
            rest = [element for k, element in enumerate(found[last:], last) if k not in headings]
            headed = [part for heading, table in zip(below, found[position + 1 : last], strict=True) for part in (heading, table)]
            found = [*found[: position + 1], *headed, *rest]
            last += len(headings)
        position = max(last, position + 1)
    return found


def lists_units(element: Element) -> bool:
    """Whether this is a table of units below a row of heads."""
    if isinstance(element, Passage) or len(element.rows) < 2 or UAN.search(" ".join(element.rows[0].cells)):
        return False
    return bool(UAN.search(" ".join(element.rows[1].cells)))


def headings_below(elements: list[Element], start: int) -> list[int]:
    """Where the headings of different parts stand from here, one not far below the other; none where a table follows, which may be theirs."""
    found: list[int] = []
    parts: list[tuple[str, bool | None]] = []
    for position in range(start, len(elements)):
        element = elements[position]
        if position - (found[-1] if found else start - 1) > FURTHEST:
            break
        if isinstance(element, Table):
            return []
        part = group_heading(element.text)
        if part == NO_PART or element.marked:
            continue
        if part in parts:
            return []
        found.append(position)
        parts.append(part)
    return found
