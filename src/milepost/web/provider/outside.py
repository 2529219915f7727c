"""Peers from outside: who was asked to look at a standard, how far they are, asking another, taking a link back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from milepost.base.refusal import Refused
from milepost.engine.appraisal import standard_of
from milepost.provider import actions, facts, policies, queries
from milepost.provider.words import Stage
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.asked import uuid_in
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.provider.forms import PeerForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.provider.models import HeldStandard, PeerLetter


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What they say to a section that is not scored."""

    title: str
    href: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One who was asked; `over`: why the link opens nothing any more."""

    letter: PeerLetter
    scored: int
    comments: list[Comment]
    over: str | None


@dataclass(frozen=True, kw_only=True)
class PeersPage:
    held: HeldStandard
    trail: list[Crumb]
    peers: list[Peer]
    form: PeerForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*QUALITY_KEEPERS)
def quality_peers(request: Request, uuid: UUID) -> HttpResponse:
    by, act = request.who.actor, request.POST.get("act", "")
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    letters = queries.peer_letters(by=by).filter(held=held)
    form = PeerForm(request.POST if act == "invite" else None)
    if act == "take_back":
        letter = get_object_or_404(letters, uuid=uuid_in(request.POST.get("letter", "")))
        try:
            actions.take_back_peer(letter, by=by)
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, _("Taken back: the link opens nothing any more. What was scored by it stays."))
        return redirect("quality_peers", held.uuid)
    if form.is_bound and form.is_valid() and done_in_form(form, lambda: actions.invite_peer(held, by=by, **form.cleaned_data)):
        messages.success(request, _("The link is on its way to %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("quality_peers", held.uuid)
    given: dict[int, set[str]] = {}
    for score in facts.counting(held):
        if score.stage == Stage.PEER:
            given.setdefault(score.scored_by_id, set()).add(score.indicator)
    titles, said = standard_of(held.document).indicators, defaultdict[int, list[Comment]](list)
    for one in facts.comments(held):
        href = reverse("quality_indicator", args=[held.uuid, one.indicator])
        said[one.said_by_id].append(Comment(title=f"{one.indicator} {titles[one.indicator].title}", href=href, says=one.text))
    page = PeersPage(
        held=held, form=form,
        trail=[
            Crumb(_("Quality standards"), reverse("quality_standards")), Crumb(str(held), reverse("quality_standard", args=[held.uuid])),
            Crumb(_("Peers from outside")),
        ],
        peers=[
            Peer(
                letter=letter, scored=len(given.get(letter.actor_id, ())), comments=said[letter.actor_id],
                over=policies.why_not_use_peer_letter(letter),
            )
            for letter in letters
        ],
    )  # fmt: skip
    return render(request, "provider/peers.html", {"page": page}, status=422 if form.errors else 200)
