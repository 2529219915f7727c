"""`milepost import FILE`: read a handbook, print what it holds and what it leaves to settle, and write that down."""

import argparse
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.cli import CannotAsk
from milepost.frameworks.document import to_document
from milepost.frameworks.exporters import export
from milepost.frameworks.importers import NotReadable, read_handbook, report, vq
from milepost.frameworks.importers.written import SUFFIXES, read_written
from milepost.frameworks.specfile import Unreadable


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the handbook, or a specification: YAML, JSON, vq-spec/1, CASE"))
    parser.add_argument("--json", metavar="OUT", type=Path, help=_("write what was understood as vq-spec/1"))
    parser.add_argument("--yaml", metavar="OUT", type=Path, help=_("write it as a specification that `milepost check` reads"))


def run(options: argparse.Namespace) -> int:
    if options.file.suffix.lower() in SUFFIXES:
        return _written(options)
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


def _written(options: argparse.Namespace) -> int:
    """A specification that is written down already has no contradictions of its own: it is right, or it is refused."""
    try:
        document = read_written(options.file, options.file.name)
    except NotReadable as error:
        raise CannotAsk(str(error)) from error
    except Unreadable as error:
        raise CannotAsk(*error.sentences) from error
    except OSError as error:
        raise CannotAsk(_("%(path)s cannot be read: %(why)s.") % {"path": options.file, "why": error.strerror or error}) from error
    units = document.get("units", [])
    criteria = sum(len(outcome.get("criteria", ())) for unit in units for outcome in unit.get("outcomes", ()))
    counted = {
        "units": ngettext("%(count)d unit", "%(count)d units", len(units)) % {"count": len(units)},
        "criteria": ngettext("%(count)d criterion", "%(count)d criteria", criteria) % {"count": criteria},
    }
    print(document["title"])
    print(_("The specification is in order: %(units)s, %(criteria)s.") % counted)
    if options.json:
        _write(options.json, export(document, "vq").decode())
    if options.yaml:
        _write(options.yaml, export(document, "yaml").decode())
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotAsk(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror or error}) from error
    print(_("Written to %s.") % path)
