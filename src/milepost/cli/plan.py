"""`milepost plan SPEC --achieved A,B`: the best ways to complete a qualification, or what stands in the way."""

import argparse
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import route_sentences, text
from milepost.cli import CannotAsk, asked
from milepost.engine import planner
from milepost.engine.combination import verdict
from milepost.engine.framework import Framework, Qualification
from milepost.engine.planner import Conflict, Objective, Position, Route, Routes
from milepost.frameworks import shipped

MOST = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    known = ", ".join(shipped.names())
    parser.add_argument("spec", metavar="SPEC", help=_("a specification that comes with Milepost (%s), or a YAML file") % known)
    parser.add_argument("--achieved", metavar="A,B,C", help=_("units that are achieved, by code or number"))
    parser.add_argument("--planned", metavar="A,B,C", help=_("the present choice; of equal routes those near it come first"))
    parser.add_argument("--with", metavar="A,B,C", dest="wanted", help=_("units that have to be part of every route"))
    parser.add_argument("--without", metavar="A,B,C", help=_("units that are not possible for this learner"))
    parser.add_argument("--prefer", metavar="A,B,C", help=_("units that are preferred where routes are equally good"))
    parser.add_argument("--by", choices=[o.value for o in Objective], default=Objective.CREDITS.value, help=_("what is best"))
    parser.add_argument("--fit", metavar="A=0.8,B=0.2", default="", help=_("how well units fit the job, from 0 to 1, for --by fit"))
    parser.add_argument("--shown", metavar="A=5,B=2", default="", help=_("how many criteria have evidence already, for --by evidence"))
    parser.add_argument("--count", type=int, default=10, metavar="N", help=_("how many routes"))
    parser.add_argument("--alike", action="store_true", help=_("tell also routes that differ only in units which are alike to every rule"))
    parser.add_argument("--pathway", metavar="KEY", default="", help=_("only this pathway"))
    parser.add_argument("--qualification", metavar="NUMBER", help=_("which one, where SPEC holds several"))


def run(options: argparse.Namespace) -> int:
    framework = asked.specification(options.spec)
    qualification = asked.qualification(framework, options.qualification)
    if not 1 <= options.count <= MOST:
        raise CannotAsk(_("Ask for 1 to %(most)d routes with --count.") % {"most": MOST})
    if options.pathway and options.pathway not in {p.key for p in qualification.pathways}:
        known = ", ".join(p.key for p in qualification.pathways) or _("none")
        raise CannotAsk(_("There is no pathway %(key)s. There are: %(known)s.") % {"key": options.pathway, "known": known})
    position = _position(framework, options)
    found = planner.routes(
        framework,
        qualification,
        position,
        objective=Objective(options.by),
        pathway=options.pathway,
        count=options.count,
        alike=options.alike,
    )
    print("\n".join(_report(framework, qualification, position, found)))
    return 0 if found.routes else 1


def _position(framework: Framework, options: argparse.Namespace) -> Position:
    def named(given: str | None) -> list[str]:
        return asked.units(framework, given) if given else []

    shown = {key: int(number) for key, number in _numbers(framework, options.shown, "--shown", 0, 10_000)}
    fit = dict(_numbers(framework, options.fit, "--fit", 0, 1))
    return Position(
        achieved=named(options.achieved),
        planned=named(options.planned),
        wanted=named(options.wanted),
        impossible=named(options.without),
        preferred=named(options.prefer),
        shown=shown,
        fit=fit,
    )


def _numbers(framework: Framework, given: str, option: str, least: float, most: float) -> Iterator[tuple[str, float]]:
    for word in given.replace(",", " ").split():
        name, _sign, number = word.partition("=")
        try:
            value = float(number)
        except ValueError as error:
            raise CannotAsk(
                _("“%(word)s” is not understood after %(option)s. Write UNIT=NUMBER.") % {"word": word, "option": option}
            ) from error
        if not least <= value <= most:
            raise CannotAsk(
                _("“%(word)s” after %(option)s should be from %(least)g to %(most)g.")
                % {"word": word, "option": option, "least": least, "most": most}
            )
        (key,) = asked.units(framework, name)
        yield key, value


def _report(framework: Framework, qualification: Qualification, position: Position, found: Routes) -> Iterator[str]:
    names = text.names_of(framework, qualification)
    yield asked.called(qualification)
    yield ""
    if found.routes:
        objective = str(route_sentences.OBJECTIVES[found.objective]) if found.objective else ""
        count = len(found.routes)
        yield ngettext("%(count)d route, %(objective)s:", "%(count)d routes, %(objective)s first:", count) % {
            "count": count,
            "objective": objective,
        }
        for number, route in enumerate(found.routes, 1):
            yield from _route(number, route, found, position, names, qualification)
    yield from _ending(framework, qualification, position, found, names)


def _route(
    number: int, route: Route, found: Routes, position: Position, names: Mapping[str, str], qualification: Qualification
) -> Iterator[str]:
    yield ""
    units = text.listed(names.get(key, key) for key in route.units) if route.units else _("nothing more is needed")
    titles = {p.key: p.title or p.key for p in qualification.pathways}
    yield f"{number:2}. {units}" + (f" ({titles[route.pathway]})" if route.pathway else "")
    yield "    " + "; ".join(filter(None, (route_sentences.size(route), route_sentences.merit(route, found.objective))))
    if position.planned and (changed := route_sentences.change(route, names)):
        yield "    " + _("of the present choice: %(change)s") % {"change": changed}
    free = [s for s in route.slots if s.free]
    if fixed := [key for s in route.slots if not s.free for key in s.units]:
        yield "    - " + _("as they are: %(units)s") % {"units": text.listed(names.get(key, key) for key in fixed)}
    for slot in free:
        yield "    - " + route_sentences.slot(slot, names)


def _ending(
    framework: Framework, qualification: Qualification, position: Position, found: Routes, names: Mapping[str, str]
) -> Iterator[str]:
    if not found.exact:
        yield ""
        yield _("The search stopped after %(steps)d steps: there may be better routes.") % {"steps": found.steps}
        if found.bound is not None:
            yield _("No route is below %(bound)g by this measure.") % {"bound": found.bound}
    elif not found.routes:
        yield _("There is no route.")
        for conflict in found.conflicts:
            yield from _conflict(framework, qualification, position, conflict, names)


def _conflict(
    framework: Framework, qualification: Qualification, position: Position, conflict: Conflict, names: Mapping[str, str]
) -> Iterator[str]:
    titles = {p.key: p.title or p.key for p in qualification.pathways}
    where = _(" on the pathway %(title)s") % {"title": titles[conflict.pathway]} if conflict.pathway else ""
    yield ""
    if conflict.smallest:
        yield _("These cannot all be had%(where)s; without any one of them the others can:") % {"where": where}
    else:
        yield _("These cannot all be had%(where)s:") % {"where": where}
    lines = verdict(framework, qualification, position.achieved, pathway=conflict.pathway).lines
    for said in route_sentences.causes(conflict.causes, lines, names):
        yield "  - " + said
