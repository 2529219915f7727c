"""Enquiries and meetings: written down, taken up, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.employers import actions, queries
from milepost.people import actions as people
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer.forms import AnswerForm, EnquiryForm, HeldForm, MeetingForm, TakeForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.models import EmployerFile, Enquiry, Meeting


def _render(request: Request, name: str, page: dict[str, Any], form: forms.Form) -> HttpResponse:
    return render(request, f"employer/{name}.html", {"page": {**page, "form": form}}, status=422 if form.errors else 200)


def _now() -> str:
    return timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")


@for_roles(*OWNERS)
def employer_enquiry_new(request: Request) -> HttpResponse:
    """Write down what somebody asks, while they are on the telephone."""
    by, sent = request.who.actor, request.method == "POST"
    form = EnquiryForm(request.POST if sent else None, initial={"source": "phone"})
    if sent and form.is_valid():
        enquiry = done_in_form(form, lambda: actions.receive_enquiry(centre_here(request), by=by, **form.cleaned_data))
        if enquiry is not None:
            return redirect("employer_enquiry", uuid=enquiry.uuid)
    trail = [Crumb(_("Today"), reverse("employer_today")), Crumb(_("An enquiry"))]
    return _render(request, "enquiry_new", {"trail": trail}, form)


@for_roles(*READERS)
def employer_enquiry(request: Request, uuid: UUID) -> HttpResponse:
    """One enquiry: take it into a file, answer it, or say why it goes no further."""
    by, acts = request.who.actor, request.who.role in OWNERS
    enquiry = get_object_or_404(queries.enquiries(by=by), uuid=uuid)
    act = request.POST.get("act", "") if request.method == "POST" and acts else ""
    files = {str(one.uuid): one for one in queries.files(by=by)} if enquiry.file_id is None else {}
    likely = next((key for key, one in files.items() if _like(one.employer.name, enquiry.organisation)), "new")
    take = TakeForm(
        request.POST if act == "take" else None, initial={"into": likely}, files=files.values(), organisation=enquiry.organisation
    )
    answer = AnswerForm(request.POST if act == "answer" else None, initial={"kind": "call", "happened_at": _now()})
    if act == "take" and take.is_valid() and done_in_form(take, lambda: taken(request, enquiry, files.get(take.cleaned_data["into"]))):
        messages.success(request, _("Taken. The file is yours; answer them now."))
        return redirect("employer_enquiry", uuid=enquiry.uuid)
    if (
        act == "answer"
        and answer.is_valid()
        and done_in_form(answer, lambda: actions.answer_enquiry(enquiry, by=by, **answer.cleaned_data))
    ):
        messages.success(request, _("The answer stands on their timeline."))
        assert enquiry.file
        return redirect("employer_one", uuid=enquiry.file.uuid)
    if act == "close":
        reason = request.POST.get("reason", "")
        said = _("The enquiry is closed.")
        return act_then_back(
            request, lambda: actions.close_enquiry(enquiry, by=by, reason=reason), said=said, to="employer_enquiry", uuid=uuid
        )
    page = {
        "enquiry": enquiry, "take": take, "answer": answer, "acts": acts,
        "trail": [Crumb(_("Today"), reverse("employer_today")), Crumb(enquiry.organisation)],
    }  # fmt: skip
    return render(request, "employer/enquiry.html", {"page": page}, status=422 if take.errors or answer.errors else 200)


def _like(one: str, other: str) -> bool:
    """Whether two names are the same but for how a company is written."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return " ".join(word for word in words if word not in ("ltd", "limited", "plc", "llp", "the", "co", "company"))


@transaction.atomic
def taken(request: Request, enquiry: Enquiry, file: EmployerFile | None) -> Enquiry:
    """Into the file of an employer who is known; of one who is not, into a new one, together or not at all."""
    by = request.who.actor
    if file is None:
        known = next((one for one in queries.without_file(by=by) if _like(one.name, enquiry.organisation)), None)
        employer = known or people.add_employer(centre_here(request), by=by, name=enquiry.organisation)
        file = actions.open_file(employer, by=by)
    return actions.take_enquiry(enquiry, by=by, file=file)


@for_roles(*OWNERS)
def employer_meet(request: Request, uuid: UUID) -> HttpResponse:
    """Plan a meeting."""
    by, sent = request.who.actor, request.method == "POST"
    file = get_object_or_404(queries.files(by=by), uuid=uuid)
    form = MeetingForm(request.POST if sent else None, initial={"kind": "visit", "with_whom": file.contact_name})
    if sent and form.is_valid() and done_in_form(form, lambda: actions.plan_meeting(file, by=by, **form.cleaned_data)):
        messages.success(request, _("The meeting with %(name)s is planned.") % {"name": file.employer.name})
        return redirect("employer_one", uuid=file.uuid)
    return _render(request, "meet", {"file": file, "trail": crumbs(file, _("Plan a meeting"))}, form)


@for_roles(*OWNERS)
def employer_meeting(request: Request, uuid: UUID) -> HttpResponse:
    """Say what became of a meeting: held, missed, called off, moved."""
    by, sent = request.who.actor, request.method == "POST"
    meeting = get_object_or_404(queries.meetings(by=by), uuid=uuid)
    form = HeldForm(request.POST if sent else None, initial={"act": "hold" if meeting.starts_at <= clock.now() else "move"})
    if sent and form.is_valid() and _settled(form, meeting, by):
        messages.success(request, _("It stands on the timeline of %(name)s.") % {"name": meeting.file.employer.name})
        return redirect("employer_one", uuid=meeting.file.uuid)
    page = {"meeting": meeting, "trail": crumbs(meeting.file, _("The meeting")), "place": f"meeting:{meeting.uuid}"}
    return _render(request, "meeting", page, form)


def _settled(form: HeldForm, meeting: Meeting, by: Any) -> bool:
    given = form.cleaned_data
    act, note, starts_at = given["act"], given["note"], given["starts_at"]
    if act == "move" and starts_at is None:
        form.add_error("starts_at", _("Give the new day and time."))
        return False
    try:
        match act:
            case "hold":
                actions.hold_meeting(meeting, by=by, note=note)
            case "call_off":
                actions.call_off_meeting(meeting, by=by, note=note)
            case "move":
                actions.move_meeting(meeting, by=by, starts_at=starts_at)
            case _:
                actions.miss_meeting(meeting, by=by, missed_by=act, note=note)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True
