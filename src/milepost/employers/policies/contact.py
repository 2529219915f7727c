"""Why not: receiving, taking and answering an enquiry, noting a contact, planning a meeting and what became of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor, StoredFile
from milepost.employers.models import Contact, EmployerFile, Enquiry, Meeting
from milepost.employers.policies.common import why_not_act
from milepost.employers.words import ContactKind, MeetingKind, MeetingState, MissedBy, Source

LONGEST = 5000
MOST_FILES = 20


def why_not_receive_enquiry(
    centre_id: int, *, by: Actor, source: str, organisation: str, name: str, email: str, phone: str, text: str, may_contact: bool
) -> str | None:
    """By the form of the public page anybody may ask; otherwise staff write down what they heard."""
    if by.kind == Actor.Kind.LINK and source == Source.FORM:
        if not may_contact:
            return _("Tick that we may contact you about this: otherwise we cannot answer.")
    elif reason := why_not_act(None, by=by, centre_id=centre_id):
        return reason
    if source not in Source.values:
        return _("Say how the enquiry came.")
    if not organisation.strip():
        return _("Give the name of the organisation.")
    if not name.strip():
        return _("Give the name of who asks.")
    if not email.strip() and not phone.strip():
        return _("Give an e-mail address or a telephone number, so that somebody can answer.")
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            return _("“%(email)s” is no e-mail address. It looks like emil@example.org.") % {"email": email}
    if not text.strip():
        return _("Say in a sentence or two what is wanted.")
    if len(text) > LONGEST:
        return _("Say it in at most %(n)d characters.") % {"n": LONGEST}
    return None


def why_not_take_enquiry(enquiry: Enquiry, *, by: Actor, file: EmployerFile) -> str | None:
    if reason := why_not_act(file, by=by) or why_not_act(None, by=by, centre_id=enquiry.centre_id):
        return reason
    if enquiry.closed_at is not None:
        return _("This enquiry was closed.")
    if enquiry.file_id is not None:
        return _("Somebody has taken this enquiry already.")
    return None


def why_not_answer_enquiry(enquiry: Enquiry, *, by: Actor, text: str, happened_at: datetime) -> str | None:
    if reason := why_not_act(enquiry.file, by=by, centre_id=enquiry.centre_id):
        return reason
    if enquiry.file_id is None:
        return _("Take the enquiry first, so that it has a file and an owner.")
    if enquiry.answered_at is not None:
        return _("This enquiry has been answered already. Note a further contact instead.")
    if not text.strip():
        return _("Write down what you said, and what they said.")
    return _why_not_then(happened_at, not_before=enquiry.received_at)


def _why_not_then(moment: datetime, *, not_before: datetime | None = None) -> str | None:
    if moment > clock.now() + timedelta(minutes=5):
        return _("That lies ahead. Note a contact once it has happened, or plan a meeting.")
    if not_before is not None and moment < not_before.replace(second=0, microsecond=0):
        return _("That was before the enquiry came. Look at day and time.")
    return None


def why_not_close_enquiry(enquiry: Enquiry, *, by: Actor, reason: str) -> str | None:
    if refusal := why_not_act(None, by=by, centre_id=enquiry.centre_id):
        return refusal
    if enquiry.closed_at is not None:
        return _("This enquiry was closed already.")
    if enquiry.file_id is not None:
        return _("This enquiry has a file. What becomes of it is said there.")
    return None if reason.strip() else _("Say why it goes no further.")


def why_not_note_contact(
    file: EmployerFile, *, by: Actor, kind: str, text: str, happened_at: datetime, reference: str = "", files: Collection[StoredFile] = ()
) -> str | None:
    if reason := why_not_act(file, by=by) or _why_not_files(files, file):
        return reason
    if kind not in ContactKind.values:
        return _("Say what kind of contact it was.")
    if kind == ContactKind.INVOICE and not reference.strip():
        return _("Give the number of the invoice, so that it can be found.")
    if not text.strip() and kind != ContactKind.INVOICE:
        return _("Write down what was said, in a sentence or two.")
    return _why_not_then(happened_at)


def _why_not_files(files: Collection[StoredFile], file: EmployerFile) -> str | None:
    if any(one.centre_id != file.centre_id for one in files):
        return _("This file belongs to another centre.")
    if len(files) > MOST_FILES:
        return _("That are more than %(n)d files. Put them into one, or note a further contact.") % {"n": MOST_FILES}
    return None


def why_not_add_to_contact(contact: Contact, *, by: Actor, files: Collection[StoredFile], has: Collection[int]) -> str | None:
    """`has` are the files that belong to it already."""
    if reason := why_not_act(None, by=by, centre_id=contact.file.centre_id) or _why_not_files(files, contact.file):
        return reason
    if all(one.pk in has for one in files):
        return _("Choose the file first.")
    if len(has) + len(files) > MOST_FILES:
        return _("There would be more than %(n)d files. Note a further contact for the rest.") % {"n": MOST_FILES}
    return None


def why_not_finish_step(contact: Contact, *, by: Actor) -> str | None:
    if reason := why_not_act(contact.file, by=by):
        return reason
    if not contact.next_step:
        return _("No next step was agreed there.")
    if contact.next_done_at is not None:
        return _("That is done already.")
    return None


def why_not_plan_meeting(file: EmployerFile, *, by: Actor, kind: str, starts_at: datetime, about: str) -> str | None:
    if reason := why_not_act(file, by=by):
        return reason
    if kind not in MeetingKind.values:
        return _("Say where the meeting is held.")
    if not about.strip():
        return _("Say what the meeting is about.")
    return _why_not_ahead(starts_at)


def _why_not_ahead(starts_at: datetime) -> str | None:
    if starts_at <= clock.now():
        return _("That has passed. Give a day and time ahead, or note a contact.")
    return None


def _why_not_change(meeting: Meeting, by: Actor) -> str | None:
    if reason := why_not_act(meeting.file, by=by):
        return reason
    if meeting.state != MeetingState.PLANNED:
        return _("This meeting was %(state)s.") % {"state": meeting.get_state_display()}
    return None


def why_not_move_meeting(meeting: Meeting, *, by: Actor, starts_at: datetime) -> str | None:
    if reason := _why_not_change(meeting, by) or _why_not_ahead(starts_at):
        return reason
    return _("That is when it is planned already.") if starts_at == meeting.starts_at else None


def why_not_hold_meeting(meeting: Meeting, *, by: Actor, note: str) -> str | None:
    if reason := _why_not_change(meeting, by):
        return reason
    if meeting.starts_at > clock.now():
        return _("The meeting lies ahead. Note what came of it once it was held.")
    return None if note.strip() else _("Write down what was said and agreed.")


def why_not_miss_meeting(meeting: Meeting, *, by: Actor, missed_by: str, note: str) -> str | None:
    if reason := _why_not_change(meeting, by):
        return reason
    if meeting.starts_at > clock.now():
        return _("The meeting lies ahead. Move it, or call it off.")
    if missed_by not in MissedBy.values:
        return _("Say who did not come.")
    return None if note.strip() else _("Say why it was missed.")


def why_not_call_off_meeting(meeting: Meeting, *, by: Actor, note: str) -> str | None:
    if reason := _why_not_change(meeting, by):
        return reason
    return None if note.strip() else _("Say why it is called off.")
