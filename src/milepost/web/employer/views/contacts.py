"""Contacts as they are noted and read: a talk, a letter with its scan, an invoice, a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import clock, drafts
from milepost.base.files import path_of, uploads
from milepost.base.refusal import Refused
from milepost.employers import actions, queries
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.employer.forms import ContactForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.files.arriving import arrived
from milepost.web.files.ranges import file_response

if TYPE_CHECKING:
    from milepost.base.models import Upload
    from milepost.employers.models import Contact, ContactFile, EmployerFile
    from milepost.web.components import Crumb
    from milepost.web.who import Request


@dataclass(frozen=True, kw_only=True)
class NotePage:
    file: EmployerFile
    form: ContactForm
    place: str
    arrived: Sequence[Upload]
    broken: Sequence[str]  # why files were not taken
    trail: list[Crumb]


@dataclass(frozen=True, kw_only=True)
class ContactPage:
    contact: Contact
    files: Sequence[ContactFile]
    place: str
    arrived: Sequence[Upload]
    refused: Sequence[str]
    acts: bool
    trail: list[Crumb]


@for_roles(*OWNERS)
def employer_contact(request: Request, uuid: UUID) -> HttpResponse:
    """Write down a talk, a letter or a visit, and what comes next. What is typed is kept as it is typed."""
    by, sent = request.who.actor, request.method == "POST"
    file = get_object_or_404(queries.files(by=by), uuid=uuid)
    place = f"contact:{file.uuid}"
    kept = None if sent else drafts.find(request.who.reader.pk, place)
    now = timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")
    initial = {"kind": "call", "with_whom": file.contact_name, "happened_at": now, **(kept.body if kept else {})}
    form = ContactForm(request.POST if sent else None, initial=initial)
    found, broken = arrived(request, place) if sent else (uploads.on_the_way(place=place, by=by), [])
    files = [one.file for one in found if one.file]
    if sent and form.is_valid() and not broken:
        contact = done_in_form(form, lambda: actions.note_contact(file, by=by, files=files, **form.cleaned_data))
        if contact is not None:
            uploads.done_with(files)
            drafts.drop(request.who.reader.pk, place)
            messages.success(request, _("It stands on the timeline of %(name)s.") % {"name": file.employer.name})
            return redirect("employer_one", uuid=file.uuid)
    page = NotePage(
        file=file,
        form=form,
        place=place,
        arrived=[one for one in found if one.file],
        broken=broken,
        trail=crumbs(file, _("Note a contact")),
    )
    return render(request, "employer/contact.html", {"page": page}, status=422 if form.errors or broken else 200)


@for_roles(*READERS)
def employer_contact_one(request: Request, uuid: UUID) -> HttpResponse:
    """What was noted of a contact, whole, with what belongs to it; a scan that comes later is put to it here."""
    by, acts = request.who.actor, request.who.role in OWNERS
    contact = get_object_or_404(queries.contacts(by=by).select_related("made_by"), uuid=uuid)
    place, sent = f"contact-files:{contact.uuid}", request.method == "POST" and acts
    found, refused = arrived(request, place) if sent else (uploads.on_the_way(place=place, by=by) if acts else [], [])
    files = [one.file for one in found if one.file]
    if sent and not refused:
        try:
            actions.add_to_contact(contact, by=by, files=files)
        except Refused as refusal:
            refused = [refusal.reason]
        else:
            uploads.done_with(files)
            messages.success(request, _("It belongs to this contact now."))
            return redirect("employer_contact_one", uuid=contact.uuid)
    page = ContactPage(
        contact=contact, files=list(contact.files.select_related("file", "added_by").order_by("pk")), place=place, refused=refused, acts=acts,
        arrived=[one for one in found if one.file], trail=crumbs(contact.file, contact.get_kind_display()),
    )  # fmt: skip
    return render(request, "employer/contact_one.html", {"page": page}, status=422 if refused else 200)


@require_safe
@for_roles(*READERS)
def employer_contact_file(request: Request, uuid: UUID, part: UUID) -> HttpResponseBase:
    """A file of a contact, always to be saved."""
    contact = get_object_or_404(queries.contacts(by=request.who.actor), uuid=uuid)
    file = get_object_or_404(contact.files.select_related("file"), uuid=part).file
    return file_response(
        request, path_of(file.sha256), kind=file.kind, name=file.name, etag=file.sha256, modified=file.stored_at, download=True
    )


@require_POST
@for_roles(*OWNERS)
def employer_step(request: Request, uuid: UUID) -> HttpResponse:
    """What was agreed as the next step is done."""
    contact = get_object_or_404(queries.contacts(by=request.who.actor), uuid=uuid)
    said = _("Done: %(step)s") % {"step": contact.next_step}
    return act_then_back(request, lambda: actions.finish_step(contact, by=request.who.actor), said=said, to="employer_today")
