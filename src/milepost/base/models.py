"""Tables of the floor: actors, events and their streams, tellings, stored files, uploads, drafts and jobs."""

import uuid as uuids

from django.conf import settings
from django.db import models


class Actor(models.Model):
    """Who acts: a person in an appointment, a voice by link, an anonymous voice, the system, or somebody of another centre.

    Written once and never renamed, so that history keeps the name as it was; a person who changes their name or
    role gets a new row.
    """

    APPEND_ONLY = False
    PERSONAL = {"name": "replaced by the role when the person is erased"}

    class Kind(models.TextChoices):
        PERSON = "person"
        LINK = "link"
        ANONYMOUS = "anonymous"
        SYSTEM = "system"
        ELSEWHERE = "elsewhere"  # acted at another centre, in a portfolio that was brought from there; nobody acts as them here

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="actors")
    centre = models.ForeignKey("milepost.Centre", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=24, blank=True)
    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name

    @property
    def at_centre(self) -> int:
        """The id of the centre where this actor acts. The system acts at none: 0, which no centre has."""
        return self.centre_id or 0


class StreamHead(models.Model):
    """The last link of one stream's chain. The row is locked while an event is added, so no other stream waits."""

    PERSONAL: dict[str, str] = {}

    stream = models.CharField(max_length=64, unique=True)
    position = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.stream} at {self.position}"


class Event(models.Model):
    """Something that happened, in one append-only journal, chained per stream.

    No foreign keys. `hash` covers everything but `personal` and `salt`; of these it covers a digest, so the personal
    payload can be erased without breaking the chain. `rows` holds (table, uuid, digest) of each append-only row that
    the act wrote.
    """

    APPEND_ONLY = True
    ERASABLE = ("personal", "salt")  # the trigger lets only these change
    PERSONAL = {"personal": "set to null; the digest stays", "salt": "set to null with it"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre_id = models.BigIntegerField(null=True)
    stream = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.JSONField(default=dict)  # {"uuid", "kind", "role"}
    args = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    personal = models.JSONField(null=True)
    salt = models.CharField(max_length=32, null=True)
    personal_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "position"], name="event_place")]
        indexes = [models.Index(fields=["centre_id", "at"], name="event_centre_at")]

    def __str__(self) -> str:
        return f"{self.name} in {self.stream} at {self.position}"


class Telling(models.Model):
    """An event that somebody has still to be told of: the outbox of `notices`.

    A mark per event and not "id greater than the last", because transactions commit out of order.
    """

    PERSONAL: dict[str, str] = {}

    event = models.OneToOneField(Event, models.PROTECT, related_name="telling")
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["event"], name="telling_open", condition=models.Q(done_at=None))]

    def __str__(self) -> str:
        return f"telling of {self.event_id}"


class StoredFile(models.Model):
    """Bytes that never change, kept under their SHA-256. `kind` is what the bytes say they are, not the name."""

    APPEND_ONLY = True
    PERSONAL = {"name": "kept with the evidence", "sha256": "kept with the evidence"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("milepost.Centre", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)  # media type found in the bytes
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way in by the tus protocol. Its bytes lie in `uploads/` until it is whole."""

    PERSONAL = {"name": "removed with the row when the upload ends or expires"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("milepost.Centre", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    place = models.CharField(max_length=100, blank=True)  # which form it belongs to
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.name}, {self.offset} of {self.length} bytes"


class Draft(models.Model):
    """What a person has typed into a long form and not sent yet."""

    PERSONAL = {"body": "deleted when sent, or with the person"}

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=120)  # which form, of which thing
    body = models.JSONField(default=dict)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="draft_one_a_place")]

    def __str__(self) -> str:
        return self.place


class Job(models.Model):
    """A task for the worker. Leased, so that a killed worker's job is taken up again: tasks must be idempotent."""

    PERSONAL: dict[str, str] = {}

    class State(models.TextChoices):
        READY = "ready"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    tries = models.PositiveSmallIntegerField(default=0)
    priority = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()
    enqueued_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="job_open", condition=models.Q(state__in=["ready", "running"]))]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="job_one_open_a_key", condition=models.Q(state="ready", key__isnull=False))
        ]

    def __str__(self) -> str:
        return self.task
