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
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from milepost.concerns import actions, queries
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import Watch, WatchAlert

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
    key: str
    trail: list[Crumb]
    figures: list[Figure]


@dataclass(frozen=True, kw_only=True)
class WatchPage:
    """`figures` once it has found something; `told`: there was somebody who could be told."""

    trail: list[Crumb]
    watch: Watch | None
    form: forms.Form
    figures: list[Figure] = field(default_factory=list)
    told: bool = False


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


@require_safe
@for_roles(*queries.CASEWORKERS)
@never_cache
def watch_alert(request: Request, uuid: UUID) -> HttpResponse:
    """What a watch found, with its figures and no name."""
    alert = get_object_or_404(queries.alerts(by=request.who.actor), uuid=uuid)
    page = AlertPage(key=alert.key, trail=[Crumb(_("Cases"), reverse("cases")), Crumb(alert.key)], figures=figures_of(alert))
    return render(request, "concerns/alert.html", {"page": page})


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
        figures=figures_of(alert) if alert else [], told=bool(alert and queries.readers_of(alert)),
    )  # fmt: skip
    return render(request, "concerns/watch.html", {"page": page}, status=422 if form.errors else 200)
