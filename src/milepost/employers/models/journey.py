"""The journey as a provider has written it, the file of each employer that walks it, and employers who are one."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.employers.words import Sector
from milepost.people.models import Centre, Organisation


class JourneyVersion(models.Model):
    """One version of a centre's journey, for good. The newest is the one that runs; without any the shipped one does."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="journey_version_number")]

    def __str__(self) -> str:
        return f"journey {self.number} of {self.centre_id}"


class EmployerFile(models.Model):
    """What a centre keeps of one employer: where it stands on the journey, and how to reach it."""

    PERSONAL = {
        "contact_name": "set to blank two years after the last contact",
        "contact_email": "set to blank two years after the last contact",
        "contact_phone": "set to blank two years after the last contact",
    }

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    employer = models.OneToOneField(Organisation, models.PROTECT, related_name="file")
    stage = models.CharField(max_length=40)  # the key of a stage of the journey
    stage_since = models.DateTimeField()
    does = models.CharField(max_length=300, blank=True)  # what they do, in a sentence
    size = models.PositiveIntegerField(null=True)  # people who work there
    sector = models.CharField(max_length=1, blank=True, choices=Sector.choices)
    sites = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    website = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")  # the same employer
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "stage"], name="employer_file_stage")]

    def __str__(self) -> str:
        return f"file of {self.employer_id}"

    @property
    def stream(self) -> str:
        return f"employer:{self.uuid}"


class StagePassed(models.Model):
    """An employer went on from one stage of the journey, and what showed that it could: by check, how it was shown."""

    APPEND_ONLY = True
    PERSONAL = {"shown": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="passed")
    stage = models.CharField(max_length=40)
    to = models.CharField(max_length=40)
    journey = models.PositiveIntegerField()  # number of the version; 0 is the shipped one
    shown = models.JSONField(default=dict)
    passed_at = models.DateTimeField()
    passed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.stage} passed by {self.file_id}"


class EmployerMerge(models.Model):
    """Two files that are one employer. Nothing is moved, so that they can be parted again."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kept = models.ForeignKey(EmployerFile, models.PROTECT, related_name="+")
    merged = models.ForeignKey(EmployerFile, models.PROTECT, related_name="merges")
    reason = models.CharField(max_length=300)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merged"], name="employer_merged_once", condition=models.Q(parted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
