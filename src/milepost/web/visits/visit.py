"""One visit, as both sides see it: what stands, what may be seen, and every act with its reason why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.assessment import actions, policies
from milepost.assessment.words import Side, VisitKind, VisitState
from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.portfolios import queries as portfolios
from milepost.portfolios.wording import by_mark
from milepost.web.components import Crumb
from milepost.web.visits import showing, telling
from milepost.web.visits.forms import CallOffForm, MissForm, MoveForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Visit
    from milepost.base.models import Actor
    from milepost.portfolios.models import Workplace

FORMS: dict[str, type[forms.Form]] = {"move": MoveForm, "miss": MissForm, "call_off": CallOffForm}


@dataclass(frozen=True, kw_only=True)
class VisitPage:
    visit: Visit
    trail: list[Crumb]
    lead: str
    standing: telling.Standing
    where: str
    groups: list[showing.Group]
    number: int  # of criteria
    warnings: list[str]
    shifts: list[tuple[str, str]]
    workplace: Workplace | None
    other: str
    mine: bool  # the reader is the assessor
    today: bool
    may_agree: bool
    may_move: bool
    why_not_keep: str | None
    may_keep: bool
    may_miss: bool
    may_call_off: bool
    may_observe: bool
    move: MoveForm
    miss: MissForm
    call_off: CallOffForm
    refused: str = ""
    wrong: str = ""  # which form is not right yet


def visit_view(request: Request, visit: Visit, *, here: str, agenda: str) -> HttpResponse:
    """`here` and `agenda` name the pages of the reader's audience."""
    if request.method != "POST":
        return _shown(request, visit, agenda=agenda)
    act = request.POST.get("act", "")
    if act not in ACTS:
        return _shown(request, visit, agenda=agenda, refused=_("Choose what is to become of this visit."))
    form = FORMS[act](request.POST, prefix=act) if act in FORMS else None
    _in_words(form, visit)
    if form is not None and not form.is_valid():
        return _shown(request, visit, agenda=agenda, wrong=act, form=form)
    try:
        ACTS[act](visit, request.who.actor, form)
    except Refused as refusal:
        if form is not None:
            form.add_error(None, refusal.reason)
        return _shown(request, visit, agenda=agenda, wrong=act if form else "", form=form, refused="" if form else refusal.reason)
    messages.success(request, _said(act, visit, by=request.who.actor))
    return redirect(here, visit.uuid)


def _move(visit: Visit, by: Actor, form: Any) -> None:
    starts_at, ends_at = form.times()
    actions.move_visit(visit, by=by, starts_at=starts_at, ends_at=ends_at, place=form.cleaned_data["place"])


ACTS: dict[str, Callable[[Visit, Actor, Any], Any]] = {
    "agree": lambda visit, by, _form: actions.agree_visit(visit, by=by),
    "move": _move,
    "keep": lambda visit, by, _form: actions.keep_visit(visit, by=by),
    "miss": lambda visit, by, form: actions.miss_visit(visit, by=by, **form.cleaned_data),
    "call_off": lambda visit, by, form: actions.call_off_visit(visit, by=by, **form.cleaned_data),
}


def _in_words(form: Any, visit: Visit) -> None:
    """The sides of an appointment are a participant and an adviser."""
    if isinstance(form, MissForm) and visit.registration.programme:
        form.for_a_programme()


def _said(act: str, visit: Visit, *, by: Actor) -> str:
    registration = visit.registration
    to_learner = policies.side_of(registration, by=by) == Side.ASSESSOR
    other = registration.learner if to_learner else registration.assessor
    named = {"name": other.first_name if other else "", "when": telling.when(visit)}
    return {
        "agree": _("Agreed: %(when)s. %(name)s is told."),
        "move": _("Proposed: %(when)s. It counts as soon as %(name)s agrees."),
        "keep": by_mark(registration, _("Noted: the visit was held."), _("Noted: the appointment was kept.")),
        "miss": by_mark(
            registration,
            _("Noted: the visit did not take place. A new one can be planned."),
            _("Noted: the appointment did not take place. A new one can be made."),
        ),
        "call_off": _("Called off. %(name)s is told, with what you wrote."),
    }[act] % named


def _shown(
    request: Request, visit: Visit, *, agenda: str, refused: str = "", wrong: str = "", form: forms.Form | None = None
) -> HttpResponse:  # fmt: skip
    by, registration = request.who.actor, visit.registration
    if refused or wrong:
        visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "place"])
    side = policies.side_of(registration, by=by)
    workplace = portfolios.workplace_of(registration)
    other = registration.learner if side == Side.ASSESSOR else registration.assessor
    local = timezone.localtime(visit.starts_at)
    initial = {"day": local.date(), "begins": local.time(), "ends": timezone.localtime(visit.ends_at).time(), "place": visit.place}
    blank: dict[str, Any] = {name: kind(prefix=name) for name, kind in FORMS.items()} | {"move": MoveForm(prefix="move", initial=initial)}
    _in_words(blank["miss"], visit)
    groups, title = showing.chosen(registration, visit.targets), visit.activity
    why_not_keep = policies.why_not_keep_visit(visit, by=by)
    today = local.date() <= clock.today()
    page = VisitPage(
        visit=visit, trail=[Crumb(by_mark(registration, _("Visits"), _("Appointments")), reverse(agenda)), Crumb(title)], lead=telling.when(visit),
        standing=telling.standing(visit, side), where=telling.where(visit), groups=groups, number=sum(len(one.ticks) for one in groups),
        warnings=_warnings(visit, workplace, side), shifts=telling.shifts(workplace), workplace=workplace, other=other.name if other else "",
        mine=side == Side.ASSESSOR, today=today, may_agree=policies.why_not_agree_visit(visit, by=by) is None,
        may_move=policies.why_not_change_visit(visit, by=by) is None, why_not_keep=why_not_keep,
        may_keep=why_not_keep is None, may_miss=visit.state == VisitState.AGREED and policies.has_begun(visit),
        may_call_off=telling.is_open(visit) and not (visit.state == VisitState.AGREED and policies.has_begun(visit)),
        may_observe=side == Side.ASSESSOR and not registration.programme and today and visit.state in (VisitState.PROPOSED, VisitState.AGREED, VisitState.KEPT),
        refused=refused, wrong=wrong, **blank | ({wrong: form} if wrong and form else {}),
    )  # fmt: skip
    return render(request, "visits/visit.html", {"page": page}, status=422 if refused or wrong else 200)


def _warnings(visit: Visit, workplace: Workplace | None, side: Side | None) -> list[str]:
    """What should be looked at before the day; nothing of it stops anybody."""
    if not telling.is_open(visit) or policies.has_begun(visit):
        return []
    found = telling.collisions(visit.registration.assessor_id, visit.starts_at, visit.ends_at, but=visit) if side == Side.ASSESSOR else []
    if visit.kind == VisitKind.AT_WORK and (outside := telling.misfit(workplace, visit.starts_at, visit.ends_at)):
        found.append(outside)
    return found
