"""What the letters to employers' people have in common: a link of their own that ends, and whose secret is kept nowhere."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor


class Letter(models.Model):
    """A link that somebody without an account has got by letter. Only a digest of its secret is kept."""

    secret = ""  # of a letter just written; no column

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"letter to {self.name}"
