"""Organisations, centres, people, appointments and invitations."""

import uuid as uuids
from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q

from milepost.base.models import Actor
from milepost.people.words import OrganisationKind, Role


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by e-mail. What they may do comes from their appointments only."""

    PERSONAL = {"email": "replaced by a made-up address", "name": "replaced by the role", "born_on": "set to null", "phone": "set to blank"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    born_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)  # at work: who deals with them reads it
    theme = models.CharField(max_length=8, blank=True)  # "light", "dark" or as the device
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")  # the same person

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]


class Organisation(models.Model):
    """Who runs a centre, awards, or employs. Of an employer `particulars` holds what lists said of it, as they said it."""

    PERSONAL = {"particulars": "kept while the centre works with the employer"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=OrganisationKind.choices)
    centre = models.ForeignKey("milepost.Centre", models.PROTECT, null=True, related_name="organisations")  # whose employer
    particulars = models.JSONField(default=dict, blank=True)  # number, phone, website, street, …; "also": what else was said

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """An approved centre: the wall around everything that belongs to one provider."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="centres")
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    second_look = models.BooleanField(default=True)  # no unit is final before the IQA agrees
    competence_kept = models.BooleanField(default=False)  # only who is competent in a unit on the day judges it
    opened_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, day: date) -> "AppointmentQuerySet":
        return self.filter(taken_up_at__isnull=False, starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Appointment(models.Model):
    """A person's role at a centre, from a day to a day. It gives nothing before it is taken up."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=Role.choices)
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="contacts")  # scope
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+")  # as whom the person acts in this role

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "centre"], name="appointment_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "centre", "role"], name="appointment_once", condition=models.Q(ends_on=None, employer=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role} at {self.centre}"


class Invitation(models.Model):
    """A letter that asks somebody to take up an appointment. Only a digest of its secret is kept."""

    PERSONAL = {"email": "set to blank 90 days after it ended"}
    secret = ""  # of a letter just written; no column

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="invitations")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    email = models.EmailField()
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    held = models.BooleanField(default=False)  # written and not sent: it leaves when somebody says so

    def __str__(self) -> str:
        return f"invitation of {self.email}"
