"""A notice as a sentence, made when it is read, so that it speaks the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from milepost.assessment.words import MissedBy, ReturnReason
from milepost.notices import programmes
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


def _remedy_owed(args: Args) -> str:
    said = {**args, "day": date_format(date.fromisoformat(args["due_on"]), "j F Y")}
    if args["role"] in (Role.LEARNER, Role.EMPLOYER_CONTACT):
        return _("We broke a promise to you. What follows, until %(day)s: “%(remedy)s”") % said
    return _("A promise to %(learner)s was broken. Until %(day)s they are owed: “%(remedy)s”") % said


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


def _to_countersign(args: Args) -> str:
    text = ngettext(
        "%(who)s, who is in training, decided on %(decisions)s criterion of %(learner)s. It waits for your countersignature.",
        "%(who)s, who is in training, decided on %(decisions)s criteria of %(learner)s. They wait for your countersignature.",
        args["decisions"],
    )
    return text % args


def _countersigned(args: Args) -> str:
    text = ngettext(
        "%(who)s countersigned your decision on %(decisions)s criterion of %(learner)s. It counts now.",
        "%(who)s countersigned your decisions on %(decisions)s criteria of %(learner)s. They count now.",
        args["decisions"],
    )
    return text % args


def _not_countersigned(args: Args) -> str:
    text = ngettext(
        "%(who)s did not agree with your decision on %(decisions)s criterion of %(learner)s. Look at it again.",
        "%(who)s did not agree with your decisions on %(decisions)s criteria of %(learner)s. Look at them again.",
        args["decisions"],
    )
    return text % args


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


def _with_days(args: Args, *names: str) -> dict[str, Any]:
    """Days as people read them; an event holds them as text."""
    return {**args, **{name: date_format(date.fromisoformat(args[name]), "j F Y") for name in names if args.get(name)}}


def _paused(args: Args) -> str:
    said = _with_days(args, "starts_on", "expected_on")
    if args["role"] == Role.LEARNER:
        if args["expected_on"]:
            return _("You are on a break from %(starts_on)s until %(expected_on)s. Nothing you have done is lost.") % said
        return _("You are on a break from %(starts_on)s. Nothing you have done is lost.") % said
    if args["expected_on"]:
        return _("%(learner)s is on a break from %(starts_on)s until %(expected_on)s.") % said
    return _("%(learner)s is on a break from %(starts_on)s.") % said


def _resumed(args: Args) -> str:
    said = _with_days(args, "back_on", "ends_on")
    if args["role"] == Role.LEARNER:
        return _("Your break has ended on %(back_on)s. The plan ends on %(ends_on)s.") % said
    return _("%(learner)s is back from the break since %(back_on)s. The plan ends on %(ends_on)s.") % said


def _extended(args: Args) -> str:
    said = _with_days(args, "ends_on")
    if args["role"] == Role.LEARNER:
        return _("You have more time: your plan ends on %(ends_on)s now.") % said
    return _("%(learner)s has more time: the plan ends on %(ends_on)s now.") % said


def _employer_changed(args: Args) -> str:
    if args["role"] != Role.LEARNER:
        said = _("%(learner)s works for %(employer)s now.") if args["employer"] else _("%(learner)s has no employer at present.")
    elif not args["employer"]:
        said = _("Your centre noted that you have no employer at present. Your portfolio goes on as it is.")
    elif args["asked_anew"]:
        said = _("Your centre noted that you work for %(employer)s now. They see nothing of yours before you agree to it.")
    else:
        said = _("Your centre noted that you work for %(employer)s now.")
    return said % args


def _completed(args: Args) -> str:
    said = _with_days(args, "on")
    if args["role"] == Role.LEARNER:
        return _("You are complete: every unit is final since %(on)s. Well done. All of it stays here to read and to take along.") % said
    return _("%(learner)s is complete: every unit is final since %(on)s.") % said


def _waived(args: Args) -> str:
    said = _with_days(args, "until")
    if args["role"] == Role.LEARNER:
        if args["until"]:
            return _("The awarding organisation lifts a rule for your choice of units until %(until)s.") % said
        return _("The awarding organisation lifts a rule for your choice of units.") % said
    if args["until"]:
        return _("The awarding organisation lifts a rule for the units of %(learner)s until %(until)s.") % said
    return _("The awarding organisation lifts a rule for the units of %(learner)s.") % said


def _waiver_ended(args: Args) -> str:
    if args["role"] == Role.LEARNER:
        return _("A rule that was lifted for you holds again. Look whether your choice of units still makes the award.")
    return _("A rule that was lifted for %(learner)s holds again. Look whether the units still make the award.") % args


def _withdrawn(args: Args) -> str:
    said = _with_days(args, "on")
    if args["role"] == Role.LEARNER:
        return _("Your registration ended on %(on)s. All that you have shown stays here to read and to take along.") % said
    return _("%(learner)s left on %(on)s. There is nothing left to judge.") % said


def _transferred(args: Args) -> str:
    said = _with_days({"to": "", **args}, "on")
    if args["role"] == Role.LEARNER:
        return _("You go on at %(to)s since %(on)s. All that you have shown here stays to read and to take along.") % said
    return _("%(learner)s goes on at %(to)s since %(on)s. There is nothing left to judge here.") % said


def _learner_gone(args: Args) -> str:
    if args["assessor"]:
        return _("%(learner)s is assessed by %(assessor)s from now on.") % args
    return _("%(learner)s is not among your learners any more.") % args


def _visit(text: Any) -> Callable[[Args], str]:
    """A sentence about a visit, with its time as people say it."""

    def told(args: Args) -> str:
        times = {name: _moment(args[name]) for name in ("starts_at", "from") if args.get(name)}
        missed = {"missed": MissedBy(args["missed_by"]).label} if args.get("missed_by") else {}
        return str(text) % {**args, **times, **missed}

    return told


def _moved(args: Args) -> str:
    if not args["again"]:
        return _("%(learner)s moved to version %(version)s of the specification. Every decision stands.") % args
    text = ngettext(
        "%(learner)s moved to version %(version)s of the specification. %(again)s decision is to be made again: its words are others.",
        "%(learner)s moved to version %(version)s of the specification. %(again)s decisions are to be made again: their words are others.",
        args["again"],
    )
    return text % args


def _action_owned(args: Args) -> str:
    day = {"day": date_format(date.fromisoformat(args["by_on"]), "j F Y")}
    if args.get("source") == "standard":
        return _("A gap in a quality standard is yours to close by %(day)s. Say there what you did.") % day
    return _("A promise is broken, and you put it right until %(day)s. Say there what you did.") % day


def _action_due(text: object) -> Callable[[Args], str]:
    """A sentence about the day of a corrective action."""
    return lambda args: str(text) % {**args, "day": date_format(date.fromisoformat(args["by_on"]), "j F Y")}


def _steps_due(args: Args) -> str:
    text = ngettext(
        "A step in “%(title)s” is due on %(day)s. Write down there when it is done.",
        "%(steps)d steps in “%(title)s” are due on %(day)s. Write down there when they are done.",
        args["steps"],
    )
    return text % {**args, "day": date_format(date.fromisoformat(args["on"]), "j F Y")}


def _steps_overdue(args: Args) -> str:
    text = ngettext(
        "A step in “%(title)s” was due on %(day)s. Write down there when it was done, or give it another day.",
        "%(steps)d steps in “%(title)s” were due on %(day)s. Write down there when they were done, or give them another day.",
        args["steps"],
    )
    return text % {**args, "day": date_format(date.fromisoformat(args["on"]), "j F Y")}


def _clock_warned(args: Args) -> str:
    said = {**args, "due_at": _moment(args["due_at"])}
    if args["whom"]:
        return _("%(standard)s: for %(whom)s it is due on %(due_at)s.") % said
    return _("%(standard)s: it is due on %(due_at)s.") % said


def _clock_broken(args: Args) -> str:
    said = {**args, "due_at": _moment(args["due_at"])}
    if args["whom"]:
        return _("%(standard)s: for %(whom)s it was due on %(due_at)s. Say why it was late, and what was done.") % said
    return _("%(standard)s: it was due on %(due_at)s. Say why it was late, and what was done.") % said


def _clocks_moved(args: Args) -> str:
    text = ngettext(
        "%(moved)s clock has another time now: a day off, the office hours or the standards changed.",
        "%(moved)s clocks have another time now: a day off, the office hours or the standards changed.",
        args["moved"],
    )
    return text % args


def _moment(text: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(text)), "l j F, H:i")


def _proposal_accepted(args: Args) -> str:
    if args["behind"]:
        return _("%(who)s of %(employer)s accepted version %(version)s of “%(title)s”, although version %(newest)s had been sent.") % args
    return _("%(who)s of %(employer)s accepted the proposal “%(title)s”.") % args


def _leave(text: object) -> Callable[[Args], str]:
    return lambda args: str(text) % _with_days(args, "starts_on", "ends_on")


SENTENCES: dict[Kind, Callable[[Args], str]] = {
    Kind.VISIT_PROPOSED: _visit(_lazy("%(who)s proposes a visit on %(starts_at)s. Agree it, or ask for another time.")),
    Kind.VISIT_AGREED: _visit(_lazy("%(who)s agreed the visit on %(starts_at)s.")),
    Kind.VISIT_MOVED: _visit(
        _lazy("%(who)s asks to move the visit of %(from)s to %(starts_at)s. It counts when you agree; until then nothing is settled.")
    ),
    Kind.VISIT_MISSED: _visit(_lazy("%(who)s noted that the visit on %(starts_at)s did not take place: %(missed)s.")),
    Kind.VISIT_CALLED_OFF: _visit(_lazy("%(who)s called off the visit on %(starts_at)s.")),
    Kind.REGISTERED: lambda args: _("You are registered for %(qualification)s. The first step is to choose your units.") % args,
    Kind.NEW_LEARNER: lambda args: _("%(learner)s, %(qualification)s, is now among your learners.") % args,
    Kind.UNITS_PROPOSED: _units_proposed,
    Kind.UNITS_AGREED: _units_agreed,
    Kind.HANDED_IN: _handed_in,
    Kind.JUDGED: _judged,
    Kind.TO_COUNTERSIGN: _to_countersign,
    Kind.COUNTERSIGNED: _countersigned,
    Kind.NOT_COUNTERSIGNED: _not_countersigned,
    Kind.SIGNED_OFF: _signed_off,
    Kind.TO_REVIEW: lambda args: _("%(who)s signed unit %(unit)s of %(learner)s off. It waits for your second look.") % args,
    Kind.RETURNED: lambda args: _("%(who)s returned unit %(unit)s of %(learner)s.") % args,
    Kind.AGREED: lambda args: _("%(who)s agreed with the sign-off: unit %(unit)s is final.") % args,
    Kind.REPLACED: _replaced,
    Kind.NEW_ASSESSOR: lambda args: _("%(assessor)s assesses your work from now on. What is judged stays judged.") % args,
    Kind.LEARNER_GONE: _learner_gone,
    Kind.PAUSED: _paused,
    Kind.RESUMED: _resumed,
    Kind.EXTENDED: _extended,
    Kind.EMPLOYER_CHANGED: _employer_changed,
    Kind.COMPLETED: _completed,
    Kind.RULE_WAIVED: _waived,
    Kind.WAIVER_ENDED: _waiver_ended,
    Kind.WITHDRAWN: _withdrawn,
    Kind.TRANSFERRED: _transferred,
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
    Kind.VERSION_OFFERED: lambda args: (
        _("Your qualification has a newer version. Look what it means for you, then move to version %(version)s or stay.") % args
    ),
    Kind.VERSION_TAKEN_BACK: lambda args: (
        _("%(who)s took back the offer of version %(version)s. You stay on yours, and all stands.") % args
    ),
    Kind.VERSION_MOVED: _moved,
    Kind.CONCERN_RAISED: lambda args: _("%(employer)s raised a concern, %(reference)s. Tell them that you have it, and answer.") % args,
    Kind.CONCERN_IN_CONFIDENCE: lambda args: (
        _("Somebody at an employer raised a concern in confidence, %(reference)s. Only managers read it.") % args
    ),
    Kind.CONCERN_ADDED_TO: lambda args: _("Somebody added to the concern %(reference)s that they raised.") % args,
    Kind.CONCERN_REOPENED: lambda args: _("What you answered did not settle the concern %(reference)s. Look at it again.") % args,
    Kind.CONCERN_WITHDRAWN: lambda args: _("The concern %(reference)s was taken back by who raised it.") % args,
    Kind.CASE_WAITS: lambda args: _("Something waits for one of you to take it, %(reference)s.") % args,
    Kind.CASE_LATE: lambda args: _("A step of %(reference)s is late. Whoever raised it is waiting.") % args,
    Kind.CASE_LATE_FOR_LONG: lambda args: (
        _("A step of %(reference)s has been late for days with who has it. You are not named in it: ask how it stands, or take it over.")
        % args
    ),
    Kind.WATCH_FOUND: lambda args: _("There is something for you to look at, %(reference)s.") % args,
    Kind.WATCH_LATE: lambda args: (
        _("%(reference)s waits for longer than was said: look whether somebody looks into it, and what came of it.") % args
    ),
    Kind.TOLD_ANSWERED: lambda _args: _("There is something new for you to read."),
    Kind.CASE_SAID: lambda args: _("There is something new for you in %(reference)s.") % args,
    Kind.CLOCK_WARNED: _clock_warned,
    Kind.CLOCK_BROKEN: _clock_broken,
    Kind.CLOCKS_MOVED: _clocks_moved,
    Kind.WORKBOOK_SHARED: lambda args: _("%(who)s asks what you think of “%(title)s”. Read it, and write back.") % args,
    Kind.WORKBOOK_ANSWERED: lambda args: _("%(who)s has said what they think of “%(title)s”.") % args,
    Kind.WORKBOOK_HANDED: lambda args: _("“%(title)s” of %(from)s is yours to go on with. What stands in it stays their work.") % args,
    Kind.WORKBOOKS_LEFT: lambda args: (
        ngettext(
            "%(name)s has gone and left %(left)d workbook. Say who goes on with it.",
            "%(name)s has gone and left %(left)d workbooks. Say who goes on with them.",
            args["left"],
        )
        % args
    ),
    Kind.STEPS_DUE: _steps_due,
    Kind.STEPS_OVERDUE: _steps_overdue,
    Kind.PEER_FINISHED: lambda args: _("%(who)s has finished looking at “%(standard)s”. See what they say.") % args,
    Kind.PEER_WENT_ON: lambda args: _("%(who)s goes on looking at “%(standard)s” after all.") % args,
    Kind.CHECKPOINT_DUE: lambda args: (
        _("The checkpoint of %(day)s is there. Judge anew whether you will be ready, and compare it with what was forecast.")
        % {"day": date_format(date.fromisoformat(args["on"]), "j F Y")}
    ),
    Kind.REMEDY_OWED: _remedy_owed,
    Kind.PROMISE_REVIEW: lambda args: (
        _("The day has come to look anew at what was promised: “%(says)s” Look how it was kept, and keep it or put another in its place.")
        % args
    ),
    Kind.REMEDY_DELIVERED: lambda args: (
        _("We broke a promise, and what follows was given to you: “%(remedy)s” Look whether it is so.") % args
    ),
    Kind.ACTION_OWNED: _action_owned,
    Kind.ACTION_HANDED: lambda args: (
        _("You have taken over from %(before)s what is to be put right until %(day)s. Say there what you did.")
        % {"before": args["before"], "day": date_format(date.fromisoformat(args["by_on"]), "j F Y")}
    ),
    Kind.ACTION_AGAIN: lambda args: (
        _("What was done to put something right did not work. It is open again, and you put it right until %(day)s.")
        % {"day": date_format(date.fromisoformat(args["by_on"]), "j F Y")}
    ),
    Kind.POLICY_DUE: lambda args: _("The day has come to look whether this change worked: “%(policy)s” Say what you find.") % args,
    Kind.ACTION_DUE: _action_due(_lazy("What you put right is due on %(day)s. Say there what you did, and where its proof is.")),
    Kind.ACTION_OVERDUE: _action_due(
        _lazy("What you put right was due on %(day)s. Say there what you did, or ask who keeps quality to hand it to somebody else.")
    ),
    Kind.ACTION_STUCK: _action_due(
        _lazy("What %(name)s puts right was due on %(day)s. Ask what holds it up, or hand it to somebody else.")
    ),
    Kind.ACTION_FAILED: lambda args: _("%(who)s found that a corrective action did not work. It is open again.") % args,
    Kind.ACTION_TO_CHECK: lambda args: _("%(who)s has put something right. Check whether it worked.") % args,
    Kind.HANDOVER_ASKED: lambda args: _("%(who)s asks you to take %(employer)s over. Say yes or no.") % args,
    Kind.HANDOVER_ACCEPTED: lambda args: _("%(who)s has taken %(employer)s over.") % args,
    Kind.HANDOVER_DECLINED: lambda args: _("%(who)s does not take %(employer)s over. It stays as it was.") % args,
    Kind.STAKEHOLDERS_ASKED: lambda args: (
        _("%(who)s asks you to draw your principal stakeholders until %(day)s. It takes about five minutes.")
        % {**args, "day": date_format(date.fromisoformat(args["due_on"]), "j F Y")}
    ),
    Kind.STAKEHOLDERS_OVER: lambda _args: _("The round of principal stakeholders is over. See where you agree."),
    Kind.LEAVE_ASKED: _leave(_lazy("%(person)s is away from %(starts_on)s to %(ends_on)s and asks you to stand in. Say yes or no.")),
    Kind.LEAVE_COVERED: _leave(_lazy("%(who)s stands in for you from %(starts_on)s to %(ends_on)s.")),
    Kind.LEAVE_NOT_COVERED: _leave(_lazy("%(who)s cannot stand in for you from %(starts_on)s to %(ends_on)s. Ask somebody else.")),
    Kind.ENQUIRY: lambda args: _("%(organisation)s asks something by the form on your pages. Take it and answer.") % args,
    Kind.PROPOSAL_ACCEPTED: _proposal_accepted,
    Kind.IMPACT_DUE: lambda args: _("It is time to look whether “%(title)s” helped %(employer)s: that was agreed for today.") % args,
    Kind.IMPACT_SAID: lambda args: _("%(who)s has said whether “%(title)s” helped %(employer)s.") % args,
    Kind.PROPOSAL_QUESTIONED: lambda args: _("%(who)s of %(employer)s has a question about the proposal “%(title)s”.") % args,
    Kind.PROPOSAL_DECLINED: lambda args: _("%(who)s of %(employer)s said no to the proposal “%(title)s”.") % args,
    Kind.VERSION_STAYED: lambda args: _("%(learner)s stays on the older version of the specification, not version %(version)s.") % args,
}


def sentence(notice: Notice) -> str:
    """What the person is told, in one sentence or two."""
    kind = Kind(notice.kind)
    if notice.args.get("programme") and kind in programmes.SENTENCES:
        return programmes.SENTENCES[kind](notice.args)
    return SENTENCES[kind](notice.args)


def own_words(notice: Notice) -> str:
    """What the one who acted wrote, where they did. It is shown in the app only: letters travel open."""
    return str(notice.args.get("reason", ""))
