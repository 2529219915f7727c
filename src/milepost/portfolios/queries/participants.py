"""Participants: who may see whom, the steps that were taken, and what somebody told of themselves."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from milepost.base.models import Actor
from milepost.people.models import Appointment
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Disclosure, Registration
from milepost.portfolios.queries.portfolio import nearest, registrations
from milepost.portfolios.words import OPEN_STATES


def participants(*, by: Actor) -> QuerySet[Registration]:
    """Registrations on programmes that `by` may open, by name: those that go on first."""
    return registrations(by=by).filter(programme=True).order_by("closed_on", "learner__name", "pk")


def participants_now(*, by: Actor) -> QuerySet[Registration]:
    return participants(by=by).filter(state__in=OPEN_STATES)


def with_programmes[A: QuerySet[Appointment]](appointments: A, *, chosen: str | None = None) -> A:
    """The same appointments, each with `programme` (as a learner: what they work on is one; see `registration_of_learner`) and
    `advises` (they look after a participant) and `assesses` (they look or looked after a learner): no query more. `chosen` is the uuid of the registration they chose."""
    here = Registration.objects.filter(centre=OuterRef("centre"))
    own = here.filter(learner=OuterRef("person")).order_by(*nearest(chosen))
    advised = here.filter(assessor=OuterRef("person"), programme=True, state__in=OPEN_STATES)
    assessed = here.filter(assessor=OuterRef("person"), programme=False)
    return appointments.annotate(programme=Subquery(own.values("programme")[:1]), advises=Exists(advised), assesses=Exists(assessed))


def only_takes_part(appointment: Appointment) -> bool:
    """Whether somebody is here for a programme alone: then nobody should call them a learner."""
    here = Registration.objects.filter(learner=appointment.person, centre=appointment.centre)
    kinds = set(here.values_list("programme", flat=True)) if appointment.role == Role.LEARNER else set()
    return kinds == {True}


def steps_taken(registration: Registration) -> dict[str, str]:
    """By the key of a step: who said that it is behind them. One query."""
    return dict(registration.steps_taken.order_by("taken_at", "pk").values_list("step", "taken_by__name"))


def _readable(by: Actor) -> Q:
    """Who told it; the adviser it was told to, while they advise; the centre manager where that was agreed. Nobody else, ever."""
    mine = Q(registration__centre_id=by.at_centre, registration__programme=True)
    if by.person_id is None or by.centre_id is None:
        return Q(pk__in=[])
    if may(by.role, Permission.DISCLOSE):
        return mine & Q(registration__learner_id=by.person_id)
    if may(by.role, Permission.NOTE_DISCLOSURE):
        return mine & Q(registration__assessor_id=by.person_id, reader_id=by.person_id)
    if may(by.role, Permission.READ_PARTICIPANTS):
        return mine & Q(manager_too=True)
    return Q(pk__in=[])


def disclosures(*, by: Actor) -> QuerySet[Disclosure]:
    """What was told and may be read by `by`, the strengths first."""
    found = Disclosure.objects.filter(_readable(by)).select_related("registration", "told_by", "reader")
    return found.order_by("-kind", "told_at", "pk")
