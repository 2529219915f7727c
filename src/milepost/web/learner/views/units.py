"""The units: all criteria at a glance, one unit in full, and choosing and agreeing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from milepost.assessment import facts as assessment_facts
from milepost.assessment import queries as assessment
from milepost.assessment.words import Verdict
from milepost.base import text
from milepost.engine.combination import level_name
from milepost.engine.framework import Framework, Requirement, RequirementKind, Unit, requirement_targets
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import policies, queries
from milepost.portfolios import progress as projection
from milepost.web import unit_choice, unit_routes
from milepost.web.access import for_roles
from milepost.web.components import Crumb, Reason
from milepost.web.folding import Folded, folded
from milepost.web.learner.mine import Chip, anchor, evidence_chip, legend_of, mine, units_of, wall_of
from milepost.web.unit_choice import Surroundings
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Judgement
    from milepost.portfolios.models import Registration


@require_safe
@for_roles(Role.LEARNER)
def learner_units(request: Request) -> HttpResponse:
    """Every criterion of every unit at a glance."""
    registration: Any = mine(request)
    row = registration.progress
    page = {
        "adds_up": registration.several or queries.is_whole(registration),
        "registration": registration,
        "progress": row,
        "wall": wall_of(registration),
        "legend": legend_of(row),
        "proposed": None if row.units else queries.plan_proposed(registration),
        "lead": ngettext("%(n)d criterion in %(units)s.", "%(n)d criteria in %(units)s.", row.total)
        % {"n": row.total, "units": ngettext("%(n)d unit", "%(n)d units", len(row.units)) % {"n": len(row.units)}},
    }
    return render(request, "learner/units.html", {"page": page})


# One unit ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion, or one part of an evidence requirement."""

    number: str
    shown: str
    text: str
    state: str
    id: str
    target: str
    chips: list[Chip] = field(default_factory=list)
    waits: bool = False
    judgement: Judgement | None = None
    items: Sequence[Any] = ()

    @property
    def full(self) -> str:
        """ "2.3", or "4.b" of an evidence requirement."""
        return self.number.removeprefix("R")


@dataclass(frozen=True, kw_only=True)
class OutcomeRows:
    number: str
    title: str
    note: str
    rows: Folded[Row]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that an evidence requirement asks for, its parts, how much of it is met."""

    text: str
    note: str
    rows: list[Row]
    met: bool

    @property
    def is_its_part(self) -> bool:
        """Whether its only part says the same words, so that they stand once."""
        return [row.text for row in self.rows] == [self.text]


@dataclass(frozen=True, kw_only=True)
class RequirementFacts:
    """One evidence requirement by its number, with all that it says."""

    number: str
    facts: list[Fact]


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    unit: Unit
    lead: str
    trail: list[Crumb]
    outcomes: list[OutcomeRows]
    requirements: list[RequirementFacts]
    met: int
    shown: int
    open: int
    gate_title: str
    gate_open: bool
    gate: list[Reason]
    assessor: str
    wall: list[Any]
    legend: dict[str, int]
    total: int
    why_not: str | None


@require_safe
@for_roles(Role.LEARNER)
def learner_unit(request: Request, key: str) -> HttpResponse:
    """One unit: what it asks for, what shows it, what the assessor said, and when it can be signed off."""
    registration = mine(request)
    unit = next((unit for unit in units_of(registration) if unit.key == key), None)
    if unit is None:
        raise Http404
    return render(
        request,
        "learner/unit.html",
        {"page": _unit_page(registration, unit, policies.why_not_change_portfolio(registration, by=request.who.actor))},
    )


def _unit_page(registration: Registration, unit: Unit, why_not: str | None) -> UnitPage:
    row, framework = registration.progress, framework_of(registration.specification)
    states = projection.states(row, registration)
    rows = _rows(registration, unit, states)
    letters = [states[target] for target in unit.criterion_targets]
    met = letters.count("m")
    title, is_open, gate = _gate(registration, unit, framework)
    settled = unit.key in projection.closed_units(row)
    return UnitPage(
        unit=unit, lead=_lead(registration, unit, framework), trail=[Crumb(_("Units"), reverse("learner_units")), Crumb(unit.code)],
        outcomes=[_outcome(unit, outcome, rows, settled=settled) for outcome in unit.outcomes],
        requirements=_requirements(unit, rows),
        met=met, open=letters.count("o"), shown=len(letters) - met - letters.count("o"), gate_title=title, gate_open=is_open, gate=gate,
        assessor=registration.assessor.first_name if registration.assessor else "", wall=wall_of(registration), legend=legend_of(row),
        total=row.total, why_not=why_not,
    )  # fmt: skip


def _lead(registration: Registration, unit: Unit, framework: Framework) -> str:
    groups = framework.qualification(registration.qualification).group_of(unit.key)
    parts = [unit.code, _("Level %(level)s") % {"level": level_name(unit)} if unit.level else ""]
    parts.append(ngettext("%(n)d credit", "%(n)d credits", unit.credit) % {"n": unit.credit} if unit.credit else "")
    if groups:
        parts.append(_("group %(key)s") % {"key": groups[0].key})
    return ", ".join(part for part in parts if part) + "."


def _rows(registration: Registration, unit: Unit, states: dict[str, str]) -> dict[str, Row]:
    """By target: state, claims and the judgement in force. Two queries, whatever the unit holds."""
    prefix = f"{unit.key}:"
    claims: dict[str, list[Any]] = {}
    for claim in queries.claims_of(registration).filter(target__startswith=prefix, evidence__withdrawn_at=None).select_related("evidence", "hand_in"):  # fmt: skip
        claims.setdefault(claim.target, []).append(claim)
    judgements = {j.target: j for j in assessment.judgements_in_force(registration).filter(target__startswith=prefix)}
    marks = registration.progress.marks  # what waits for a countersignature is no answer yet
    judgements = {target: one for target, one in judgements.items() if "w" not in marks.get(target, {})}
    found = {}
    texts = {unit.target(c.number): (c.number, c.text, c.items) for c in unit.criteria}
    for requirement in unit.requirements:
        for target in requirement_targets(unit.key, requirement):
            letter = target.rpartition(".")[2]
            words = next((item.text for item in requirement.items if item.letter == letter), requirement.text)
            texts.setdefault(target, (target.rpartition(":")[2], words, ()))
    for target, (number, words, items) in texts.items():
        judgement = judgements.get(target)
        found[target] = Row(
            number=number, shown=number.removeprefix("R").rpartition(".")[2] if number.startswith("R") else number, text=words,
            state=states.get(target, "o"), id=anchor(number), target=target,
            chips=[evidence_chip(claim, states) for claim in claims.get(target, ())],
            waits=states.get(target) == "c",
            judgement=judgement if judgement and judgement.verdict != Verdict.UNDONE else None, items=items,
        )  # fmt: skip
    return found


def _outcome(unit: Unit, outcome: Any, rows: dict[str, Row], *, settled: bool) -> OutcomeRows:
    own = [rows[unit.target(criterion.number)] for criterion in outcome.criteria]
    met = sum(row.state == "m" for row in own)
    note = _("%(met)d of %(all)d met") % {"met": met, "all": len(own)}
    return OutcomeRows(number=outcome.number, title=outcome.text, note=note, rows=folded(own, settled=settled))


def _requirements(unit: Unit, rows: dict[str, Row]) -> list[RequirementFacts]:
    """A number stands once, with its facts; facts in the same words are one."""
    found: dict[str, dict[str, Fact]] = {}
    for requirement in unit.requirements:
        facts = found.setdefault(requirement.number, {})
        known = {row.target for fact in facts.values() for row in fact.rows}
        one = _fact(unit, requirement, rows)
        own = [row for row in one.rows if row.target not in known]
        if before := facts.get(one.text):
            note = "; ".join(filter(None, [before.note, one.note]))
            facts[one.text] = Fact(text=one.text, note=note, met=before.met or one.met, rows=before.rows + own)
        else:
            facts[one.text] = replace(one, rows=own)
    return [RequirementFacts(number=number, facts=list(facts.values())) for number, facts in found.items()]


def _fact(unit: Unit, requirement: Requirement, rows: dict[str, Row]) -> Fact:
    own = [rows[target] for target in requirement_targets(unit.key, requirement)]
    met = sum(row.state == "m" for row in own)
    note, enough = "", bool(own) and met == len(own)
    match requirement.kind:
        case RequirementKind.ALL_OF:
            note = _("all %(all)d parts: %(met)d met") % {"all": len(own), "met": met}
        case RequirementKind.N_OF:
            note = _("at least %(need)d of %(all)d: %(met)d met") % {"need": requirement.at_least, "all": len(own), "met": met}
            enough = met >= requirement.at_least
        case RequirementKind.N_DIFFERENT:
            note = ngettext("%(n)d thing", "%(n)d different things", requirement.at_least) % {"n": requirement.at_least}
        case RequirementKind.NO_SIMULATION:
            note = _("simulation does not count")
        case RequirementKind.PLACE:
            note = _("says where it counts")
        case RequirementKind.SUFFICIENT_PERIOD:
            note = _("the assessor says whether the time is long enough")
        case RequirementKind.PERMISSION:
            note = _("allowed")
        case _:
            note = _("met") if enough else ""
    return Fact(text=requirement.text, note=note, rows=own, met=enough)


def _gate(registration: Registration, unit: Unit, framework: Framework) -> tuple[str, bool, list[Reason]]:
    """Head, whether it is open, and each reason; for a unit that is signed off, since when and by whom."""
    row = registration.progress
    state = projection.signed_state(row, unit.key)
    signed = assessment.sign_offs_in_force(registration).filter(unit=unit.key).first() if state else None
    if signed and state in ("signed", "agreed") and not projection.doubts_in(row, unit.key):
        lines = [Reason(text=_("Signed off by %(name)s") % {"name": signed.signed_by.name}, met=True)]
        if state == "agreed":
            lines.append(Reason(text=_("Looked at a second time and agreed"), met=True))
            return _("Signed off"), True, lines
        lines.append(Reason(text=_("A second pair of eyes has not looked yet")))
        return _("Signed off, waits for its second look"), True, lines
    called = text.names_of(framework)
    reasons = [_reason(s, called) for s in assessment_facts.sign_off_gate(registration, unit, row)]
    if signed and state == "returned" and getattr(signed, "review", None):
        said = _("Returned by %(name)s: “%(reason)s”") % {"name": signed.review.made_by.name, "reason": signed.review.reason}
        return _("Returned: sign-off opens again"), False, [Reason(text=said), *reasons]
    if not reasons:
        name = registration.assessor.first_name if registration.assessor else _("your assessor")
        return _("Ready to be signed off"), True, [Reason(text=_("Everything is met; %(name)s signs it off") % {"name": name}, met=True)]
    return _("Sign-off is not open yet"), False, reasons


def _reason(shortfall: Any, called: dict[str, str]) -> Reason:
    words = text.sentence(shortfall, called)
    numbers = shortfall.args.get("criteria") or ()
    return Reason(text=words[:1].upper() + words[1:], href=f"#{anchor(numbers[0])}" if numbers else "")


# Choosing and agreeing -----------------------------------------------------------------------------------------------


def _around(registration: Registration, title: str, lead: str) -> Surroundings:
    return Surroundings(
        title=title, lead=lead, trail=[Crumb(_("Units"), reverse("learner_units")), Crumb(_("Choice"))],
        here=reverse("learner_choose_units"), agree=reverse("learner_agree_units"), after=reverse("learner_home"),
        routes=reverse("learner_unit_routes"), wishing=reverse("learner_unit_wishes"),
        other=registration.assessor.first_name if registration.assessor else _("Your assessor"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_choose_units(request: Request) -> HttpResponse:
    """Tick units; the rules answer at once."""
    registration = mine(request)
    lead = _("%(title)s. The rules answer as you tick. Nothing is agreed before you both say so.")
    around = _around(registration, _("Choose your units"), lead % {"title": registration.qualification_title})
    return unit_choice.choose_units(request, registration, around)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_unit_routes(request: Request) -> HttpResponse:
    """The best ways to complete, and taking one of them into the choice."""
    registration = mine(request)
    return unit_routes.unit_routes(request, registration, _around(registration, _("Choose your units"), ""))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_unit_wishes(request: Request) -> HttpResponse:
    """What the ways to complete are worked out from: the job, units wished and impossible."""
    registration = mine(request)
    return unit_routes.unit_wishes(request, registration, _around(registration, _("Choose your units"), ""))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_agree_units(request: Request) -> HttpResponse:
    """Look at what the assessor proposed, and agree."""
    registration = mine(request)
    around = _around(registration, _("Agree your units"), _("From then on these are your units. You can propose others later."))
    return unit_choice.agree_units(request, registration, around)
