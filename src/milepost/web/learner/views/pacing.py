"""How long it takes: hours a week and a wished end are said here, and what follows from them is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.forms import PaceForm
from milepost.web.learner.mine import mine, units_of
from milepost.web.portfolio import pacing
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.pace import Pace
    from milepost.portfolios.models import RouteWish


@dataclass(frozen=True, kw_only=True)
class PacePage:
    """What was said, and what it comes to."""

    trail: list[Crumb]
    form: PaceForm
    why_not: str | None
    pace: Pace | None = None
    line: str = ""
    wish: str = ""
    unmet: bool = False
    basis: str = ""
    levers: list[str]
    units: list[pacing.UnitHours]

    @property
    def columns(self) -> list[tuple[str, str]]:
        return [(_("Unit"), ""), (_("Hours"), "r"), (_("Left"), "r")]

    @property
    def left(self) -> str:
        return pacing.hours(self.pace.left) if self.pace else ""

    @property
    def all(self) -> str:
        return pacing.hours(self.pace.hours) if self.pace else ""


def _said(wish: RouteWish | None) -> dict[str, Any]:
    """A day that has passed is no wish any more."""
    if wish is None:
        return {}
    ahead = wish.finish_by if wish.finish_by and wish.finish_by > clock.today() else None
    hours = wish.hours_a_week.normalize() if wish.hours_a_week else None
    return {"hours_a_week": f"{hours:f}" if hours else None, "finish_by": ahead}


def _kept(wish: RouteWish | None) -> dict[str, Any]:
    """What was said of other things stays said."""
    names = ("job", "pathway", "preferred", "impossible", "come_by")
    return {name: getattr(wish, name) for name in names} if wish else {}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_pace(request: Request) -> HttpResponse:
    """The day with its range, where it comes from, and the two things that a learner says of it."""
    by, registration = request.who.actor, mine(request)
    wish, units = queries.wish_of(registration), units_of(registration)
    form = PaceForm(request.POST if request.method == "POST" else None, initial=_said(wish))
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_wishes(registration, by=by, **_kept(wish), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Noted. Your assessor reads it too."))
            return redirect("learner_pace")
    found = pacing.pace_of(registration, wish)
    page = PacePage(
        trail=[Crumb(_("Today"), reverse("learner_home")), Crumb(_("How long it takes"))], form=form,
        why_not=policies.why_not_say_wishes(registration, by=by), pace=found, line=pacing.line(found) if found else "",
        wish=pacing.wish(found) if found else "", unmet=bool(found and pacing.unmet(found)), basis=pacing.basis(found) if found else "",
        levers=pacing.levers(found, units) if found else [], units=pacing.unit_hours(found, units) if found else [],
    )  # fmt: skip
    return render(request, "learner/pace.html", {"page": page}, status=422 if form.errors else 200)
