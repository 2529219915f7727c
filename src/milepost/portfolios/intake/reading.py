"""Which reader a file asks for."""

from pathlib import Path

from django.utils.translation import gettext as _

from milepost.base.files import path_of
from milepost.base.files.kinds import SHEET, extension
from milepost.base.models import StoredFile
from milepost.base.refusal import Refused
from milepost.portfolios.intake import ilr, tables, workbooks
from milepost.portfolios.intake.table import Table
from milepost.portfolios.words import IntakeKind

LARGEST = 10 * 1024 * 1024  # bytes of a list
LARGEST_RETURN = 60 * 1024 * 1024  # bytes of a national return


def read(file: StoredFile, kind: str) -> Table:
    """The table in a file. What is not a list of this kind is refused with what to do instead."""
    return read_path(path_of(file.sha256), name=file.name, kind=kind, media=file.kind)


def read_path(path: Path, *, name: str, kind: str, media: str = "") -> Table:
    size, suffix = path.stat().st_size, extension(name)
    if kind == IntakeKind.ILR:
        if size > LARGEST_RETURN:
            raise Refused(_("A return of more than 60 MB is not read. Ask whoever runs your MIS for one with this year’s learners only."))
        return ilr.read(path)
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
