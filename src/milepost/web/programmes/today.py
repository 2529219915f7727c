"""Today, for who takes part in a programme: the one next step, the plan as a road, the next appointment, what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.assessment import policies
from milepost.assessment import queries as assessment
from milepost.assessment.words import Side, VisitState
from milepost.frameworks.queries import framework_of
from milepost.portfolios import queries
from milepost.portfolios.words import RegistrationState
from milepost.web import history
from milepost.web.programmes import showing
from milepost.web.promises.own import Question, questions
from milepost.web.sign import Sign
from milepost.web.visits import telling
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import ProgressReview, Visit
    from milepost.portfolios.models import Registration
    from milepost.web.components import Stone

NEWEST = 5


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    title: str
    lead: str
    sign: Sign
    road: list[Stone]
    visit: Visit | None
    when: str
    standing: telling.Standing | None
    review: ProgressReview | None
    asked: list[Question]
    adviser: str
    adviser_mail: str
    lines: list[Any]
    several: bool
    may_ask: bool  # for an appointment


def participant_home(request: Request, registration: Registration, *, title: str) -> HttpResponse:
    by = request.who.actor
    plan = showing.plan_of(registration, by=by)
    visit, review = assessment.next_visit(registration), assessment.review_to_sign(registration)
    if visit is not None:
        visit.registration = registration
    standing = telling.standing(visit, Side.LEARNER) if visit else None
    name = registration.assessor.first_name if registration.assessor else ""
    framework = framework_of(registration.specification)
    page = TodayPage(
        title=title, lead=_("%(title)s, until %(day)s.") % {"title": registration.qualification_title, "day": date_format(registration.ends_on, "j F Y")},
        sign=_next(registration, plan, visit, standing, review, name), road=showing.road(plan), visit=visit,
        when=telling.when(visit) if visit else "", standing=standing, review=review, asked=questions(request)[:1],
        adviser=registration.assessor.name if registration.assessor else "",
        adviser_mail=registration.assessor.email if registration.assessor else "",
        lines=history.lines(queries.history_of(registration)[:NEWEST], framework, by), several=getattr(registration, "several", False),
        may_ask=policies.why_not_plan_visit(registration, by=by) is None,
    )  # fmt: skip
    return render(request, "programmes/today.html", {"page": page})


def _next(
    registration: Registration, plan: showing.Plan, visit: Visit | None, standing: telling.Standing | None, review: ProgressReview | None,
    name: str,
) -> Sign:  # fmt: skip
    """Whose yes is waited for comes first; then the appointment that stands; then the first step that is ahead."""
    if registration.state == RegistrationState.ON_BREAK:
        return Sign(
            kicker=_("Nothing to do"),
            title=_("You are on a break"),
            reason=_("Nothing is asked of you. Tell your centre when you are back."),
        )
    if registration.state != RegistrationState.ACTIVE:
        return Sign(
            kicker=_("Nothing to do"), title=_("The programme has ended"),
            reason=_("The plan stays here to read. What you told of yourself is deleted."), act=_("Read the plan"), href=reverse("own_plan"),
        )  # fmt: skip
    if not name:
        return Sign(
            kicker=_("Nothing to do yet"),
            title=_("Your centre has still to name your adviser"),
            reason=_("Then you agree a plan together."),
        )
    if visit and standing and standing.answer:
        return Sign(
            kicker=_("Your next step, one tap"), title=_("Say whether this time suits you"),
            reason=_("%(name)s proposes %(when)s.") % {"name": name, "when": telling.when(visit)}, act=_("Look at it"),
            href=reverse("learner_visit", args=[visit.uuid]),
        )  # fmt: skip
    if plan.proposed and plan.why_not_agree is None:
        return Sign(
            kicker=_("Your next step, about 5 minutes"), title=_("Look at the plan that %(name)s proposes") % {"name": name},
            reason=_("Say yes, or propose something else. Nothing counts before you both agree."), act=_("Look at the plan"),
            href=reverse("own_plan"),
        )  # fmt: skip
    if review:
        return Sign(
            kicker=_("Your next step, about 5 minutes"), title=_("Look back together"),
            reason=_("%(name)s began look-back %(n)d. Say your part, and sign.") % {"name": name, "n": review.number}, act=_("Read it"),
            href=reverse("learner_review", args=[review.uuid]),
        )  # fmt: skip
    if not plan.rows:
        return _without_plan(plan, name)
    if visit:
        return Sign(
            kicker=_("Next"), title=_("%(activity)s, with %(name)s") % {"activity": visit.activity, "name": name}, reason=_coming(visit, standing),
            act=_("Look at it, or move it"), href=reverse("learner_visit", args=[visit.uuid]),
        )  # fmt: skip
    ahead = next(iter(plan.ahead), None)
    if ahead is None:
        return Sign(
            kicker=_("All clear"), title=_("Every step of your plan is behind you"),
            reason=_("Tell %(name)s what comes next, or change the plan.") % {"name": name}, act=_("Look at the plan"), href=reverse("own_plan"),
        )  # fmt: skip
    return Sign(
        kicker=_("Your next step"), title=ahead.title, reason=ahead.agreed or ahead.aim, act=_("Look at the plan"), href=reverse("own_plan"),
    )  # fmt: skip


def _coming(visit: Visit, standing: telling.Standing | None) -> str:
    """When it is; of one that the adviser has still to agree, that too."""
    when = telling.when(visit)
    return (
        when
        if standing is None or visit.state == VisitState.AGREED
        else _("%(when)s. %(sentence)s") % {"when": when, "sentence": standing.sentence}
    )


def _without_plan(plan: showing.Plan, name: str) -> Sign:
    if plan.proposed:
        return Sign(
            kicker=_("Nothing to do"), title=_("Your plan is with %(name)s") % {"name": name},
            reason=_("As soon as %(name)s has answered, you see it here.") % {"name": name}, act=_("See what you proposed"),
            href=reverse("own_plan"),
        )  # fmt: skip
    return Sign(
        kicker=_("Your next step, about 10 minutes"), title=_("Say what you would like to do"),
        reason=_("Tick the steps that help, in your own words. %(name)s then says yes, or proposes something else.") % {"name": name},
        act=_("Choose the steps"), href=reverse("own_plan"),
    )  # fmt: skip
