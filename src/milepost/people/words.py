"""Roles, and the names of what happens to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEARNER = "learner", _("learner")
    ASSESSOR = "assessor", _("assessor")
    IQA = "iqa", _("internal quality assurer")
    EQA = "eqa", _("external quality assurer")
    CENTRE_MANAGER = "centre_manager", _("centre manager")
    QUALITY_MANAGER = "quality_manager", _("quality manager")
    EMPLOYER_OWNER = "employer_owner", _("employer owner")
    EMPLOYER_CONTACT = "employer_contact", _("employer contact")


class OrganisationKind(models.TextChoices):
    PROVIDER = "provider", _("training provider")
    EMPLOYER = "employer", _("employer")
    AWARDING = "awarding", _("awarding organisation")


class CompetenceState(models.TextChoices):
    QUALIFIED = "qualified", _("qualified")
    TRAINING = "training", _("in training")


CENTRE_OPENED = "people.centre.opened"
PERSON_INVITED = "people.person.invited"
INVITATION_SENT_AGAIN = "people.invitation.sent_again"
INVITATION_ACCEPTED = "people.invitation.accepted"
INVITATION_WITHDRAWN = "people.invitation.withdrawn"
APPOINTMENT_MADE = "people.appointment.made"
APPOINTMENT_ENDED = "people.appointment.ended"
SITE_OPENED = "people.site.opened"
SITE_CLOSED = "people.site.closed"
PERSON_CORRECTED = "people.person.corrected"
PHONE_GIVEN = "people.phone.given"
BIRTH_DATE_NOTED = "people.birth_date.noted"
ORGANISATION_ADDED = "people.organisation.added"
PARTICULARS_NOTED = "people.particulars.noted"
COMPETENCE_RULE_KEPT = "people.competence_rule.kept"
COMPETENCE_NOTED = "people.competence.noted"
COMPETENCE_ENDED = "people.competence.ended"
CPD_NOTED = "people.cpd.noted"
INTEREST_DECLARED = "people.interest.declared"
INTEREST_ENDED = "people.interest.ended"
