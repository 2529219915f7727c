"""Verdicts, the prompts beside a judgement, and the names of what happens in assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    MET = "met", _("Met")
    NOT_YET = "not_yet", _("Not yet")
    ASK = "ask", _("Ask at the visit")
    UNDONE = "undone", _("Undone")


class Prompt(models.TextChoices):
    """What makes evidence good enough: the assessor's four questions."""

    VALID = "valid", _("Fits the criterion")
    AUTHENTIC = "authentic", _("The learner's own work")
    CURRENT = "current", _("Recent enough")
    SUFFICIENT = "sufficient", _("Enough of it")


CRITERIA_JUDGED = "assessment.criteria.judged"
JUDGEMENT_UNDONE = "assessment.judgement.undone"
UNIT_SIGNED_OFF = "assessment.unit.signed_off"
