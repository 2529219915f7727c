"""The second look at one unit signed off: every judgement to read, then agree or return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.assessment import queries as assessment
from milepost.assurance import actions, policies
from milepost.base.refusal import Refused
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios import progress
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.portfolio import unit as reading
from milepost.web.quality.views.today import READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import SignOff
    from milepost.portfolios.models import Registration

PAGES = reading.Pages(evidence="quality_evidence", unit="quality_standing")


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    sign_off: SignOff
    trail: list[Crumb]
    reviews: bool  # whether the reader is somebody who reviews at all
    superseded: bool
    why_not_agree: str | None
    why_not_return: str | None
    reason: str = ""
    refused: str = ""


def _sign_off(request: Request, uuid: UUID) -> tuple[SignOff, Registration]:
    found = assessment.sign_offs(by=request.who.actor).select_related("superseded_by", "review__made_by")
    sign_off = get_object_or_404(found, uuid=uuid)
    registration = portfolios.registrations(by=request.who.actor).get(pk=sign_off.registration_id)
    sign_off.registration = registration
    return sign_off, registration


def _page(request: Request, sign_off: SignOff, registration: Registration, *, reason: str = "", refused: str = "") -> HttpResponse:
    by = request.who.actor
    second_look = bool(request.who.centre and request.who.centre.second_look)
    unit = reading.standing(registration, sign_off.unit, pages=PAGES, second_look=second_look, sign_off=sign_off)
    stands: dict[str, Any] = {
        "judged_by": [row.now.judgement.made_by.person_id for row in unit.rows if row.now],
        "superseded": getattr(sign_off, "superseded_by", None) is not None,
        "reviewed": getattr(sign_off, "review", None) is not None,
        "reopened": progress.signed_state(registration.progress, sign_off.unit) == "reopened",
    }
    doubt = progress.doubts_in(registration.progress, sign_off.unit)
    page = ReviewPage(
        sign_off=sign_off,
        trail=[Crumb(_("Today"), reverse("quality_today")),
               Crumb(registration.learner.name, reverse("quality_learner", args=[registration.uuid])), Crumb(unit.unit.code)],
        reviews=may(by.role, Permission.REVIEW_UNIT),
        superseded=stands["superseded"],
        why_not_agree=policies.why_not_agree_unit(sign_off, by=by, doubt=doubt, **stands),
        why_not_return=policies.why_not_review(sign_off, by=by, **stands),
        reason=reason, refused=refused,
    )  # fmt: skip
    return render(request, "quality/unit.html", {"page": page, "unit": unit}, status=422 if refused else 200)


@require_safe
@for_roles(*READERS)
def quality_unit(request: Request, uuid: UUID) -> HttpResponse:
    """Everything that the sign-off rests on."""
    return _page(request, *_sign_off(request, uuid))


@require_POST
@for_roles(Role.IQA)
def quality_agree(request: Request, uuid: UUID) -> HttpResponse:
    """Agree with the sign-off."""
    return _decide(request, uuid, lambda one, said: actions.agree_unit(one, by=request.who.actor, comment=said), _("Agreed: %(unit)s of %(learner)s. Both are told."))  # fmt: skip


@require_POST
@for_roles(Role.IQA)
def quality_return(request: Request, uuid: UUID) -> HttpResponse:
    """Return the unit to the assessor, with the reason."""
    return _decide(request, uuid, lambda one, said: actions.return_unit(one, by=request.who.actor, reason=said), _("Returned: %(unit)s of %(learner)s. The assessor reads your reason."))  # fmt: skip


def _decide(request: Request, uuid: UUID, act: Callable[[SignOff, str], Any], said: str) -> HttpResponse:
    """Act, then say so. Sent twice, the second time says that it is done."""
    sign_off, registration = _sign_off(request, uuid)
    reason = request.POST.get("reason", "")
    unit = reading.unit_of(registration, sign_off.unit)
    if review := getattr(sign_off, "review", None):
        words = _("%(name)s looked at this sign-off already; what was said stands below.") % {"name": review.made_by.name}
        messages.info(request, words)
        return redirect("quality_unit", uuid=uuid)
    try:
        act(sign_off, reason)
    except Refused as refused:
        return _page(request, sign_off, registration, reason=reason, refused=refused.reason)
    messages.success(request, said % {"unit": unit.code, "learner": registration.learner.first_name})
    return redirect("quality_today")
