"""Proposals, the versions that were sent, the letters that carried them, and what was answered."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from milepost.base import tokens
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, Proposal, ProposalAnswer, ProposalLetter, ProposalVersion
from milepost.employers.words import AnswerKind
from milepost.engine.framework import Framework
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may


def _read(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    answers = Prefetch("answers", ProposalAnswer.objects.order_by("pk").select_related("made_by"))
    letters = Prefetch("letters", ProposalLetter.objects.order_by("pk").select_related("sent_by"))
    versions = ProposalVersion.objects.order_by("-number").select_related("made_by").prefetch_related(answers, letters)
    return proposals.select_related("file__employer", "file__centre", "opened_by").prefetch_related(Prefetch("versions", versions))


def proposals(*, by: Actor) -> QuerySet[Proposal]:
    """Proposals at the reader's centre, each with its versions, the newest first, and their answers."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Proposal.objects.none()
    return _read(Proposal.objects.filter(file__centre_id=by.at_centre))


def proposals_of(parts: Iterable[EmployerFile]) -> QuerySet[Proposal]:
    """The proposals to an employer, the newest first."""
    return _read(Proposal.objects.filter(file__in=[part.pk for part in parts]).order_by("-opened_at", "-pk"))


def proposal_in_full(proposal: Proposal) -> Proposal:
    """The same proposal read anew with everything."""
    return _read(Proposal.objects.filter(pk=proposal.pk)).get()


def proposal_token(letter_uuid: UUID) -> str:
    """The secret of a letter with a proposal, as it stands in its address."""
    return tokens.token_of("proposal", letter_uuid)


def proposal_letter_by_token(token: str) -> ProposalLetter | None:
    """The letter that holds `token`, whatever became of it."""
    about = ("version__proposal__file__employer", "version__proposal__file__centre", "sent_by")
    return ProposalLetter.objects.select_related(*about).filter(secret_digest=tokens.digest_of(token)).first()


def qualifications_of(proposal: Proposal) -> tuple[dict[str, Framework], dict[str, str]]:
    """The qualifications that its solutions name: what they hold, and how they are called."""
    wanted = {one.get("specification") for one in proposal.body.get("solutions", ())} - {"", None}
    found = list(Specification.objects.filter(uuid__in=wanted, centre_id=proposal.file.centre_id)) if wanted else []
    return {str(one.uuid): framework_of(one) for one in found}, {str(one.uuid): one.title for one in found}


def questions_open(files: Iterable[EmployerFile], *, by: Actor) -> QuerySet[ProposalAnswer]:
    """Questions about proposals in these files that nobody has answered, the oldest first."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return ProposalAnswer.objects.none()
    asked = ProposalAnswer.objects.filter(kind=AnswerKind.QUESTION, answers=None, replies=None, version__proposal__withdrawn_at=None)
    asked = asked.filter(version__proposal__file__in=[file.pk for file in files])
    return asked.select_related("version__proposal__file__employer").order_by("pk")


def questions(*, by: Actor) -> QuerySet[ProposalAnswer]:
    """What was asked about proposals at the reader's centre."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return ProposalAnswer.objects.none()
    here = ProposalAnswer.objects.filter(version__proposal__file__centre_id=by.at_centre, kind=AnswerKind.QUESTION, answers=None)
    return here.select_related("version__proposal__file__employer", "version__proposal__file__centre")
