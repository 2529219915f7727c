"""Patterns: months against chance as a drawing with its table, themes, causes, and what was changed because of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.concerns import actions, queries
from milepost.concerns.words import Cause, Theme
from milepost.engine.control import Period, Point, Signal
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.concerns.forms import JudgePolicyForm, PolicyForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import PolicyChange


MORE, FEWER = (Signal.ABOVE, Signal.RUN_ABOVE), (Signal.BELOW, Signal.RUN_BELOW)
BOTTOM, HIGH = 84.0, 78.0  # percent of the drawing: where nought is, and how far the highest stands above it
RARE = 0.05  # what chance alone brings less often than that is said to be more than chance


@dataclass(frozen=True, slots=True)
class Mark:
    """One month as it is drawn, in percent of the drawing; `y` None: not drawn. `from_x`, `from_y`: the month before it, where that is drawn."""

    month: date
    point: Point
    says: str
    rate: str
    sign: str
    label: str
    x: float
    left: float
    right: float
    y: float | None = None
    upper: float | None = None
    lower: float | None = None
    from_x: float | None = None
    from_y: float | None = None


@dataclass(frozen=True, kw_only=True)
class PatternsPage:
    """`mean`: in percent of the drawing; `average`: for each 100 people; `changes`: each with what was counted before and since."""

    marks: list[Mark]
    mean: float | None
    average: str
    shows_nought: bool
    finding: str
    has_fewer: bool
    themes: list[tuple[str, int | None]]
    causes: list[tuple[str, int | None]]
    changes: list[tuple[PolicyChange, str]]
    to_look_at: int
    today: date
    form: forms.Form
    judge: forms.Form
    trail: list[Crumb]


def _says(point: Point) -> str:
    if point.rate is None:
        return _("too few people to be counted")
    row = {"n": point.run}
    match point.signal:
        case Signal.ABOVE:
            return _("more than chance would bring")
        case Signal.BELOW:
            return _("fewer than chance would bring")
        case Signal.RUN_ABOVE:
            return _("%(n)d months in a row above the average: more than chance would bring") % row
        case Signal.RUN_BELOW:
            return _("%(n)d months in a row below the average: fewer than chance would bring") % row
    return _("what chance would bring")


def _finding(points: Sequence[Point]) -> str:
    drawn = [one for one in points if one.rate is not None]
    more, fewer = sum(one.signal in MORE for one in drawn), sum(one.signal in FEWER for one in drawn)
    if not drawn:
        return _("No month can be drawn yet: there were too few people.")
    if not more and not fewer:
        return _("In none of %(all)d months were there more or fewer concerns than chance would bring.") % {"all": len(drawn)}
    told = []
    if more:
        told.append(_("In %(n)d of %(all)d months there were more concerns than chance would bring.") % {"n": more, "all": len(drawn)})
    if fewer:
        told.append(_("In %(n)d of %(all)d months there were fewer than chance would bring.") % {"n": fewer, "all": len(drawn)})
    return " ".join(told)


def _hundred(rate: float | None) -> str:
    return "–" if rate is None else number_format(round(100 * rate, 1), 1)


def _marks(found: queries.Patterns) -> tuple[list[Mark], float | None]:
    points = found.chart.points
    highest = max([1e-9, *(one.rate or 0 for one in points), *(one.upper or 0 for one in points)])
    wide = 100 / max(1, len(points))

    def y(rate: float | None) -> float | None:
        return None if rate is None else round(BOTTOM - HIGH * rate / highest, 2)

    marks: list[Mark] = []
    for number, (month, point) in enumerate(zip(found.months, points, strict=True)):
        sign = "more" if point.signal in MORE else "fewer" if point.signal in FEWER else ""
        before = marks[-1] if marks and marks[-1].y is not None else None
        marks.append(Mark(
            month, point, _says(point), _hundred(point.rate), sign, date_format(month, "M y") if number % 6 == 0 else "",
            round((number + 0.5) * wide, 2), round(number * wide, 2), round((number + 1) * wide, 2), y(point.rate), y(point.upper),
            y(point.lower), before.x if before else None, before.y if before else None,
        ))  # fmt: skip
    return marks, y(found.chart.mean)


def _most_first(counts: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """What is hidden stands last, in no order that would say how much it is."""
    return sorted(counts.items(), key=lambda one: (one[1] is None, -(one[1] or 0), one[0]))


def _counted(period: Period) -> str:
    count = _("fewer than 5") if period.count is None else period.count
    return _("%(n)s among %(people)d people") % {"n": count, "people": period.size}


def _effect(change: PolicyChange, effect: queries.Effect | None) -> str:
    """What was counted before and since, and whether that is more than chance."""
    if effect is None:
        return _("It is too early: before and since are held against each other once it has been in force for four weeks.")
    if effect.chance is None:
        return _("There were too few people to hold before and since against each other.")
    told = {
        "before": _counted(effect.before), "after": _counted(effect.after), "first": date_format(effect.first, "j F Y"),
        "day": date_format(change.from_on, "j F Y"), "last": date_format(effect.last, "j F Y"),
    }  # fmt: skip
    said = _("Closed cases of this theme from %(first)s: %(before)s. From %(day)s until %(last)s: %(after)s.") % told
    if effect.chance >= RARE:
        says = _("Chance could bring that difference.")
    else:
        says = _("That is fewer than chance would bring.") if effect.fewer else _("That is more than chance would bring.")
    return " ".join([said, says, _("What is still open, or has no theme yet, is not in it.")])


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
    changes, today = list(queries.policy_changes(by=by)), clock.today()
    page = PatternsPage(
        marks=marks, mean=mean, average=_hundred(found.chart.mean), shows_nought=mean is not None and BOTTOM - mean > 7,
        finding=_finding(found.chart.points), has_fewer=any(one.sign == "fewer" for one in marks),
        themes=[(str(Theme(key).label), count) for key, count in _most_first(found.themes)],
        causes=[(str(Cause(key).label), count) for key, count in _most_first(found.causes)],
        changes=[(one, _effect(one, found.effects.get(one.pk))) for one in changes], today=today,
        to_look_at=sum(one.judged_at is None and one.look_on <= today for one in changes), form=form, judge=judge,
        trail=[Crumb(_("Cases"), reverse("cases")), Crumb(_("Patterns"))],
    )  # fmt: skip
    return render(request, "concerns/patterns.html", {"page": page}, status=422 if form.errors or judge.errors else 200)
