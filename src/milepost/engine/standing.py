"""Where a registration stands: facts about claims, judgements and sign-offs → the state of every target.

Only a judgement makes a target met; a claim makes it claimed. Whatever is met turns doubtful as soon as the evidence of
a claim that the judgement lists has changed or is gone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from milepost.engine.framework import Unit
from milepost.engine.requirements import Evidence, Key, UnitFacts


class State(StrEnum):
    """What can be said of one target."""

    MET = "met"
    CLAIMED = "claimed"  # handed in, waiting for the assessor
    REDO = "redo"  # not yet, and nothing newer handed in since
    DOUBT = "doubt"  # met, but the evidence behind it changed since
    OPEN = "open"  # nothing handed in; drafts are open

    @property
    def cell(self) -> str:
        return self.value[0]


class Decision(StrEnum):
    MET = "met"
    NOT_YET = "not_yet"
    ASK = "ask"  # to be asked at the visit: still waiting
    UNDONE = "undone"  # supersedes a judgement and leaves none


class Review(StrEnum):
    """What the second pair of eyes said of a sign-off."""

    NONE = "none"
    AGREED = "agreed"
    RETURNED = "returned"


class SignedState(StrEnum):
    UNSIGNED = "unsigned"
    WAITING = "waiting"  # signed off, and a second look is still to come
    RETURNED = "returned"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Claim:
    """This evidence, in this version, is said to meet this target."""

    key: Key
    target: str
    evidence: Key
    version: int = 1
    handed_in: bool = True


@dataclass(frozen=True, slots=True)
class Rest:
    """One claim that a judgement lists, with the version of the evidence that was judged."""

    claim: Key
    evidence: Key
    version: int = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement in force on a target. It lists every claim that lay before the assessor.

    One that `waits` was made by somebody in training and is not countersigned: it decides nothing yet.
    """

    target: str
    decision: Decision
    rests_on: tuple[Rest, ...] = ()
    things: tuple[str, ...] = ()  # for "n different things": the things it found shown
    waits: bool = False


@dataclass(frozen=True, slots=True)
class SignOff:
    """The sign-off in force on a unit."""

    unit: str
    signed: bool = True
    review: Review = Review.NONE


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one registration that its standing follows from. Withdrawn evidence is absent from `evidence`."""

    claims: tuple[Claim, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    evidence: Mapping[Key, Evidence] = field(default_factory=dict)
    sign_offs: tuple[SignOff, ...] = ()
    needs_second_look: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many targets are in each state."""

    met: int = 0
    claimed: int = 0
    redo: int = 0
    doubt: int = 0
    open: int = 0

    @classmethod
    def of_cells(cls, cells: str) -> "Counts":
        return cls(*(cells.count(state.cell) for state in State))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.met + other.met, self.claimed + other.claimed, self.redo + other.redo, self.doubt + other.doubt, self.open + other.open
        )

    @property
    def all(self) -> int:
        return self.met + self.claimed + self.redo + self.doubt + self.open

    @property
    def evidenced(self) -> int:
        """Shown, whether judged yet or not. What came back for another try is not."""
        return self.met + self.claimed + self.doubt


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """Where one unit stands. `cells` has one letter per criterion, in the document's order: m, c, r, d or o."""

    key: str
    cells: str
    counts: Counts
    requirements: Counts
    signed: SignedState = SignedState.UNSIGNED

    @property
    def final(self) -> bool:
        return self.signed is SignedState.FINAL


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a registration stands over its units."""

    states: Mapping[str, State]
    units: Mapping[str, UnitStanding]
    counts: Counts  # of criteria
    requirements: Counts
    signed_off: int = 0  # criteria of units that are finally signed off

    def state(self, target: str) -> State:
        return self.states.get(target, State.OPEN)

    def cells(self, unit_keys: Iterable[str] | None = None) -> str:
        """One letter per criterion target of these units (or of all), in the order given."""
        return "".join(self.units[key].cells for key in (self.units if unit_keys is None else unit_keys))

    def targets(self, unit: Unit, state: State) -> tuple[str, ...]:
        """The unit's criterion and requirement targets in this state, in the document's order."""
        return tuple(t for t in (*unit.criterion_targets, *unit.requirement_targets) if self.state(t) is state)

    @property
    def evidenced_percent(self) -> int:
        return percent(self.counts.evidenced, self.counts.all)

    @property
    def met_percent(self) -> int:
        return percent(self.counts.met, self.counts.all)

    @property
    def signed_off_percent(self) -> int:
        return percent(self.signed_off, self.counts.all)


def percent(part: int, whole: int) -> int:
    """Rounded down: nobody is told 100 % at 99.6. Nothing of nothing is 0."""
    return part * 100 // whole if whole else 0


def time_used(starts_on: date, ends_on: date, today: date) -> int:
    """The share of the planned time that has gone, in whole percent from 0 to 100. A plan of no length is used up."""
    whole = (ends_on - starts_on).days
    return min(max(percent((today - starts_on).days, whole), 0), 100) if whole > 0 else 100


def standing(units: Iterable[Unit], facts: Facts) -> Standing:
    """The state of every criterion and requirement target of the units."""
    handed_in: dict[str, list[Claim]] = {}
    for claim in facts.claims:
        if claim.handed_in and claim.evidence in facts.evidence:
            handed_in.setdefault(claim.target, []).append(claim)
    known = dict.fromkeys(handed_in, State.CLAIMED)
    for judgement in facts.judgements:
        known[judgement.target] = _judged(judgement, handed_in.get(judgement.target, ()), facts.evidence)
    signed = {s.unit: _signed(s, needs_second_look=facts.needs_second_look) for s in facts.sign_offs}
    states: dict[str, State] = {}
    found: dict[str, UnitStanding] = {}
    for unit in units:
        criteria = {t: known.get(t, State.OPEN) for t in unit.criterion_targets}
        requirements = {t: known.get(t, State.OPEN) for t in unit.requirement_targets}
        states |= criteria
        states |= requirements
        cells = "".join([CELL[state] for state in criteria.values()])
        parts = "".join([CELL[state] for state in requirements.values()])
        found[unit.key] = UnitStanding(
            unit.key, cells, Counts.of_cells(cells), Counts.of_cells(parts), signed.get(unit.key, SignedState.UNSIGNED)
        )
    return Standing(
        states,
        found,
        sum((u.counts for u in found.values()), Counts()),
        sum((u.requirements for u in found.values()), Counts()),
        sum(u.counts.all for u in found.values() if u.final),
    )


CELL = {state: state.cell for state in State}


def unit_facts(unit: Unit, facts: Facts, standing: Standing) -> UnitFacts:
    """What the evidence requirements of a unit look at: its met targets, without those in doubt, and what they rest on."""
    targets = {*unit.criterion_targets, *unit.requirement_targets}
    met = {t for t in targets if standing.state(t) is State.MET}
    judgements = [j for j in facts.judgements if j.target in met]
    return UnitFacts(
        frozenset(met),
        {j.target: j.things for j in judgements if j.things},
        {j.target: tuple(facts.evidence[r.evidence] for r in j.rests_on if r.evidence in facts.evidence) for j in judgements},
    )


def _judged(judgement: Judgement, claims: Collection[Claim], evidence: Mapping[Key, Evidence]) -> State:
    if judgement.waits:
        return State.CLAIMED if claims else State.OPEN
    if judgement.decision is Decision.MET:
        return State.DOUBT if any(_changed(rest, evidence) for rest in judgement.rests_on) else State.MET
    if judgement.decision is Decision.NOT_YET:
        seen = {rest.claim: rest.version for rest in judgement.rests_on}
        return State.CLAIMED if any(claim.version > seen.get(claim.key, -1) for claim in claims) else State.REDO
    return State.CLAIMED if claims else State.OPEN


def _changed(rest: Rest, evidence: Mapping[Key, Evidence]) -> bool:
    piece = evidence.get(rest.evidence)
    return piece is None or piece.version != rest.version


def _signed(sign_off: SignOff, *, needs_second_look: bool) -> SignedState:
    if not sign_off.signed:
        return SignedState.UNSIGNED
    if sign_off.review is Review.RETURNED:
        return SignedState.RETURNED
    if sign_off.review is Review.AGREED or not needs_second_look:
        return SignedState.FINAL
    return SignedState.WAITING
