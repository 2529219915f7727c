"""The adviser's pages: who they advise, one participant, the plan, and what was told; the centre manager reads along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.assessment import queries as assessment
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.earlier import history_until_now
from milepost.web.paging import page_of
from milepost.web.programmes import own, showing
from milepost.web.visits import telling
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration

READERS = (Role.ASSESSOR, Role.CENTRE_MANAGER)
A_PAGE = 30
NEWEST = 20


def _found(request: Request, uuid: UUID) -> Registration:
    return get_object_or_404(queries.participants(by=request.who.actor), uuid=uuid)


@require_safe
@for_roles(*READERS)
def participants(request: Request) -> HttpResponse:
    """Who is on a programme: of an adviser their own, of the centre manager all. Nobody is ranked, nothing is counted."""
    found = page_of(queries.participants(by=request.who.actor), A_PAGE, request.GET.get("page"))
    page = {
        "found": found,
        "runs": request.who.role == Role.CENTRE_MANAGER,
        "columns": [(_("Participant"), ""), (_("Programme"), ""), (_("Plan"), ""), (_("Adviser"), ""), (_("Until"), "r")],
    }
    return render(request, "programmes/participants.html", {"page": page})


@dataclass(frozen=True, kw_only=True)
class ParticipantPage:
    registration: Registration
    trail: list[Crumb]
    lead: str
    plan: showing.Plan
    visits: list[tuple[Any, str, telling.Standing]]
    reviews: list[Any]
    told: int
    history: list[Any]
    advises: bool
    runs: bool
    steps: list[tuple[str, Any]]
    form: Any
    pause: Any


@require_safe
@for_roles(*READERS)
def participant(request: Request, uuid: UUID) -> HttpResponse:
    """One participant: the plan, the appointments, the look-backs, and what happened."""
    return participant_page(request, _found(request, uuid))


def participant_page(request: Request, registration: Registration, *, form: Any = None) -> HttpResponse:
    from milepost.web.centre.views.running import steps_open
    from milepost.web.programmes.forms import AdviserForm

    by, runs = request.who.actor, request.who.role == Role.CENTRE_MANAGER
    named = {"adviser": registration.assessor and registration.assessor.uuid}
    page = ParticipantPage(
        registration=registration, lead=registration.qualification_title,
        trail=[Crumb(_("Participants"), reverse("participants")), Crumb(registration.learner.name)],
        plan=showing.plan_of(registration, by=by), visits=_visits(registration, request), reviews=_reviews(registration, request),
        told=queries.disclosures(by=by).filter(registration=registration).count(), history=history_until_now(registration, by, most=NEWEST),
        advises=not runs, runs=runs, steps=steps_open(registration) if runs else [],
        form=form or (AdviserForm(by=by, initial=named) if runs else None), pause=queries.pause_of(registration),
    )  # fmt: skip
    return render(request, "programmes/participant.html", {"page": page}, status=422 if form is not None else 200)


def _visits(registration: Registration, request: Request) -> list[tuple[Any, str, telling.Standing]]:
    from milepost.assessment.policies import side_of

    side = side_of(registration, by=request.who.actor)
    found = []
    for one in assessment.visits_of(registration).order_by("-starts_at", "-pk")[:8]:
        one.registration = registration
        found.append((one, telling.when(one), telling.standing(one, side)))
    return found


def _reviews(registration: Registration, request: Request) -> list[Any]:
    return list(assessment.reviews(by=request.who.actor).filter(registration=registration))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def participant_plan(request: Request, uuid: UUID) -> HttpResponse:
    """Propose a plan, or agree the one that the participant proposed."""
    registration = _found(request, uuid)
    name = registration.learner.first_name
    back = reverse("participant", args=[uuid])
    return own.plan_view(
        request, registration, here="participant_plan", uuid=uuid, title=_("The plan of %(name)s") % {"name": name}, other=name, own=False,
        trail=[Crumb(_("Participants"), reverse("participants")), Crumb(registration.learner.name, back), Crumb(_("Plan"))],
        step_post=reverse("participant_step", args=[uuid]),
    )  # fmt: skip


@require_POST
@for_roles(Role.ASSESSOR)
def participant_step(request: Request, uuid: UUID) -> HttpResponse:
    own.step_said(request, _found(request, uuid))
    return redirect("participant_plan", uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*READERS)
def participant_told(request: Request, uuid: UUID) -> HttpResponse:
    """What the participant told of themselves, as far as it was told to the reader; the adviser notes more while they are there."""
    registration = _found(request, uuid)
    name = registration.learner.first_name
    back = reverse("participant", args=[uuid])
    return own.told_view(
        request, registration, here="participant_told", uuid=uuid, own=False, title=_("What %(name)s told you") % {"name": name},
        lead=_("Only for what %(name)s agreed to. Never counted, never searched, gone when it is taken back and when the programme ends.") % {"name": name},
        trail=[Crumb(_("Participants"), reverse("participants")), Crumb(registration.learner.name, back), Crumb(_("Told"))],
    )  # fmt: skip


@require_POST
@for_roles(Role.ASSESSOR)
def told_take_back(request: Request, uuid: UUID) -> HttpResponse:
    """The participant asked for it in person."""
    row = get_object_or_404(queries.disclosures(by=request.who.actor), uuid=uuid)
    try:
        registration = actions.take_back_disclosure(row, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("participant_told", row.registration.uuid)
    messages.success(request, _("Taken back: it is deleted here."))
    return redirect("participant_told", registration.uuid)
