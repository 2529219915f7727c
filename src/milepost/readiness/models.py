"""The road of a centre: dates, work, mileposts that are passed, checkpoints with what was expected then."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models import Centre


class RoadDates(models.Model):
    """The two dates, and the hours that people have a week. The newest row counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    register_by = models.DateField()  # the last day to register for assessment
    registered_on = models.DateField(null=True)
    ready_by = models.DateField()  # the day on which all must be true
    hours_a_week = models.DecimalField(max_digits=5, decimal_places=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"register by {self.register_by}, ready by {self.ready_by}"


class RoadWork(models.Model):
    """A piece of work towards a milepost: known from a day, and finished on one, or found not to be needed."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    milepost = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    known_on = models.DateField()
    done_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "known_on"], name="road_work_known")]

    def __str__(self) -> str:
        return self.what


class MilepostPassed(models.Model):
    """A milepost was passed: its gate was open then."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    milepost = models.CharField(max_length=40)
    said = models.CharField(max_length=300)
    passed_at = models.DateTimeField()
    passed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "milepost"], name="milepost_passed_once")]

    def __str__(self) -> str:
        return self.milepost


class Checkpoint(models.Model):
    """On this day one judges anew. What was expected of it stands here as it was forecast when it was set; null where too little was known."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    on = models.DateField()
    expected = models.PositiveSmallIntegerField(null=True)  # percent of the work
    chance = models.PositiveSmallIntegerField(null=True)  # in a hundred, to be ready by the date of then
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "on"], name="checkpoint_once_a_day")]

    def __str__(self) -> str:
        return str(self.on)


class CheckpointJudged(models.Model):
    """What was so when one judged anew, and what follows from it."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    checkpoint = models.OneToOneField(Checkpoint, models.PROTECT, related_name="judged")
    was = models.PositiveSmallIntegerField()  # percent of the work
    chance = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=300)
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.was} percent"
