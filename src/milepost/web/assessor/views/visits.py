"""The assessor's visits: the agenda, planning one with a learner, and one visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from milepost.assessment import actions, policies
from milepost.assessment import queries as assessment
from milepost.assessment.words import VisitKind
from milepost.base import clock, drafts
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.portfolios.wording import by_mark
from milepost.web.access import for_roles
from milepost.web.asked import uuid_in
from milepost.web.components import Crumb
from milepost.web.visits import agenda, showing, telling
from milepost.web.visits.forms import PlanForm
from milepost.web.visits.visit import visit_view
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Draft
    from milepost.portfolios.models import Registration, Workplace

UNPLANNED = 12


@dataclass(frozen=True, kw_only=True)
class Unplanned:
    """A learner with whom nothing is planned."""

    name: str
    href: str
    last_act_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class VisitsPage:
    agenda: agenda.Agenda
    unplanned: list[Unplanned]
    more: int
    learners: int
    programme: bool  # the reader has participants only


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_visits(request: Request) -> HttpResponse:
    """What waits for an answer, what is to be written up, the days ahead, and with whom nothing is planned."""
    by = request.who.actor
    visits = list(assessment.agenda(by=by, since=clock.now() - agenda.PAST))
    only = request.who.advises_only
    rows = [] if only else list(queries.cohort(by=by, order=queries.COHORT_ORDERS["quiet"]))
    people = list(queries.participants_now(by=by).select_related("progress")) if only else [row.registration for row in rows]
    acted = {row.registration_id: row.last_act_at for row in rows}
    planned = {one.registration_id for one in visits if telling.is_open(one)}
    left = [one for one in people if one.pk not in planned]
    page = VisitsPage(
        agenda=agenda.agenda(visits, by=by, page="assessor_visit"), unplanned=[_unplanned(one, acted.get(one.pk)) for one in left[:UNPLANNED]],
        more=max(0, len(left) - UNPLANNED), learners=len(people), programme=only,
    )  # fmt: skip
    return render(request, "visits/assessor.html", {"page": page})


def _unplanned(one: Registration, last_act_at: datetime | None) -> Unplanned:
    return Unplanned(name=one.learner.name, href=reverse("assessor_plan_visit", args=[one.uuid]), last_act_at=last_act_at)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_visit(request: Request, uuid: UUID) -> HttpResponse:
    """One visit with every act."""
    visit = get_object_or_404(assessment.visits(by=request.who.actor).select_related("registration__progress"), uuid=uuid)
    return visit_view(request, visit, here="assessor_visit", agenda="assessor_visits")


# Planning ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    registration: Registration
    trail: list[Crumb]
    form: PlanForm
    token: str
    place: str  # of the draft
    could: showing.Could
    workplace: Workplace | None
    shifts: list[tuple[str, str]]
    warnings: list[str]
    fits: str
    why_not: str | None
    kept: Draft | None


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_plan_visit(request: Request, uuid: UUID) -> HttpResponse:
    """What will be watched, what that could show, when and where. What is typed is kept; nothing is told before it is sent."""
    registration = get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid)
    if request.method != "POST":
        return _opened(request, registration, queries.workplace_of(registration))
    form = PlanForm(request.POST, programme=registration.programme)
    ticked = request.POST.getlist("target")
    if request.POST.get("act") != "propose":
        if request.htmx:
            workplace = queries.workplace_of(registration)
            return _planned(request, registration, form, ticked, workplace, part="fits" if request.htmx.target == "fits" else "could")
        drafts.keep(request.who.reader.pk, _place(registration), _typed(request), by=request.who.actor)
        return redirect(f"{request.path}#could")
    if form.is_valid():
        starts_at, ends_at = form.times()
        given = {name: form.cleaned_data[name] for name in ("kind", "activity", "place")}
        try:
            visit = actions.propose_visit(
                registration, by=request.who.actor, starts_at=starts_at, ends_at=ends_at, targets=ticked, uuid=_token(request), **given
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            drafts.drop(request.who.reader.pk, _place(registration))
            messages.success(request, _("Proposed. %(name)s has to agree before it counts.") % {"name": registration.learner.first_name})
            return redirect("assessor_visit", visit.uuid)
    return _planned(request, registration, form, ticked, queries.workplace_of(registration), status=422)


def _place(registration: Registration) -> str:
    """Under which name a visit that is not proposed yet is kept."""
    return f"visit:{registration.uuid}"


def _typed(request: Request) -> dict[str, Any]:
    return {
        key: values if len(values) > 1 else values[0] for key, values in request.POST.lists() if key not in ("csrfmiddlewaretoken", "act")
    }


def _token(request: Request) -> UUID | None:
    return uuid_in(request.POST.get("form", ""))


def _opened(request: Request, registration: Registration, workplace: Workplace | None) -> HttpResponse:
    kept = drafts.find(request.who.reader.pk, _place(registration))
    sent = uuid_in(kept.body.get("form", "")) if kept else None
    if sent and assessment.visits_of(registration).filter(uuid=sent).exists():
        drafts.drop(request.who.reader.pk, _place(registration))  # the form was sent, and its draft came after it
        kept = None
    body = kept.body if kept else {}
    initial = {
        "place": workplace.place if workplace else "",
        "kind": VisitKind.AT_WORK,
        "activity": request.GET.get("activity", ""),
        **body,
    }
    ticks = body.get("target", request.GET.getlist("target"))
    ticked = ticks if isinstance(ticks, list) else [ticks]
    return _planned(request, registration, PlanForm(initial=initial, programme=registration.programme), ticked, workplace, kept=kept)


def _planned(
    request: Request, registration: Registration, form: PlanForm, ticked: list[str], workplace: Workplace | None, *, part: str = "",
    kept: Draft | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    name, warnings, fits = registration.learner.first_name, [], ""
    if form.is_bound and part:
        form.full_clean()
    times = form.times() if form.is_bound and {"day", "begins", "ends"} <= form.cleaned_data.keys() else None
    if times and times[0] < times[1]:
        warnings = telling.collisions(registration.assessor_id, *times)
        if form.cleaned_data.get("kind") != VisitKind.REMOTE and (outside := telling.misfit(workplace, *times)):
            warnings.append(outside)
        fits = "" if warnings else _("Nothing speaks against that time.")
    page = PlanPage(
        registration=registration,
        trail=[Crumb(registration.learner.name, reverse("assessor_learner", args=[registration.uuid])), Crumb(by_mark(registration, _("Plan a visit"), _("Make an appointment")))],
        form=form, token=str(_token(request) or uuid4()), place=_place(registration),
        could=showing.could(registration, str(form["activity"].value() or ""), ticked=ticked), workplace=workplace,
        shifts=telling.shifts(workplace), warnings=warnings, fits=fits,
        why_not=policies.why_not_plan_visit(registration, by=request.who.actor), kept=kept,
    )  # fmt: skip
    template = f"visits/plan.html#{part}" if part else "visits/plan.html"
    return render(request, template, {"page": page, "name": name}, status=status)
