"""What keeps a relationship: looks back that are due, the next step of the plan, and who has not been heard of for too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from milepost.base import clock
from milepost.employers import facts, queries
from milepost.employers.queries.impact import SOON

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.employers.facts import Rhythm
    from milepost.employers.models import EmployerFile, ImpactCheck, RelationshipPlan

AHEAD = timedelta(days=7)  # so long before it is due a contact is spoken of


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """Of the employers that are somebody's own today."""

    checks: Sequence[ImpactCheck]  # due, or soon
    steps: Sequence[RelationshipPlan]  # whose step is not done and comes soon
    quiet: Sequence[Rhythm]  # time to be in touch, or soon

    @property
    def due(self) -> ImpactCheck | None:
        return next((one for one in self.checks if one.due_on <= clock.today()), None)

    @property
    def step(self) -> RelationshipPlan | None:
        return next((one for one in self.steps if one.next_on <= clock.today()), None)

    @property
    def lapsed(self) -> Rhythm | None:
        return next((one for one in self.quiet if one.lapsed), None)


def of_files(files: Iterable[EmployerFile], *, by: Actor) -> Lasting:
    """Four queries, however many files there are."""
    files, today = list(files), clock.today()
    plans = queries.plans_that_hold(files, by=by)
    return Lasting(
        checks=list(queries.impact_checks_open(files, by=by)),
        steps=sorted((one for one in plans if not one.done_at and one.next_on <= today + SOON), key=lambda one: one.next_on),
        quiet=[one for one in facts.rhythms(plans) if one.due_on <= today + AHEAD],
    )


@dataclass(frozen=True, kw_only=True)
class Helped:
    """Of one employer: every look back, and the plan that holds."""

    checks: Sequence[ImpactCheck]
    plan: RelationshipPlan | None
    rhythm: Rhythm | None


def of_one(parts: Sequence[EmployerFile], *, by: Actor) -> Helped:
    plan = max(queries.plans_that_hold(parts, by=by), key=lambda one: one.made_at, default=None)
    return Helped(
        checks=list(queries.impact_checks(by=by).filter(file__in=[one.pk for one in parts])), plan=plan,
        rhythm=facts.rhythms([plan])[0] if plan else None,
    )  # fmt: skip
