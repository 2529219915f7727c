"""What happened to wishes, waivers and versions, as sentences of a history."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import words as assessment
from milepost.engine.framework import Framework
from milepost.portfolios import words as portfolios

type Args = Mapping[str, Any]


def _quoted(sentence: str, said: str) -> str:
    """A sentence with what was said, where something was."""
    return _("%(sentence)s: “%(said)s”") % {"sentence": sentence, "said": said} if said else sentence


def _waived(args: Args, personal: Args, _framework: Framework | None) -> str:
    given = {"reason": personal.get("reason") or _("the reason was erased"), "name": personal.get("signed_by") or _("somebody")}
    if args.get("until"):
        day = date_format(date.fromisoformat(args["until"]), "j F Y")
        return _("noted that a rule is lifted until %(day)s, by the word of %(name)s: “%(reason)s”") % {**given, "day": day}
    return _("noted that a rule is lifted, by the word of %(name)s: “%(reason)s”") % given


def _moved(args: Args, _personal: Args, _framework: Framework | None) -> str:
    parts = [_("moved to version %(version)s of the specification") % args]
    if again := len(args["again"]):
        parts.append(ngettext("%(n)d decision is to be made again", "%(n)d decisions are to be made again", again) % {"n": again})
    if gone := len(args["withdrawn"]):
        parts.append(ngettext("%(n)d criterion is claimed no more", "%(n)d criteria are claimed no more", gone) % {"n": gone})
    if opened := len(args["reopened"]):
        parts.append(ngettext("%(n)d unit is open again", "%(n)d units are open again", opened) % {"n": opened})
    return "; ".join(parts)


SENTENCES: dict[str, Callable[[Args, Args, Framework | None], str]] = {
    portfolios.WISHES_SAID: lambda a, p, f: _("said what a route through the units is worked out from"),
    portfolios.RULE_WAIVED: _waived,
    portfolios.WAIVER_ENDED: lambda a, p, f: _("ended the lifting of a rule: it holds again"),
    portfolios.VERSION_OFFERED: lambda a, p, f: _quoted(_("offered version %(version)s of the specification") % a, p.get("note", "")),
    portfolios.VERSION_DECLINED: lambda a, p, f: _quoted(_("chose to stay, not to move to version %(version)s") % a, p.get("note", "")),
    portfolios.VERSION_TAKEN_BACK: lambda a, p, f: _("took back the offer of version %(version)s") % a,
    assessment.VERSION_MOVED: _moved,
}
KEY = {portfolios.RULE_WAIVED, portfolios.WAIVER_ENDED, assessment.VERSION_MOVED}
