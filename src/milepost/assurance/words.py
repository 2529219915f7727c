"""The IQA's decisions, and the names of what happens in quality assurance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewVerdict(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    RETURNED = "returned", _("Returned")


UNIT_AGREED = "assurance.unit.agreed"
UNIT_RETURNED = "assurance.unit.returned"
