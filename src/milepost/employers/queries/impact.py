"""Impact checks, what was said by letter, the figures of a return, and plans for relationships."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.employers.models import (
    Assumption,
    BusinessIssue,
    Contact,
    EmployerFile,
    ImpactCheck,
    ImpactLetter,
    Measurement,
    Meeting,
    PastSeries,
    Proposal,
    ProposalVersion,
    RelationshipPlan,
)
from milepost.employers.words import AnswerKind, MeetingState
from milepost.people.permissions import Permission, may

SOON = timedelta(days=14)  # so long before its day a check stands on its owner's page


def accepted_version(proposal: Proposal) -> ProposalVersion | None:
    """The version of a proposal that the employer has accepted."""
    found = ProposalVersion.objects.filter(proposal=proposal, answers__kind=AnswerKind.ACCEPTED).select_related("proposal__file")
    return found.order_by("-pk").first()


def impact_checks(*, by: Actor) -> QuerySet[ImpactCheck]:
    """Impact checks at the reader's centre, the first due first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return ImpactCheck.objects.none()
    here = ImpactCheck.objects.filter(file__centre_id=by.at_centre)
    return here.select_related("file__employer", "file__centre", "version__proposal", "closed_by").order_by("due_on", "pk")


def impact_checks_open(files: Iterable[EmployerFile], *, by: Actor) -> QuerySet[ImpactCheck]:
    """Checks of these files that are due, or soon will be."""
    return impact_checks(by=by).filter(file__in=[file.pk for file in files], closed_at=None, due_on__lte=clock.today() + SOON)


def impact_checks_of(proposals: Iterable[Proposal]) -> list[ImpactCheck]:
    """Every check of these proposals with what was counted at it, and whom was asked and what they said."""
    letters = ImpactLetter.objects.select_related("view", "sent_by", "registration__learner").order_by("pk")
    found = ImpactCheck.objects.filter(version__proposal__in=[one.pk for one in proposals]).order_by("due_on", "pk")
    counted = Prefetch("measurements", Measurement.objects.order_by("pk"))
    return list(
        found.select_related("file__employer", "version__proposal", "closed_by").prefetch_related(Prefetch("letters", letters), counted)
    )


def impact_checks_to_remind(at_most: int) -> list[ImpactCheck]:
    """Checks whose day has come and whose owner has not been told."""
    due = ImpactCheck.objects.filter(closed_at=None, reminded_at=None, due_on__lte=clock.today(), file__merged_into=None)
    return list(due.select_related("file").order_by("due_on", "pk")[:at_most])


def _with_counts(issues: QuerySet[BusinessIssue]) -> QuerySet[BusinessIssue]:
    measured = Prefetch("measurements", Measurement.objects.order_by("-measured_on", "-pk"))
    past = Prefetch("past_series", PastSeries.objects.order_by("number"))
    return issues.select_related("file__employer", "file__centre").prefetch_related(measured, past)


def issues_served(version: ProposalVersion) -> list[BusinessIssue]:
    """The business issues that a version of a proposal deals with, as they stand now, with every count."""
    numbers = {int(one["number"]) for one in version.body.get("issues", ())}
    return list(_with_counts(BusinessIssue.objects.filter(file=version.proposal.file_id, number__in=numbers).order_by("number")))


def assumptions_of(proposal: Proposal) -> QuerySet[Assumption]:
    """Every figure that was stated for the return on a proposal, the oldest first."""
    return Assumption.objects.filter(proposal=proposal).select_related("made_by").order_by("pk")


def impact_token(letter_uuid: UUID) -> str:
    """The secret of a letter that asks whether it helped, as it stands in its address."""
    return tokens.token_of("impact", letter_uuid)


def impact_letter_by_token(token: str) -> ImpactLetter | None:
    """The letter that holds `token`, whatever became of it."""
    about = ("impact__file__employer", "impact__file__centre", "impact__version__proposal", "sent_by", "registration__learner", "view")
    return ImpactLetter.objects.select_related(*about).filter(secret_digest=tokens.digest_of(token)).first()


def impact_letters(*, by: Actor) -> QuerySet[ImpactLetter]:
    """Letters of the reader's centre that ask whether it helped."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return ImpactLetter.objects.none()
    here = ImpactLetter.objects.filter(impact__file__centre_id=by.at_centre)
    return here.select_related("impact__file__employer", "impact__file__centre", "sent_by")


def plans(*, by: Actor) -> QuerySet[RelationshipPlan]:
    """Plans for relationships at the reader's centre, the newest first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return RelationshipPlan.objects.none()
    here = RelationshipPlan.objects.filter(file__centre_id=by.at_centre)
    return here.select_related("file__employer", "file__centre", "made_by", "done_by").order_by("-number", "-pk")


def plans_that_hold(files: Iterable[EmployerFile], *, by: Actor) -> list[RelationshipPlan]:
    """The newest plan of each file that has one. One query."""
    found: dict[int, RelationshipPlan] = {}
    for plan in plans(by=by).filter(file__in=[file.pk for file in files]):
        found.setdefault(plan.file_id, plan)
    return list(found.values())


def last_in_touch(files: Iterable[int]) -> dict[int, date]:
    """By file, the day on which somebody was last in touch: a contact, or a meeting that was held. Two queries."""
    files = list(files)
    contacts = Contact.objects.filter(file__in=files).values_list("file").annotate(at=Max("happened_at"))
    meetings = Meeting.objects.filter(file__in=files, state=MeetingState.HELD).values_list("file").annotate(at=Max("starts_at"))
    found: dict[int, date] = {}
    for file, at in [*contacts.order_by(), *meetings.order_by()]:
        day = timezone.localtime(at).date()
        found[file] = max(day, found.get(file, day))
    return found
