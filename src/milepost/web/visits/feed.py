"""A calendar as iCalendar text: what a phone or a desk fetches again and again from a private address.

No METHOD: this is a publication to read, not an invitation. UID never changes, SEQUENCE counts the changes, DTSTAMP is
the moment of the last one, so that the same visits are always the same text. What is called off stays as cancelled, so
that it vanishes from where it was copied to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from milepost import links
from milepost.assessment.words import VisitState
from milepost.people.words import Role
from milepost.portfolios.wording import by_mark

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.assessment.models import Visit

REFRESH = timedelta(hours=1)
STATUS = {VisitState.PROPOSED: "TENTATIVE", VisitState.AGREED: "CONFIRMED", VisitState.KEPT: "CONFIRMED"}


def calendar_text(visits: Iterable[tuple[Visit, Role]], *, name: str) -> bytes:
    """`visits` come with the role in which their reader has them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Milepost//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for visit, role in visits:
        calendar.add_component(_event(visit, role))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(visit: Visit, role: Role) -> Event:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    zone = timezone.get_default_timezone()
    changed = _changed(visit)
    event = Event()
    event.add("uid", f"visit-{visit.uuid}@{host}")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", visit.starts_at.astimezone(zone))
    event.add("dtend", visit.ends_at.astimezone(zone))
    event.add("summary", _summary(visit, role))
    event.add("description", _description(visit, role))
    if visit.place:
        event.add("location", visit.place)
    event.add("status", STATUS.get(VisitState(visit.state), "CANCELLED"))
    event.add("transp", "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("url", links.absolute(links.visit(visit.uuid, role=role)))
    return event


def _changed(visit: Visit) -> datetime:
    moments = [moment for moment in (visit.proposed_at, visit.agreed_at, visit.ended_at) if moment]
    return max(moments).replace(microsecond=0)


def _summary(visit: Visit, role: Role) -> str:
    registration = visit.registration
    if role == Role.ASSESSOR:
        text = by_mark(registration, _("Visit: %(name)s"), _("Appointment: %(name)s")) % {"name": registration.learner.name}
    else:
        other = registration.assessor.name if registration.assessor else by_mark(registration, _("your assessor"), _("your adviser"))
        text = by_mark(registration, _("Visit of %(name)s"), _("Appointment with %(name)s")) % {"name": other}
    return _("%(visit)s (not agreed yet)") % {"visit": text} if visit.state == VisitState.PROPOSED else text


def _description(visit: Visit, role: Role) -> str:
    number = len(visit.targets)
    lines = [visit.activity]
    if number:
        lines.append(ngettext("%(n)d criterion may be shown.", "%(n)d criteria may be shown.", number) % {"n": number})
    lines.append(links.absolute(links.visit(visit.uuid, role=role)))
    return "\n".join(lines)
