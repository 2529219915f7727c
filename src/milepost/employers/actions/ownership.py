"""Handing an employer over and taking one up, going on leave and standing in."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from milepost.base import clock, events
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.employers import facts, policies, queries, words
from milepost.employers.models import EmployerFile, Handover, Leave, Ownership
from milepost.employers.recording import locked, record
from milepost.people.models import Centre, Person


@transaction.atomic
def ask_handover(file: EmployerFile, *, by: Actor, to: Person, juncture: str = "", note: str = "") -> Handover:
    """Ask somebody to own an employer from now on, at one juncture or as a whole. Until they accept nothing changes."""
    file = locked(file)
    team, named = facts.team_of(file.centre_id), facts.named_of([file])
    owner, waiting = facts.owner_of(file, juncture, named, team), file.handovers.filter(juncture=juncture, answered_at=None).first()
    journey = queries.journey_at(file.centre_id)
    if reason := policies.why_not_ask_handover(
        file, by=by, to=to, juncture=juncture, journey=journey, owner=owner, team=team, waiting=waiting
    ):
        raise Refused(reason)
    handover = Handover.objects.create(
        centre_id=file.centre_id, file=file, juncture=juncture, to=to, note=note.strip(), asked_at=clock.now(), asked_by=by
    )
    args = {"handover": handover.uuid, "juncture": juncture, "to": to.uuid}
    record(file, words.HANDOVER_ASKED, by=by, args=args, personal={"to": to.name, "note": handover.note})
    return handover


def _held(handover: Handover) -> Handover:
    locked(handover.file)
    return Handover.objects.select_related("file__employer", "file__centre", "to", "asked_by").get(pk=handover.pk)


def _answer(handover: Handover, *, by: Actor, accepted: bool, reason: str = "") -> None:
    handover.answered_at, handover.answered_by, handover.accepted, handover.reason = clock.now(), by, accepted, reason.strip()
    handover.save(update_fields=["answered_at", "answered_by", "accepted", "reason"])


@transaction.atomic
def accept_handover(handover: Handover, *, by: Actor) -> Ownership:
    """Take an employer up. From this moment on it is mine; what one owned before at single junctures goes along with the whole."""
    handover = _held(handover)
    team = facts.team_of(handover.centre_id)
    if reason := policies.why_not_accept_handover(handover, by=by, team=team):
        raise Refused(reason)
    file, now = handover.file, clock.now()
    named = facts.named_of([file])
    before = named.get((file.pk, handover.juncture))
    _answer(handover, by=by, accepted=True)
    rows = [Ownership.objects.create(file=file, juncture=handover.juncture, person=handover.to, handover=handover, since=now, made_by=by)]
    if not handover.juncture:
        own = [juncture for (_file, juncture), person in named.items() if juncture and person is not None and person == before]
        rows += [Ownership.objects.create(file=file, juncture=one, handover=handover, since=now, made_by=by) for one in own]
    from_ = Person.objects.get(pk=before) if before else None
    args = {"handover": handover.uuid, "juncture": handover.juncture, "owner": handover.to.uuid, "before": from_.uuid if from_ else None}
    record(file, words.HANDOVER_ACCEPTED, by=by, args=args, personal={"before": from_.name if from_ else ""}, rows=rows)
    return rows[0]


@transaction.atomic
def decline_handover(handover: Handover, *, by: Actor, reason: str) -> Handover:
    """Say no to an employer, and why. Who owned it before still does."""
    handover = _held(handover)
    if refusal := policies.why_not_decline_handover(handover, by=by, reason=reason):
        raise Refused(refusal)
    _answer(handover, by=by, accepted=False, reason=reason)
    args = {"handover": handover.uuid, "juncture": handover.juncture}
    record(handover.file, words.HANDOVER_DECLINED, by=by, args=args, personal={"reason": handover.reason})
    return handover


@transaction.atomic
def take_back_handover(handover: Handover, *, by: Actor) -> Handover:
    """Ask somebody no longer to take an employer up."""
    handover = _held(handover)
    if reason := policies.why_not_take_back_handover(handover, by=by):
        raise Refused(reason)
    _answer(handover, by=by, accepted=False)
    args = {"handover": handover.uuid, "juncture": handover.juncture}
    record(handover.file, words.HANDOVER_TAKEN_BACK, by=by, args=args, personal={"to": handover.to.name})
    return handover


def _told(leave: Leave, name: str, *, by: Actor) -> Event:
    args = {
        "leave": leave.uuid, "person": leave.person.uuid, "stand_in": leave.stand_in.uuid if leave.stand_in else None,
        "starts_on": leave.starts_on, "ends_on": leave.ends_on,
    }  # fmt: skip
    personal = {"person": leave.person.name, "stand_in": leave.stand_in.name if leave.stand_in else ""}
    return events.record(f"leave:{leave.person.uuid}", name, by=by, centre_id=leave.centre_id, args=args, personal=personal)


@transaction.atomic
def note_leave(person: Person, *, by: Actor, starts_on: date, ends_on: date, stand_in: Person | None) -> Leave:
    """Note when somebody is away and ask who stands in. Until they accept, the manager on duty answers from the first day on."""
    centre = Centre.objects.select_for_update().get(pk=by.at_centre)
    known = Leave.objects.filter(Q(person=person) | Q(person=stand_in), centre=centre, withdrawn_at=None).select_related("person")
    team = facts.team_of(centre.pk)
    if reason := policies.why_not_note_leave(
        person, by=by, starts_on=starts_on, ends_on=ends_on, stand_in=stand_in, team=team, known=known
    ):
        raise Refused(reason)
    leave = Leave.objects.create(
        centre=centre, person=person, starts_on=starts_on, ends_on=ends_on, stand_in=stand_in, noted_at=clock.now(), noted_by=by
    )
    _told(leave, words.LEAVE_NOTED, by=by)
    return leave


def _leave(leave: Leave) -> Leave:
    Leave.objects.select_for_update().get(pk=leave.pk)
    return Leave.objects.select_related("person", "stand_in").get(pk=leave.pk)


@transaction.atomic
def cover_leave(leave: Leave, *, by: Actor) -> Leave:
    """Stand in for somebody on the days of their leave."""
    leave = _leave(leave)
    if reason := policies.why_not_cover_leave(leave, by=by):
        raise Refused(reason)
    leave.accepted, leave.answered_at, leave.answered_by = True, clock.now(), by
    leave.save(update_fields=["accepted", "answered_at", "answered_by"])
    _told(leave, words.LEAVE_COVERED, by=by)
    return leave


@transaction.atomic
def decline_cover(leave: Leave, *, by: Actor) -> Leave:
    """Say that one cannot stand in."""
    leave = _leave(leave)
    if reason := policies.why_not_decline_cover(leave, by=by):
        raise Refused(reason)
    leave.accepted, leave.answered_at, leave.answered_by = False, clock.now(), by
    leave.save(update_fields=["accepted", "answered_at", "answered_by"])
    _told(leave, words.LEAVE_NOT_COVERED, by=by)
    return leave


@transaction.atomic
def take_back_leave(leave: Leave, *, by: Actor) -> Leave:
    """A leave that does not take place, or that is asked of somebody else."""
    leave = _leave(leave)
    if reason := policies.why_not_take_back_leave(leave, by=by):
        raise Refused(reason)
    leave.withdrawn_at, leave.withdrawn_by = clock.now(), by
    leave.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _told(leave, words.LEAVE_TAKEN_BACK, by=by)
    return leave
