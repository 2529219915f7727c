"""`milepost export SPEC --as case|vq|moodle|yaml`: write a specification in a form that other systems read."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from milepost.cli import CannotAsk
from milepost.frameworks import shipped
from milepost.frameworks.document import Document
from milepost.frameworks.exporters import FORMS, export
from milepost.frameworks.importers import NotReadable
from milepost.frameworks.importers.written import read_written
from milepost.frameworks.specfile import Unreadable


def arguments(parser: argparse.ArgumentParser) -> None:
    known = ", ".join(shipped.names())
    parser.add_argument(
        "spec", metavar="SPEC", help=_("a specification that comes with Milepost (%s), or a file: YAML, JSON, vq-spec/1, CASE") % known
    )
    parser.add_argument(
        "--as", dest="form", choices=FORMS, required=True, help="; ".join(f"{name}: {form.title}" for name, form in FORMS.items())
    )
    parser.add_argument("--to", metavar="OUT", type=Path, help=_("the file to write; without it, the terminal"))


def run(options: argparse.Namespace) -> int:
    data = export(_document(options.spec), options.form)
    if options.to is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        options.to.write_bytes(data)
    except OSError as error:
        raise CannotAsk(_("%(path)s cannot be written: %(why)s.") % {"path": options.to, "why": error.strerror or error}) from error
    print(_("Written to %s.") % options.to)
    return 0


def _document(given: str) -> Document:
    path = shipped.path_of(given) if given in shipped.names() else Path(given)
    if not path.exists():
        known = ", ".join(shipped.names())
        raise CannotAsk(
            _("“%(given)s” is neither a file nor a specification that comes with Milepost (those are: %(known)s).")
            % {"given": given, "known": known}
        )
    try:
        return read_written(path, path.name)
    except OSError as error:
        raise CannotAsk(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror or error}) from error
    except NotReadable as error:
        raise CannotAsk(str(error)) from error
    except Unreadable as error:
        raise CannotAsk(*error.sentences) from error
