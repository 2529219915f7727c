"""`milepost check SPEC --units A,B,C`: does this choice of units make the award, and if not, why not?"""

import argparse
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base import text
from milepost.cli import asked
from milepost.engine import combination
from milepost.engine.combination import Verdict
from milepost.engine.framework import Framework, Qualification
from milepost.frameworks import shipped


def arguments(parser: argparse.ArgumentParser) -> None:
    known = ", ".join(shipped.names())
    parser.add_argument("spec", metavar="SPEC", help=_("a specification that comes with Milepost (%s), or a YAML file") % known)
    parser.add_argument(
        "--units",
        metavar="A,B,C",
        help=_("the chosen units, by code or number (B=rpl where it was not simply assessed); without it, only SPEC itself is checked"),
    )
    parser.add_argument(
        "--pathway", metavar="KEY", default="", help=_("which one, where there are several; else the one that goes furthest")
    )
    parser.add_argument("--qualification", metavar="NUMBER", help=_("which one, where SPEC holds several"))


def run(options: argparse.Namespace) -> int:
    framework = asked.specification(options.spec)
    if options.units is None:
        print("\n".join(_contents(framework)))
        return 0
    qualification = asked.qualification(framework, options.qualification)
    chosen = asked.taken(framework, options.units)
    verdict = combination.verdict(framework, qualification, chosen, pathway=asked.pathway(qualification, options.pathway))
    print("\n".join(_report(framework, qualification, verdict)))
    return 0 if verdict.accepted else 1


def _contents(framework: Framework) -> Iterator[str]:
    total = sum(1 for unit in framework.units for _criterion in unit.criteria)
    yield framework.title
    count = len(framework.units)
    units = ngettext("%(count)d unit", "%(count)d units", count) % {"count": count}
    criteria = ngettext("%(count)d criterion", "%(count)d criteria", total) % {"count": total}
    yield _("The specification is in order: %(units)s, %(criteria)s.") % {"units": units, "criteria": criteria}
    for qualification in framework.qualifications:
        yield "  " + asked.called(qualification)


def _report(framework: Framework, qualification: Qualification, verdict: Verdict) -> Iterator[str]:
    names = text.names_of(framework, qualification)
    yield asked.called(qualification)
    if pathway := next((p for p in qualification.pathways if p.key == verdict.pathway), None):
        yield _("Pathway: %s") % (pathway.title or pathway.key)
    yield ""
    count = len(verdict.chosen)
    if verdict.accepted:
        yield ngettext("Accepted: this unit makes the award.", "Accepted: these %(count)d units make the award.", count) % {"count": count}
        if verdict.unconfirmed:
            yield _("That holds if the facts named at the end are right, which no document confirms.")
    else:
        short = len(verdict.shortfalls)
        yield ngettext("Not accepted: %(count)d rule is not met.", "Not accepted: %(count)d rules are not met.", short) % {"count": short}
        for shortfall in verdict.shortfalls:
            yield "  - " + text.sentence(shortfall, names)
        yield from _closers(framework, qualification, verdict, names)
    if not verdict.settled:
        yield _("There were too many ways to count these units to try them all; a better one may exist.")
    yield ""
    yield from _credits(framework, qualification, verdict, names)
    yield ""
    yield _("Rules")
    for line in verdict.lines:
        yield f"  {_('met') if line.met else _('not met'):8} {text.line(line, names)}" + (_(" (unconfirmed)") if line.unconfirmed else "")
    yield ""
    yield from _unconfirmed(verdict, names)


def _closers(framework: Framework, qualification: Qualification, verdict: Verdict, names: Mapping[str, str]) -> Iterator[str]:
    closers = combination.closers(framework, qualification, verdict.taken, pathway=verdict.pathway)
    ways = [text.listed(names.get(unit, unit) for unit in closer.units) for closer in closers]
    if ways:
        yield "  " + _("would be closed by %s") % _("; or by ").join(ways)


def _credits(framework: Framework, qualification: Qualification, verdict: Verdict, names: Mapping[str, str]) -> Iterator[str]:
    yield ngettext("%(n)d credit", "%(n)d credits", verdict.credits) % {"n": verdict.credits}
    counted = [framework.unit_by_key[key] for key in verdict.counted]
    for group in qualification.groups:
        units = " ".join(f"{unit.code} ({verdict.credit_of[unit.key]})" for unit in counted if verdict.place_of[unit.key] == group.key)
        yield f"  {names[group.key]:10} {verdict.by_group[group.key]:3}  {units}".rstrip()
    for level, n in verdict.by_level.items():
        yield f"  {_level(level):10} {n:3}"
    if any(group.optional for group in qualification.groups):
        split = ", ".join(f"{_level(level)}: {n}" for level, n in verdict.optional_by_level.items())
        yield f"  {_('optional'):10} {verdict.optional_credits:3}  {split}".rstrip()
    if verdict.alone:
        yield "  " + _("certificated on their own: %s") % text.listed(names.get(unit, unit) for unit in verdict.alone)
    if verdict.surplus:
        yield "  " + _("not counted: %s") % text.listed(names.get(unit, unit) for unit in verdict.surplus)


def _level(name: str) -> str:
    return _("Level %s") % name if name.isdigit() else name


FACTS = {"level": gettext_lazy("level"), "credit": gettext_lazy("credit"), "group": gettext_lazy("group"), "rule": gettext_lazy("rule")}


def _unconfirmed(verdict: Verdict, names: Mapping[str, str]) -> Iterator[str]:
    if not verdict.facts:
        yield _("Every fact that this verdict rests on is confirmed by a document.")
        return
    yield _("This verdict rests on facts that no document confirms:")
    facts: dict[str, list[str]] = {}
    for fact in verdict.facts:
        facts.setdefault(names.get(fact.of, fact.of), []).append(str(FACTS.get(fact.name, fact.name)))
    for name, found in facts.items():
        yield f"  {name}: {text.listed(found)}"
