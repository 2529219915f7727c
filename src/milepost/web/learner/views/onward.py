"""What comes next: what the next level asks that the job does not yet offer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine
from milepost.web.portfolio.onward import onward_page
from milepost.web.who import Request


@require_safe
@for_roles(Role.LEARNER)
def learner_onward(request: Request) -> HttpResponse:
    """A qualification of the next level beside one's job and portfolio."""
    page = onward_page(
        mine(request), by=request.who.actor, asked=request.GET.get("to", ""), here=reverse("learner_onward"),
        wishing=reverse("learner_unit_wishes"), trail=[Crumb(_("Reviews"), reverse("learner_reviews")), Crumb(_("What comes next"))],
    )  # fmt: skip
    return render(request, "portfolio/onward.html", {"page": page})
