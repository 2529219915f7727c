"""Concerns, and every word that was said about them."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.concerns.words import WordKind
from milepost.employers.models import EmployerFile
from milepost.people.models import Centre, Organisation


class Concern(models.Model):
    """Something that somebody at an employer is unhappy or worried about. A confidential one is for the managers alone."""

    PERSONAL = {"name": "kept with the concern", "email": "set to blank two years after it was answered or taken back"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="concerns")
    file = models.ForeignKey(EmployerFile, models.PROTECT, null=True, related_name="concerns")  # null: nobody has opened one yet
    reference = models.CharField(max_length=12)  # what one says on the telephone
    confidential = models.BooleanField(default=False)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)  # null again once they say that it is not settled
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "reference"], name="concern_reference")]
        indexes = [models.Index(fields=["centre", "answered_at"], name="concern_open")]

    def __str__(self) -> str:
        return self.reference

    @property
    def stream(self) -> str:
        """With the employer's file; what is confidential stands alone, so that nobody meets it on the way to something else."""
        return self.file.stream if self.file and not self.confidential else f"concern:{self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class ConcernWord(models.Model):
    """One word about a concern, of either side, for good."""

    APPEND_ONLY = True
    PERSONAL = {"text": "kept with the concern"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=12, choices=WordKind.choices)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind}: {self.concern_id}"
