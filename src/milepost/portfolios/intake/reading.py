"""How a list is kept, and which reader a file asks for.

A national return is not kept as it came: it holds what a centre has no business keeping twice. What was taken of it is kept,
as a table.
"""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from milepost.base.files import from_form, path_of, store
from milepost.base.files.kinds import SHEET, extension
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.people.models import Centre
from milepost.portfolios.intake import ilr, tables, workbooks
from milepost.portfolios.intake.table import Table
from milepost.portfolios.words import IntakeKind

LARGEST = 10 * 1024 * 1024  # bytes of a list
LARGEST_RETURN = 60 * 1024 * 1024  # bytes of a national return


def keep(uploaded: UploadedFile, *, kind: str, centre: Centre, by: Actor) -> StoredFile:
    """Keep a list that came with a form: as it is, or what was taken of a national return."""
    if kind != IntakeKind.ILR:
        return from_form(uploaded, centre=centre, by=by)
    name, size = uploaded.name or "", uploaded.size or 0
    if extension(name) in {"csv", "xlsx"}:
        raise Refused(_("An ILR is an XML file. If this is a list of learners, choose “learners” as what it holds."))
    if size > LARGEST_RETURN:
        raise Refused(_("A return of more than 60 MB is not read. Ask whoever runs your MIS for one with this year’s learners only."))
    table = ilr.read(uploaded)
    return store(as_csv(table), name=f"{Path(name).stem[:100]} {table.year}.csv", centre=centre, by=by)


def as_csv(table: Table) -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows([table.columns, *(line.cells for line in table.lines)])
    return kept.getvalue().encode()


def read(file: StoredFile, kind: str) -> Table:
    """The table in a file that is kept. What is not a list of this kind is refused with what to do instead."""
    table = read_path(path_of(file.sha256), name=file.name, kind=kind, media=file.kind)
    year = re.search(r"(\d{4}-\d{2})\.csv$", file.name) if kind == IntakeKind.ILR else None
    return replace(table, year=year[1]) if year else table


def read_path(path: Path, *, name: str, kind: str, media: str = "") -> Table:
    size, suffix = path.stat().st_size, extension(name)
    if size > LARGEST:
        raise Refused(_("A list of more than 10 MB is not read. Save it without pictures, or cut it into parts."))
    if media == SHEET or suffix == "xlsx":
        return workbooks.read(path, kind)
    if suffix == "xls":
        raise Refused(_("This is a workbook of an old kind. Open it, save it as .xlsx or as CSV, and choose that."))
    if suffix == "xml":
        raise Refused(_("This is an XML file. If it is a national return, choose “ILR” as what the list holds."))
    if suffix not in {"csv", "tsv", "txt", ""}:
        raise Refused(_("A list comes as CSV or as a workbook (.xlsx). Save it as one of these, and choose it again."))
    return tables.read(path.read_bytes(), kind)
