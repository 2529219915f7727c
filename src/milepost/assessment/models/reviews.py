"""Progress reviews: what three parties say together of how it goes, and sign."""

import uuid as uuids

from django.db import models

from milepost.assessment.words import Party, ProgressReviewState
from milepost.base.models import Actor
from milepost.people.models import Centre
from milepost.portfolios.models import Registration


class ProgressReview(models.Model):
    """One review of a period. What it says stands in its versions; who signed which version, in its signatures."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="progress_reviews")
    number = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=ProgressReviewState.choices, default=ProgressReviewState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)  # signed by all, or called off
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "number"], name="progress_review_number")]

    def __str__(self) -> str:
        return f"review {self.number} of {self.registration_id}"


class ReviewVersion(models.Model):
    """The whole page as it was at one moment, for good.

    `facts` is what the journal said of the period; `parts` is by party what each says; `steps` the next steps agreed:
    [{"what", "who", "by"}]. `digest` is the SHA-256 of all three: what a signature is on.
    """

    APPEND_ONLY = True
    PERSONAL = {"facts": "kept with the portfolio", "parts": "kept with the portfolio", "steps": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    review = models.ForeignKey(ProgressReview, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="review_version_number")]

    def __str__(self) -> str:
        return f"version {self.number} of review {self.review_id}"


class ReviewSignature(models.Model):
    """One party signs one version. It falls as soon as there is a newer one."""

    APPEND_ONLY = True
    PERSONAL = {"name": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ReviewVersion, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=10, choices=Party.choices)
    name = models.CharField(max_length=150)  # as typed by who signs
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "party"], name="review_signature_once")]

    def __str__(self) -> str:
        return f"{self.party}, {self.name}"


class ReviewLetter(models.Model):
    """The link by which a party without an account reads a review, says their part and signs. Reminders stop by themselves."""

    PERSONAL = {"name": "kept with the portfolio", "email": "set to blank 90 days after the review closed"}
    secret = ""  # of a letter just written; no column

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    review = models.ForeignKey(ProgressReview, models.PROTECT, related_name="letters")
    party = models.CharField(max_length=10, choices=Party.choices)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"letter to {self.name}"
