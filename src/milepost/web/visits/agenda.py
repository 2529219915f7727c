"""Visits in the order in which they matter: to answer, to write up, day by day, and what was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.assessment import policies
from milepost.assessment.words import Side, VisitState
from milepost.base import clock
from milepost.portfolios.wording import by_mark
from milepost.web.visits import telling

if TYPE_CHECKING:
    from milepost.assessment.models import Visit
    from milepost.base.models import Actor

PAST = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One visit in a list."""

    visit: Visit
    who: str
    href: str
    day: str
    hours: str
    where: str
    standing: telling.Standing
    collides: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    title: str
    today: bool
    lines: list[Line]


@dataclass(frozen=True, kw_only=True)
class Week:
    title: str
    days: list[Day] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    answer: list[Line]
    over: list[Line]
    weeks: list[Week]
    past: list[Line]

    @property
    def empty(self) -> bool:
        return not (self.answer or self.over or self.weeks or self.past)


def line(visit: Visit, *, by: Actor, page: str, collides: bool = False) -> Line:
    side = policies.side_of(visit.registration, by=by)
    registration = visit.registration
    other = registration.learner if side != Side.LEARNER else registration.assessor
    return Line(
        visit=visit, who=other.name if other else by_mark(registration, _("your assessor"), _("your adviser")), href=reverse(page, args=[visit.uuid]), day=telling.day(visit.starts_at),
        hours=telling.hours(visit.starts_at, visit.ends_at), where=telling.where(visit), standing=telling.standing(visit, side), collides=collides,
    )  # fmt: skip


def agenda(visits: Iterable[Visit], *, by: Actor, page: str) -> Agenda:
    """Everything in one go from the rows, asking nothing."""
    rows = list(visits)
    ahead = [one for one in rows if telling.is_open(one) and not policies.has_begun(one)]
    twice = _at_once(ahead) if any(policies.side_of(one.registration, by=by) == Side.ASSESSOR for one in ahead[:1]) else set()
    lines = [line(one, by=by, page=page, collides=one.pk in twice) for one in rows]
    return Agenda(
        answer=[one for one in lines if one.standing.answer],
        over=[one for one in lines if one.standing.over],
        weeks=_weeks([one for one in lines if telling.is_open(one.visit) and not one.standing.over]),
        past=sorted((one for one in lines if not telling.is_open(one.visit)), key=lambda one: one.visit.starts_at, reverse=True),
    )


def _at_once(visits: list[Visit]) -> set[int]:
    """Those that stand at the same time as another. Visits come by their beginning."""
    found: set[int] = set()
    for i, one in enumerate(visits):
        for other in visits[i + 1 :]:
            if other.starts_at >= one.ends_at:
                break
            found |= {one.pk, other.pk}
    return found


def _weeks(lines: list[Line]) -> list[Week]:
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    weeks: dict[str, Week] = {}
    days: dict[date, Day] = {}
    for one in lines:
        on = timezone.localtime(one.visit.starts_at).date()
        title = _week(on, monday)
        week = weeks.setdefault(title, Week(title=title))
        if on not in days:
            days[on] = Day(title=_("Today, %(day)s") % {"day": one.day} if on == today else one.day, today=on == today, lines=[])
            week.days.append(days[on])
        days[on].lines.append(one)
    return list(weeks.values())


def _week(on: date, monday: date) -> str:
    if on < monday + timedelta(days=7):
        return _("This week")
    return _("Next week") if on < monday + timedelta(days=14) else _("Later")


def coming(visits: Iterable[Visit], *, by: Actor, page: str) -> list[Line]:
    """What of these still stands, for a day at a glance."""
    return [line(one, by=by, page=page) for one in visits if one.state in (VisitState.PROPOSED, VisitState.AGREED)]
