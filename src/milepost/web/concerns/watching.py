"""The watch: a learner reads what it means, switches it on and off; what it found, for somebody who has no part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache

from milepost.commitments.facts import office_calendar
from milepost.concerns import actions, policies, queries
from milepost.concerns.procedure import Reached, looked_into
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.forms import required
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import AlertLook, Watch, WatchAlert

WATCHED = {
    "feedback": _lazy("Feedback takes"), "moved": _lazy("Appointments moved or missed by staff"),
    "refused": _lazy("Decisions not met"), "sanction": _lazy("Months with a pause or withdrawal"),
}  # fmt: skip


class WatchForm(forms.Form):
    read = forms.BooleanField(label=_lazy("I have read what it means and what it cannot do."), required=False)
    reference = forms.CharField(
        label=_lazy("Reference of your case, if your name is in it"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_lazy("Only then what is found goes to your caseworker. Leave it empty if you raised it without your name, or nothing at all."),
    )  # fmt: skip


class TellForm(forms.Form):
    text = forms.CharField(
        label=_lazy("What you looked at, and what came of it"), max_length=policies.LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_lazy(
            "Name nobody: not whom you take it to be, nor who assesses them. Who was told reads it, and whose watch it is, while that is on."
        ),
        error_messages=required(_lazy("Say what you looked at and what came of it. Name nobody.")),
    )  # fmt: skip


class Figure(NamedTuple):
    """One measure as a line of the table, in words."""

    what: str
    before: str
    after: str
    like_before: str
    like_after: str
    reason: bool
    says: str


@dataclass(frozen=True, kw_only=True)
class AlertPage:
    """`look`: who looks into it, if anybody does; `can_take`: nobody does who still takes cases here."""

    key: str
    trail: list[Crumb]
    figures: list[Figure]
    steps: list[Reached]
    look: AlertLook | None
    is_mine: bool
    can_take: bool
    take: forms.Form
    tell: forms.Form


@dataclass(frozen=True, kw_only=True)
class WatchPage:
    """`figures` once it has found something; `told`: the names of who was told, `look`: which of them looks into it."""

    trail: list[Crumb]
    watch: Watch | None
    form: forms.Form
    figures: list[Figure] = field(default_factory=list)
    told: str = ""
    look: AlertLook | None = None


def figures_of(alert: WatchAlert) -> list[Figure]:
    """What was found, a line for each measure, what says most first."""
    lines = sorted(alert.found, key=lambda one: -one["times"])
    return [_figure(one) for one in lines]


def _figure(one: dict[str, Any]) -> Figure:
    seen = _("%(n)s times since; %(times)s times likelier if they fare worse than if nothing has changed.")
    nothing = _("Too little to say anything.")
    says = seen % {"n": one["after_n"], "times": number_format(one["times"])} if one["after_n"] else nothing
    value = {name: _value(one["measure"], one[name]) for name in ("before", "after", "like_before", "like_after")}
    return Figure(str(WATCHED[one["measure"]]), **value, reason=one["reason"], says=says)


def _value(measure: str, value: float | None) -> str:
    if value is None:
        return "–"
    if measure == "feedback":
        return _("%(n)s days") % {"n": number_format(value, 1)}
    return _("%(n)d in 100") % {"n": round(value * 100)}


@for_roles(*queries.CASEWORKERS)
@never_cache
def watch_alert(request: Request, uuid: UUID) -> HttpResponse:
    """What a watch found, with its figures and no name; say that one looks into it, and what came of it."""
    by = request.who.actor
    alert = get_object_or_404(queries.alerts(by=by), uuid=uuid)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    take, tell = forms.Form(request.POST if act == "take" else None), TellForm(request.POST if act == "tell" else None)
    if act == "take" and take.is_valid() and done_in_form(take, lambda: actions.take_alert(alert, by=by)) is not None:
        messages.success(request, _("You look into it. Say here what came of it."))
        return redirect("watch_alert", uuid=uuid)
    if act == "tell" and tell.is_valid():
        told = tell.cleaned_data
        if done_in_form(tell, lambda: actions.tell_of_alert(alert, by=by, text=told["text"])) is not None:
            messages.success(request, _("It stands there, for who was told and for whose watch it is."))
            return redirect("watch_alert", uuid=uuid)
    look = queries.look_at(alert)
    page = AlertPage(
        key=alert.key, trail=[Crumb(_("Cases"), reverse("cases")), Crumb(alert.key)], figures=figures_of(alert), look=look,
        steps=looked_into(alert, look, office_calendar(alert.centre_id, alert.raised_at)),
        is_mine=look is not None and look.person_id == by.person_id,
        can_take=look is None or look.person not in queries.caseworkers(alert.centre_id), take=take, tell=tell,
    )  # fmt: skip
    return render(request, "concerns/alert.html", {"page": page}, status=422 if take.errors or tell.errors else 200)


@for_roles(Role.LEARNER)
@never_cache
def learner_watch(request: Request) -> HttpResponse:
    """What the watch means, and the switch."""
    by = request.who.actor
    assert request.who.centre is not None
    centre, watch = request.who.centre, queries.watch_of(by=by)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = WatchForm(request.POST if act == "begin" else None)
    if act == "end":
        if watch:
            actions.end_watch(watch, by=by)
        messages.success(request, _("It is off, and its row is gone."))
        return redirect("learner_watch")
    if act == "begin" and form.is_valid():
        told = form.cleaned_data
        if done_in_form(form, lambda: actions.begin_watch(centre, by=by, read=told["read"], reference=told["reference"])) is not None:
            messages.success(request, _("It is on. It looks every night."))
            return redirect("learner_watch")
    alert = queries.alert_of(watch) if watch else None
    page = WatchPage(
        trail=[Crumb(_("Today"), reverse("learner_home")), Crumb(_("If you speak up"))], watch=watch, form=form,
        figures=figures_of(alert) if alert else [], look=queries.look_at(alert) if alert else None,
        told=get_text_list([one.name for one in queries.readers_of(alert)], _("and")) if alert else "",
    )  # fmt: skip
    return render(request, "concerns/watch.html", {"page": page}, status=422 if form.errors else 200)
