"""The learner's progress reviews, and their word on what the employer sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from milepost.assessment import queries
from milepost.assessment.words import Party
from milepost.base import drafts
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios import queries as portfolios
from milepost.portfolios.wording import by_mark
from milepost.portfolios.words import ConsentAbout
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine, mine_of_any_kind
from milepost.web.portfolio import review as reading
from milepost.web.portfolio.review_forms import PartForm, initial_of
from milepost.web.portfolio.reviewing import said
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import ProgressReview
    from milepost.assessment.queries import ReviewStanding


@require_safe
@for_roles(Role.LEARNER)
def learner_reviews(request: Request) -> HttpResponse:
    """Every review, the newest first, and what the employer sees."""
    registration = mine_of_any_kind(request)
    found = queries.reviews(by=request.who.actor).filter(registration=registration)
    page = {
        "reviews": [(one, reverse("learner_review", args=[one.uuid]), reading.period(one)) for one in found],
        "consent": portfolios.consent_in_force(registration, ConsentAbout.EMPLOYER),
        "employer": reading.called(registration, Party.EMPLOYER),
        "programme": registration.programme,
    }  # fmt: skip
    return render(request, "learner/reviews.html", {"page": page})


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    shown: reading.Shown
    own: reading.Signing
    trail: list[Crumb]
    form: PartForm
    place: str
    kept_at: Any
    signs: str
    written: bool
    folded: bool  # signed already: the form is there for who asks for it
    assessor: str
    errors: str


def _place(review: ProgressReview) -> str:
    return f"review:{review.uuid}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_review(request: Request, uuid: UUID) -> HttpResponse:
    """One review: read it, say one's own part, sign."""
    review = get_object_or_404(queries.reviews(by=request.who.actor), uuid=uuid)
    standing = queries.standing_now(review)
    if request.method != "POST":
        return _page(request, standing)
    form, sign = PartForm(request.POST, party=Party.LEARNER), request.POST.get("act") == "sign"
    if not form.is_valid():
        return _page(request, standing, form=form)
    try:
        said(standing, form, by=request.who.actor, party=Party.LEARNER, name=request.who.reader.name, sign=sign)
    except Refused as refused:
        drafts.keep(request.who.reader.pk, _place(review), {"part": form.cleaned_data["part"]}, by=request.who.actor)
        return _page(request, standing, form=form, refused=refused.reason)
    drafts.drop(request.who.reader.pk, _place(review))
    messages.success(request, _("Signed. Thank you.") if sign else _("Your part stands in the review."))
    return redirect("learner_review", uuid)


def _page(request: Request, standing: ReviewStanding, *, form: PartForm | None = None, refused: str = "") -> HttpResponse:
    review, registration = standing.review, standing.review.registration
    kept = drafts.find(request.who.reader.pk, _place(review)) if form is None else None
    if form is None:
        body = initial_of(standing.newest.parts, [], Party.LEARNER) | (dict(kept.body) if kept else {})
        form = PartForm(initial={**body, "seen": standing.newest.number}, party=Party.LEARNER)
    else:
        form.look_again(standing.newest.number)
    shown = reading.shown(standing, reader=Party.LEARNER)
    page = ReviewPage(
        shown=shown, own=shown.signing[0], trail=[Crumb(by_mark(registration, _("Reviews"), _("Look-backs")), reverse("learner_reviews")), Crumb(str(review.number))], form=form,
        place=_place(review), kept_at=kept.kept_at if kept else None, signs=request.who.reader.name,
        folded=shown.signing[0].state == "signed" and not refused and not form.errors and not kept,
        written=bool(standing.newest.parts.get(Party.ASSESSOR)), errors=refused,
        assessor=registration.assessor.first_name if registration.assessor else by_mark(registration, _("your assessor"), _("your adviser")),
    )  # fmt: skip
    return render(request, "learner/review.html", {"page": page}, status=422 if refused or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_consent(request: Request) -> HttpResponse:
    """What the employer sees, since when, and giving or taking back one's consent."""
    registration = mine(request)
    if request.method == "POST":
        given = request.POST.get("given") == "yes"
        try:
            actions.say_consent(registration, by=request.who.actor, about=ConsentAbout.EMPLOYER, given=given)
        except Refused as refused:
            messages.info(request, refused.reason)
        else:
            messages.success(
                request, _("Kept: your employer may see it.") if given else _("Kept: your employer sees nothing of it any more.")
            )
        return redirect("learner_consent")
    words = portfolios.consents_of(registration)
    page = {
        "trail": [Crumb(_("Reviews"), reverse("learner_reviews")), Crumb(_("Your employer"))],
        "employer": registration.employer.name if registration.employer else "",
        "assessor": registration.assessor.first_name if registration.assessor else _("your assessor"),
        "said": next((one for one in words if one.about == ConsentAbout.EMPLOYER), None),
        "words": words,
    }  # fmt: skip
    return render(request, "learner/consent.html", {"page": page})
