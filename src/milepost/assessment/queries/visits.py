"""Visits as the two who meet see them, what they collide with, and the calendar behind a private address."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from milepost.assessment.models import CalendarFeed, Visit
from milepost.assessment.words import OPEN_VISITS, VisitState
from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.people.models import Appointment
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Registration

KEPT_IN_CALENDAR = timedelta(days=90)


def visits(*, by: Actor) -> QuerySet[Visit]:
    """Visits with the learners whose portfolio `by` may open, with what a line about one needs."""
    visible = portfolios.registrations(by=by).values("pk")
    return (
        Visit.objects.filter(registration__in=visible)
        .select_related("registration__learner", "registration__assessor", "proposed_by", "ended_by")
        .order_by("starts_at", "pk")
    )


def visits_of(registration: Registration) -> QuerySet[Visit]:
    return registration.visits.select_related("proposed_by", "ended_by").order_by("starts_at", "pk")


def agenda(*, by: Actor, since: datetime | None = None) -> QuerySet[Visit]:
    """What is open, whenever it is or was, and what has ended since a moment."""
    ended = Q(ended_at__gte=since) if since else Q(pk__in=[])
    return visits(by=by).filter(Q(state__in=OPEN_VISITS) | ended)


def next_visit(registration: Registration) -> Visit | None:
    """The visit that comes next, or that is going on."""
    return visits_of(registration).filter(state__in=OPEN_VISITS, ends_at__gte=clock.now()).first()


def overlapping(assessor_id: int, starts_at: datetime, ends_at: datetime, *, but: Visit | None = None) -> QuerySet[Visit]:
    """Other visits of an assessor at the same time, proposed or agreed."""
    others = Visit.objects.filter(
        registration__assessor_id=assessor_id, state__in=OPEN_VISITS, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).select_related("registration__learner")
    return others.exclude(pk=but.pk).order_by("starts_at") if but else others.order_by("starts_at")


# The private calendar ------------------------------------------------------------------------------------------------


def calendar_token(feed: CalendarFeed) -> str:
    """The secret of a calendar, as it stands in its address."""
    return tokens.token_of("calendar", feed.uuid)


def calendar_of(*, by: Actor) -> CalendarFeed | None:
    """The reader's own calendar at this centre, while it has an address."""
    return CalendarFeed.objects.filter(person_id=by.person_id or 0, centre_id=by.at_centre, revoked_at=None).first()


def calendar_by_token(token: str) -> CalendarFeed | None:
    """The calendar behind an address, unless it was taken back or its person is not here any more."""
    feeds = CalendarFeed.objects.select_related("person", "centre").filter(revoked_at=None, person__is_active=True)
    return feeds.filter(secret_digest=tokens.digest_of(token)).first()


def visits_in_calendar(feed: CalendarFeed) -> list[tuple[Visit, Role]]:
    """The visits of a calendar, each with the role in which its person has it; those called off stay, so that they vanish
    from where they were copied to."""
    held = Appointment.objects.in_force(clock.today()).filter(person=feed.person, centre=feed.centre)
    roles = set(held.values_list("role", flat=True))
    own = Q(pk__in=[])
    if Role.ASSESSOR in roles:
        own |= Q(registration__assessor=feed.person)
    if Role.LEARNER in roles:
        own |= Q(registration__learner=feed.person)
    found = (
        Visit.objects.filter(own, centre=feed.centre, ends_at__gte=clock.now() - KEPT_IN_CALENDAR)
        .select_related("registration__learner", "registration__assessor")
        .order_by("starts_at", "pk")
    )
    return [(visit, Role.LEARNER if visit.registration.learner_id == feed.person_id else Role.ASSESSOR) for visit in found]


def has_ended(visit: Visit) -> bool:
    """Kept, missed or called off."""
    return visit.state not in (VisitState.PROPOSED, VisitState.AGREED)
