"""The centre manager's pages: making or taking a programme, putting somebody on it, naming who advises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.base.refusal import Refused
from milepost.frameworks import actions as framework_actions
from milepost.frameworks import queries as frameworks
from milepost.frameworks import shipped
from milepost.frameworks.document import digest, to_document
from milepost.frameworks.words import Rights
from milepost.people import actions as people_actions
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.web.access import for_roles
from milepost.web.centre.forms import LISTED, NEW
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.programmes.advising import participant_page
from milepost.web.programmes.forms import AdviserForm, BringForm, MakeForm, RegisterForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.people.models import Person


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def programmes(request: Request) -> HttpResponse:
    """The programmes of the centre, and those that come with Milepost."""
    held = list(frameworks.programmes(by=request.who.actor))
    here = {one.digest for one in held}
    page = {
        "held": held,
        "shipped": [(name, one, digest(to_document(one)) in here) for name in shipped.programmes() for one in [shipped.programme(name)]],
    }
    return render(request, "programmes/programmes.html", {"page": page})


@require_safe
@for_roles(Role.CENTRE_MANAGER, Role.ASSESSOR)
def programme(request: Request, uuid: UUID) -> HttpResponse:
    """One programme: its steps."""
    one = get_object_or_404(frameworks.programmes(by=request.who.actor), uuid=uuid)
    framework, runs = frameworks.framework_of(one), request.who.role == Role.CENTRE_MANAGER
    trail = [Crumb(_("Programmes"), reverse("programmes")) if runs else Crumb(_("Participants"), reverse("participants")), Crumb(one.title)]
    return render(
        request,
        "programmes/programme.html",
        {
            "page": {
                "one": one,
                "framework": framework,
                "trail": trail,
                "runs": runs,
                "put_on": reverse("programme_register", query={"programme": one.uuid}),
            }
        },
    )


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def programme_adopt(request: Request) -> HttpResponse:
    """Take a programme that comes with Milepost, as it is."""
    name = request.POST.get("name", "")
    if name not in shipped.programmes():
        messages.error(request, _("Choose one of the programmes below."))
        return redirect("programmes")
    try:
        made = framework_actions.adopt(
            centre_here(request), by=request.who.actor, document=to_document(shipped.programme(name)), rights=Rights.OWN
        )
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("programmes")
    messages.success(request, _("%(title)s is here. Now somebody can be put on it.") % {"title": made.title})
    return redirect("programme", made.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CENTRE_MANAGER)
def programme_make(request: Request) -> HttpResponse:
    """Write a programme of one's own, or bring one as a file."""
    brings = request.POST.get("act") == "bring"
    form, bring = MakeForm(None if brings else request.POST or None), BringForm(request.POST, request.FILES) if brings else BringForm()
    made = None
    if brings and bring.is_valid():
        document = bring.cleaned_data["file"]
        made = done_in_form(bring, lambda: framework_actions.adopt(centre_here(request), by=request.who.actor, document=document))
    elif request.method == "POST" and not brings and form.is_valid():
        made = done_in_form(
            form,
            lambda: framework_actions.make_programme(
                centre_here(request), by=request.who.actor, title=form.cleaned_data["title"], steps=form.steps_given()
            ),
        )
    if made is not None:
        messages.success(request, _("%(title)s is here. Now somebody can be put on it.") % {"title": made.title})
        return redirect("programme", made.uuid)
    page = {"form": form, "bring": bring, "trail": [Crumb(_("Programmes"), reverse("programmes")), Crumb(_("Write one"))]}
    return render(request, "programmes/make.html", {"page": page}, status=422 if form.errors or bring.errors else 200)


# Putting somebody on it -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CENTRE_MANAGER)
def programme_register(request: Request) -> HttpResponse:
    """Put somebody on a programme; who is new here is invited by the same form."""
    by, sent, like = request.who.actor, request.method == "POST", request.GET.get("q", "")
    known = _known((request.POST if sent else request.GET).get("learner", NEW), by=by)
    asked = request.GET.get("programme", "")
    form = RegisterForm(request.POST if sent else None, by=by, known=known, initial={"programme": asked})
    if sent and form.is_valid():
        made = done_in_form(form, lambda: _register(request, form.cleaned_data, known))
        if made is not None:
            messages.success(request, _registered(made))
            return redirect("participant", made.uuid)
    page = {
        "form": form, "known": known, "q": like, "asked": asked, "listed": [] if known else list(people.learners_of(by, like=like)[:LISTED]),
        "trail": [Crumb(_("Participants"), reverse("participants")), Crumb(_("Put somebody on a programme"))],
        "nothing": not frameworks.programmes(by=by).exists(),
    }  # fmt: skip
    return render(request, "programmes/register.html", {"page": page}, status=422 if form.errors else 200)


def _known(named: str, *, by: Actor) -> Person | None:
    try:
        return people.learners_of(by).filter(uuid=UUID(named)).first()
    except ValueError:
        return None


@transaction.atomic
def _register(request: Request, given: dict[str, Any], known: Person | None) -> Any:
    """Invitation and registration together or not at all."""
    by = request.who.actor
    one = get_object_or_404(frameworks.programmes(by=by), uuid=given["programme"])
    person = known or people.learners_of(by).filter(email__iexact=given["email"].strip()).first()
    if person is None:
        letter = people_actions.invite(centre_here(request), by=by, email=given["email"], name=given["name"], role=Role.LEARNER)
        person = letter.appointment.person
    title = frameworks.framework_of(one).qualification().title
    return actions.register(
        person, by=by, specification=one, qualification=title, starts_on=given["starts_on"], ends_on=given["ends_on"],
        assessor=given["adviser"],
    )  # fmt: skip


def _registered(registration: Any) -> str:
    given = {"name": registration.learner.name, "first": registration.learner.first_name}
    if registration.assessor is None:
        return _("%(name)s is on the programme. Name an adviser, so that a plan can be agreed.") % given
    return _("%(name)s is on the programme. Now %(first)s and %(adviser)s agree a plan.") % {**given, "adviser": registration.assessor.name}


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def participant_adviser(request: Request, uuid: UUID) -> HttpResponse:
    """Say who advises."""
    registration = get_object_or_404(queries.participants(by=request.who.actor), uuid=uuid)
    form = AdviserForm(request.POST, by=request.who.actor)
    if form.is_valid():
        done = done_in_form(
            form, lambda: actions.allocate(registration, by=request.who.actor, assessor=form.cleaned_data["adviser"], iqa=None)
        )
        if done is not None:
            messages.success(request, _("Noted. Both are told."))
            return redirect("participant", uuid)
        registration.refresh_from_db()
    return participant_page(request, registration, form=form)
