"""A proposal as the pages show it: its form, what is still open, versions with their difference, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import text as sentences
from milepost.employers.impact import CHECKS
from milepost.employers.proposing import MOST, OF_SOLUTION, Change, codes, difference
from milepost.employers.words import AnswerKind, SolutionKind
from milepost.engine.combination import shortfalls

if TYPE_CHECKING:
    from milepost.employers.fitting import Fitted, Told
    from milepost.employers.models import BusinessIssue, Proposal, ProposalAnswer, ProposalLetter, ProposalVersion
    from milepost.engine.framework import Framework

SHOWN_RULES = 3


@dataclass(frozen=True, kw_only=True)
class SolutionLine:
    """One solution as it is being written; `rules` says of its units whether they make the award, `plan` how long it takes and whom it fits."""

    number: int
    said: Mapping[str, str]
    rules: str = ""
    plan: Sequence[str] = ()
    blank: bool = False


@dataclass(frozen=True, kw_only=True)
class SentVersion:
    version: ProposalVersion
    letters: Sequence[ProposalLetter]
    answers: Sequence[tuple[ProposalAnswer, ProposalAnswer | None]]  # with our answer to a question
    changes: Sequence[Change]
    settled: str = ""


def lines(body: Mapping[str, Any], frameworks: Mapping[str, Framework], fits: Sequence[Fitted | None], told: Told) -> list[SolutionLine]:
    """The solutions that were begun, and a fresh one behind them."""
    found = [
        SolutionLine(number=n, said=one, rules=rules_of(one, frameworks), plan=plan_of(fit, told) if fit else ())
        for n, (one, fit) in enumerate(zip(body.get("solutions", ()), fits, strict=True), start=1)
    ]
    if len(found) < MOST:
        fresh = dict.fromkeys(OF_SOLUTION, "") | {"kind": SolutionKind.UNITS.value}
        found.append(SolutionLine(number=len(found) + 1, said=fresh, blank=True))
    return found


def check_days(body: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The fields for the days on which one looks whether it helped, with what was typed."""
    typed = [*body.get("checks", ()), *[""] * CHECKS][:CHECKS]
    return list(enumerate(typed, start=1))


def plan_of(fit: Fitted, told: Told) -> list[str]:
    """What the planner and the needs analysis say of a solution: how long it takes, which units fit the roles, what has to fit."""
    if fit.impossible:
        return [_("Nobody completes %(title)s with all of these units: leave one of them out.") % {"title": fit.title}]
    found = []
    if fit.a_week is None:
        found.append(_("Say how many hours a week people are released for: then it says here how long it takes."))
    else:
        said = {"title": fit.title, "a_week": f"{float(fit.a_week):g}"}
        if (months := fit.months(fit.alone)) and not fit.makes_it:
            found.append(_("These units alone: about %(months)d months at %(a_week)s hours a week.") % {**said, "months": months})
        if months := fit.months(fit.whole):
            found.append(_("%(title)s: finishes in about %(months)d months at %(a_week)s hours a week.") % {**said, "months": months})
    if told.roles and fit.units:
        few = {"n": len(fit.fits), "of": len(fit.units), "units": ", ".join(fit.fits)}
        found.append(
            ngettext(
                "%(n)d of the %(of)d units fits what they told you of their roles: %(units)s.",
                "%(n)d of the %(of)d units fit what they told you of their roles: %(units)s.", len(fit.fits),
            ) % few
            if fit.fits
            else _("None of its units fits what they told you of their roles.")
        )  # fmt: skip
    if fit.asks:
        found.append(_("Not for everybody, so ask whether the role allows it: %(units)s.") % {"units": ", ".join(fit.asks)})
    if told.shifts:
        found.append(_("They told you of their shifts: “%(said)s”") % {"said": Truncator(told.shifts).chars(160)})
    return found


def rules_of(solution: Mapping[str, Any], frameworks: Mapping[str, Framework]) -> str:
    """Whether the units of a solution make an award, by the rules of combination; as a programme or as single units both may be meant."""
    framework = frameworks.get(solution.get("specification", ""))
    if framework is None or solution["kind"] != SolutionKind.UNITS:
        return ""
    keys = {unit.code.casefold(): unit.key for unit in framework.units} | {unit.key.casefold(): unit.key for unit in framework.units}
    chosen = {keys[code.casefold()] for code in codes(solution["units"]) if code.casefold() in keys}
    if not chosen:
        return ""
    for qualification in framework.qualifications:
        found = shortfalls(framework, qualification, chosen)
        if not found:
            return _("These units make the award: %(title)s.") % {"title": qualification.title}
    qualification = framework.qualifications[0]
    names = sentences.names_of(framework, qualification)
    short = [sentences.sentence(one, names) for one in shortfalls(framework, qualification, chosen)]
    more = "" if len(short) <= SHOWN_RULES else "; …"
    return _("Single units: for %(title)s it would take more: %(reasons)s.") % {
        "title": qualification.title, "reasons": "; ".join(short[:SHOWN_RULES]) + more,
    }  # fmt: skip


def sent(proposal: Proposal) -> list[SentVersion]:
    """The versions that were sent, the newest first, each with what it says otherwise than the one before."""
    versions = list(proposal.versions.all())
    found = []
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        answers = list(version.answers.all())
        replies = {one.answers_id: one for one in answers if one.answers_id}
        found.append(
            SentVersion(
                version=version, letters=list(version.letters.all()), changes=difference(before.body, version.body) if before else [],
                answers=[(one, replies.get(one.pk)) for one in answers if one.answers_id is None], settled=settled(answers),
            )
        )  # fmt: skip
    return found


def settled(answers: Iterable[ProposalAnswer]) -> str:
    """ "accepted", "declined" or nothing yet."""
    kinds = [one.kind for one in answers if one.answers_id is None]
    return next((str(kind) for kind in (AnswerKind.ACCEPTED, AnswerKind.DECLINED) if kind in kinds), "")


def overtaken(proposal: Proposal) -> str:
    """A sentence where the employer has accepted a version that had been overtaken; nothing otherwise."""
    for version in proposal.versions.all():
        for one in version.answers.all():
            if one.kind == AnswerKind.ACCEPTED and one.newest > version.number:
                words = {"name": one.name, "n": version.number, "newest": one.newest}
                return _("%(name)s accepted version %(n)d, although version %(newest)d had been sent. Ask which one they mean.") % words
    return ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One solution as the employer reads it, with the issue that it serves."""

    number: int
    title: str
    text: str
    units: str
    issue: Mapping[str, str] | None
    measured: str
    otherwise: str
    price: str
    advice: bool
    takes: str = ""


def offers(body: Mapping[str, Any]) -> list[Offer]:
    issues = {str(one["number"]): one for one in body.get("issues", ())}
    return [
        Offer(
            number=n, title=_title(one), text=one["what"], units=one["units"], issue=issues.get(str(one["issue"])), measured=one["measured"],
            otherwise=one["otherwise"], price=one["price"], advice=one["kind"] == SolutionKind.ADVICE,
            takes=_("About %(months)d months at %(a_week)s hours a week") % one if one.get("months") else "",
        )
        for n, one in enumerate(body.get("solutions", ()), start=1)
    ]  # fmt: skip


def _title(one: Mapping[str, str]) -> str:
    if one["kind"] == SolutionKind.ADVICE:
        return _("Advice: no training is needed for this")
    if one["kind"] == SolutionKind.TRAINING:
        return _("Training")
    return one.get("qualification") or _("Units of a qualification")


def measure_in_words(issue: Mapping[str, str]) -> str:
    """ "Repeat calls a week: 212 now, 110 calls a week by 1 May 2027"."""
    said = {**issue, "day": date_format(date.fromisoformat(issue["target_on"]), "j F Y")}
    return _("%(measure)s: %(baseline)s now, %(target)s %(unit)s by %(day)s") % said


def issue_choices(issues: Iterable[BusinessIssue]) -> list[tuple[str, str]]:
    return [(str(one.number), f"{one.number}. {one.title}") for one in issues]
