"""Proposals: written beside what the employer wants to change, sent as versions, with what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import drafts
from milepost.base.refusal import Refused
from milepost.base.text import sentence
from milepost.employers import actions, fitting, policies, queries
from milepost.employers.proposing import TEXTS, body_of
from milepost.employers.words import SolutionKind
from milepost.frameworks import queries as specifications
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back
from milepost.web.components import Crumb, Reason
from milepost.web.employer import proposal_pdf, proposing
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.models import Proposal
    from milepost.frameworks.models import Specification


@dataclass(frozen=True, kw_only=True)
class ProposalPage:
    proposal: Proposal
    title: str
    body: Mapping[str, Any]
    texts: list[tuple[str, Any, str]]
    checks: list[tuple[int, str]]  # the days on which one looks, as they were typed
    lines: list[proposing.SolutionLine]
    kinds: Sequence[tuple[str, Any]]
    issues: list[tuple[str, str]]
    specifications: Sequence[Specification]
    open: list[Reason]
    versions: list[proposing.SentVersion]
    overtaken: str
    impact: bool  # the employer has accepted it, so that one looks whether it helped
    place: str
    kept_at: Any
    seen: int
    name: str
    email: str
    refused: str
    writes: bool
    trail: list[Crumb]


@require_POST
@for_roles(*OWNERS)
def employer_proposal_open(request: Request, uuid: UUID) -> HttpResponse:
    """Begin a proposal."""
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    title = request.POST.get("title", "").strip() or _("What we propose to %(name)s") % {"name": file.employer.name}
    try:
        proposal = actions.open_proposal(file, by=request.who.actor, title=title)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("employer_one", uuid=file.uuid)
    return redirect("employer_proposal", uuid=proposal.uuid)


@for_roles(*READERS)
def employer_proposal(request: Request, uuid: UUID) -> HttpResponse:
    """The proposal: what is being written, what keeps it from being sent, what was sent and answered."""
    proposal = get_object_or_404(queries.proposals(by=request.who.actor), uuid=uuid)
    place = f"proposal:{proposal.uuid}"
    if request.method == "POST" and request.who.role in OWNERS:
        return _sent(request, proposal, place)
    kept = drafts.find(request.who.reader.pk, place)
    typed = kept.body if kept else None
    return _shown(request, proposal, place, typed=typed, kept_at=kept.kept_at if kept else None)


def _shown(
    request: Request, proposal: Proposal, place: str, *, typed: Mapping[str, Any] | None = None, kept_at: Any = None, refused: str = ""
) -> HttpResponse:  # fmt: skip
    by, given = request.who.actor, typed or {}
    body: Mapping[str, Any] = body_of(given) if typed else {**dict.fromkeys(TEXTS, ""), "solutions": [], **proposal.body}
    known = specifications.newest_versions(by=by)
    frameworks = {str(one.uuid): specifications.framework_of(one) for one in known if _named(one, body)}
    issues = [one for one in queries.issues_of([proposal.file]) if one.closed_at is None]
    numbers = [one.number for one in issues]
    versions, told = proposing.sent(proposal), fitting.told_by(proposal.file)
    fits = fitting.fitted_all(body, frameworks, told)
    page = ProposalPage(
        proposal=proposal, title=str(given.get("title", proposal.title)), body=body, texts=_texts(body), checks=proposing.check_days(body),
        lines=proposing.lines(body, frameworks, fits, told), kinds=SolutionKind.choices, issues=proposing.issue_choices(issues), specifications=known,
        open=[Reason(text=sentence(one, {})) for one in policies.open_in(body, issues=numbers, frameworks=frameworks, fits=fits)],
        versions=versions, overtaken=proposing.overtaken(proposal), impact=any(one.settled == "accepted" for one in versions), place=place, kept_at=kept_at,
        seen=_seen(given, proposal), name=str(given.get("name", proposal.file.contact_name)),
        email=str(given.get("email", proposal.file.contact_email)), refused=refused,
        writes=request.who.role in OWNERS and proposal.withdrawn_at is None, trail=crumbs(proposal.file, _("Proposal")),
    )  # fmt: skip
    return render(request, "employer/proposal.html", {"page": page}, status=422 if refused else 200)


def _named(one: Specification, body: Mapping[str, Any]) -> bool:
    return any(solution.get("specification") == str(one.uuid) for solution in body["solutions"])


def _texts(body: Mapping[str, Any]) -> list[tuple[str, Any, str]]:
    """Name, words, and what is said so far, of what stands behind the solutions."""
    heads = {
        "price": _("Price of all of it"), "funding": _("Funding"), "duties": _("What the employer does for it"),
        "risks": _("What could get in the way"), "evaluation": _("When and how you look together whether it helped"),
        "promises": _("What they can rely on: your service standards"),
    }  # fmt: skip
    return [(name, head, body.get(name, "")) for name, head in heads.items()]


def _seen(given: Mapping[str, Any], proposal: Proposal) -> int:
    seen = str(given.get("seen", ""))
    return int(seen) if seen.isdecimal() else proposal.edits


def _sent(request: Request, proposal: Proposal, place: str) -> HttpResponse:
    by, given = request.who.actor, request.POST.dict()
    if given.get("act") == "take_back":
        said = _("The proposal is taken back. Its links say so.")
        return act_then_back(
            request, lambda: actions.take_back_proposal(proposal, by=by), said=said, to="employer_proposal", uuid=proposal.uuid
        )
    drafts.keep(request.who.reader.pk, place, {key: text for key, text in given.items() if key != "csrfmiddlewaretoken"}, by=by)
    body, title, seen = body_of(given), str(given.get("title", "")), _seen(given, proposal)
    try:
        if title.strip() != proposal.title or body != proposal.body or seen != proposal.edits:
            proposal = actions.write_proposal(proposal, by=by, title=title, body=body, seen=seen)
    except Refused as refused:
        return _shown(request, proposal, place, typed=given, refused=refused.reason)
    drafts.drop(request.who.reader.pk, place)
    if given.get("act") != "send":
        messages.success(request, _("Kept. Nothing has left the house."))
        return redirect("employer_proposal", uuid=proposal.uuid)
    try:
        letter = actions.send_proposal(proposal, by=by, name=str(given.get("name", "")), email=str(given.get("email", "")))
    except Refused as refused:
        now = {**given, "seen": str(proposal.edits)}  # what was typed is kept already
        return _shown(request, queries.proposal_in_full(proposal), place, typed=now, refused=refused.reason)
    messages.success(request, _("Version %(n)d is on its way to %(name)s.") % {"n": letter.version.number, "name": letter.name})
    return redirect("employer_proposal", uuid=proposal.uuid)


@require_POST
@for_roles(*OWNERS)
def employer_proposal_question(request: Request, uuid: UUID) -> HttpResponse:
    """Answer what the employer asked about a proposal."""
    question = get_object_or_404(queries.questions(by=request.who.actor), uuid=uuid)
    text = request.POST.get("text", "")
    return act_then_back(
        request, lambda: actions.answer_question(question, by=request.who.actor, text=text), said=_("Your answer is on its way."),
        to="employer_proposal", uuid=question.version.proposal.uuid,
    )  # fmt: skip


@require_safe
@for_roles(*READERS)
def employer_proposal_pdf(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """One version on paper."""
    proposal = get_object_or_404(queries.proposals(by=request.who.actor), uuid=uuid)
    version = next((one for one in proposal.versions.all() if one.number == number), None)
    if version is None:
        raise Http404
    version.proposal = proposal
    return proposal_pdf.answer(version)
