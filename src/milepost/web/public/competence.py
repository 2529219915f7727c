"""Somebody's own page: what they may judge, how they keep up, and what interests they declare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.people import actions, queries
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.people.models import Competence, Cpd, Interest, Organisation, Person

STAFF = (Role.ASSESSOR, Role.IQA)


class CpdForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What you did"), max_length=200,
        help_text=gettext_lazy("A course, a day in the trade, a standardisation meeting."),
        error_messages={"required": gettext_lazy("Say what you did.")},
    )  # fmt: skip
    done_on = forms.DateField(
        label=gettext_lazy("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Say on which day."), "invalid": gettext_lazy("Give a day, such as 1 September 2026.")},
        input_formats=("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), max_digits=5, decimal_places=2,
        error_messages={"required": gettext_lazy("Give the hours."), "invalid": gettext_lazy("Give the hours as a number, such as 1.5.")},
    )  # fmt: skip
    learned = forms.CharField(label=gettext_lazy("What you do otherwise since"), required=False, widget=forms.Textarea, max_length=2000)


class InterestForm(forms.Form):
    about = forms.ChoiceField(label=gettext_lazy("In whom"), required=False)
    email = forms.CharField(
        label=gettext_lazy("Or the e-mail address of a learner here"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What the interest is"), max_length=500,
        help_text=gettext_lazy("In a few words: “my brother”, “I own shares in it”."),
        error_messages={"required": gettext_lazy("Say what the interest is, in a few words.")},
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, Person] = {}
        self.employers: dict[str, Organisation] = {one.name: one for one in queries.employers_of(by)}
        if by.role == Role.ASSESSOR:
            for one in portfolios.registrations(by=by):
                self.people.setdefault(f"{one.learner.name}, {one.learner.email}", one.learner)
                if one.employer:
                    self.employers.setdefault(one.employer.name, one.employer)
        names = [*sorted(self.people), *sorted(self.employers)]
        self.fields["about"].choices = [("", _("Somebody else")), *((name, name) for name in names)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        about, email = given.get("about", ""), given.get("email", "")
        given["learner"], given["employer"] = self.people.get(about), self.employers.get(about)
        if not about and email:
            given["learner"] = queries.person_by_email(email)
            if given["learner"] is None:
                self.add_error("email", _("Nobody who learns here has this address."))
        return given


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    kept: bool
    judges: bool
    entries: list[Competence]
    soon: list[Competence]
    cpd: list[Cpd]
    hours: float
    interests: list[Interest]
    cpd_form: CpdForm
    interest_form: InterestForm


def _page(request: Request, *, cpd: CpdForm | None = None, interest: InterestForm | None = None) -> HttpResponse:
    by, day = request.who.actor, clock.today()
    entries = list(queries.own_competences(by))
    done = list(queries.cpd_of(by).filter(person_id=by.person_id or 0)[:50])
    page = OwnPage(
        kept=bool(request.who.centre and request.who.centre.competence_kept), judges=by.role == Role.ASSESSOR, entries=entries,
        soon=queries.runs_out(entries, day), cpd=done, hours=sum(float(one.hours) for one in done if (day - one.done_on).days < 365),
        interests=list(queries.interests_of(by).filter(person_id=by.person_id or 0)),
        cpd_form=cpd or CpdForm(initial={"done_on": day}), interest_form=interest or InterestForm(by=by),
    )  # fmt: skip
    return render(request, "public/competence.html", {"page": page}, status=422 if cpd or interest else 200)


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


@require_safe
@for_roles(*STAFF)
def own_competence(request: Request) -> HttpResponse:
    """What I may judge, how I keep up, what I declared."""
    return _page(request)


@require_POST
@for_roles(*STAFF)
def own_cpd(request: Request) -> HttpResponse:
    """Note something done to keep up."""
    form = CpdForm(request.POST)
    if form.is_valid() and _done(form, lambda: actions.note_cpd(request.who.reader, by=request.who.actor, **form.cleaned_data)):
        messages.success(request, _("Noted."))
        return redirect("own_competence")
    return _page(request, cpd=form)


@require_POST
@for_roles(*STAFF)
def own_interest(request: Request) -> HttpResponse:
    """Declare an interest."""
    by = request.who.actor
    form = InterestForm(request.POST, by=by)
    if form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("text", "learner", "employer")}
        if _done(form, lambda: actions.declare_interest(request.who.reader, by=by, **given)):
            messages.success(request, _("Declared. While it lasts you decide nothing there; the centre manager names somebody else."))
            return redirect("own_competence")
    return _page(request, interest=form)


@require_POST
@for_roles(*STAFF, Role.CENTRE_MANAGER)
def own_interest_end(request: Request, uuid: UUID) -> HttpResponse:
    """Say that an interest is over: one's own, or a manager anybody's."""
    found = queries.interests_of(request.who.actor)
    if request.who.role != Role.CENTRE_MANAGER:
        found = found.filter(person=request.who.reader)
    interest = get_object_or_404(found, uuid=uuid)
    try:
        actions.end_interest(interest, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Noted that it is over. It stays in the journal."))
    return redirect("centre_competence" if request.who.role == Role.CENTRE_MANAGER else "own_competence")
