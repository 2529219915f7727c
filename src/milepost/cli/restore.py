"""`milepost restore FILE`: an empty installation becomes the one that was backed up, on whichever database it has."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from milepost.base import backup, verification
from milepost.base.refusal import Refused
from milepost.cli import CannotAsk
from milepost.cli.backup import summary
from milepost.cli.migrate import make_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("an archive that 'milepost backup' wrote"))


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise CannotAsk(_("There is no file %(file)s.") % {"file": options.file})
    try:
        contents, head = backup.restore(options.file)
    except Refused as refusal:
        raise CannotAsk(refusal.reason) from refusal
    make_ready()
    print(summary(contents) % {"file": options.file} + " " + _("All of it is back."))
    problems = verification.verify(head=head)
    for line in [*contents.faults, *problems]:
        print(line)
    if not problems:
        print(_("The journal is whole."))
    return 1 if problems or contents.faults else 0
