"""The numbers of a list, each looked at: which stand in it, and what is wrong with them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.frameworks.csv_text import text_of
from milepost.frameworks.numbers import Checked, checked

NAMES = ("qualificationnumber", "unitnumber", "learnaimref", "aimref", "qan", "uan", "number", "qualification", "unit")
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: where it stands, what was written, and what that is, None where it is no such number."""

    line: int
    text: str
    found: Checked | None


def entries(data: bytes) -> Iterator[Entry]:
    """Every number of a CSV: of the columns that are named for one, else of the column that holds most. Empty cells say nothing."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 50 MB. Split it, and check the parts."))
    rows = list(_rows(text_of(data)))
    if not rows:
        raise Refused(_("This file holds no line."))
    header = [_bare(cell) for cell in rows[0][1]]
    columns = [i for i, name in enumerate(header) if name in NAMES and _numbers(rows[1:20], i)]
    body = rows[1:] if columns or not any(map(checked, rows[0][1])) else rows
    if not columns:
        columns = [max(range(max(len(row) for _line, row in rows)), key=lambda i: _numbers(body, i))]
    for line, row in body:
        for i in columns:
            if i < len(row) and row[i].strip():
                yield Entry(line, row[i].strip(), checked(row[i]))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    if "\0" in text:
        raise Refused(_("This file is no list: save it as CSV first."))
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise Refused(_("Line %(line)s can’t be read as CSV: %(why)s.") % {"line": reader.line_num, "why": error}) from error


def _bare(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalpha())


def _numbers(rows: list[tuple[int, list[str]]], column: int) -> int:
    return sum(column < len(row) and checked(row[column]) is not None for _line, row in rows)
