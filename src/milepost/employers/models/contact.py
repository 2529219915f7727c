"""What happens with an employer from day to day: enquiries, contacts, meetings."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.employers.models.journey import EmployerFile
from milepost.employers.words import ContactKind, MeetingKind, MeetingState, MissedBy, Source
from milepost.people.models import Centre


class Enquiry(models.Model):
    """Somebody asks for something. It has no file before somebody at the centre takes it."""

    PERSONAL = {
        "name": "set to blank two years after it was closed or taken",
        "email": "set to blank two years after it was closed or taken",
        "phone": "set to blank two years after it was closed or taken",
        "text": "kept with the file",
    }

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    file = models.ForeignKey(EmployerFile, models.PROTECT, null=True, related_name="enquiries")
    source = models.CharField(max_length=10, choices=Source.choices)
    organisation = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    may_contact = models.BooleanField(default=True)  # they agreed to be contacted about it
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)  # it was none, or not for us
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "answered_at"], name="enquiry_open")]

    def __str__(self) -> str:
        return f"enquiry of {self.organisation}"


class Contact(models.Model):
    """A talk, a letter or a visit with an employer, and what comes next."""

    PERSONAL = {
        "with_whom": "kept with the file", "text": "kept with the file", "reference": "kept with the file", "next_step": "kept with the file"
    }  # fmt: skip

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    with_whom = models.CharField(max_length=150, blank=True)
    happened_at = models.DateTimeField()
    text = models.TextField()
    reference = models.CharField(max_length=80, blank=True)  # the number of an invoice or a letter
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)
    next_done_at = models.DateTimeField(null=True)  # a later contact, or that it is done
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["file", "happened_at"], name="contact_newest"),
            models.Index(
                fields=["file", "next_on"], name="contact_step_open", condition=models.Q(next_done_at=None) & ~models.Q(next_step="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} with {self.with_whom}"


class ContactFile(models.Model):
    """What belongs to a contact and was on paper, or came otherwise: a letter that was scanned, an invoice."""

    PERSONAL = {"file": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "file"], name="contact_file_once")]

    def __str__(self) -> str:
        return f"{self.file_id} of {self.contact_id}"


class Meeting(models.Model):
    """An appointment with an employer: planned, moved, then held, missed or called off."""

    PERSONAL = {
        "with_whom": "kept with the file",
        "place": "kept with the file",
        "about": "kept with the file",
        "note": "kept with the file",
    }

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    starts_at = models.DateTimeField()
    with_whom = models.CharField(max_length=150, blank=True)
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    note = models.TextField(blank=True)  # what came of it, or why not
    missed_by = models.CharField(max_length=5, choices=MissedBy.choices, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["file", "state", "starts_at"], name="meeting_planned")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.starts_at}"
