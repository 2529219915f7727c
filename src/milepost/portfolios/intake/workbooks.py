"""Lists as workbooks: the sheet whose columns are understood best."""

import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from milepost.base.files.sheets import UNREADABLE
from milepost.base.refusal import Refused
from milepost.portfolios.intake import columns
from milepost.portfolios.intake.table import MOST_COLUMNS, MOST_LINES, Table, tidy, too_long
from milepost.portfolios.intake.tables import HEAD_WITHIN, under_head

UNPACKED = 100 * 1024 * 1024  # bytes
EMPTY_RUN = 200  # lines: a sheet that goes on emptily has ended


def read(path: Path, kind: str) -> Table:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED:
                raise Refused(_("This workbook unpacks to more than 100 MB. Save the one sheet with the list as CSV, and choose that."))
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that a list does not need
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheets = [_rows(sheet) for sheet in book.worksheets[:10]]
            book.close()
    except UNREADABLE as wrong:
        raise Refused(_("This workbook cannot be opened. Open it in your spreadsheet, save it anew or as CSV, and choose that.")) from wrong
    return under_head(max(sheets, key=lambda rows: _understood(rows, kind), default=[]), kind)


def _understood(rows: list[tuple[int, list[str]]], kind: str) -> tuple[int, int]:
    return max((columns.understood(cells, kind) for _number, cells in rows[:HEAD_WITHIN]), default=0), min(len(rows), 2)


def _rows(sheet: Any) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    last = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
        cells = [_plain(value) for value in row]
        if any(cells):
            found.append((number, cells))
            last = number
            if len(found) > MOST_LINES + HEAD_WITHIN:
                raise too_long()
        elif number - last > EMPTY_RUN:
            break
    return found


def _plain(value: Any) -> str:
    """A cell as text: days as 2026-08-31, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))
