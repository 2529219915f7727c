"""A notice as a sentence, made when it is read, so that it speaks the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment.words import ReturnReason
from milepost.notices.models import Notice
from milepost.notices.words import Kind
from milepost.people.words import Role

Args = Mapping[str, Any]


def _units_proposed(args: Args) -> str:
    text = ngettext(
        "%(who)s proposes %(units)s unit. Look at the choice, and agree it or propose another.",
        "%(who)s proposes %(units)s units. Look at the choice, and agree it or propose another.",
        args["units"],
    )
    return text % args


def _units_agreed(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("%(who)s agreed your units. Your portfolio can be filled.") % args
    return _("%(who)s agreed the units you proposed.") % args


def _handed_in(args: Args) -> str:
    text = ngettext("%(learner)s handed in %(claims)s claim.", "%(learner)s handed in %(claims)s claims.", args["claims"])
    return text % args


def _judged(args: Args) -> str:
    parts = []
    if args["met"]:
        parts.append(ngettext("%(met)s criterion is met", "%(met)s criteria are met", args["met"]) % args)
    if args["not_yet"]:
        text = ngettext("%(not_yet)s waits for you to redo it", "%(not_yet)s wait for you to redo them", args["not_yet"])
        parts.append(text % args)
    if args["ask"]:
        parts.append(ngettext("%(ask)s will be asked about at the visit", "%(ask)s will be asked about at the visit", args["ask"]) % args)
    return _("%(who)s looked at your claims: %(what)s.") % {**args, "what": ", ".join(parts)}


def _signed_off(args: Args) -> str:
    if args["second_look"]:
        return _("%(who)s signed unit %(unit)s off. A second pair of eyes looks at it before it is final.") % args
    return _("%(who)s signed unit %(unit)s off.") % args


def _replaced(args: Args) -> str:
    text = ngettext(
        "%(learner)s replaced %(evidence)s, so %(in_doubt)s judgement is in doubt. Look at the new version and judge again.",
        "%(learner)s replaced %(evidence)s, so %(in_doubt)s judgements are in doubt. Look at the new version and judge again.",
        args["in_doubt"],
    )
    return text % args


def _testified(args: Args) -> str:
    if not args["corrected"]:
        return _("%(who)s signed what they saw: %(evidence)s of %(learner)s.") % args
    if not args["in_doubt"]:
        return _("%(who)s corrected what they had signed: %(evidence)s of %(learner)s.") % args
    text = ngettext(
        "%(who)s corrected what they had signed, %(evidence)s of %(learner)s, so %(in_doubt)s judgement is in doubt.",
        "%(who)s corrected what they had signed, %(evidence)s of %(learner)s, so %(in_doubt)s judgements are in doubt.",
        args["in_doubt"],
    )
    return text % args


def _unsigned(args: Args) -> str:
    if args["reason_kind"] == ReturnReason.NOT_ME:
        return (
            _("What you asked %(witness)s about %(learner)s reached somebody else. Nothing is signed. Look at the address, and ask anew.")
            % args
        )
    return _("%(witness)s did not see what you asked about %(learner)s. Nothing is signed.") % args


def _review_fallen(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("%(who)s changed your progress review %(number)s after you signed it. Look what is new, and sign again.") % args
    return _("%(who)s added to progress review %(number)s of %(learner)s after you signed it. Look what is new, and sign again.") % args


def _review_complete(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("Your progress review %(number)s is signed by everybody who was asked. It is yours to keep.") % args
    return _("%(who)s signed progress review %(number)s of %(learner)s. With that, everybody who was asked has signed.") % args


def _consent(args: Args) -> str:
    if args["given"]:
        return _("%(learner)s agrees that the employer sees how far they are, and their reviews.") % args
    return (
        _("%(learner)s no longer agrees that the employer sees how far they are. The employer’s links show nothing of it any more.") % args
    )


SENTENCES: dict[Kind, Callable[[Args], str]] = {
    Kind.REGISTERED: lambda args: _("You are registered for %(qualification)s. The first step is to choose your units.") % args,
    Kind.NEW_LEARNER: lambda args: _("%(learner)s, %(qualification)s, is now among your learners.") % args,
    Kind.UNITS_PROPOSED: _units_proposed,
    Kind.UNITS_AGREED: _units_agreed,
    Kind.HANDED_IN: _handed_in,
    Kind.JUDGED: _judged,
    Kind.SIGNED_OFF: _signed_off,
    Kind.TO_REVIEW: lambda args: _("%(who)s signed unit %(unit)s of %(learner)s off. It waits for your second look.") % args,
    Kind.RETURNED: lambda args: _("%(who)s returned unit %(unit)s of %(learner)s.") % args,
    Kind.AGREED: lambda args: _("%(who)s agreed with the sign-off: unit %(unit)s is final.") % args,
    Kind.REPLACED: _replaced,
    Kind.REVIEW_OPENED: lambda args: _("%(who)s opened your progress review %(number)s. Say how it goes from your side.") % args,
    Kind.REVIEW_READY: lambda args: _("%(who)s wrote your progress review %(number)s. Read it, say your part and sign.") % args,
    Kind.REVIEW_FALLEN: _review_fallen,
    Kind.REVIEW_SAID: lambda args: _("%(who)s said their part in progress review %(number)s of %(learner)s.") % args,
    Kind.REVIEW_SIGNED: lambda args: _("%(who)s signed progress review %(number)s of %(learner)s.") % args,
    Kind.REVIEW_COMPLETE: _review_complete,
    Kind.REVIEW_CALLED_OFF: lambda args: _("%(who)s called your progress review %(number)s off. There is nothing left to do.") % args,
    Kind.CONSENT: _consent,
    Kind.TESTIMONY_SIGNED: _testified,
    Kind.WITNESS_RETURNED: _unsigned,
}


def sentence(notice: Notice) -> str:
    """What the person is told, in one sentence or two."""
    return SENTENCES[Kind(notice.kind)](notice.args)


def own_words(notice: Notice) -> str:
    """What the one who acted wrote, where they did. It is shown in the app only: letters travel open."""
    return str(notice.args.get("reason", ""))
