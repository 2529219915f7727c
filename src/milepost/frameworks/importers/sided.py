"""Forms in a text whose labels or values run over several lines, with a gutter of spaces between."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.alongside import NARROWEST
from milepost.frameworks.importers.columns import SLACK, is_parted, pieces_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Line, Place, Row, Table, join_lines, tidy

TIGHT = re.compile(
    r"([A-Z].*\b(?:number|no\.?|code|reference|level|value|hours)) (\S*\d\S*)", re.IGNORECASE
)  # a label as wide as its column


def form_over_lines(lines: Sequence[Line], start: int, vocabulary: frozenset[str]) -> Made | None:
    """A form whose labels or values run over several lines: labels at the left, what they say at the right."""
    if not is_parted(lines[start].text):
        return None
    first = pieces_of(lines[start].text)
    if len(first) != 2 or first[1][0] < NARROWEST or not first[0][1][:1].isupper() or OUTCOME.match(first[0][1]):
        return None
    edge, begin = first[1][0], first[0][0]
    if edge - begin - len(first[0][1]) < 3 and not first[0][1].endswith(":"):
        return None
    found: list[tuple[list[str], list[str], list[Line]]] = []
    wrapped = False
    last, spaced = start, False
    for position in range(start, len(lines)):
        line = lines[position]
        if not line.text.strip() and line.page == lines[last].page:
            spaced = True  # each row of such a form may stand by itself
            continue
        sides = sides_of(line.text, edge, begin)
        if sides is None or (spaced and not (all(sides) and starts_row(line.text, edge, begin))):
            break
        spaced = False
        label, value = sides
        more = bool(found) and (not label or not (label[:1].isupper() or label[:1].isdigit()))
        if not more and not value:
            break
        if more:
            found[-1][0].extend([label] if label else [])
            found[-1][1].extend([value] if value else [])
            found[-1][2].append(line)
            wrapped = True
        else:
            wrapped = wrapped or bool(value and len(pieces_of(line.text)) == 1)
            found.append(([label], [value], [line]))
        last = position
    if not wrapped or (len(found) < 2 and not strict_kind(" ".join(found[0][0]))):
        return None
    rows = [
        Row([join_lines(labels, vocabulary), join_lines(values, vocabulary)], Place(of[0].page, of[0].number, of[-1].number))
        for labels, values, of in found
    ]
    return Made(Table(rows), last)


def starts_row(text: str, edge: int, begin: int) -> bool:
    """Whether a line below an empty one begins another row of the same form."""
    (at, words), *rest = pieces_of(text)
    return (
        len(rest) == 1 and abs(rest[0][0] - edge) < SLACK and abs(at - begin) < SLACK and words[:1].isupper() and not OUTCOME.match(words)
    )


def sides_of(text: str, edge: int, begin: int) -> tuple[str, str] | None:
    """What stands left and right of the edge of a form's second column; None where a line runs over it."""
    if not text.strip() or len(text) - len(text.lstrip()) < begin:
        return None
    at = next((k for k in (edge, edge - 1, edge + 1) if k < len(text) and text[k] != " " and text[k - 1] == " "), None)
    if at is None and begin <= len(text) - len(text.lstrip()) < begin + SLACK and (tight := TIGHT.fullmatch(text.strip())):
        return tight[1], tight[2]
    if at is None:
        return (text.strip(), "") if len(text.rstrip()) < edge - 1 and len(pieces_of(text)) == 1 else None
    label, value = text[:at].strip(), text[at:].strip()
    return (tidy(label), tidy(value)) if len(pieces_of(label)) < 2 and len(pieces_of(value)) == 1 else None
