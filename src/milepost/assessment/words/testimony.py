"""Witnesses: what is asked, said and checked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallOutcome(models.TextChoices):
    CONFIRMED = "confirmed", _("they stand by it")
    NOT_REACHED = "not_reached", _("not reached")
    DENIED = "denied", _("they did not say that")


WITNESS_ASKED = "assessment.witness.asked"
WITNESS_REQUEST_WITHDRAWN = "assessment.witness_request.withdrawn"
TESTIMONY_SIGNED = "assessment.testimony.signed"
WITNESS_CALLED = "assessment.witness.called"
