"""Lists that were brought in, and two rows that were one person."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.people.models import Centre, Person
from milepost.portfolios.words import IntakeKind, IntakeState


class Intake(models.Model):
    """A list of people or employers as it came, and the plan of what it would do: nothing happens before it is applied.

    `plan` is a list with one entry a line of the file: what was read, what becomes of it, and what is wrong with it.
    """

    PERSONAL = {"plan": "emptied 90 days after it was applied or given up"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="intakes")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=IntakeKind.choices)
    settings = models.JSONField(default=dict)  # what holds for every line: qualification, dates, assessor
    plan = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=IntakeState.choices, default=IntakeState.PLANNED)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} from {self.file_id}"


class Merge(models.Model):
    """Two people who are one: what belonged to `merged` belongs to `kept`. `moved` says what, so that it can be undone."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
