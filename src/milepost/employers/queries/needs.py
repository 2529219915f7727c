"""Needs analyses and business issues."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from milepost.base.models import Actor
from milepost.employers.models import BusinessIssue, EmployerFile, Measurement, NeedsAnalysis
from milepost.people.permissions import Permission, may


def analyses_of(parts: Iterable[EmployerFile]) -> QuerySet[NeedsAnalysis]:
    """Every needs analysis of an employer, the newest first."""
    found = NeedsAnalysis.objects.filter(file__in=[part.pk for part in parts])
    return found.select_related("opened_by", "file__employer", "file__centre").order_by("-opened_at", "-pk")


def analyses(*, by: Actor) -> QuerySet[NeedsAnalysis]:
    """Needs analyses at the reader's centre."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return NeedsAnalysis.objects.none()
    here = NeedsAnalysis.objects.filter(file__centre_id=by.at_centre)
    return here.select_related("file__employer", "file__centre", "written_by", "signed_by")


def issues_of(parts: Iterable[EmployerFile]) -> QuerySet[BusinessIssue]:
    """The business issues of an employer with what was measured of each, those that are open first."""
    measured = Prefetch("measurements", Measurement.objects.order_by("-measured_on", "-pk"))
    found = BusinessIssue.objects.filter(file__in=[part.pk for part in parts]).select_related("file").prefetch_related(measured)
    return found.order_by("closed_at", "file", "number")


def issues(*, by: Actor) -> QuerySet[BusinessIssue]:
    """Business issues at the reader's centre."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return BusinessIssue.objects.none()
    here = BusinessIssue.objects.filter(file__centre_id=by.at_centre)
    return here.select_related("file__employer", "file__centre").prefetch_related("measurements", "past_series")
