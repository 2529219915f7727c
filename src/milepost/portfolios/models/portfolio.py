"""Registrations, unit plans, evidence, claims, hand-ins and progress."""

import uuid as uuids
from typing import Any

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.engine.framework import Nature, Setting
from milepost.frameworks.models import Specification
from milepost.people.models import Centre, Organisation, Person, Site
from milepost.portfolios.words import EvidenceKind, RegistrationState


class Registration(models.Model):
    """A learner on one qualification of one published specification, for good; or a participant on a programme, who is assessed on nothing.

    On a programme `assessor` is the adviser, and the units agreed are the steps of the plan.
    """

    PERSONAL = {"uln": "set to blank when the learner is erased", "closed_reason": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="registrations")
    learner = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    specification = models.ForeignKey(Specification, models.PROTECT, related_name="registrations")
    qualification = models.CharField(max_length=300)  # number, or title where it has none
    qualification_title = models.CharField(max_length=300)
    programme = models.BooleanField(default=False)  # the specification awards nothing
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    assessor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="caseload")
    iqa = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uln = models.CharField(max_length=10, blank=True)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=RegistrationState.choices, default=RegistrationState.ACTIVE)
    closed_on = models.DateField(null=True)
    closed_reason = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()  # planned
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    evidence_count = models.PositiveIntegerField(default=0)  # the last "E" number given

    class Meta:
        indexes = [
            models.Index(fields=["centre", "state"], name="registration_centre"),
            models.Index(fields=["assessor", "state"], name="registration_caseload"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "specification", "qualification"], name="registration_once", condition=models.Q(state="active")
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} on {self.qualification_title}"

    @property
    def stream(self) -> str:
        return f"portfolio:{self.uuid}"


class UnitPlan(models.Model):
    """A choice of units, proposed by one side and agreed by the other. The newest agreed one counts.

    `answers` holds, per unit with a suitability condition, what was said: {"B11": "She runs the desk."}.
    """

    PERSONAL = {"answers": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="unit_plans")
    units = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return ", ".join(self.units)


class Evidence(models.Model):
    """The thing shown. What it holds stands in its versions; `version` is the number of the newest."""

    PERSONAL = {"title": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "number"], name="evidence_number")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        return f"E{self.number}"


class EvidenceVersion(models.Model):
    """One state of a piece of evidence, for good. A change is a new version."""

    APPEND_ONLY = True
    PERSONAL = {"body": "kept with the portfolio", "details": "kept with the portfolio", "url": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    body = models.TextField(blank=True)  # of a statement, as typed
    url = models.URLField(max_length=1000, blank=True)
    details = models.JSONField(default=dict)  # of its kind alone: where a thing stays, what was asked and answered
    happened_on = models.DateField(null=True)  # when the work was done
    nature = models.CharField(max_length=12, choices=[(n.value, n.value) for n in Nature], default=Nature.PERFORMANCE.value)
    setting = models.CharField(max_length=24, choices=[(s.value, s.value) for s in Setting], default=Setting.REAL_WORK.value)
    reason = models.CharField(max_length=300, blank=True)  # why it replaced the one before
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_number")]

    def __str__(self) -> str:
        return f"{self.evidence_id} version {self.number}"


class EvidenceFile(models.Model):
    """A further file of one version: the photographs and the voice note beside an observation."""

    APPEND_ONLY = True
    PERSONAL = {"caption": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    version = models.ForeignKey(EvidenceVersion, models.PROTECT, related_name="further_files")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="evidence_file_number")]

    def __str__(self) -> str:
        return f"file {self.number} of version {self.version_id}"


class HandIn(models.Model):
    """Claims handed in together. The learner declares the work their own; what an assessor or a witness saw, they hand in themselves."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="hand_ins")
    declared_own = models.BooleanField()
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"hand-in of {self.handed_in_at:%d %B %Y}"


class Claim(models.Model):
    """ "This evidence meets that, there." Open until handed in; then it waits for a judgement.

    `target` is a criterion or a part of an evidence requirement ("B11:2.3", "B11:R4.b"); `locator` is where in the
    evidence ("p 2, para 3", "06:48"); `thing` names what it is, for "n different things".
    """

    PERSONAL = {"locator": "kept with the portfolio", "thing": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="claims")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="claims")
    target = models.CharField(max_length=60)
    locator = models.CharField(max_length=100, blank=True)
    thing = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    hand_in = models.ForeignKey(HandIn, models.PROTECT, null=True, related_name="claims")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target", "locator"], name="claim_once", condition=models.Q(withdrawn_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.target} by evidence {self.evidence_id}"


class Progress(models.Model):
    """How far one registration is: a projection, written in the action's own transaction and never edited by hand.

    `cells` is one letter per criterion of the agreed units, in their order: m met, c claimed, r redo, d in doubt,
    o open. `marks` is what rooms above leave here for every target judged: {"B11:2.3": {"v": "met", "at": "...",
    "on": [[claim uuid, evidence number, evidence version]]}}; so this room needs to know no judgement. A mark with "w"
    waits for a countersignature ("asked") or was refused one ("refused"), and counts for nothing. `waiting_units`
    holds [claims, since when] by unit key. Percentages are in whole points, rounded down.
    """

    PERSONAL: dict[str, str] = {}

    registration = models.OneToOneField(Registration, models.CASCADE, primary_key=True, related_name="progress")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)
    units = models.JSONField(default=list)
    cells = models.TextField(blank=True)
    marks = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)  # state letter by target, for parts of evidence requirements
    signed = models.JSONField(default=dict)  # by unit key: "signed", "agreed", "returned" or "reopened"
    total = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    claimed = models.PositiveIntegerField(default=0)
    redo = models.PositiveIntegerField(default=0)
    doubt = models.PositiveIntegerField(default=0)
    evidenced_percent = models.PositiveSmallIntegerField(default=0)
    met_percent = models.PositiveSmallIntegerField(default=0)
    signed_percent = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)  # claims handed in and not judged
    waiting_since = models.DateTimeField(null=True)
    waiting_units = models.JSONField(default=dict)
    redo_since = models.DateTimeField(null=True)  # when the oldest "not yet" came that nothing new was handed in for
    last_act_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["centre", "active", "-signed_percent", "registration"], name="progress_cohort"),
            models.Index(fields=["assessor", "active", "-signed_percent", "registration"], name="progress_caseload"),
        ]

    def __str__(self) -> str:
        return f"{self.signed_percent} % signed off, {self.evidenced_percent} % evidenced"

    @property
    def open(self) -> int:
        """Criteria that nothing was handed in for."""
        return self.total - self.met - self.claimed - self.redo - self.doubt

    @property
    def totals(self) -> dict[str, Any]:
        return {"met": self.met, "claimed": self.claimed, "redo": self.redo, "doubt": self.doubt, "total": self.total}
