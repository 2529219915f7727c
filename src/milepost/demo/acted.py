"""The learners of `shape.py`, built by the actions that people use: slow, and the truth that `bulk.py` is held to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from milepost.assessment.actions import judge
from milepost.assessment.words import Decision, Verdict
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.files import store
from milepost.base.models import Actor
from milepost.demo import shape
from milepost.frameworks.actions import adopt
from milepost.frameworks.models import Specification
from milepost.people.actions import appoint, open_centre
from milepost.people.models import Appointment, Centre, Organisation
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Registration
from milepost.portfolios.words import ApprovalState, EvidenceKind

FEEDBACK = "Clear, and in your own words."
MORE = "Say what came of it."


@dataclass(frozen=True)
class Stage:
    """What must stand before the first learner: centre, manager, specification, assessors."""

    centre: Centre
    manager: Actor
    specification: Specification
    assessors: list[Appointment]
    opened_at: datetime = shape.START
    employers: Sequence[Organisation] = ()  # where learners work, one after the other; none: nobody says where

    def employer_of(self, learner: int) -> Organisation | None:
        """Where the learner with this number works."""
        return self.employers[learner % len(self.employers)] if self.employers else None


def stage(assessors: int = 20, *, number: str = "ST-7700", password: str | None = None, opened_at: datetime = shape.START) -> Stage:
    """Open a centre with its staff, and publish the specification of the shape."""
    with clock.at(opened_at):
        by = system()
        centre = open_centre("Station Training", name="Station", number=number, by=by)
        manager = appoint(
            centre, by=by, email="manager@station.example", name="Mara Station", role=Role.CENTRE_MANAGER, password=password
        ).actor
        staff = [
            appoint(
                centre,
                by=by,
                email=f"assessor{i:02d}@station.example",
                name=f"Assessor {i:02d}",
                role=Role.ASSESSOR,
                password=password if i == 0 else None,
            )
            for i in range(assessors)
        ]
        specification = adopt(centre, by=manager, document=shape.document())
        actions.note_approval(
            specification, by=manager, qualification=shape.QUALIFICATION, state=ApprovalState.APPROVED, approved_on=clock.today()
        )
    return Stage(centre=centre, manager=manager, specification=specification, assessors=staff, opened_at=opened_at)


def act(story: shape.Story, on: Stage, *, source: bytes) -> Registration:
    """Live one learner's story, act by act, each at its own moment."""
    assessor = on.assessors[story.assessor]
    with clock.at(story.registered_at):
        learner = appoint(on.centre, by=system(), email=story.email, name=story.name, role=Role.LEARNER)
        registration = actions.register(
            learner.person,
            by=on.manager,
            specification=on.specification,
            qualification=shape.QUALIFICATION,
            starts_on=clock.today(),
            ends_on=story.ends_on,
            employer=on.employer_of(story.index),
            assessor=assessor.person,
        )
    units = [unit["key"] for unit in shape.document()["units"]]
    with clock.at(story.proposed_at):
        plan = actions.propose_units(registration, by=assessor.actor, units=units)
    with clock.at(story.agreed_at):
        actions.agree_units(plan, by=learner.actor)
    for piece in story.pieces:
        _show(piece, registration, on, learner=learner.actor, assessor=assessor.actor, source=source)
    return registration


def _show(piece: shape.Piece, registration: Registration, on: Stage, *, learner: Actor, assessor: Actor, source: bytes) -> None:
    with clock.at(piece.added_at):
        file = store(source, name=f"{piece.title}.txt", centre=on.centre, by=learner)
        evidence = actions.add_evidence(
            registration,
            by=learner,
            kind=EvidenceKind.FILE,
            title=piece.title,
            file=file,
            happened_on=clock.today(),
        )
    with clock.at(piece.claimed_at):
        claims = actions.claim(evidence, by=learner, targets=[Target(t, shape.LOCATOR) for t in piece.targets])
    with clock.at(piece.handed_in_at):
        actions.hand_in(registration, by=learner, claims=claims, declared_own=True)
    if piece.judged_at:
        with clock.at(piece.judged_at):
            met = [Decision(t, Verdict.MET, FEEDBACK) for t in piece.met]
            more = [Decision(t, Verdict.NOT_YET, MORE) for t in piece.not_yet]
            judge(registration, by=assessor, decisions=met + more)
