"""Enquiries, contacts and meetings: what happens with an employer from day to day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.employers import policies, words
from milepost.employers.models import Contact, ContactFile, EmployerFile, Enquiry, Meeting
from milepost.employers.recording import locked, record
from milepost.employers.words import ContactKind, MeetingState
from milepost.people.models import Centre


@transaction.atomic
def receive_enquiry(
    centre: Centre, *, by: Actor, source: str, organisation: str, name: str, email: str = "", phone: str = "", text: str, may_contact: bool = True
) -> Enquiry:  # fmt: skip
    """Write down that somebody asks for something. It waits for who takes it."""
    if reason := policies.why_not_receive_enquiry(
        centre.pk, by=by, source=source, organisation=organisation, name=name, email=email, phone=phone, text=text, may_contact=may_contact
    ):
        raise Refused(reason)
    enquiry = Enquiry.objects.create(
        centre=centre, source=source, organisation=organisation.strip()[:200], name=name.strip()[:150], email=email.strip(),
        phone=phone.strip(), text=text.strip(), may_contact=may_contact, received_at=clock.now(), received_by=by,
    )  # fmt: skip
    personal = {"organisation": enquiry.organisation, "name": enquiry.name}
    args = {"enquiry": enquiry.uuid, "source": source}
    events.record(f"enquiries:{centre.uuid}", words.ENQUIRY_RECEIVED, by=by, centre_id=centre.pk, args=args, personal=personal)
    return enquiry


def _held(enquiry: Enquiry) -> Enquiry:
    Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    return Enquiry.objects.select_related("file__employer", "centre").get(pk=enquiry.pk)


@transaction.atomic
def take_enquiry(enquiry: Enquiry, *, by: Actor, file: EmployerFile) -> Enquiry:
    """Take an enquiry up, into the file of the employer that asks. From now on it stands on their timeline."""
    enquiry, file = _held(enquiry), locked(file)
    if reason := policies.why_not_take_enquiry(enquiry, by=by, file=file):
        raise Refused(reason)
    enquiry.file = file
    enquiry.save(update_fields=["file"])
    if not file.contact_name:
        file.contact_name, file.contact_email, file.contact_phone = enquiry.name, enquiry.email, enquiry.phone
        file.save(update_fields=["contact_name", "contact_email", "contact_phone"])
    args = {"enquiry": enquiry.uuid, "source": enquiry.source, "received_at": enquiry.received_at}
    record(file, words.ENQUIRY_TAKEN, by=by, args=args, personal={"name": enquiry.name, "text": enquiry.text})
    return enquiry


@transaction.atomic
def answer_enquiry(
    enquiry: Enquiry, *, by: Actor, kind: str, text: str, happened_at: datetime | None = None, next_step: str = "", next_on: date | None = None
) -> Contact:  # fmt: skip
    """Note the first answer to an enquiry: a contact like any other, from which it counts as answered."""
    enquiry, happened_at = _held(enquiry), happened_at or clock.now()
    if reason := policies.why_not_answer_enquiry(enquiry, by=by, text=text, happened_at=happened_at):
        raise Refused(reason)
    assert enquiry.file
    enquiry.answered_at, enquiry.answered_by = happened_at, by
    enquiry.save(update_fields=["answered_at", "answered_by"])
    kind = kind if kind in ContactKind.values else ContactKind.CALL
    contact = _contact(
        enquiry.file, by=by, kind=kind, with_whom=enquiry.name, text=text, happened_at=happened_at, next_step=next_step, next_on=next_on
    )
    args = {"enquiry": enquiry.uuid, "contact": contact.uuid, "kind": kind, "received_at": enquiry.received_at, "happened_at": happened_at}
    record(enquiry.file, words.ENQUIRY_ANSWERED, by=by, args=args, personal={"with": contact.with_whom, "text": contact.text})
    return contact


@transaction.atomic
def close_enquiry(enquiry: Enquiry, *, by: Actor, reason: str) -> Enquiry:
    """An enquiry that goes no further: it was none, or it is for somebody else."""
    enquiry = _held(enquiry)
    if refusal := policies.why_not_close_enquiry(enquiry, by=by, reason=reason):
        raise Refused(refusal)
    enquiry.closed_at, enquiry.closed_by, enquiry.closed_reason = clock.now(), by, reason.strip()[:300]
    enquiry.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    personal = {"organisation": enquiry.organisation, "reason": enquiry.closed_reason}
    stream = f"enquiries:{enquiry.centre.uuid}"
    events.record(stream, words.ENQUIRY_CLOSED, by=by, centre_id=enquiry.centre_id, args={"enquiry": enquiry.uuid}, personal=personal)
    return enquiry


def _contact(
    file: EmployerFile, *, by: Actor, kind: str, with_whom: str, text: str, happened_at: datetime, next_step: str, next_on: date | None,
    reference: str = "",
) -> Contact:  # fmt: skip
    return Contact.objects.create(
        file=file, kind=kind, with_whom=with_whom.strip()[:150], text=text.strip(), happened_at=happened_at, next_step=next_step.strip()[:300],
        next_on=next_on, reference=reference.strip()[:80], made_at=clock.now(), made_by=by,
    )  # fmt: skip


@transaction.atomic
def note_contact(
    file: EmployerFile, *, by: Actor, kind: str, text: str, with_whom: str = "", happened_at: datetime | None = None, next_step: str = "",
    next_on: date | None = None, reference: str = "", files: Sequence[StoredFile] = (),
) -> Contact:  # fmt: skip
    """Write down a talk, a letter, an invoice or a visit, and what comes next; `files` are the letter itself, scanned."""
    file, happened_at = locked(file), happened_at or clock.now()
    if reason := policies.why_not_note_contact(
        file, by=by, kind=kind, text=text, happened_at=happened_at, reference=reference, files=files
    ):
        raise Refused(reason)
    contact = _contact(
        file, by=by, kind=kind, with_whom=with_whom, text=text, happened_at=happened_at, next_step=next_step, next_on=next_on,
        reference=reference,
    )  # fmt: skip
    args = {"contact": contact.uuid, "kind": kind, "happened_at": happened_at, "next_on": next_on, **_added(contact, files, by)}
    personal = {"with": contact.with_whom, "text": contact.text, "next_step": contact.next_step, "reference": contact.reference}
    record(file, words.CONTACT_NOTED, by=by, args=args, personal=personal)
    return contact


def _added(contact: Contact, files: Sequence[StoredFile], by: Actor) -> dict[str, Any]:
    """The rows of what is put to a contact, and what its event says of it."""
    rows = [ContactFile(contact=contact, file=one, added_at=clock.now(), added_by=by) for one in dict.fromkeys(files)]
    ContactFile.objects.bulk_create(rows)
    return {"files": [one.file.uuid for one in rows]} if rows else {}


@transaction.atomic
def add_to_contact(contact: Contact, *, by: Actor, files: Sequence[StoredFile]) -> Contact:
    """Put a scanned letter, or another file, to a contact that was noted already."""
    file = locked(contact.file)
    has = set(contact.files.values_list("file", flat=True))
    if reason := policies.why_not_add_to_contact(contact, by=by, files=files, has=has):
        raise Refused(reason)
    args = {"contact": contact.uuid, "kind": contact.kind, **_added(contact, [one for one in files if one.pk not in has], by)}
    record(file, words.CONTACT_ADDED_TO, by=by, args=args, personal={"with": contact.with_whom})
    return contact


@transaction.atomic
def finish_step(contact: Contact, *, by: Actor) -> Contact:
    """The next step that was agreed is done."""
    file = locked(contact.file)
    contact.refresh_from_db(fields=["next_done_at"])
    if reason := policies.why_not_finish_step(contact, by=by):
        raise Refused(reason)
    contact.next_done_at = clock.now()
    contact.save(update_fields=["next_done_at"])
    args = {"contact": contact.uuid, "next_on": contact.next_on}
    record(file, words.STEP_DONE, by=by, args=args, personal={"next_step": contact.next_step})
    return contact


@transaction.atomic
def plan_meeting(
    file: EmployerFile, *, by: Actor, kind: str, starts_at: datetime, about: str, with_whom: str = "", place: str = ""
) -> Meeting:  # fmt: skip
    """Plan a meeting with an employer."""
    file = locked(file)
    if reason := policies.why_not_plan_meeting(file, by=by, kind=kind, starts_at=starts_at, about=about):
        raise Refused(reason)
    meeting = Meeting.objects.create(
        file=file, kind=kind, starts_at=starts_at, about=about.strip()[:300], with_whom=with_whom.strip()[:150], place=place.strip()[:200],
        planned_at=clock.now(), planned_by=by,
    )  # fmt: skip
    _told(meeting, words.MEETING_PLANNED, by=by, personal={"about": meeting.about})
    return meeting


def _told(meeting: Meeting, name: str, *, by: Actor, personal: dict[str, object], **more: object) -> None:
    args = {"meeting": meeting.uuid, "kind": meeting.kind, "starts_at": meeting.starts_at, **more}
    record(meeting.file, name, by=by, args=args, personal={"with": meeting.with_whom, **personal})


def _planned(meeting: Meeting) -> Meeting:
    locked(meeting.file)
    return Meeting.objects.select_related("file__employer", "file__centre").get(pk=meeting.pk)


@transaction.atomic
def move_meeting(meeting: Meeting, *, by: Actor, starts_at: datetime) -> Meeting:
    """Put a meeting to another time. How much notice there was can be read in the journal."""
    meeting = _planned(meeting)
    if reason := policies.why_not_move_meeting(meeting, by=by, starts_at=starts_at):
        raise Refused(reason)
    before, meeting.starts_at = meeting.starts_at, starts_at
    meeting.save(update_fields=["starts_at"])
    _told(meeting, words.MEETING_MOVED, by=by, personal={"about": meeting.about}, before=before)
    return meeting


def _close(meeting: Meeting, state: MeetingState, *, by: Actor, note: str, missed_by: str = "") -> None:
    meeting.state, meeting.note, meeting.missed_by, meeting.closed_at, meeting.closed_by = state, note.strip(), missed_by, clock.now(), by
    meeting.save(update_fields=["state", "note", "missed_by", "closed_at", "closed_by"])


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: Actor, note: str) -> Meeting:
    """The meeting took place, and this came of it."""
    meeting = _planned(meeting)
    if reason := policies.why_not_hold_meeting(meeting, by=by, note=note):
        raise Refused(reason)
    _close(meeting, MeetingState.HELD, by=by, note=note)
    _told(meeting, words.MEETING_HELD, by=by, personal={"about": meeting.about, "text": meeting.note})
    return meeting


@transaction.atomic
def miss_meeting(meeting: Meeting, *, by: Actor, missed_by: str, note: str) -> Meeting:
    """The meeting was missed: by whom, and why."""
    meeting = _planned(meeting)
    if reason := policies.why_not_miss_meeting(meeting, by=by, missed_by=missed_by, note=note):
        raise Refused(reason)
    _close(meeting, MeetingState.MISSED, by=by, note=note, missed_by=missed_by)
    _told(meeting, words.MEETING_MISSED, by=by, personal={"about": meeting.about, "text": meeting.note}, missed_by=missed_by)
    return meeting


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, by: Actor, note: str) -> Meeting:
    """The meeting does not take place, and why."""
    meeting = _planned(meeting)
    if reason := policies.why_not_call_off_meeting(meeting, by=by, note=note):
        raise Refused(reason)
    _close(meeting, MeetingState.CALLED_OFF, by=by, note=note)
    _told(meeting, words.MEETING_CALLED_OFF, by=by, personal={"about": meeting.about, "text": meeting.note})
    return meeting
