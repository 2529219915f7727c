"""Decisions of who is in training, and phrases that assessors reuse."""

import uuid as uuids

from django.db import models

from milepost.assessment.models.judging import Judgement
from milepost.assessment.words import CountersignVerdict
from milepost.base.models import Actor
from milepost.people.models import Centre, Competence, Person


class Countersigning(models.Model):
    """A judgement of somebody in training: it counts for nothing until a qualified assessor has countersigned it."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    judgement = models.OneToOneField(Judgement, models.PROTECT, related_name="countersigning")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    countersigner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"judgement {self.judgement_id} waits"


class Countersignature(models.Model):
    """The countersigner's word on one judgement: one each, for good."""

    APPEND_ONLY = True
    PERSONAL = {"reason": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    countersigning = models.OneToOneField(Countersigning, models.PROTECT, related_name="signature")
    verdict = models.CharField(max_length=8, choices=CountersignVerdict.choices)
    reason = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.verdict


class Phrase(models.Model):
    """A sentence of feedback that an assessor keeps, to start from another time."""

    PERSONAL = {"text": "deleted with the appointment"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="phrases")
    text = models.CharField(max_length=500)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.text
