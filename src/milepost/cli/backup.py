"""`milepost backup FILE`: every row and every file of one moment, in one archive, while people go on working."""

import argparse
from pathlib import Path

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from milepost.base import backup
from milepost.cli import CannotAsk


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("where to write the archive (a tar)"))


def run(options: argparse.Namespace) -> int:
    if options.file.exists():
        raise CannotAsk(_("%(file)s is there already. Choose another name, or move it away.") % {"file": options.file})
    if not options.file.absolute().parent.is_dir():
        raise CannotAsk(_("There is no folder %(folder)s. Make it first.") % {"folder": options.file.absolute().parent})
    contents = backup.write(options.file)
    print(summary(contents) % {"file": options.file})
    for fault in contents.faults:
        print(fault)
    return 1 if contents.faults else 0


def summary(contents: backup.Contents) -> str:
    return _("%(rows)d rows of %(tables)d tables and %(files)d files (%(size)s) are in %%(file)s.") % {
        "rows": contents.rows,
        "tables": contents.tables,
        "files": contents.files,
        "size": filesizeformat(contents.bytes).replace("\xa0", " "),
    }
