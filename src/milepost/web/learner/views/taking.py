"""Take it with you: the whole portfolio as one file, at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.carrying import actions, policies, queries
from milepost.people.words import Role
from milepost.portfolios.words import PackageState
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Package

SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class TakingPage:
    packages: list[Package]
    waiting: bool
    why_not: str | None
    trail: list[Crumb]


@for_roles(Role.LEARNER)
def learner_take_along(request: Request) -> HttpResponse:
    """Ask for the portfolio as one file, wait a moment, take it along."""
    by, registration = request.who.actor, mine(request)
    if request.method == "POST":
        try:
            actions.ask_package(registration, by=by)
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("learner_take_along")
    packages = list(queries.packages(by=by).filter(registration=registration)[:SHOWN])
    waiting = next((one for one in packages if one.state == PackageState.ASKED), None)
    page = TakingPage(
        packages=packages,
        waiting=waiting is not None,
        why_not=policies.why_not_ask_package(registration, by=by, waiting=waiting),
        trail=[Crumb(_("Today"), reverse("learner_home")), Crumb(_("Take it with you"))],
    )
    return render(request, "learner/take_along.html", {"page": page})
