"""What people on a programme do that nobody on a qualification does: take steps, and tell of themselves."""

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import policies, progress, words
from milepost.portfolios.models import Disclosure, Progress, Registration, StepTaken
from milepost.portfolios.words import HowTold


@transaction.atomic
def take_step(registration: Registration, *, by: Actor, step: str) -> StepTaken:
    """Say that a step of the plan is behind the participant."""
    row = progress.lock(registration)
    if reason := policies.why_not_take_step(registration, by=by, step=step, units=row.units, taken=_taken(registration, step)):
        raise Refused(reason)
    taken = StepTaken.objects.create(registration=registration, step=step, taken_at=clock.now(), taken_by=by)
    _told(registration, row, words.STEP_TAKEN, by=by, step=step)
    return taken


@transaction.atomic
def untake_step(registration: Registration, *, by: Actor, step: str) -> Registration:
    """Open a step again. Nothing is lost by that."""
    row = progress.lock(registration)
    if reason := policies.why_not_untake_step(registration, by=by, step=step, units=row.units, taken=_taken(registration, step)):
        raise Refused(reason)
    StepTaken.objects.filter(registration=registration, step=step).delete()
    _told(registration, row, words.STEP_OPENED, by=by, step=step)
    return registration


def _taken(registration: Registration, step: str) -> bool:
    return StepTaken.objects.filter(registration=registration, step=step).exists()


def _told(registration: Registration, row: Progress, name: str, *, by: Actor, step: str) -> None:
    progress.touch(row, clock.now())
    events.record(registration.stream, name, by=by, args={"registration": registration.uuid, "step": step})


# Strengths and circumstances: the journal keeps that something was told and taken back, and never what ----------------


@transaction.atomic
def disclose(
    registration: Registration, *, by: Actor, kind: str, body: str, purpose: str, agreed: bool, manager_too: bool = False,
) -> Disclosure:  # fmt: skip
    """Keep a strength or a circumstance with the participant's consent: said by them, or noted while they are there."""
    progress.lock(registration)
    registration.refresh_from_db(fields=["assessor", "state"])
    if reason := policies.why_not_disclose(
        registration, by=by, kind=kind, body=body, purpose=purpose, agreed=agreed, manager_too=manager_too
    ):
        raise Refused(reason)
    told = Disclosure.objects.create(
        registration=registration, kind=kind, telling=HowTold.SAID if by.role == Role.LEARNER else HowTold.NOTED, body=body.strip(),
        purpose=purpose.strip()[:300], reader_id=registration.assessor_id, manager_too=manager_too, told_at=clock.now(), told_by=by,
    )  # fmt: skip
    _told_of(told, words.DISCLOSURE_TOLD, by=by)
    return told


@transaction.atomic
def take_back_disclosure(disclosure: Disclosure, *, by: Actor) -> Registration:
    """Take back what was told. It is gone: the row is deleted, and the journal never held the words."""
    registration = disclosure.registration
    progress.lock(registration)
    if reason := policies.why_not_take_back_disclosure(disclosure, by=by):
        raise Refused(reason)
    _told_of(disclosure, words.DISCLOSURE_TAKEN_BACK, by=by)
    disclosure.delete()
    return registration


@transaction.atomic
def let_read(disclosure: Disclosure, *, by: Actor) -> Disclosure:
    """Let who advises now read what was told to the adviser before."""
    progress.lock(disclosure.registration)
    if reason := policies.why_not_let_read(disclosure, by=by):
        raise Refused(reason)
    disclosure.reader_id = disclosure.registration.assessor_id
    disclosure.save(update_fields=["reader"])
    _told_of(disclosure, words.DISCLOSURE_LET_READ, by=by)
    return disclosure


def _told_of(disclosure: Disclosure, name: str, *, by: Actor) -> None:
    registration = disclosure.registration
    args = {"registration": registration.uuid, "disclosure": disclosure.uuid, "how": disclosure.telling}
    events.record(registration.stream, name, by=by, args=args)
