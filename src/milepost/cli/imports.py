"""`milepost import FILE`: read a handbook, print what it holds and what it leaves to settle, and write that down."""

import argparse
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from milepost.cli import CannotAsk
from milepost.frameworks.document import to_document
from milepost.frameworks.importers import NotReadable, read_handbook, report, vq


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the handbook, as text or PDF"))
    parser.add_argument("--json", metavar="OUT", type=Path, help=_("write what was understood as vq-spec/1"))
    parser.add_argument("--yaml", metavar="OUT", type=Path, help=_("write it as a specification that `milepost check` reads"))


def run(options: argparse.Namespace) -> int:
    try:
        reading = read_handbook(options.file.read_bytes(), options.file.name)
    except OSError as error:
        raise CannotAsk(_("%(path)s cannot be read: %(why)s.") % {"path": options.file, "why": error.strerror or error}) from error
    except NotReadable as error:
        raise CannotAsk(str(error)) from error
    print("\n".join(report.lines(reading)))
    if options.json:
        _write(options.json, vq.to_json(reading))
    if options.yaml:
        document = to_document(vq.to_framework(reading.document, reading.extras))
        _write(options.yaml, yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120))
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotAsk(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror or error}) from error
    print(_("Written to %s.") % path)
