"""The door: arriving, joining, changing role, and being told."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_POST, require_safe

from milepost import links
from milepost.base.refusal import Refused
from milepost.notices import actions as notices_actions
from milepost.notices import queries as notices_queries
from milepost.notices import sentences
from milepost.people import actions, policies, queries
from milepost.web.context import does
from milepost.web.public.forms import PasswordForm
from milepost.web.who import APPOINTMENT_KEY, Request

HOMES = {"learner": "learner_home", "assessor": "assessor_today", "quality": "quality_today", "centre": "centre_home"}
HOMES_OF_ROLES = {
    "employer_owner": "employer_today",
    "employer_contact": "employer_own",
}  # where the roles of one audience have homes of their own
A_PAGE = 30


@login_not_required
@require_safe
def home(request: Request) -> HttpResponse:
    """To the home of one's role; to the door for who is not signed in; to a word of welcome on an empty installation."""
    if request.who.person is None:
        return redirect("account_login") if queries.any_centre() else render(request, "public/first_run.html")
    if name := HOMES_OF_ROLES.get(str(request.who.role)) or HOMES.get(request.who.audience):
        return redirect(name)
    return render(request, "public/nowhere.html")


@login_not_required
@require_safe
def healthz(_request: Request) -> HttpResponse:
    """For whoever watches over the installation: pages are served and the database answers."""
    queries.any_centre()
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@csrf_protect
def invitation(request: Request, token: str) -> HttpResponse:
    """The letter's link: who invites, as what, where. Who has no password yet chooses one; who has one signs in first."""
    letter = queries.invitation_by_token(token)
    if letter is None:
        return render(
            request, "public/invitation_over.html", {"reason": _("This link is not whole. Copy all of it from the letter.")}, status=404
        )
    if reason := policies.why_not_answer(letter):
        return render(request, "public/invitation_over.html", {"reason": reason}, status=410)
    person, reader = letter.appointment.person, request.who.person
    known = person.has_usable_password()
    form = None if known else PasswordForm(request.POST or None, person=person)
    page = {
        "letter": letter,
        "form": form,
        "does": does(letter.appointment.role, letter.centre.name),
        "somebody_else": reader is not None and reader.pk != person.pk,
        "sign_in_first": known and reader is None,
    }
    if request.method != "POST" or page["somebody_else"] or page["sign_in_first"] or (form and not form.is_valid()):
        return render(request, "public/invitation.html", page, status=422 if form and form.errors else 200)
    joined = actions.accept(letter, password=form.cleaned_data["password"] if form else None, signed_in_as=reader)
    if reader is None:
        login(request, joined)
    request.session[APPOINTMENT_KEY] = str(letter.appointment.uuid)
    messages.success(request, _("Welcome, %(name)s.") % {"name": person.first_name})
    return redirect("home")


@require_POST
def switch_appointment(request: Request) -> HttpResponse:
    """Be here in another of one's roles, at this centre or another."""
    chosen = next((one for one in request.who.appointments if str(one.uuid) == request.POST.get("appointment")), None)
    if chosen is None:
        raise Http404
    request.session[APPOINTMENT_KEY] = str(chosen.uuid)
    return redirect("home")


@require_POST
def set_theme(request: Request) -> HttpResponse:
    """Light, dark, or as the device has it: kept with the person, not in the browser."""
    theme, person = request.POST.get("theme", ""), request.who.person
    if person is not None and theme in ("", "light", "dark"):
        person.theme = theme
        person.save(update_fields=["theme"])
    back = request.headers.get("referer", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()) else "home")


@dataclass(frozen=True)
class Line:
    """One notice as it is shown."""

    text: str
    own_words: str
    href: str
    at: Any
    fresh: bool
    centre: str


@require_safe
def notices(request: Request) -> HttpResponse:
    """What one was told, newest first."""
    page = Paginator(notices_queries.notices_of(request.who.reader), A_PAGE).get_page(request.GET.get("page"))
    lines = [
        Line(sentences.sentence(one), sentences.own_words(one), links.notice(one.uuid), one.made_at, not one.read_at, str(one.centre or ""))
        for one in page
    ]
    return render(request, "public/notices.html", {"lines": lines, "page": page, "fresh": any(line.fresh for line in lines)})


@require_POST
def notices_read(request: Request) -> HttpResponse:
    notices_actions.mark_read(request.who.reader)
    return redirect("notices")


@require_GET
def notice(request: Request, uuid: UUID) -> HttpResponse:
    """Open what a notice is about, in the role in which it concerns the reader. To open it is to have read it."""
    told = get_object_or_404(notices_queries.notices_of(request.who.reader), uuid=uuid)
    notices_actions.mark_read(request.who.reader, notice=told)
    role = told.args.get("role", "")
    chosen = next((one for one in request.who.appointments if one.role == role and one.centre_id == told.centre_id), None)
    if chosen is None:
        raise Refused(_("You are no longer at the place that this is about, so it is not open to you."))
    request.session[APPOINTMENT_KEY] = str(chosen.uuid)
    return redirect(links.noticed(told.about, notices_queries.leads_to(told), role=role))


def email_stays(_request: Request) -> HttpResponse:
    raise Refused(_("Your e-mail address is how your centre knows you. Ask one of its managers if it is to change."))
