"""Why not: opening a workbook, writing into it, claiming it as evidence."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.engine import workbooks as engine
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.portfolios import queries
from milepost.portfolios.models import Registration, Workbook, WorkbookShare, WorkbookVersion
from milepost.portfolios.policies.portfolio import why_not_change_portfolio
from milepost.portfolios.workbookfile import forms

LONGEST, LONGEST_NOTE, MOST_ROWS = 10_000, 500, 60


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
    if after := queries.goes_on_in(workbook):
        return _("It was handed over to %(name)s, and goes on there.") % {"name": after.owner.name}
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
    given = version.workbook.given
    if given.get("from") and version.answers == given.get("answers"):
        return _("All that stands in it is the work of %(name)s. Go on with it first, and claim what you did.") % {"name": given["from"]}
    form = engine.form_of(version.form)
    if open_ones := engine.missing(form, version.answers):
        asks = get_text_list([f"“{one.asks}”" for one in open_ones], _("and"))
        return _("Before you claim it, answer %(asks)s.") % {"asks": asks}
    return None


def why_not_hand_over_workbook(
    workbook: Workbook, *, by: Actor, person: Person | None, works: bool, gone: bool, after: Workbook | None
) -> str | None:
    """Who keeps it hands it over; when they work here no more (`gone`), who runs the centre does. `works`: the person does so here;
    `after` is the workbook in which it goes on already."""
    if workbook.owner_id == by.person_id:
        if reason := _why_not_theirs(workbook, by):
            return reason
        if by.role not in queries.COLLEAGUES:
            return _("What you learn with stays yours.")
    elif not may(by.role, Permission.INVITE) or workbook.centre_id != by.centre_id:
        return _("Who keeps a workbook hands it over, and who runs the centre when they have left.")
    elif not gone:
        return _("%(name)s works here and hands it over themselves.") % {"name": workbook.owner.name}
    if workbook.given.get("about"):
        return _("It was begun about a case, and a case has one reader. It stays with who wrote it.")
    if not workbook.version:
        return _("Nothing is kept in it that could be handed over.")
    if after:
        return _("It was handed over to %(name)s, and goes on there.") % {"name": after.owner.name}
    if person is None or person.pk == workbook.owner_id or not works:
        return _("Choose somebody who works at the centre.")
    return None


def why_not_share_workbook(workbook: Workbook, *, by: Actor, person: Person, note: str = "") -> str | None:
    """Whether a colleague may be let in to read it."""
    if reason := _why_not_theirs(workbook, by):
        return reason
    if by.role not in queries.COLLEAGUES:
        return _("Claim it as evidence: then your assessor reads it.")
    if workbook.given.get("about"):
        return _("It was begun about a case, and a case has one reader. Write what you need to share into a workbook of its own.")
    if not workbook.version:
        return _("Keep it first. What is kept is what they read.")
    if len(note) > LONGEST_NOTE:
        return _("Say in %(n)d characters what they should look at.") % {"n": LONGEST_NOTE}
    if not queries.colleagues(by=by).filter(pk=person.pk).exists():
        return _("Share it with somebody who works at the centre.")
    return None


def why_not_end_workbook_share(share: WorkbookShare, *, by: Actor) -> str | None:
    return _why_not_theirs(share.workbook, by)


def why_not_answer_workbook(share: WorkbookShare, *, by: Actor, text: str, after: Workbook | None = None) -> str | None:
    """Whether who was asked says something of a workbook. `after`: the one in which somebody else goes on with it."""
    if by.role not in queries.COLLEAGUES or share.person_id != by.person_id or share.workbook.centre_id != by.centre_id:
        return _("Only who was asked to read it says something of it.")
    if share.ended_at:
        return _("It is not shared with you any more.")
    if after:
        return _("It was handed over. %(name)s goes on with it, and says who reads it.") % {"name": after.owner.name}
    if not text.strip():
        return _("Write what you think of it first.")
    if len(text) > LONGEST:
        return _("One answer is longer than %(n)d characters. Shorten it.") % {"n": LONGEST}
    return None


def why_not_note_steps_due(due: queries.StepsDue | None, *, by: Actor, noted: bool) -> str | None:
    """`due`: what the workbook says of that day now; `noted`: its owner was reminded already; of what is overdue, that it is."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Who keeps the workbook is reminded by itself.")
    if due is None:
        return _("Nothing is open there on that day.")
    if not (due.soon or due.late):
        return _("Its day is still to come.")
    return _("Who keeps the workbook has been reminded.") if noted else None
