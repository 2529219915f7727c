"""One learner's portfolio as the people around it fill it: each method is an act, or the few acts of one sitting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from milepost.assessment import actions as assessment
from milepost.assessment.models import SignOff
from milepost.assessment.words import Decision, Prompt, Verdict
from milepost.assurance import actions as assurance
from milepost.base import clock
from milepost.base.files import store
from milepost.base.models import Actor
from milepost.demo.learners import Learner
from milepost.demo.papers import Made, make
from milepost.demo.texts import Sketch, UnitTexts, Voice, unit
from milepost.engine.framework import RequirementKind, Unit, requirement_targets
from milepost.frameworks.queries import framework_of
from milepost.portfolios import actions
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Claim, Evidence, Registration


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that a learner is going to show. `things` are different things of the one target that asks for them."""

    unit: Unit
    title: str
    form: str
    criteria: tuple[str, ...]
    requirements: tuple[str, ...] = ()
    things: dict[str, Sequence[str]] = field(default_factory=dict)


class Portfolio:
    """A registration, and what its people remember between two acts."""

    def __init__(self, learner: Learner, registration: Registration, *, own: Actor, assessor: Actor, iqa: Actor, rng: Random) -> None:
        self.learner, self.registration = learner, registration
        self.own, self.assessor, self.iqa, self.rng = own, assessor, iqa, rng
        self.voice = Voice(learner.employer, rng)
        self.framework = framework_of(registration.specification)
        self.drafts: list[Claim] = []
        self.waiting: dict[str, None] = {}  # targets handed in, in their order
        self.redo: list[str] = []
        self.judged: list[Evidence] = []
        self.shown: list[Evidence] = []
        self.sign_offs: dict[str, SignOff] = {}
        self.pieces: dict[int, Piece] = {}  # by the evidence that was made of them
        self.doubtful: set[str] = set()  # units in which a judged piece was replaced
        self.ahead: list[Piece] = []  # what is left to show of the unit in hand

    def unit(self, code: str) -> Unit:
        return self.framework.unit_by_code[code]

    def pieces_of(self, code: str) -> list[Piece]:
        """What this learner is going to show for a unit: the parts of its requirements are spread over the pieces."""
        texts, of = unit(code), self.unit(code)
        shares: list[list[str]] = [[] for _sketch in texts.sketches]
        things: dict[str, Sequence[str]] = {}
        wide = [n for n, sketch in enumerate(texts.sketches) if len(sketch.shows) > 2]
        for order, target in enumerate(self._requirements(of)):
            number = target.rpartition(":")[2]
            if number in texts.things:
                things[target] = texts.things[number]
            shares[wide[order % len(wide)]].append(target)
        return [self._piece(of, sketch, tuple(share), things) for sketch, share in zip(texts.sketches, shares, strict=True)]

    def _piece(self, of: Unit, sketch: Sketch, share: tuple[str, ...], things: dict[str, Sequence[str]]) -> Piece:
        return Piece(of, sketch.title, sketch.form, sketch.shows, share, {t: things[t] for t in share if t in things})

    def _requirements(self, of: Unit) -> Iterator[str]:
        for requirement in of.requirements:
            targets = requirement_targets(of.key, requirement)
            if requirement.kind is RequirementKind.N_OF:
                yield from sorted(self.rng.sample(targets, requirement.at_least))
            else:
                yield from targets

    def _make(self, piece: Piece) -> Made:
        says = self._says(unit(piece.unit.code), piece.criteria)
        return make(piece.form, voice=self.voice, learner=self.learner.name, title=piece.title, day=clock.today(), says=says)

    def show(self, piece: Piece) -> Evidence:
        """Add a piece of evidence and say what it shows. It is a draft until it is handed in."""
        made = self._make(piece)
        file = store(made.file, name=made.name, centre=self.registration.centre, by=self.own) if made.file else None
        evidence = actions.add_evidence(
            self.registration,
            by=self.own,
            kind=made.kind,
            title=piece.title,
            file=file,
            body=made.body,
            url=made.url,
            details=made.details,
            happened_on=clock.today(),
            nature=made.nature,
        )
        self.shown.append(evidence)
        self.pieces[evidence.pk] = piece
        targets = [Target(piece.unit.target(number), made.place(order)) for order, number in enumerate(piece.criteria)]
        for order, target in enumerate(piece.requirements):
            for n, thing in enumerate(piece.things.get(target, ("",))):
                targets.append(Target(target, made.place(order + n), thing))
        self.drafts += self._claim(evidence, targets)
        return evidence

    def _claim(self, evidence: Evidence, targets: Iterable[Target]) -> list[Claim]:
        apart = {(t.target, t.locator, t.thing): t for t in targets}
        return actions.claim(evidence, by=self.own, targets=list(apart.values()))

    def _says(self, texts: UnitTexts, criteria: Sequence[str]) -> list[str]:
        """A paragraph for each criterion; some say a little more."""
        found = [self.voice.fill(texts.says[number]) for number in criteria]
        more = self.rng.sample(range(len(found)), (len(found) + 1) // 3)
        for n, then in zip(more, self.voice.some_of("then", len(more)), strict=True):
            found[n] += f" {then}"
        return found

    def hand_in(self) -> None:
        """Everything that is still a draft goes to the assessor, declared as one's own."""
        actions.hand_in(self.registration, by=self.own, claims=self.drafts, declared_own=True)
        self.waiting |= dict.fromkeys(c.target for c in self.drafts)
        self.drafts = []

    def judge(self, *, not_yet: Sequence[str] = (), ask: Sequence[str] = (), only: Sequence[str] | None = None, words: str = "") -> None:
        """Decide on what waits. `words` are the feedback on what is not met yet, if it should be these."""
        decided = [t for t in self.waiting if only is None or t in only]
        decisions = [self._decision(t, not_yet=t in not_yet, ask=t in ask, words=words) for t in decided]
        assessment.judge(self.registration, by=self.assessor, decisions=decisions)
        self.redo = [t for t in self.redo if t not in decided] + [t for t in decided if t in not_yet]
        self.waiting = {t: None for t in self.waiting if t not in decided}
        self.judged += [e for e in self.shown if e not in self.judged]

    def _decision(self, target: str, *, not_yet: bool, ask: bool, words: str) -> Decision:
        if not_yet:
            prompts = {Prompt.VALID.value: True, Prompt.AUTHENTIC.value: True, Prompt.SUFFICIENT.value: False}
            return Decision(target, Verdict.NOT_YET, words or self.voice.one_of("not_yet"), prompts)
        if ask:
            return Decision(target, Verdict.ASK, self.voice.one_of("ask"))
        return Decision(
            target, Verdict.MET, self.voice.one_of("met") if self.rng.random() < 0.3 else "", {prompt.value: True for prompt in Prompt}
        )

    def mend(self) -> None:
        """Answer what came back: a short statement for it, handed in at once."""
        by_unit: dict[str, list[str]] = {}
        for target in self.redo:
            by_unit.setdefault(target.rpartition(":")[0], []).append(target)
        for key, targets in by_unit.items():
            of = self.framework.unit_by_key[key]
            says = self.voice.some_of("redone", max(len(targets), 2))
            evidence = actions.add_evidence(
                self.registration,
                by=self.own,
                kind="statement",
                title=f"What was missing for {of.code}",
                body="\n\n".join(says),
                happened_on=clock.today(),
            )
            self.shown.append(evidence)
            self.drafts += self._claim(evidence, [Target(t, f"para {min(n, len(says))}") for n, t in enumerate(targets, 1)])
        self.hand_in()

    def replace(self, evidence: Evidence) -> None:
        """A new version of a judged piece: what rests on it falls in doubt."""
        piece = self.pieces[evidence.pk]
        made = self._make(piece)
        file = store(made.file, name=made.name, centre=self.registration.centre, by=self.own) if made.file else None
        actions.replace_evidence(evidence, by=self.own, reason=self.voice.one_of("replaced"), file=file, body=made.body)
        self.doubtful.add(piece.unit.code)

    def sign_off(self, code: str) -> None:
        comment = self.voice.one_of("signed")
        self.sign_offs[code] = assessment.sign_off(self.registration, by=self.assessor, unit=self.unit(code).key, comment=comment)

    def agree(self, code: str) -> None:
        assurance.agree_unit(self.sign_offs[code], by=self.iqa, comment=self.voice.one_of("agreed"))

    def return_(self, code: str) -> None:
        reason = self.voice.one_of("changed" if code in self.doubtful else "returned")
        assurance.return_unit(self.sign_offs[code], by=self.iqa, reason=reason)
