"""The learner's visits, one visit, and where and when they work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from milepost.assessment import policies as assessments
from milepost.assessment import queries as assessment
from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine, own
from milepost.web.visits import agenda, telling
from milepost.web.visits.forms import ShiftForm, WorkplaceForm
from milepost.web.visits.visit import visit_view
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration, Workplace


@dataclass(frozen=True, kw_only=True)
class VisitsPage:
    agenda: agenda.Agenda
    programme: bool
    may_ask: bool  # for an appointment, on a programme
    assessor: str
    workplace: Workplace | None
    shifts: list[tuple[str, str]]


@require_safe
@for_roles(Role.LEARNER)
def learner_visits(request: Request) -> HttpResponse:
    """When the assessor comes, what waits for an answer, and where and when one works."""
    by = request.who.actor
    registration = own(request)
    workplace = queries.workplace_of(registration) if registration else None
    visits = assessment.agenda(by=by, since=clock.now() - agenda.PAST)
    page = VisitsPage(
        agenda=agenda.agenda(visits, by=by, page="learner_visit"), workplace=workplace, shifts=telling.shifts(workplace),
        programme=bool(registration and registration.programme),
        may_ask=bool(registration and registration.programme and assessments.why_not_plan_visit(registration, by=by) is None),
        assessor=registration.assessor.first_name if registration and registration.assessor else "",
    )  # fmt: skip
    return render(request, "visits/learner.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_visit(request: Request, uuid: UUID) -> HttpResponse:
    """One visit: agree it, ask for another time, call it off, or say that it did not take place."""
    visit = get_object_or_404(assessment.visits(by=request.who.actor).select_related("registration__progress"), uuid=uuid)
    return visit_view(request, visit, here="learner_visit", agenda="learner_visits")


@dataclass(frozen=True, kw_only=True)
class WorkplacePage:
    trail: list[Crumb]
    form: WorkplaceForm
    days: list[ShiftForm]
    why_not: str | None
    assessor: str
    refused: str = ""

    @property
    def faults(self) -> list[tuple[str, Any]]:
        """Where something is not right yet: (address on the page, sentence)."""
        return [(f"#{one[name].auto_id}", error) for one in self.days for name in ("begins", "ends") for error in one[name].errors]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_workplace(request: Request) -> HttpResponse:
    """Where and when one works, so that visits fit."""
    registration = mine(request)
    if request.method != "POST":
        return _shown(request, registration, *_kept(registration))
    form, days = WorkplaceForm(request.POST), [ShiftForm(request.POST, day=day) for day in range(7)]
    if not all([form.is_valid(), *[one.is_valid() for one in days]]):
        return _shown(request, registration, form, days, status=422)
    shifts = [one.shift for one in days if one.shift]
    try:
        actions.keep_workplace(registration, by=request.who.actor, shifts=shifts, **form.cleaned_data)
    except Refused as refusal:
        return _shown(request, registration, form, days, refused=refusal.reason, status=422)
    messages.success(request, _("Kept. Whoever plans a visit sees it beside the time."))
    return redirect("learner_visits")


def _kept(registration: Registration) -> tuple[WorkplaceForm, list[ShiftForm]]:
    workplace = queries.workplace_of(registration)
    times = {one["day"]: {"begins": one["from"], "ends": one["to"]} for one in (workplace.shifts if workplace else [])}
    form = WorkplaceForm(initial={"place": workplace.place, "note": workplace.note} if workplace else None)
    return form, [ShiftForm(day=day, initial=times.get(day)) for day in range(7)]


def _shown(
    request: Request, registration: Registration, form: WorkplaceForm, days: list[ShiftForm], *, refused: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    page = WorkplacePage(
        trail=[Crumb(_("Visits"), reverse("learner_visits")), Crumb(_("Where and when you work"))], form=form, days=days, refused=refused,
        why_not=policies.why_not_keep_workplace(registration, by=request.who.actor, place="", shifts=[], note=""),
        assessor=registration.assessor.first_name if registration.assessor else _("your assessor"),
    )  # fmt: skip
    return render(request, "visits/workplace.html", {"page": page}, status=status)
