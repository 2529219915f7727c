"""Progress reviews to read: nothing is changed here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost import links
from milepost.assessment import queries
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.portfolio import review as reading
from milepost.web.quality.views.today import READERS
from milepost.web.who import Request


@require_safe
@for_roles(*READERS, Role.CENTRE_MANAGER)
def quality_reviews(request: Request, uuid: UUID) -> HttpResponse:
    """The reviews of one learner."""
    registration = get_object_or_404(portfolios.registrations(by=request.who.actor), uuid=uuid)
    page = {
        "registration": registration,
        "trail": [Crumb(registration.learner.name, links.portfolio(uuid, role=request.who.role or "")), Crumb(_("Reviews"))],
        "reviews": [
            (one, reverse("quality_review", args=[one.uuid]), reading.period(one))
            for one in queries.reviews(by=request.who.actor).filter(registration=registration)
        ],
    }
    return render(request, "quality/reviews.html", {"page": page})


@require_safe
@for_roles(*READERS, Role.CENTRE_MANAGER)
def quality_review(request: Request, uuid: UUID) -> HttpResponse:
    """One review, as it stands."""
    review = get_object_or_404(queries.reviews(by=request.who.actor), uuid=uuid)
    registration = review.registration
    page = {
        "shown": reading.shown(queries.standing_now(review)),
        "registration": registration,
        "trail": [
            Crumb(registration.learner.name, links.portfolio(registration.uuid, role=request.who.role or "")),
            Crumb(_("Reviews"), reverse("quality_reviews", args=[registration.uuid])),
            Crumb(str(review.number)),
        ],
    }
    return render(request, "quality/review.html", {"page": page})
