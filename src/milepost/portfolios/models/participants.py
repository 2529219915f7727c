"""What a programme has that a qualification has not: steps that were taken, and what somebody tells of themselves."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models import Person
from milepost.portfolios.models.portfolio import Registration
from milepost.portfolios.words import DisclosureKind, HowTold


class StepTaken(models.Model):
    """A step of an agreed plan that is behind the participant. Said by them or their adviser; nobody assesses it."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="steps_taken")
    step = models.CharField(max_length=100)  # the key of a unit of the programme
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "step"], name="step_taken_once")]

    def __str__(self) -> str:
        return f"{self.step} of {self.registration_id}"


class Disclosure(models.Model):
    """A strength or a circumstance of a participant, with their consent in the same row: what for, and who reads it.

    Never measured, counted, searched or carried away. `reader` is the adviser it was told to, in person: who comes after them reads it
    only when the participant says so. The row is deleted when it is taken back and when the programme ends.
    """

    PERSONAL = {
        "body": "deleted when it is taken back, and when the programme ends",
        "purpose": "deleted when it is taken back, and when the programme ends",
    }

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="disclosures")
    kind = models.CharField(max_length=12, choices=DisclosureKind.choices)
    telling = models.CharField(max_length=10, choices=HowTold.choices)
    body = models.TextField()
    purpose = models.CharField(max_length=300)  # what it may be used for, as agreed
    reader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    manager_too = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} of {self.registration_id}"
