"""One learner of the caseload: how far, every criterion, the units with their gates, what happened; and their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from milepost.people.words import Role
from milepost.portfolios import progress, queries
from milepost.web import history, unit_choice, unit_routes
from milepost.web.access import for_roles
from milepost.web.components import Crumb, UnitWall
from milepost.web.earlier import history_until_now
from milepost.web.portfolio import cohort, pacing
from milepost.web.portfolio import evidence as pieces
from milepost.web.portfolio import unit as reading
from milepost.web.portfolio.likeness import likeness_page
from milepost.web.portfolio.onward import onward_page
from milepost.web.portfolio.whole import qualifications_page
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.pace import Pace
    from milepost.portfolios.models import Registration, UnitPlan

LINES, ALL = 12, 1000  # of the history, at first and when asked


@dataclass(frozen=True, kw_only=True)
class LearnerPage:
    registration: Registration
    trail: list[Crumb]
    time_used: int
    units: list[reading.UnitLine]
    wall: list[UnitWall]
    proposed: UnitPlan | None
    proposed_by_reader: bool
    history: list[history.Line]
    pace: str
    pace_unmet: bool
    adds_up: bool

    @property
    def doubts(self) -> int:
        """Judgements in doubt, those on parts of requirements included."""
        return progress.doubts(self.registration.progress)

    @property
    def open(self) -> int:
        return self.registration.progress.open


def _registration(request: Request, uuid: UUID) -> Registration:
    return get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid)


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_learner(request: Request, uuid: UUID) -> HttpResponse:
    """Everything about one learner on one page."""
    by = request.who.actor
    registration: Any = get_object_or_404(queries.with_others(queries.registrations(by=by).select_related("route_wish")), uuid=uuid)
    if registration.programme:
        return redirect("participant", uuid)
    row = registration.progress
    found = pacing.pace_of(registration, getattr(registration, "route_wish", None))
    proposed = queries.plan_proposed(registration)
    second_look = bool(request.who.centre and request.who.centre.second_look)
    page = LearnerPage(
        registration=registration,
        trail=[Crumb(_("Learners"), reverse("assessor_caseload")), Crumb(registration.learner.name)],
        time_used=cohort.time_used(registration),
        units=reading.unit_lines(registration, row, page="assessor_unit", second_look=second_look),
        wall=reading.wall(registration, row, page="assessor_unit"),
        proposed=proposed,
        proposed_by_reader=bool(proposed and proposed.proposed_by.person_id == by.person_id),
        history=history_until_now(registration, request.who.actor, most=ALL if "history" in request.GET else LINES),
        pace=_pace(registration, found),
        pace_unmet=bool(found and pacing.unmet(found)),
        adds_up=registration.several or queries.is_whole(registration),
    )
    return render(request, "assessor/learner.html", {"page": page, "row": row})


def _pace(registration: Registration, found: Pace | None) -> str:
    """When all is shown, and what a wish that is missed asks for."""
    if found is None or not found.left:
        return ""
    return pacing.wish(found, learner=registration.learner.first_name) if pacing.unmet(found) else pacing.line(found)


def _around(registration: Registration) -> unit_choice.Surroundings:
    name, uuid = registration.learner.first_name, registration.uuid
    after = reverse("assessor_learner", args=[uuid])
    return unit_choice.Surroundings(
        title=_("Choose the units with %(name)s") % {"name": name},
        lead=_("%(qualification)s. The rules answer as you tick. Nothing is agreed before you both say so.")
        % {"qualification": registration.qualification_title},
        trail=[Crumb(registration.learner.name, after), Crumb(_("Units"))],
        here=reverse("assessor_choose_units", args=[uuid]),
        agree=reverse("assessor_agree_units", args=[uuid]),
        after=after,
        routes=reverse("assessor_unit_routes", args=[uuid]),
        wishing=reverse("assessor_unit_wishes", args=[uuid]),
        other=name,
        learner=name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_choose_units(request: Request, uuid: UUID) -> HttpResponse:
    """Units with the learner, the rules answering."""
    registration = _registration(request, uuid)
    return unit_choice.choose_units(request, registration, _around(registration))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_unit_routes(request: Request, uuid: UUID) -> HttpResponse:
    """The best ways to complete, and taking one of them into the choice."""
    registration = _registration(request, uuid)
    return unit_routes.unit_routes(request, registration, _around(registration))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_unit_wishes(request: Request, uuid: UUID) -> HttpResponse:
    """What the ways to complete are worked out from: the job, units wished and impossible."""
    registration = _registration(request, uuid)
    return unit_routes.unit_wishes(request, registration, _around(registration))


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_onward(request: Request, uuid: UUID) -> HttpResponse:
    """A qualification of the next level beside the learner's job and portfolio."""
    registration = _registration(request, uuid)
    page = onward_page(
        registration, by=request.who.actor, asked=request.GET.get("to", ""), here=reverse("assessor_onward", args=[uuid]),
        wishing=reverse("assessor_unit_wishes", args=[uuid]), learner=registration.learner.first_name,
        trail=[Crumb(registration.learner.name, reverse("assessor_learner", args=[uuid])), Crumb(_("What comes next"))],
    )  # fmt: skip
    return render(request, "portfolio/onward.html", {"page": page})


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_qualifications(request: Request, uuid: UUID) -> HttpResponse:
    """Everything that the learner is registered on, and how it adds up. What others assess is named, and not opened."""
    registration = _registration(request, uuid)
    readable = set(queries.registrations(by=request.who.actor).filter(learner_id=registration.learner_id).values_list("pk", flat=True))
    page = qualifications_page(
        registration, title=_("The qualifications of %(name)s") % {"name": registration.learner.first_name},
        trail=[Crumb(registration.learner.name, reverse("assessor_learner", args=[uuid])), Crumb(_("Qualifications"))],
        address=lambda one: reverse("assessor_learner", args=[one.uuid]) if one.pk in readable else "",
        choose=lambda one: reverse("assessor_choose_units", args=[one.uuid]) if one.pk in readable else "",
    )  # fmt: skip
    return render(request, "portfolio/qualifications.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_agree_units(request: Request, uuid: UUID) -> HttpResponse:
    """What the learner proposes."""
    registration = _registration(request, uuid)
    return unit_choice.agree_units(request, registration, _around(registration))


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_evidence(request: Request, uuid: UUID) -> HttpResponse:
    """One piece of evidence, in the version asked for."""
    page = pieces.evidence_page(
        uuid, by=request.who.actor, asked=request.GET.get("version", ""), learner="assessor_learner", unit="assessor_unit",
        here="assessor_evidence", like="assessor_likeness",
    )  # fmt: skip
    return render(request, "portfolio/evidence.html", {"page": page})


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_likeness(request: Request, uuid: UUID, other: UUID) -> HttpResponse:
    """What this evidence has in common with another learner's."""
    page = likeness_page(uuid, other, by=request.who.actor, evidence_page="assessor_evidence")
    return render(request, "portfolio/likeness.html", {"page": page})
