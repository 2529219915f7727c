"""Will we be ready: the outlook and the road, the dates, the work, one milepost, checkpoints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import clock
from milepost.engine.road import next_of
from milepost.readiness import actions, facts, holding, policies, queries, roadfile
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.readiness import forms, showing
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.road import Milepost
    from milepost.readiness.models import Checkpoint, RoadDates, RoadWork
    from milepost.web.components import Reason, Stone


@dataclass(frozen=True, kw_only=True)
class RoadPage:
    dates: RoadDates | None
    has_work: bool
    seen: facts.Outlook
    told: showing.Told | None
    stones: list[Stone]
    progress: showing.Progress
    at: Milepost | None
    conditions: list[Reason]
    checkpoints: Sequence[tuple[Checkpoint, list[str]]]  # each with what came of it

    @property
    def gate_open(self) -> bool:
        return all(one.met for one in self.conditions)


def _came_of(one: Checkpoint) -> list[str]:
    judged = getattr(one, "judged", None)
    return showing.compared(one, judged.was, judged.chance, past=True) if judged else []


def _trail(last: str) -> list[Crumb]:
    return [Crumb(_("Will we be ready?"), reverse("readiness")), Crumb(last)]


@require_safe
@for_roles(*QUALITY_KEEPERS)
def readiness(request: Request) -> HttpResponse:
    """The advice, the fan with its table, checkpoints, and the road with its gates."""
    by, centre = request.who.actor, centre_here(request)
    dates, work = queries.dates(by=by), list(queries.work(by=by))
    seen = facts.outlook(centre.pk, dates, work)
    passed, held = queries.passed_of(centre.pk), holding.facts_at(centre.pk)
    at, stones = next_of(roadfile.shipped(), passed), showing.stones(passed, held)
    page = RoadPage(
        dates=dates, has_work=bool(work), seen=seen, told=showing.told(seen), stones=stones,
        progress=showing.progress(stones), at=at,
        conditions=showing.conditions(at, held) if at else [], checkpoints=[(one, _came_of(one)) for one in queries.checkpoints(by=by)],
    )  # fmt: skip
    return render(request, "readiness/road.html", {"page": page})


@for_roles(*QUALITY_KEEPERS)
def readiness_dates(request: Request) -> HttpResponse:
    """The day to register, the day to be ready, and the hours that there are."""
    by, centre = request.who.actor, centre_here(request)
    now = queries.dates(by=by)
    names = ("register_by", "registered_on", "ready_by", "hours_a_week")
    form = forms.DatesForm(request.POST if request.method == "POST" else None, initial={name: getattr(now, name, None) for name in names})
    if form.is_bound and form.is_valid() and done_in_form(form, lambda: actions.set_dates(centre, by=by, **form.cleaned_data)):
        messages.success(request, _("The dates are set."))
        return redirect("readiness")
    page = {"form": form, "trail": _trail(_("The two dates"))}
    return render(request, "readiness/dates.html", {"page": page}, status=422 if form.errors else 200)


@for_roles(*QUALITY_KEEPERS)
def readiness_work(request: Request) -> HttpResponse:
    """The work that is left and done, and more of it."""
    by = request.who.actor
    first = {"known_on": clock.today(), "milepost": request.GET.get("milepost", "")}
    form = forms.WorkForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid() and done_in_form(form, lambda: _noted(request, form)):
        messages.success(request, _("The work is noted."))
        return redirect("readiness_work")
    titles = {one.key: one.title for one in roadfile.shipped()}
    rows = [(one, titles.get(one.milepost, one.milepost)) for one in queries.work(by=by)]
    page = {
        "form": form, "open": [row for row in rows if not row[0].closed_at], "closed": [row for row in rows if row[0].closed_at][::-1],
        "today": clock.today(), "trail": _trail(_("The work")),
    }  # fmt: skip
    return render(request, "readiness/work.html", {"page": page}, status=422 if form.errors else 200)


@transaction.atomic
def _noted(request: Request, form: forms.WorkForm) -> RoadWork:
    """Noted, and finished where it is: both or neither."""
    given, by = dict(form.cleaned_data), request.who.actor
    done_on = given.pop("done_on")
    made = actions.note_work(centre_here(request), by=by, **given)
    return actions.finish_work(made, by=by, done_on=done_on) if done_on else made


@require_POST
@for_roles(*QUALITY_KEEPERS)
def readiness_work_finish(request: Request, uuid: UUID) -> HttpResponse:
    """Say that a piece of work is finished, today or on the day that is given."""
    work = get_object_or_404(queries.work(by=request.who.actor), uuid=uuid)
    form = forms.FinishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day on which it was finished, such as 1 September 2026."))
        return redirect("readiness_work")
    by, day = request.who.actor, form.cleaned_data["done_on"]
    return act_then_back(request, lambda: actions.finish_work(work, by=by, done_on=day), said=_("It is finished."), to="readiness_work")


@require_POST
@for_roles(*QUALITY_KEEPERS)
def readiness_work_drop(request: Request, uuid: UUID) -> HttpResponse:
    """Say that a piece of work is not needed."""
    work = get_object_or_404(queries.work(by=request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.drop_work(work, by=request.who.actor), said=_("It counts no longer."), to="readiness_work"
    )


@for_roles(*QUALITY_KEEPERS)
def readiness_milepost(request: Request, key: str) -> HttpResponse:
    """One milepost: what its gate asks for, why it is closed, and passing it."""
    by, centre = request.who.actor, centre_here(request)
    one = next((milepost for milepost in roadfile.shipped() if milepost.key == key), None)
    if one is None:
        raise Http404
    form = forms.PassForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["said"]
        if done_in_form(form, lambda: actions.pass_milepost(centre, by=by, key=key, said=said)):
            messages.success(request, _("Passed: %(title)s.") % {"title": one.title})
            return redirect("readiness")
    passed, held = queries.passed_of(centre.pk), holding.facts_for(one.gate, centre_id=centre.pk)
    page = {
        "one": one, "passed": passed.get(key), "conditions": showing.conditions(one, held), "why": showing.reasons(one, passed, held),
        "form": form, "trail": _trail(one.title),
    }  # fmt: skip
    return render(request, "readiness/milepost.html", {"page": page}, status=422 if form.errors else 200)


@for_roles(*QUALITY_KEEPERS)
def readiness_checkpoints(request: Request) -> HttpResponse:
    """Set a day on which to judge anew."""
    by, centre = request.who.actor, centre_here(request)
    form = forms.CheckpointForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["on"]
        if done_in_form(form, lambda: actions.set_checkpoint(centre, by=by, on=on)):
            messages.success(request, _("The checkpoint is set. What is forecast for it today stands beside it."))
            return redirect("readiness")
    page = {"form": form, "title": _("Set a checkpoint"), "act": _("Set the checkpoint"), "trail": _trail(_("Set a checkpoint"))}
    return render(request, "readiness/checkpoint.html", {"page": page}, status=422 if form.errors else 200)


@for_roles(*QUALITY_KEEPERS)
def readiness_checkpoint(request: Request, uuid: UUID) -> HttpResponse:
    """Judge anew on the day of a checkpoint."""
    by = request.who.actor
    one = get_object_or_404(queries.checkpoints(by=by), uuid=uuid)
    form = forms.JudgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["said"]
        if done_in_form(form, lambda: actions.judge_checkpoint(one, by=by, said=said)):
            messages.success(request, _("Judged anew."))
            return redirect("readiness")
    title = _("Judge anew: %(day)s") % {"day": showing.day(one.on)}
    judged, why_not = getattr(one, "judged", None), None
    if judged:
        compared = showing.compared(one, judged.was, judged.chance, past=True)
    elif one.on > clock.today():
        compared, why_not = [], policies.why_not_judge_checkpoint(one, by=by, judged=False, said="-")
    else:
        seen = facts.outlook(one.centre_id, queries.dates(by=by), list(queries.work(by=by)), fan=False)
        compared = showing.compared(one, seen.share, seen.chance_by(seen.dates.ready_by) if seen.dates else None)
    page = {
        "form": None if judged or why_not else form, "title": title, "act": _("Keep this"), "trail": _trail(title), "one": one, "judged": judged,
        "compared": compared, "why_not": why_not,
    }  # fmt: skip
    return render(request, "readiness/checkpoint.html", {"page": page}, status=422 if form.errors else 200)
