"""The journey that runs at a centre, and the files that walk it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from milepost.base.models import Actor, Event
from milepost.employers.journeyfile import shipped
from milepost.employers.models import EmployerFile, EmployerMerge, JourneyVersion
from milepost.engine.journey import Journey, journey_of
from milepost.people.models import Organisation
from milepost.people.permissions import Permission, may
from milepost.people.words import OrganisationKind
from milepost.portfolios.models import Registration


def newest_journey(centre_id: int) -> JourneyVersion | None:
    """The newest version that a centre has published itself."""
    return JourneyVersion.objects.filter(centre_id=centre_id).order_by("-number").select_related("published_by").first()


def journey_at(centre_id: int) -> Journey:
    """The journey that runs at a centre: its own newest version, or the one that comes with Milepost."""
    newest = newest_journey(centre_id)
    return journey_of(newest.document, number=newest.number) if newest else shipped()


def versions_of_journey(*, by: Actor) -> QuerySet[JourneyVersion]:
    """Every version that the reader's centre has published, the newest first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return JourneyVersion.objects.none()
    return JourneyVersion.objects.filter(centre_id=by.at_centre).order_by("-number").select_related("published_by")


def files(*, by: Actor) -> QuerySet[EmployerFile]:
    """The files of the reader's centre, those merged into another left out, by name."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return EmployerFile.objects.none()
    held = EmployerFile.objects.filter(centre_id=by.at_centre, merged_into=None)
    return held.select_related("employer", "opened_by").order_by("employer__name", "pk")


def without_file(*, by: Actor) -> QuerySet[Organisation]:
    """Employers of the reader's centre for which nobody has opened a file yet, by name."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Organisation.objects.none()
    held = Organisation.objects.filter(centre_id=by.at_centre, kind=OrganisationKind.EMPLOYER, file=None)
    return held.order_by("name", "pk")


def parts_of(file: EmployerFile) -> list[EmployerFile]:
    """The file with those that were merged into it."""
    return [file, *EmployerFile.objects.filter(merged_into=file).select_related("employer").order_by("pk")]


def merges_of(file: EmployerFile) -> QuerySet[EmployerMerge]:
    """What was merged into a file and not parted again, the newest first."""
    merges = EmployerMerge.objects.filter(kept=file, parted_at=None)
    return merges.select_related("merged__employer", "merged_by").order_by("-pk")


def learners_of_employer(parts: Iterable[EmployerFile]) -> QuerySet[Registration]:
    """Everybody who learns or learnt at an employer, the newest first."""
    at = [part.employer_id for part in parts]
    found = Registration.objects.filter(employer__in=at).select_related("learner", "progress", "assessor", "specification")
    return found.defer("specification__document").order_by("-registered_at")


def streams_of(parts: Iterable[EmployerFile]) -> list[str]:
    """The streams of an employer's files and of the portfolios of who learns there."""
    parts = list(parts)
    uuids = Registration.objects.filter(employer__in=[part.employer_id for part in parts]).values_list("uuid", flat=True)
    return [part.stream for part in parts] + [f"portfolio:{uuid}" for uuid in uuids]


def happened(parts: Iterable[EmployerFile], names: Iterable[str]) -> dict[str, Event]:
    """By name, the newest event of those asked for that has happened with an employer."""
    events = Event.objects.filter(stream__in=streams_of(parts), name__in=list(names)).order_by("pk")
    return {event.name: event for event in events}
