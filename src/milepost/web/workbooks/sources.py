"""What Milepost can write into a workbook when it is opened: only what the reader may see, each from the room that keeps it.

A form names what it would like to be given (`engine.workbooks.PREFILLS`, `ROW_PREFILLS`); nothing else is looked up.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.commitments import adherence, facts
from milepost.commitments import queries as commitments
from milepost.concerns import queries as concerns
from milepost.employers import queries as employers
from milepost.engine.workbooks import asks_for, given
from milepost.people import queries as people
from milepost.people.permissions import Permission, may
from milepost.portfolios import queries
from milepost.portfolios.policies.workbooks import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.base.models import Actor
    from milepost.commitments.adherence import Kept
    from milepost.concerns.models import Case
    from milepost.engine.workbooks import Form
    from milepost.portfolios.models import Registration

MOST_CONTACTS = 10


def given_to(form: Form, *, by: Actor, me: str, registration: Registration | None, about: str = "") -> dict[str, Any]:
    """The answers with which a workbook of this form begins. `about` is the uuid of one of the reader's own cases."""
    asked, known = asks_for(form), queries.known_of(registration, by=by, me=me) | _days()
    rows: dict[str, list[dict[str, str]]] = {}
    if asked & {"standards", "lowest_standard"}:
        kept = _kept(by)
        rows["standards"] = list(map(_standard, kept))
        known["lowest_standard"] = _lowest(kept)
    if "teams" in asked:
        rows["teams"] = list(_teams(by))
    if "contacts" in asked:
        rows["contacts"] = list(_contacts(by))
    if about and form.subject == "case":
        known |= _case(about, by)
    return given(form, known, rows, MOST_ROWS)


def _days() -> dict[str, str]:
    today = clock.today()
    begins = _quarter_after(today)
    return {
        "year_ago": (today - timedelta(days=365)).isoformat(), "next_quarter": begins.isoformat(),
        "next_quarter_ends": (_quarter_after(begins) - timedelta(days=1)).isoformat(),
    }  # fmt: skip


def _quarter_after(day: date) -> date:
    months = (day.month - 1) // 3 * 3 + 3
    return date(day.year + months // 12, months % 12 + 1, 1)


def _kept(by: Actor) -> list[Kept]:
    """How the standards of the centre were kept in the last twelve months, those that counted."""
    if not may(by.role, Permission.READ_STANDARDS):
        return []
    found = adherence.by_standard(commitments.clocks(by=by), adherence.last_months(), facts.book_of(by.at_centre), {})
    return [one for one in found if one.tally.percent is not None]


def _figure(one: Kept) -> str:
    figures = {"kept": one.tally.kept, "of": one.tally.of, "percent": one.tally.percent}
    return _("%(kept)d of %(of)d in time, %(percent)d in a hundred, over 12 months") % figures


def _standard(one: Kept) -> dict[str, str]:
    return {"name": str(one.standard.title), "figure": _figure(one), "wanted": str(one.standard.target), "kept": str(one.tally.percent)}


def _lowest(kept: Sequence[Kept]) -> str:
    """The standard that misses what was wanted by most, in a sentence; nothing where all are reached."""
    missed = sorted((one for one in kept if one.reached is False), key=lambda one: (one.tally.percent or 0) - one.standard.target)
    if not missed:
        return ""
    words = {"name": missed[0].standard.title, "figure": _figure(missed[0]), "target": missed[0].standard.target}
    return _("%(name)s: %(figure)s; %(target)d were wanted.") % words


def _teams(by: Actor) -> Iterator[dict[str, str]]:
    for one in people.teams_of(by, clock.today() - timedelta(days=365)):
        yield {"team": str(one.role.label), "people": f"{one.people:g}", "left": str(one.left), "early": str(one.early)}


def _contacts(by: Actor) -> Iterator[dict[str, str]]:
    """With whom at which employer somebody spoke last, each once."""
    seen: set[tuple[int, str]] = set()
    for one in employers.contacts(by=by).exclude(with_whom="")[:200]:
        if (one.file_id, one.with_whom) in seen:
            continue
        seen.add((one.file_id, one.with_whom))
        who = _("Contact at %(employer)s") % {"employer": one.file.employer.name}
        yield {"who": who, "with": one.with_whom, "last": _day(one.happened_at), "next": "" if one.next_done_at else one.next_step}
        if len(seen) == MOST_CONTACTS:
            return


def _case(about: str, by: Actor) -> dict[str, str]:
    found: Case | None = next((one for one in concerns.cases_of(by=by) if str(one.uuid) == about), None)
    if found is None:
        return {}
    return {
        "case_reference": found.reference, "case_came": _day(found.raised_at), "case_acknowledged": _day(found.acknowledged_at),
        "case_answered": _day(found.answered_at),
    }  # fmt: skip


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
