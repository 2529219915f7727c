"""Reads a table of units or criteria: a CSV file, or the sheets of a workbook."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from milepost.frameworks.importers.blocks import Block, Writer
from milepost.frameworks.importers.source import NotReadable, Source

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 80, 60
MOST_UNPACKED = 100 * 1024 * 1024
EMPTY_RUN = 200  # rows: a sheet that goes on emptily has ended


def too_long(name: str) -> NotReadable:
    return NotReadable(
        _("“%(name)s” has more than %(rows)s rows. Save the rows of one qualification as a file of their own, and choose that.")
        % {"name": name, "rows": MOST_ROWS}
    )


def read_csv(text: str, name: str) -> Source:
    """The source in a file of comma-, semicolon- or tab-separated values."""
    sample = text[:20_000]
    first = next((line for line in sample.splitlines() if line.strip()), "")
    mark = max(",;\t|", key=first.count)
    writer = Writer()
    try:
        rows = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=mark)
        write(writer, (row[:MOST_COLUMNS] for row in rows), name)
    except csv.Error as error:
        raise NotReadable(
            _("“%(name)s” breaks off inside a cell, near line %(line)s. Save it as CSV once more from the spreadsheet.")
            % {"name": name, "line": writer.number + 1}
        ) from error
    return writer.source(name, "table")


def read_workbook(data: bytes, name: str) -> Source:
    """The source in a workbook: each sheet below its name."""
    import openpyxl

    from milepost.base.files.sheets import UNREADABLE

    writer = Writer()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise NotReadable(
                _("“%(name)s” unpacks to %(size)s MB. Save the one sheet with the units as CSV, and choose that.")
                % {"name": name, "size": round(unpacked / 1024 / 1024)}
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that a table does not need
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets[:MOST_SHEETS]:
                writer.turn_page()
                writer.paragraph(Block(str(sheet.title), level=1))
                write(writer, ([plain(v) for v in row] for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)), name)
            book.close()
    except UNREADABLE as error:
        raise NotReadable(
            _("“%(name)s” cannot be opened. Open it in your spreadsheet, save it anew as .xlsx or CSV, and choose that file.")
            % {"name": name}
        ) from error
    return writer.source(name, "table")


def write(writer: Writer, rows: Iterable[list[str]], name: str) -> None:
    """Tables of rows without a gap; a row of one cell is a paragraph."""
    table: list[list[list[Block]]] = []
    total = empty = 0

    def close() -> None:
        if table:
            writer.table(table)
            table.clear()

    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            close()
            empty += 1
            if empty > EMPTY_RUN:
                return
            continue
        empty = 0
        total += 1
        if total > MOST_ROWS:
            raise too_long(name)
        if len(filled) == 1 and not table:
            writer.paragraph(Block(filled[0]))
            continue
        table.append([[Block(line) for line in cell.split("\n") if line.strip()] for cell in row])
    close()


def plain(value: Any) -> str:
    """A cell as text: days as 2026-08-31, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:g}" if abs(value) < 1000 else str(value)
    return str(value)
