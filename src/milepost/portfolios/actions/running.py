"""How a registration goes on: breaks in learning, withdrawal, another planned end, another centre, another site, another employer."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people.models import Organisation, Site
from milepost.portfolios import policies, progress, queries, words
from milepost.portfolios.models import Consent, Disclosure, Pause, Progress, Registration
from milepost.portfolios.words import ConsentAbout, RegistrationState

STANDS = ["state", "closed_on", "closed_reason", "starts_on", "ends_on", "site", "employer"]


def _held(registration: Registration) -> Progress:
    """The registration as it stands now, held until the act is done: a form sent twice acts once."""
    row = progress.lock(registration)
    registration.refresh_from_db(fields=STANDS)
    return row


def _record(
    registration: Registration,
    name: str,
    *,
    by: Actor,
    args: dict[str, Any],
    personal: dict[str, Any] | None = None,
    rows: Sequence[Model] = (),
) -> None:
    events.record(registration.stream, name, by=by, args={"registration": registration.uuid, **args}, personal=personal, rows=rows)


def _open_pause(registration: Registration) -> Pause | None:
    return registration.pauses.filter(ended_on=None).first()


def _end(pause: Pause, on: date, by: Actor) -> None:
    pause.ended_on, pause.ended_at, pause.ended_by = max(on, pause.starts_on), clock.now(), by
    pause.save(update_fields=["ended_on", "ended_at", "ended_by"])


@transaction.atomic
def pause_registration(registration: Registration, *, by: Actor, starts_on: date, expected_on: date | None = None, reason: str) -> Pause:
    """A break in learning begins: until the learner is back nothing is added or judged."""
    row = _held(registration)
    if refusal := policies.why_not_pause_registration(registration, by=by, starts_on=starts_on, expected_on=expected_on, reason=reason):
        raise Refused(refusal)
    pause = Pause.objects.create(
        registration=registration, starts_on=starts_on, expected_on=expected_on, reason=reason.strip(), made_at=clock.now(), made_by=by
    )
    registration.state = RegistrationState.ON_BREAK
    registration.save(update_fields=["state"])
    progress.follow(registration, row)
    _record(
        registration, words.REGISTRATION_PAUSED, by=by, args={"pause": pause.uuid, "starts_on": starts_on, "expected_on": expected_on},
        personal={"reason": pause.reason},
    )  # fmt: skip
    return pause


@transaction.atomic
def resume_registration(registration: Registration, *, by: Actor, back_on: date, move_end: bool = True) -> Registration:
    """The learner is back. With `move_end` the planned end moves by as many days as the break was long."""
    row, pause = _held(registration), _open_pause(registration)
    if refusal := policies.why_not_resume_registration(registration, by=by, back_on=back_on, pause=pause):
        raise Refused(refusal)
    assert pause is not None
    _end(pause, back_on, by)
    days = (back_on - pause.starts_on).days if move_end else 0
    registration.state, registration.ends_on = RegistrationState.ACTIVE, registration.ends_on + timedelta(days=days)
    registration.save(update_fields=["state", "ends_on"])
    progress.follow(registration, row)
    args = {"pause": pause.uuid, "back_on": back_on, "moved_by": days, "ends_on": registration.ends_on}
    _record(registration, words.REGISTRATION_RESUMED, by=by, args=args)
    return registration


@transaction.atomic
def complete_registration(registration: Registration, *, by: Actor, on: date) -> Registration:
    """The learner has shown everything, and everything is final: the registration closes as completed."""
    row = _held(registration)
    if refusal := policies.why_not_complete_registration(registration, by=by, on=on, row=row):
        raise Refused(refusal)
    _close(registration, row, RegistrationState.COMPLETED, by=by, on=on, reason="")
    _record(registration, words.REGISTRATION_COMPLETED, by=by, args={"on": on, "units": row.units})
    return registration


@transaction.atomic
def withdraw_learner(registration: Registration, *, by: Actor, on: date, reason: str) -> Registration:
    """The learner leaves the qualification. What they have done stays, and can be read and taken along."""
    row = _held(registration)
    if refusal := policies.why_not_withdraw_learner(registration, by=by, on=on, reason=reason):
        raise Refused(refusal)
    _close(registration, row, RegistrationState.WITHDRAWN, by=by, on=on, reason=reason)
    _record(registration, words.LEARNER_WITHDRAWN, by=by, args={"on": on}, personal={"reason": registration.closed_reason})
    return registration


@transaction.atomic
def transfer_out(registration: Registration, *, by: Actor, on: date, to: str) -> Registration:
    """The learner goes on at another centre, `to`. The portfolio stays here to read, as it was on that day."""
    row = _held(registration)
    if refusal := policies.why_not_transfer_out(registration, by=by, on=on, to=to):
        raise Refused(refusal)
    _close(registration, row, RegistrationState.TRANSFERRED, by=by, on=on, reason=to)
    _record(registration, words.LEARNER_TRANSFERRED, by=by, args={"on": on}, personal={"to": registration.closed_reason})
    return registration


def _close(registration: Registration, row: Progress, state: RegistrationState, *, by: Actor, on: date, reason: str) -> None:
    if pause := _open_pause(registration):
        _end(pause, on, by)
    registration.state, registration.closed_on, registration.closed_reason = state, on, reason.strip()
    registration.save(update_fields=["state", "closed_on", "closed_reason"])
    progress.follow(registration, row)
    Disclosure.objects.filter(registration=registration).delete()  # nobody looks after them any more


@transaction.atomic
def extend_registration(registration: Registration, *, by: Actor, ends_on: date, reason: str) -> Registration:
    """A later planned end, with the reason."""
    _held(registration)
    if refusal := policies.why_not_extend_registration(registration, by=by, ends_on=ends_on, reason=reason):
        raise Refused(refusal)
    before, registration.ends_on = registration.ends_on, ends_on
    registration.save(update_fields=["ends_on"])
    args = {"ends_on": ends_on, "instead_of": before}
    _record(registration, words.REGISTRATION_EXTENDED, by=by, args=args, personal={"reason": reason.strip()})
    return registration


@transaction.atomic
def place_at_site(registration: Registration, *, by: Actor, site: Site | None) -> Registration:
    """Say at which of the centre's sites somebody learns; None: at none in particular."""
    _held(registration)
    if refusal := policies.why_not_place_at_site(registration, by=by, site=site):
        raise Refused(refusal)
    registration.site = site
    registration.save(update_fields=["site"])
    _record(
        registration, words.LEARNER_PLACED, by=by, args={"site": site.uuid if site else None}, personal={"site": site.name if site else ""}
    )
    return registration


@transaction.atomic
def change_employer(registration: Registration, *, by: Actor, employer: Organisation | None) -> Registration:
    """The learner works for another employer from now on; None: for none.

    What the learner let the employer before see was said about that one: the new employer sees nothing before they agree anew.
    """
    _held(registration)
    if refusal := policies.why_not_change_employer(registration, by=by, employer=employer):
        raise Refused(refusal)
    before, registration.employer = registration.employer, employer
    registration.save(update_fields=["employer"])
    rows: list[Consent] = []
    if (said := queries.consent_in_force(registration, ConsentAbout.EMPLOYER)) and said.given:
        rows = [
            Consent.objects.create(registration=registration, about=ConsentAbout.EMPLOYER, given=False, said_at=clock.now(), said_by=by)
        ]
    _record(
        registration, words.EMPLOYER_CHANGED, by=by, rows=rows,
        args={
            "employer": employer.uuid if employer else None, "instead_of": before.uuid if before else None, "consent_ended": bool(rows),
        },
        personal={"employer": employer.name if employer else "", "before": before.name if before else ""},
    )  # fmt: skip
    return registration
