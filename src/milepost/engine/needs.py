"""Who needs help this week, and why: the facts of one registration → reasons, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from milepost.engine import worktime
from milepost.engine.reasons import Shortfall
from milepost.engine.standing import time_used

QUIET = 28  # days without an act in the portfolio
FEEDBACK = 10  # working days, Monday to Friday, until handed-in work is looked at
UNITS = 14  # days until units should be agreed
REDO = 14  # days until what came back should be answered
ENDING = 28  # days before the planned end
NEARLY = 80  # percent signed off that calm an end that is near

# In the order of urgency: first what stops everything, then what the centre owes, then what the learner owes.
ORDER = ("no_assessor", "feedback_late", "units_open", "break_overrun", "ends_soon", "no_contact", "redo_open", "consent_missing")
PLACE = {kind: place for place, kind in enumerate(ORDER)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one registration that goes on. Days are those of the place where the centre stands."""

    began_on: date
    ends_on: date
    has_assessor: bool
    has_units: bool
    signed: int = 0  # percent
    last_act_on: date | None = None
    waiting_since: date | None = None
    redo_since: date | None = None
    consent_missing: bool = False
    on_break: bool = False
    back_by: date | None = None  # when they mean to be back from the break they are on


def needs(standing: Standing, today: date) -> list[Shortfall]:
    """Every reason why this learner needs somebody this week. `days` in each says for how long. Empty means all is well."""
    if standing.on_break:
        late = (today - standing.back_by).days if standing.back_by else 0
        return [_need("break_overrun", late, day=standing.back_by)] if late > 0 else []
    return sorted(_needs(standing, today), key=lambda one: PLACE[one.kind])


def _needs(standing: Standing, today: date) -> list[Shortfall]:
    found = []
    if not standing.has_assessor:
        found.append(_need("no_assessor", max((today - standing.began_on).days, 0)))
    if standing.waiting_since and (due := _due(standing.waiting_since)) < today:
        found.append(_need("feedback_late", (today - standing.waiting_since).days, due=due))
    if not standing.has_units and (waited := (today - standing.began_on).days) >= UNITS:
        found.append(_need("units_open", waited))
    left = (standing.ends_on - today).days
    if left <= ENDING and standing.signed < NEARLY:
        found.append(_need("ends_soon", ENDING - left, left=left, signed=standing.signed))
    if standing.last_act_on and (quiet := (today - standing.last_act_on).days) >= QUIET:
        found.append(_need("no_contact", quiet))
    if standing.redo_since and (open_for := (today - standing.redo_since).days) >= REDO:
        found.append(_need("redo_open", open_for))
    if standing.consent_missing:
        found.append(_need("consent_missing", max((today - standing.began_on).days, 0)))
    return found


@cache
def _due(since: date) -> date:
    """The last day on which feedback is in time. Thousands of learners share a few hundred days."""
    return worktime.after(since, FEEDBACK)


def _need(kind: str, days: int, **more: object) -> Shortfall:
    return Shortfall(kind, {"days": days, **more})


def urgency(reasons: Sequence[Shortfall]) -> tuple[int, int, int]:
    """What to sort by: the most urgent reason first; among equals more reasons, then the one that has lasted longer."""
    return PLACE[reasons[0].kind], -len(reasons), -int(str(reasons[0].args["days"]))


def behind(*, starts_on: date, ends_on: date, today: date, signed: int) -> int:
    """How many points of a hundred the share signed off is behind the share of time used; never below 0."""
    return max(time_used(starts_on, ends_on, today) - signed, 0)
