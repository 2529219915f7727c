"""A plan and its steps as people read them: no number says how much of it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from milepost.frameworks.queries import framework_of
from milepost.portfolios import policies, queries
from milepost.web.components import Stone

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.engine.framework import Unit
    from milepost.portfolios.models import Registration, UnitPlan


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step of a plan: what it is for, what was agreed, whether it is behind them."""

    key: str
    title: str
    aim: str
    agreed: str
    taken: bool
    taken_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan in force and the one that waits for somebody's yes."""

    rows: list[StepRow]
    proposed: UnitPlan | None
    proposed_rows: list[StepRow]
    why_not_agree: str | None
    may_step: bool
    agreed: UnitPlan | None

    @property
    def ahead(self) -> list[StepRow]:
        return [one for one in self.rows if not one.taken]


def steps_of(registration: Registration) -> list[Unit]:
    """Every step that the programme offers, in its order."""
    return list(framework_of(registration.specification).units)


def _rows(registration: Registration, plan: UnitPlan | None, taken: Mapping[str, str]) -> list[StepRow]:
    if plan is None:
        return []
    known = framework_of(registration.specification).unit_by_key
    return [
        StepRow(
            key=key, title=known[key].title, aim=known[key].aim, agreed=plan.answers.get(key, ""), taken=key in taken,
            taken_by=taken.get(key, ""),
        )
        for key in plan.units
        if key in known
    ]  # fmt: skip


def plan_of(registration: Registration, *, by: Actor) -> Plan:
    taken = queries.steps_taken(registration)
    agreed, proposed = queries.plan_agreed(registration), queries.plan_proposed(registration)
    for plan in filter(None, (agreed, proposed)):
        plan.registration = registration
    return Plan(
        rows=_rows(registration, agreed, taken), proposed=proposed, proposed_rows=_rows(registration, proposed, {}), agreed=agreed,
        why_not_agree=policies.why_not_agree_units(proposed, by=by) if proposed else None,
        may_step=policies.takes_part(registration, by) and policies.why_not_open(registration, by=by) is None,
    )  # fmt: skip


def road(plan: Plan) -> list[Stone]:
    """A stone a step, those behind them first: a plan has no order that one must keep to. The first of the others is where they are."""
    here = next(iter(plan.ahead), None)
    return [
        Stone(
            title=one.title, note=_("behind you") if one.taken else one.agreed or one.aim,
            state="passed" if one.taken else "here" if one is here else "ahead",
        )
        for one in sorted(plan.rows, key=lambda one: not one.taken)
    ]  # fmt: skip
