"""Reviews of signed-off units."""

import uuid as uuids

from django.db import models

from milepost.assessment.models import SignOff
from milepost.assurance.words import ReviewVerdict
from milepost.base.models import Actor
from milepost.people.models import Centre
from milepost.portfolios.models import Registration


class UnitReview(models.Model):
    """The IQA's decision on one sign-off: one each, for good."""

    APPEND_ONLY = True
    PERSONAL = {"reason": "kept with the portfolio"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="unit_reviews")
    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="review")
    verdict = models.CharField(max_length=8, choices=ReviewVerdict.choices)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.sign_off} {self.verdict}"
