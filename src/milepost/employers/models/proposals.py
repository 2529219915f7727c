"""Proposals to employers: what is being written, what was sent, and what was answered."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.employers.models.journey import EmployerFile
from milepost.employers.models.letters import Letter
from milepost.employers.words import AnswerKind


class Proposal(models.Model):
    """One proposal. `body` is what is being written; `edits` counts its changes. What was sent stands in its versions."""

    PERSONAL = {"title": "kept with the file", "body": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="proposal_number")]

    def __str__(self) -> str:
        return self.title


class ProposalVersion(models.Model):
    """What was sent, for good: the body with its issues as they stood then. `digest` is the SHA-256 of it."""

    APPEND_ONLY = True
    PERSONAL = {"title": "kept with the file", "body": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.proposal_id}"


class ProposalLetter(Letter):
    """The link by which an employer reads one version and answers it, without an account."""

    PERSONAL = {"name": "kept with the file", "email": "set to blank 90 days after it expired"}

    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="letters")


class ProposalAnswer(models.Model):
    """What an employer said to one version. `newest` is the newest version at that moment: who accepts an earlier one is told so."""

    APPEND_ONLY = True
    PERSONAL = {"name": "kept with the file", "text": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10, choices=AnswerKind.choices)
    name = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    newest = models.PositiveIntegerField()
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")  # our answer to a question
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} by {self.name}"
