"""Many sign-offs at once: what changed since the last look, every judgement folded below, agree the ticked ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from milepost.assessment.words import Verdict
from milepost.assurance import actions, policies, queries
from milepost.base.refusal import Refused
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import progress
from milepost.web import history
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.quality.units import unit_signed
from milepost.web.who import Request

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.assessment.models import Judgement, SignOff
    from milepost.base.models import Actor, Event
    from milepost.engine.framework import Framework

A_PAGE = 12  # sign-offs that somebody can read in one go
CHANGES = 6  # sentences before they fold


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One judgement of the unit, and whether it was made since the reader last looked."""

    number: str
    words: str
    verdict: str
    feedback: str
    who: str
    new: bool


@dataclass(frozen=True, kw_only=True)
class Look:
    """One sign-off to look at."""

    uuid: str
    learner: str
    unit: str
    signed_by: str
    signed_at: datetime
    comment: str
    href: str
    last: datetime | None
    changes: Sequence[history.Line]
    more: int
    judged: Sequence[Judged]
    new: int
    why_not: str | None
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class Together:
    looks: Sequence[Look]
    trail: Sequence[Crumb]
    left: int
    comment: str
    refused: str
    may_tick: bool


def _judged(judgements: Sequence[Judgement], framework: Framework, last: datetime | None) -> list[Judged]:
    known = framework.criterion_by_target
    return [
        Judged(
            number=one.target.rpartition(":")[2],
            words=known[one.target].text if one.target in known else _("part of an evidence requirement"),
            verdict=str(Verdict(one.verdict).label), feedback=one.feedback, who=one.made_by.name, new=last is not None and one.made_at > last,
        )
        for one in judgements
    ]  # fmt: skip


def _look(
    one: SignOff, *, by: Actor, judgements: Sequence[Judgement], events: Sequence[Event], last: datetime | None, ticked: bool
) -> Look:  # fmt: skip
    registration, framework = one.registration, framework_of(one.registration.specification)
    unit = unit_signed(registration, one.unit)
    judged = _judged(judgements, framework, last)
    changes = history.lines(events, framework, by)
    return Look(
        uuid=str(one.uuid), learner=registration.learner.name, unit=f"{unit.code} {unit.title}", signed_by=one.signed_by.name,
        signed_at=one.signed_at, comment=one.comment, href=reverse("quality_unit", args=[one.uuid]), last=last,
        changes=changes[:CHANGES], more=max(len(changes) - CHANGES, 0), judged=judged, new=sum(j.new for j in judged), ticked=ticked,
        why_not=policies.why_not_agree_unit(
            one, by=by, judged_by=[j.made_by.person_id for j in judgements if j.made_by.person_id], superseded=False, reviewed=False,
            reopened=progress.signed_state(registration.progress, one.unit) == "reopened",
            doubt=progress.doubts_in(registration.progress, one.unit),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.IQA)
def quality_together(request: Request) -> HttpResponse:
    """Read many sign-offs on one page, and agree those that are ticked: each is an act of its own."""
    if request.method == "POST":
        return _agree(request)
    return _page(request)


def _page(request: Request, *, refused: str = "") -> HttpResponse:
    by = request.who.actor
    found = list(queries.sign_offs_awaiting(by=by)[: A_PAGE + 1])
    shown = found[:A_PAGE]
    lasts = queries.last_looks({one.registration_id for one in shown}, by=by)
    judgements = queries.judgements_behind_many(shown)
    events = queries.events_since(
        {(one.registration.stream, lasts.get(one.registration_id)) for one in shown if one.registration_id in lasts}
    )
    ticked = set(request.POST.getlist("unit"))
    looks = [
        _look(
            one, by=by, judgements=judgements[one.pk], events=events.get(one.registration.stream, []),
            last=lasts.get(one.registration_id), ticked=str(one.uuid) in ticked,
        )
        for one in shown
    ]  # fmt: skip
    page = Together(
        looks=looks, trail=[Crumb(_("Today"), reverse("quality_today")), Crumb(_("Several at once"))], left=len(found) - len(shown),
        comment=request.POST.get("comment", ""), refused=refused, may_tick=any(not look.why_not for look in looks),
    )  # fmt: skip
    return render(request, "quality/together.html", {"page": page}, status=422 if refused else 200)


def _agree(request: Request) -> HttpResponse:
    by, ticked = request.who.actor, set(request.POST.getlist("unit"))
    if not ticked:
        return _page(request, refused=_("Tick at least one unit that you have looked at."))
    agreed, refusals = 0, []
    for one in queries.sign_offs_awaiting(by=by):
        if str(one.uuid) not in ticked:
            continue
        ticked.discard(str(one.uuid))
        try:
            actions.agree_unit(one, by=by, comment=request.POST.get("comment", ""))
        except Refused as refused:
            refusals.append(_("%(learner)s, %(unit)s: %(reason)s") % {"learner": one.registration.learner.name, "unit": one.unit, "reason": refused.reason})  # fmt: skip
        else:
            agreed += 1
    if agreed:
        messages.success(request, ngettext("%(n)d unit agreed. Both sides are told.", "%(n)d units agreed. All are told.", agreed) % {"n": agreed})  # fmt: skip
    if ticked:  # decided by somebody else, or signed off anew, while this page was open
        said = ngettext("%(n)d unit no longer waits: it was decided meanwhile.", "%(n)d units no longer wait: they were decided meanwhile.", len(ticked))  # fmt: skip
        messages.info(request, said % {"n": len(ticked)})
    for refusal in refusals:
        messages.error(request, refusal)
    return redirect("quality_together" if refusals else "quality_today")
