"""Lists as CSV, as spreadsheets of all countries write them."""

import csv
import io

from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.portfolios.intake import columns
from milepost.portfolios.intake.table import MOST_COLUMNS, MOST_LINES, Table, fitted, tidy, too_long

DELIMITERS = (",", ";", "\t", "|")
HEAD_WITHIN = 10  # lines: titles and empty lines may stand above the heads of the columns


def decoded(raw: bytes) -> str:
    """Text in the encoding that its bytes show: what begins with a mark says so itself, and what is no UTF-8 came from Windows."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read(raw: bytes, kind: str) -> Table:
    text = decoded(raw).replace("\x00", "")
    try:
        return _read(text, delimiter=_delimiter(text, kind), kind=kind)
    except csv.Error as wrong:
        raise Refused(
            _("This list cannot be read as CSV: a quotation mark is opened and not closed. Save it anew from the spreadsheet.")
        ) from wrong


def _delimiter(text: str, kind: str) -> str:
    """The one with which most heads of columns are understood; of equals, the one that makes most columns."""
    top = "\n".join(text.splitlines()[:HEAD_WITHIN])

    def understood(delimiter: str) -> tuple[int, int]:
        rows = [[tidy(cell) for cell in row] for row in csv.reader(io.StringIO(top), delimiter=delimiter)]
        return max(((columns.understood(row, kind), len(row)) for row in rows), default=(0, 0))

    return max(DELIMITERS, key=understood)


def _read(text: str, *, delimiter: str, kind: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    before = 0
    for row in reader:
        number, before = before + 1, reader.line_num
        if any(cell.strip() for cell in row):
            found.append((number, [tidy(cell) for cell in row[:MOST_COLUMNS]]))
        if len(found) > MOST_LINES + HEAD_WITHIN:
            raise too_long()
    return under_head(found, kind)


def under_head(found: list[tuple[int, list[str]]], kind: str) -> Table:
    """The lines below the heads of the columns: the line among the first that is understood best."""
    if not found:
        raise Refused(_("This list is empty. Choose it again, or choose another one."))
    place = max(range(min(len(found), HEAD_WITHIN)), key=lambda n: (columns.understood(found[n][1], kind), -n))
    if len(found) - place - 1 > MOST_LINES:
        raise too_long()
    return fitted(found[place][1], found[place + 1 :])
