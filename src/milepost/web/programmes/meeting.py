"""A participant asks for an appointment: what about, when and where. The adviser agrees the time or offers another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from milepost.assessment import actions, policies
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.asked import uuid_in
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine_on_programme
from milepost.web.visits.forms import MeetForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration


@dataclass(frozen=True, kw_only=True)
class MeetPage:
    """`token` names the appointment before it is there, so that a form sent twice proposes once."""

    trail: list[Crumb]
    form: MeetForm
    token: str
    adviser: str
    why_not: str | None


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def own_appointment(request: Request) -> HttpResponse:
    registration = mine_on_programme(request)
    form = MeetForm(request.POST if request.method == "POST" else None)
    token = uuid_in(request.POST.get("form", ""))
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.times()
        given = {name: form.cleaned_data[name] for name in ("kind", "activity", "place")}
        try:
            visit = actions.propose_visit(registration, by=request.who.actor, starts_at=starts_at, ends_at=ends_at, uuid=token, **given)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Proposed. %(name)s has to agree before it counts.") % {"name": _adviser(registration)})
            return redirect("learner_visit", visit.uuid)
    page = MeetPage(
        trail=[Crumb(_("Appointments"), reverse("learner_visits")), Crumb(_("Ask for an appointment"))], form=form, token=str(token or uuid4()),
        adviser=_adviser(registration), why_not=policies.why_not_plan_visit(registration, by=request.who.actor),
    )  # fmt: skip
    return render(request, "programmes/meet.html", {"page": page}, status=422 if form.errors else 200)


def _adviser(registration: Registration) -> str:
    return registration.assessor.first_name if registration.assessor else _("your adviser")
