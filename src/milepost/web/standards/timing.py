"""One clock in full, a standard in words, and the bank holidays ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.commitments import policies, queries, sentences
from milepost.commitments.calendars import bank_holidays
from milepost.commitments.facts import book_of
from milepost.engine import worktime
from milepost.web.standards import showing

if TYPE_CHECKING:
    from django import forms

    from milepost.base.models import Actor
    from milepost.commitments.models import BreachAccount, Clock
    from milepost.engine.clocks import Standard
    from milepost.web.components import Crumb


@dataclass(frozen=True, kw_only=True)
class Described:
    """A standard in words."""

    key: str
    title: str
    promise: str
    limit: str
    always: str
    target: int
    to: str


def described(one: Standard) -> Described:
    return Described(
        key=one.key, title=one.title, promise=one.promise, target=one.target, to=one.to,
        limit=sentences.limit(one.within) if one.within else _("as agreed"), always=sentences.limit(one.always) if one.always else "",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OneClock:
    """One clock: what it is for, its times, why days did not count, and what was said of its breach."""

    row: Clock
    standard: Described | None
    whom: str
    about: str
    ring: showing.Ring
    skipped: Sequence[str]
    moved: bool
    broken: bool
    accounts: Sequence[BreachAccount]
    form: forms.Form
    why_not: str | None
    trail: Sequence[Crumb]


def page(row: Clock, *, by: Actor, form: forms.Form, trail: Sequence[Crumb]) -> OneClock:
    book = book_of(row.centre_id)
    standard = book.standard(row.standard, row.edition)
    skipped: list[str] = []
    if standard and standard.within and row.due_at:
        found = worktime.due(row.started_at, standard.within, book.calendar(standard, row.started_at))
        skipped = [sentences.skipped(one) for one in found.skipped if one.why is not worktime.Why.NO_OFFICE]
    broken, accounts = policies.broken(row), list(queries.accounts(row))
    owns = broken and queries.owns(row, by=by)
    # Asked with an answer as it would be given: what is left is whether this person may give one.
    why_not = policies.why_not_explain_breach(row, by=by, why="other", done="-", owns=owns) if broken else None
    return OneClock(
        row=row, standard=described(standard) if standard else None, whom=showing.whom(row), about=showing.about(row, role=by.role),
        ring=showing.ring(row), skipped=skipped, moved=row.was_due_at is not None, broken=broken, accounts=accounts, form=form,
        why_not=why_not, trail=trail,
    )  # fmt: skip


def holidays_ahead(division: str) -> list[tuple[date, str]]:
    """The bank holidays of the next year that fall on a weekday."""
    today = clock.today()
    known: Any = bank_holidays(division)
    return [(day, name) for day, name in known.items() if today <= day <= today + timedelta(days=366) and day.weekday() < worktime.SATURDAY]
