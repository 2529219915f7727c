"""What a centre keeps of a registration beside the portfolio: approval, breaks, consent, the place of work."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models import Centre
from milepost.portfolios.models.portfolio import Registration
from milepost.portfolios.words import ApprovalState, ConsentAbout


class Approval(models.Model):
    """What the awarding organisation says of a centre and one qualification. Nobody registers without it in force."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="approvals")
    qualification = models.CharField(max_length=300)  # number, or title where it has none: as in a registration
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=ApprovalState.choices)
    applied_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    conditions = models.TextField(blank=True)
    reference = models.CharField(max_length=100, blank=True)  # of the awarding organisation's letter
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "qualification"], name="approval_once")]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"


class Pause(models.Model):
    """A break in learning: from a day, until the learner is back."""

    PERSONAL = {"reason": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="pauses")
    starts_on = models.DateField()
    expected_on = models.DateField(null=True)  # when they mean to be back
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration"], name="pause_one_open", condition=models.Q(ended_on=None))]

    def __str__(self) -> str:
        return f"from {self.starts_on}"


class Consent(models.Model):
    """What a learner agreed to, or took back: the newest on one matter counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="consents")
    about = models.CharField(max_length=12, choices=ConsentAbout.choices)
    given = models.BooleanField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.about}: {'yes' if self.given else 'no'}"


class Workplace(models.Model):
    """Where a learner works, and when: what a visit has to fit.

    `shifts` is a list of {"day": 0 to 6 from Monday, "from": "08:00", "to": "16:00"}; a shift that ends before it
    begins ends on the next day.
    """

    PERSONAL = {"place": "kept with the portfolio", "note": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.OneToOneField(Registration, models.PROTECT, related_name="workplace")
    place = models.CharField(max_length=300, blank=True)
    shifts = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.place
