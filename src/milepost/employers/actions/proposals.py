"""Proposals: written, sent by link as a version that stays, answered without an account."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from milepost.base import clock, tokens
from milepost.base.events import canonical, sha256
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import fitting, policies, queries, words
from milepost.employers.actions.impact import checks_planned
from milepost.employers.fitting import Fitted
from milepost.employers.impact import checks_agreed
from milepost.employers.models import BusinessIssue, EmployerFile, Proposal, ProposalAnswer, ProposalLetter, ProposalVersion
from milepost.employers.proposing import with_issues
from milepost.employers.recording import locked, record
from milepost.employers.words import AnswerKind

GOOD_FOR = timedelta(days=60)


@transaction.atomic
def open_proposal(file: EmployerFile, *, by: Actor, title: str) -> Proposal:
    """Begin a proposal to an employer."""
    file = locked(file)
    if reason := policies.why_not_open_proposal(file, by=by, title=title):
        raise Refused(reason)
    proposal = Proposal.objects.create(
        file=file, number=file.proposals.count() + 1, title=title.strip()[:200], opened_at=clock.now(), opened_by=by
    )
    _told(proposal, words.PROPOSAL_OPENED, by=by)
    return proposal


def _told(proposal: Proposal, name: str, *, by: Actor, personal: Mapping[str, Any] | None = None, rows: Any = (), **args: Any) -> None:
    about = {"proposal": proposal.uuid, "number": proposal.number, **args}
    record(proposal.file, name, by=by, args=about, personal={"title": proposal.title, **(personal or {})}, rows=rows)


def _held(proposal: Proposal) -> Proposal:
    locked(proposal.file)
    return queries.proposal_in_full(proposal)


@transaction.atomic
def write_proposal(proposal: Proposal, *, by: Actor, title: str, body: Mapping[str, Any], seen: int) -> Proposal:
    """Keep what the proposal says so far. Nothing of it reaches the employer before it is sent."""
    proposal = _held(proposal)
    if reason := policies.why_not_write_proposal(proposal, by=by, title=title, body=body, seen=seen):
        raise Refused(reason)
    proposal.title, proposal.body, proposal.edits = title.strip()[:200], dict(body), proposal.edits + 1
    proposal.save(update_fields=["title", "body", "edits"])
    _told(proposal, words.PROPOSAL_WRITTEN, by=by, solutions=len(body.get("solutions", ())))
    return proposal


def _pace(one: Fitted) -> dict[str, Any]:
    """What the employer reads of how long it takes: nothing where nobody said how many hours a week there are."""
    hours = one.alone if one.chosen and not one.makes_it else one.whole
    months = one.months(hours)
    return {"months": months, "a_week": f"{float(one.a_week):g}"} if months and one.a_week else {}


@transaction.atomic
def send_proposal(proposal: Proposal, *, by: Actor, name: str, email: str) -> ProposalLetter:
    """Send the proposal as it stands: a version that stays as it is, and a link by which the employer reads and answers it."""
    proposal = _held(proposal)
    issues = list(BusinessIssue.objects.filter(file=proposal.file, closed_at=None).order_by("number"))
    frameworks, titles = queries.qualifications_of(proposal)
    fits = fitting.fitted_all(proposal.body, frameworks, fitting.told_by(proposal.file))
    paces = {n: _pace(one) for n, one in enumerate(fits, start=1) if one}
    body = with_issues(proposal.body, issues, titles, paces) if proposal.body.get("solutions") else dict(proposal.body)
    newest, digest = next(iter(proposal.versions.all()), None), sha256(canonical([proposal.title, body]))
    if reason := policies.why_not_send_proposal(
        proposal, by=by, name=name, email=email, issues=[one.number for one in issues], frameworks=frameworks,
        fits=fits, same=newest is not None and newest.digest == digest,
    ):  # fmt: skip
        raise Refused(reason)
    now = clock.now()
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=newest.number + 1 if newest else 1,
        title=proposal.title,
        body=body,
        digest=digest,
        made_at=now,
        made_by=by,
    )
    letter = ProposalLetter(
        version=version, name=name.strip()[:150], email=email.strip(), sent_at=now, sent_by=by, expires_on=clock.today() + GOOD_FOR
    )
    tokens.seal(letter, queries.proposal_token(letter.uuid))
    served = sorted({int(one["issue"]) for one in body["solutions"]})
    _told(
        proposal, words.PROPOSAL_SENT, by=by, personal={"to": letter.name}, rows=[version], version=version.number, letters=[letter.uuid],
        issues=served,
    )  # fmt: skip
    return letter


@transaction.atomic
def take_back_proposal(proposal: Proposal, *, by: Actor) -> Proposal:
    """The proposal no longer holds. Its links say so."""
    proposal = _held(proposal)
    accepted = any(one.kind == AnswerKind.ACCEPTED for version in proposal.versions.all() for one in version.answers.all())
    if reason := policies.why_not_take_back_proposal(proposal, by=by, accepted=accepted):
        raise Refused(reason)
    proposal.withdrawn_at, proposal.withdrawn_by = clock.now(), by
    proposal.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _told(proposal, words.PROPOSAL_TAKEN_BACK, by=by)
    return proposal


@transaction.atomic
def answer_proposal(letter: ProposalLetter, *, by: Actor, kind: str, name: str, text: str = "", seen: int) -> ProposalAnswer:
    """The employer says yes, asks or says no, by the link. An answer to a version that was overtaken says so."""
    proposal = _held(letter.version.proposal)
    letter = ProposalLetter.objects.select_related("version__proposal__file", "sent_by").get(pk=letter.pk)
    newest = next(iter(proposal.versions.all())).number
    given = [one for version in proposal.versions.all() for one in version.answers.all()]
    settled = next((one for one in given if one.kind in (AnswerKind.ACCEPTED, AnswerKind.DECLINED)), None)
    if settled is not None and settled.kind == AnswerKind.DECLINED and settled.version_id != letter.version_id:
        settled = None  # a newer version may be accepted after an earlier one was declined
    if reason := policies.why_not_answer_proposal(
        letter, by=by, kind=kind, name=name, text=text, seen=seen, newest=newest, settled=settled
    ):
        raise Refused(reason)
    answer = ProposalAnswer.objects.create(
        version=letter.version, kind=kind, name=name.strip()[:150], text=text.strip(), newest=newest, made_at=clock.now(), made_by=by
    )
    behind = letter.version.number < newest
    answered = {
        AnswerKind.ACCEPTED: words.PROPOSAL_ACCEPTED, AnswerKind.QUESTION: words.PROPOSAL_QUESTIONED, AnswerKind.DECLINED: words.PROPOSAL_DECLINED,
    }  # fmt: skip
    agreed = []
    if kind == AnswerKind.ACCEPTED:  # with the yes, the days on which one looks whether it helped are agreed
        agreed = checks_planned(letter.version, checks_agreed(letter.version.body, today=clock.today()), by)
    looks = [{"impact": one.uuid, "due_on": one.due_on} for one in agreed]
    _told(
        proposal, answered[AnswerKind(kind)], by=by, personal={"name": answer.name, "text": answer.text}, rows=[answer],
        version=letter.version.number, newest=newest, behind=behind, answer=answer.uuid,
        **({"looks": looks} if looks else {}),
    )  # fmt: skip
    return answer


@transaction.atomic
def answer_question(question: ProposalAnswer, *, by: Actor, text: str) -> ProposalAnswer:
    """Answer what the employer asked. They read it by the same link."""
    proposal = _held(question.version.proposal)
    if reason := policies.why_not_answer_question(question, by=by, text=text, replied=question.replies.exists()):
        raise Refused(reason)
    newest = next(iter(proposal.versions.all())).number
    reply = ProposalAnswer.objects.create(
        version=question.version, kind=AnswerKind.QUESTION, name=by.name, text=text.strip(), newest=newest, answers=question,
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    letters = [str(one.uuid) for one in question.version.letters.all() if one.withdrawn_at is None]
    _told(
        proposal, words.PROPOSAL_QUESTION_ANSWERED, by=by, personal={"text": reply.text}, rows=[reply], version=question.version.number,
        letters=letters, question=question.uuid, asked_at=question.made_at,
    )  # fmt: skip
    return reply
