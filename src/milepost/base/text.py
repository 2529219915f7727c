"""The engine's reasons as sentences. The engine knows no language; this is the one place that puts its data into words.

A sentence is a fragment without a full stop ("needs 10 optional credits at Level 3, has 6: 4 short"), so that it can
stand in a list, behind a name, or behind "because".
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from milepost.base.edition_sentences import EDITION
from milepost.base.road_sentences import ROAD
from milepost.base.rule_sentences import RULES, any_of, asked_for, called, group_called, standing_of
from milepost.base.rule_sentences import listed as listed
from milepost.base.standard_sentences import STANDARD
from milepost.engine.combination import Line
from milepost.engine.framework import Framework, Qualification
from milepost.engine.reasons import Shortfall

type Names = Mapping[str, str]
type Args = Mapping[str, Any]


def sentence(shortfall: Shortfall, names: Names) -> str:
    """The reason as a person reads it. `names` says how units and groups are called; what it lacks goes by its key."""
    return SENTENCES[shortfall.kind](shortfall.args, names)


def line(line: Line, names: Names) -> str:
    """One evaluated rule, met or not: "10 optional credits at Level 3: has 19"."""
    return standing_of(line, names)


def asked(line: Line, names: Names) -> str:
    """What one rule asks for, whatever is chosen: "10 optional credits at Level 3"."""
    return asked_for(line, names)


def names_of(framework: Framework, qualification: Qualification | None = None) -> dict[str, str]:
    """How the units and groups of a framework are called in a sentence: by code, and as "Group B"."""
    groups = qualification.groups if qualification else [g for q in framework.qualifications for g in q.groups]
    return {g.key: group_called(g.key) for g in groups} | {u.key: u.code or u.title for u in framework.units}


# Evidence requirements ---------------------------------------------------------------------------------------------

SETTINGS = {
    "real_work": gettext_lazy("real work"),
    "realistic_environment": gettext_lazy("a realistic working environment"),
    "work_placement": gettext_lazy("a work placement"),
    "simulation": gettext_lazy("simulation"),
}
SHOWN_PARTS = 3


def _words(texts: Iterable[str]) -> str:
    """The first few parts in words, without the punctuation that ends them in the document."""
    words = [t.strip().rstrip(".;,") for t in texts]
    return ", ".join(words) if len(words) <= SHOWN_PARTS else ", ".join([*words[:SHOWN_PARTS], "…"])


def _all_of(args: Args, _names: Names) -> str:
    given = {"number": args["number"], "words": _words(args["items"]), "has": args["has"], "need": args["need"]}
    return _("requirement %(number)s needs all of its %(need)d parts, has %(has)d; still to show: %(words)s") % given


def _n_of(args: Args, _names: Names) -> str:
    given = {"number": args["number"], "need": args["need"], "words": _words(args["items"]), "has": args["has"]}
    return _("requirement %(number)s needs %(need)d of %(words)s; has %(has)d") % given


def _n_different(args: Args, _names: Names) -> str:
    given = {"number": args["number"], "need": args["need"], "has": args["has"], "things": listed(args["things"])}
    if not args["things"]:
        return _("requirement %(number)s needs %(need)d different ones; has 0") % given
    if args["has"] >= args["need"]:
        return _("requirement %(number)s needs to be judged met") % given
    return _("requirement %(number)s needs %(need)d different ones; has %(has)d: %(things)s") % given


def _shown(args: Args, _names: Names) -> str:
    return _("requirement %(number)s is not judged met yet") % {"number": args["number"]}


def _target(number: str) -> str:
    """ "1.2" for a criterion, "requirement 4.a" for a part of a requirement."""
    return _("requirement %(number)s") % {"number": number[1:]} if number.startswith("R") else number


def _used_for(args: Args) -> str:
    return listed(_target(str(t).rpartition(":")[2]) for t in args["targets"])


def _simulation(args: Args, _names: Names) -> str:
    given = {"number": args["number"], "n": len(args["evidence"]), "targets": _used_for(args)}
    if args["nature"] == "performance":
        return (
            ngettext(
                "requirement %(number)s allows no simulation for performance evidence: %(n)d piece behind %(targets)s is simulated",
                "requirement %(number)s allows no simulation for performance evidence: %(n)d pieces behind %(targets)s are simulated",
                given["n"],
            )
            % given
        )
    if args["nature"] == "knowledge":
        return (
            ngettext(
                "requirement %(number)s allows no simulation for knowledge evidence: %(n)d piece behind %(targets)s is simulated",
                "requirement %(number)s allows no simulation for knowledge evidence: %(n)d pieces behind %(targets)s are simulated",
                given["n"],
            )
            % given
        )
    return (
        ngettext(
            "requirement %(number)s allows no simulation: %(n)d piece of evidence behind %(targets)s is simulated",
            "requirement %(number)s allows no simulation: %(n)d pieces of evidence behind %(targets)s are simulated",
            given["n"],
        )
        % given
    )


def _place(args: Args, _names: Names) -> str:
    given = {"number": args["number"], "n": len(args["evidence"]), "targets": _used_for(args)}
    given["places"] = any_of([str(SETTINGS[s]) for s in args["settings"]])
    return (
        ngettext(
            "requirement %(number)s does not allow evidence from %(places)s: %(n)d piece behind %(targets)s comes from there",
            "requirement %(number)s does not allow evidence from %(places)s: %(n)d pieces behind %(targets)s come from there",
            given["n"],
        )
        % given
    )


def _day(day: date | str) -> str:
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "j F Y")


def _period(args: Args, _names: Names) -> str:
    given = {"number": args["number"], "count": args["count"]}
    if not args["count"]:
        return _("requirement %(number)s needs the assessor to find the period long enough; no evidence has a date yet") % given
    given |= {"first": _day(args["first"]), "last": _day(args["last"])}
    return (
        ngettext(
            "requirement %(number)s needs the assessor to find the period long enough; the evidence is from %(first)s",
            "requirement %(number)s needs the assessor to find the period long enough; "
            "the evidence has %(count)d days from %(first)s to %(last)s",
            given["count"],
        )
        % given
    )


# Gates -------------------------------------------------------------------------------------------------------------

CRITERIA = {
    "criteria_open": ngettext_lazy(
        "%(criteria)s is open: nothing is handed in for it", "%(criteria)s are open: nothing is handed in for them", "count"
    ),
    "criteria_claimed": ngettext_lazy(
        "%(criteria)s is handed in and waits for a judgement", "%(criteria)s are handed in and wait for a judgement", "count"
    ),
    "criteria_redo": ngettext_lazy("%(criteria)s is not met yet: please redo", "%(criteria)s are not met yet: please redo", "count"),
    "criteria_in_doubt": ngettext_lazy(
        "%(criteria)s is in doubt: the evidence has changed since it was judged",
        "%(criteria)s are in doubt: the evidence has changed since they were judged",
        "count",
    ),
    "requirements_in_doubt": ngettext_lazy(
        "requirement %(criteria)s is in doubt: the evidence has changed since it was judged",
        "requirements %(criteria)s are in doubt: the evidence has changed since they were judged",
        "count",
    ),
}


def _criteria(kind: str) -> Callable[[Args, Names], str]:
    def said(args: Args, _names: Names) -> str:
        numbers = args.get("criteria") or args["requirements"]
        return CRITERIA[kind] % {"criteria": listed(numbers), "count": args["count"]}

    return said


def _unit_unsigned(args: Args, names: Names) -> str:
    given = {"unit": called(args["unit"], names), "met": args["met"], "all": args["all"]}
    return _("%(unit)s is not signed off: %(met)d of %(all)d criteria are met") % given


def _unit_in_doubt(args: Args, names: Names) -> str:
    given = {"unit": called(args["unit"], names), "criteria": listed(_target(n) for n in args["criteria"])}
    return _("%(unit)s is signed off, but the evidence for %(criteria)s has changed since") % given


def _of_unit(text: object) -> Callable[[Args, Names], str]:
    return lambda args, names: str(text) % {"unit": called(args["unit"], names)}


def _plain(text: object) -> Callable[[Args, Names], str]:
    return lambda _args, _names: str(text)


# Why somebody needs help ---------------------------------------------------------------------------------------------


def _days(words: Any) -> Callable[[Args, Names], str]:
    """A sentence about how many days something lasts, which stands in `days`."""
    return lambda args, _names: str(words % {"days": args["days"]})


def _break_overrun(args: Args, _names: Names) -> str:
    return _("meant to be back from a break on %(day)s") % {"day": date_format(args["day"], "j F Y")}


def _ends_soon(args: Args, _names: Names) -> str:
    if args["left"] < 0:
        text = ngettext(
            "the plan ended %(n)d day ago, with %(signed)d %% signed off",
            "the plan ended %(n)d days ago, with %(signed)d %% signed off",
            -args["left"],
        )
        return text % {"n": -args["left"], "signed": args["signed"]}
    text = ngettext(
        "the plan ends in %(n)d day, with %(signed)d %% signed off",
        "the plan ends in %(n)d days, with %(signed)d %% signed off",
        args["left"],
    )
    return text % {"n": args["left"], "signed": args["signed"]}


SENTENCES: dict[str, Callable[[Args, Names], str]] = {
    **RULES,
    **ROAD,
    **STANDARD,
    **EDITION,
    "no_assessor": _days(ngettext_lazy("has had no assessor for %(days)d day", "has had no assessor for %(days)d days", "days")),
    "feedback_late": _days(ngettext_lazy("has waited for feedback for %(days)d day", "has waited for feedback for %(days)d days", "days")),
    "units_open": _days(
        ngettext_lazy("no units agreed %(days)d day after the start", "no units agreed %(days)d days after the start", "days")
    ),
    "break_overrun": _break_overrun,
    "ends_soon": _ends_soon,
    "no_contact": _days(ngettext_lazy("nothing has happened for %(days)d day", "nothing has happened for %(days)d days", "days")),
    "redo_open": _days(ngettext_lazy("has not answered a redo for %(days)d day", "has not answered a redo for %(days)d days", "days")),
    "consent_missing": lambda _args, _names: _("has not said whether the employer sees how far they are"),
    "unknown_unit": _of_unit(gettext_lazy("no unit goes by %(unit)s")),
    "other_qualification": _of_unit(gettext_lazy("%(unit)s does not count towards this qualification")),
    "requirement_all_of": _all_of,
    "requirement_n_of": _n_of,
    "requirement_n_different": _n_different,
    "requirement_shown": _shown,
    "requirement_simulation": _simulation,
    "requirement_place": _place,
    "requirement_period": _period,
    **{kind: _criteria(kind) for kind in CRITERIA},
    "proposal_no_issue": _plain(gettext_lazy("the employer has no open business issue: note one in the needs analysis first")),
    "proposal_no_solution": _plain(gettext_lazy("nothing is proposed yet")),
    "solution_empty": lambda args, _names: _("solution %(number)s does not say what it is") % args,
    "solution_no_issue": lambda args, _names: _("solution %(number)s serves no business issue: choose the one that it deals with") % args,
    "solution_no_measure": lambda args, _names: _("solution %(number)s does not say how it will be measured") % args,
    "solution_no_otherwise": lambda args, _names: _("solution %(number)s does not say what happens if nothing is done") % args,
    "solution_unknown_units": lambda args, _names: (
        _("solution %(number)s names units that are not in the qualification: %(units)s")
        % {"number": args["number"], "units": listed(args["units"])}
    ),
    "solution_no_route": lambda args, _names: (
        _("the units of solution %(number)s do not go together: nobody completes %(title)s with all of them") % args
    ),
    "proposal_no_evaluation": _plain(gettext_lazy("nothing is said of when and how you look together whether it helped")),
    "proposal_no_duties": _plain(gettext_lazy("nothing is said of what the employer has to do for it")),
    "return_not_counted": lambda args, _names: _("business issue %(number)s has not been counted again") % args,
    "return_no_value": lambda args, _names: (
        _("nobody has said what one unit of business issue %(number)s is worth: ask the employer") % args
    ),
    "return_no_times": lambda args, _names: (
        _("nobody has said how many times business issue %(number)s comes in the time that you look at") % args
    ),
    "return_no_share": lambda args, _names: _("nobody was asked how much of business issue %(number)s is due to the work with you") % args,
    "return_no_price": _plain(gettext_lazy("nobody has said what it cost")),
    "pick_breach": lambda args, _names: (
        ngettext("%(n)d service standard was not kept", "%(n)d service standards were not kept", args["n"]) % args
    ),
    "pick_returned": lambda args, _names: ngettext("%(n)d stage was put back", "%(n)d stages were put back", args["n"]) % args,
    "pick_handed_over": lambda args, _names: _("handed over on %(day)s") % {"day": _day(args["day"])},
    "pick_new_owner": lambda args, _names: _("its owner is new: since %(day)s") % {"day": _day(args["day"])},
    "pick_never": _plain(gettext_lazy("nobody had looked at this file before")),
    "pick_long_ago": lambda args, _names: _("looked at last for the days until %(day)s") % {"day": _day(args["day"])},
    "pick_by_chance": lambda args, _names: _("by chance, with the seed %(seed)s") % args,
    "check_not_happened": lambda args, _names: _("not in the journal yet: %(text)s") % {"text": args["text"]},
    "check_not_said": lambda args, _names: _("still to be said by the owner: %(text)s") % {"text": args["text"]},
    "check_not_held": lambda args, names: (
        _("%(text)s: %(reasons)s") % {"text": args["text"], "reasons": ", ".join(sentence(one, names) for one in args["reasons"])}
    ),
    "stakeholders_never": _plain(gettext_lazy("nobody has been asked to draw the principal stakeholders yet")),
    "stakeholders_open": lambda args, _names: (
        _("colleagues draw the principal stakeholders until %(day)s: nobody knows yet whether they agree") % {"day": _day(args["day"])}
    ),
    "stakeholders_few_drawings": lambda args, _names: (
        ngettext(
            "at least %(need)d drawings are needed, there is %(has)d",
            "at least %(need)d drawings are needed, there are %(has)d",
            args["has"],
        )
        % args
    ),
    "stakeholders_few_of_asked": lambda args, _names: (
        ngettext(
            "%(has)d of the %(asked)d colleague who was asked has drawn, %(need)d should",
            "%(has)d of the %(asked)d colleagues who were asked have drawn, at least %(need)d should",
            args["asked"],
        )
        % args
    ),
    "stakeholders_few_shared": lambda args, _names: (
        ngettext(
            "%(has)d stakeholder stands on two thirds of the drawings, at least %(need)d should",
            "%(has)d stakeholders stand on two thirds of the drawings, at least %(need)d should",
            args["has"],
        )
        % args
    ),
    "stakeholders_many_shared": lambda args, _names: (
        _("%(has)d stakeholders stand on two thirds of the drawings, and at most %(most)d can be principal: say which") % args
    ),
    "no_criteria": _plain(gettext_lazy("the unit has no criteria to judge")),
    "declaration": _plain(gettext_lazy("the learner has not declared the work their own")),
    "unit_unsigned": _unit_unsigned,
    "unit_waiting": _of_unit(gettext_lazy("%(unit)s is signed off and waits for its second look")),
    "unit_returned": _of_unit(gettext_lazy("%(unit)s was returned by the quality assurer")),
    "unit_in_doubt": _unit_in_doubt,
}
