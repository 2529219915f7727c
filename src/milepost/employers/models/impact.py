"""Whether it helped: checks at the agreed dates, what was asked of whom by letter and said, what a return rests on; and the plan after it."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.employers.models.journey import EmployerFile
from milepost.employers.models.letters import Letter
from milepost.employers.models.needs import BusinessIssue, Measurement
from milepost.employers.models.proposals import Proposal, ProposalVersion
from milepost.employers.words import AssumptionKind, Doing, ViewParty
from milepost.portfolios.models import Registration


class ImpactCheck(models.Model):
    """On this day it is looked whether an accepted proposal helped. It is closed with what came of it, or called off."""

    PERSONAL = {"conclusion": "kept with the file", "uncounted": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="impact_checks")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="impact_checks")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True)  # its owner was told that it is due
    measurements = models.ManyToManyField(Measurement, related_name="+")  # what was counted at it
    conclusion = models.TextField(blank=True)  # what came of it, or why it is called off
    uncounted = models.CharField(max_length=300, blank=True)  # why a measure was not counted
    called_off = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="impact_check_number")]
        indexes = [models.Index(fields=["closed_at", "due_on"], name="impact_check_due")]

    def __str__(self) -> str:
        return f"impact check {self.number} on {self.due_on}"


class ImpactLetter(Letter):
    """The link by which a learner or their manager says once, without an account, whether it helped."""

    PERSONAL = {"name": "kept with the file", "email": "set to blank 90 days after it expired"}

    impact = models.ForeignKey(ImpactCheck, models.PROTECT, related_name="letters")
    party = models.CharField(max_length=10, choices=ViewParty.choices)
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, related_name="+")  # of the learner who is asked


class ImpactView(models.Model):
    """What somebody said by their letter, once. `shares` is by the number of a business issue, in percent, as it was asked."""

    APPEND_ONLY = True
    PERSONAL = {"name": "kept with the file", "example": "kept with the file", "hinders": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    letter = models.OneToOneField(ImpactLetter, models.PROTECT, related_name="view")
    name = models.CharField(max_length=150)
    useful = models.PositiveSmallIntegerField(null=True)  # 1 to 5
    doing = models.CharField(max_length=10, blank=True)  # one of `words.Doing`
    example = models.TextField(blank=True)
    hinders = models.TextField(blank=True)  # what stands in the way, or what else changed
    recommend = models.PositiveSmallIntegerField(null=True)  # 0 to 10
    shares = models.JSONField(default=dict)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"view of {self.name}"

    @property
    def doing_words(self) -> str:
        return str(Doing(self.doing).label) if self.doing else ""


class PastSeries(models.Model):
    """How a business issue was counted before its unit changed: its counts up to `last` belong here and stay as they are."""

    APPEND_ONLY = True
    PERSONAL = {"reason": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    issue = models.ForeignKey(BusinessIssue, models.PROTECT, related_name="past_series")
    number = models.PositiveIntegerField()
    measure = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=3)
    baseline_on = models.DateField()
    target = models.DecimalField(max_digits=14, decimal_places=3)
    target_on = models.DateField()
    last = models.ForeignKey(Measurement, models.PROTECT, null=True, related_name="+")  # none: it was never counted again
    reason = models.CharField(max_length=300)
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "number"], name="past_series_number")]

    def __str__(self) -> str:
        return f"{self.measure} in {self.unit}"


class Assumption(models.Model):
    """One figure on which a return rests, and who said it. The newest of a proposal, issue and kind counts; the others are kept."""

    APPEND_ONLY = True
    PERSONAL = {"said_by": "kept with the file", "note": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="assumptions")
    issue = models.ForeignKey(BusinessIssue, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=AssumptionKind.choices)
    value = models.DecimalField(max_digits=14, decimal_places=3)
    said_by = models.CharField(max_length=150)
    said_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class RelationshipPlan(models.Model):
    """What comes next with an employer, and how often somebody is in touch. The newest of a file holds."""

    PERSONAL = {"year": "kept with the file", "next_step": "kept with the file", "agreed_with": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    year = models.TextField(blank=True)  # what is planned for the year to come
    every_weeks = models.PositiveSmallIntegerField()
    next_step = models.CharField(max_length=300)
    next_on = models.DateField()
    agreed_with = models.CharField(max_length=150, blank=True)  # of the employer; empty: it is only ours
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)  # the next step
    done_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="relationship_plan_number")]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.file_id}"
