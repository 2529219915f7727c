"""Notices: what a person is told, once."""

import uuid as uuids

from django.db import models

from milepost.people.models import Centre, Person


class Notice(models.Model):
    """One event told to one person. `kind` names the sentence, `args` fill it; `about` is a registration or other uuid."""

    PERSONAL = {"args": "deleted with the notice after a year"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, related_name="+")
    event = models.UUIDField()
    kind = models.CharField(max_length=64)
    args = models.JSONField(default=dict)
    about = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "event", "kind"], name="notice_once")]
        indexes = [models.Index(fields=["person", "-made_at"], name="notice_newest")]

    def __str__(self) -> str:
        return self.kind
