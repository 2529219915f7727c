"""Standards that a centre holds a portfolio against: what is written, shown and scored, and applications that were frozen."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.people.models import Centre
from milepost.provider.words import ShownKind, Stage


class HeldStandard(models.Model):
    """A standard against which a centre holds a portfolio, as its document was on the day it began."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    document = models.JSONField()
    parts = models.JSONField()  # keys of the parts that are applied for
    apply_by = models.DateField(null=True)  # the day on which the application must be in
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "key"], name="standard_held_once")]

    def __str__(self) -> str:
        return str(self.document["title"])


class HeldEdition(models.Model):
    """An edition that a centre left for another: its document and parts as they were. What stood on its indicators stays in its rows."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    parts = models.JSONField()
    moves = models.JSONField()  # by its key until then the key of each indicator from which what stood went along
    left_at = models.DateTimeField()
    left_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held", "number"], name="held_edition_number_once")]

    def __str__(self) -> str:
        return f"{self.held} {self.number}"


class Statement(models.Model):
    """What is written on an indicator. The newest counts; what stood there before stays."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="statements")
    indicator = models.CharField(max_length=30)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["held", "indicator"], name="statement_indicator")]

    def __str__(self) -> str:
        return self.indicator


class LicensedText(models.Model):
    """The text of a standard beside an indicator, pasted by who holds a licence for it. The newest counts; an empty one takes it away."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="licensed_texts")
    indicator = models.CharField(max_length=30)
    text = models.TextField()
    pasted_at = models.DateTimeField()
    pasted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held", "indicator"], name="licensed_text_once")]

    def __str__(self) -> str:
        return self.indicator


class ShownEvidence(models.Model):
    """Something that a centre can show, for one standard or for several: a sentence, a file, or a question that is asked anew each time."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ShownKind)
    title = models.CharField(max_length=200)
    text = models.TextField()  # of a sentence
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=80)  # of a measure: "standard:enquiry"
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class EvidencePlace(models.Model):
    """A piece of evidence stands at an indicator of a standard, until somebody takes it away from there."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="places")
    indicator = models.CharField(max_length=30)
    evidence = models.ForeignKey(ShownEvidence, models.PROTECT, related_name="places")
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    taken_away_at = models.DateTimeField(null=True)
    taken_away_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["held", "indicator", "evidence"], condition=models.Q(taken_away_at=None), name="evidence_placed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.evidence}"


class BroughtMapping(models.Model):
    """A mapping between standards that a centre brought, until it is taken out or a newer one of the same key takes its place."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    document = models.JSONField()
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "key"], condition=models.Q(taken_out_at=None), name="mapping_brought_once")
        ]

    def __str__(self) -> str:
        return str(self.document["title"])


class IndicatorScore(models.Model):
    """A band given to an indicator, and why. Of each stage the newest of each person counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="scores")
    indicator = models.CharField(max_length=30)
    stage = models.CharField(max_length=12, choices=Stage)
    band = models.CharField(max_length=30)
    percent = models.PositiveSmallIntegerField()
    because = models.TextField()
    scored_at = models.DateTimeField()
    scored_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["held", "stage", "indicator"], name="score_stage_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.percent}"


class PeerLetter(models.Model):
    """The link by which a peer from outside reads one portfolio and scores its indicators, without an account.

    Everything that comes by it is one actor's: that of the letter. Only a digest of its secret is kept.
    """

    PERSONAL = {
        "name": "kept with the standard",
        "organisation": "kept with the standard",
        "email": "set to blank 90 days after the link ended",
    }
    secret = ""  # of a letter just written; no column

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="peer_letters")
    name = models.CharField(max_length=150)
    organisation = models.CharField(max_length=150)
    email = models.EmailField()
    actor = models.OneToOneField(Actor, models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)  # as the peer said, by their own actor, unless they took it back

    def __str__(self) -> str:
        return f"letter to {self.name}"


class PeerComment(models.Model):
    """What a peer from outside says to a section that is not scored. Of each peer the newest counts; an empty one takes it away."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="peer_comments")
    indicator = models.CharField(max_length=30)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["held", "indicator"], name="peer_comment_indicator")]

    def __str__(self) -> str:
        return self.indicator


class Application(models.Model):
    """A copy of everything that stood against a standard at one moment, with the figures of the measures, for good."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    held = models.ForeignKey(HeldStandard, models.PROTECT, related_name="applications")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held", "number"], name="application_number_once")]

    def __str__(self) -> str:
        return f"{self.held} {self.number}"
