"""The page of a witness: by letter or code, without an account. What is signed stays; a correction supersedes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from milepost.assessment import actions, policies, queries
from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.web import devices
from milepost.web.public import witnessing
from milepost.web.public.witnessing import WitnessForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Testimony, WitnessRequest
    from milepost.base.models import StoredFile


def _over(request: Request, reason: str, status: int) -> HttpResponse:
    return render(request, "public/witness_over.html", {"reason": reason}, status=status)


@login_not_required
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def witness(request: Request, token: str) -> HttpResponse:
    """Who asks, about whom and what; who you are, what you saw; your name under it. After that: what was signed."""
    asked = queries.witness_request_by_token(token)
    if asked is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter, or scan the code again."), 404)
    stands = queries.newest_testimony(asked)
    reason = policies.why_not_answer_witness(asked, units=asked.registration.progress.units)
    if stands is not None and (reason or not _corrects(request, stands)):
        return _signed(request, asked, stands, reason)
    if reason:
        return _over(request, reason, 410)
    if request.method == "POST":
        return _sign(request, asked, stands, token)
    form = _form(asked, stands, data=None, kept=None)
    return _shown(request, asked, form, stands=stands, kept=None, token=token)


def _corrects(request: Request, stands: Testimony) -> bool:
    """Whether somebody corrects what stands, and not something that was corrected since."""
    told = request.POST.get("corrects", "") if request.method == "POST" else request.GET.get("correct", "")
    return told == str(stands.uuid)


def _form(asked: WitnessRequest, stands: Testimony | None, *, data: Request | None, kept: StoredFile | None) -> WitnessForm:
    criteria = queries.asked_of(asked, units=asked.registration.progress.units)
    if data is None:
        return WitnessForm(request=asked, asked=criteria, kept=kept, initial=witnessing.initial_of(asked, stands))
    return WitnessForm(data.POST, data.FILES, request=asked, asked=criteria, kept=kept)


def _shown(
    request: Request, asked: WitnessRequest, form: WitnessForm, *, stands: Testimony | None, kept: StoredFile | None, token: str
) -> HttpResponse:
    page = witnessing.page_of(asked, form, stands=stands, kept=kept, who=request, token=token)
    response = render(request, "public/witness.html", {"page": page, "token": token}, status=422 if form.errors else 200)
    devices.remember(request, response)
    return response


def _sign(request: Request, asked: WitnessRequest, stands: Testimony | None, token: str) -> HttpResponse:
    kept = witnessing.kept_voice(asked, request.POST.get("kept", ""), token)
    kept = kept or (stands.voice if stands and "keep_voice" in request.POST else None)
    form = _form(asked, stands, data=request, kept=kept)
    valid = form.is_valid()
    name = form.cleaned_data.get("name") or asked.name
    try:
        if uploaded := form.cleaned_data.get("voice"):
            kept = witnessing.keep_voice(uploaded, asked, by=by_link(name, centre_id=asked.centre_id))
        if valid:
            with transaction.atomic():
                actions.sign_testimony(
                    asked, by=by_link(name, centre_id=asked.centre_id), given=form.account(), signed_as=form.cleaned_data["signed_as"],
                    declared=form.cleaned_data["declared"], voice=kept, corrects=stands,
                    device=witnessing.device_of(request, asked, request.POST.get("device_time", "")),
                )  # fmt: skip
            return redirect("witness", token=token)
    except Refused as refused:
        form.add_error("voice" if uploaded and kept is None else None, refused.reason)
    return _shown(request, asked, form, stands=stands, kept=kept, token=token)


def _signed(request: Request, asked: WitnessRequest, stands: Testimony, reason: str | None) -> HttpResponse:
    """What was signed, when, and its hash. The same link corrects it as long as it is good."""
    versions = {version.details.get("testimony"): version for version in stands.evidence.versions.all()}
    page = {
        "asked": asked, "stands": stands, "why_not": reason, "draft": f"witness {asked.uuid}",
        "criteria": versions[str(stands.uuid)].details["signed"]["criteria"],
        "sent_twice": request.method == "POST",
    }  # fmt: skip
    return render(request, "public/witness_signed.html", {"page": page})


@login_not_required
@never_cache
@csrf_protect
@require_POST
def witness_return(request: Request, token: str) -> HttpResponse:
    """ "I am not Wanda", or "I did not see this": nothing is signed, and who asked is told."""
    asked = queries.witness_request_by_token(token)
    if asked is None:
        return _over(request, _("This link is not whole. Copy all of it from the letter, or scan the code again."), 404)
    if asked.state == "returned":
        return redirect("witness", token=token)
    try:
        with transaction.atomic():
            name = asked.name if request.POST.get("reason") == "did_not_see" else _("somebody else")
            actions.return_witness_request(asked, by=by_link(name, centre_id=asked.centre_id), reason=request.POST.get("reason", ""))
    except Refused as refused:
        return _over(request, refused.reason, 410)
    thanks = _("Thank you. Nothing is signed, and %(name)s is told. You can close this page.") % {"name": asked.asked_by.name}
    return render(request, "public/witness_over.html", {"reason": thanks, "thanks": True, "draft": f"witness {asked.uuid}"})
