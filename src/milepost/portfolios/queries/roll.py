"""Everybody a centre ever registered, and when those who go on are due: the nominal roll, completions, caseloads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from milepost.base.models import Actor
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Progress, Registration
from milepost.portfolios.words import OPEN_STATES


def roll(*, by: Actor) -> QuerySet[Registration]:
    """Every registration on a qualification, the closed ones included, by name, with what a roll says of it."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return Registration.objects.none()
    return (
        Registration.objects.filter(centre_id=by.at_centre, programme=False)
        .select_related("learner", "employer", "assessor", "iqa", "site")
        .order_by("learner__name", "pk")
    )


def qualifications_in(found: QuerySet[Registration]) -> list[tuple[str, str, int]]:
    """(number or title, title, how many) of what these are registered on."""
    counted = found.order_by("qualification_title").values_list("qualification", "qualification_title")
    return list(counted.annotate(number=Count("pk")))


def learners_by_site(*, by: Actor) -> dict[int | None, int]:
    """How many registrations that go on there are at each site; None: at no site in particular."""
    return dict(roll(by=by).filter(state__in=OPEN_STATES).order_by().values_list("site").annotate(number=Count("pk")))


# When they are due --------------------------------------------------------------------------------------------------


def due(*, by: Actor) -> QuerySet[Progress]:
    """Progress of those who learn now, whose planned end comes first on top."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return Progress.objects.none()
    return (
        Progress.objects.filter(centre_id=by.at_centre, active=True, registration__programme=False)
        .select_related("registration__learner", "registration__assessor")
        .defer("marks", "parts", "cells", "waiting_units")
        .order_by("registration__ends_on", "registration_id")
    )


def months_due(found: QuerySet[Progress]) -> list[tuple[int, int, int, int]]:
    """(year, month, how many are due, how many of them have everything signed off), the earliest first."""
    ends = F("registration__ends_on")
    return list(
        found.order_by()
        .annotate(year=ExtractYear(ends), month=ExtractMonth(ends))
        .values_list("year", "month")
        .annotate(number=Count("pk"), done=Count("pk", filter=Q(signed_percent=100)))
        .order_by("year", "month")
    )


def due_in(found: QuerySet[Progress], year: int, month: int) -> QuerySet[Progress]:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return found.filter(registration__ends_on__gte=first, registration__ends_on__lt=after)


# Who has whom -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Load:
    """What one assessor has: learners on a registration that goes on, and claims that wait."""

    learners: int = 0
    waiting: int = 0


def loads(*, by: Actor) -> dict[int | None, Load]:
    """By the assessor's primary key; None: the learners whom nobody assesses."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return {}
    found = Progress.objects.filter(centre_id=by.at_centre, registration__state__in=OPEN_STATES, registration__programme=False).order_by()
    counted = found.values_list("assessor").annotate(learners=Count("pk"), claims=Sum("waiting"))
    return {assessor: Load(learners, claims or 0) for assessor, learners, claims in counted}


def caseload_of(assessor: Person | None, *, by: Actor) -> QuerySet[Registration]:
    """The registrations that go on and that this person assesses, or nobody, by name."""
    return (
        roll(by=by)
        .filter(assessor=assessor, state__in=OPEN_STATES)
        .select_related("progress", "learner", "site", "employer", "iqa", "assessor")
    )


def people_with_learners(keys: Collection[int]) -> dict[UUID, Person]:
    """The people behind these primary keys, by uuid: also those whose appointment has ended."""
    return {one.uuid: one for one in Person.objects.filter(pk__in=keys)}
