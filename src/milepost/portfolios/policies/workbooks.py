"""Why not: opening a workbook, writing into it, claiming it as evidence."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.engine import workbooks as engine
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration, Workbook, WorkbookVersion
from milepost.portfolios.policies.portfolio import why_not_change_portfolio
from milepost.portfolios.workbookfile import forms

LONGEST, MOST_ROWS = 10_000, 60


def why_not_open_workbook(form: str, *, by: Actor) -> str | None:
    if not may(by.role, Permission.KEEP_WORKBOOKS) or by.person_id is None:
        return _("Workbooks are kept by people who learn or work at the centre.")
    if form not in forms():
        return _("There is no such workbook. Choose one of the list.")
    return None


def _why_not_theirs(workbook: Workbook, by: Actor) -> str | None:
    if not may(by.role, Permission.KEEP_WORKBOOKS) or workbook.owner_id != by.person_id or workbook.centre_id != by.centre_id:
        return _("Only who keeps a workbook writes in it.")
    return None


def why_not_write_workbook(workbook: Workbook, *, by: Actor, title: str, answers: Mapping[str, Any]) -> str | None:
    if reason := _why_not_theirs(workbook, by):
        return reason
    if not title.strip():
        return _("Give it a short name, so that you find it again.")
    if engine.empty(answers):
        return _("Write something first. What you write is kept as you go.")
    rows = [row for value in answers.values() if isinstance(value, list) for row in value]
    texts = [text for one in [answers, *rows] for text in one.values() if isinstance(text, str)]
    if any(len(text) > LONGEST for text in texts):
        return _("One answer is longer than %(n)d characters. Shorten it.") % {"n": LONGEST}
    if any(isinstance(value, list) and len(value) > MOST_ROWS for value in answers.values()):
        return _("A table holds %(n)d rows at most. Begin a second workbook for the rest.") % {"n": MOST_ROWS}
    return None


def why_not_take_workbook(version: WorkbookVersion, *, by: Actor, registration: Registration) -> str | None:
    """Whether a version of a workbook can become evidence in a portfolio."""
    if reason := _why_not_theirs(version.workbook, by) or why_not_change_portfolio(registration, by=by):
        return reason
    if version.number != version.workbook.version:
        return _("This is an earlier version. Claim the newest.")
    form = engine.form_of(version.form)
    if open_ones := engine.missing(form, version.answers):
        asks = get_text_list([f"“{one.asks}”" for one in open_ones], _("and"))
        return _("Before you claim it, answer %(asks)s.") % {"asks": asks}
    return None
