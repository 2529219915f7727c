"""Ways to complete: the best routes from where the learner stands, and one tap that takes a route into the choice.

The planner works only where somebody asks. The answer stands on the page of the choice and follows each tick; without
JavaScript it is a page of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock, drafts, route_sentences, text
from milepost.base.refusal import Refused
from milepost.engine import combination, planner
from milepost.engine.framework import Framework, Qualification, Unit
from milepost.engine.planner import Conflict, Objective, Position, Route, Routes
from milepost.frameworks.queries import framework_of
from milepost.frameworks.suggestions import unit_fits
from milepost.portfolios import actions, policies, queries
from milepost.web.components import Filter
from milepost.web.unit_choice import Surroundings, place_of, start, wishes_of
from milepost.web.unit_wishes import WishForm, as_said, form_of, told_by, told_of
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections import Counter

    from milepost.portfolios.models import Registration
    from milepost.portfolios.queries import Ground

MOST = 10
IN_SIGHT = 3
HEADING = 60  # characters of codes that a heading holds


@dataclass(frozen=True, kw_only=True)
class RouteLine:
    """One route: the units still to achieve, what it comes to, and what could stand in place of each unit."""

    number: int
    codes: str  # of the units, as far as a line or two hold them
    unlike: str  # what it has otherwise than the first way
    units: list[Unit]
    pathway: str
    figures: str
    change: str
    fixed: str
    free: list[str]
    value: str  # every unit that is ticked when it is taken
    chosen: bool  # it is the present choice
    bare: str  # units without criteria


@dataclass(frozen=True, kw_only=True)
class InTheWay:
    """What cannot all be had. `smallest`: without any one of it the rest can."""

    pathway: str
    causes: list[str]
    smallest: bool


@dataclass(frozen=True, kw_only=True)
class RoutesPage:
    """The answer of the planner in words; before anybody has asked, only what it can be asked."""

    around: Surroundings
    wishes: list[Filter] = field(default_factory=list)
    asked: str = ""
    lead: str = ""
    first: list[RouteLine] = field(default_factory=list)
    others: list[RouteLine] = field(default_factory=list)
    conflicts: list[InTheWay] = field(default_factory=list)
    gave_up: str = ""
    no_job: bool = False

    @property
    def unfold(self) -> str:
        n = len(self.others)
        return ngettext("Show %(n)d more way", "Show %(n)d more ways", n) % {"n": n}


def unit_routes(request: Request, registration: Registration, around: Surroundings) -> HttpResponse:
    """The best routes by one wish; a POST takes one of them into the choice that is kept."""
    if request.method == "POST":
        return _take(request, registration, around)
    try:
        objective = Objective(request.GET.get("by", ""))
    except ValueError:
        objective = Objective.CREDITS
    page = _page(registration, around, objective, *_ticked(request, registration))
    return render(request, "unit_routes.html#routes" if request.htmx else "unit_routes.html", {"page": page})


def _ticked(request: Request, registration: Registration) -> tuple[list[str], dict[str, str]]:
    kept = drafts.find(request.who.reader.pk, place_of(registration))
    proposed = None if kept else queries.plan_proposed(registration)
    return start(registration, framework_of(registration.specification), kept, proposed)


def _take(request: Request, registration: Registration, around: Surroundings) -> HttpResponse:
    framework = framework_of(registration.specification)
    wanted = set(request.POST.get("take", "").split())
    units = [unit.key for unit in framework.units if unit.key in wanted]
    if not units:
        messages.error(request, _("This way is not known any more. Ask for the ways again and take one of them."))
        return redirect(around.here)
    _before, answers = _ticked(request, registration)
    drafts.keep(request.who.reader.pk, place_of(registration), {"units": units, "answers": answers}, by=request.who.actor)
    said = ngettext("%(n)d unit is ticked now.", "%(n)d units are ticked now.", len(units)) % {"n": len(units)}
    messages.success(request, said + " " + _("Look through them, change what does not fit, then propose them."))
    return redirect(around.here)


def _page(registration: Registration, around: Surroundings, objective: Objective, ticked: Sequence[str], _answers: Mapping[str, str]) -> RoutesPage:  # fmt: skip
    framework = framework_of(registration.specification)
    qualification = framework.qualification(registration.qualification)
    ground = queries.ground_of(registration)
    job = ground.wish.job if ground.wish else ""
    wishes = wishes_of(around.routes, objective)
    if objective is Objective.FIT and not job:
        return RoutesPage(around=around, wishes=wishes, asked=f"{around.routes}?by={objective.value}", no_job=True)
    untouched = not registration.progress.units and list(ticked) == start(registration, framework, None, None)[0]
    achieved, shown = queries.achieved(registration, ground), queries.shown_in_units(registration)
    position = Position(
        achieved=achieved, planned=ticked, shown=shown,
        impossible=ground.wish.impossible if ground.wish else (),
        preferred=(ground.wish.preferred if ground.wish else ()) or (_to_claim(framework) if untouched else ()),
        fit=unit_fits(framework.units, job) if objective is Objective.FIT else {},
    )  # fmt: skip
    seen = combination.verdict(framework, qualification, ground.taken(ticked), pathway=ground.pathway, waivers=ground.waivers)
    # Nothing is nearer to a choice that is enough than what is in it, so there is no second way to look for.
    most = 1 if objective is Objective.NEAREST and seen.accepted else MOST
    found = planner.routes(
        framework, qualification, position, objective=objective, pathway=ground.pathway, waivers=ground.waivers, count=most
    )
    lines = [_line(n, found, framework, qualification, position, shown) for n in range(1, len(found.routes) + 1)]
    return RoutesPage(
        around=around, wishes=wishes, asked=f"{around.routes}?by={objective.value}", lead=_lead(found, objective),
        first=lines[:IN_SIGHT], others=lines[IN_SIGHT:], gave_up=_gave_up(found),
        conflicts=[_in_the_way(one, framework, qualification, position, ground) for one in found.conflicts],
    )  # fmt: skip


def _lead(found: Routes, objective: Objective) -> str:
    if not found.routes:
        return ""
    n = len(found.routes)
    return ngettext("%(n)d way, %(wish)s.", "%(n)d ways, %(wish)s first.", n) % {"n": n, "wish": route_sentences.OBJECTIVES[objective]}


def _gave_up(found: Routes) -> str:
    if found.exact:
        return ""
    if not found.routes:
        return _("The search was stopped before it found a way. There may be one: tick units that fit, then ask again.")
    if found.bound is not None and found.bound >= found.routes[-1].value:
        return _("The search was stopped before every way was looked at. None is better than these, but there may be further ones.")
    if found.bound is None:
        return _("The search was stopped before every way was looked at. These are the best that it found.")
    return _("The search was stopped before every way was looked at. These are the best that it found; by this measure none is below %(bound)g.") % {"bound": found.bound}  # fmt: skip


def _line(
    number: int, found: Routes, framework: Framework, qualification: Qualification, position: Position, shown: Counter[str]
) -> RouteLine:  # fmt: skip
    route = found.routes[number - 1]
    called = text.names_of(framework, qualification)
    keys = {*combination.keys_of(position.achieved), *route.units}
    titles = {one.key: one.title or one.key for one in qualification.pathways}
    figures = [route_sentences.size(route), route_sentences.merit(route, found.objective), _evidence(route, framework, shown)]
    full = {*_to_claim(framework)}
    bare = [key for key in route.units if key not in full]
    fixed = [called.get(key, key) for slot in route.slots if not slot.free for key in slot.units]
    return RouteLine(
        number=number, codes=_codes([framework.unit_by_key[key] for key in route.units]), unlike=_unlike(route, found.routes[0], called), units=[framework.unit_by_key[key] for key in route.units], pathway=titles.get(route.pathway, ""),
        figures="; ".join(filter(None, figures)), change=route_sentences.change(route, called),
        fixed=text.listed(fixed) if fixed else "", free=[route_sentences.slot(slot, called) for slot in route.slots if slot.free],
        value=" ".join(unit.key for unit in framework.units if unit.key in keys), chosen=not route.added and not route.dropped,
        bare=text.listed(called.get(key, key) for key in bare) if bare else "",
    )  # fmt: skip


def _codes(units: Sequence[Unit]) -> str:
    """The units by their codes, and how many more there are where a heading holds no more of them."""
    said = [unit.code or unit.title for unit in units]
    held = len(said)
    while held > 1 and len(", ".join(said[:held])) > HEADING:
        held -= 1
    if held == len(said):
        return text.listed(said)
    return _("%(units)s and %(n)d more") % {"units": ", ".join(said[:held]), "n": len(said) - held}


def _unlike(route: Route, first: Route, called: Mapping[str, str]) -> str:
    """In what a way differs from the first: "C6 in place of C5". Empty for the first itself, and where that is the present choice,
    from which every way says how it differs."""
    if not first.added and not first.dropped:
        return ""
    has, lacks = (
        text.listed(called.get(key, key) for key in one.units if key not in other.units) for one, other in ((route, first), (first, route))
    )
    if has and lacks:
        return _("Unlike way 1: %(has)s in place of %(lacks)s.") % {"has": has, "lacks": lacks}
    if has:
        return _("Unlike way 1: %(has)s as well.") % {"has": has}
    return _("Unlike way 1: without %(lacks)s.") % {"lacks": lacks} if lacks else ""


def _to_claim(framework: Framework) -> list[str]:
    """The units that hold something to claim against; where nothing else is wished, ways go through these first."""
    return [unit.key for unit in framework.units if unit.criterion_targets or unit.qualification]


def _evidence(route: Route, framework: Framework, shown: Counter[str]) -> str:
    """What of the route has evidence already, where anything has."""
    has = sum(shown[key] for key in route.units)
    units = [framework.unit_by_key[key] for key in route.units]
    whole = sum(len(unit.criterion_targets) + len(unit.requirement_targets) for unit in units)
    return _("evidence already there for %(has)d of %(whole)d criteria and requirements") % {"has": has, "whole": whole} if has else ""


def _in_the_way(conflict: Conflict, framework: Framework, qualification: Qualification, position: Position, ground: Ground) -> InTheWay:
    lines = combination.verdict(framework, qualification, position.achieved, pathway=conflict.pathway, waivers=ground.waivers).lines
    titles = {one.key: one.title or one.key for one in qualification.pathways}
    said = route_sentences.causes(conflict.causes, lines, text.names_of(framework, qualification))
    return InTheWay(pathway=titles.get(conflict.pathway, ""), causes=[one[:1].upper() + one[1:] for one in said], smallest=conflict.smallest)  # fmt: skip


# What the ways are worked out from -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class WishesPage:
    around: Surroundings
    form: WishForm


def unit_wishes(request: Request, registration: Registration, around: Surroundings) -> HttpResponse:
    """Say the job, the pathway, and which units are preferred, impossible or come by otherwise."""
    by, framework = request.who.actor, framework_of(registration.specification)
    wish = queries.wish_of(registration)
    told, refused = told_of(wish), ""
    if request.method == "POST":
        told = told_by(request.POST, framework)
        ahead = wish.finish_by if wish and wish.finish_by and wish.finish_by > clock.today() else None
        try:
            actions.say_wishes(registration, by=by, hours_a_week=wish.hours_a_week if wish else None, finish_by=ahead, **as_said(told))
        except Refused as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _("Kept. Ways to complete and the rules take it into account from now on."))
            return redirect(around.here)
    why_not = policies.why_not_say_wishes(registration, by=by)
    form = form_of(framework, framework.qualification(registration.qualification), told, why_not=why_not, refused=refused)
    template = "unit_wishes.html#wishes" if request.htmx else "unit_wishes.html"
    return render(request, template, {"page": WishesPage(around=around, form=form)}, status=422 if refused else 200)
