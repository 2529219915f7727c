"""Where a centre works."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models.people import Centre


class Site(models.Model):
    """A place of a centre: its own, or a satellite, which works in its name and needs the awarding organisation's word."""

    PERSONAL = {"address": "kept: where a centre works is public"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    satellite = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="site_name")]

    def __str__(self) -> str:
        return self.name
