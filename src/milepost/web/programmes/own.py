"""The participant's own pages: agreeing the plan, saying that a step is behind them, and what they tell of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine_on_programme
from milepost.web.programmes import showing
from milepost.web.programmes.forms import PlanForm, TellForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Disclosure, Registration


def _adviser(registration: Registration) -> str:
    return registration.assessor.first_name if registration.assessor else _("your adviser")


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    title: str
    lead: str
    trail: list[Crumb]
    plan: showing.Plan
    form: PlanForm | None
    other: str
    why_not: str | None
    step_post: str
    agree_post: str
    own: bool
    back: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def own_plan(request: Request) -> HttpResponse:
    """The plan: agree it, propose another, see what was agreed."""
    registration = mine_on_programme(request)
    return plan_view(
        request, registration, here="own_plan", trail=[Crumb(_("Today"), reverse("learner_home")), Crumb(_("Your plan"))],
        title=_("Your plan"), other=_adviser(registration), own=True, step_post=reverse("own_step"),
    )  # fmt: skip


def plan_view(
    request: Request, registration: Registration, *, here: str, trail: list[Crumb], title: str, other: str, own: bool, step_post: str,
    uuid: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    """The same page for both who agree a plan."""
    by, named = request.who.actor, ([uuid] if uuid else [])
    plan = showing.plan_of(registration, by=by)
    steps = showing.steps_of(registration)
    base = plan.proposed or plan.agreed
    initial = {"chosen": base.units if base else [], "words": base.answers if base else {}}
    form = PlanForm(request.POST if request.POST.get("act") == "propose" else None, steps=steps, **initial)
    refused = ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "agree" and plan.proposed is not None and request.POST.get("plan") == str(plan.proposed.uuid):
                actions.agree_units(plan.proposed, by=by)
                messages.success(request, _("Agreed. The plan counts from now on."))
                return redirect(here, *named)
            if form.is_bound and form.is_valid():
                actions.propose_units(registration, by=by, units=form.units, answers=form.answers)
                messages.success(request, _("Proposed. %(name)s has to agree before it counts.") % {"name": other})
                return redirect(here, *named)
            refused = "" if form.is_bound else _("The plan has changed meanwhile. Look at it again.")
        except Refused as refusal:
            refused = refusal.reason
    if refused:
        messages.error(request, refused)
    may = policies.takes_part(registration, by)
    asks = (
        may
        and (not plan.rows or request.GET.get("change") == "yes" or form.is_bound)
        and (not plan.proposed or "change" in request.GET or form.is_bound)
    )
    page = PlanPage(
        title=title, trail=trail, plan=plan, form=form if asks and not policies.why_not_open(registration, by=by) else None, other=other,
        lead=_("You and %(name)s agree it together. It can change as often as you both want.") % {"name": other},
        why_not=policies.why_not_open(registration, by=by), step_post=step_post, agree_post=reverse(here, args=named), own=own,
    )  # fmt: skip
    return render(request, "programmes/plan.html", {"page": page}, status=422 if refused or (form.is_bound and form.errors) else 200)


def step_said(request: Request, registration: Registration) -> None:
    """One tap on a step: behind them, or open again."""
    by, step = request.who.actor, request.POST.get("step", "")
    try:
        if request.POST.get("taken") == "yes":
            actions.take_step(registration, by=by, step=step)
        else:
            actions.untake_step(registration, by=by, step=step)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Noted.") if request.POST.get("taken") == "yes" else _("Open again."))


@require_POST
@for_roles(Role.LEARNER)
def own_step(request: Request) -> HttpResponse:
    step_said(request, mine_on_programme(request))
    return redirect("own_plan")


# What somebody tells of themselves ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Told:
    """One row, with who reads it now."""

    row: Disclosure
    readers: str
    asks_for: str  # who advises now and does not read it: the participant may let them


def told_rows(registration: Registration, request: Request) -> list[Told]:
    found = []
    for row in queries.disclosures(by=request.who.actor).filter(registration=registration):
        now = registration.assessor
        reads = now is not None and row.reader_id == now.pk
        readers = [*([now.name] if reads and now else []), *([_("the centre manager")] if row.manager_too else [])]
        found.append(
            Told(
                row=row, readers=_(" and ").join(readers) if readers else _("nobody but you"),
                asks_for=now.first_name if now is not None and not reads else "",
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, kw_only=True)
class ToldPage:
    title: str
    lead: str
    trail: list[Crumb]
    rows: list[Told]
    form: TellForm | None
    why_not: str | None
    own: bool
    name: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def own_told(request: Request) -> HttpResponse:
    """What I told of myself, who reads it, and telling more."""
    registration = mine_on_programme(request)
    return told_view(
        request, registration, here="own_told", own=True, title=_("About you"),
        lead=_("What you are good at, and what is to be taken into account. Yours: you say what for and who reads it, and take it back at any time."),
        trail=[Crumb(_("Today"), reverse("learner_home")), Crumb(_("About you"))],
    )  # fmt: skip


def told_view(
    request: Request,
    registration: Registration,
    *,
    here: str,
    own: bool,
    title: str,
    lead: str,
    trail: list[Crumb],
    uuid: UUID | None = None,
) -> HttpResponse:
    by, named = request.who.actor, ([uuid] if uuid else [])
    form = TellForm(
        request.POST if request.method == "POST" else None, name=registration.learner.first_name, adviser=_adviser(registration), own=own
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.disclose(registration, by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error("agreed" if not form.cleaned_data["agreed"] else None, refused.reason)
        else:
            messages.success(request, _("Kept, as agreed. It can be taken back at any time."))
            return redirect(here, *named)
    why_not = policies.why_not_tell(registration, by=by)
    page = ToldPage(
        title=title, lead=lead, trail=trail, rows=told_rows(registration, request), form=None if why_not else form, why_not=why_not, own=own,
        name=registration.learner.first_name,
    )  # fmt: skip
    return render(request, "programmes/told.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.LEARNER)
def own_told_one(request: Request, uuid: UUID) -> HttpResponse:
    """Take one thing back, or let who advises now read it."""
    row = get_object_or_404(queries.disclosures(by=request.who.actor), uuid=uuid)
    act = request.POST.get("act", "")
    if act not in ("take_back", "let_read"):
        raise Http404
    try:
        if act == "take_back":
            actions.take_back_disclosure(row, by=request.who.actor)
            said = _("Taken back: it is deleted here. Copies made for safety beforehand hold it until they are replaced.")
        else:
            actions.let_read(row, by=request.who.actor)
            said = _("Kept: your adviser may read it now.")
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, said)
    return redirect("own_told")
