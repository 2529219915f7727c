"""Routes in words: what a route comes to, what could stand in place of its units, and why there is none."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base.rule_sentences import Names, any_of, asked_for, called, groups_called, listed
from milepost.engine.combination import Line
from milepost.engine.planner import Cause, CauseKind, Objective, Route, Slot

OBJECTIVES = {
    Objective.CREDITS: gettext_lazy("fewest credits to go"),
    Objective.GLH: gettext_lazy("least guided learning to go"),
    Objective.EVIDENCE: gettext_lazy("most evidence already in the portfolio"),
    Objective.FIT: gettext_lazy("best fit to the job"),
    Objective.NEAREST: gettext_lazy("nearest to the present choice"),
}
MOST_NAMED = 6


def size(route: Route) -> str:
    """ "7 units, 42 credits, 280 guided learning hours to go"."""
    units = ngettext("%(n)d unit", "%(n)d units", len(route.units)) % {"n": len(route.units)}
    credits = ngettext("%(n)d credit", "%(n)d credits", route.credits) % {"n": route.credits}
    hours = ngettext("%(n)d guided learning hour", "%(n)d guided learning hours", route.hours) % {"n": route.hours}
    return _("%(units)s, %(credits)s, %(hours)s to go") % {"units": units, "credits": credits, "hours": hours}


def merit(route: Route, objective: Objective | None) -> str:
    """What a route is ranked by, where its size does not say it."""
    value = round(route.value, 1)
    number = int(value) if value == int(value) else value
    if objective is Objective.EVIDENCE:
        return ngettext(
            "%(n)s criterion or requirement without evidence", "%(n)s criteria and requirements without evidence", int(value)
        ) % {"n": number}
    if objective is Objective.FIT:
        return _("%(n)s of the credits do not fit the job") % {"n": number}
    if objective is None:
        return _("weight %(n)s") % {"n": number}
    return ""


def change(route: Route, names: Names) -> str:
    """What a route makes of the present choice: "add D6, leave out A2". Empty where it changes nothing."""
    added, dropped = (listed(called(u, names) for u in units) for units in (route.added, route.dropped))
    if route.added and route.dropped:
        return _("add %(added)s, leave out %(dropped)s") % {"added": added, "dropped": dropped}
    if route.added:
        return _("add %(added)s") % {"added": added}
    return _("leave out %(dropped)s") % {"dropped": dropped} if route.dropped else ""


def slot(slot: Slot, names: Names) -> str:
    """What fills a place: "one Level 3 unit of 4 or more credits from Group D (here D6); 5 fit"."""
    here = listed(called(u, names) for u in slot.units)
    if not slot.free:
        return here
    if not slot.told:
        others = [called(u, names) for u in slot.fits if u not in slot.units]
        if len(others) > MOST_NAMED:
            others = [*others[: MOST_NAMED - 1], _("%(n)d more") % {"n": len(others) - MOST_NAMED + 1}]
        return _("%(here)s, or in its place %(others)s") % {"here": here, "others": any_of(others)}
    given = {"n": len(slot.units), "level": slot.level or 0}
    if slot.level is None:
        what = ngettext("one unit", "%(n)d units", len(slot.units)) % given
    elif slot.level_or_above:
        what = ngettext("one unit at Level %(level)d or above", "%(n)d units at Level %(level)d or above", len(slot.units)) % given
    else:
        what = ngettext("one Level %(level)d unit", "%(n)d Level %(level)d units", len(slot.units)) % given
    if slot.credits:
        what = _("%(what)s of %(credits)d or more credits") % {"what": what, "credits": slot.credits}
    if slot.groups:
        what = _("%(what)s from %(groups)s") % {"what": what, "groups": any_of(groups_called(slot.groups, names))}
    return _("%(what)s (here %(here)s); %(fit)d fit") % {"what": what, "here": here, "fit": len(slot.fits)}


def cause(cause: Cause, lines: Sequence[Line], names: Names) -> str:
    """One thing in the way: a rule, or a wish about a unit. `lines` are those of a verdict under the same pathway."""
    if cause.kind is CauseKind.RULE:
        return asked_for(lines[cause.rule], names)
    unit = called(cause.unit, names)
    return (
        _("%(unit)s has to be part of it") % {"unit": unit}
        if cause.kind is CauseKind.WANTED
        else _("%(unit)s is ruled out") % {"unit": unit}
    )


def causes(found: Collection[Cause], lines: Sequence[Line], names: Names) -> list[str]:
    """All that is in the way, the units that are ruled out as one."""
    said = [cause(one, lines, names) for one in found if one.kind is not CauseKind.IMPOSSIBLE]
    if out := [called(one.unit, names) for one in found if one.kind is CauseKind.IMPOSSIBLE]:
        said.append(ngettext("%(units)s is ruled out", "%(units)s are ruled out", len(out)) % {"units": listed(out)})
    return said
