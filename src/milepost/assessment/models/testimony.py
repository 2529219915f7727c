"""What witnesses are asked, what they say, and the call back."""

import uuid as uuids

from django.db import models

from milepost.assessment.words import CallOutcome, WitnessState
from milepost.base import clock
from milepost.base.models import Actor, StoredFile
from milepost.people.models import Centre
from milepost.portfolios.models import Evidence, Registration


class WitnessRequest(models.Model):
    """A letter, or a code to scan, that asks one person what they saw. Only a digest of its secret is kept."""

    PERSONAL = {"name": "kept with the portfolio", "email": "set to blank 90 days after it ended", "about": "kept with the portfolio"}
    secret = ""  # of a letter just written; no column

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="witness_requests")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)  # none: the code is scanned from a screen
    about = models.CharField(max_length=500)  # what they saw, in the words of who asks
    targets = models.JSONField(default=list)
    secret_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.name} on {self.registration_id}"

    @property
    def state(self) -> WitnessState:
        if self.answered_at:
            return WitnessState.ANSWERED
        if self.withdrawn_at:
            by_link = self.withdrawn_by is not None and self.withdrawn_by.kind == Actor.Kind.LINK
            return WitnessState.RETURNED if by_link else WitnessState.WITHDRAWN
        return WitnessState.EXPIRED if self.is_late else WitnessState.WAITING

    @property
    def is_late(self) -> bool:
        return self.expires_on < clock.today()

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name


class Testimony(models.Model):
    """What a witness signed, word for word. A correction is a new one that supersedes it.

    `content_hash` is the SHA-256 of what they saw on the page when they signed; `device` a salted digest of the device,
    that tells one from another and nothing else; `device_time` what its clock said, which may be wrong.
    """

    APPEND_ONLY = True
    PERSONAL = {
        "name": "kept with the portfolio", "job": "kept with the portfolio", "organisation": "kept with the portfolio",
        "contact": "kept with the portfolio", "knows_how": "kept with the portfolio", "expertise": "kept with the portfolio",
        "saw": "kept with the portfolio",
    }  # fmt: skip

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="testimonies")
    request = models.ForeignKey(WitnessRequest, models.PROTECT, related_name="testimonies")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="testimonies")
    name = models.CharField(max_length=150)
    job = models.CharField(max_length=150, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)  # telephone or e-mail for the call back
    knows_how = models.CharField(max_length=300)  # how they know the work: "her line manager since May"
    expert = models.BooleanField(default=False)
    expertise = models.CharField(max_length=300, blank=True)
    saw = models.TextField(blank=True)
    voice = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    targets = models.JSONField(default=list)  # the criteria that they say they saw
    content_hash = models.CharField(max_length=64)
    device = models.CharField(max_length=64, blank=True)
    device_time = models.DateTimeField(null=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "device"], name="testimony_device")]

    def __str__(self) -> str:
        return f"testimony of {self.name}"


class CallBack(models.Model):
    """An assessor rang the witness, or wrote: what came of it."""

    APPEND_ONLY = True
    PERSONAL = {"note": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    testimony = models.ForeignKey(Testimony, models.PROTECT, related_name="call_backs")
    outcome = models.CharField(max_length=12, choices=CallOutcome.choices)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.outcome
