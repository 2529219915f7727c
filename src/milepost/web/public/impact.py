"""Whether it helped, by letter: a learner or a manager says so once, without an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.employers import actions, impact, policies, queries
from milepost.employers.words import ViewParty
from milepost.web.employer import looking
from milepost.web.employer.impact_forms import ViewForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.models import ImpactLetter


@dataclass(frozen=True, kw_only=True)
class ViewPage:
    letter: ImpactLetter
    employer: str
    centre: str
    about: str  # the qualification, or the title of the proposal
    findings: Sequence[str]  # what was counted, for who is asked what it is due to
    learner: bool
    form: ViewForm


@login_not_required
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def impact_by_letter(request: Request, token: str) -> HttpResponse:
    """Two minutes on a phone; afterwards the same link shows what was said."""
    letter = queries.impact_letter_by_token(token)
    if letter is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter."), 404)
    if reason := policies.why_not_read_view(letter):
        return _over(request, reason, 410)
    view = getattr(letter, "view", None)
    if view is not None and request.method != "POST":
        return render(request, "public/impact_said.html", {"letter": letter, "view": view})
    issues = queries.issues_served(letter.impact.version) if letter.party == ViewParty.MANAGER else []
    counted = [one for one in issues if impact.series_of(one)[0].newest]  # of what was not counted nobody can say what it is due to
    form = ViewForm(request.POST if request.method == "POST" else None, party=letter.party, issues=counted, initial={"name": letter.name})
    if request.method == "POST" and form.is_valid():
        try:
            by = by_link(form.cleaned_data["name"][:150], centre_id=letter.impact.file.centre_id)
            actions.give_view(letter, by=by, given=form.given)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("impact_by_letter", token)
    file = letter.impact.file
    page = ViewPage(
        letter=letter, employer=file.employer.name, centre=file.centre.name, form=form, learner=letter.party == ViewParty.LEARNER,
        about=letter.registration.qualification_title if letter.registration else letter.impact.version.title,
        findings=[looking.drawn(impact.series_of(one)[0]).finding for one in issues],
    )  # fmt: skip
    return render(request, "public/impact.html", {"page": page}, status=422 if form.errors else 200)


def _over(request: Request, reason: str, status: int) -> HttpResponse:
    return render(request, "public/impact_over.html", {"reason": reason}, status=status)
