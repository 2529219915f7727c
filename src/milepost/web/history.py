"""A stream of the journal as sentences, newest first. Text is made at reading time, so it stays translatable."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import words as assessment
from milepost.assessment.words import CountersignVerdict
from milepost.assurance import words as assurance
from milepost.engine.framework import Framework
from milepost.portfolios import words as portfolios
from milepost.web import choosing_history as choosing
from milepost.web.programmes import history as programmes
from milepost.web.visits import history as visits

if TYPE_CHECKING:
    from milepost.base.models import Actor, Event


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: who, what they did, when. A key line is an act that changes what counts."""

    who: str
    text: str
    at: datetime
    key: bool = False


def spans(targets: Iterable[str], framework: Framework | None = None) -> str:
    """Targets as people read them, runs drawn together: "A3, 2.1 to 2.4 and 2.7"."""
    units: dict[str, list[str]] = {}
    for target in targets:
        key, _sep, number = target.rpartition(":")
        units.setdefault(key, []).append(number)
    found = []
    for key, numbers in units.items():
        unit = framework.unit_by_key.get(key) if framework else None
        order = [t.rpartition(":")[2] for t in (*unit.criterion_targets, *unit.requirement_targets)] if unit else numbers
        parts = unit.requirement_targets if unit else ()
        asked = {number for number in numbers if f"{key}:{number}" in parts or (not unit and number.startswith("R"))}
        found.append(f"{unit.code if unit else key}, {_runs(numbers, order, asked)}")
    return "; ".join(found)


def _runs(numbers: list[str], order: list[str], asked: Collection[str] = ()) -> str:
    """Numbers with runs drawn together. Those in `asked` are parts of evidence requirements: R2.a is called "evidence 2.a"."""
    place = {number: i for i, number in enumerate(order)}
    runs: list[list[str]] = []
    for number in sorted(dict.fromkeys(numbers), key=lambda n: place.get(n, len(place))):
        if runs and number not in asked and place.get(number, -9) == place.get(runs[-1][-1], -7) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        long = len(run) > 2
        parts += [_("%(a)s to %(b)s") % {"a": run[0], "b": run[-1]}] if long else [_called(number, asked) for number in run]
    return ", ".join(parts[:-1]) + _(" and ") + parts[-1] if len(parts) > 1 else "".join(parts)


def _called(number: str, asked: Collection[str]) -> str:
    return _("evidence %(number)s") % {"number": number[1:]} if number in asked else number


def _judged(args: Mapping[str, Any], _personal: Mapping[str, Any], framework: Framework | None) -> str:
    parts = []
    if args.get("met"):
        parts.append(_("judged %(what)s met") % {"what": spans(args["met"], framework)})
    if args.get("not_yet"):
        parts.append(_("asked for more on %(what)s") % {"what": spans(args["not_yet"], framework)})
    if args.get("ask"):
        parts.append(_("will ask about %(what)s at the visit") % {"what": spans(args["ask"], framework)})
    text = _(", and ").join(parts)
    if args.get("waits"):
        text += _("; it counts once it is countersigned") if len(args["waits"]) == 1 else _("; they count once they are countersigned")
    return text


def _countersigned(args: Mapping[str, Any], personal: Mapping[str, Any], framework: Framework | None) -> str:
    what = spans([*args["met"], *args["not_yet"], *args["ask"]], framework)
    if args["verdict"] == CountersignVerdict.AGREED:
        return _("countersigned the decisions on %(what)s") % {"what": what}
    return _("did not countersign the decisions on %(what)s: “%(reason)s”") % {
        "what": what,
        "reason": personal.get("reason") or _("the reason was erased"),
    }


def _unit(args: Mapping[str, Any], framework: Framework | None) -> str:
    unit = framework.unit_by_key.get(args["unit"]) if framework else None
    return f"{unit.code} {unit.title}" if unit else str(args["unit"])


def _claimed(args: Mapping[str, Any], personal: Mapping[str, Any], framework: Framework | None) -> str:
    return _("said that E%(number)s “%(title)s” shows %(what)s") % {
        "number": args["number"],
        "title": personal.get("title", ""),
        "what": spans(args["targets"], framework) or _("nothing new"),
    }


def _replaced(args: Mapping[str, Any], personal: Mapping[str, Any], _framework: Framework | None) -> str:
    text = _("replaced E%(number)s “%(title)s” by version %(version)s") % {**args, "title": personal.get("title", "")}
    doubt = args.get("in_doubt", 0)
    if doubt > 0:
        text += ngettext(", so %(n)d judgement is in doubt", ", so %(n)d judgements are in doubt", doubt) % {"n": doubt}
    return text


def _recorded_again(args: Mapping[str, Any], personal: Mapping[str, Any], _framework: Framework | None) -> str:
    text = _("corrected E%(number)s “%(title)s” by version %(version)s") % {**args, "title": personal.get("title", "")}
    doubt = args.get("in_doubt", 0)
    if doubt > 0:
        text += ngettext(", so %(n)d judgement is in doubt", ", so %(n)d judgements are in doubt", doubt) % {"n": doubt}
    return text


def _name(personal: Mapping[str, Any]) -> str:
    """The witness, or what is left when names are erased."""
    return str(personal.get("witness") or _("a witness"))


def _named(text: str, personal: Mapping[str, Any], *names: str) -> str:
    return text % {name: personal.get(name) or _("nobody yet") for name in names}


def _review_written(args: Mapping[str, Any], _personal: Mapping[str, Any], _framework: Framework | None) -> str:
    if fallen := len(args["fallen"]):
        return ngettext(
            "changed progress review %(number)s, so %(n)d signature fell", "changed progress review %(number)s, so %(n)d signatures fell", fallen
        ) % {"number": args["number"], "n": fallen}  # fmt: skip
    return _("said their part in progress review %(number)s") % args


def _day(text: str | None) -> str:
    """A day of an event, as people read it."""
    return date_format(date.fromisoformat(text), "j F Y") if text else ""


type Sentence = Callable[[Mapping[str, Any], Mapping[str, Any], Framework | None], str]

SENTENCES: dict[str, Sentence] = {
    portfolios.LEARNER_REGISTERED: lambda a, p, f: _named(_("registered %(learner)s"), p, "learner"),
    portfolios.ASSESSOR_ALLOCATED: lambda a, p, f: _named(_("named %(assessor)s as assessor and %(iqa)s as IQA"), p, "assessor", "iqa"),
    portfolios.ULN_NOTED: lambda a, p, f: _("noted the learner’s own number"),
    portfolios.UNITS_PROPOSED: lambda a, p, f: (
        ngettext("proposed %(n)d unit: %(units)s", "proposed %(n)d units: %(units)s", len(a["units"]))
        % {"n": len(a["units"]), "units": _codes(a["units"], f)}
    ),
    portfolios.REGISTRATION_PAUSED: lambda a, p, f: (
        (
            _("noted a break from %(from)s until %(until)s: “%(reason)s”")
            if a.get("expected_on")
            else _("noted a break from %(from)s: “%(reason)s”")
        )
        % {"from": _day(a["starts_on"]), "until": _day(a.get("expected_on")), "reason": p.get("reason", "")}
    ),
    portfolios.REGISTRATION_RESUMED: lambda a, p, f: (
        _("noted the end of the break on %(day)s; the plan ends on %(end)s")
        % {
            "day": _day(a["back_on"]),
            "end": _day(a["ends_on"]),
        }
    ),
    portfolios.REGISTRATION_EXTENDED: lambda a, p, f: (
        _("moved the planned end from %(before)s to %(day)s: “%(reason)s”")
        % {
            "before": _day(a["instead_of"]),
            "day": _day(a["ends_on"]),
            "reason": p.get("reason", ""),
        }
    ),
    portfolios.REGISTRATION_COMPLETED: lambda a, p, f: _("noted that everything was complete on %(day)s") % {"day": _day(a["on"])},
    portfolios.LEARNER_WITHDRAWN: lambda a, p, f: (
        _("noted that the learner left on %(day)s: “%(reason)s”")
        % {
            "day": _day(a["on"]),
            "reason": p.get("reason", ""),
        }
    ),
    portfolios.LEARNER_TRANSFERRED: lambda a, p, f: (
        _("noted that the learner goes on at %(to)s since %(day)s")
        % {
            "day": _day(a["on"]),
            "to": p.get("to") or _("another centre"),
        }
    ),
    portfolios.LEARNER_PLACED: lambda a, p, f: (
        _("placed the learner at %(site)s") % {"site": p.get("site", "")}
        if a.get("site")
        else _("placed the learner at no site in particular")
    ),
    portfolios.EMPLOYER_CHANGED: lambda a, p, f: (
        _("changed the employer to %(employer)s") % {"employer": p.get("employer", "")}
        if a.get("employer")
        else _("noted that the learner has no employer at present")
    ),
    portfolios.UNITS_AGREED: lambda a, p, f: _("agreed the units %(units)s") % {"units": _codes(a["units"], f)},
    portfolios.EVIDENCE_ADDED: lambda a, p, f: _("added E%(number)s “%(title)s”") % {**a, "title": p.get("title", "")},
    portfolios.EVIDENCE_RECORDED: lambda a, p, f: _("wrote down E%(number)s “%(title)s”") % {**a, "title": p.get("title", "")},
    portfolios.EVIDENCE_RECORDED_AGAIN: _recorded_again,
    portfolios.EVIDENCE_REPLACED: _replaced,
    portfolios.EVIDENCE_WITHDRAWN: lambda a, p, f: _("took back E%(number)s “%(title)s”") % {**a, "title": p.get("title", "")},
    portfolios.CRITERIA_CLAIMED: _claimed,
    portfolios.CLAIM_WITHDRAWN: lambda a, p, f: _("took back the claim for %(what)s") % {"what": spans([a["target"]], f)},
    portfolios.CLAIMS_HANDED_IN: lambda a, p, f: _("handed in %(what)s, declared as own work") % {"what": spans(a["targets"], f)},
    assessment.CRITERIA_JUDGED: _judged,
    assessment.JUDGEMENTS_COUNTERSIGNED: _countersigned,
    assessment.JUDGEMENT_UNDONE: lambda a, p, f: _("took back the judgement on %(what)s") % {"what": spans([a["target"]], f)},
    assessment.UNIT_SIGNED_OFF: lambda a, p, f: _("signed off %(unit)s") % {"unit": _unit(a, f)},
    assessment.WITNESS_ASKED: lambda a, p, f: (
        _("asked %(witness)s as a witness of %(what)s") % {"witness": _name(p), "what": spans(a["targets"], f)}
    ),
    assessment.WITNESS_REQUEST_SENT_AGAIN: lambda a, p, f: _("asked %(witness)s once more") % {"witness": _name(p)},
    assessment.WITNESS_REQUEST_WITHDRAWN: lambda a, p, f: _("took back what %(witness)s was asked") % {"witness": _name(p)},
    assessment.WITNESS_REQUEST_RETURNED: lambda a, p, f: (
        _("sent back unsigned what %(witness)s was asked: %(reason)s")
        % {"witness": _name(p), "reason": assessment.ReturnReason(a["reason"]).label}
    ),
    assessment.TESTIMONY_SIGNED: lambda a, p, f: (
        (
            _("corrected the testimony E%(number)s for %(what)s, and signed it")
            if a["corrects"]
            else _("signed the testimony E%(number)s for %(what)s")
        )
        % {"number": a["number"], "what": spans(a["targets"], f)}
    ),
    assessment.WITNESS_CALLED: lambda a, p, f: (
        _("rang %(witness)s about E%(number)s: %(outcome)s")
        % {"witness": _name(p), "number": a["number"], "outcome": assessment.CallOutcome(a["outcome"]).label}
    ),
    portfolios.CONSENT_SAID: lambda a, p, f: (
        _("agreed that the employer sees how far they are, and their reviews")
        if a["given"]
        else _("said that the employer no longer sees how far they are, nor their reviews")
    ),
    assessment.REVIEW_OPENED: lambda a, p, f: _("opened progress review %(number)s") % a,
    assessment.REVIEW_WRITTEN: _review_written,
    assessment.REVIEW_SENT: lambda a, p, f: (
        _("sent progress review %(number)s to %(name)s") % {**a, "name": p.get("name") or _("somebody")}
    ),
    assessment.REVIEW_SIGNED: lambda a, p, f: (
        _("signed progress review %(number)s, and with that it is signed by all who were asked") % a
        if a["complete"]
        else _("signed progress review %(number)s") % a
    ),
    assessment.REVIEW_REMINDED: lambda a, p, f: _("sent a reminder of progress review %(number)s") % a,
    assessment.REVIEW_LETTER_WITHDRAWN: lambda a, p, f: (
        _("took back the link of %(name)s to progress review %(number)s") % {**a, "name": p.get("name") or _("somebody")}
    ),
    assessment.REVIEW_CALLED_OFF: lambda a, p, f: (
        _("called off progress review %(number)s: “%(reason)s”") % {**a, "reason": p.get("reason") or _("the reason was erased")}
    ),
    assessment.REVIEW_CLOSED: lambda a, p, f: _("closed progress review %(number)s") % a,
    **visits.SENTENCES,
    **choosing.SENTENCES,
    assurance.UNIT_AGREED: lambda a, p, f: _("looked at %(unit)s and agreed") % {"unit": _unit(a, f)},
    assurance.UNIT_RETURNED: lambda a, p, f: (
        _("returned %(unit)s: “%(reason)s”") % {"unit": _unit(a, f), "reason": p.get("reason") or _("the reason was erased")}
    ),
}
KEY = visits.KEY | {
    *choosing.KEY,
    assessment.JUDGEMENTS_COUNTERSIGNED,
    portfolios.LEARNER_REGISTERED,
    portfolios.REGISTRATION_PAUSED,
    portfolios.REGISTRATION_RESUMED,
    portfolios.REGISTRATION_COMPLETED,
    portfolios.LEARNER_WITHDRAWN,
    portfolios.LEARNER_TRANSFERRED,
    portfolios.UNITS_AGREED,
    portfolios.CLAIMS_HANDED_IN,
    assessment.CRITERIA_JUDGED,
    assessment.UNIT_SIGNED_OFF,
    assessment.REVIEW_SIGNED,
    assessment.TESTIMONY_SIGNED,
    assurance.UNIT_AGREED,
    assurance.UNIT_RETURNED,
}


def _codes(keys: Iterable[str], framework: Framework | None) -> str:
    known = framework.unit_by_key if framework else {}
    return ", ".join(known[key].code if key in known else key for key in keys)


def line(event: "Event", framework: Framework | None = None, reader: "Actor | None" = None) -> Line:
    """One event as a sentence, with "You" for the reader. An erased payload leaves the role in place of the name."""
    personal = event.personal or {}
    own_words = programmes.SENTENCES.get(event.name) if framework and framework.awards_nothing else None
    tell = own_words or SENTENCES.get(event.name)
    text = tell(event.args, personal, framework) if tell else event.name
    own = reader is not None and event.actor.get("uuid") == str(reader.uuid)
    who = _("You") if own else personal.get("who") or event.actor.get("role") or _("somebody")
    return Line(who=who, text=text, at=event.at, key=event.name in KEY)


def lines(events: "Iterable[Event]", framework: Framework | None = None, reader: "Actor | None" = None) -> list[Line]:
    return [line(event, framework, reader) for event in events]
