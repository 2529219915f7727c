"""The workbench: what a learner claims and an assessor has to decide, beside the evidence. Typed words live in a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.assessment import facts, policies
from milepost.assessment import queries as assessment
from milepost.assessment.words import Decision, Prompt, Verdict
from milepost.base.text import listed
from milepost.engine.framework import RequirementKind
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress, queries
from milepost.web.assessor import queue as work
from milepost.web.components import Choice, Crumb
from milepost.web.components.tags.page import in_words
from milepost.web.components.tags.work import JUDGEMENTS, KIND_ICONS
from milepost.web.portfolio import evidence as pieces
from milepost.web.portfolio import places
from milepost.web.portfolio.unit import second_of

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.assessment.models import Judgement, Phrase
    from milepost.base.models import Draft
    from milepost.engine.framework import Framework, Unit
    from milepost.people.queries import Fitness
    from milepost.portfolios.models import Claim, EvidenceVersion, Registration

AT_ONCE = 40  # cards on one page
REST = (*(choice._replace(key="") for choice in JUDGEMENTS), Choice("", gettext_lazy("Leave them open")))
STILL_MET = (Choice("met", gettext_lazy("Still met"), "check", "M"), *JUDGEMENTS[1:])


# What was typed -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form for one target."""

    verdict: str = ""
    feedback: str = ""
    prompts: frozenset[str] = frozenset()
    seen: str | None = None

    @property
    def anything(self) -> bool:
        return bool(self.verdict or self.feedback.strip() or self.prompts)


def fields_of(post: QueryDict) -> dict[str, Any]:
    """A form as drafts keep it: a text each, or a list where a name stands more than once."""
    kept = ("v-", "f-", "q-", "s-", "rest-")
    return {key: values if len(values) > 1 else values[0] for key, values in post.lists() if key.startswith(kept)}


def typed(fields: Mapping[str, Any]) -> dict[str, Typed]:
    """Fields by target: "v-L1:1.1" the verdict, "f-" the feedback, "q-" the prompts, "s-" the judgement that was seen."""
    found: dict[str, Typed] = {}
    for target in dict.fromkeys(name[2:] for name in fields if name[:2] in ("v-", "f-", "q-", "s-")):
        prompts = fields.get(f"q-{target}", [])
        seen = fields.get(f"s-{target}")
        found[target] = Typed(
            verdict=str(fields.get(f"v-{target}", "")), feedback=str(fields.get(f"f-{target}", "")),
            prompts=frozenset(prompts if isinstance(prompts, list) else [prompts]) & frozenset(Prompt.values),
            seen=None if seen is None else str(seen),
        )  # fmt: skip
    return found


def rest_of(fields: Mapping[str, Any]) -> Typed:
    """What stands for all that are open."""
    return Typed(verdict=str(fields.get("rest-v", "")), feedback=str(fields.get("rest-f", "")))


def with_phrases(fields: Mapping[str, Any], post: QueryDict, phrases: Mapping[str, str]) -> dict[str, Any]:
    """The form with the phrases that were chosen from lists put before what was typed: the way without JavaScript."""
    found = dict(fields)
    for name, chosen in post.items():
        if name.startswith("p-") and (phrase := phrases.get(str(chosen))):
            found[f"f-{name[2:]}"] = f"{phrase} {found.get(f'f-{name[2:]}', '')}".strip()
    return found


def with_rest(given: Mapping[str, Typed], rest: Typed) -> dict[str, Typed]:
    """The same verdict for all that are open, and the same words where nothing else was written."""
    if not rest.verdict:
        return dict(given)
    return {
        target: one if one.verdict else replace(one, verdict=rest.verdict, feedback=one.feedback.strip() or rest.feedback)
        for target, one in given.items()
    }


def decisions(given: Mapping[str, Typed]) -> list[Decision]:
    """What is decided; the rest stays where it is."""
    return [
        Decision(target, one.verdict, one.feedback, dict.fromkeys(sorted(one.prompts), True), **_looked_at(one.seen))
        for target, one in given.items()
        if one.verdict
    ]


def _looked_at(seen: str | None) -> dict[str, str | None]:
    """The judgement and the evidence that the page showed: "uuid/mark"."""
    judgement, _sep, basis = (seen or "").partition("/")
    return {"seen": None if seen is None else judgement, "basis": basis or None}


def without(fields: Mapping[str, Any], targets: Iterable[str]) -> dict[str, Any]:
    """The draft once these targets are sent. Empty where nothing that somebody typed is left."""
    gone = set(targets)
    left = {name: value for name, value in fields.items() if name[2:] not in gone and not name.startswith("rest-")}
    return left if any(one.anything for one in typed(left).values()) else {}


def draft_place(registration: Registration, unit: str) -> str:
    return f"judging:{registration.uuid}:{slugify(unit) or 'all'}"


# What is shown ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Question:
    """One of the four prompts, with what helps to answer it."""

    value: str
    words: str
    checked: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """One target to decide. `state` is "waiting", "doubt", "ask" or "again"."""

    target: str
    number: str
    text: str
    state: str
    claims: list[tuple[str, str, str, str]]
    choices: Sequence[Choice]
    typed: Typed
    questions: list[Question]
    current: Judgement | None
    basis: str
    said: str
    changes: list[pieces.Change] = field(default_factory=list)
    dates: str = ""
    things: str = ""
    first: bool = False

    @property
    def seen(self) -> str:
        return f"{self.current.uuid if self.current else ''}/{self.basis}"

    @property
    def radio(self) -> str:
        return f"v-{self.target}"

    @property
    def id(self) -> str:
        return f"v-{slugify(self.target.replace(':', '-').replace('.', '-'))}"

    @property
    def is_open(self) -> bool:
        return self.first or bool(self.typed.feedback) or self.typed.verdict == Verdict.NOT_YET


@dataclass(frozen=True, kw_only=True)
class CardGroup:
    """The cards of one unit."""

    unit: Unit
    cards: list[Card]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One piece of evidence that something here rests on."""

    label: str
    href: str
    kind: str
    icon: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Bench:
    registration: Registration
    unit: Unit | None
    title: str
    lead: str
    trail: list[Crumb]
    groups: list[CardGroup]
    more: int
    tabs: list[Tab]
    shown: pieces.Shown | None
    whole: str
    next: work.Waiting | None
    since: datetime | None
    here: str
    place: str
    kept_at: datetime | None
    refused: str = ""
    complete: list[tuple[str, str]] = field(default_factory=list)  # codes and addresses of units that may be ready
    why_not: str | None = None  # decide anything here today
    phrases: Sequence[Phrase] = ()
    rest: Typed = Typed()
    rest_choices: Sequence[Choice] = REST

    @property
    def cards(self) -> list[Card]:
        return [card for group in self.groups for card in group.cards]

    @property
    def decided(self) -> int:
        return sum(bool(card.typed.verdict) for card in self.cards)

    @property
    def name(self) -> str:
        return self.registration.learner.first_name

    @property
    def since_words(self) -> str:
        return _("since %(when)s") % {"when": in_words(self.since)} if self.since else ""


def bench(
    registration: Registration, *, unit: str, also: Sequence[str], evidence: str, given: Mapping[str, Typed] | None, draft: Draft | None,
    queue: list[work.Waiting], refused: str = "", phrases: Sequence[Phrase] = (), rest: Typed | None = None,
    fitness: Fitness | None = None,
) -> Bench:  # fmt: skip
    """Everything on the workbench. Claims, newest versions, judgements in force, and where evidence changed its old versions."""
    framework, row = framework_of(registration.specification), registration.progress
    chosen = framework.unit_by_key[unit] if unit in row.units else None
    units = [chosen] if chosen else [framework.unit_by_key[key] for key in row.units]
    claims: dict[str, list[Claim]] = {}
    for claim in queries.claims_of(registration).filter(hand_in__isnull=False).select_related("evidence", "hand_in"):
        claims.setdefault(claim.target, []).append(claim)
    versions = {version.evidence_id: version for version in queries.versions_of(registration)}
    standing = assessment.judgements_in_force(registration)
    if any("w" in mark for mark in row.marks.values()):
        standing = standing.select_related("made_by", "countersigning__countersigner", "countersigning__signature__signed_by")
    in_force = {one.target: one for one in standing}
    if given is None:
        given, rest = (typed(draft.body), rest_of(draft.body)) if draft else ({}, None)
    states = progress.states(row, registration)
    also_shown = {*also, *(given if refused else ())}
    wanted = [t for t in _wanted(units, states, claims, also=also_shown) if t in also_shown or not _is_asked(row.marks.get(t), claims[t])]
    shown_targets = wanted[:AT_ONCE]
    older = _older(registration, [in_force[t] for t in shown_targets if states.get(t) == "d" and t in in_force])
    # Addresses begin with where the reader is, so that evidence changes and the form stays.
    here = reverse("assessor_workbench", args=[registration.uuid])
    query = _query(unit if chosen else "", also)
    used = [claim for target in shown_targets for claim in claims[target] if claim.evidence_id in versions]
    tabs_of = {claim.evidence_id: claim.evidence for claim in used}
    asked = (one for one in tabs_of.values() if str(one.number) == evidence)
    current = next(asked, None) or next(
        (c.evidence for c in used if _is_new(c, in_force.get(c.target))), next(iter(tabs_of.values()), None)
    )

    def leads_to(claim_evidence: Any, locator: str = "") -> str:
        kind = _kind(versions[claim_evidence.pk])
        return f"{here}?{query}e={claim_evidence.number}{places.fragment(locator, kind)}"

    cards: list[Card] = []
    for target in shown_targets:
        cards.append(
            _card(target, framework=framework, claims=[c for c in claims[target] if c.evidence_id in versions], versions=versions,
                  in_force=in_force.get(target), typed_here=given.get(target, Typed()), state=states.get(target, "o"), older=older,
                  leads_to=leads_to, all_claims=claims, first=not cards)
        )  # fmt: skip
    waiting = [claim for claim in used if claim.hand_in]
    return Bench(
        registration=registration, unit=chosen, title=_title(registration, chosen, len(wanted)),
        lead=_lead(registration, len(tabs_of), waiting), trail=_trail(registration, chosen), groups=_grouped(units, cards),
        more=len(wanted) - len(shown_targets),
        tabs=[_tab(one, versions[one.pk], leads_to(one), current=one == current) for one in tabs_of.values()],
        shown=pieces.shown(current, versions[current.pk], used, framework=framework) if current else None,
        whole=reverse("assessor_evidence", args=[current.uuid]) if current else "",
        next=work.after(queue, registration.uuid, unit), since=_since(used, versions, in_force),
        here=f"{here}?{query}".rstrip("?&"), place=draft_place(registration, unit if chosen else ""),
        kept_at=draft.kept_at if draft else None, refused=refused, complete=_complete(registration, units), phrases=phrases,
        rest=rest or Typed(), why_not=policies.why_not_fit(registration, fitness, [t.rpartition(":")[0] for t in shown_targets]),
    )  # fmt: skip


def _since(claims: Sequence[Claim], versions: Mapping[int, EvidenceVersion], in_force: Mapping[str, Judgement]) -> datetime | None:
    """How long something here has waited: since it was handed in, or since its evidence was replaced."""
    new = [claim for claim in claims if claim.hand_in and _is_new(claim, in_force.get(claim.target))]
    return min((max(c.hand_in.handed_in_at, versions[c.evidence_id].made_at) for c in new if c.hand_in), default=None)


def _is_new(claim: Claim, in_force: Judgement | None) -> bool:
    """Whether nobody has judged this claim with this version of its evidence."""
    return in_force is None or [str(claim.uuid), claim.evidence.number, claim.evidence.version] not in in_force.rests_on


def _is_asked(mark: Mapping[str, Any] | None, claims: Iterable[Claim]) -> bool:
    """Whether a decision made in training waits for its countersignature, with nothing new since."""
    if not mark or mark.get("w") != "asked":
        return False
    return all([str(c.uuid), c.evidence.number, c.evidence.version] in mark["on"] for c in claims)


def _query(unit: str, also: Sequence[str]) -> str:
    given = QueryDict(mutable=True)
    if unit:
        given["unit"] = unit
    given.setlist("also", list(also))
    text = given.urlencode(safe=":/")
    return f"{text}&" if text else ""


def _wanted(units: Iterable[Unit], states: Mapping[str, str], claims: Mapping[str, Any], *, also: set[str]) -> list[str]:
    """Claimed and in doubt, in the document's order; and what somebody wants to judge anew."""
    found = []
    for unit in units:
        for target in (*unit.criterion_targets, *unit.requirement_targets):
            if target in claims and (states.get(target) in ("c", "d") or target in also):
                found.append(target)
    return found


def _older(registration: Registration, doubted: Sequence[Judgement]) -> dict[tuple[int, int], EvidenceVersion]:
    """The versions that judgements in doubt rest on, by evidence and version number. One query, and only where there is doubt."""
    wanted = {(number, version) for one in doubted for _claim, number, version in one.rests_on}
    if not wanted:
        return {}
    found = queries.earlier_versions_of(registration, [number for number, _version in wanted])
    return {(v.evidence.number, v.number): v for v in found if (v.evidence.number, v.number) in wanted}


def _card(
    target: str, *, framework: Framework, claims: list[Claim], versions: Mapping[int, EvidenceVersion], in_force: Judgement | None,
    typed_here: Typed, state: str, older: Mapping[tuple[int, int], EvidenceVersion], leads_to: Any, all_claims: Mapping[str, list[Claim]],
    first: bool,
) -> Card:  # fmt: skip
    number = target.rpartition(":")[2]
    newest = {version.evidence.number: version for version in versions.values()}
    changes: list[pieces.Change] = []
    if state == "d" and in_force:
        for _claim, evidence, version in in_force.rests_on:
            before, after = older.get((evidence, version)), newest.get(evidence)
            if before and after and before.number != after.number:
                href = reverse("assessor_evidence", args=[after.evidence.uuid])
                changes.append(pieces.change(before, after, href=href))
    standing = in_force if in_force and in_force.verdict != Verdict.UNDONE else None
    asked = standing is not None and standing.verdict == Verdict.ASK
    kind = "doubt" if state == "d" else "ask" if asked else "waiting" if state == "c" else "again"
    requirement = framework.requirement_by_target.get(target)
    days = sorted({v.happened_on for c in claims if (v := versions[c.evidence_id]).happened_on})
    return Card(
        target=target, number=_("Requirement %(n)s") % {"n": number[1:]} if requirement else number, text=pieces.text_of(framework, target),
        state=kind, claims=[(c.evidence.code, c.locator, leads_to(c.evidence, c.locator), _kind(versions[c.evidence_id])) for c in claims],
        choices=STILL_MET if kind == "doubt" else JUDGEMENTS, typed=typed_here, questions=_questions(typed_here, days, len(claims)),
        current=in_force, basis=facts.basis([[str(c.uuid), c.evidence.number, c.evidence.version] for c in claims]),
        said=_said(standing, kind), changes=list({change.after.pk: change for change in changes}.values()),
        dates=_dates(target, requirement, all_claims, versions),
        things=listed(dict.fromkeys(c.thing for c in claims if c.thing)), first=first,
    )  # fmt: skip


def _said(standing: Judgement | None, kind: str) -> str:
    """What stands, for somebody who is about to decide again."""
    if standing is None:
        return ""
    given = {"name": standing.made_by.name, "when": in_words(standing.made_at), "verdict": Verdict(standing.verdict).label}
    if kind == "doubt":
        return _("%(name)s judged it met %(when)s.") % given
    words = _("%(name)s, %(when)s: %(verdict)s.") % given
    if second := second_of(standing):
        words = f"{words} {second.words}"
    return f"{words} “{standing.feedback}”" if standing.feedback else words


def _questions(here: Typed, days: Sequence[Any], count: int) -> list[Question]:
    helps = {
        Prompt.CURRENT: listed(date_format(day, "j F") for day in days[-3:]) if days else "",
        Prompt.SUFFICIENT: ngettext("%(n)d claim", "%(n)d claims", count) % {"n": count},
    }
    return [
        Question(value=one, words=f"{Prompt(one).label} ({helps[Prompt(one)]})" if helps.get(Prompt(one)) else str(Prompt(one).label),
                 checked=one in here.prompts)
        for one in Prompt.values
    ]  # fmt: skip


def _dates(target: str, requirement: Any, all_claims: Mapping[str, list[Claim]], versions: Mapping[int, EvidenceVersion]) -> str:
    """For "over a sufficient period": the days that the evidence of the unit speaks of."""
    if requirement is None or requirement.kind is not RequirementKind.SUFFICIENT_PERIOD:
        return ""
    unit = target.rpartition(":")[0]
    shown = {c.evidence_id for t, claimed in all_claims.items() if t.startswith(f"{unit}:") for c in claimed}
    days = sorted({day for key in shown if key in versions and (day := versions[key].happened_on)})
    if not days:
        return _("None of the unit’s evidence says when the work was done.")
    given = {"n": len(days), "first": date_format(days[0], "j F Y"), "last": date_format(days[-1], "j F Y")}
    return ngettext(
        "The unit’s evidence speaks of %(n)d day: %(first)s.", "The unit’s evidence speaks of %(n)d days from %(first)s to %(last)s.", len(days)
    ) % given  # fmt: skip


def _kind(version: EvidenceVersion) -> str:
    return places.kind_of(version.evidence.kind, version.file.kind if version.file else "")


def _tab(evidence: Any, version: EvidenceVersion, href: str, *, current: bool) -> Tab:
    kind = _kind(version)
    return Tab(label=str(evidence), href=href, kind=kind, icon=KIND_ICONS.get(kind, "paperclip"), current=current)


def _grouped(units: Sequence[Unit], cards: Sequence[Card]) -> list[CardGroup]:
    found = [(unit, [card for card in cards if card.target.startswith(f"{unit.key}:")]) for unit in units]
    return [CardGroup(unit=unit, cards=here) for unit, here in found if here]


def _title(registration: Registration, unit: Unit | None, count: int) -> str:
    given = {"name": registration.learner.first_name, "n": count, "unit": unit.code if unit else ""}
    if not count:
        return (_("%(name)s, %(unit)s: nothing waits") if unit else _("%(name)s: nothing waits")) % given
    if unit:
        return ngettext("%(name)s: %(n)d decision for %(unit)s", "%(name)s: %(n)d decisions for %(unit)s", count) % given
    return ngettext("%(name)s: %(n)d decision", "%(name)s: %(n)d decisions", count) % given


def _lead(registration: Registration, evidence: int, waiting: Sequence[Claim]) -> str:
    name = registration.learner.first_name
    if not waiting:
        return _("As soon as %(name)s hands something in, it stands here beside its evidence.") % {"name": name}
    declared = [c.hand_in.handed_in_at for c in waiting if c.hand_in and c.hand_in.declared_own]
    pieces_ = ngettext("%(n)d piece of evidence.", "%(n)d pieces of evidence.", evidence) % {"n": evidence}
    if not declared:  # what somebody else saw, they handed in themselves
        return _("%(pieces)s Nothing reaches %(name)s before you send it.") % {"pieces": pieces_, "name": name}
    return _("%(pieces)s %(name)s declared the work their own, last %(when)s. Nothing reaches %(name)s before you send it.") % {
        "pieces": pieces_, "name": name, "when": in_words(max(declared)),
    }  # fmt: skip


def _trail(registration: Registration, unit: Unit | None) -> list[Crumb]:
    learner = Crumb(registration.learner.first_name, reverse("assessor_learner", args=[registration.uuid]))
    return [Crumb(_("Today"), reverse("assessor_today")), learner, Crumb(unit.code if unit else _("Judge"))]


def _complete(registration: Registration, units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Units of which every criterion is met and that nobody has signed off yet."""
    row = registration.progress
    cells = progress.unit_cells(row, registration)
    return [
        (unit.code, reverse("assessor_unit", args=[registration.uuid, unit.key]))
        for unit in units
        if cells[unit.key] and set(cells[unit.key]) == {"m"} and progress.signed_state(row, unit.key) not in progress.FINAL_WITHOUT_REVIEW
    ]
