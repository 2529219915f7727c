"""Handing in: every claim that nobody has seen yet, and the declaration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from milepost.base.refusal import Refused
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.portfolios import progress as projection
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import Chip, claims_said, criterion_chip, mine
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Claim, Evidence, Registration


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece of evidence with its claims that lie ready."""

    evidence: Evidence
    lines: list[tuple[Chip, bool]]


@dataclass(frozen=True, kw_only=True)
class HandInPage:
    trail: list[Crumb]
    lead: str
    pieces: list[Piece]
    count: int
    act: str
    assessor: str
    refused: str
    own: bool
    why_not: str | None


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_hand_in(request: Request) -> HttpResponse:
    """Look the claims through once, declare the work one's own, hand in."""
    registration = mine(request)
    ready = list(
        queries.claims_of(registration).filter(hand_in=None, evidence__withdrawn_at=None).select_related("evidence").order_by("evidence__number", "id")
    )  # fmt: skip
    left_out: set[str] = set()
    refused = ""
    if request.method == "POST":
        wanted = set(request.POST.getlist("claim"))
        left_out = {str(claim.uuid) for claim in ready} - wanted
        try:
            chosen = [claim for claim in ready if str(claim.uuid) in wanted]
            actions.hand_in(registration, by=request.who.actor, claims=chosen, declared_own="own" in request.POST)
        except Refused as refusal:
            refused = refusal.reason
        else:
            name = registration.assessor.first_name if registration.assessor else ""
            said = {"claims": claims_said(len(chosen)), "name": name}
            messages.success(request, _("%(claims)s handed in. Now %(name)s looks at it.") % said)
            return redirect("learner_home")
    page = _page(request, registration, ready, left_out, refused)
    return render(request, "learner/hand_in.html", {"page": page}, status=422 if refused else 200)


def _page(request: Request, registration: Registration, ready: list[Claim], left_out: set[str], refused: str) -> HandInPage:
    states, framework = projection.states(registration.progress, registration), framework_of(registration.specification)
    pieces: dict[int, Piece] = {}
    for claim in ready:
        piece = pieces.setdefault(claim.evidence_id, Piece(evidence=claim.evidence, lines=[]))
        piece.lines.append((criterion_chip(claim, states, framework), str(claim.uuid) not in left_out))
    why_not = policies.why_not_hand_in(registration, by=request.who.actor, claims=ready, declared_own=True)
    return HandInPage(
        trail=[Crumb(_("Evidence"), reverse("learner_evidence")), Crumb(_("Hand in"))], pieces=list(pieces.values()), count=len(ready),
        lead=ngettext("%(n)d claim lies ready. Untick what should wait.", "%(n)d claims lie ready. Untick what should wait.", len(ready)) % {"n": len(ready)},
        act=_("Hand in %(claims)s") % {"claims": claims_said(len(ready) - len(left_out))}, refused=refused, own="own" in request.POST,
        assessor=registration.assessor.first_name if registration.assessor else _("your assessor"), why_not=why_not,
    )  # fmt: skip
