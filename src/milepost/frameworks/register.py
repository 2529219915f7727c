"""The regulator's public register, as its own CSV has it: read, kept for a centre, and held against specifications."""

import csv
import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.frameworks.csv_text import text_of, unreadable
from milepost.frameworks.models import RegisterEntry
from milepost.frameworks.numbers import tidy_qan

MOST_BYTES = 200_000_000
MOST_LINES = 300_000
COLUMNS = {
    "number": "Qualification Number", "title": "Qualification Title", "organisation": "Owner Organisation Name",
    "level": "Qualification Level", "kind": "Qualification Type", "status": "Qualification Status", "credits": "Total Credits",
    "glh": "Guided Learning Hours", "tqt": "Total Qualification Time", "starts_on": "Operational Start Date",
    "operational_end": "Operational End Date", "certification_end": "Certification End Date", "link": "Link To Specification",
}  # fmt: skip
NEEDED = ("number", "title")
NUMBERS, DATES = ("credits", "glh", "tqt"), ("starts_on", "operational_end", "certification_end")
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d %B %Y")


@dataclass
class Lines:
    """A register as it was read: its lines by number, and those that could not be."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)  # line, why
    twice: int = 0


def read(data: bytes) -> Lines:
    """Every line of the register's CSV. Refused, with a sentence, where it is none; lines that are wrong are named and left out."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 200 MB, which no register is."))
    text = text_of(data)
    if "\0" in text:
        raise Refused(unreadable())
    reader = csv.DictReader(io.StringIO(text, newline=""))
    found = Lines()
    try:
        headings = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
        columns = {field: headings.get(name.casefold()) for field, name in COLUMNS.items()}
        if missing := [COLUMNS[name] for name in NEEDED if columns[name] is None]:
            raise Refused(
                _(
                    "This is no extract of the register: it has no column “%(column)s”. Download the list of qualifications as CSV from the register."
                )
                % {"column": missing[0]}
            )
        for row in reader:
            if reader.line_num > MOST_LINES:
                raise Refused(_("This list has more than %(n)s lines, which no register has.") % {"n": MOST_LINES})
            _line(found, reader.line_num, {field: (row.get(name) or "").strip() if name else "" for field, name in columns.items()})
    except csv.Error as error:
        raise Refused(_("Line %(line)s can’t be read as CSV: %(why)s.") % {"line": reader.line_num, "why": error}) from error
    if not found.entries:
        raise Refused(_("This list holds no qualification."))
    return found


def _line(found: Lines, line: int, cells: dict[str, str]) -> None:
    if not cells["number"] and not cells["title"]:
        return
    if not cells["number"] or not cells["title"]:
        found.wrong.append((line, _("The number or the title is missing.")))
        return
    number = tidy_qan(cells["number"])[:20]
    try:
        values: dict[str, Any] = {name: _count(cells[name]) for name in NUMBERS} | {name: _date(cells[name]) for name in DATES}
    except ValueError as error:
        found.wrong.append((line, str(error)))
        return
    limits = {f.name: f.max_length for f in RegisterEntry._meta.concrete_fields if f.max_length}
    words = {name: cells[name][: limits[name]] for name in COLUMNS if name not in (*NUMBERS, *DATES, "number")}
    found.twice += number in found.entries
    found.entries[number] = {"number": number, **words, **values}


def _count(text: str) -> int | None:
    if not text:
        return None
    value = float(text.replace(",", ""))
    if not 0 <= value < 100_000:
        raise ValueError(_("“%(text)s” is no such number.") % {"text": text})
    return round(value)


def _date(text: str) -> date | None:
    for form in FORMATS if text else ():
        try:
            return date(*time.strptime(text, form)[:3])
        except ValueError:
            continue
    if text:
        raise ValueError(_("“%(text)s” is no date.") % {"text": text})
    return None


def keep(centre_id: int, lines: Lines) -> int:
    """Put these lines in the place of those that the centre had. To be called in a transaction."""
    RegisterEntry.objects.filter(centre_id=centre_id).delete()
    rows: Iterator[RegisterEntry] = (RegisterEntry(centre_id=centre_id, **values) for values in lines.entries.values())
    RegisterEntry.objects.bulk_create(rows, batch_size=500)
    return len(lines.entries)


def entries_for(centre_id: int, numbers: Iterable[str]) -> dict[str, RegisterEntry] | None:
    """The lines of these qualifications by number; None where the centre has brought in no register. Two queries at most."""
    wanted = {tidy_qan(number) for number in numbers if number}
    found = {one.number: one for one in RegisterEntry.objects.filter(centre_id=centre_id, number__in=wanted)} if wanted else {}
    if found or RegisterEntry.objects.filter(centre_id=centre_id).exists():
        return found
    return None
