"""Reviews of signed-off units; what was found, and what is done about it."""

import uuid as uuids
from datetime import timedelta

from django.db import models
from django.utils import timezone

from milepost.assessment.models import SignOff
from milepost.assurance.words import FindingSource, ReviewVerdict
from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Centre, Person
from milepost.portfolios.models import Registration

SOON = timedelta(days=3)  # before its day the owner of an action is reminded


class UnitReview(models.Model):
    """The IQA's decision on one sign-off: one each, for good."""

    APPEND_ONLY = True
    PERSONAL = {"reason": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="unit_reviews")
    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="review")
    verdict = models.CharField(max_length=8, choices=ReviewVerdict.choices)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.sign_off} {self.verdict}"


class Finding(models.Model):
    """Something that is not as it should be. The key keeps one cause from being found twice."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=FindingSource.choices)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "key"], name="finding_once")]

    def __str__(self) -> str:
        return self.key


class CorrectiveAction(models.Model):
    """What is done about a finding: by whom, by when, with what proof, and whether somebody else found that it worked."""

    PERSONAL = {"proof": "kept with the finding", "check_said": "kept with the finding"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    who = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_on = models.DateField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    proof = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    worked = models.BooleanField(null=True)
    check_said = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.what} ({self.who_id})"

    @property
    def soon(self) -> bool:
        """Its day is near, and it was not agreed on this very day, when its owner heard of it anyway."""
        agreed_on = timezone.localtime(self.agreed_at).date()
        return self.done_at is None and agreed_on < clock.today() and self.by_on <= clock.today() + SOON

    @property
    def late(self) -> bool:
        """Its day has passed, and nobody has said that it is done."""
        return self.done_at is None and self.by_on < clock.today()
