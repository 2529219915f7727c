"""Watches as tests need them: with lives around them that were led through actions, or with a find that the engine might have made."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from milepost.assessment import actions as assessment
from milepost.assessment.words import Decision, Verdict
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Actor
from milepost.concerns import actions
from milepost.concerns.models import Watch, WatchAlert
from milepost.engine.detriment import Finding, Found, Measure
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast

LONGER = Found(
    date(2026, 5, 4), 31.0,
    (
        Finding(Measure.FEEDBACK, 4.04, 21, 8.56, 8, 4.1, 3.9, 44.2),
        Finding(Measure.MOVED, 0.1, 10, 0.125, 8, 0.1, 0.11, 1.1),
        Finding(Measure.REFUSED, 0.2, 30, None, 0, 0.2, 0.2, 1.0),
        Finding(Measure.SANCTION, 0.0, 11, 0.0, 2, 0.0, 0.0, 1.0),
    ),
)  # fmt: skip


def watch(cast: Cast, made: Registration | None = None) -> Watch:
    """Lena's watch, without a case."""
    if made is None:
        build.with_units(cast)
    return actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True)


def alert(cast: Cast) -> WatchAlert:
    """What Lena's watch found: Ines and Asif have a part in it, Cora and Quentin have none."""
    return actions.raise_alert(watch(cast), by=system(), found=LONGER)


def an_alert(cast: Cast) -> dict[str, UUID]:
    """The address of what a watch found, where Lena is on a course already."""
    found = WatchAlert.objects.filter(centre=cast.centre).first()
    if found is None:
        found = actions.raise_alert(actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True), by=system(), found=LONGER)
    return {"uuid": found.uuid}


def others(cast: Cast, made: Registration, many: int) -> list[Registration]:
    """More learners of Asif on the same course."""
    found = []
    for number in range(many):
        one = people.appoint(
            cast.centre, by=system(), email=f"kit{number}@harrow.example", name=f"Kit Harrow {number}", role=Role.LEARNER,
            born_on=date(2000, 1, 1 + number),
        ).person  # fmt: skip
        theirs = portfolios.register(
            one, by=cast.as_("cora"), specification=made.specification, qualification=made.qualification, starts_on=made.starts_on,
            ends_on=made.ends_on, employer=cast.employer, assessor=cast.asif, iqa=cast.ines,
        )  # fmt: skip
        plan = portfolios.propose_units(theirs, by=cast.as_("asif"), units=["L1", "L2"], answers={})
        portfolios.agree_units(plan, by=_actor(one))
        found.append(theirs)
    return found


def _actor(person: Person) -> Actor:
    return person.appointments.get().actor


def lived(cast: Cast, made: Registration, days: Sequence[int], *, takes: float) -> None:
    """On each of these days, counted from today, one piece is handed in; the answer comes so many days later."""
    now = clock.now()
    for day in days:
        with clock.at(now + timedelta(days=day)):
            by = _actor(made.learner)
            shown = portfolios.add_evidence(
                made, by=by, kind=EvidenceKind.STATEMENT, title=f"Watch {day}", body="I trimmed the wick.", happened_on=clock.today()
            )
            claimed = portfolios.claim(shown, by=by, targets=[portfolios.Target("L1:1.1", "para 1")])
            portfolios.hand_in(made, by=by, claims=claimed, declared_own=True)
        with clock.at(now + timedelta(days=day + takes)):
            assessment.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.NOT_YET, feedback="Say which lamp.")])
