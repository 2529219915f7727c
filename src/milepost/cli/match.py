"""`milepost match SPEC "TEXT"`: which criteria a text may speak to. `milepost match --evaluate`: how good that is."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.cli import CannotAsk
from milepost.frameworks import evaluation, shipped
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable
from milepost.frameworks.suggestions import suggestions

SET = "tests/engine/matching/statements.yaml"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("spec", metavar="SPEC", nargs="?", help=_("a specification that comes with Milepost, or a YAML file"))
    parser.add_argument("text", metavar="TEXT", nargs="?", help=_("the text; without it, what comes in on standard input"))
    parser.add_argument("--units", metavar="A,B,C", help=_("only the criteria of these units, by code or number"))
    parser.add_argument(
        "--evaluate", metavar="FILE", nargs="?", type=Path, const=specs_folder().parent / SET,
        help=_("measure the suggestions on a set of labelled statements; without FILE on the one in the checkout"),
    )  # fmt: skip
    parser.add_argument("--half", choices=(evaluation.TUNING, evaluation.UNSEEN), help=_("measure on one half of the set only"))


def run(options: argparse.Namespace) -> int:
    if options.evaluate:
        return _evaluated(options)
    if not options.spec:
        raise CannotAsk(_("Say against which specification the text is to be matched."))
    try:
        framework = shipped.by_name_or_path(options.spec)
    except Unreadable as problem:
        raise CannotAsk(*problem.sentences) from problem
    units = framework.units
    if options.units:
        wanted = {one.strip() for one in options.units.split(",")}
        units = tuple(unit for unit in units if wanted & {unit.code, unit.key, unit.uan})
        if not units:
            raise CannotAsk(_("None of these units is in %(title)s.") % {"title": framework.title})
    found = suggestions(units, options.text if options.text is not None else sys.stdin.read())
    for match in found:
        criterion = framework.criterion_by_target[match.target]
        code = framework.unit_by_key[match.target.rpartition(":")[0]].code
        print(f"{code}, {criterion.number}  {criterion.text}")
        print("    " + _("because of: %(words)s") % {"words": ", ".join(match.words)})
    if not found:
        print(_("No criterion has words that this text has, or that it stands for."))
    return 0 if found else 1


def _evaluated(options: argparse.Namespace) -> int:
    try:
        given = evaluation.statements(options.evaluate)
    except evaluation.NotAnEvaluation as problem:
        raise CannotAsk(str(problem)) from problem
    halves = (options.half,) if options.half else (evaluation.TUNING, evaluation.UNSEEN)
    print(ngettext("%(n)d statement", "%(n)d statements", len(given)) % {"n": len(given)} + f", {options.evaluate.name}")
    print(
        _("any: share of statements with a labelled criterion among the first five. recall@5: mean share of the labelled ones found there.")
    )
    print(_("recall@1: share of statements whose first suggestion is labelled. Statements that no criterion fits are left out."))
    found = evaluation.scores(given, halves)
    for score in found:
        print(
            f"{score.engine:<9} {score.half:<7} n={score.statements}  any {score.any:.3f}  recall@5 {score.found:.3f}  recall@1 {score.first:.3f}"
        )
    if len(found) == len(halves):
        print(_("The ranking by meaning is not installed: docs/how-to/suggest-criteria.md says how."))
    parts = [f"{score.engine} {score.half} {score.any:.3f} {score.found:.3f} {score.first:.3f} n={score.statements}" for score in found]
    print(_("any, recall@5, recall@1: %(scores)s") % {"scores": "; ".join(parts)})
    return 0
