"""Visits, the questions asked at them, and the private calendar that shows them."""

import uuid as uuids

from django.db import models

from milepost.assessment.words import VisitKind, VisitState
from milepost.base.models import Actor
from milepost.frameworks.models import Specification
from milepost.people.models import Centre, Person
from milepost.portfolios.models import Registration


class Visit(models.Model):
    """An appointment of an assessor with a learner: what will be watched, where, when, and which criteria it may show.

    `targets` are the criteria planned. One side proposes it, the other agrees; a move is proposed anew. `sequence`
    counts the changes, for calendars.
    """

    PERSONAL = {"activity": "kept with the portfolio", "place": "kept with the portfolio", "ended_reason": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="visits")
    assessor = models.ForeignKey(Person, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=12, choices=VisitKind.choices)
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PROPOSED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    activity = models.CharField(max_length=300)
    targets = models.JSONField(default=list)
    sequence = models.PositiveIntegerField(default=0)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # kept, missed or called off
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(max_length=300, blank=True)
    missed_by = models.CharField(max_length=10, blank=True)  # "learner", "assessor" or "workplace"

    class Meta:
        indexes = [
            models.Index(fields=["assessor", "starts_at"], name="visit_assessor"),
            models.Index(fields=["registration", "starts_at"], name="visit_registration"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} on {self.starts_at:%d %B %Y}"


class CalendarFeed(models.Model):
    """The private address of somebody's calendar. Whoever has it can read it, so it can be taken back."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"


class Question(models.Model):
    """A question of the centre's bank on one criterion, with what a good answer holds."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    specification = models.ForeignKey(Specification, models.PROTECT, related_name="questions")
    target = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    looks_for = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["specification", "target"], name="question_target")]

    def __str__(self) -> str:
        return self.text
