"""`milepost check SPEC --units A,B,C`: does this choice of units make the award, and if not, why not?"""

import argparse
import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base import text
from milepost.cli import CannotAsk
from milepost.engine import combination
from milepost.engine.combination import Verdict
from milepost.engine.framework import Framework, Qualification
from milepost.frameworks import shipped
from milepost.frameworks.specfile import Unreadable


def arguments(parser: argparse.ArgumentParser) -> None:
    known = ", ".join(shipped.names())
    parser.add_argument("spec", metavar="SPEC", help=_("a specification that comes with Milepost (%s), or a YAML file") % known)
    parser.add_argument("--units", metavar="A,B,C", help=_("the chosen units, by code or number; without it, only SPEC itself is checked"))
    parser.add_argument("--qualification", metavar="NUMBER", help=_("which one, where SPEC holds several"))


def run(options: argparse.Namespace) -> int:
    try:
        framework = shipped.by_name_or_path(options.spec)
    except Unreadable as problem:
        raise CannotAsk(*problem.sentences) from problem
    if options.units is None:
        print("\n".join(_contents(framework)))
        return 0
    qualification = _qualification(framework, options.qualification)
    chosen = _keys(framework, options.units)
    verdict = combination.verdict(framework, qualification, chosen)
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
        yield "  " + _called(qualification)


def _called(qualification: Qualification) -> str:
    return f"{qualification.title} ({qualification.number})" if qualification.number else qualification.title


def _qualification(framework: Framework, number: str | None) -> Qualification:
    try:
        qualification = framework.qualification(number)
    except KeyError as error:
        if not framework.qualifications:
            raise CannotAsk(
                _("This specification holds units and no qualification, so there are no rules to check them against.")
            ) from error
        known = "; ".join(_called(q) for q in framework.qualifications)
        raise CannotAsk(_("Say which qualification you mean with --qualification NUMBER. There are: %s.") % known) from error
    if not qualification.rules:
        raise CannotAsk(
            _("%s has no rules of combination in this specification, so no choice of units can be checked.") % _called(qualification)
        )
    return qualification


def _keys(framework: Framework, units: str) -> list[str]:
    """The keys of the units that were named by code or key, in any case."""
    known = {unit.code.casefold(): unit.key for unit in framework.units} | {unit.key.casefold(): unit.key for unit in framework.units}
    names = [name for name in re.split(r"[,;\s]+", units) if name]
    if not names:
        raise CannotAsk(_("No units were named. Write them after --units with commas between, such as --units A1,B2."))
    if strange := [name for name in names if name.casefold() not in known]:
        codes = ", ".join(unit.code for unit in framework.units)
        raise CannotAsk(
            ngettext(
                "There is no unit %(names)s in this specification.", "There are no units %(names)s in this specification.", len(strange)
            )
            % {"names": text.listed(strange)}
            + " "
            + _("Its units are: %s.") % codes
        )
    return [known[name.casefold()] for name in names]


def _report(framework: Framework, qualification: Qualification, verdict: Verdict) -> Iterator[str]:
    names = text.names_of(framework, qualification)
    yield _called(qualification)
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
    closers = combination.closers(framework, qualification, verdict.chosen)
    ways = [text.listed(names.get(unit, unit) for unit in closer.units) for closer in closers]
    if ways:
        yield "  " + _("would be closed by %s") % _("; or by ").join(ways)


def _credits(framework: Framework, qualification: Qualification, verdict: Verdict, names: Mapping[str, str]) -> Iterator[str]:
    yield ngettext("%(n)d credit", "%(n)d credits", verdict.credits) % {"n": verdict.credits}
    counted = [framework.unit_by_key[key] for key in verdict.counted]
    for group in qualification.groups:
        units = " ".join(f"{unit.code} ({unit.credit})" for unit in counted if unit.key in group.units)
        yield f"  {names[group.key]:10} {verdict.by_group[group.key]:3}  {units}".rstrip()
    for level, n in verdict.by_level.items():
        yield f"  {_level(level):10} {n:3}"
    if any(group.optional for group in qualification.groups):
        split = ", ".join(f"{_level(level)}: {n}" for level, n in verdict.optional_by_level.items())
        yield f"  {_('optional'):10} {verdict.optional_credits:3}  {split}".rstrip()
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
