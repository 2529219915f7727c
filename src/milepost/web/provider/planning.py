"""The gaps of a standard and what is done about them: who closes which by when, what is overdue, and whether it worked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from milepost.assurance import actions as assurance
from milepost.assurance import queries as assurances
from milepost.assurance.words import FindingSource
from milepost.engine.gaps import What
from milepost.provider import facts, planning, queries
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.forms import DayField, required
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milepost.assurance.models import CorrectiveAction
    from milepost.base.models import Actor
    from milepost.engine.gaps import Gap
    from milepost.people.models import Person
    from milepost.provider.models import HeldStandard

SUGGESTED = {
    What.UNWRITTEN: gettext_lazy("Write what we do on %(key)s, since when and how we know"),
    What.UNSCORED: gettext_lazy("Score ourselves on %(key)s, and say what the score rests on"),
    What.UNSHOWN: gettext_lazy("Find something that shows %(key)s"),
    What.GONE: gettext_lazy("Show something else on %(key)s than what nothing counts any more"),
    What.BELOW: gettext_lazy("Lift %(key)s to the least that is asked"),
    What.SPLIT: gettext_lazy("Find a third moderator for %(key)s"),
    What.DOUBT: gettext_lazy("Look at %(key)s again, and write what is true"),
}
KINDS = {
    What.UNWRITTEN: gettext_lazy("not written"),
    What.UNSCORED: gettext_lazy("no score"),
    What.UNSHOWN: gettext_lazy("nothing shown"),
    What.GONE: gettext_lazy("measure gone"),
    What.BELOW: gettext_lazy("too low"),
    What.SPLIT: gettext_lazy("moderators disagree"),
    What.DOUBT: gettext_lazy("does not fit"),
}
PLAIN = frozenset({What.UNWRITTEN, What.UNSCORED, What.UNSHOWN})  # the tag says it all


class PlanForm(forms.Form):
    what = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=300, error_messages=required(gettext_lazy("Say what is to be done."))
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Who does it"), help_text=gettext_lazy("They are told, and it stands on their page of today."),
        error_messages={**required(gettext_lazy("Choose who does it.")), "invalid_choice": gettext_lazy("Choose who does it.")},
    )  # fmt: skip
    by_on = DayField(label=gettext_lazy("By which day"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.uuid), one.name) for one in people]
        self.fields["who"].choices = [("", _("Choose somebody")), *named]  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Open:
    """A gap that nobody closes yet."""

    indicator: str
    title: str
    kind: str
    says: str
    href: str
    fix: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was agreed, and whether the gap is still there."""

    action: CorrectiveAction
    indicator: str
    still: bool


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    held: HeldStandard
    lead: str
    gaps: Sequence[Open]
    open: Sequence[Done]
    done: Sequence[Done]
    checked: Sequence[Done]
    trail: list[Crumb]


def _trail(held: HeldStandard, *last: Crumb) -> list[Crumb]:
    return [
        Crumb(_("Quality standards"), reverse("quality_standards")), Crumb(str(held), reverse("quality_standard", args=[held.uuid])), *last,
    ]  # fmt: skip


def _shown(found: Iterable[planning.Planned]) -> list[Done]:
    return [Done(action=one.action, indicator=one.indicator, still=one.gap is not None) for one in found]


def _lead(found: Sequence[Done], gaps: int) -> str:
    """What one must know first."""
    late = sum(one.action.late for one in found)
    if late:
        return ngettext("%(n)d action is overdue.", "%(n)d actions are overdue.", late) % {"n": late}
    if gaps:
        return ngettext("%(n)d gap has nobody who closes it yet.", "%(n)d gaps have nobody who closes them yet.", gaps) % {"n": gaps}
    return _("Every gap has somebody who closes it.") if found else _("There is no gap, and nothing is open.")


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_plan(request: Request, uuid: UUID) -> HttpResponse:
    """The gaps of a standard, and what is done about them."""
    by = request.who.actor
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    standing = facts.standing_of(held)
    plan, titles = planning.plan_of(standing, by=by), standing.standard.indicators
    now = _shown(plan.open)
    page = PlanPage(
        held=held, lead=_lead(now, len(plan.gaps)),
        gaps=[
            Open(
                indicator=gap.indicator, title=titles[gap.indicator].title, kind=str(KINDS[gap.what]),
                says="" if gap.what in PLAIN else planning.title_of(gap),
                href=reverse("quality_plan_gap", args=[held.uuid, gap.indicator, gap.what.value]),
                fix=reverse("quality_indicator", args=[held.uuid, gap.indicator]),
            )
            for gap in plan.gaps
        ],
        open=now, done=_shown(plan.done), checked=_shown(plan.checked), trail=_trail(held, Crumb(_("Gaps and actions"))),
    )  # fmt: skip
    return render(request, "provider/plan.html", {"page": page})


@for_roles(*QUALITY_KEEPERS)
def quality_plan_gap(request: Request, uuid: UUID, key: str, what: str) -> HttpResponse:
    """One gap: who closes it, and by when."""
    by = request.who.actor
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    gap = next((one for one in facts.standing_of(held).gaps if one.indicator == key and one.what == what), None)
    if gap is None:
        raise Http404
    people = list(assurances.owners(by=by))
    suggested = str(SUGGESTED[gap.what]) % {"key": gap.indicator}
    form = PlanForm(request.POST if request.method == "POST" else None, people=people, initial={"what": suggested})
    if form.is_bound and form.is_valid():
        made = done_in_form(form, lambda: _agree(held, gap, people, by=by, given=form.cleaned_data))
        if made:
            messages.success(request, _("Agreed. %(name)s is told.") % {"name": made.who.name})
            return redirect("quality_plan", uuid=uuid)
    trail = _trail(held, Crumb(_("Gaps and actions"), reverse("quality_plan", args=[uuid])), Crumb(key))
    page = {"form": form, "says": planning.title_of(gap), "key": key, "trail": trail}
    return render(request, "provider/plan_gap.html", {"page": page}, status=422 if form.errors else 200)


def _agree(held: HeldStandard, gap: Gap, people: Sequence[Person], *, by: Actor, given: dict[str, Any]) -> CorrectiveAction:
    """The first action of a gap opens its finding; what comes later stands on the same."""
    who = next((one for one in people if str(one.uuid) == given["who"]), None)
    agreed: dict[str, Any] = {"what": given["what"], "who": who, "by_on": given["by_on"]}
    if found := planning.finding_of(held, gap, by=by):
        return assurance.add_corrective_action(found, by=by, **agreed)
    return assurance.open_finding(
        held.centre, by=by, source=FindingSource.STANDARD, key=planning.key_of(held, gap), title=planning.title_of(gap), **agreed
    )
