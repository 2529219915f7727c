"""The assessor asks people who saw the work, rings them back, and sees what is worth knowing of what they signed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.assessment import actions
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.portfolio import testimonies, witnesses
from milepost.web.portfolio.witnesses import Around
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import WitnessRequest


def _around(request: Request, uuid: UUID) -> Around:
    registration = get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid)
    crumb = Crumb(registration.learner.name, reverse("assessor_learner", args=[registration.uuid]))
    return Around(registration=registration, names="assessor", trail=[crumb])


def _one(request: Request, uuid: UUID) -> tuple[Around, WitnessRequest]:
    asked = witnesses.request_of(request, uuid)
    return _around(request, asked.registration.uuid), asked


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_witnesses(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.listed(request, _around(request, uuid))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_ask_witness(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.ask(request, _around(request, uuid))


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_witness(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.one(request, *_one(request, uuid))


@require_POST
@for_roles(Role.ASSESSOR)
def assessor_witness_withdraw(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.withdraw(request, *_one(request, uuid))


@require_POST
@for_roles(Role.ASSESSOR)
def assessor_witness_again(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.again(request, *_one(request, uuid))


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_testimonies(request: Request) -> HttpResponse:
    """What witnesses signed for one's learners, with what is worth knowing."""
    return testimonies.listed(request, evidence="assessor_evidence", home="assessor_today", here="assessor_testimonies")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_call_back(request: Request, uuid: UUID) -> HttpResponse:
    """Note a call to the witness. A form that is not right yet comes back on a page of its own."""
    told = witnesses.testimony_of(request, uuid)
    evidence = reverse("assessor_evidence", args=[told.evidence.uuid])
    form = witnesses.CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_back(told, by=request.who.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error("note" if form.cleaned_data["outcome"] == "denied" else None, refused.reason)
        else:
            messages.success(request, _("The call to %(name)s is noted.") % {"name": told.name})
            return redirect(evidence)
    page = {"testimony": told, "form": form, "trail": [Crumb(told.evidence.code, evidence), Crumb(_("Call"))]}
    return render(request, "assessor/call_back.html", {"page": page}, status=422 if form.errors else 200)
