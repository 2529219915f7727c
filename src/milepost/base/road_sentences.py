"""Why a gate on the road of an organisation is closed, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

type Args = Mapping[str, Any]
type Names = Mapping[str, str]


ROAD: dict[str, Callable[[Args, Names], str]] = {
    "employers_unowned": lambda args, _names: (
        ngettext("%(has)d of %(of)d employers has no owner", "%(has)d of %(of)d employers have no owner", args["has"]) % args
    ),
    "employers_none": lambda _args, _names: _("no employer is in the system yet"),
    "proposals_untied": lambda args, _names: (
        ngettext(
            "%(has)d of the %(of)d proposals of the last three months names a solution without a business issue",
            "%(has)d of the %(of)d proposals of the last three months name a solution without a business issue",
            args["has"],
        )
        % args
    ),
    "proposals_none": lambda _args, _names: _("no proposal was sent in the last three months"),
    "steps_not_sampled": lambda _args, _names: _("nobody has drawn files in the last twelve months to see whether steps are followed"),
    "steps_not_looked_at": lambda args, _names: (
        ngettext("%(has)d of %(of)d drawn files is still to be looked at", "%(has)d of %(of)d drawn files are still to be looked at", args["has"])
        % args
    ),
    "steps_to_mend": lambda args, _names: (
        ngettext("%(has)d action on a step is still to be done", "%(has)d actions on steps are still to be done", args["has"]) % args
    ),
    "standards_below": lambda args, _names: _("below target over twelve months: %(titles)s") % {"titles": ", ".join(args["titles"])},
    "standards_not_counted": lambda _args, _names: _("no service standard has counted anything in twelve months"),
    "breaches_unexplained": lambda args, _names: (
        ngettext("%(has)d breach of a standard is not explained", "%(has)d breaches of standards are not explained", args["has"]) % args
    ),
    "impact_overdue": lambda args, _names: (
        ngettext("%(has)d look back at whether it helped is overdue", "%(has)d looks back at whether it helped are overdue", args["has"]) % args
    ),
    "impact_never": lambda _args, _names: _("nobody has looked back at an accepted proposal in the last twelve months"),
    "milepost_before": lambda args, _names: _("“%(title)s” comes first") % args,
    "milepost_unknown": lambda _args, _names: _("this milepost is not on the road"),
    "milepost_passed": lambda _args, _names: _("it is passed already"),
}  # fmt: skip
