"""Enquiries, contacts and meetings that wait for somebody, and the one timeline of an employer."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from milepost.assessment import words as assessment
from milepost.assurance import words as assurance
from milepost.base import clock
from milepost.base.models import Actor, Event
from milepost.employers import words
from milepost.employers.models import Contact, EmployerFile, Enquiry, Meeting
from milepost.employers.words import MeetingState
from milepost.people.models import Centre
from milepost.people.permissions import Permission, may
from milepost.portfolios import queries as portfolios
from milepost.portfolios import words as registered
from milepost.portfolios.models import Registration

# What of a learner's portfolio stands on the employer's timeline, where the learner agrees to it.
OF_LEARNERS = (
    registered.LEARNER_REGISTERED, registered.REGISTRATION_PAUSED, registered.REGISTRATION_RESUMED, registered.REGISTRATION_COMPLETED,
    registered.LEARNER_WITHDRAWN, assessment.UNIT_SIGNED_OFF, assurance.UNIT_AGREED, assessment.REVIEW_SIGNED,
)  # fmt: skip
OF_FILES = tuple(sorted(value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)))


def centre_by_uuid(uuid: UUID) -> Centre | None:
    """The centre whose public form this is."""
    return Centre.objects.select_related("organisation").filter(uuid=uuid).first()


def enquiries(*, by: Actor) -> QuerySet[Enquiry]:
    """Enquiries at the reader's centre, the oldest first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Enquiry.objects.none()
    return (
        Enquiry.objects.filter(centre_id=by.at_centre)
        .select_related("file__employer", "received_by", "centre")
        .order_by("received_at", "pk")
    )


def enquiries_to_take(*, by: Actor) -> QuerySet[Enquiry]:
    return enquiries(by=by).filter(file=None, closed_at=None)


def enquiries_to_answer(files: Iterable[EmployerFile], *, by: Actor) -> QuerySet[Enquiry]:
    """Enquiries that stand in these files and that nobody has answered."""
    return enquiries(by=by).filter(file__in=[file.pk for file in files], answered_at=None, closed_at=None)


def contacts(*, by: Actor) -> QuerySet[Contact]:
    """Contacts with employers of the reader's centre, the newest first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Contact.objects.none()
    return (
        Contact.objects.filter(file__centre_id=by.at_centre)
        .select_related("file__employer", "file__centre")
        .order_by("-happened_at", "-pk")
    )


def steps_open(files: Iterable[EmployerFile], *, by: Actor) -> QuerySet[Contact]:
    """What was agreed as the next step in these files and is not done, the first due first."""
    return contacts(by=by).filter(file__in=[f.pk for f in files], next_done_at=None).exclude(next_step="").order_by("next_on", "pk")


def meetings(*, by: Actor) -> QuerySet[Meeting]:
    """Meetings with employers of the reader's centre, the next one first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Meeting.objects.none()
    return Meeting.objects.filter(file__centre_id=by.at_centre).select_related("file__employer", "file__centre").order_by("starts_at", "pk")


def meetings_open(files: Iterable[EmployerFile], *, by: Actor) -> QuerySet[Meeting]:
    """Meetings in these files that are planned for the next two weeks, or that nobody has said what came of."""
    soon = clock.now() + timedelta(days=14)
    return meetings(by=by).filter(file__in=[f.pk for f in files], state=MeetingState.PLANNED, starts_at__lt=soon)


def timeline(parts: Iterable[EmployerFile], registrations: Iterable[Registration], *, also: Iterable[str] = ()) -> QuerySet[Event]:
    """Everything that happened with an employer, the newest first: of learners only what they agree to being seen.

    `also` names what rooms above this one write into the file's stream.
    """
    seen = portfolios.employers_see([one.pk for one in registrations])
    own = Event.objects.filter(stream__in=[part.stream for part in parts], name__in=[*OF_FILES, *also])
    theirs = Event.objects.filter(stream__in=[one.stream for one in registrations if one.pk in seen], name__in=OF_LEARNERS)
    return (own | theirs).order_by("-at", "-pk")
