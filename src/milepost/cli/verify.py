"""`milepost verify`: is the journal whole? Exit status 0 if it is, 1 if something was altered or cut."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from milepost.base import verification
from milepost.cli import CannotAsk


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--head", type=Path, metavar="FILE", help=_("also check against a head that was kept elsewhere"))
    parser.add_argument("--write-head", type=Path, metavar="FILE", help=_("if all is well, write the present head, to be kept elsewhere"))


def run(options: argparse.Namespace) -> int:
    findings = verification.examine(head=_read(options.head) if options.head else None)
    for problem in findings.problems:
        print(problem)
    counts = {"events": findings.events, "streams": findings.streams, "rows": findings.rows, "problems": len(findings.problems)}
    if findings.problems:
        print(_("%(events)d events in %(streams)d streams and %(rows)d rows were read: %(problems)d problems.") % counts)
        return 1
    print(_("%(events)d events in %(streams)d streams and %(rows)d rows were read: all as they were written.") % counts)
    if options.write_head:
        options.write_head.write_text(json.dumps(verification.current_head(), indent=1) + "\n")
        print(_("The head is in %(file)s. Keep it where nobody who can change the database can change it.") % {"file": options.write_head})
    return 0


def _read(path: Path) -> dict[str, Any]:
    try:
        head = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise CannotAsk(_("%(file)s cannot be read as a head: %(why)s") % {"file": path, "why": error}) from error
    if not isinstance(head, dict):
        raise CannotAsk(_("%(file)s holds no head of a journal.") % {"file": path})
    return head
