"""The employer's own page and concerns raised there: by private link, without an account, or signed in as a contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from milepost.commitments.facts import promises_about
from milepost.concerns import actions
from milepost.concerns import queries as concerns
from milepost.concerns.words import CONCERN_RAISED
from milepost.employers import policies, queries
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.employer.concern_forms import MoreForm, TellForm
from milepost.web.employer.own import Visitor, own_page, speaks
from milepost.web.limits import too_many, wait_until
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import Concern

type Inner = Callable[..., HttpResponse]  # takes the request, the visitor, and the rest of the address
type View = Callable[..., HttpResponse]

MOST, WITHIN = 10, timedelta(hours=1)  # concerns of one person


def signed_in(view: Inner) -> View:
    """For the contact of an employer who has an account."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @for_roles(Role.EMPLOYER_CONTACT)
    def opened(request: Request, /, **address: Any) -> HttpResponse:
        appointment = request.who.appointment
        if appointment is None or appointment.employer is None:
            raise Http404
        visitor = Visitor(
            centre=centre_here(request), employer=appointment.employer, file=queries.file_of(appointment.employer),
            name=request.who.reader.name, email=request.who.reader.email, account=request.who.actor,
        )  # fmt: skip
        return view(request, visitor, **address)

    return wraps(view)(opened)


def by_link(view: Inner) -> View:
    """For whoever holds a private link. One that was taken back says so and shows nothing."""

    @login_not_required
    @never_cache
    @csrf_protect
    @require_http_methods(["GET", "HEAD", "POST"])
    def opened(request: Request, token: str, **address: Any) -> HttpResponse:
        letter = queries.page_letter_by_token(token)
        if letter is None:
            return _over(request, _("This link is not whole. Copy all of it from the letter."), 404)
        if reason := policies.why_not_use_page(letter):
            return _over(request, reason, 410)
        file = letter.file
        visitor = Visitor(
            centre=file.centre, employer=file.employer, file=file.merged_into or file, name=letter.name, email=letter.email, letter=letter,
            token=token,
        )  # fmt: skip
        answer = view(request, visitor, **address)
        answer.headers["Referrer-Policy"] = "same-origin"  # the address is the key: nobody whom a link leads to reads it
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return wraps(view)(opened)


def _over(request: Request, reason: str, status: int) -> HttpResponse:
    return render(request, "employer/own_over.html", {"reason": reason}, status=status)


def _home(request: Request, visitor: Visitor) -> HttpResponse:
    """Two minutes on a phone: what needs them, whom to speak to, how their learners get on, what we promised."""
    return render(request, "employer/own.html", {"page": own_page(visitor)})


def _tell(request: Request, visitor: Visitor) -> HttpResponse:
    """Raise a concern: to who owns the relationship and the managers, or in confidence to the managers alone."""
    sent, found = request.method == "POST", speaks(visitor)
    managers = ", ".join(person.name for person in concerns.managers_of(visitor.centre.pk))
    form = TellForm(request.POST if sent else None, owner=found.person.name if found else "", managers=managers, name=visitor.name)
    status = 422
    if sent and form.is_valid():
        if until := wait_until("concern", visitor.key, most=MOST, within=WITHIN):
            form.add_error(None, too_many(MOST, until))
            status = 429
        elif (concern := done_in_form(form, lambda: _raised(visitor, form))) is not None:
            messages.success(request, _("It has arrived. Its reference is %(reference)s.") % {"reference": concern.reference})
            return redirect(visitor.at("employer_own_concern", concern.uuid))
    page = {"form": form, "visitor": visitor, "promises": promises_about(CONCERN_RAISED, visitor.centre.pk)}
    return render(request, "employer/own_tell.html", {"page": page}, status=status if form.errors else 200)


def _raised(visitor: Visitor, form: TellForm) -> Concern:
    given = form.cleaned_data
    return actions.raise_concern(
        visitor.employer, by=visitor.actor(), file=visitor.file, name=given["name"], email=visitor.email, text=given["text"],
        confidential=given["who"] == TellForm.MANAGERS, letter=visitor.letter,
    )  # fmt: skip


def _concern(request: Request, visitor: Visitor, uuid: UUID) -> HttpResponse:
    """What they raised and what was said since; they say more, or take it back."""
    raised = concerns.concerns_raised_from(visitor.email, visitor.employers, centre_id=visitor.centre.pk)
    concern = raised.filter(uuid=uuid).first()
    if concern is None:
        raise Http404
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = MoreForm(request.POST if act == "more" else None)
    if act == "withdraw" and done_in_form(form, lambda: actions.withdraw_concern(concern, by=visitor.actor(), letter=visitor.letter)):
        messages.success(request, _("Taken back. What was said stays where it was said."))
        return redirect(visitor.at("employer_own_concern", uuid))
    if act == "more" and form.is_valid():
        text = form.cleaned_data["text"]
        if done_in_form(form, lambda: actions.say_more(concern, by=visitor.actor(), text=text, letter=visitor.letter)) is not None:
            messages.success(request, _("It has arrived."))
            return redirect(visitor.at("employer_own_concern", uuid))
    page = {"concern": concern, "form": form, "visitor": visitor, "promises": promises_about(CONCERN_RAISED, visitor.centre.pk)}
    return render(request, "employer/own_concern.html", {"page": page}, status=422 if form.errors else 200)


employer_own, employer_own_by_link = signed_in(_home), by_link(_home)
employer_own_tell, employer_own_tell_by_link = signed_in(_tell), by_link(_tell)
employer_own_concern, employer_own_concern_by_link = signed_in(_concern), by_link(_concern)
