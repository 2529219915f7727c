"""Units that wait for a second pair of eyes, and what was said of them."""

from django.db.models import QuerySet

from milepost.assessment.models import Judgement, SignOff
from milepost.assurance.models import UnitReview
from milepost.base.models import Actor
from milepost.people.permissions import Permission, may


def sign_offs_awaiting(*, by: Actor) -> QuerySet[SignOff]:
    """Sign-offs that nobody has looked at, oldest first: those of the whole centre, the IQA's own learners first."""
    if not may(by.role, Permission.REVIEW_UNIT):
        return SignOff.objects.none()
    return (
        SignOff.objects.filter(centre_id=by.at_centre, superseded_by=None, review=None)
        .exclude(signed_by__person_id=by.person_id or 0)
        .select_related("registration__learner", "registration__specification", "registration__progress", "signed_by")
        .defer("registration__specification__document")
        .order_by("signed_at", "id")
    )


def reviews(*, by: Actor) -> QuerySet[UnitReview]:
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return UnitReview.objects.none()
    return (
        UnitReview.objects.filter(centre_id=by.at_centre)
        .select_related("sign_off__signed_by", "registration__learner", "made_by")
        .order_by("-made_at", "-id")
    )


def judgements_behind(sign_off: SignOff) -> QuerySet[Judgement]:
    """The judgements in force on the unit of this sign-off."""
    return (
        Judgement.objects.filter(registration_id=sign_off.registration_id, target__startswith=f"{sign_off.unit}:", superseded_by=None)
        .select_related("made_by")
        .order_by("id")
    )
