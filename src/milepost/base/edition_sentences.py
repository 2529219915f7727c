"""What is different in a new edition of a quality standard, and what that means for a portfolio, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base.rule_sentences import listed
from milepost.base.standard_sentences import named

type Args = Mapping[str, Any]
type Names = Mapping[str, str]


def _aspect(key: str) -> str:
    return {"context": _("context"), "approach": _("an approach"), "results": _("a result")}[key]


def _aspects(key: str) -> str:
    return {"context": _("context"), "approach": _("approach"), "results": _("result")}[key]


def _mark(args: Args, _names: Names) -> str:
    said = (
        _("the full certificate asks for more than %(now)d %% of the points where it asked for more than %(was)d %%")
        if args["route"] == "full"
        else _("the conditional certificate asks for more than %(now)d %% of the points where it asked for more than %(was)d %%")
    )
    return said % args


def _least(args: Args, _names: Names) -> str:
    said = (
        _("for the full certificate each %(what)s needs at least %(now)d %%, until now %(was)d %%")
        if args["route"] == "full"
        else _("for the conditional certificate each %(what)s needs at least %(now)d %%, until now %(was)d %%")
    )
    return said % {**args, "what": _aspects(args["aspect"])}


def _years(args: Args, _names: Names) -> str:
    if not args["now"]:
        return _("the standard does not say any more how long a certificate holds")
    return ngettext("a certificate holds for %(now)d year", "a certificate holds for %(now)d years", args["now"]) % args


EDITION: dict[str, Callable[[Args, Names], str]] = {
    "edition_title": lambda args, _names: _("the standard is called “%(now)s”, until now “%(was)s”") % args,
    "edition_part_new": lambda args, _names: _("part %(part)s is new: %(title)s") % args,
    "edition_part_gone": lambda args, _names: _("part %(part)s is not there any more: %(title)s") % args,
    "edition_part_title": lambda args, _names: _("part %(part)s is called “%(now)s”, until now “%(was)s”") % args,
    "edition_part_needs": lambda args, _names: (
        _("part %(part)s needs part %(needs)s") % {**args, "needs": listed(args["needs"])}
        if args["needs"]
        else _("part %(part)s needs no other part") % args
    ),
    "edition_new": lambda args, _names: _("%(indicator)s is new: %(title)s") % args,
    "edition_gone": lambda args, _names: _("%(indicator)s is not there any more: %(title)s") % args,
    "edition_renamed": lambda args, _names: _("%(indicator)s seems to be %(now)s now: %(title)s") % args,
    "edition_retitled": lambda args, _names: _("%(indicator)s is called “%(now)s”, until now “%(was)s”") % args,
    "edition_asks": lambda args, _names: _("%(indicator)s asks in other words") % args,
    "edition_aspect": lambda args, _names: (
        _("%(indicator)s is %(now)s, until now %(was)s") % {**args, "now": _aspect(args["now"]), "was": _aspect(args["was"])}
    ),
    "edition_points": lambda args, _names: (
        ngettext("%(indicator)s counts %(now)d point, until now %(was)d", "%(indicator)s counts %(now)d points, until now %(was)d", args["now"])
        % args
    ),
    "edition_elsewhere": lambda args, _names: _("%(indicator)s stands in part %(now)s, until now in part %(was)s") % args,
    "edition_bands": lambda args, _names: _("the scores are %(now)s; until now %(was)s") % args,
    "edition_mark": _mark,
    "edition_least": _least,
    "edition_route": lambda args, _names: (
        _("there is a conditional certificate now") if args["there"] else _("there is no conditional certificate any more")
    ),
    "edition_years": _years,
    "edition_stays": lambda args, _names: (
        ngettext("what stands on %(count)d indicator stays as it is", "what stands on %(count)d indicators stays as it is", args["count"])
        % args
    ),
    "edition_open": lambda args, _names: _("nothing is written, shown or scored yet on %(indicators)s") % named(args),
    "edition_kept": lambda args, _names: (
        _("what stands on %(indicators)s counts no more, and stays readable with the edition that you leave") % named(args)
    ),
    "edition_moves": lambda args, _names: (
        _("what is written and shown on %(indicator)s goes along to %(now)s, and its score is asked anew") % args
    ),
    "edition_rescore": lambda args, _names: (
        _("the score on %(indicators)s does not exist like that any more, and is asked anew") % named(args)
    ),
    "edition_unscored": lambda args, _names: _("%(indicators)s is read and not scored any more, so its score counts no more") % named(args),
    "edition_left_part": lambda args, _names: _("you do not apply for part %(part)s any more, because it is gone") % args,
    "edition_taken_part": lambda args, _names: _("you apply for part %(part)s as well, because another part needs it now") % args,
}  # fmt: skip
