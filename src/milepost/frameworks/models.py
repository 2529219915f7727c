"""Imports and published specifications."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.frameworks.words import Rights
from milepost.people.models import Centre


class Import(models.Model):
    """A document that is being turned into a specification.

    `reading` is what the importer understood and where it stood; `document` the specification as corrected so far;
    `decisions` what a person said of each warning, by its position: {"0": {"choice": "73", "reason": "..."}}, see `settled`.
    """

    PERSONAL = {"decisions": "the name in it replaced by the role when the person is erased"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    reading = models.JSONField(default=dict)
    document = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)  # published or given up
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class Specification(models.Model):
    """One published version. Immutable: its digest is the SHA-256 of its canonical document."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="specifications")
    source = models.ForeignKey(Import, models.PROTECT, null=True, related_name="specifications")
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)
    rights = models.CharField(max_length=10, choices=Rights.choices, default=Rights.IMPORTED)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    unit_count = models.PositiveIntegerField(default=0)
    criterion_count = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "title", "version"], name="specification_version"),
            models.UniqueConstraint(fields=["centre", "digest"], name="specification_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class Programme(models.Model):
    """That a specification awards nothing: its document says so, and lists need not read the document to know.

    Beside the version and no column of it, because a digest stands on every column of a version.
    """

    PERSONAL: dict[str, str] = {}

    specification = models.OneToOneField(Specification, models.PROTECT, related_name="programme")

    def __str__(self) -> str:
        return f"{self.specification} awards nothing"


class RightsMark(models.Model):
    """What is said of a specification's text after it was published: whose it is, and under which licence. The newest counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    specification = models.ForeignKey(Specification, models.PROTECT, related_name="rights_marks")
    rights = models.CharField(max_length=10, choices=Rights.choices)
    licence = models.CharField(max_length=200, blank=True)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.specification}: {self.get_rights_display()}"


class RegisterEntry(models.Model):
    """One qualification of the regulator's public register, as a list that the centre brought in has it.

    A centre's list is replaced as a whole by a newer one. What the register leaves open is "" or None.
    """

    PERSONAL: dict[str, str] = {}

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)  # with its strokes
    title = models.CharField(max_length=300)
    organisation = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=60, blank=True)
    credits = models.PositiveIntegerField(null=True)
    glh = models.PositiveIntegerField(null=True)
    tqt = models.PositiveIntegerField(null=True)
    starts_on = models.DateField(null=True)  # operational start
    operational_end = models.DateField(null=True)
    certification_end = models.DateField(null=True)
    link = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="register_entry_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
