"""A clock as pages show it: a ring and words, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from milepost import links
from milepost.base import clock
from milepost.commitments import policies, queries
from milepost.commitments.facts import titles_of
from milepost.commitments.words import ClockState
from milepost.web.components.tags.page import in_words

if TYPE_CHECKING:
    from milepost.commitments.models import BreachAccount, Clock
    from milepost.employers.models import EmployerFile


@dataclass(frozen=True, kw_only=True)
class Ring:
    """What the tag `clock` is given."""

    state: str
    text: str
    due: datetime | None
    share: int | None = None


def ring(row: Clock) -> Ring:
    """A clock in words: when it is due, or what has become of it."""
    now, due = clock.now(), row.due_at
    if row.state == ClockState.PAUSED or due is None:
        return Ring(state="paused", text=_("stands still"), due=None)
    when = {"when": in_words(due)}
    if row.state == ClockState.KEPT:
        return Ring(state="kept", text=_("kept"), due=row.ended_at)
    if row.state == ClockState.MOVED:
        return Ring(state="soon", text=_("moved by us"), due=row.ended_at)
    if policies.broken(row):
        return Ring(state="broken", text=_("was due %(when)s") % when, due=due)
    if row.state == ClockState.STOPPED:
        return Ring(state="kept", text=_("nothing to wait for"), due=row.ended_at)
    whole = (due - row.started_at).total_seconds()
    share = int((now - row.started_at).total_seconds() * 100 / whole) if whole > 0 else 100
    soon = row.warn_at is not None and row.warn_at <= now
    return Ring(state="soon" if soon else "ok", text=_("due %(when)s") % when, due=due, share=min(max(share, 0), 100))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One clock in a list."""

    title: str
    whom: str
    about: str  # where the thing itself is
    href: str
    ring: Ring
    account: BreachAccount | None = None
    explain: bool = False


def whom(row: Clock) -> str:
    if row.registration:
        return row.registration.learner.name
    return row.file.employer.name if row.file else _("somebody new")


def about(row: Clock, *, role: str) -> str:
    """Where the thing is that a clock runs for."""
    return links.portfolio(row.registration.uuid, role=role) if row.registration else ""


def line(row: Clock, titles: Mapping[str, str], *, role: str, account: BreachAccount | None = None, explain: bool = False) -> Line:
    return Line(
        title=titles.get(row.standard, row.standard), whom=whom(row), about=about(row, role=role),
        href=reverse("standards_clock", args=[row.uuid]), ring=ring(row), account=account, explain=explain and account is None,
    )  # fmt: skip


def of_files(files: Iterable[EmployerFile], *, centre_id: int, role: str) -> list[Line]:
    """What runs for an employer: two queries."""
    titles = titles_of(centre_id)
    return [line(row, titles, role=role) for row in queries.clocks_of_files(file.pk for file in files)]
