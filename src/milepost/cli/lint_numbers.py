"""`milepost lint-numbers FILE.csv`: every qualification and unit number of a list, looked at. Exit status 0 if all are right."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.cli import CannotAsk
from milepost.frameworks.number_lists import entries


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help=_("a list with qualification or unit numbers, such as an extract of the register")
    )


def run(options: argparse.Namespace) -> int:
    try:
        found = list(entries(options.file.read_bytes()))
    except OSError as error:
        raise CannotAsk(_("%(file)s can’t be read: %(why)s.") % {"file": options.file, "why": error.strerror}) from error
    except Refused as refused:
        raise CannotAsk(f"{options.file}: {refused.reason}") from refused
    right = wrong = strange = 0
    for entry in found:
        place = {"line": entry.line, "number": entry.text}
        if entry.found is None:
            strange += 1
            print(_("line %(line)s: “%(number)s” is not a qualification or unit number") % place)
        elif entry.found.right:
            right += 1
        else:
            wrong += 1
            print(_("line %(line)s: %(number)s should be %(right)s") % (place | {"right": _(" or ").join(entry.found.put_right)}))
    counts = {"all": len(found), "right": right, "wrong": wrong, "strange": strange}
    print(_("%(all)d numbers: %(right)d right, %(wrong)d wrong, with the expected character, %(strange)d not a number") % counts)
    return 1 if wrong or strange else 0
