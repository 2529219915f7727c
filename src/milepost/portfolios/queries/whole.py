"""How the qualifications of a framework add up for one learner: an apprenticeship, say, and what is achieved towards it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from milepost.engine.framework import Framework, How, Qualification, Unit
from milepost.engine.whole import Reached, Whole, is_part, parts_of, whole
from milepost.frameworks.queries import framework_of
from milepost.portfolios.models import Registration
from milepost.portfolios.queries import progress
from milepost.portfolios.queries.routes import ground_of
from milepost.portfolios.words import OPEN_STATES, RegistrationState


@dataclass(frozen=True)
class Part:
    """One qualification of the framework. `registration` is where the learner works on it, or has achieved it."""

    unit: Unit
    reached: Reached
    registration: Registration | None = None
    how: How | None = None  # where it is achieved otherwise


@dataclass(frozen=True)
class WholeStanding:
    """Where a learner stands in a framework of qualifications."""

    registration: Registration
    framework: Framework
    qualification: Qualification
    parts: tuple[Part, ...]
    whole: Whole

    def missing(self, agreed: Collection[str]) -> tuple[Part, ...]:
        """Those of the agreed ones that are not achieved."""
        return tuple(part for part in self.parts if part.unit.key in agreed and part.reached is not Reached.ACHIEVED)


def is_whole(registration: Registration) -> bool:
    """Whether it is a framework of qualifications that the learner is registered on. Asks nothing."""
    framework = framework_of(registration.specification)
    return bool(parts_of(framework, framework.qualification(registration.qualification)))


def others_of(registration: Registration, *, own: bool = False) -> list[Registration]:
    """What else the learner is or was registered on at this centre, the newest first. One query.

    `own`: they read it themselves. Nobody else learns here that somebody takes part in a programme.
    """
    found = Registration.objects.filter(learner_id=registration.learner_id, centre_id=registration.centre_id).exclude(pk=registration.pk)
    found = found if own else found.filter(programme=False)
    return list(found.select_related("progress", "learner", "specification").defer("specification__document").order_by("-registered_at"))


def whole_standing(registration: Registration, others: Sequence[Registration] | None = None) -> WholeStanding | None:
    """None where the learner is registered on units alone. `others`: what else they are registered on, where it is known already."""
    if not is_whole(registration):
        return None
    framework, row, ground = framework_of(registration.specification), registration.progress, ground_of(registration)
    qualification = framework.qualification(registration.qualification)
    others = others_of(registration) if others is None else others
    come_by = {key: How(way) for key, way in (ground.wish.come_by if ground.wish else {}).items()}
    signed = {key for key in row.units if progress.signed_state(row, key) in progress.FINAL_WITHOUT_REVIEW}
    homes = {unit.key: home for unit in parts_of(framework, qualification) if (home := _home(unit, others))}
    achieved = {key for key, home in homes.items() if home.state == RegistrationState.COMPLETED}
    found = whole(
        framework, qualification, achieved=signed | achieved | come_by.keys(), under_way=homes.keys() - achieved, planned=row.units,
        come_by={key: way for key, way in come_by.items() if key not in achieved}, pathway=ground.pathway, waivers=ground.waivers,
    )  # fmt: skip
    parts = tuple(
        Part(unit, found.reached[unit.key], homes.get(unit.key), None if unit.key in achieved else come_by.get(unit.key))
        for unit in framework.units
        if unit.qualification
    )
    return WholeStanding(registration, framework, qualification, parts, found)


def _home(part: Unit, others: Sequence[Registration]) -> Registration | None:
    """The registration on the qualification that a part names: one that is completed, else one that is open."""
    for states in ((RegistrationState.COMPLETED,), OPEN_STATES):
        for one in others:
            if one.state in states and is_part(part, framework_of(one.specification).qualification(one.qualification)):
                return one
    return None
