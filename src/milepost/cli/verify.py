"""`milepost verify`: is the journal whole? `milepost verify FILE.zip`: is a package? Exit status 0 if it is, 1 if something was altered.

A package is checked without a server and without a database: everything that vouches for it is in it.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from milepost.base import verification
from milepost.carrying import checking
from milepost.cli import CannotAsk


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path, nargs="?", metavar="FILE.zip", help=_("check this package of a portfolio, and nothing else"))
    parser.add_argument("--head", type=Path, metavar="FILE", help=_("also check against a head that was kept elsewhere"))
    parser.add_argument("--write-head", type=Path, metavar="FILE", help=_("if all is well, write the present head, to be kept elsewhere"))


def run(options: argparse.Namespace) -> int:
    return _package(options.package) if options.package else _journal(options)


def _package(path: Path) -> int:
    if not path.is_file():
        raise CannotAsk(_("There is no file %(file)s.") % {"file": path})
    found = checking.examine(path)
    for problem in found.problems:
        print(problem)
    counts = {
        "file": path.name, "files": found.files, "events": found.events, "rows": found.rows, "problems": len(found.problems),
    }  # fmt: skip
    if found.problems:
        print(_("%(file)s: %(problems)d problems.") % counts)
        return 1
    print(_("%(file)s is whole: %(files)d files of evidence, %(events)d events, %(rows)d rows as they were written.") % counts)
    print(_("Its digest is %(digest)s.") % {"digest": found.digest})
    return 0


def _journal(options: argparse.Namespace) -> int:
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
