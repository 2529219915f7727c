"""Lists of employers that somebody has saved: what they choose, not who was on them."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models import Centre, Person


class SavedList(models.Model):
    """A choice of employers under a name. Opened again it shows who fits on that day."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_lists")  # whose it is
    name = models.CharField(max_length=80)
    choice = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)  # with who else reads employers here
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "person", "name"], name="saved_list_name", condition=models.Q(removed_at=None)),
        ]

    def __str__(self) -> str:
        return self.name
