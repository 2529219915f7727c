"""Concerns as staff have them: the list, one with what was said, acknowledging and answering; the links to employers' own pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.concerns import actions, policies, queries
from milepost.employers import actions as employers
from milepost.employers import queries as files
from milepost.people import actions as people
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer.concern_forms import AcknowledgeForm, PageForm, ReachedForm, SettleForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.standards import showing
from milepost.web.who import Request

A_PAGE = 30


def _trail(*last: str) -> list[Crumb]:
    own = reverse("employer_concerns") if last else ""
    return [Crumb(_("Employers"), reverse("employer_list")), Crumb(_("Concerns"), own), *(Crumb(one) for one in last)]


@require_safe
@for_roles(*READERS)
def employer_concerns(request: Request) -> HttpResponse:
    """What waits for an answer, then what is settled."""
    by = request.who.actor
    settled = queries.concerns(by=by).exclude(answered_at=None, withdrawn_at=None)
    page = {
        "open": list(queries.concerns_open(by=by)), "settled": Paginator(settled, A_PAGE).get_page(request.GET.get("page")), "trail": _trail(),
    }  # fmt: skip
    return render(request, "employer/concerns.html", {"page": page})


@for_roles(*READERS)
def employer_concern(request: Request, uuid: UUID) -> HttpResponse:
    """One concern: what was said, how long there is, and the words to answer with."""
    by = request.who.actor
    concern = get_object_or_404(queries.concerns(by=by), uuid=uuid)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    heard = AcknowledgeForm(request.POST if act == "acknowledge" else None, prefix="heard")
    answer = SettleForm(request.POST if act == "answer" else None)
    if act == "acknowledge" and heard.is_valid():
        text = heard.cleaned_data["text"]
        if done_in_form(heard, lambda: actions.acknowledge_concern(concern, by=by, text=text)) is not None:
            messages.success(request, _("They are told that you have it."))
            return redirect("employer_concern", uuid=uuid)
    if act == "answer" and answer.is_valid():
        text = answer.cleaned_data["text"]
        if done_in_form(answer, lambda: actions.answer_concern(concern, by=by, text=text)) is not None:
            messages.success(request, _("Answered. %(name)s is told, and reads it on their page.") % {"name": concern.name})
            return redirect("employer_concern", uuid=uuid)
    owner = queries.owner_of(concern)
    page: dict[str, Any] = {
        "concern": concern, "heard": heard, "answer": answer, "owner": owner, "why": policies.why_not_act(concern, by=by, owner=owner),
        "clocks": showing.of_thing(str(concern.uuid), by=by),
        "reads": queries.reads_answers(concern), "trail": _trail(concern.reference),
    }  # fmt: skip
    return render(request, "employer/concern.html", {"page": page}, status=422 if heard.errors or answer.errors else 200)


@for_roles(*OWNERS)
def employer_page(request: Request, uuid: UUID) -> HttpResponse:
    """Who holds a link to the employer's own page; send one, take one back."""
    by, sent = request.who.actor, request.method == "POST"
    file = get_object_or_404(files.files(by=by), uuid=uuid)
    form = PageForm(request.POST if sent else None, initial={"name": file.contact_name, "email": file.contact_email})
    if sent and form.is_valid():
        letter = done_in_form(form, lambda: employers.send_page(file, by=by, **form.cleaned_data))
        if letter is not None:
            messages.success(request, _("The link is on its way to %(name)s.") % {"name": letter.name})
            return redirect("employer_page", uuid=uuid)
    page = {
        "file": file, "form": form, "letters": list(files.page_letters_of(files.parts_of(file))), "trail": crumbs(file, _("Their own page")),
    }  # fmt: skip
    return render(request, "employer/own_send.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(*OWNERS)
def employer_page_take_back(request: Request, uuid: UUID) -> HttpResponse:
    """The link opens nothing from now on."""
    by = request.who.actor
    letter = get_object_or_404(files.page_letters(by=by), uuid=uuid)
    said = _("Taken back. The link of %(name)s opens nothing any more.") % {"name": letter.name}
    return act_then_back(
        request,
        lambda: employers.take_back_page(letter, by=by),
        said=said,
        to="employer_page",
        uuid=(letter.file.merged_into or letter.file).uuid,
    )


@require_POST
@for_roles(*OWNERS)
def employer_page_again(request: Request, uuid: UUID) -> HttpResponse:
    """Another letter to the same address, with a new link; the old one opens nothing from now on."""
    by = request.who.actor
    letter = get_object_or_404(files.page_letters(by=by), uuid=uuid)
    file = letter.file.merged_into or letter.file
    said = _("A new link is on its way to %(name)s. The old one opens nothing any more.") % {"name": letter.name}
    return act_then_back(
        request,
        lambda: employers.send_page(file, by=by, name=letter.name, email=letter.email),
        said=said,
        to="employer_page",
        uuid=file.uuid,
    )


@for_roles(*OWNERS)
def employer_reached(request: Request) -> HttpResponse:
    """How employers reach one: the telephone that stands on their pages."""
    by, reader, sent = request.who.actor, request.who.reader, request.method == "POST"
    form = ReachedForm(request.POST if sent else None, initial={"phone": reader.phone})
    if (
        sent
        and form.is_valid()
        and done_in_form(form, lambda: people.give_phone(reader, by=by, phone=form.cleaned_data["phone"])) is not None
    ):
        messages.success(request, _("Kept. Your employers read it on their pages."))
        return redirect("employer_today")
    page = {"form": form, "reader": reader, "trail": [Crumb(_("Today"), reverse("employer_today")), Crumb(_("How they reach you"))]}
    return render(request, "employer/reached.html", {"page": page}, status=422 if form.errors else 200)
