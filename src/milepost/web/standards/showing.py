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
from milepost.commitments.facts import sets_of
from milepost.commitments.words import ClockState
from milepost.web.components.tags.page import in_words

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.commitments.models import BreachAccount, Clock
    from milepost.employers.models import EmployerFile
    from milepost.engine.clocks import Standard


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
    if row.stream.startswith(queries.IN_CONFIDENCE):
        return _("a concern")
    return row.file.employer.name if row.file else _("somebody new")


def about(row: Clock, *, role: str) -> str:
    """Where the thing is that a clock runs for."""
    if row.stream.startswith(queries.IN_CONFIDENCE):
        return reverse("employer_concern", args=[row.thing])
    return links.portfolio(row.registration.uuid, role=role) if row.registration else ""


def line(row: Clock, titles: Mapping[str, str], *, role: str, account: BreachAccount | None = None, explain: bool = False) -> Line:
    return Line(
        title=titles.get(row.standard, row.standard), whom=whom(row), about=about(row, role=role),
        href=reverse("standards_clock", args=[row.uuid]), ring=ring(row), account=account, explain=explain and account is None,
    )  # fmt: skip


def of_thing(thing: str, *, by: Actor) -> list[Line]:
    """Every clock of one thing: two queries."""
    titles = {one.key: one.title for each in sets_of(by.at_centre) for one in each}
    return [line(row, titles, role=by.role) for row in queries.clocks_of(thing, by=by)]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A standard named at a juncture, with the clock of it that is due first. Without a title it is not in the set of now."""

    key: str
    title: str = ""
    promise: str = ""
    ring: Ring | None = None
    href: str = ""
    running: int = 0


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What runs for an employer, and what is promised at the juncture where they stand."""

    lines: list[Line]
    here: list[Promise]


def of_files(files: Iterable[EmployerFile], *, keys: Iterable[str], centre_id: int, role: str) -> Promised:
    """What runs for an employer, and the standards `keys` with their clocks, those of who learns there among them: two queries."""
    sets, keys = sets_of(centre_id), list(keys)
    titles = {one.key: one.title for each in sets for one in each}
    rows = list(queries.clocks_of_files([file.pk for file in files], of_learners=keys))
    lines = [line(row, titles, role=role) for row in rows if row.file_id is not None]
    return Promised(lines=lines, here=[_promise(key, {one.key: one for one in sets[-1]}, rows) for key in keys])


def _promise(key: str, held: Mapping[str, Standard], rows: Iterable[Clock]) -> Promise:
    if key not in held:
        return Promise(key=key)
    mine = [row for row in rows if row.standard == key]
    first = {"ring": ring(mine[0]), "href": reverse("standards_clock", args=[mine[0].uuid])} if mine else {}
    return Promise(key=key, title=held[key].title, promise=held[key].promise, running=len(mine), **first)  # type: ignore[arg-type]
