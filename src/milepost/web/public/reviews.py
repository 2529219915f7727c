"""A progress review by letter: whoever holds the link reads it, says their part and signs, without an account. And the review on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from milepost.assessment import policies, queries
from milepost.assessment.words import Party
from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.portfolios import actions
from milepost.portfolios.queries import consent_in_force, employer_sees
from milepost.portfolios.words import ConsentAbout
from milepost.web.portfolio import review as reading
from milepost.web.portfolio import review_pdf as paper
from milepost.web.portfolio.review_forms import LetterForm, initial_of
from milepost.web.portfolio.reviewing import said
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import ReviewLetter
    from milepost.assessment.queries import ReviewStanding
    from milepost.portfolios.models import Consent


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """`sees`: the whole review, or only that there is one, and one's own part."""

    shown: reading.Shown
    own: reading.Signing
    letter: ReviewLetter
    token: str
    learner: str
    assessor: str
    sees: bool
    can_sign: bool
    folded: bool  # signed already: the form is there for who asks for it
    form: LetterForm
    consent: Consent | None
    employer: str
    errors: str
    programme: bool  # it is a look-back


@login_not_required
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def review_by_letter(request: Request, token: str) -> HttpResponse:
    """The letter's page: two minutes on a phone."""
    letter = queries.review_letter_by_token(token)
    if letter is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter."), 404)
    if reason := policies.why_not_use_letter(letter):
        return _over(request, reason, 410)
    standing, sees = queries.review_in_full(letter.review), _sees(letter)
    if request.method != "POST":
        return _page(request, standing, letter, token, sees=sees)
    form, sign = LetterForm(request.POST, party=letter.party), request.POST.get("act") == "sign"
    if request.POST.get("act") in CONSENTS and letter.party == Party.LEARNER and not letter.review.registration.programme:
        _consent(request, letter)
        typed = request.POST.get("part", "") != standing.newest.parts.get(letter.party, "")
        return _page(request, standing, letter, token, sees=True, form=form) if typed else redirect("review_by_letter", token)
    if not form.is_valid():
        return _page(request, standing, letter, token, sees=sees, form=form)
    name = form.cleaned_data["name"].strip()
    if sign and not name:
        form.add_error("name", _("Type your name: that is your signature."))
        return _page(request, standing, letter, token, sees=sees, form=form)
    try:
        by = by_link(name or letter.name, centre_id=letter.review.centre_id)
        said(standing, form, by=by, party=letter.party, name=name, sign=sign, letter=letter)
    except Refused as refused:
        return _page(request, standing, letter, token, sees=sees, form=form, refused=refused.reason)
    messages.success(request, _("Signed. Thank you: there is nothing else to do.") if sign else _("Your part has arrived. Thank you."))
    return redirect("review_by_letter", token)


CONSENTS = {"consent_yes": True, "consent_no": False}


def _consent(request: Request, letter: ReviewLetter) -> None:
    """A learner without an account says here whether the employer sees it."""
    registration, given = letter.review.registration, CONSENTS[request.POST["act"]]
    by = by_link(letter.name, centre_id=letter.review.centre_id)
    try:
        actions.say_consent(registration, by=by, about=ConsentAbout.EMPLOYER, given=given, letter_to=registration.learner)
    except Refused as refused:
        messages.info(request, refused.reason)
    else:
        messages.success(request, _("Kept: your employer may see it.") if given else _("Kept: your employer sees nothing of it any more."))


def _sees(letter: ReviewLetter) -> bool:
    return letter.party == Party.LEARNER or employer_sees(letter.review.registration)


def _over(request: Request, reason: str, status: int) -> HttpResponse:
    return render(request, "public/review_over.html", {"reason": reason}, status=status)


def _page(
    request: Request, standing: ReviewStanding, letter: ReviewLetter, token: str, *, sees: bool, form: LetterForm | None = None, refused: str = ""
) -> HttpResponse:  # fmt: skip
    registration, newest = standing.review.registration, standing.newest
    if form is None:
        form = LetterForm(initial={**initial_of(newest.parts, [], letter.party), "seen": newest.number}, party=letter.party)
    else:
        form.look_again(newest.number)
    shown = reading.shown(standing, reader=letter.party)
    page = LetterPage(
        shown=shown, own=next(one for one in shown.signing if one.own), letter=letter, token=token, learner=registration.learner.first_name,
        assessor=registration.assessor.name if registration.assessor else letter.sent_by.name, sees=sees,
        consent=consent_in_force(registration, ConsentAbout.EMPLOYER), employer=reading.called(registration, Party.EMPLOYER),
        can_sign=sees and bool(newest.parts.get(Party.ASSESSOR)), form=form, errors=refused,
        programme=registration.programme, folded=letter.party in standing.signed and not form.is_bound,
    )  # fmt: skip
    return render(request, "public/review.html", {"page": page}, status=422 if refused or form.errors else 200)


@login_not_required
@never_cache
@require_safe
def review_pdf_by_letter(request: Request, token: str) -> HttpResponse:
    """The review on paper, for who may read it by letter."""
    letter = queries.review_letter_by_token(token)
    if letter is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter."), 404)
    if reason := policies.why_not_use_letter(letter):
        return _over(request, reason, 410)
    if not _sees(letter):
        words = {"learner": letter.review.registration.learner.first_name}
        return _over(request, _("%(learner)s has not agreed that you read the review, so there is no copy of it for you.") % words, 403)
    return paper.answer(queries.review_in_full(letter.review))


@require_safe
def review_pdf(request: Request, uuid: UUID) -> HttpResponse:
    """The review on paper, for who may read the portfolio."""
    if request.who.appointment is None:
        raise Http404
    review = get_object_or_404(queries.reviews(by=request.who.actor), uuid=uuid)
    return paper.answer(queries.standing_now(review))
