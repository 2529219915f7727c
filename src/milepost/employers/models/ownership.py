"""Who owns an employer at which juncture, who is asked to, and who is away."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.employers.models.journey import EmployerFile
from milepost.people.models import Centre, Person


class Handover(models.Model):
    """Somebody is asked to own an employer from now on, at every juncture or at one. Until they accept nothing changes."""

    PERSONAL = {"note": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="handovers")
    juncture = models.CharField(max_length=40, blank=True)  # "": the whole relationship
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)  # what the next owner should know
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)  # accepted, declined or taken back
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "juncture"], name="handover_one_open", condition=models.Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} to {self.to_id}"


class Ownership(models.Model):
    """From now on this person owns an employer at a juncture, or all of it. The newest row of a juncture counts.

    Without a person the juncture falls back to who owns the whole.
    """

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="ownerships")
    juncture = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    handover = models.ForeignKey(Handover, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} owns {self.file_id} {self.juncture}".rstrip()


class Leave(models.Model):
    """Somebody is away from a day to a day, and who was asked to stand in. Who was asked stands in once they have accepted."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    starts_on = models.DateField()
    ends_on = models.DateField()
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True)  # None: has not answered
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "ends_on"], name="leave_centre_end")]

    def __str__(self) -> str:
        return f"{self.person_id} away {self.starts_on} to {self.ends_on}"
