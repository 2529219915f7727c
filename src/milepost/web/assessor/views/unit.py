"""One unit of one learner: every judgement, the gate, the sign-off, and taking a judgement back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.assessment import actions, facts, policies
from milepost.assessment import queries as assessment
from milepost.assessment.words import Verdict
from milepost.base.refusal import Refused
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import progress, queries
from milepost.web.access import for_roles
from milepost.web.assessor.queue import address
from milepost.web.components import Crumb
from milepost.web.portfolio import unit as reading
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration

PAGES = reading.Pages(evidence="assessor_evidence", unit="assessor_unit")


@dataclass(frozen=True, kw_only=True)
class Acts:
    """What the reader may do on each row; nothing once the unit is closed."""

    judge: str


@dataclass(frozen=True, kw_only=True)
class RefusedUndo:
    judgement: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    standing: reading.UnitStanding
    trail: list[Crumb]
    acts: Acts | None
    waiting: int
    work: str
    why_not_sign_off: str | None
    sign_off: str
    comment: str = ""
    refused: RefusedUndo | None = None
    refused_sign_off: str = ""


def _page(
    request: Request, registration: Registration, key: str, *, comment: str = "", undo: RefusedUndo | None = None, sign_off: str = ""
) -> HttpResponse:
    by, row = request.who.actor, registration.progress
    second_look = bool(request.who.centre and request.who.centre.second_look)
    standing = reading.standing(registration, key, pages=PAGES, second_look=second_look)
    closed = key in progress.closed_units(row)
    why_not = policies.why_not_assess(registration, by=by)
    work = address(registration.uuid, key)
    page = UnitPage(
        standing=standing,
        trail=[Crumb(registration.learner.name, reverse("assessor_learner", args=[registration.uuid])), Crumb(standing.unit.code)],
        acts=None if closed or why_not else Acts(judge=work),
        waiting=row.waiting_units.get(key, [0])[0], work=work,
        why_not_sign_off=policies.why_not_sign_off(
            registration, by=by, framework=framework_of(registration.specification), gate=standing.shortfalls, signed=standing.signed, unit=key,
            fitness=facts.fitness(registration, by=by),
        ),
        sign_off=reverse("assessor_sign_off", args=[registration.uuid, key]),
        comment=comment, refused=undo, refused_sign_off=sign_off,
    )  # fmt: skip
    return render(request, "assessor/unit.html", {"page": page, "unit": standing}, status=422 if undo or sign_off else 200)


def _registration(request: Request, uuid: UUID) -> Registration:
    return get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid)


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_unit(request: Request, uuid: UUID, key: str) -> HttpResponse:
    """Where the unit stands."""
    return _page(request, _registration(request, uuid), key)


@require_POST
@for_roles(Role.ASSESSOR)
def assessor_sign_off(request: Request, uuid: UUID, key: str) -> HttpResponse:
    """Sign the unit off. Sent twice, the second time says that it is done."""
    registration = _registration(request, uuid)
    unit = reading.unit_of(registration, key)
    comment = request.POST.get("comment", "")
    try:
        actions.sign_off(registration, by=request.who.actor, unit=key, comment=comment)
    except Refused as refused:
        registration.progress.refresh_from_db()
        if key in progress.closed_units(registration.progress):
            messages.info(request, refused.reason)
            return redirect("assessor_unit", uuid=uuid, key=key)
        return _page(request, registration, key, comment=comment, sign_off=refused.reason)
    name = registration.learner.first_name
    messages.success(request, _("%(unit)s is signed off. %(name)s and the quality assurer are told.") % {"unit": unit.code, "name": name})
    return redirect("assessor_unit", uuid=uuid, key=key)


@require_POST
@for_roles(Role.ASSESSOR)
def assessor_undo(request: Request, uuid: UUID) -> HttpResponse:
    """Take a judgement back by one that supersedes it."""
    by = request.who.actor
    judgement = get_object_or_404(assessment.judgements(by=by).select_related("superseded_by"), uuid=uuid)
    registration = _registration(request, judgement.registration.uuid)
    key, _sep, number = judgement.target.rpartition(":")
    after = f"{reverse('assessor_unit', args=[registration.uuid, key])}#c-{number}"
    undone = getattr(judgement, "superseded_by", None)
    if undone and undone.verdict == Verdict.UNDONE:
        messages.info(request, _("That judgement was taken back already."))
        return redirect(after)
    try:
        actions.undo(judgement, by=by)
    except Refused as refused:
        return _page(request, registration, key, undo=RefusedUndo(judgement=uuid, reason=refused.reason))
    messages.success(request, _("Taken back. The judgement stays readable, and the claim waits again."))
    return redirect(after)
