"""Pages of steps followed: draws of employers' files, one file looked at, how consistently, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.base.text import sentence
from milepost.commitments import actions, policies, sampling
from milepost.commitments.words import StepState
from milepost.employers import facts as employers
from milepost.employers import queries as journeys
from milepost.engine.following import Share, lowest
from milepost.engine.reasons import Shortfall
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.forms import DayField, required
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Column, Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.commitments.models import FilePick, FileSample, StepAction, StepFinding
    from milepost.engine.journey import Journey

READERS = (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.EMPLOYER_OWNER)
DRAWS = 12
USUAL = timedelta(days=90)


class DrawForm(forms.Form):
    from_on = DayField(label=gettext_lazy("From"))
    until_on = DayField(label=gettext_lazy("Until"))
    number = forms.IntegerField(
        label=gettext_lazy("How many files"), min_value=1, max_value=policies.MOST_FILES, initial=5,
        error_messages=required(gettext_lazy("Say how many files, such as 5.")),
    )  # fmt: skip


class ActionForm(forms.Form):
    juncture = forms.ChoiceField(label=gettext_lazy("At which juncture"))
    what = forms.CharField(
        label=gettext_lazy("What is done, so that it is followed from now on"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required(gettext_lazy("Say what is to be done.")),
    )  # fmt: skip
    who = forms.ChoiceField(label=gettext_lazy("Who does it"), error_messages=required(gettext_lazy("Choose who does it.")))
    by_on = DayField(label=gettext_lazy("By when"))

    def __init__(self, *args: Any, junctures: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["juncture"].choices = junctures  # type: ignore[attr-defined]
        self.fields["who"].choices = [("", _("Choose somebody")), *people]  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Line:
    """How far something was followed; `newest` and `before` in the last two draws."""

    name: str
    share: Share
    number: int = 0
    newest: Share = field(default_factory=Share)
    before: Share = field(default_factory=Share)


@dataclass(frozen=True, kw_only=True)
class StepsPage:
    lead: str
    over_time: list[Column]
    draws: list[tuple[FileSample, Share]]
    by_juncture: list[Column]
    junctures: list[Line]
    owners: list[Line]
    corrected: int
    actions: list[tuple[StepAction, bool, str]]
    form: DrawForm
    keeps: bool
    trail: list[Crumb]


def _trail(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Service standards"), reverse("standards")), *more]


STEPS = gettext_lazy("Steps followed")


@for_roles(*READERS)
def standards_steps(request: Request) -> HttpResponse:
    """How consistently the steps of the journey were followed, and the way to draw files."""
    by = request.who.actor
    keeps = may(by.role, Permission.KEEP_STANDARDS)
    sent = request.method == "POST" and keeps
    form = DrawForm(request.POST if sent else None, initial={"from_on": clock.today() - USUAL, "until_on": clock.today()})
    if sent and form.is_valid():
        sample = done_in_form(form, lambda: actions.draw_sample(centre_here(request), by=by, **form.cleaned_data))
        if sample is not None:
            messages.success(request, _("The files are drawn. Each says why."))
            return redirect("standards_sample", uuid=sample.uuid)
    return _steps(request, form=form, keeps=keeps)


def _steps(request: Request, *, form: DrawForm, keeps: bool, typed: Mapping[UUID, str] | None = None, status: int = 200) -> HttpResponse:
    by = request.who.actor
    draws = list(sampling.samples(by=by)[:DRAWS])
    found, journey = sampling.followed(draws), journeys.journey_at(centre_here(request).pk)
    shares = [(draw, found.draws.get(str(draw.uuid), Share())) for draw in draws]
    page = StepsPage(
        lead=_lead(found.whole), draws=shares, corrected=found.corrected, form=form, keeps=keeps, trail=_trail(Crumb(str(STEPS))),
        over_time=[Column(date_format(draw.until_on, "j M"), share.percent) for draw, share in reversed(shares) if share.due],
        junctures=(lines := _junctures(journey, found, [str(draw.uuid) for draw, share in shares if share.due])),
        by_juncture=[Column(str(line.number), line.share.percent) for line in lines],
        owners=[Line(name=found.people[key] or _("Nobody"), share=found.owners[key]) for key in lowest(found.owners)],
        actions=[
            (one, one.who_id == by.person_id or keeps, (typed or {}).get(one.uuid, "")) for one in sampling.step_actions(by=by)[:40]
        ],
    )  # fmt: skip
    return render(request, "standards/steps.html", {"page": page}, status=422 if form.errors else status)


def _lead(whole: Share) -> str:
    if not whole.due:
        return _("Whether the steps of the journey are really followed is seen in the files. Draw some, look at them, and it stands here.")
    said = {"done": whole.done, "due": whole.due, "percent": whole.percent}
    one, many = (
        gettext_lazy("%(done)d of %(due)d step that was due was followed: %(percent)d in 100."),
        gettext_lazy("%(done)d of %(due)d steps that were due were followed: %(percent)d in 100."),
    )
    return str(ngettext(str(one), str(many), whole.due)) % said


def _junctures(journey: Journey, found: sampling.Followed, draws: Sequence[str]) -> list[Line]:
    """Every juncture of the journey of now; those of an older one with its key behind them."""
    titles = {stage.juncture.key: stage.juncture.title for stage in journey.stages}
    keys = [*titles, *(key for key in found.junctures if key not in titles)]
    newest, before = [*draws, "", ""][:2]
    return [
        Line(
            name=titles.get(key, key), share=found.at(key), number=number, newest=found.both.get((key, newest), Share()),
            before=found.both.get((key, before), Share()),
        )
        for number, key in enumerate(keys, start=1)
    ]  # fmt: skip


@require_safe
@for_roles(*READERS)
def standards_sample(request: Request, uuid: UUID) -> HttpResponse:
    """The files of one draw, each with why."""
    by = request.who.actor
    sample = get_object_or_404(sampling.samples(by=by), uuid=uuid)
    rows = [(pick, _why(pick)) for pick in sampling.picks(by=by).filter(sample=sample)]
    page = {"sample": sample, "rows": rows, "trail": _trail(Crumb(str(STEPS), reverse("standards_steps")), Crumb(_days(sample)))}
    return render(request, "standards/sample.html", {"page": page})


def _why(pick: FilePick) -> list[str]:
    return [sentence(Shortfall(one["kind"], one["args"]), {}) for one in pick.reasons]


def _days(sample: FileSample) -> str:
    days = {"a": date_format(sample.from_on, "j F Y"), "b": date_format(sample.until_on, "j F Y")}
    return _("%(a)s to %(b)s") % days


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One check as the page asks it: what the journal says, and what was found or typed."""

    name: str
    shown: sampling.Shown
    journal: StepState
    found: str
    why: str
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class PickPage:
    pick: FilePick
    why: list[str]
    parts: list[tuple[sampling.Juncture, list[Asked]]]
    looked: StepFinding | None
    why_not: str | None
    refused: str
    states: list[Any]
    actions: list[StepAction]
    form: ActionForm
    keeps: bool
    trail: list[Crumb]


@for_roles(*READERS)
def standards_pick(request: Request, uuid: UUID) -> HttpResponse:
    """One file that was drawn: what the journal says of each step, what was found, what is done about it."""
    by = request.who.actor
    pick = get_object_or_404(sampling.picks(by=by), uuid=uuid)
    owning = employers.owning_of([pick.file], centre_id=pick.file.centre_id)
    journey = sampling.journey_numbered(pick.sample.centre_id, pick.sample.journey)
    chosen = [(stage.juncture.key, f"{stage.title}: {stage.juncture.title}") for stage in journey.stages]
    people = [(str(one.uuid), one.name) for one in owning.colleagues]
    agrees = request.method == "POST" and request.POST.get("form") == "action"
    form = ActionForm(request.POST if agrees else None, junctures=chosen, people=people)
    refused = ""
    if agrees and form.is_valid():
        who = sampling.people_of([UUID(form.cleaned_data["who"])], centre_id=pick.sample.centre_id).first()
        given = {**form.cleaned_data, "who": who}
        if done_in_form(form, lambda: actions.agree_step_action(pick, by=by, **given)) is not None:
            messages.success(request, _("It is agreed, and stands with the steps until it is done."))
            return redirect("standards_pick", uuid=uuid)
    elif request.method == "POST" and not agrees:
        try:
            actions.look_at(pick, by=by, found=_found(request.POST))
        except Refused as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _("What you found is counted now."))
            return redirect("standards_pick", uuid=uuid)
    page = _pick(request, pick, journey, form=form, refused=refused)
    return render(request, "standards/pick.html", {"page": page}, status=422 if refused or form.errors else 200)


def _found(given: Any) -> dict[tuple[str, str], tuple[str, str]]:
    names = [name.removeprefix("found-") for name in given if name.startswith("found-") and name.count("/") == 1]
    return {(name.partition("/")[0], name.partition("/")[2]): (given[f"found-{name}"], given.get(f"why-{name}", "")) for name in names}


def _pick(request: Request, pick: FilePick, journey: Journey, *, form: ActionForm, refused: str) -> PickPage:
    by, typed = request.who.actor, _found(request.POST) if refused else {}
    walked = sampling.walked(pick.file, journey=journey, until_on=pick.sample.until_on)
    rows = {(row.juncture, row.check_key): row for row in pick.findings.select_related("made_by")}
    looked = next(iter(rows.values()), None)
    parts = []
    for one in walked:
        asked = []
        for shown in one.shown:
            key = (one.stage.juncture.key, shown.check.key)
            row, (state, why) = rows.get(key), typed.get(key, (shown.state.value, ""))
            asked.append(
                Asked(
                    name="/".join(key), shown=shown, journal=StepState(row.journal if row else shown.state.value),
                    found=row.found if row else state, why=row.why if row else why,
                )
            )  # fmt: skip
        parts.append((one, asked))
    owners = {one.owner.pk for one in walked if one.owner}
    return PickPage(
        pick=pick, why=_why(pick), parts=parts, looked=looked, refused=refused, form=form, states=list(StepState.choices),
        why_not=None if looked else policies.why_not_look_at(pick, by=by, looked=False, owners=owners, found={}, journal={}),
        actions=list(sampling.step_actions(by=by).filter(pick=pick)), keeps=may(by.role, Permission.KEEP_STANDARDS),
        trail=_trail(
            Crumb(str(STEPS), reverse("standards_steps")), Crumb(_days(pick.sample), reverse("standards_sample", args=[pick.sample.uuid])),
            Crumb(pick.file.employer.name),
        ),
    )  # fmt: skip


@require_POST
@for_roles(*READERS)
def standards_step_action(request: Request, uuid: UUID) -> HttpResponse:
    """What was agreed is done."""
    action = get_object_or_404(sampling.step_actions(by=request.who.actor), uuid=uuid)
    outcome, said = request.POST.get("outcome", ""), _("It is done, and what came of it stands there.")
    act = lambda: actions.finish_step_action(action, by=request.who.actor, outcome=outcome)  # noqa: E731
    return act_then_back(request, act, said=said, to="standards_steps", fragment="#actions")
