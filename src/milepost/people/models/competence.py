"""What an assessor may judge, how they keep up, and where they have an interest of their own."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models.people import Centre, Organisation, Person
from milepost.people.words import CompetenceState


class Competence(models.Model):
    """Somebody may judge a unit, or every unit, of one specification from a day to a day.

    `unit` is the unit's key, "" for every unit. Who is in training has a countersigner, and an end date.
    """

    PERSONAL = {"basis": "kept with the appointment"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="competences")
    specification = models.CharField(max_length=300)  # number of the specification, or its title where it has none
    unit = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=CompetenceState.choices)
    basis = models.CharField(max_length=300)  # the award held or worked towards, the trade practised
    countersigner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "centre"], name="competence_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.state} in {self.specification} {self.unit}".rstrip()


class Cpd(models.Model):
    """Something that somebody did to keep up: a course, a day in the trade, a standardisation meeting."""

    PERSONAL = {"title": "kept with the appointment", "learned": "kept with the appointment"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cpd")
    done_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    title = models.CharField(max_length=200)
    learned = models.TextField(blank=True)  # what they do otherwise since
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class Interest(models.Model):
    """An interest that somebody declares, such as a learner in the family. While it lasts they decide nothing there."""

    PERSONAL = {"text": "kept as long as the judgements that it touches"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    learner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "centre"], name="interest_person")]

    def __str__(self) -> str:
        return self.text
