"""Portfolios that leave as a package, and those that arrive in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import files
from milepost.base.files import uploads
from milepost.base.refusal import Refused
from milepost.carrying import actions, queries
from milepost.carrying.arriving import Arriving, arriving
from milepost.people.words import Role
from milepost.portfolios.queries import registrations
from milepost.portfolios.words import PackageState
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.files.arriving import arrived
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import StoredFile
    from milepost.portfolios.models import Arrival, Package

SHOWN = 30
PLACE = "package"


@dataclass(frozen=True, kw_only=True)
class PackagesPage:
    packages: list[Package]
    arrivals: list[Arrival]
    waiting: bool
    trail: list[Crumb]


@dataclass(frozen=True, kw_only=True)
class ReceivePage:
    trail: list[Crumb]
    place: str = PLACE
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ArrivingPage:
    file: StoredFile
    found: Arriving
    trail: list[Crumb]
    refused: str = ""


def _trail(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Learners"), reverse("centre_learners")), Crumb(_("Packages"), reverse("centre_packages")), *last]


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_packages(request: Request) -> HttpResponse:
    """What was packed here, and what arrived."""
    by = request.who.actor
    packages = list(queries.packages(by=by).select_related("registration__learner")[:SHOWN])
    page = PackagesPage(
        packages=packages,
        arrivals=list(queries.arrivals(by=by)[:SHOWN]),
        waiting=any(one.state == PackageState.ASKED for one in packages),
        trail=[Crumb(_("Learners"), reverse("centre_learners")), Crumb(_("Packages"))],
    )
    return render(request, "centre/packages.html", {"page": page})


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_pack(request: Request, uuid: UUID) -> HttpResponse:
    """Pack one learner's portfolio."""
    registration = get_object_or_404(registrations(by=request.who.actor), uuid=uuid)
    try:
        actions.ask_package(registration, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The portfolio of %(name)s is being packed.") % {"name": registration.learner.name})
    return redirect("centre_packages")


@for_roles(Role.CENTRE_MANAGER)
def centre_receive(request: Request) -> HttpResponse:
    """Choose the file that a learner brings. What is in it is looked at before anything is taken."""
    errors: list[str] = []
    if request.method == "POST":
        found, errors = arrived(request, PLACE)
        brought = files.received([one.uuid for one in found], by=request.who.actor)
        if brought and not errors:
            uploads.done_with(brought)
            return redirect("centre_receive_one", uuid=brought[-1].uuid)
        errors = errors or [_("Choose the file first.")]
    page = ReceivePage(trail=_trail(Crumb(_("Receive a portfolio"))), errors=errors)
    return render(request, "centre/receive.html", {"page": page}, status=422 if errors else 200)


@for_roles(Role.CENTRE_MANAGER)
def centre_receive_one(request: Request, uuid: UUID) -> HttpResponse:
    """Whose it is, what is in it, whether it is whole; then take it."""
    file = get_object_or_404(queries.uploaded(by=request.who.actor), uuid=uuid)
    refused = ""
    if request.method == "POST":
        try:
            registration = actions.receive_package(file, by=request.who.actor)
        except Refused as refusal:
            refused = refusal.reason
        else:
            said = _("%(name)s’s portfolio is here. Name an assessor, so that it goes on.") % {"name": registration.learner.name}
            messages.success(request, said)
            return redirect("centre_learner", uuid=registration.uuid)
    page = ArrivingPage(file=file, found=arriving(file, by=request.who.actor), trail=_trail(Crumb(file.name)), refused=refused)
    return render(request, "centre/receive_one.html", {"page": page}, status=422 if refused else 200)
