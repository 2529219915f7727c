"""What is wrong with a quality standard, what an application lacks and why a route is not open, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base.rule_sentences import listed

type Args = Mapping[str, Any]
type Names = Mapping[str, str]

SHOWN = 8  # indicators that are named; of more only the number is said


def named(args: Args) -> dict[str, Any]:
    keys = args["indicators"]
    more = _("%(names)s and %(n)d more") % {"names": ", ".join(keys[:SHOWN]), "n": len(keys) - SHOWN}
    return {"indicators": listed(keys) if len(keys) <= SHOWN else more, "count": args["count"]}


STANDARD: dict[str, Callable[[Args, Names], str]] = {
    "standard_duplicate": lambda args, _names: _("“%(key)s” stands here %(times)d times: give each its own key") % args,
    "standard_loop": lambda args, _names: (
        _("the parts need each other in a loop: %(way)s; nobody could begin anywhere") % {"way": " → ".join(args["parts"])}
    ),
    "standard_needs_unknown": lambda args, _names: _("part %(part)s needs a part %(needs)s, which is not in the standard") % args,
    "standard_nothing_to_score": lambda args, _names: _("part %(part)s has nothing to score, so nobody can pass it") % args,
    "standard_unreachable": lambda args, _names: (
        (
            _("the full certificate asks for %(need)d %% and the best score is %(most)d %%: nobody can reach it")
            if args["route"] == "full"
            else _("the conditional certificate asks for %(need)d %% and the best score is %(most)d %%: nobody can reach it")
        )
        % args
    ),
    "standard_part_not_there": lambda args, _names: _("the standard has no part %(part)s") % args,
    "standard_part_needs": lambda args, _names: _("part %(part)s does not count without part %(needs)s") % args,
    "standard_no_part": lambda _args, _names: _("no part of the standard is chosen"),
    "standard_not_written": lambda args, _names: (
        ngettext("nothing is written on %(indicators)s", "nothing is written on %(count)d indicators: %(indicators)s", args["count"])
        % named(args)
    ),
    "standard_not_scored": lambda args, _names: (
        ngettext("%(indicators)s has no score", "%(count)d indicators have no score: %(indicators)s", args["count"]) % named(args)
    ),
    "standard_nothing_shown": lambda args, _names: (
        ngettext(
            "%(indicators)s has a score and nothing to show for it",
            "%(count)d indicators have a score and nothing to show for it: %(indicators)s",
            args["count"],
        )
        % named(args)
    ),
    "standard_source_gone": lambda args, _names: (
        _("on %(indicator)s, “%(title)s” asks for something that is no longer counted: take it away, or ask for something else") % args
    ),
    "standard_part_below": lambda args, _names: _("part %(part)s has %(has)d %% of its points, and needs more than %(need)d %%") % args,
    "standard_indicator_below": lambda args, _names: _("%(indicator)s has %(has)d %%, and needs at least %(need)d %%") % args,
    "mapping_unknown_standard": lambda args, _names: (
        _("link %(link)d names a standard “%(standard)s” that is not here: bring it first, or correct its key") % args
    ),
    "mapping_unknown_indicator": lambda args, _names: _("link %(link)d: “%(standard)s” has no indicator %(indicator)s") % args,
    "mapping_alone": lambda args, _names: _("link %(link)d names “%(standard)s” alone: a link goes from one standard to another") % args,
    "mapping_twice": lambda args, _names: _("link %(link)d names %(indicator)s of “%(standard)s” twice") % args,
    "gap_weak": lambda args, _names: (
        _("%(indicator)s has %(has)d %%, and keeps part %(part)s below the more than %(need)d %% that it needs") % args
    ),
    "standard_moderators_disagree": lambda args, _names: (
        _("two moderators disagree on %(indicator)s, %(one)d %% and %(other)d %%: a third decides") % args
    ),
    "consistency_text_twice": lambda args, _names: _("the same text stands on %(one)s and on %(other)s: “%(words)s …”") % args,
    "consistency_numbers_differ": lambda args, _names: (
        _("%(one)s says %(says)s and %(other)s says %(also)s of “%(what)s”: look whether both can be true") % args
    ),
    "consistency_figure_differs": lambda args, _names: (
        _("%(indicator)s says %(says)s, and “%(title)s” beside it comes to %(counted)s") % args
    ),
}
