"""Handovers and leaves that wait for somebody, and what was before."""

from django.db.models import Q, QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, Handover, Leave, Ownership
from milepost.people.models import Person
from milepost.people.permissions import Permission, may


def _here(by: Actor) -> bool:
    return may(by.role, Permission.READ_EMPLOYERS)


def handovers(*, by: Actor) -> QuerySet[Handover]:
    """Handovers at the reader's centre that nobody has answered, the oldest first."""
    if not _here(by):
        return Handover.objects.none()
    waiting = Handover.objects.filter(centre_id=by.at_centre, answered_at=None, file__merged_into=None)
    return waiting.select_related("file__employer", "file__centre", "to", "asked_by").order_by("asked_at", "pk")


def handover(*, by: Actor) -> QuerySet[Handover]:
    """Every handover at the reader's centre, answered or not."""
    if not _here(by):
        return Handover.objects.none()
    return Handover.objects.filter(centre_id=by.at_centre).select_related("file__employer", "file__centre", "to", "asked_by")


def leaves(*, by: Actor) -> QuerySet[Leave]:
    """Leaves at the reader's centre that are not over and were not taken back, the next one first."""
    if not _here(by):
        return Leave.objects.none()
    ahead = Leave.objects.filter(centre_id=by.at_centre, ends_on__gte=clock.today(), withdrawn_at=None)
    return ahead.select_related("person", "stand_in").order_by("starts_on", "pk")


def asked_of(person: Person, *, by: Actor) -> tuple[list[Handover], list[Leave]]:
    """What somebody was asked to take up, and to stand in for, and has not answered."""
    return list(handovers(by=by).filter(to=person)), list(leaves(by=by).filter(stand_in=person, accepted=None))


def owned_before(file: EmployerFile) -> QuerySet[Ownership]:
    """Who was named for an employer, the newest first."""
    return Ownership.objects.filter(file=file).exclude(Q(person=None)).select_related("person", "made_by").order_by("-pk")
