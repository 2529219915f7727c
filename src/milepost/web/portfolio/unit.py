"""One unit of one learner, criterion by criterion: what is claimed, what was judged and by whom, and what the gate still misses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import facts
from milepost.assessment import queries as assessment
from milepost.assessment.words import Prompt, Verdict
from milepost.base.text import listed, names_of, sentence
from milepost.engine.framework import RequirementKind, requirement_targets
from milepost.frameworks.queries import framework_of
from milepost.people.words import CompetenceState
from milepost.portfolios import progress, queries
from milepost.web.components import Reason, UnitWall
from milepost.web.components.tags.page import in_words
from milepost.web.folding import Folded, folded
from milepost.web.portfolio import places

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from milepost.assessment.models import Judgement, SignOff
    from milepost.engine.framework import Framework, Requirement, Unit
    from milepost.engine.reasons import Shortfall
    from milepost.portfolios.models import Claim, Progress, Registration

TONES = {Verdict.MET: "good", Verdict.NOT_YET: "redo", Verdict.ASK: "info", Verdict.UNDONE: "info"}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One claim as a chip."""

    label: str
    locator: str
    state: str
    href: str
    kind: str
    title: str
    handed_in: bool


@dataclass(frozen=True, kw_only=True)
class Second:
    """Where the countersignature stands on what somebody in training decided."""

    words: str
    agreed: bool = False
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """One judgement in words."""

    judgement: Judgement
    verdict: str
    tone: str
    prompts: str
    rests_on: str
    bound: str = ""
    second: Second | None = None

    @property
    def counts(self) -> bool:
        return self.second is None or self.second.agreed


@dataclass(frozen=True, kw_only=True)
class Row:
    """One target of the unit with everything said of it."""

    target: str
    number: str
    text: str
    state: str
    chips: list[Chip]
    now: Said | None
    earlier: list[Said]

    @property
    def id(self) -> str:
        return f"c-{self.target.rpartition(':')[2]}"


@dataclass(frozen=True, kw_only=True)
class Section:
    """An outcome, or one fact of an evidence requirement, with its rows."""

    id: str
    number: str
    title: str
    rows: list[Row] = field(default_factory=list)
    note: str = ""
    settled: bool = False

    @property
    def fold(self) -> Folded[Row]:
        return folded(self.rows, settled=self.settled)

    @property
    def is_its_part(self) -> bool:
        """Whether its only part says the same words, so that they stand once."""
        return [row.text for row in self.rows] == [self.title]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One evidence requirement by its number, with all its facts."""

    number: str
    facts: list[Section]


@dataclass(frozen=True, kw_only=True)
class UnitStanding:
    """The unit as its page shows it."""

    registration: Registration
    unit: Unit
    outcomes: list[Section]
    requirements: list[Statement]
    shortfalls: list[Shortfall]
    gate: list[Reason]
    signed: str  # "", "signed", "agreed", "returned" or "reopened"
    sign_off: SignOff | None
    met: int
    shown: int
    open: int
    second_look: bool

    @property
    def rows(self) -> list[Row]:
        """Every target of the unit."""
        facts = [fact for one in self.requirements for fact in one.facts]
        return [row for section in (*self.outcomes, *facts) for row in section.rows]

    @property
    def lead(self) -> str:
        parts = [self.unit.code]
        if self.unit.level:
            parts.append(_("Level %(n)d") % {"n": self.unit.level})
        if self.unit.credit:
            parts.append(ngettext("%(n)d credit", "%(n)d credits", self.unit.credit) % {"n": self.unit.credit})
        return ", ".join(parts)

    @property
    def gate_title(self) -> str:
        match self.signed:
            case "agreed":
                return _("Signed off and agreed")
            case "signed":
                return _("Signed off, waits for its second look") if self.second_look else _("Signed off")
            case _ if not self.gate_closed:
                return _("Sign-off is open")
            case "returned":
                return _("Returned: sign-off is not open yet")
            case _:
                return _("Sign-off is not open yet")

    @property
    def gate_closed(self) -> bool:
        return bool(self.shortfalls)


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Names of the pages that chips and cells lead to, for one audience."""

    evidence: str
    unit: str


def signed_words(state: str, *, second_look: bool) -> tuple[str, str, str]:
    """Words, kind and icon of the tag of a unit's sign-off. Nothing where there is none."""
    match state:
        case "agreed":
            return _("Agreed"), "met", "check"
        case "signed":
            return (_("Waits for its second look"), "claim", "check") if second_look else (_("Signed off"), "met", "check")
        case "returned":
            return _("Returned"), "stop", "corner-down-left"
        case "reopened":
            return _("Open again"), "warn", "triangle-alert"
        case _:
            return "", "", ""


def unit_of(registration: Registration, key: str) -> Unit:
    """An agreed unit of this learner; there is no page for another."""
    framework = framework_of(registration.specification)
    if key not in registration.progress.units or key not in framework.unit_by_key:
        raise Http404
    return framework.unit_by_key[key]


def standing(registration: Registration, key: str, *, pages: Pages, second_look: bool, sign_off: SignOff | None = None) -> UnitStanding:
    """Seven queries: claims, judgements, what they are bound to, three for the gate, and the sign-off in force where none is given."""
    unit, row = unit_of(registration, key), registration.progress
    framework = framework_of(registration.specification)
    states = progress.states(row, registration)
    claims = list(queries.claims_of_unit(registration, key))
    judgements = assessment.judgements_of_unit(registration, key)
    said, bound = _by_target(judgements), assessment.bound_of(registration)
    shortfalls = facts.sign_off_gates(registration, [unit], row)[key]
    counted = progress.unit_cells(row, registration)[key]
    sign_off = sign_off or assessment.sign_offs_in_force(registration).filter(unit=key).first()

    def rows(targets: Iterable[tuple[str, str, str]]) -> list[Row]:
        found = []
        for target, number, text in targets:
            every = [_said(one, registration, bound) for one in said.get(target, [])]
            chips = [_chip(claim, states.get(target, "o"), pages) for claim in claims if claim.target == target]
            now = every[0] if every and every[0].judgement.verdict != Verdict.UNDONE else None
            found.append(
                Row(target=target, number=number, text=text, state=states.get(target, "o"), chips=chips, now=now,
                    earlier=every[1:] if now else every)
            )  # fmt: skip
        return found

    # Whoever looks a second time reads every judgement, so nothing is folded away before that.
    looked_at = progress.signed_state(row, key) == "agreed" or not second_look
    outcomes, settled = [], looked_at and key in progress.closed_units(row)
    for outcome in unit.outcomes:
        lines = rows((unit.target(c.number), c.number, c.text) for c in outcome.criteria)
        met = sum(line.state == "m" for line in lines)
        note = _("%(met)d of %(all)d met") % {"met": met, "all": len(lines)}
        outcomes.append(Section(id=f"o{outcome.number}", number=outcome.number, title=outcome.text, rows=lines, note=note, settled=settled))
    return UnitStanding(
        registration=registration, unit=unit, outcomes=outcomes,
        requirements=_requirements(unit, rows),
        shortfalls=[in_runs(one, unit) for one in shortfalls], gate=gate_reasons(framework, unit, shortfalls), signed=progress.signed_state(row, key), sign_off=sign_off,
        met=counted.count("m"), shown=sum(counted.count(letter) for letter in "cdr"), open=counted.count("o"), second_look=second_look,
    )  # fmt: skip


def _by_target(judgements: QuerySet[Judgement]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for one in judgements:
        found.setdefault(one.target, []).append(one)
    return found


def second_of(judgement: Judgement) -> Second | None:
    """The countersignature in words; nothing where none was asked for."""
    asked = getattr(judgement, "countersigning", None)
    if asked is None:
        return None
    signature = getattr(asked, "signature", None)
    if signature is None:
        return Second(words=_("Made in training. It counts once %(name)s has countersigned it.") % {"name": asked.countersigner.name})
    given = {"name": signature.signed_by.name, "when": in_words(signature.signed_at), "reason": signature.reason}
    if facts.waits_for(judgement):
        return Second(words=_("%(name)s did not countersign it, %(when)s: “%(reason)s” It waits to be judged anew.") % given, refused=True)
    return Second(words=_("Countersigned by %(name)s, %(when)s.") % given, agreed=True)


def _bound(judgement: Judgement, registration: Registration, bound: Mapping[str, Any]) -> str:
    """ "Version 1 of the specification (5f3a9c21); qualified in it that day"."""
    args = bound.get(str(judgement.uuid))
    if not args or "specification" not in args:
        return ""
    given = {"n": registration.specification.version, "digest": args["specification"][:8]}
    entry = args["competence"].get(judgement.target.rpartition(":")[0])
    state = _("%(state)s in it that day") % {"state": CompetenceState(entry["state"]).label} if entry else ""
    return "; ".join(filter(None, [_("version %(n)d of the specification (%(digest)s)") % given, state]))


def _said(judgement: Judgement, registration: Registration, bound: Mapping[str, Any]) -> Said:
    pieces = [f"E{number}, {_('version %(n)d') % {'n': version}}" for _claim, number, version in judgement.rests_on]
    return Said(
        judgement=judgement, verdict=str(Verdict(judgement.verdict).label), tone=TONES[Verdict(judgement.verdict)],
        prompts=", ".join(str(Prompt(one).label) for one in Prompt.values if judgement.prompts.get(one)),
        rests_on="; ".join(dict.fromkeys(pieces)), bound=_bound(judgement, registration, bound), second=second_of(judgement),
    )  # fmt: skip


def _chip(claim: Claim, state: str, pages: Pages) -> Chip:
    kind = places.kind_of(claim.evidence.kind, getattr(claim, "media", "") or "")
    return Chip(
        label=claim.evidence.code, locator=claim.locator, state=state if claim.hand_in_id else "o",
        href=reverse(pages.evidence, args=[claim.evidence.uuid]) + places.fragment(claim.locator, kind), kind=kind,
        title=claim.evidence.title, handed_in=claim.hand_in_id is not None,
    )  # fmt: skip


def _requirements(unit: Unit, rows: Callable[[Iterable[tuple[str, str, str]]], list[Row]]) -> list[Statement]:
    """A number stands once, with its facts, and each part of it once."""
    found: dict[str, list[Section]] = {}
    for requirement in unit.requirements:
        facts = found.setdefault(requirement.number, [])
        known = {row.target for fact in facts for row in fact.rows}
        one = _requirement(unit, requirement, rows)
        own = [row for row in one.rows if row.target not in known]
        if own or all(fact.title != one.title for fact in facts):
            facts.append(replace(one, rows=own))
    return [Statement(number=number, facts=facts) for number, facts in found.items()]


def _requirement(unit: Unit, requirement: Requirement, rows: Callable[[Iterable[tuple[str, str, str]]], list[Row]]) -> Section:
    targets = requirement_targets(unit.key, requirement)
    parts: Sequence[tuple[str, str, str]]
    if requirement.items and requirement.kind in (RequirementKind.ALL_OF, RequirementKind.N_OF):
        parts = [(t, f"{requirement.number}.{i.letter}", i.text) for t, i in zip(targets, requirement.items, strict=True)]
    else:
        parts = [(t, requirement.number, requirement.text) for t in targets]
    return Section(id=f"r{requirement.number}-{requirement.kind}", number=requirement.number, title=requirement.text, rows=rows(parts))


def gate_reasons(framework: Framework, unit: Unit, shortfalls: Sequence[Shortfall]) -> list[Reason]:
    """What is missing, each with where to look; then what is fulfilled."""
    called = names_of(framework)
    found = [Reason(text=_upper(sentence(in_runs(one, unit), called)), href=_where(in_runs(one, unit))) for one in shortfalls]
    kinds = {one.kind for one in shortfalls}
    if not kinds & {"criteria_open", "criteria_claimed", "criteria_redo", "criteria_in_doubt", "no_criteria"}:
        n = len(unit.criterion_targets)
        found.append(Reason(text=ngettext("%(n)d criterion is met", "All %(n)d criteria are met", n) % {"n": n}, met=True))
    restricted = any(one.kind is RequirementKind.NO_SIMULATION for one in unit.requirements)
    if restricted and "requirement_simulation" not in kinds:
        found.append(Reason(text=_("No simulation used where it does not count"), met=True))
    if "declaration" not in kinds:
        found.append(Reason(text=_("The learner declared the work their own"), met=True))
    return found


def in_runs(shortfall: Shortfall, unit: Unit) -> Shortfall:
    """The same reason with neighbours drawn together: "2.2 to 2.6" for five numbers."""
    numbers = shortfall.args.get("criteria")
    if not isinstance(numbers, tuple) or len(numbers) < 3:
        return shortfall
    place = {criterion.number: i for i, criterion in enumerate(unit.criteria)}
    runs: list[list[str]] = []
    for number in numbers:
        if runs and place[number] == place[runs[-1][-1]] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [_("%(a)s to %(b)s") % {"a": run[0], "b": run[-1]} if len(run) > 2 else listed(run) for run in runs]
    return replace(shortfall, args={**shortfall.args, "criteria": tuple(words), "first": numbers[0]})


def _where(shortfall: Shortfall) -> str:
    numbers = shortfall.args.get("criteria")
    if isinstance(numbers, tuple) and numbers:
        return f"#c-{shortfall.args.get('first', numbers[0])}"
    return "#requirements" if shortfall.kind.startswith("requirement") else ""


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


# The whole portfolio ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One unit in the list of a learner."""

    unit: Unit
    href: str
    met: int
    all: int
    tag: tuple[str, str, str]
    is_open: bool
    gate: str
    more: int


def unit_lines(registration: Registration, row: Progress, *, page: str, second_look: bool) -> list[UnitLine]:
    """Each agreed unit with its gate. Three queries, however many units."""
    framework = framework_of(registration.specification)
    units = [framework.unit_by_key[key] for key in row.units]
    if not units:
        return []
    gates = facts.sign_off_gates(registration, units, row)
    cells, called = progress.unit_cells(row, registration), names_of(framework)
    lines = []
    for unit in units:
        missing = gates[unit.key]
        lines.append(
            UnitLine(
                unit=unit, href=reverse(page, args=[registration.uuid, unit.key]), met=cells[unit.key].count("m"), all=len(cells[unit.key]),
                tag=signed_words(progress.signed_state(row, unit.key), second_look=second_look), is_open=not missing,
                gate=_upper(sentence(in_runs(missing[0], unit), called)) if missing else "", more=max(len(missing) - 1, 0),
            )
        )  # fmt: skip
    return lines


def wall(registration: Registration, row: Progress, *, page: str) -> list[UnitWall]:
    """Every criterion of every agreed unit, from the progress alone. Each cell leads to its row."""
    framework, found = framework_of(registration.specification), []
    cells = progress.unit_cells(row, registration)
    for key in row.units:
        unit = framework.unit_by_key[key]
        href = reverse(page, args=[registration.uuid, key])
        numbers = [criterion.number for criterion in unit.criteria]
        found.append(
            UnitWall(
                code=unit.code, title=unit.title, href=href,
                cells=[(number, letter, f"{href}#c-{number}") for number, letter in zip(numbers, cells[key], strict=True)],
            )
        )  # fmt: skip
    return found
