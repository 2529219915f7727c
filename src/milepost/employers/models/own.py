"""The employer's own page: the link by which somebody there opens it."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.employers.models.journey import EmployerFile


class PageLetter(models.Model):
    """The private link of one contact to the employer's own page, until it is taken back. Only a digest of its secret is kept."""

    PERSONAL = {"name": "kept with the file", "email": "set to blank 90 days after it ended"}
    secret = ""  # of a letter just written; no column

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="page_letters")
    name = models.CharField(max_length=150)
    email = models.EmailField()
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["file", "withdrawn_at"], name="page_letter_good")]

    def __str__(self) -> str:
        return f"page of {self.name}"
