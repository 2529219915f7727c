"""What happened to visits, as sentences of a history."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import words
from milepost.assessment.words import MissedBy
from milepost.engine.framework import Framework
from milepost.portfolios import words as portfolios

type Args = Mapping[str, Any]


def _when(text: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(text)), "j F Y, H:i")


def _notice(args: Args) -> str:
    """How long before the visit, in days where it is more than two."""
    hours = int(args["notice_hours"])
    if hours < 1:
        return _("less than an hour before")
    if hours < 72:
        return ngettext("%(n)d hour before", "%(n)d hours before", hours) % {"n": hours}
    return ngettext("%(n)d day before", "%(n)d days before", hours // 24) % {"n": hours // 24}


def _activity(personal: Args) -> str:
    return str(personal.get("activity") or _("what was to be seen was erased"))


def _moved(args: Args, _personal: Args, _framework: Framework | None) -> str:
    given = {"from": _when(args["from"]), "to": _when(args["starts_at"]), "notice": _notice(args)}
    return _("asked to move the visit of %(from)s to %(to)s, %(notice)s") % given


def _missed(args: Args, personal: Args, _framework: Framework | None) -> str:
    given = {"when": _when(args["starts_at"]), "who": MissedBy(args["missed_by"]).label, "reason": personal.get("reason")}
    if given["reason"]:
        return _("noted that the visit of %(when)s was missed, %(who)s: “%(reason)s”") % given
    return _("noted that the visit of %(when)s was missed, %(who)s") % given


SENTENCES: dict[str, Callable[[Args, Args, Framework | None], str]] = {
    words.VISIT_PROPOSED: lambda a, p, f: (
        _("proposed a visit on %(when)s: “%(activity)s”") % {"when": _when(a["starts_at"]), "activity": _activity(p)}
    ),
    words.VISIT_AGREED: lambda a, p, f: _("agreed the visit of %(when)s") % {"when": _when(a["starts_at"])},
    words.VISIT_MOVED: _moved,
    words.VISIT_KEPT: lambda a, p, f: _("held the visit of %(when)s") % {"when": _when(a["starts_at"])},
    words.VISIT_MISSED: _missed,
    words.VISIT_CALLED_OFF: lambda a, p, f: (
        _("called off the visit of %(when)s, %(notice)s: “%(reason)s”")
        % {"when": _when(a["starts_at"]), "notice": _notice(a), "reason": p.get("reason") or _("the reason was erased")}
    ),
    portfolios.WORKPLACE_KEPT: lambda a, p, f: _("said where and when the work is done"),
}
KEY = {words.VISIT_AGREED, words.VISIT_KEPT}
