"""What staff do beside their cases: write down what somebody told them, and say who outside may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost import links
from milepost.base import clock
from milepost.concerns import actions, passphrases, queries
from milepost.concerns.procedure import Outside, procedure, procedure_at
from milepost.concerns.words import Way
from milepost.people.permissions import PERMISSIONS, Permission
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.concerns.forms import EnterForm, OfficesForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import Case

ENTER = [role for role, granted in PERMISSIONS.items() if Permission.ENTER_CASE in granted]


@dataclass(frozen=True, kw_only=True)
class EnterPage:
    """The form, or what stands there once it was sent: the five words, shown once."""

    form: forms.Form
    trail: list[Crumb]
    outside: tuple[Outside, ...]
    door: str
    case: Case | None = None
    passphrase: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficesPage:
    form: forms.Form
    trail: list[Crumb]
    are_own: bool


def trail_from_cases(request: Request, *, to: str) -> list[Crumb]:
    """The way back to the cases, for whom they are there; who comes out of the menu has no page above."""
    return [Crumb(_("Cases"), reverse("cases")), Crumb(to)] if request.who.actor.role in queries.CASEWORKERS else []


@for_roles(*ENTER)
def case_enter(request: Request) -> HttpResponse:
    """Write down what somebody told; then give them their five words."""
    centre = centre_here(request)
    form = EnterForm(request.POST or None, request.FILES or None, initial={"seed": passphrases.new_seed(), "told_on": clock.today()})
    made = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"way": Way(form.cleaned_data["way"])}
        made = done_in_form(form, lambda: actions.enter_case(centre, by=request.who.actor, **told))
    case, passphrase = made or (None, "")
    page = EnterPage(
        form=form, case=case, passphrase=passphrase, outside=procedure_at(centre.pk).outside,
        trail=trail_from_cases(request, to=_("Write down what somebody told")),
        door=links.absolute(reverse("door_back" if case else "door", args=[centre.uuid])),
    )  # fmt: skip
    answer = render(request, f"concerns/{'entered' if case else 'enter'}.html", {"page": page}, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@for_roles(Role.QUALITY_MANAGER)
def cases_outside(request: Request) -> HttpResponse:
    """Who outside may be asked: change them, or go back to those that ship."""
    centre = centre_here(request)
    held = procedure_at(centre.pk).outside
    form = OfficesForm(request.POST or None, offices=held)
    if request.method == "POST" and form.is_valid():
        shipped = request.POST.get("act") == "shipped"
        offices = None if shipped else form.offices()
        done_in_form(form, lambda: actions.keep_offices(centre, by=request.who.actor, offices=offices))
        if not form.errors:
            messages.success(request, _("The door shows them from now on."))
            return redirect("cases_outside")
    trail = trail_from_cases(request, to=_("Who outside may be asked"))
    page = OfficesPage(form=form, trail=trail, are_own=held != procedure().outside)
    return render(request, "concerns/outside.html", {"page": page}, status=422 if form.errors else 200)
