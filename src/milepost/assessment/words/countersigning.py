"""Countersignatures on decisions of who is in training; phrases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountersignVerdict(models.TextChoices):
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("not agreed")


PHRASES = 9  # that one assessor keeps: one for each digit key
JUDGEMENTS_COUNTERSIGNED = "assessment.judgements.countersigned"
PHRASE_KEPT = "assessment.phrase.kept"
PHRASE_DROPPED = "assessment.phrase.dropped"
