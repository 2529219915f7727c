"""Workbooks: a form for one process, filled in by somebody at work, version by version."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models import Centre, Person


class Workbook(models.Model):
    """One workbook that somebody at a centre keeps. What stands in it stands in its versions; `version` is the number of the newest."""

    PERSONAL = {"title": "kept with the workbook", "given": "kept with the workbook"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="workbooks")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="workbooks")
    form = models.CharField(max_length=40)  # the key of its form
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=0)  # 0: nothing was kept yet
    # What stood in it when it began: {"on": the day, "answers": …, "from": whose words they are, where they are not Milepost's}.
    given = models.JSONField(default=dict)
    continues = models.OneToOneField("self", models.PROTECT, null=True, related_name="continued")  # handed over: that one is closed
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["owner", "centre"], name="workbook_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def stream(self) -> str:
        return f"workbook:{self.uuid}"


class WorkbookVersion(models.Model):
    """One state of a workbook, for good: what was asked then, and what was answered."""

    APPEND_ONLY = True
    PERSONAL = {"answers": "kept with the workbook", "title": "kept with the workbook"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    workbook = models.ForeignKey(Workbook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    form = models.JSONField()  # the form as it stood, so that the answers keep their questions
    answers = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workbook", "number"], name="workbook_version_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.title}"


class WorkbookShare(models.Model):
    """One colleague who may read a workbook until the owner ends it, and what they said of it."""

    PERSONAL = {"note": "kept with the workbook", "answer": "kept with the workbook"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    workbook = models.ForeignKey(Workbook, models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)  # what they are asked to look at
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workbook", "person"], name="workbook_shared_once", condition=models.Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.workbook} for {self.person}"
