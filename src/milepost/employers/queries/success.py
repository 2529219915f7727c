"""What the measures of success are worked out from: one query for each, over everything at a centre."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Prefetch, Q

from milepost.employers.models import BusinessIssue, EmployerFile, Enquiry, ImpactLetter, Measurement, PastSeries, ProposalAnswer
from milepost.employers.words import AnswerKind
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration

if TYPE_CHECKING:
    from milepost.base.models import Actor


class FileLine(NamedTuple):
    pk: int
    merged_into: int | None
    employer: int
    name: str


class Yes(NamedTuple):
    """A proposal that was accepted."""

    proposal: int
    file: int
    at: datetime


class Learning(NamedTuple):
    """Somebody who learns or learnt at an employer."""

    employer: int
    registered_at: datetime
    closed_on: date | None
    state: str


class Answer(NamedTuple):
    """A letter that asked for a view, and what was said of recommending us."""

    party: str
    sent_at: datetime
    recommend: int | None


def _centre(by: Actor) -> int:
    """The reader's centre; none for who reads nothing of employers."""
    return (by.at_centre or 0) if may(by.role, Permission.READ_EMPLOYERS) else 0


def file_lines(*, by: Actor) -> list[FileLine]:
    """Every file at the reader's centre, those merged into another too."""
    found = EmployerFile.objects.filter(centre_id=_centre(by))
    return [FileLine(*row) for row in found.values_list("pk", "merged_into", "employer", "employer__name").order_by("employer__name")]


def yeses(*, by: Actor) -> list[Yes]:
    """Every proposal that an employer has accepted, the oldest first."""
    said = ProposalAnswer.objects.filter(kind=AnswerKind.ACCEPTED, version__proposal__file__centre_id=_centre(by))
    return [Yes(*row) for row in said.order_by("pk").values_list("version__proposal", "version__proposal__file", "made_at")]


def learning_since(day: date, *, by: Actor) -> list[Learning]:
    """Who learns at an employer, or did since a day."""
    here = Registration.objects.filter(Q(closed_on=None) | Q(closed_on__gte=day), centre_id=_centre(by))
    rows = here.exclude(employer=None).order_by("pk").values_list("employer", "registered_at", "closed_on", "state")
    return [Learning(*row) for row in rows]


def enquiries_since(moment: datetime, *, by: Actor) -> list[tuple[datetime, datetime | None]]:
    """When each enquiry came and when it was answered; what was closed as none is left out."""
    here = Enquiry.objects.filter(centre_id=_centre(by), received_at__gte=moment)
    return list(here.exclude(answered_at=None, closed_at__isnull=False).order_by("pk").values_list("received_at", "answered_at"))


def views_asked_since(moment: datetime, *, by: Actor) -> list[Answer]:
    """Letters that asked whether something helped, with what was answered."""
    sent = ImpactLetter.objects.filter(impact__file__centre_id=_centre(by), sent_at__gte=moment)
    rows = sent.filter(Q(withdrawn_at=None) | Q(view__isnull=False)).order_by("pk").values_list("party", "sent_at", "view__recommend")
    return [Answer(*row) for row in rows]


def issues_counted(*, by: Actor) -> list[BusinessIssue]:
    """Every business issue at the reader's centre with its counts. Three queries."""
    measured, past = (
        Prefetch("measurements", Measurement.objects.order_by("pk")),
        Prefetch("past_series", PastSeries.objects.order_by("number")),
    )
    here = BusinessIssue.objects.filter(file__centre_id=_centre(by))
    return list(here.prefetch_related(measured, past).order_by("pk"))
