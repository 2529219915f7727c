"""Learners in one line each: the skyline, the two truths, and what is worth knowing. From Progress alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock
from milepost.engine import standing
from milepost.frameworks.queries import framework_of

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.portfolios.models import Progress, Registration

QUIET = timedelta(days=28)
NEW = timedelta(days=28)
NEAR = 75  # signed-off percent
NOBODY = UUID(int=0)
MUCH_SHOWN = 40  # points between evidenced and met


@dataclass(frozen=True, kw_only=True)
class CohortRow:
    """One learner. `worth` is a tag: words and kind."""

    name: str
    href: str
    qualification: str
    cells: str
    sizes: list[int]
    label: str
    signed: int
    evidenced: int
    time_used: int
    last_act_at: datetime | None
    assessor: str
    worth: tuple[str, str] | None


def sizes(row: Progress) -> list[int]:
    """How many criteria each agreed unit has, in the order of the cells."""
    if not row.units:
        return []
    units = framework_of(row.registration.specification).unit_by_key
    return [len(units[key].criterion_targets) for key in row.units]


def label(row: Progress) -> str:
    """The skyline as a sentence."""
    return _("%(name)s: %(met)d of %(total)d criteria met, %(claimed)d claimed, %(redo)d to redo, %(doubt)d in doubt") % {
        "name": row.registration.learner.first_name, "met": row.met, "total": row.total, "claimed": row.claimed, "redo": row.redo,
        "doubt": row.doubt,
    }  # fmt: skip


def time_used(registration: Registration) -> int:
    """The share of the planned time that has gone, in whole percent."""
    return standing.time_used(registration.starts_on, registration.ends_on, clock.today())


def is_quiet(row: Progress) -> bool:
    return row.last_act_at is not None and clock.now() - row.last_act_at >= QUIET


def is_near(row: Progress) -> bool:
    return row.total > 0 and (row.signed_percent >= NEAR or row.met == row.total)


def worth_knowing(row: Progress) -> tuple[str, str] | None:
    """What somebody who looks after this learner should see first."""
    if returned := sum(state == "returned" for state in row.signed.values()):
        return ngettext("%(n)d unit returned", "%(n)d units returned", returned) % {"n": returned}, "stop"
    if row.doubt:
        return _("%(n)d in doubt") % {"n": row.doubt}, "warn"
    if not row.total:
        return _("Units not agreed yet"), "warn"
    if row.signed_percent == 100:
        return _("Every unit is final"), "good"
    if is_quiet(row) and row.last_act_at:
        return _("Quiet for %(n)d days") % {"n": (clock.now() - row.last_act_at).days}, "stop"
    if row.evidenced_percent - row.met_percent >= MUCH_SHOWN:
        return _("Much shown, little judged"), "warn"
    if row.waiting:
        return ngettext("%(n)d claim waits", "%(n)d claims wait", row.waiting) % {"n": row.waiting}, ""
    if is_near(row):
        return _("Near the end"), "good"
    began = clock.now() - row.registration.registered_at
    if began < NEW:
        weeks = began.days // 7
        if not weeks:
            return _("Started this week"), "good"
        return ngettext("Started %(n)d week ago", "Started %(n)d weeks ago", weeks) % {"n": weeks}, "good"
    return None


def cohort_rows(rows: Iterable[Progress], *, page: str) -> list[CohortRow]:
    """`page` is the name of the page of one learner."""
    pattern = reverse(page, args=[NOBODY])  # resolved once, not once a row
    return [
        CohortRow(
            name=row.registration.learner.name, href=pattern.replace(str(NOBODY), str(row.registration.uuid)),
            qualification=row.registration.qualification_title, cells=row.cells, sizes=sizes(row), label=label(row),
            signed=row.signed_percent, evidenced=row.evidenced_percent, time_used=time_used(row.registration),
            last_act_at=row.last_act_at, assessor=row.registration.assessor.name if row.registration.assessor else "",
            worth=worth_knowing(row),
        )
        for row in rows
    ]  # fmt: skip
