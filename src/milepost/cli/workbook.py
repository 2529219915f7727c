"""`milepost workbook FILE.yaml`: read the form of a workbook and say what is wrong in it. Exit status 0 if it can be used."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.cli import CannotAsk
from milepost.engine.workbooks import Kind, form_of
from milepost.frameworks.specfile import Unreadable
from milepost.portfolios import workbookfile


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.yaml", help=_("the form of a workbook"))


def run(options: argparse.Namespace) -> int:
    try:
        text = options.file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotAsk(_("%(file)s can’t be read: %(why)s.") % {"file": options.file, "why": error}) from error
    try:
        form = form_of(workbookfile.read(text, options.file.name))
    except Unreadable as unreadable:
        print("\n".join(unreadable.sentences))
        return 1
    asked = sum(one.kind is not Kind.WORKED for one in form.questions)
    questions = ngettext("%(n)d question", "%(n)d questions", asked) % {"n": asked}
    print(_("%(title)s can be used: %(questions)s.") % {"title": form.title, "questions": questions})
    for section in form.sections:
        print(f"  {section.title}: {', '.join(str(one.asks) for one in section.questions)}")
    return 0
