"""Mails that were copied to us: one's own address, what is to be sorted, one mail with what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.base import files
from milepost.employers import actions, facts, queries
from milepost.employers.words import MailBecause, MailProblem
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer.forms import EmployerForm, PlaceForm, ReasonForm
from milepost.web.employer.views.files import added, crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.files.ranges import file_response
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import StoredFile
    from milepost.employers.models import EmployerFile, Mail, MailAddress, MailAttachment, MailPlace

A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class MailsPage:
    address: MailAddress | None
    takes: bool  # whether this installation takes mail at all
    largest: int  # megabytes of one mail
    mails: Any
    trail: list[Crumb]
    runs: bool
    file: EmployerFile | None = None  # of one employer
    acts: bool = True


@dataclass(frozen=True, kw_only=True)
class Named:
    """People of one place in the head."""

    place: str
    people: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class MailPage:
    mail: Mail
    title: str
    named: list[Named]
    problems: list[str]
    attachments: Sequence[MailAttachment]
    stands: list[tuple[MailPlace, str]]
    place: PlaceForm
    aside: ReasonForm
    new: EmployerForm  # who wrote is not known yet
    several: bool  # more than one employer is named: somebody has to choose
    acts: bool
    trail: list[Crumb]


def _trail(*last: str) -> list[Crumb]:
    own = reverse("employer_mails") if last else ""
    return [Crumb(_("Employers"), reverse("employer_list")), Crumb(_("Mails"), own), *(Crumb(one) for one in last)]


@for_roles(*OWNERS)
def employer_mails(request: Request) -> HttpResponse:
    """One's own address to copy mails to, and the mails that wait to be sorted."""
    by = request.who.actor
    address = queries.own_mail_address(by)
    if request.method == "POST":
        if request.POST.get("act") == "revoke" and address is not None:
            said = _("The address is given up. What came to it stays.")
            return act_then_back(request, lambda: actions.revoke_mail_address(address, by=by), said=said, to="employer_mails")
        said = _("The address is yours. Put it into your address book.")
        return act_then_back(request, lambda: actions.make_mail_address(centre_here(request), by=by), said=said, to="employer_mails")
    page = MailsPage(
        address=address, takes=bool(settings.MAIL_DOMAIN), largest=settings.MAIL_LIMIT // 1024**2,
        mails=Paginator(queries.mails_to_sort(by=by), A_PAGE).get_page(request.GET.get("page")), trail=_trail(),
        runs=request.who.role == "centre_manager",
    )  # fmt: skip
    return render(request, "employer/mails.html", {"page": page})


@for_roles(*READERS)
def employer_mail(request: Request, uuid: UUID) -> HttpResponse:
    """One mail: what it says, what hangs on it, where it stands; put it somewhere, take it off, or set it aside."""
    by, acts = request.who.actor, request.who.role in OWNERS
    mail = get_object_or_404(queries.mails(by=by), uuid=uuid)
    act = request.POST.get("act", "") if request.method == "POST" and acts else ""
    if act == "take_off":
        stands = {str(one.uuid): one for one in mail.places.all()}
        if (place := stands.get(request.POST.get("place", ""))) is None:
            raise Http404
        said = _("It no longer stands with %(name)s.") % {"name": place.file.employer.name}
        back = {"to": "employer_mails"} if len(stands) == 1 else {"to": "employer_mail", "uuid": mail.uuid}
        return act_then_back(request, lambda: actions.take_off_mail(place, by=by), said=said, **back)
    others = {str(one.uuid): one for one in queries.files(by=by)} if acts else {}
    named = facts.employers_named(mail) if acts and not mail.places.all() else []
    likely = [str(file.uuid) for file in named]
    place_form = PlaceForm(request.POST if act == "place" else None, files=others.values(), likely=likely)
    aside = ReasonForm(request.POST if act == "set_aside" else None, auto_id="aside_%s")
    new = EmployerForm(request.POST if act == "open" else None, auto_id="new_%s")
    if act == "open" and new.is_valid() and (opened := done_in_form(new, lambda: _opened(request, mail, new.cleaned_data["name"]))):
        messages.success(request, _("%(name)s has a file, you own it, and the mail stands there.") % {"name": opened.employer.name})
        return redirect("employer_mail", uuid=mail.uuid)
    if act == "place" and place_form.is_valid():
        file = others[place_form.cleaned_data["file"]]
        if done_in_form(place_form, lambda: actions.place_mail(mail, by=by, file=file)):
            messages.success(request, _("It stands on the timeline of %(name)s.") % {"name": file.employer.name})
            return redirect("employer_mail", uuid=mail.uuid)
    if (
        act == "set_aside"
        and aside.is_valid()
        and done_in_form(aside, lambda: actions.set_aside_mail(mail, by=by, reason=aside.cleaned_data["reason"]))
    ):
        messages.success(request, _("Set aside. It is kept, and no longer waits."))
        return redirect("employer_mails")
    page = _page(mail, place=place_form, aside=aside, new=new, several=len(named) > 1, acts=acts)
    refused = place_form.errors or aside.errors or new.errors
    return render(request, "employer/mail.html", {"page": page}, status=422 if refused else 200)


@transaction.atomic
def _opened(request: Request, mail: Mail, name: str) -> EmployerFile:
    """A file for an employer that has none, known by its name or not, with the mail on its timeline."""
    by = request.who.actor
    known = queries.without_file(by=by).filter(name__iexact=name).first()
    file = actions.open_file(known, by=by) if known else added(request, name)
    actions.place_mail(mail, by=by, file=file)
    return file


def _page(mail: Mail, *, place: PlaceForm, aside: ReasonForm, new: EmployerForm, several: bool, acts: bool) -> MailPage:
    title = mail.subject or _("A mail without a subject")
    called = {"from": _("From"), "to": _("To"), "cc": _("Copy to")}
    named = [Named(place=text, people=[one for one in mail.people if one["place"] == key]) for key, text in called.items()]
    return MailPage(
        mail=mail, title=title, named=[one for one in named if one.people], problems=[str(MailProblem(one).label) for one in mail.problems],
        attachments=list(mail.attachments.order_by("number")),
        stands=[(one, str(MailBecause(one.because).label) % {"shown": one.shown}) for one in mail.places.all()], place=place, aside=aside, new=new,
        several=several, acts=acts, trail=_trail(title),
    )  # fmt: skip


@require_safe
@for_roles(*READERS)
def employer_mail_whole(request: Request, uuid: UUID) -> HttpResponseBase:
    """The whole mail as it came, for the program that reads mails."""
    mail = get_object_or_404(queries.mails(by=request.who.actor), uuid=uuid)
    return _sent(request, mail.raw)


@require_safe
@for_roles(*READERS)
def employer_mail_part(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """What hangs on a mail."""
    mail = get_object_or_404(queries.mails(by=request.who.actor), uuid=uuid)
    part = get_object_or_404(mail.attachments.exclude(file=None).select_related("file"), number=number)
    assert part.file
    return _sent(request, part.file)


def _sent(request: Request, file: StoredFile) -> HttpResponseBase:
    """Always to be saved: what comes by mail from anywhere is never opened under our address."""
    path = files.path_of(file.sha256)
    return file_response(request, path, kind=file.kind, name=file.name, etag=file.sha256, modified=file.stored_at, download=True)


@for_roles(*READERS)
def employer_mails_with(request: Request, uuid: UUID) -> HttpResponse:
    """The mails that stand with one employer, and its own address."""
    by, acts = request.who.actor, request.who.role in OWNERS
    file = get_object_or_404(queries.files(by=by), uuid=uuid)
    address = queries.mail_address_of(file)
    if request.method == "POST" and acts:
        if request.POST.get("act") == "revoke" and address is not None:
            said = _("The address is given up. What came to it stays.")
            return act_then_back(
                request, lambda: actions.revoke_mail_address(address, by=by), said=said, to="employer_mails_with", uuid=uuid
            )
        said = _("%(name)s has an address of its own.") % {"name": file.employer.name}
        return act_then_back(
            request,
            lambda: actions.make_mail_address(centre_here(request), by=by, file=file),
            said=said,
            to="employer_mails_with",
            uuid=uuid,
        )
    page = MailsPage(
        address=address, takes=bool(settings.MAIL_DOMAIN), largest=settings.MAIL_LIMIT // 1024**2, trail=crumbs(file, _("Mails")),
        mails=Paginator(queries.mails_with(queries.parts_of(file), by=by), A_PAGE).get_page(request.GET.get("page")), runs=False, file=file,
        acts=acts,
    )  # fmt: skip
    return render(request, "employer/mails.html", {"page": page})
