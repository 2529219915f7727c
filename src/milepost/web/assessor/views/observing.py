"""On the day: note what is seen, asked and talked of; then one page of feedback, sent in one go."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from milepost.assessment import queries as assessment
from milepost.assessment.words import Verdict
from milepost.base import clock, drafts
from milepost.base.files import uploads
from milepost.base.refusal import Refused
from milepost.base.text import listed
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web.access import for_roles
from milepost.web.assessor import feedback, noting, observing, recording
from milepost.web.files.arriving import brought
from milepost.web.learner.forms import DAYS, WRONG_DAY
from milepost.web.who import Request

if TYPE_CHECKING:
    from datetime import date

    from milepost.assessment.models import Judgement
    from milepost.portfolios.models import Evidence

ECHO = timedelta(minutes=2)
MORE = {"moment": ("at-", "text-", "t-"), "mark": ("mat-", "mtext-", "mt-"), "question": ("oq-", "oa-", "ot-")}


def _visited(request: Request, uuid: UUID) -> observing.Subject:
    visit = get_object_or_404(assessment.visits(by=request.who.actor), uuid=uuid)
    registration = get_object_or_404(queries.registrations(by=request.who.actor), pk=visit.registration_id)
    visit.registration = registration
    return observing.Subject(registration=registration, visit=visit)


def _now(request: Request, uuid: UUID) -> observing.Subject:
    return observing.Subject(registration=get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_observe(request: Request, uuid: UUID) -> HttpResponse:
    """Note what is seen at a visit."""
    return _observe(request, _visited(request, uuid))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_observe_now(request: Request, uuid: UUID) -> HttpResponse:
    """Note what is seen without a visit that was planned."""
    return _observe(request, _now(request, uuid))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_observe_finish(request: Request, uuid: UUID) -> HttpResponse:
    """Decide of what was noted at a visit, and send it."""
    return _finish(request, _visited(request, uuid))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_observe_now_finish(request: Request, uuid: UUID) -> HttpResponse:
    """The same without a visit."""
    return _finish(request, _now(request, uuid))


# Noting ---------------------------------------------------------------------------------------------------------------


def _observe(request: Request, subject: observing.Subject) -> HttpResponse:
    by = request.who.actor
    if request.method != "POST":
        _begin_anew(request, subject)
        ready = observing.ready(subject, by=by)
        return render(request, "assessor/observe.html", {"page": observing.observe_page(subject, ready, by=by)})
    fields, act = noting.fields_of(request.POST), request.POST.get("act", "")
    refused = [reason for kind in observing.FILES for reason in brought(request, subject.files(kind), name=kind)[1]]
    anchor = _one_more(fields, act) if act in MORE else ""
    drafts.keep(request.who.reader.pk, subject.place, fields, by=by)
    ready = observing.ready(subject, by=by)
    wrong = observing.faults(ready) if act == "finish" else []
    if wrong or refused:
        page = observing.observe_page(subject, ready, by=by, wrong=wrong, refused=refused)
        return render(request, "assessor/observe.html", {"page": page}, status=422)
    return redirect(subject.finish if act == "finish" else subject.here + anchor)


def _begin_anew(request: Request, subject: observing.Subject) -> None:
    """A draft of what is recorded already is a late echo of the form; what was noted long after it is a new beginning."""
    draft = drafts.find(request.who.reader.pk, subject.place)
    if draft is None:
        return
    made = recording.recorded_before(subject, str(draft.body.get("form", "")), by=request.who.actor)
    if made and draft.kept_at - made[0].added_at < ECHO:
        drafts.drop(request.who.reader.pk, subject.place)
    elif made:
        drafts.keep(request.who.reader.pk, subject.place, {**draft.body, "form": str(uuid4())}, by=request.who.actor)


def _one_more(fields: dict[str, Any], act: str) -> str:
    """Another moment, mark or question, without a script: the last one if nothing stands in it yet. Says where it is."""
    names = MORE[act]
    number = max(noting.numbers(fields, *names), default=0)
    if not number or any(str(fields.get(f"{name}{number}", "")).strip() for name in names):
        number += 1
    fields[f"{names[0]}{number}"] = f"{timezone.localtime(clock.now()):%H:%M}" if act == "moment" else ""
    return f"#{act}-{number}"


# Feedback -------------------------------------------------------------------------------------------------------------


def _finish(request: Request, subject: observing.Subject) -> HttpResponse:
    by, person = request.who.actor, request.who.reader.pk
    if request.method == "POST" and (before := recording.recorded_before(subject, request.POST.get("form", ""), by=by)):
        messages.info(request, _("%(evidence)s is recorded already. Nothing was sent twice.") % {"evidence": _codes(before)})
        return redirect(subject.after)
    ready = observing.ready(subject, by=by)
    if observing.faults(ready):
        return redirect(subject.here)
    if request.method != "POST":
        kept = drafts.find(person, subject.feedback_place)
        if kept and kept.body.get("form") != ready.noted.token:  # of an earlier time
            kept = None
        given = feedback.Feedback.of(kept.body if kept else {})
        page = feedback.feedback_page(subject, ready, given, by=by, kept_at=kept.kept_at if kept else None)
        return render(request, "assessor/feedback.html", {"page": page})
    fields = noting.fields_of(request.POST)
    given, reason = feedback.Feedback.of(fields), ""
    if request.POST.get("act") == "keep":
        drafts.keep(person, subject.feedback_place, fields, by=by)
        messages.success(request, _("Kept. Nobody else sees it before you send it."))
        return redirect(subject.finish)
    try:
        if request.POST.get("mark") != ready.mark:
            raise Refused(_("What you noted has changed since this page was opened. It is up to date now: look at it and send it again."))
        made, judged = recording.record(subject, ready, given, by=by, day=_day(given.day))
    except Refused as refused:
        reason = refused.reason
    else:
        uploads.done_with([one.file for found in ready.files.values() for one in found if one.file])
        drafts.drop(person, subject.place)
        drafts.drop(person, subject.feedback_place)
        messages.success(request, _told(subject, made, judged))
        return redirect(subject.after)
    drafts.keep(person, subject.feedback_place, fields, by=by)
    page = feedback.feedback_page(subject, ready, given, by=by, refused=reason)
    return render(request, "assessor/feedback.html", {"page": page}, status=422)


def _day(text: str) -> date:
    try:
        day = forms.DateField(input_formats=DAYS).clean(text)
    except ValidationError:
        raise Refused(str(WRONG_DAY)) from None
    return day


def _codes(made: list[Evidence]) -> str:
    return listed(one.code for one in made)


def _told(subject: observing.Subject, made: list[Evidence], judged: list[Judgement]) -> str:
    """ "Recorded as E5 and sent to Lena: 6 met, 1 not yet."."""
    counts = Counter(one.verdict for one in judged)
    words = {
        Verdict.MET: ngettext("%(n)d met", "%(n)d met", counts[Verdict.MET]),
        Verdict.NOT_YET: ngettext("%(n)d not yet", "%(n)d not yet", counts[Verdict.NOT_YET]),
        Verdict.ASK: ngettext("%(n)d to ask again", "%(n)d to ask again", counts[Verdict.ASK]),
    }
    parts = [text % {"n": counts[verdict]} for verdict, text in words.items() if counts[verdict]]
    given = {"evidence": _codes(made), "name": subject.name, "parts": listed(parts)}
    if not parts:
        return _("Recorded as %(evidence)s. %(name)s sees it now; nothing is decided of it yet.") % given
    return _("Recorded as %(evidence)s and sent to %(name)s: %(parts)s.") % given
