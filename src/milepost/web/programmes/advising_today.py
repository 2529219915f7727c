"""Today for who advises participants and assesses nobody: whose turn it is, the appointments ahead, and everybody they advise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import queries as assessment
from milepost.assurance import queries as assurances
from milepost.base import clock
from milepost.portfolios import queries
from milepost.web import ours
from milepost.web.sign import Sign
from milepost.web.visits import agenda

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.assurance.models import CorrectiveAction
    from milepost.portfolios.models import Registration, UnitPlan
    from milepost.web.who import Request

AHEAD = timedelta(days=7)
PAST = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class AdvisingToday:
    title: str
    lead: str
    sign: Sign
    ahead: list[agenda.Line]
    plans: list[UnitPlan]
    people: list[Registration]
    put_right: Sequence[CorrectiveAction]
    ours: ours.Waiting


def advising_today(request: Request) -> HttpResponse:
    """The page of today of an adviser. As many queries for ten participants as for one."""
    by = request.who.actor
    people = list(queries.participants_now(by=by).select_related("progress"))
    plans = list(queries.plans_to_agree(by=by))
    visits = list(assessment.agenda(by=by, since=clock.now() - PAST))
    whole = agenda.agenda(visits, by=by, page="assessor_visit")
    put_right, house = assurances.waiting_for(by=by), ours.waiting_for(by=by)
    now = clock.now()
    page = AdvisingToday(
        title=date_format(timezone.localtime(now), "l, j F"),
        lead=ngettext("You advise %(n)d participant.", "You advise %(n)d participants.", len(people)) % {"n": len(people)},
        sign=_next(whole, plans, people, met={one.registration_id for one in visits if one.starts_at > now}, house=house),
        ahead=agenda.coming([one for one in visits if one.starts_at <= now + AHEAD], by=by, page="assessor_visit"), plans=plans,
        people=people, put_right=put_right, ours=house,
    )  # fmt: skip
    return render(request, "programmes/advising_today.html", {"page": page})


def _next(
    whole: agenda.Agenda, plans: Sequence[UnitPlan], people: Sequence[Registration], *, met: set[int], house: ours.Waiting
) -> Sign:  # fmt: skip
    """First what somebody waits for, then who has no plan, then who has no appointment. `met`: with whom one lies ahead."""
    if whole.answer:
        one = whole.answer[0]
        return Sign(
            kicker=_("One minute"), title=_("Answer %(name)s about the appointment") % {"name": one.who}, reason=f"{one.day}, {one.hours}",
            act=_("Open it"), href=one.href,
        )  # fmt: skip
    if plans:
        plan = plans[0]
        return Sign(
            kicker=_("Waits for you"), title=_("Agree the plan that %(name)s proposes") % {"name": plan.registration.learner.first_name},
            reason=_("It counts once both have agreed it."), act=_("Look at it"), href=reverse("participant_plan", args=[plan.registration.uuid]),
        )  # fmt: skip
    if house.lines and house.lines[0].late:
        return ours.sign_of(house.lines[0], kicker=_("It is late"))
    if whole.over:
        one = whole.over[0]
        return Sign(
            kicker=_("Its time has come"), title=_("Write down how it went with %(name)s") % {"name": one.who}, reason=f"{one.day}, {one.hours}",
            act=_("Open it"), href=one.href,
        )  # fmt: skip
    if unplanned := next((one for one in people if not one.progress.units), None):
        return Sign(
            kicker=_("To begin with"), title=_("Agree a plan with %(name)s") % {"name": unplanned.learner.first_name},
            reason=_("Nothing is agreed with them yet."), act=_("Propose one"), href=reverse("participant_plan", args=[unplanned.uuid]),
        )  # fmt: skip
    if alone := next((one for one in people if one.pk not in met), None):
        return Sign(
            kicker=_("No hurry"), title=_("Make an appointment with %(name)s") % {"name": alone.learner.first_name},
            reason=_("None lies ahead."), act=_("Make an appointment"), href=reverse("assessor_plan_visit", args=[alone.uuid]),
        )  # fmt: skip
    return Sign(
        kicker=_("All clear"), title=_("Nothing waits for you"), reason=_("With everybody a plan is agreed and an appointment lies ahead."),
        act=_("See the participants"), href=reverse("participants"),
    )  # fmt: skip
