"""E-mails that were copied to us: the addresses they come to, each mail whole and read, and where it stands."""

import uuid as uuids

from django.conf import settings
from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.employers.models.journey import EmployerFile
from milepost.employers.words import MailBecause
from milepost.people.models import Centre, Person


class MailAddress(models.Model):
    """A private address to copy mails to: of a member of staff, or of one employer. Given up it takes nothing any more."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="mail_addresses")
    file = models.ForeignKey(EmployerFile, models.PROTECT, null=True, related_name="mail_addresses")
    key = models.CharField(max_length=40, unique=True)  # what stands before the @
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "person"], name="mail_address_one_a_person", condition=models.Q(revoked_at=None)),
            models.UniqueConstraint(fields=["file"], name="mail_address_one_a_file", condition=models.Q(revoked_at=None)),
            models.CheckConstraint(
                condition=models.Q(person=None, file__isnull=False) | models.Q(person__isnull=False, file=None), name="mail_address_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{settings.MAIL_DOMAIN}"


class Mail(models.Model):
    """One e-mail, kept whole as it came in `raw`, and what could be read of it. Where it stands is said by its places."""

    PERSONAL = {
        "subject": "kept with the file", "sender_name": "kept with the file", "sender_email": "kept with the file",
        "people": "kept with the file", "text": "kept with the file",
        "address": "kept with the file: to whose address it came",
    }  # fmt: skip

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    address = models.ForeignKey(MailAddress, models.PROTECT, related_name="mails")
    raw = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=300, blank=True)  # as its sender numbered it
    fingerprint = models.CharField(max_length=64)  # of what it says: one that comes twice is kept once
    subject = models.CharField(max_length=300, blank=True)
    sender_name = models.CharField(max_length=150, blank=True)
    sender_email = models.CharField(max_length=254, blank=True)
    people = models.JSONField(default=list)  # [{"place": "to", "name": …, "email": …}]
    text = models.TextField(blank=True)
    problems = models.JSONField(default=list)  # values of MailProblem
    automatic = models.BooleanField(default=False)  # a machine wrote it: it is never put anywhere by itself
    sent_at = models.DateTimeField(null=True)  # as it says itself
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    set_aside_at = models.DateTimeField(null=True)  # it belongs to no employer
    set_aside_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    set_aside_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "fingerprint"], name="mail_kept_once")]
        indexes = [
            models.Index(fields=["centre", "message_id"], name="mail_number"),
            models.Index(fields=["address", "received_at"], name="mail_of_address"),
        ]

    def __str__(self) -> str:
        return self.subject


class MailAttachment(models.Model):
    """What was attached to a mail: as a file of its own, or why it is none and lies in the whole mail only."""

    PERSONAL = {"name": "kept with the file", "file": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    mail = models.ForeignKey(Mail, models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    why_not = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "number"], name="mail_attachment_number")]

    def __str__(self) -> str:
        return self.name


class MailPlace(models.Model):
    """A mail stands on the timeline of an employer, and why. Taken off, the row says when and by whom."""

    PERSONAL = {"shown": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    mail = models.ForeignKey(Mail, models.PROTECT, related_name="places")
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="mail_places")
    because = models.CharField(max_length=8, choices=MailBecause.choices)
    shown = models.CharField(max_length=254, blank=True)  # the address or domain that told
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mail", "file"], name="mail_place_once", condition=models.Q(taken_off_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.mail_id} at {self.file_id}"
