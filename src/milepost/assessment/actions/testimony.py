"""Witnesses: who is asked, what they sign, and the call that makes sure of it. Nobody deletes a testimony."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4, uuid5

from django.db import transaction

from milepost.assessment import policies, queries, words
from milepost.assessment.models import CallBack, Testimony, WitnessRequest
from milepost.assessment.words import Account, Device
from milepost.base import clock, events, tokens
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.portfolios import actions as portfolios
from milepost.portfolios import progress
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Evidence, Progress, Registration
from milepost.portfolios.words import EvidenceKind

WITNESS_DAYS = 30  # a letter is good for


@transaction.atomic
def ask_witness(
    registration: Registration, *, by: Actor, name: str, about: str, targets: Sequence[str], email: str = "", days: int = WITNESS_DAYS
) -> WitnessRequest:
    """Ask somebody what they saw. With an address `notices` sends the letter; without one the code is scanned from a screen."""
    row = progress.lock(registration)
    targets = list(dict.fromkeys(targets))
    if reason := policies.why_not_ask_witness(
        registration, by=by, name=name, email=email, about=about, targets=targets, days=days, units=row.units
    ):
        raise Refused(reason)
    now = clock.now()
    request = WitnessRequest(
        centre_id=registration.centre_id, registration=registration, name=" ".join(name.split()), email=email.strip(),
        about=about.strip(), targets=targets, asked_at=now, asked_by=by, expires_on=clock.today() + timedelta(days=days),
    )  # fmt: skip
    tokens.seal(request, queries.witness_token(request))
    progress.touch(row, now)
    _record(request, words.WITNESS_ASKED, by=by, targets=targets, by_letter=bool(request.email))
    return request


def _record(request: WitnessRequest, name: str, *, by: Actor, **args: object) -> None:
    """An event about a request, with who asked as what, so that an answer finds its way back."""
    registration = request.registration
    about = {"registration": registration.uuid, "request": request.uuid, "asked_as": request.asked_by.role}
    events.record(registration.stream, name, by=by, centre_id=request.centre_id, args={**about, **args}, personal={"witness": request.name})


def _locked(request: WitnessRequest) -> Progress:
    """Hold the portfolio, and the request as it stands now, until the act is done: a form sent twice acts once."""
    row = progress.lock(request.registration)
    WitnessRequest.objects.select_for_update().get(pk=request.pk)
    request.refresh_from_db(fields=["answered_at", "answered_by", "withdrawn_at", "withdrawn_by", "expires_on", "email"])
    return row


@transaction.atomic
def withdraw_witness_request(request: WitnessRequest, *, by: Actor) -> WitnessRequest:
    """Take a request back that nobody has answered. Its link says so from now on."""
    _locked(request)
    if reason := policies.why_not_withdraw_witness_request(request, by=by):
        raise Refused(reason)
    request.withdrawn_at, request.withdrawn_by = clock.now(), by
    request.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(request, words.WITNESS_REQUEST_WITHDRAWN, by=by)
    return request


@transaction.atomic
def send_witness_request_again(request: WitnessRequest, *, by: Actor, days: int = WITNESS_DAYS) -> WitnessRequest:
    """Make the same link good for longer, and send the letter once more. So somebody late answers, and who has signed corrects."""
    _locked(request)
    if reason := policies.why_not_send_witness_request_again(request, by=by, days=days):
        raise Refused(reason)
    request.expires_on = max(request.expires_on, clock.today() + timedelta(days=days))
    request.save(update_fields=["expires_on"])
    _record(request, words.WITNESS_REQUEST_SENT_AGAIN, by=by, by_letter=bool(request.email))
    return request


@transaction.atomic
def return_witness_request(request: WitnessRequest, *, by: Actor, reason: str) -> WitnessRequest:
    """Send a request back unsigned: it reached somebody else, or they did not see the work. Who asked is told."""
    units = _locked(request).units
    if refusal := policies.why_not_return_witness_request(request, by=by, reason=reason, units=units):
        raise Refused(refusal)
    request.withdrawn_at, request.withdrawn_by = clock.now(), by
    request.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(request, words.WITNESS_REQUEST_RETURNED, by=by, reason=reason)
    return request


@transaction.atomic
def sign_testimony(
    request: WitnessRequest, *, by: Actor, given: Account, signed_as: str, declared: bool, voice: StoredFile | None = None,
    corrects: Testimony | None = None, device: Device | None = None,
) -> Testimony:  # fmt: skip
    """Sign what was seen. What is signed before is superseded by it, never changed.

    Two acts in one transaction, each with its own event: the evidence comes into the portfolio (or gets a new version), as
    with everything that somebody wrote down; and the witness signs for it. Either both happen or neither.
    """
    registration, device = request.registration, device or Device()
    row = _locked(request)
    stands = queries.newest_testimony(request)
    if reason := policies.why_not_sign_testimony(
        request, by=by, given=given, signed_as=signed_as, declared=declared, voice=voice, corrects=corrects, stands=stands, units=row.units
    ):
        raise Refused(reason)
    now, doubts = clock.now(), progress.doubts(row)
    asked = queries.asked_of(request, units=row.units)
    signed = queries.as_signed(request, given, asked=asked, voice=voice, signed_as=signed_as.strip(), corrects=stands)
    testimony = Testimony(
        uuid=uuid4(), centre_id=request.centre_id, registration=registration, request=request, name=given.name, job=given.job,
        organisation=given.organisation, contact=given.contact, knows_how=given.knows_how, expert=given.expert, expertise=given.expertise,
        saw=given.saw, voice=voice, targets=list(given.targets), content_hash=queries.content_hash(signed), device=device.mark,
        device_time=device.time, supersedes=stands, signed_at=now, signed_by=by,
    )  # fmt: skip
    details = {
        "signed": signed, "testimony": str(testimony.uuid), "hash": testimony.content_hash, "learners_device": device.learners,
        "clock_off": int((device.time - now).total_seconds()) if device.time else 0,
    }  # fmt: skip
    testimony.evidence = _evidence(request, testimony, details, stands, by=by)
    testimony.save(force_insert=True)
    if request.answered_at is None:
        request.answered_at, request.answered_by = now, by
        request.save(update_fields=["answered_at", "answered_by"])
    events.record(
        registration.stream, words.TESTIMONY_SIGNED, by=by, centre_id=request.centre_id,
        args={
            "registration": registration.uuid, "request": request.uuid, "testimony": testimony.uuid, "evidence": testimony.evidence.uuid,
            "number": testimony.evidence.number, "corrects": stands.uuid if stands else None, "targets": testimony.targets,
            "hash": testimony.content_hash, "in_doubt": progress.doubts(progress.lock(registration)) - doubts,
        },
        personal={"witness": testimony.name}, rows=[testimony],
    )  # fmt: skip
    return testimony


def _evidence(
    request: WitnessRequest, testimony: Testimony, details: dict[str, object], stands: Testimony | None, *, by: Actor
) -> Evidence:
    """The piece of evidence that a testimony is, or its next version."""
    targets = [Target(target) for target in testimony.targets]
    if stands is not None:
        portfolios.record_again(
            stands.evidence, by=by, targets=targets, body=testimony.saw, details=details, file=testimony.voice
        )  # fmt: skip
        return stands.evidence
    return portfolios.record_evidence(
        request.registration, by=by, kind=EvidenceKind.TESTIMONY, title=f"{testimony.name}: {request.about}"[:200], targets=targets,
        body=testimony.saw, details=details, file=testimony.voice, uuid=uuid5(request.uuid, "testimony"),
    )  # fmt: skip


@transaction.atomic
def call_back(testimony: Testimony, *, by: Actor, outcome: str, note: str = "") -> CallBack:
    """Note that the assessor rang or wrote to the witness, and what came of it."""
    progress.lock(testimony.registration)
    superseded = Testimony.objects.filter(supersedes=testimony).exists()
    if reason := policies.why_not_call_back(testimony, by=by, outcome=outcome, note=note, superseded=superseded):
        raise Refused(reason)
    called = CallBack.objects.create(testimony=testimony, outcome=outcome, note=note.strip(), made_at=clock.now(), made_by=by)
    events.record(
        testimony.registration.stream, words.WITNESS_CALLED, by=by, centre_id=testimony.centre_id,
        args={"registration": testimony.registration.uuid, "testimony": testimony.uuid, "number": testimony.evidence.number, "outcome": outcome},
        personal={"witness": testimony.name, "note": called.note}, rows=[called],
    )  # fmt: skip
    return called
