"""What waits for an assessor, oldest first: claims by learner and unit, judgements in doubt, units returned. From Progress alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.commitments import queries as clocks
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.web.components.tags.page import in_words
from milepost.web.standards.showing import Ring, ring

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from milepost.engine.framework import Unit
    from milepost.portfolios.models import Progress


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One piece of work. `kind` is "claims", "doubt" or "returned"; `number` how many."""

    kind: str
    registration: UUID
    learner: str
    first_name: str
    unit: Unit
    number: int
    since: datetime | None
    href: str
    ring: Ring | None = None  # the clock that runs until it is answered

    @property
    def words(self) -> str:
        given = {"name": self.first_name, "unit": self.unit.code, "n": self.number}
        match self.kind:
            case "claims":
                return ngettext("%(name)s, %(unit)s: %(n)d claim", "%(name)s, %(unit)s: %(n)d claims", self.number) % given
            case "doubt":
                return ngettext("%(name)s, %(unit)s: %(n)d judgement in doubt", "%(name)s, %(unit)s: %(n)d judgements in doubt", self.number) % given  # fmt: skip
            case _:
                return _("%(name)s, %(unit)s: returned") % given

    @property
    def since_words(self) -> str:
        return _("since %(when)s") % {"when": in_words(self.since)} if self.since else ""

    @property
    def note(self) -> str:
        match self.kind:
            case "claims":
                return self.unit.title
            case "doubt":
                return _("The evidence changed since you judged it met")
            case _:
                return _("The quality assurer asks you to look again; the reason stands with the unit")


def with_clocks(queue: list[Waiting]) -> list[Waiting]:
    """The same, each handing-in with the clock that runs for it: one query for all."""
    rings: dict[UUID, Ring] = {}
    for row in clocks.feedback_clocks({one.registration for one in queue if one.kind == "claims"}):
        if row.registration:
            rings.setdefault(row.registration.uuid, ring(row))
    return [replace(one, ring=rings.get(one.registration)) if one.kind == "claims" else one for one in queue]


def with_parts(cohort: QuerySet[Progress]) -> QuerySet[Progress]:
    """The cohort with the states of requirement parts, which lists of learners leave in the table."""
    return cohort.defer(None).defer("marks", "registration__specification__document")


def address(registration: UUID, unit: str) -> str:
    """The workbench of one learner, for one unit."""
    return reverse("assessor_workbench", args=[registration], query={"unit": unit})


def waiting(rows: Iterable[Progress]) -> list[Waiting]:
    """Everything that waits, oldest first. Rows come from `with_parts`."""
    found = [one for row in rows if row.waiting or row.signed or row.doubt or "d" in row.parts.values() for one in _of(row)]
    return sorted(found, key=lambda one: (one.since is None, one.since and one.since.timestamp(), one.learner, one.unit.code))


def _of(row: Progress) -> Iterable[Waiting]:
    registration = row.registration
    uuid = registration.uuid
    units = framework_of(registration.specification).unit_by_key

    def one(kind: str, key: str, number: int, since: datetime | None, href: str) -> Waiting:
        learner = registration.learner
        return Waiting(
            kind=kind, registration=uuid, learner=learner.name, first_name=learner.first_name, unit=units[key], number=number, since=since,
            href=href,
        )  # fmt: skip

    cells = progress.unit_cells(row, registration)
    for key in row.units:
        if key in row.waiting_units:
            number, since = row.waiting_units[key]
            yield one("claims", key, number, datetime.fromisoformat(since), address(uuid, key))
        doubt = cells[key].count("d") + sum(state == "d" for target, state in row.parts.items() if target.startswith(f"{key}:"))
        if doubt:
            yield one("doubt", key, doubt, row.last_act_at, address(uuid, key))
        if row.signed.get(key) == "returned":
            yield one("returned", key, 1, row.last_act_at, reverse("assessor_unit", args=[uuid, key]))


def after(queue: list[Waiting], registration: UUID, unit: str = "") -> Waiting | None:
    """The next piece of work that is not the one in hand."""
    return next((one for one in queue if one.registration != registration or (unit and one.unit.key != unit)), None)
