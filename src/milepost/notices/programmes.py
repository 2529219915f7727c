"""What people on a programme and their advisers are told, where the words differ from those of a qualification."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.notices.words import Kind
from milepost.people.words import Role

type Args = Mapping[str, Any]


def _at(args: Args, name: str = "starts_at") -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(args[name])), "l j F, H:i")


def _agreed(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("%(who)s agreed your plan. It counts from now on.") % args
    return _("%(who)s agreed the plan that you proposed.") % args


def _gone(args: Args) -> str:
    if args["assessor"]:
        return _("%(learner)s is advised by %(assessor)s from now on. What was told to you is closed to you.") % args
    return _("You do not advise %(learner)s any more.") % args


def _ended(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("Your programme has ended. The plan stays here to read; what you told of yourself is deleted.")
    return _("The programme of %(learner)s has ended. What they told you is deleted.") % args


def _complete(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("%(who)s signed look-back %(number)s too: both of you have signed.") % args
    return _("%(who)s signed look-back %(number)s of %(learner)s: both of you have signed.") % args


def _fallen(args: Args) -> str:
    return _("%(who)s added to look-back %(number)s after you signed it. Look what is new, and sign again.") % args


SENTENCES: dict[Kind, Callable[[Args], str]] = {
    Kind.REGISTERED: lambda args: _("You take part in %(qualification)s. The first step is a plan that you and your adviser agree.") % args,
    Kind.NEW_LEARNER: lambda args: _("You advise %(learner)s now, on %(qualification)s.") % args,
    Kind.NEW_ASSESSOR: lambda args: (
        _("%(assessor)s advises you from now on. What you told of yourself is closed to them until you say otherwise.") % args
    ),
    Kind.LEARNER_GONE: _gone,
    Kind.UNITS_PROPOSED: lambda args: _("%(who)s proposes a plan. Look at it, and agree it or propose another.") % args,
    Kind.UNITS_AGREED: _agreed,
    Kind.COMPLETED: _ended,
    Kind.WITHDRAWN: _ended,
    Kind.VISIT_PROPOSED: lambda args: (
        _("%(who)s proposes an appointment on %(at)s. Agree it, or ask for another time.") % {**args, "at": _at(args)}
    ),
    Kind.VISIT_AGREED: lambda args: _("%(who)s agreed the appointment on %(at)s.") % {**args, "at": _at(args)},
    Kind.VISIT_MOVED: lambda args: (
        _("%(who)s asks to move the appointment of %(before)s to %(at)s. It counts when you agree.")
        % {**args, "at": _at(args), "before": _at(args, "from")}
    ),
    Kind.VISIT_MISSED: lambda args: _("%(who)s noted that the appointment on %(at)s did not take place.") % {**args, "at": _at(args)},
    Kind.VISIT_CALLED_OFF: lambda args: _("%(who)s called off the appointment on %(at)s.") % {**args, "at": _at(args)},
    Kind.REVIEW_OPENED: lambda args: _("%(who)s began look-back %(number)s. Say how it goes from your side.") % args,
    Kind.REVIEW_READY: lambda args: _("%(who)s wrote look-back %(number)s. Read it, say your part and sign.") % args,
    Kind.REVIEW_FALLEN: _fallen,
    Kind.REVIEW_SAID: lambda args: _("%(who)s said their part in look-back %(number)s.") % args,
    Kind.REVIEW_SIGNED: lambda args: _("%(who)s signed look-back %(number)s of %(learner)s.") % args,
    Kind.REVIEW_COMPLETE: _complete,
    Kind.REVIEW_CALLED_OFF: lambda args: _("%(who)s called off look-back %(number)s. There is nothing left to do.") % args,
}
