"""Everything that the learner is registered on, how it adds up, and going from one to another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import REGISTRATION_KEY, mine_of_any_kind
from milepost.web.portfolio.whole import qualifications_page
from milepost.web.who import Request


@require_safe
@for_roles(Role.LEARNER)
def learner_qualifications(request: Request) -> HttpResponse:
    """Each registration, and where a framework of qualifications stands as a whole."""
    registration = mine_of_any_kind(request)
    page = qualifications_page(
        registration, title=_("Your qualifications"), trail=[Crumb(_("Today"), reverse("learner_home")), Crumb(_("Your qualifications"))],
        address=lambda one: str(one.uuid), choose=lambda one: reverse("learner_choose_units") if one.pk == registration.pk else "", own=True,
    )  # fmt: skip
    return render(request, "portfolio/qualifications.html", {"page": page})


@require_POST
@for_roles(Role.LEARNER)
def learner_switch(request: Request, uuid: UUID) -> HttpResponse:
    """Work on another of one's registrations, until one chooses again or signs out."""
    by = request.who.actor
    chosen = get_object_or_404(queries.registrations(by=by).filter(learner_id=by.person_id), uuid=uuid)
    request.session[REGISTRATION_KEY] = str(chosen.uuid)
    messages.success(request, _("All pages are about %(title)s now.") % {"title": chosen.qualification_title})
    return redirect("learner_home")
