"""The IQA's decisions, and the names of what happens in quality assurance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewVerdict(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    RETURNED = "returned", _("Returned")


class FindingSource(models.TextChoices):
    """What showed it."""

    PROMISE = "promise", _("A broken promise")
    STANDARD = "standard", _("A gap in a quality standard")


UNIT_AGREED = "assurance.unit.agreed"
UNIT_RETURNED = "assurance.unit.returned"
FINDING_OPENED = "assurance.finding.opened"
CORRECTIVE_ACTION_AGREED = "assurance.corrective_action.agreed"
CORRECTIVE_ACTION_DONE = "assurance.corrective_action.done"
CORRECTIVE_ACTION_HANDED_OVER = "assurance.corrective_action.handed_over"
CORRECTIVE_ACTION_FELL_DUE = "assurance.corrective_action.fell_due"
CORRECTIVE_ACTION_CHECKED = "assurance.corrective_action.checked"
