"""Who the principal stakeholders are: rounds in which colleagues draw them, each by themselves, and names that mean one."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor
from milepost.people.models import Centre, Person


class StakeholderRound(models.Model):
    """Colleagues are asked to draw the principal stakeholders until a day. Nobody sees another's drawing before it is over."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)  # what colleagues should know before they draw
    due_on = models.DateField()  # the last day on which one draws
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="stakeholder_round_number")]

    def __str__(self) -> str:
        return f"stakeholders {self.number} of {self.centre_id}"

    @property
    def stream(self) -> str:
        return f"stakeholders:{self.uuid}"


class StakeholderAsked(models.Model):
    """A colleague who is asked to draw in a round."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    round = models.ForeignKey(StakeholderRound, models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="stakeholders_asked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.round_id}"


class StakeholderDrawing(models.Model):
    """What one colleague handed in: up to six names, how near each is, what they need. The newest row of a person counts."""

    APPEND_ONLY = True
    PERSONAL = {"names": "kept with the round"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    round = models.ForeignKey(StakeholderRound, models.PROTECT, related_name="drawings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    names = models.JSONField(default=list)  # of {name, near, needs}
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"drawing of {self.person_id} in {self.round_id}"


class StakeholderNaming(models.Model):
    """From now on a name counts as another one in this round; without `into` it stands for itself again. The newest row of a name counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    round = models.ForeignKey(StakeholderRound, models.PROTECT, related_name="namings")
    name = models.CharField(max_length=120)  # as the engine folds it
    into = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.name} as {self.into}"
