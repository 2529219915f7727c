"""Principal stakeholders: asking colleagues, drawing alone, and what all drew together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.base import clock, drafts
from milepost.base.refusal import Refused
from milepost.employers import actions, consensus, queries
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.stakeholders import forms, showing
from milepost.web.who import Request

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from milepost.employers.models import StakeholderDrawing, StakeholderRound
    from milepost.engine.stakeholders import Consensus
    from milepost.people.models import Person

STAFF = (Role.ASSESSOR, Role.IQA, Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.EMPLOYER_OWNER)
RUNNERS = (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One round in the list of rounds."""

    round: StakeholderRound
    found: Consensus
    over: bool
    agreed: bool
    said: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    open: Line | None
    mine: bool  # whether the reader is asked in the round that is open
    drew: bool
    last: showing.Together | None
    last_round: StakeholderRound | None
    lines: list[Line]
    runs: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    round: StakeholderRound
    over: bool
    asked: list[tuple[Person, bool]]
    said: str
    mine: bool
    own: StakeholderDrawing | None
    own_map: SafeString | None
    own_rows: list[showing.OwnRow]
    together: showing.Together | None
    drawings: Sequence[StakeholderDrawing]
    unseen: bool
    before: StakeholderRound | None
    moved: list[showing.Moved]
    widen: forms.WidenForm | None
    one: forms.OneForm | None
    trail: list[Crumb]


def _trail(*crumbs: Crumb) -> list[Crumb]:
    return [Crumb(_("Principal stakeholders"), reverse("stakeholders")), *crumbs]


@require_safe
@for_roles(*STAFF)
def stakeholders(request: Request) -> HttpResponse:
    """What waits for the reader, what came of the last round, and every round before."""
    by, runs = request.who.actor, request.who.role in RUNNERS
    rounds = list(queries.stakeholder_rounds(by=by))
    found = consensus.consensus_of(rounds)
    lines = [_line(one, found[one.pk]) for one in rounds]
    opened = next((line for line in lines if not line.over), None)
    last = next((line for line in lines if line.over), None)
    page = HomePage(
        open=opened, mine=opened is not None and request.who.reader in queries.asked_in(opened.round), lines=lines, runs=runs,
        drew=bool(opened and queries.drawings_seen(opened.round, by=by)), last=showing.together(last.round, by=by) if last else None,
        last_round=last.round if last else None, why=_("A round is open. Let it end first.") if opened else "",
    )  # fmt: skip
    return render(request, "stakeholders/home.html", {"page": page})


def _line(one: StakeholderRound, found: Consensus) -> Line:
    over = queries.round_over(one)
    return Line(round=one, found=found, over=over, agreed=over and not found.reasons, said=showing.waiting(found.asked, found.drew))


@for_roles(*RUNNERS)
def stakeholders_ask(request: Request) -> HttpResponse:
    """Ask colleagues to draw, until a day."""
    centre = centre_here(request)
    colleagues = queries.colleagues_at(centre.pk)
    people = {str(one.uuid): one for one in colleagues}
    initial = {"people": list(people), "due_on": clock.today() + A_WEEK}
    form = forms.AskForm(request.POST if request.method == "POST" else None, initial=initial, colleagues=colleagues)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        chosen = [people[uuid] for uuid in given["people"]]
        made = done_in_form(
            form,
            lambda: actions.ask_stakeholders(centre, by=request.who.actor, people=chosen, due_on=given["due_on"], note=given["note"]),
        )
        if made is not None:
            messages.success(request, _("They are asked. You see who has drawn, and nobody sees what before the round is over."))
            return redirect("stakeholders_round", uuid=made.uuid)
    page = {"form": form, "trail": _trail(Crumb(_("Ask colleagues")))}
    return render(request, "stakeholders/ask.html", {"page": page}, status=422 if form.errors else 200)


# Drawing ----------------------------------------------------------------------------------------------------------------


@for_roles(*STAFF)
def stakeholders_draw(request: Request, uuid: UUID) -> HttpResponse:
    """One's own drawing. What is typed is kept; a press of a button shows it as a map, another hands it in."""
    by = request.who.actor
    one = get_object_or_404(queries.stakeholder_rounds(by=by), uuid=uuid)
    if request.who.reader not in queries.asked_in(one) or queries.round_over(one):
        if request.method == "POST":
            messages.error(request, _("The round is over: what you drew just now came too late and does not count."))
        return redirect("stakeholders_round", uuid=uuid)
    place = f"stakeholders:{one.uuid}"
    own = next(iter(queries.drawings_seen(one, by=by)), None)
    kept = drafts.find(request.who.reader.pk, place)
    body: Any = kept.body if kept else forms.filled_in(own.names) if own else {}
    form = forms.DrawForm(initial=body)
    if request.method == "POST":
        body = {key: text for key, text in request.POST.dict().items() if key.partition("_")[0] in forms.OF_LINE}
        drafts.keep(request.who.reader.pk, place, body, by=by)
        if request.POST.get("act") != "hand_in":
            return redirect(reverse("stakeholders_draw", args=[uuid]) + "#map")
        form = forms.DrawForm(request.POST)
        if form.is_valid() and _handed_in(request, one, form, place):
            messages.success(request, _("Handed in. You see the others’ when the round is over."))
            return redirect("stakeholders_round", uuid=uuid)
    drawn = list(forms.drawn_lines(body))
    page = {
        "round": one, "form": form, "own": own, "rows": showing.own_rows(drawn), "place": place, "kept_at": kept.kept_at if kept else None, "known": forms.KNOWN,
        "map": showing.own_map(one.centre.name, drawn), "trail": _trail(Crumb(_("Draw"))),
    }  # fmt: skip
    return render(request, "stakeholders/draw.html", {"page": page}, status=422 if form.errors else 200)


def _handed_in(request: Request, one: StakeholderRound, form: forms.DrawForm, place: str) -> bool:
    try:
        with transaction.atomic():
            actions.draw_stakeholders(one, by=request.who.actor, names=form.names)
            drafts.drop(request.who.reader.pk, place)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


# One round --------------------------------------------------------------------------------------------------------------


@for_roles(*STAFF)
def stakeholders_round(request: Request, uuid: UUID) -> HttpResponse:
    """One round: who has drawn while it is open, and what they drew when it is over."""
    by = request.who.actor
    one = get_object_or_404(queries.stakeholder_rounds(by=by), uuid=uuid)
    if request.method != "POST":
        return _shown(request, one)
    if request.who.role not in RUNNERS:
        raise Http404
    match request.POST.get("act"):
        case "close":
            said = _("The round is over. Here is what you drew together.")
            return act_then_back(request, lambda: actions.close_stakeholders(one, by=by), said=said, to="stakeholders_round", uuid=uuid)
        case "part":
            name = request.POST.get("name", "")
            said = _("The name stands for itself again.")
            return act_then_back(
                request, lambda: actions.part_names(one, by=by, name=name), said=said, to="stakeholders_round", uuid=uuid, fragment="#names"
            )
        case "one":
            return _made_one(request, one)
        case _:
            return _widened(request, one)


def _made_one(request: Request, one: StakeholderRound) -> HttpResponse:
    form = forms.OneForm(request.POST, titles=consensus.titles_of(queries.drawings_of([one]).get(one.pk, [])))
    if form.is_valid():
        given = form.cleaned_data
        made = done_in_form(form, lambda: actions.name_as_one(one, by=request.who.actor, names=given["names"], into=given["into"]))
        if made is not None:
            messages.success(request, _("They count as one now. You can part them again below."))
            return redirect(reverse("stakeholders_round", args=[one.uuid]) + "#names")
    return _shown(request, one, failed=form)


def _widened(request: Request, one: StakeholderRound) -> HttpResponse:
    others = _others(one)
    form = forms.WidenForm(request.POST, others=others)
    if form.is_valid():
        given = form.cleaned_data
        people = [who for who in others if str(who.uuid) in given.get("people", ())]
        made = done_in_form(form, lambda: actions.widen_stakeholders(one, by=request.who.actor, people=people, due_on=given["due_on"]))
        if made is not None:
            messages.success(request, _("Changed. Who is newly asked is told."))
            return redirect("stakeholders_round", uuid=one.uuid)
    return _shown(request, one, failed=form)


def _others(one: StakeholderRound) -> list[Person]:
    asked = queries.asked_in(one)
    return [who for who in queries.colleagues_at(one.centre_id) if who not in asked]


def _shown(request: Request, one: StakeholderRound, *, failed: forms.OneForm | forms.WidenForm | None = None) -> HttpResponse:
    by, runs, over = request.who.actor, request.who.role in RUNNERS, queries.round_over(one)
    drew = {row.person_id for row in queries.drawings_of([one]).get(one.pk, [])}
    asked = [(who, who.pk in drew) for who in queries.asked_in(one)]
    seen = queries.drawings_seen(one, by=by)
    own = next((row for row in seen if row.person_id == by.person_id), None)
    all_together = showing.together(one, by=by) if over else None
    before = next((old for old in queries.stakeholder_rounds(by=by) if old.number < one.number and queries.round_over(old)), None)
    mine = any(who == request.who.reader for who, _drew in asked)
    widen = failed if isinstance(failed, forms.WidenForm) else None
    one_form = failed if isinstance(failed, forms.OneForm) else None
    if runs and not over and widen is None:
        widen = forms.WidenForm(initial={"due_on": one.due_on}, others=_others(one))
    if runs and all_together and all_together.rows and one_form is None:
        one_form = forms.OneForm(titles=all_together.titles)
    page = RoundPage(
        round=one, over=over, asked=asked, said=showing.waiting(len(asked), len(drew)), mine=mine, own=own,
        own_map=showing.own_map(one.centre.name, own.names) if own and not over else None, together=all_together,
        own_rows=showing.own_rows(own.names) if own else [],
        drawings=seen if over else [], unseen=over and mine and own is None, before=before if over else None,
        moved=showing.moved(before, one) if before and all_together and all_together.rows else [], widen=widen, one=one_form,
        trail=_trail(Crumb(_("Round %(n)d") % {"n": one.number})),
    )  # fmt: skip
    return render(request, "stakeholders/round.html", {"page": page, "runs": runs}, status=422 if failed else 200)
