"""Progress reviews: their parties, and what happens to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.TextChoices):
    LEARNER = "learner", _("learner")
    EMPLOYER = "employer", _("employer")
    ASSESSOR = "assessor", _("assessor")


class ProgressReviewState(models.TextChoices):
    OPEN = "open", _("open")
    SIGNED = "signed", _("signed by all")
    CALLED_OFF = "called_off", _("called off")


REVIEW_OPENED = "assessment.review.opened"
REVIEW_WRITTEN = "assessment.review.written"
REVIEW_SENT = "assessment.review.sent"
REVIEW_SIGNED = "assessment.review.signed"
REVIEW_CALLED_OFF = "assessment.review.called_off"
REVIEW_REMINDED = "assessment.review.reminded"
REVIEW_LETTER_WITHDRAWN = "assessment.review.letter_withdrawn"
REVIEW_CLOSED = "assessment.review.closed"
