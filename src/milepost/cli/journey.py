"""`milepost journey [FILE.yaml]`: read the journey of employers, say what is wrong in it, draw it. Exit status 0 if it can run."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.cli import CannotAsk
from milepost.commitments import standardfile
from milepost.employers import journeyfile
from milepost.engine.clocks import standards_of
from milepost.engine.journey import journey_of
from milepost.frameworks.specfile import Unreadable
from milepost.web.components.journey import standing_alone


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE.yaml", help=_("a journey; without one the journey that comes with Milepost")
    )
    parser.add_argument("--picture", type=Path, metavar="FILE.svg", help=_("draw it into this file"))


def run(options: argparse.Namespace) -> int:
    path = options.file or journeyfile.shipped_path()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotAsk(_("%(file)s can’t be read: %(why)s.") % {"file": path, "why": error}) from error
    try:
        journey = journey_of(journeyfile.read(text))
    except Unreadable as unreadable:
        print("\n".join(unreadable.sentences))
        return 1
    stages = ngettext("%(n)d stage", "%(n)d stages", len(journey.stages)) % {"n": len(journey.stages)}
    print(_("%(title)s can run: %(stages)s.") % {"title": journey.title, "stages": stages})
    for number, stage in enumerate(journey.stages, start=1):
        duty = _(" (duty)") if stage.juncture.duty else ""
        print(f"  {number:2}. {stage.title}: {stage.juncture.title}{duty}")
        for check in stage.checks:
            print(f"        {check.text}")
    if strange := list(standardfile.not_held(journey, standards_of(standardfile.shipped_document()))):
        print("\n".join([_("Against the service standards that come with Milepost:"), *strange]))
    if options.picture:
        options.picture.write_text(standing_alone(journey), "utf-8")
    return 0
