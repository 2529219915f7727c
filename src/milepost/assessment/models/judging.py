"""Judgements and sign-offs."""

import uuid as uuids

from django.db import models

from milepost.assessment.words import Verdict
from milepost.base.models import Actor
from milepost.people.models import Centre
from milepost.portfolios.models import Registration


class Judgement(models.Model):
    """An assessor's decision on one target. `rests_on` lists [claim uuid, evidence number, evidence version].

    The database lets only one judgement supersede another, and only one be the first on a target: of two people who
    judge at once, the second is told.
    """

    APPEND_ONLY = True
    PERSONAL = {"feedback": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="judgements")
    target = models.CharField(max_length=60)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    feedback = models.TextField(blank=True)
    prompts = models.JSONField(default=dict)  # {"valid": true, ...}; what was not answered is left out
    rests_on = models.JSONField(default=list)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["registration", "target"], name="judgement_target")]
        constraints = [
            models.UniqueConstraint(fields=["registration", "target"], name="judgement_first", condition=models.Q(supersedes=None))
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.verdict}"

    @property
    def code(self) -> str:
        """The target as people write it: "B11, 2.3"."""
        return self.target.replace(":", ", ")


class SignOff(models.Model):
    """A unit signed off by the assessor, after its gate opened."""

    APPEND_ONLY = True
    PERSONAL = {"comment": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="sign_offs")
    unit = models.CharField(max_length=40)
    comment = models.TextField(blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "unit"], name="sign_off_first", condition=models.Q(supersedes=None))]

    def __str__(self) -> str:
        return f"unit {self.unit}"
