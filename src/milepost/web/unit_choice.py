"""Choosing units: the rules answer as units are ticked. The learner and their assessor have the same page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import trigger_client_event

from milepost.base import drafts, route_sentences, text
from milepost.base.refusal import Refused
from milepost.engine import combination
from milepost.engine.framework import Framework, Qualification, RuleKind, Unit
from milepost.engine.planner import Objective
from milepost.frameworks.queries import framework_of
from milepost.portfolios import actions, policies, queries
from milepost.web.components import Crumb, Filter, Reason
from milepost.web.unit_wishes import said_of
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor, Draft
    from milepost.portfolios.models import Registration, UnitPlan

WAYS = 3
FEW = 4  # units of a big group in sight before it is unfolded
FOLD = 6  # fewer are not worth a press


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What differs between the learner's page and the assessor's: words and addresses.

    `here` is the page of the choice, `agree` the page of a proposal, `after` where both lead when done, `routes` the ways
    to complete, `wishing` what they are worked out from; `learner` is how the learner is called, "" when they read it themselves.
    """

    title: str
    lead: str
    trail: Sequence[Crumb]
    here: str
    agree: str
    after: str
    routes: str
    wishing: str
    other: str
    learner: str = ""

    @property
    def wishes(self) -> list[Filter]:
        """What ways to complete can be asked for."""
        return wishes_of(self.routes)


def wishes_of(address: str, asked: Objective | None = None) -> list[Filter]:
    said = route_sentences.OBJECTIVES.items()
    return [Filter(label=_sentence(str(label)), href=f"{address}?by={one.value}", current=one is asked) for one, label in said]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One unit to tick."""

    key: str
    id: str
    code: str
    title: str
    level: str
    credit: int
    ticked: bool
    conditions: tuple[str, ...] = ()
    answer: str = ""
    unanswered: bool = False
    bare: bool = False  # without criteria: nothing can be claimed for it


@dataclass(frozen=True, kw_only=True)
class OptionGroup:
    """The units of one group, and how much of it is taken."""

    id: str
    key: str
    title: str
    note: str
    options: list[Option]

    @property
    def in_sight(self) -> list[Option]:
        """What is chosen, and the first others: a big group stands folded, and what is chosen is never inside."""
        room = max(FEW - sum(option.ticked for option in self.options), 2)
        first = [option.key for option in self.options if not option.ticked][:room]
        seen = [option for option in self.options if option.ticked or option.key in first]
        return seen if len(self.options) - len(seen) >= FOLD else self.options

    @property
    def folded(self) -> list[Option]:
        seen = {option.key for option in self.in_sight}
        return [option for option in self.options if option.key not in seen]

    @property
    def unfold(self) -> str:
        said = {"n": len(self.folded), "group": self.key}
        return (_("Show the other %(n)d of group %(group)s") if self.key else _("Show the other %(n)d")) % said


@dataclass(frozen=True, kw_only=True)
class Way:
    """One shortest way to complete: the units, as one press takes them."""

    units: list[Unit]
    value: str
    act: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice of units with everything that the rules say about it: what the page and its fragment show.

    `unruled`: the specification states no rules, so `accepted` says nothing about the award.
    """

    groups: list[OptionGroup]
    chosen: list[Unit]
    accepted: bool
    title: str
    lead: str
    parts: list[tuple[int, str]]
    whole: int
    bar: str
    lines: list[Reason]
    ways: list[Way]
    unconfirmed: bool
    unsettled: bool
    unruled: bool
    why_not: str | None
    kept_at: datetime | None = None
    surplus: str = ""
    bare: str = ""
    said: Sequence[tuple[str, str]] = ()
    refused: str = ""
    around: Surroundings | None = None
    proposed: UnitPlan | None = None
    proposed_by_reader: bool = False
    waits_for: str = ""


def choice_of(
    framework: Framework,
    qualification: Qualification,
    *,
    units: Collection[str],
    answers: Mapping[str, str],
    why_not: str | None,
    ground: queries.Ground,
    **around: Any,
) -> Choice:
    """What the rules say about these units, in words."""
    called = text.names_of(framework, qualification)
    verdict = combination.verdict(framework, qualification, ground.taken(units), pathway=ground.pathway, waivers=ground.waivers)
    chosen = [framework.unit_by_key[key] for key in verdict.chosen if key in framework.unit_by_key]
    whole = next((r.value for r in qualification.rules if r.label == RuleKind.MIN_CREDITS), 0)  # the one over everything
    lines = [reason_of(line, verdict, called) for line in verdict.lines]
    if pathway := next((p for p in qualification.pathways if p.key == verdict.pathway), None):
        lines.insert(0, Reason(text=_("Counted on the pathway %(pathway)s") % {"pathway": pathway.title or pathway.key}, met=True))
    lines += [Reason(text=text.sentence(s, called)) for s in verdict.shortfalls if s.kind in ("unknown_unit", "other_qualification")]
    lines += [_suits(unit, answers) for unit in chosen if unit.conditions]
    optional = verdict.optional_credits
    surplus = [called.get(key, key) for key in verdict.surplus if key in framework.unit_by_key]
    return Choice(
        groups=_groups(framework, qualification, units, answers),
        chosen=chosen,
        accepted=verdict.accepted,
        title=_title(verdict, whole, unruled=not qualification.rules),
        lead=_("%(has)d of %(whole)d credits") % {"has": verdict.credits, "whole": whole} if whole else _credits(verdict.credits),
        parts=[(verdict.credits - optional, "met"), (optional, "claim")],
        whole=max(whole, verdict.credits),
        bar=_bar(verdict) if qualification.groups else _credits(verdict.credits),
        lines=lines,
        ways=_ways(framework, qualification, units, verdict, ground),
        unconfirmed=verdict.unconfirmed,
        unsettled=not verdict.settled,
        unruled=not qualification.rules,
        surplus=text.listed(surplus) if surplus else "",
        bare=text.listed(unit.code for unit in chosen if not unit.criterion_targets and not unit.qualification),
        why_not=why_not,
        **around,
    )


def _credits(n: int) -> str:
    return ngettext("%(n)d credit", "%(n)d credits", n) % {"n": n}


def _bar(verdict: combination.Verdict) -> str:
    given = {"has": verdict.credits, "mandatory": verdict.credits - verdict.optional_credits, "optional": verdict.optional_credits}
    return _("%(has)d credits: %(mandatory)d mandatory, %(optional)d optional") % given


def _title(verdict: combination.Verdict, whole: int, *, unruled: bool) -> str:
    if not verdict.chosen and (unruled or not verdict.accepted):
        return _("No unit is chosen yet")
    if unruled and verdict.accepted:
        return ngettext("%(n)d unit chosen", "%(n)d units chosen", len(verdict.chosen)) % {"n": len(verdict.chosen)}
    if verdict.accepted:
        return _("These units make the award")
    if verdict.credits < whole:
        short = whole - verdict.credits
        return ngettext("%(n)d credit short of the award", "%(n)d credits short of the award", short) % {"n": short}
    n = len(verdict.shortfalls)
    return ngettext("%(n)d rule is not met yet", "%(n)d rules are not met yet", n) % {"n": n}


def reason_of(line: combination.Line, verdict: combination.Verdict, called: Mapping[str, str]) -> Reason:
    """A rule that is met says its figures; one that is not says what is short."""
    short = next((s for s in verdict.shortfalls if s.culprit == line.label), None)
    if line.met or short is None:
        return Reason(text=_sentence(text.line(line, called)), met=line.met)
    return Reason(text=_sentence(text.sentence(short, called)))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _suits(unit: Unit, answers: Mapping[str, str]) -> Reason:
    if answers.get(unit.key, "").strip():
        return Reason(text=_("%(unit)s suits the job: you say how") % {"unit": unit.code}, met=True)
    return Reason(
        text=_("%(unit)s is not for everybody.") % {"unit": unit.code}, href=f"#t-{slugify(unit.key)}", way=_("Say how the job fits")
    )


def _ways(
    framework: Framework, qualification: Qualification, units: Collection[str], verdict: combination.Verdict, ground: queries.Ground
) -> list[Way]:
    if verdict.accepted or not verdict.chosen:
        return []
    ways = []
    taken_now = ground.taken(units)
    for closer in combination.closers(framework, qualification, taken_now, limit=WAYS, pathway=ground.pathway, waivers=ground.waivers):
        taken = [framework.unit_by_key[key] for key in closer.units]
        codes = text.listed(unit.code for unit in taken)
        note = _("%(more)s, %(all)d in all.") % {"more": _credits(closer.credits), "all": sum(_credit(framework, units)) + closer.credits}
        ways.append(Way(units=taken, value=" ".join(closer.units), act=_("Take %(codes)s") % {"codes": codes}, note=note))
    return ways


def _credit(framework: Framework, units: Iterable[str]) -> list[int]:
    return [framework.unit_by_key[key].credit for key in units if key in framework.unit_by_key]


def _groups(framework: Framework, qualification: Qualification, units: Collection[str], answers: Mapping[str, str]) -> list[OptionGroup]:
    taken, shown, groups = set(units), set(), []
    belonging = [key for key in qualification.units if key in framework.unit_by_key]
    listed = [(group.key, group.title, group.units) for group in qualification.groups]
    rest = [key for key in belonging or [u.key for u in framework.units] if not qualification.group_of(key)]
    for key, title, members in [*listed, ("", _("Units") if not listed else _("Other units"), rest)]:
        options = [
            _option(framework.unit_by_key[unit], unit in taken, answers) for unit in members if unit in framework.unit_by_key and unit not in shown
        ]  # fmt: skip
        shown.update(members)
        if options:
            credits = sum(option.credit for option in options if option.ticked)
            note = _("%(credits)s taken; %(units)s in this group") % {
                "credits": _credits(credits),
                "units": ngettext("%(n)d unit", "%(n)d units", len(options)) % {"n": len(options)},
            }
            groups.append(OptionGroup(id=f"g-{slugify(key) or 'rest'}", key=key, title=title, note=note, options=options))
    return groups


def _option(unit: Unit, ticked: bool, answers: Mapping[str, str]) -> Option:
    answer = answers.get(unit.key, "")
    return Option(
        key=unit.key, id=slugify(unit.key), code=unit.code, title=unit.title, level=combination.level_name(unit), credit=unit.credit,
        ticked=ticked, conditions=unit.conditions, answer=answer, unanswered=ticked and bool(unit.conditions) and not answer.strip(),
        bare=not unit.criterion_targets and not unit.qualification,
    )  # fmt: skip


# Views ---------------------------------------------------------------------------------------------------------------


def place_of(registration: Registration) -> str:
    """Under which name a choice that is not proposed yet is kept."""
    return f"units:{registration.uuid}"


def start(registration: Registration, framework: Framework, kept: Draft | None, proposed: UnitPlan | None) -> tuple[list[str], dict[str, str]]:  # fmt: skip
    """What is ticked when the page opens: what was kept, else what is proposed or agreed, else what must be taken."""
    if kept:
        return list(kept.body.get("units", [])), dict(kept.body.get("answers", {}))
    if proposed:
        return list(proposed.units), dict(proposed.answers)
    qualification = framework.qualification(registration.qualification)
    mandatory = [key for rule in qualification.rules if rule.kind is RuleKind.MANDATORY for key in rule.units]
    agreed = queries.plan_agreed(registration) if registration.progress.units else None
    return list(registration.progress.units) or mandatory, dict(agreed.answers) if agreed else {}


def _told(request: Request, framework: Framework) -> tuple[list[str], dict[str, str]]:
    """What the form says. `take` adds units that would complete the choice."""
    given = request.POST
    wanted = [*given.getlist("unit"), *given.get("take", "").split(" ")]
    units = [unit.key for unit in framework.units if unit.key in set(wanted)]
    answers = {unit.key: given[f"answer-{unit.key}"] for unit in framework.units if given.get(f"answer-{unit.key}", "").strip()}
    return units, answers


def choose_units(request: Request, registration: Registration, around: Surroundings) -> HttpResponse:
    """The page of the choice. Each tick is kept; htmx asks for what the rules say, a plain form by its button."""
    by, person = request.who.actor, request.who.reader
    framework = framework_of(registration.specification)
    place = place_of(registration)
    proposed = queries.plan_proposed(registration)
    kept = drafts.find(person.pk, place)
    units, answers = start(registration, framework, kept, proposed)
    refused = ""
    if request.method == "POST":
        units, answers = _told(request, framework)
        pressed = request.POST.get("act") == "propose"
        # htmx asks what the rules say, and takes the button along that was pressed a moment ago: that is no second pressing of it,
        # and what the first one proposed is no draft any more.
        if not (request.htmx and pressed):
            kept = drafts.keep(person.pk, place, {"units": units, "answers": answers}, by=by)
        if pressed and not request.htmx:
            try:
                actions.propose_units(registration, by=by, units=units, answers=answers)
            except Refused as refusal:
                refused = refusal.reason
            else:
                drafts.drop(person.pk, place)
                messages.success(request, _("Proposed. %(name)s has to agree before they count.") % {"name": around.other})
                return redirect(around.after)
        elif not request.htmx:
            return redirect(f"{around.here}#rules")
    choice = _choice(registration, framework, units, answers, by=by, around=around, kept=kept, proposed=proposed, refused=refused)
    if request.htmx and not refused:
        return trigger_client_event(render(request, "unit_choice.html#answer", {"page": choice}), "units-ticked")
    return render(request, "unit_choice.html", {"page": choice}, status=422 if refused else 200)


def _choice(
    registration: Registration, framework: Framework, units: Collection[str], answers: Mapping[str, str], *, by: Actor, around: Surroundings,
    kept: Draft | None = None, proposed: UnitPlan | None = None, refused: str = "",
) -> Choice:  # fmt: skip
    ground, qualification = queries.ground_of(registration), framework.qualification(registration.qualification)
    why_not = policies.why_not_propose_units(registration, by=by, units=units, answers=answers, ground=ground)
    return choice_of(
        framework, qualification, units=units, answers=answers, why_not=why_not, ground=ground,
        said=said_of(framework, qualification, ground.wish),
        around=around, kept_at=kept.kept_at if kept else None, proposed=proposed, refused=refused,
        proposed_by_reader=bool(proposed and proposed.proposed_by.person_id == by.person_id), waits_for=around.other,
    )  # fmt: skip


def agree_units(request: Request, registration: Registration, around: Surroundings) -> HttpResponse:
    """What the other side proposed, with what the rules say, and the act of agreeing."""
    by = request.who.actor
    plan = queries.plan_proposed(registration)
    if plan is None:
        if request.method == "POST":
            messages.info(request, _("These units are agreed already, or nothing is proposed."))
        return redirect(around.after)
    plan.registration = registration
    refused = ""
    if request.method == "POST":
        try:
            actions.agree_units(plan, by=by)
        except Refused as refusal:
            refused = refusal.reason
        else:
            drafts.drop(request.who.reader.pk, place_of(registration))
            messages.success(
                request,
                ngettext("Agreed: %(n)d unit.", "Agreed: %(n)d units.", len(plan.units)) % {"n": len(plan.units)},
            )
            return redirect(around.after)
    framework = framework_of(registration.specification)
    page = choice_of(
        framework, framework.qualification(registration.qualification), units=plan.units, answers=plan.answers,
        why_not=refused or policies.why_not_agree_units(plan, by=by), around=around, proposed=plan, refused=refused,
        ground=queries.ground_of(registration),
    )  # fmt: skip
    said = [(unit, plan.answers[unit.key]) for unit in page.chosen if plan.answers.get(unit.key)]
    return render(request, "unit_plan.html", {"page": page, "plan": plan, "said": said}, status=422 if refused else 200)
