"""The links to an employer's own page, and what of the file stands on it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, ImpactLetter, Meeting, PageLetter, ProposalAnswer, ProposalLetter
from milepost.employers.words import AnswerKind, MeetingState
from milepost.people.models import Organisation
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration
from milepost.portfolios.words import OPEN_STATES, RegistrationState


def page_token(letter_uuid: UUID) -> str:
    """The secret of a link to the page, as it stands in its address."""
    return tokens.token_of("employer-page", letter_uuid)


def page_letter_by_token(token: str) -> PageLetter | None:
    """The link that holds `token`, whatever became of it."""
    about = ("file__employer", "file__centre__organisation", "file__merged_into__employer", "sent_by")
    return PageLetter.objects.select_related(*about).filter(secret_digest=tokens.digest_of(token)).first()


def page_letters_of(parts: Iterable[EmployerFile]) -> QuerySet[PageLetter]:
    """The links of an employer's contacts that open the page today, the newest first."""
    good = PageLetter.objects.filter(file__in=[part.pk for part in parts], withdrawn_at=None, expires_on__gte=clock.today())
    return good.select_related("file__employer", "file__centre", "sent_by").order_by("-pk")


def page_letters(*, by: Actor) -> QuerySet[PageLetter]:
    """Links that the reader's centre has sent."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return PageLetter.objects.none()
    here = PageLetter.objects.filter(file__centre_id=by.at_centre)
    return here.select_related("file__employer", "file__centre", "file__merged_into", "sent_by")


def file_of(employer: Organisation) -> EmployerFile | None:
    """The file of an employer: that into which it was merged, where it was. Nobody may have opened one."""
    file = (
        EmployerFile.objects.select_related("employer", "centre", "merged_into__employer", "merged_into__centre")
        .filter(employer=employer)
        .first()
    )
    return file.merged_into or file if file else None


def proposals_sent_to(email: str, parts: Iterable[EmployerFile]) -> list[tuple[ProposalLetter, ProposalAnswer | None]]:
    """The newest good link of each proposal that went to this address, and the yes or no that its version has."""
    sent = ProposalLetter.objects.filter(email__iexact=email, version__proposal__file__in=[part.pk for part in parts])
    good = sent.filter(withdrawn_at=None, expires_on__gte=clock.today(), version__proposal__withdrawn_at=None)
    newest = {one.version.proposal_id: one for one in good.select_related("version__proposal", "sent_by").order_by("version__number", "pk")}
    settled = ProposalAnswer.objects.filter(version__proposal__in=list(newest), kind__in=[AnswerKind.ACCEPTED, AnswerKind.DECLINED])
    answers = {one.version_id: one for one in settled.order_by("pk")}
    return [(one, answers.get(one.version_id)) for one in sorted(newest.values(), key=lambda one: -one.pk)]


def views_asked_of(email: str, parts: Iterable[EmployerFile]) -> list[ImpactLetter]:
    """Good letters to this address that ask whether it helped, the newest first; with what was said, where it was."""
    sent = ImpactLetter.objects.filter(email__iexact=email, impact__file__in=[part.pk for part in parts], withdrawn_at=None)
    good = sent.filter(expires_on__gte=clock.today()).filter(Q(impact__closed_at=None) | Q(view__isnull=False))
    return list(good.select_related("impact__version", "registration__learner", "sent_by", "view").order_by("-pk"))


def meetings_ahead(parts: Iterable[EmployerFile]) -> QuerySet[Meeting]:
    """What is planned with an employer, the next first."""
    planned = Meeting.objects.filter(file__in=[part.pk for part in parts], state=MeetingState.PLANNED, starts_at__gte=clock.now())
    return planned.order_by("starts_at", "pk")


def learners_at(employers: Iterable[int]) -> QuerySet[Registration]:
    """Who learns at an employer, on a break too, or has shown everything there, by name."""
    found = Registration.objects.filter(employer__in=list(employers), state__in=[*OPEN_STATES, RegistrationState.COMPLETED])
    found = found.select_related("learner", "progress", "assessor", "specification").defer("specification__document")
    return found.order_by("learner__name", "pk")
