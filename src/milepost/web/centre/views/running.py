"""How one registration goes on: a break, back again, more time, leaving, another centre, another site, another employer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.centre.running_forms import (
    CompleteForm,
    EmployerForm,
    ExtendForm,
    PauseForm,
    PlaceForm,
    ResumeForm,
    TransferForm,
    WithdrawForm,
)
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration


@dataclass(frozen=True, kw_only=True)
class Step:
    """One way in which a registration goes on. `{name}` in its words is the learner's first name."""

    form: type[forms.Form]
    act: Callable[..., Any]
    title: Any
    lead: Any
    button: Any
    said: Any
    ends: bool = False  # it closes the registration
    by: bool = False  # its form offers what the reader's centre has
    only_in: str = ""  # the state in which it is offered; all that are open without


STEPS: dict[str, Step] = {
    "break": Step(
        form=PauseForm, act=actions.pause_registration, only_in="active", title=gettext_lazy("Note a break"),
        lead=gettext_lazy("While %(name)s is away nothing is asked, added or judged. All of it stays."),
        button=gettext_lazy("Note the break"), said=gettext_lazy("The break is noted. %(name)s and the assessor are told."),
    ),
    "back": Step(
        form=ResumeForm, act=actions.resume_registration, only_in="on_break", title=gettext_lazy("They are back"),
        lead=gettext_lazy("From now on %(name)s adds and hands in again, and the assessor judges."),
        button=gettext_lazy("End the break"), said=gettext_lazy("%(name)s is back. The assessor is told."),
    ),
    "longer": Step(
        form=ExtendForm, act=actions.extend_registration, title=gettext_lazy("Move the planned end"),
        lead=gettext_lazy("Gives %(name)s more time. Who is behind is measured by the new end."),
        button=gettext_lazy("Move the end"), said=gettext_lazy("The planned end is moved. %(name)s and the assessor are told."),
    ),
    "employer": Step(
        form=EmployerForm, act=actions.change_employer, by=True, title=gettext_lazy("Their employer changes"),
        lead=gettext_lazy("The portfolio goes on as it is. What %(name)s let the employer before see ends: they are asked anew for the next."),
        button=gettext_lazy("Change the employer"), said=gettext_lazy("The employer is changed. %(name)s and the assessor are told."),
    ),
    "complete": Step(
        form=CompleteForm, act=actions.complete_registration, ends=True, only_in="active", title=gettext_lazy("They are complete"),
        lead=gettext_lazy("Every unit of %(name)s is final and makes the award. Closes the registration; all of it stays to read and to claim."),
        button=gettext_lazy("Note that it is complete"), said=gettext_lazy("%(name)s is complete, and is told."),
    ),
    "leaving": Step(
        form=WithdrawForm, act=actions.withdraw_learner, ends=True, title=gettext_lazy("They leave"),
        lead=gettext_lazy("Closes the registration of %(name)s. What was shown and judged stays, to read and to take along."),
        button=gettext_lazy("Note that they leave"), said=gettext_lazy("The registration of %(name)s is closed."),
    ),
    "elsewhere": Step(
        form=TransferForm, act=actions.transfer_out, ends=True, title=gettext_lazy("They go to another centre"),
        lead=gettext_lazy("Closes the registration of %(name)s here. They go on elsewhere with their portfolio as a file."),
        button=gettext_lazy("Note that they go"), said=gettext_lazy("The registration of %(name)s is closed here."),
    ),
}  # fmt: skip


# On a programme: other words, or none where there is no such step.
OF_A_PROGRAMME: dict[str, Any] = {
    "employer": "", "elsewhere": "", "complete": gettext_lazy("It ended as agreed"), "leaving": gettext_lazy("It ends early"),
}  # fmt: skip
LEADS_OF_A_PROGRAMME: dict[str, Any] = {
    "break": gettext_lazy("While %(name)s is away nothing is asked of them. The plan stays."),
    "back": gettext_lazy("From now on the plan of %(name)s goes on."),
    "longer": gettext_lazy("Gives %(name)s more time."),
    "complete": gettext_lazy("%(name)s and the adviser agree that it is done. Whichever steps are behind them: nobody measures it."),
    "leaving": gettext_lazy("The programme of %(name)s ends. The plan stays to read; what they told of themselves is deleted."),
}


def steps_open(registration: Registration) -> list[tuple[str, Any]]:
    """What can be done with it now: (the word in the address, the words of the link)."""
    if registration.state not in ("active", "on_break"):
        return []
    named = {**{name: step.title for name, step in STEPS.items()}, **(OF_A_PROGRAMME if registration.programme else {})}
    return [(name, named[name]) for name, step in STEPS.items() if step.only_in in ("", registration.state) and named[name]]


def _initial(name: str, registration: Registration) -> dict[str, Any]:
    """What the form begins with: today, and for more time three months."""
    if name == "longer":
        return {"ends_on": max(registration.ends_on, clock.today()) + timedelta(days=91)}
    if name == "employer":
        return {"employer": registration.employer and registration.employer.uuid}
    return dict.fromkeys(("starts_on", "back_on", "on"), clock.today())


def _left(registration: Registration) -> list[str]:
    """What would be left lying when a registration closes."""
    row, said = registration.progress, []
    if row.waiting:
        said.append(ngettext("%(n)d claim waits for a judgement.", "%(n)d claims wait for a judgement.", row.waiting) % {"n": row.waiting})
    if row.doubt:
        said.append(ngettext("%(n)d judgement is in doubt.", "%(n)d judgements are in doubt.", row.doubt) % {"n": row.doubt})
    return said


@for_roles(Role.CENTRE_MANAGER)
def centre_run_registration(request: Request, uuid: UUID, step: str) -> HttpResponse:
    """One step, with its form."""
    by = request.who.actor
    registration = get_object_or_404(queries.registrations(by=by), uuid=uuid)
    if (chosen := STEPS.get(step)) is None:
        raise Http404
    named = {"name": registration.learner.first_name}
    offered: dict[str, Any] = {"by": by} if chosen.by else {}
    form = chosen.form(request.POST if request.method == "POST" else None, initial=_initial(step, registration), **offered)
    if request.method == "POST" and form.is_valid():
        made = done_in_form(form, lambda: chosen.act(registration, by=by, **form.cleaned_data))
        if made is not None:
            messages.success(request, str(chosen.said) % named)
            return redirect("centre_learner", uuid=uuid)
    page = {
        "registration": registration,
        "form": form,
        "step": chosen,
        "title": str((registration.programme and OF_A_PROGRAMME.get(step)) or chosen.title),
        "lead": str((registration.programme and LEADS_OF_A_PROGRAMME.get(step)) or chosen.lead) % named,
        "left": _left(registration) if chosen.ends else [],
        "why_not": policies.why_not_run(registration, by=by),
        "trail": [
            Crumb(_("Learners"), reverse("centre_learners")),
            Crumb(registration.learner.name, reverse("centre_learner", args=[uuid])),
            Crumb(str(chosen.title)),
        ],
    }
    return render(request, "centre/run.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_place(request: Request, uuid: UUID) -> HttpResponse:
    """Say at which site somebody learns."""
    by = request.who.actor
    registration = get_object_or_404(queries.registrations(by=by), uuid=uuid)
    form = PlaceForm(request.POST, by=by)
    if not form.is_valid():
        messages.error(request, _("Choose one of the sites that are open."))
        return redirect("centre_learner", uuid=uuid)
    site = form.cleaned_data["site"]
    said = _("%(name)s learns at %(site)s.") if site else _("%(name)s learns at no site in particular.")
    return act_then_back(
        request, lambda: actions.place_at_site(registration, by=by, site=site),
        said=said % {"name": registration.learner.name, "site": site}, to="centre_learner", uuid=uuid,
    )  # fmt: skip
