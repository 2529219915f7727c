"""Visits in words: when, in what state, whether the time fits, what else stands there at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.assessment import policies
from milepost.assessment import queries as assessment
from milepost.assessment.words import OPEN_VISITS, MissedBy, Side, VisitKind, VisitState
from milepost.base import clock
from milepost.base.text import listed
from milepost.engine import visiting
from milepost.engine.visiting import Fit
from milepost.portfolios import facts
from milepost.portfolios.wording import by_mark
from milepost.web.programmes.history import missed_by

if TYPE_CHECKING:
    from milepost.assessment.models import Visit
    from milepost.portfolios.models import Workplace


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """ "10:00 to 11:30"."""
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return _("%(begins)s to %(ends)s") % {"begins": date_format(first, "H:i"), "ends": date_format(last, "H:i")}


def day(moment: datetime) -> str:
    """ "Tuesday 24 November", with the year where it is another."""
    local = timezone.localtime(moment)
    return date_format(local, "l j F" if local.year == clock.today().year else "l j F Y")


def when(visit: Visit) -> str:
    return _("%(day)s, %(hours)s") % {"day": day(visit.starts_at), "hours": hours(visit.starts_at, visit.ends_at)}


def where(visit: Visit) -> str:
    """The place, or that there is none."""
    return visit.place or (_("by video or telephone") if visit.kind == VisitKind.REMOTE else "")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visit stands for one reader: a short word with its look, and the whole sentence."""

    words: str
    kind: str  # of the tag
    icon: str
    sentence: str
    answer: bool = False  # the reader has to say yes or no
    over: bool = False  # its time has come, and nobody has said what became of it


def standing(visit: Visit, side: Side | None) -> Standing:
    """`side` is the reader's; who only reads has none."""
    other = _other(visit, side)
    begun = policies.has_begun(visit)
    match visit.state:
        case VisitState.PROPOSED if begun:
            said = _("The time passed before anybody agreed it. Plan another one, or say that it was held all the same.")
            return Standing(_("No answer"), "warn", "timer", said, over=True)
        case VisitState.PROPOSED if policies.proposed_side(visit) != side and side:
            return Standing(_("Waits for you"), "warn", "circle-help", _("%(name)s proposes this time.") % {"name": other}, answer=True)
        case VisitState.PROPOSED:
            return Standing(_("Proposed"), "claim", "circle-dashed", _("It waits for %(name)s to agree it.") % {"name": other})
        case VisitState.AGREED if begun:
            return Standing(
                _still_to_say(visit) if side == Side.ASSESSOR else _("Agreed"), "warn", "pen-line", _("Its time has come."), over=True
            )
        case VisitState.AGREED:
            return Standing(_("Agreed"), "good", "check", _("You have both agreed it.") if side else _("Both have agreed it."))
        case VisitState.KEPT:
            if visit.registration.programme:
                return Standing(_("Kept"), "met", "check", _("It was kept."))
            return Standing(_("Held"), "met", "check", _("It was held."))
        case VisitState.MISSED:
            by = missed_by(visit.missed_by) if visit.registration.programme else str(MissedBy(visit.missed_by).label)
            return Standing(_("Missed"), "stop", "x", _("It did not take place: %(who)s.") % {"who": by})
        case _:
            who = visit.ended_by.name if visit.ended_by else ""
            return Standing(_("Called off"), "line", "undo-2", _("%(name)s called it off.") % {"name": who})


def _still_to_say(visit: Visit) -> str:
    return by_mark(visit.registration, _("To write up"), _("Was it kept?"))


def _other(visit: Visit, side: Side | None) -> str:
    """Whom the reader meets, by first name; for somebody else, whose turn it is."""
    registration = visit.registration
    assessor = registration.assessor.first_name if registration.assessor else _("the assessor")
    if side == Side.LEARNER or (side is None and policies.proposed_side(visit) == Side.LEARNER):
        return assessor
    return registration.learner.first_name


def shifts(workplace: Workplace | None) -> list[tuple[str, str]]:
    """The shifts of a week in words: [("Monday", "08:00 to 16:00")]."""
    told = workplace.shifts if workplace else []
    return [(str(WEEKDAYS[one["day"]]), _("%(begins)s to %(ends)s") % {"begins": one["from"], "ends": one["to"]}) for one in told]


def misfit(workplace: Workplace | None, starts_at: datetime, ends_at: datetime) -> str:
    """A warning in words when a time lies outside the shifts that are known, "" when it fits or nothing is known."""
    local = timezone.localtime(starts_at)
    fit = visiting.fit(facts.shifts_of(workplace), local, timezone.localtime(ends_at))
    that_day = listed(words for name, words in shifts(workplace) if name == str(WEEKDAYS[local.weekday()]))
    named = {"day": date_format(local, "l"), "shifts": that_day}
    match fit:
        case Fit.PARTLY if that_day:
            return _("This is only partly inside the shift on %(day)s: %(shifts)s.") % named
        case Fit.OUTSIDE if that_day:
            return _("This is outside the shift on %(day)s: %(shifts)s.") % named
        case Fit.PARTLY | Fit.OUTSIDE:
            return _("This is not wholly inside the shift that ends on %(day)s.") % named
        case Fit.DAY_OFF:
            return _("No shift is known on a %(day)s.") % named
    return ""


def collisions(assessor_id: int | None, starts_at: datetime, ends_at: datetime, *, but: Visit | None = None) -> list[str]:
    """What else stands in the assessor's calendar at that time, a sentence each."""
    if assessor_id is None:
        return []
    found = assessment.overlapping(assessor_id, starts_at, ends_at, but=but)
    return [
        _("You are with %(name)s at the same time: %(when)s.") % {"name": one.registration.learner.name, "when": when(one)} for one in found
    ]


def is_open(visit: Visit) -> bool:
    return visit.state in OPEN_VISITS
