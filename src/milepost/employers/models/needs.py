"""What an employer needs: the conversation, and the business issues that come out of it."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.employers.models.journey import EmployerFile


class NeedsAnalysis(models.Model):
    """One organisational needs analysis: what was said, by the key of what was asked. Signed by the employer it stays as it is."""

    PERSONAL = {"answers": "kept with the file", "signed_name": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="analyses")
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=150, blank=True)  # who signed for the employer, as typed
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")  # on whose device

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="needs_analysis_number")]

    def __str__(self) -> str:
        return f"needs analysis {self.number} of {self.file_id}"


class BusinessIssue(models.Model):
    """Something that should change at an employer, with how one would see that it did: a measure, where it stands, where it should."""

    PERSONAL = {"title": "kept with the file", "hurts": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="issues")
    analysis = models.ForeignKey(NeedsAnalysis, models.PROTECT, null=True, related_name="issues")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    hurts = models.TextField(blank=True)  # what it does to them, and what shows it
    measure = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)  # "calls a week", "%"
    baseline = models.DecimalField(max_digits=14, decimal_places=3)
    baseline_on = models.DateField()
    target = models.DecimalField(max_digits=14, decimal_places=3)
    target_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="business_issue_number")]

    def __str__(self) -> str:
        return self.title


class Measurement(models.Model):
    """The same measure again, on a day. `share` is what somebody at the employer put down to our work, in percent, where it was asked."""

    APPEND_ONLY = True
    PERSONAL = {"said_by": "kept with the file", "note": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    issue = models.ForeignKey(BusinessIssue, models.PROTECT, related_name="measurements")
    value = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=40, blank=True)  # as it was measured this time
    measured_on = models.DateField()
    share = models.PositiveSmallIntegerField(null=True)
    said_by = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.value} {self.unit} on {self.measured_on}"
