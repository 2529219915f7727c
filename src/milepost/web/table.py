"""A table of values as a file, sent line by line as it is read."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from milepost.base import clock


class _Echo:
    """A file that hands back what is written, so that the table goes out line by line."""

    def write(self, value: str) -> str:
        return value


def safe(value: Any) -> Any:
    """A text that a spreadsheet will not run as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def as_csv(name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """CSV that spreadsheets open as UTF-8, named "NAME-2026-11-05.csv"."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(heads)
        for row in rows:
            yield writer.writerow([safe(value) for value in row])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.csv"'
    return answer


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # a workbook takes none of them


_LISTED = "choices"  # the sheet on which the choices of a column stand


def as_xlsx(
    name: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]], *, choices: tuple[int, Sequence[str]] | None = None
) -> HttpResponse:  # fmt: skip
    """A workbook with one sheet, named as the table. Every text is a text: nothing in it is run as a formula.

    `choices`: in the column of this number (from 0) one of these is chosen from a list. They stand on a sheet of their own, because a
    list written into the cell itself takes no comma and 255 characters.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Any, *, bold: bool = False) -> Any:
        text = _UNWRITABLE.sub("", value)[:32_767] if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, value=text)
        if isinstance(text, str):
            made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(str(head), bold=True) for head in heads])
    last = 1
    for row in rows:
        sheet.append([cell(value) for value in row])
        last += 1
    if choices and last > 1:
        column, given = get_column_letter(choices[0] + 1), choices[1]
        listed = book.create_sheet(_LISTED)
        for one in given:
            listed.append([cell(one)])
        chosen = DataValidation(type="list", formula1=f"={_LISTED}!$A$1:$A${len(given)}", allow_blank=True)
        chosen.add(f"{column}2:{column}{last}")
        sheet.data_validations.append(chosen)
    kept = io.BytesIO()
    book.save(kept)
    answer = HttpResponse(kept.getvalue(), content_type=SHEET)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.xlsx"'
    return answer
