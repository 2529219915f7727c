"""A portfolio that is carried: packed by one centre, arrived at another; and what makes a text recognisable elsewhere."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.people.models import Centre
from milepost.portfolios.models.portfolio import EvidenceVersion, Registration
from milepost.portfolios.words import PackageState


class Package(models.Model):
    """The whole portfolio as one file that its learner takes along. The worker makes it."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="packages")
    state = models.CharField(max_length=8, choices=PackageState.choices, default=PackageState.ASKED)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=128, blank=True)  # SHA-512 of its tag manifest
    error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"package of {self.registration_id}"


class Arrival(models.Model):
    """A portfolio that came from another centre, with the package that it came in: its journal is read from there."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.OneToOneField(Registration, models.PROTECT, related_name="arrival")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=128)
    came_from = models.CharField(max_length=200)  # the centre that packed it
    arrived_at = models.DateTimeField()
    arrived_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"from {self.came_from}"


class TextBand(models.Model):
    """A part of the fingerprint of one text: two texts that share a band may be near the same, and are compared."""

    PERSONAL: dict[str, str] = {}

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    version = models.ForeignKey(EvidenceVersion, models.CASCADE, related_name="bands")
    band = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["centre", "band"], name="text_band")]

    def __str__(self) -> str:
        return f"{self.band}"
