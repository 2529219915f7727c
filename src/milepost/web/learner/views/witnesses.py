"""The learner asks people who saw the work."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine
from milepost.web.portfolio import witnesses
from milepost.web.portfolio.witnesses import Around
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import WitnessRequest


def _around(request: Request) -> Around:
    return Around(registration=mine(request), names="learner", trail=[Crumb(_("Evidence"), reverse("learner_evidence"))])


@require_safe
@for_roles(Role.LEARNER)
def learner_witnesses(request: Request) -> HttpResponse:
    return witnesses.listed(request, _around(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_ask_witness(request: Request) -> HttpResponse:
    return witnesses.ask(request, _around(request))


@require_safe
@for_roles(Role.LEARNER)
def learner_witness(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.one(request, *_one(request, uuid))


@require_POST
@for_roles(Role.LEARNER)
def learner_witness_withdraw(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.withdraw(request, *_one(request, uuid))


@require_POST
@for_roles(Role.LEARNER)
def learner_witness_again(request: Request, uuid: UUID) -> HttpResponse:
    return witnesses.again(request, *_one(request, uuid))


def _one(request: Request, uuid: UUID) -> tuple[Around, WitnessRequest]:
    around, asked = _around(request), witnesses.request_of(request, uuid)
    if asked.registration_id != around.registration.pk:
        raise Http404
    return around, asked
