"""Which way a registration goes: what its learner wishes and can do, rules waived for it, and a newer version offered to it."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.frameworks.models import Specification
from milepost.people.models import Centre
from milepost.portfolios.models.portfolio import Registration


class RouteWish(models.Model):
    """What a route is worked out from beside the rules: the job, the hours, and what is wished or impossible.

    `preferred` and `impossible` are unit keys. `come_by` says of units how they are come by where they are not assessed:
    {"B11": "transfer"}. Hours are those a week that the learner really has for the qualification.
    """

    PERSONAL = {"job": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="route_wish")
    job = models.TextField(blank=True)
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    finish_by = models.DateField(null=True)
    pathway = models.CharField(max_length=60, blank=True)
    preferred = models.JSONField(default=list)
    impossible = models.JSONField(default=list)
    come_by = models.JSONField(default=dict)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"wishes of registration {self.registration_id}"


class Waiver(models.Model):
    """A rule of combination lifted for one learner: why, by whose word at the awarding organisation, and until when."""

    PERSONAL = {"reason": "kept with the portfolio", "signed_by": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=300)  # the rule's label in the framework
    reason = models.TextField()
    signed_by = models.CharField(max_length=200)  # who gave it, and with what office
    until = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "rule"], name="waiver_one_in_force", condition=models.Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.rule} waived"


class VersionOffer(models.Model):
    """A newer version of the specification, offered to one learner, who moves to it knowingly or stays.

    `left` is the version that they stood on when it was offered.
    """

    PERSONAL = {"note": "kept with the portfolio", "answer_note": "kept with the portfolio"}

    class Answer(models.TextChoices):
        MOVED = "moved"
        STAYED = "stayed"
        TAKEN_BACK = "taken_back"

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="version_offers")
    left = models.ForeignKey(Specification, models.PROTECT, related_name="+")
    specification = models.ForeignKey(Specification, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)  # why the centre offers it
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration"], name="version_offer_one_open", condition=models.Q(answered_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.specification} offered"
