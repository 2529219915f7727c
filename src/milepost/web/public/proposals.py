"""A proposal by letter: whoever holds the link reads it, asks, accepts or declines, without an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.employers import actions, policies, queries
from milepost.employers.proposing import days_of
from milepost.employers.words import AnswerKind
from milepost.web.employer import proposal_pdf, proposing
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.models import ProposalLetter, ProposalVersion


@dataclass(frozen=True, kw_only=True)
class ReadPage:
    letter: ProposalLetter
    version: ProposalVersion
    token: str
    offers: Sequence[proposing.Offer]
    issues: Sequence[tuple[Any, str]]
    rest: Sequence[tuple[str, str]]
    changes: Sequence[Any]
    answers: Sequence[Any]
    newest: int
    newest_on: Any
    settled: Any
    name: str
    text: str
    refused: str

    @property
    def overtaken(self) -> bool:
        return self.newest > self.version.number


@login_not_required
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_by_letter(request: Request, token: str) -> HttpResponse:
    letter = queries.proposal_letter_by_token(token)
    if letter is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter."), 404)
    if reason := policies.why_not_read_proposal(letter):
        return _over(request, reason, 410)
    if request.method != "POST":
        return _page(request, letter, token)
    name, text, kind = (request.POST.get(field, "") for field in ("name", "text", "act"))
    seen = request.POST.get("seen", "")
    try:
        by = by_link((name.strip() or letter.name)[:150], centre_id=letter.version.proposal.file.centre_id)
        actions.answer_proposal(letter, by=by, kind=kind, name=name, text=text, seen=int(seen) if seen.isdecimal() else 0)
    except Refused as refused:
        return _page(request, letter, token, refused=refused.reason)
    messages.success(request, THANKS[AnswerKind(kind)]())
    return redirect("proposal_by_letter", token)


THANKS = {
    AnswerKind.ACCEPTED: lambda: _("Thank you. You have accepted it; we are in touch about the next step."),
    AnswerKind.QUESTION: lambda: _("Your question has arrived. The answer comes by letter, and stands here."),
    AnswerKind.DECLINED: lambda: _("Thank you for telling us."),
}


def _over(request: Request, reason: str, status: int) -> HttpResponse:
    return render(request, "public/proposal_over.html", {"reason": reason}, status=status)


def _page(request: Request, letter: ProposalLetter, token: str, *, refused: str = "") -> HttpResponse:
    proposal = queries.proposal_in_full(letter.version.proposal)
    versions = proposing.sent(proposal)
    own = next(one for one in versions if one.version.number == letter.version.number)
    body, newest = own.version.body, versions[0].version
    heads = [
        (_("Price"), body["price"]), (_("Funding"), body["funding"]), (_("What you do for it"), body["duties"]),
        (_("What could get in the way"), body["risks"]), (_("How we look together whether it helped"), body["evaluation"]),
        (_("Days on which we look"), days_of(body)), (_("What you can rely on"), body["promises"]),
    ]  # fmt: skip
    page = ReadPage(
        letter=letter, version=own.version, token=token, offers=proposing.offers(body),
        issues=[(one, proposing.measure_in_words(one)) for one in body["issues"]], rest=[(head, text) for head, text in heads if text],
        changes=own.changes, answers=own.answers, newest=newest.number, newest_on=newest.made_at,
        settled=next((one for one, _reply in own.answers if one.kind in (AnswerKind.ACCEPTED, AnswerKind.DECLINED)), None),
        name=request.POST.get("name", letter.name), text=request.POST.get("text", ""), refused=refused,
    )  # fmt: skip
    return render(request, "public/proposal.html", {"page": page}, status=422 if refused else 200)


@login_not_required
@never_cache
@require_safe
def proposal_pdf_by_letter(request: Request, token: str) -> HttpResponse:
    """The proposal on paper, for who holds the link."""
    letter = queries.proposal_letter_by_token(token)
    if letter is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter."), 404)
    if reason := policies.why_not_read_proposal(letter):
        return _over(request, reason, 410)
    return proposal_pdf.answer(letter.version)
