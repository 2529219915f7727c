"""Kinds of evidence, and the names of what happens in a portfolio."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    FILE = "file", _("file or photo")
    STATEMENT = "statement", _("written statement")
    LINK = "link", _("link")
    IN_SITU = "in_situ", _("seen, stays there")


class RegistrationState(models.TextChoices):
    ACTIVE = "active", _("active")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")


LEARNER_REGISTERED = "portfolios.learner.registered"
ASSESSOR_ALLOCATED = "portfolios.assessor.allocated"
UNITS_PROPOSED = "portfolios.units.proposed"
UNITS_AGREED = "portfolios.units.agreed"
EVIDENCE_ADDED = "portfolios.evidence.added"
EVIDENCE_REPLACED = "portfolios.evidence.replaced"
EVIDENCE_WITHDRAWN = "portfolios.evidence.withdrawn"
CRITERIA_CLAIMED = "portfolios.criteria.claimed"
CLAIM_WITHDRAWN = "portfolios.claim.withdrawn"
CLAIMS_HANDED_IN = "portfolios.claims.handed_in"
