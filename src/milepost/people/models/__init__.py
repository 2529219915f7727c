"""Tables of people: who they are and what they do where, sites, and what assessors may judge."""

from milepost.people.models.competence import Competence, Cpd, Interest
from milepost.people.models.people import Appointment, AppointmentQuerySet, Centre, Invitation, Organisation, Person, PersonManager
from milepost.people.models.sites import Site

__all__ = [
    "Appointment", "AppointmentQuerySet", "Centre", "Competence", "Cpd", "Interest", "Invitation", "Organisation",
    "Person", "PersonManager", "Site",
]  # fmt: skip
