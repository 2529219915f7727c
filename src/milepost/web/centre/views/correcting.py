"""Putting right what was mistyped of a person, and inviting a learner anew whose invitation was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from milepost.people import actions, queries
from milepost.people.uln import TEMPORARY
from milepost.people.words import Role
from milepost.portfolios import actions as portfolio_actions
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.centre.forms import CorrectPersonForm
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.people.models import Person


@for_roles(Role.CENTRE_MANAGER)
def centre_correct_person(request: Request, uuid: UUID) -> HttpResponse:
    """The name; the address of who has not joined; a date of birth and a number that nobody has given yet."""
    by = request.who.actor
    person = get_object_or_404(queries.people_of(by), uuid=uuid)
    registrations = list(portfolios.registrations(by=by).filter(learner=person))
    unnumbered = [one for one in registrations if one.uln in ("", TEMPORARY)]
    form = CorrectPersonForm(request.POST or None, person=person, learns=bool(registrations), lacks_uln=bool(unnumbered))
    to = reverse("centre_learner", args=[registrations[0].uuid]) if registrations else reverse("centre_people")
    if request.method == "POST" and form.is_valid():
        given = {"name": person.name, "email": person.email} | form.cleaned_data
        if done_in_form(form, lambda: _correct(person, by=by, unnumbered=unnumbered, **given)):
            messages.success(request, _("%(name)s is corrected.") % given)
            return redirect(to)
    trail = [Crumb(_("Learners"), reverse("centre_learners")), Crumb(person.name, to)] if registrations else [Crumb(_("People"), to)]
    page = {"form": form, "person": person, "back": to, "trail": [*trail, Crumb(_("Correct"))]}
    return render(request, "centre/correct_person.html", {"page": page}, status=422 if form.errors else 200)


@transaction.atomic
def _correct(person: Person, *, by: Actor, unnumbered: list[Any], name: str, email: str, born_on: Any = None, uln: str = "") -> Person:
    added = bool(born_on or uln)
    if born_on:
        person = actions.note_birth_date(person, by=by, born_on=born_on)
    for registration in unnumbered if uln else ():
        portfolio_actions.note_uln(registration, by=by, uln=uln)
    if added and (" ".join(name.split()), email.strip().lower()) == (person.name, person.email):
        return person
    return actions.correct_person(person, by=by, name=name, email=email)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_invite_anew(request: Request, uuid: UUID) -> HttpResponse:
    """A letter to a learner who is registered here and whose invitation was taken back."""
    by = request.who.actor
    registration = get_object_or_404(portfolios.registrations(by=by), uuid=uuid)
    learner = registration.learner
    return act_then_back(
        request, lambda: actions.invite(centre_here(request), by=by, email=learner.email, name=learner.name, role=Role.LEARNER),
        said=_("An invitation to %(name)s is on its way to %(email)s.") % {"name": learner.name, "email": learner.email},
        to="centre_learner", uuid=uuid,
    )  # fmt: skip
