"""Patterns: months against chance as a drawing with its table, themes, causes, and what was changed because of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.concerns import actions, queries
from milepost.concerns.words import Cause, Theme
from milepost.engine.control import Point, Signal
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.concerns.forms import JudgePolicyForm, PolicyForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import PolicyChange


@dataclass(frozen=True, slots=True)
class Mark:
    """One month as it is drawn, in percent of the drawing; `y` None: not drawn."""

    month: date
    point: Point
    says: str
    x: float
    left: float
    right: float
    y: float | None = None
    upper: float | None = None
    lower: float | None = None


@dataclass(frozen=True, kw_only=True)
class PatternsPage:
    marks: list[Mark]
    mean: float | None
    finding: str
    themes: list[tuple[str, int | None]]
    causes: list[tuple[str, int | None]]
    changes: list[PolicyChange]
    form: forms.Form
    judge: forms.Form
    trail: list[Crumb]


def _says(point: Point) -> str:
    if point.rate is None:
        return _("too few people to be counted")
    return {
        Signal.ABOVE: _("more than chance would do"),
        Signal.BELOW: _("fewer than chance would do"),
        Signal.RUN_ABOVE: _("the eighth month in a row above the middle"),
        Signal.RUN_BELOW: _("the eighth month in a row below the middle"),
    }.get(point.signal, _("within chance")) if point.signal else _("within chance")  # fmt: skip


def _marks(found: queries.Patterns) -> tuple[list[Mark], float | None]:
    points = found.chart.points
    highest = max([1e-9, *(one.rate or 0 for one in points), *(one.upper or 0 for one in points)])
    wide = 100 / max(1, len(points))

    def y(rate: float | None) -> float | None:
        return None if rate is None else round(95 - 90 * rate / highest, 2)

    marks = [
        Mark(month, point, _says(point), round((number + 0.5) * wide, 2), round(number * wide, 2), round((number + 1) * wide, 2),
             y(point.rate), y(point.upper), y(point.lower))
        for number, (month, point) in enumerate(zip(found.months, points, strict=True))
    ]  # fmt: skip
    return marks, y(found.chart.mean)


@for_roles(Role.QUALITY_MANAGER)
def case_patterns(request: Request) -> HttpResponse:
    """See what is more than chance, write down what changes because of it, and later whether that worked."""
    centre, by, act = centre_here(request), request.who.actor, request.POST.get("act", "")
    form, judge = PolicyForm(request.POST if act == "change" else None), JudgePolicyForm(request.POST if act in ("worked", "not") else None)
    if act == "change" and form.is_valid():
        if done_in_form(form, lambda: actions.change_policy(centre, by=by, **form.cleaned_data)) is not None:
            messages.success(request, _("It stands there. Look at it again on the day that you chose."))
            return redirect("case_patterns")
    elif judge.is_bound and judge.is_valid():
        change = get_object_or_404(queries.policy_changes(by=by), uuid=judge.cleaned_data["change"])
        done = done_in_form(judge, lambda: actions.judge_policy(change, by=by, worked=act == "worked", found=judge.cleaned_data["found"]))
        if done is not None:
            messages.success(request, _("It stands there with what you found."))
            return redirect("case_patterns")
    found = queries.patterns(by=by)
    marks, mean = _marks(found)
    signals = sum(one.point.signal is not None for one in marks)
    drawn = sum(one.y is not None for one in marks)
    finding = ngettext(
        "%(n)d of %(all)d months drawn is more than chance would do.",
        "%(n)d of %(all)d months drawn are more than chance would do.",
        signals,
    )
    page = PatternsPage(
        marks=marks, mean=mean, finding=finding % {"n": signals, "all": drawn},
        themes=[(str(Theme(key).label), count) for key, count in sorted(found.themes.items())],
        causes=[(str(Cause(key).label), count) for key, count in sorted(found.causes.items())],
        changes=list(queries.policy_changes(by=by)), form=form, judge=judge,
        trail=[Crumb(_("Cases"), reverse("cases")), Crumb(_("Patterns"))],
    )  # fmt: skip
    return render(request, "concerns/patterns.html", {"page": page}, status=422 if form.errors or judge.errors else 200)
