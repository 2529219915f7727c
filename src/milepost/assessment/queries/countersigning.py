"""What waits for a countersignature: by portfolio, by countersigner, and of the trainee's own."""

from django.db.models import Q, QuerySet

from milepost.assessment.models import Countersignature, Countersigning
from milepost.assessment.words import CountersignVerdict
from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration
from milepost.portfolios.words import RegistrationState


def waiting_for_countersignature(registration: Registration) -> QuerySet[Countersigning]:
    return Countersigning.objects.filter(judgement__registration=registration, judgement__superseded_by=None, signature=None)


def to_countersign(*, by: Actor) -> QuerySet[Countersigning]:
    """Decisions that name `by` as their countersigner, oldest first, with the learner and the trainee."""
    if not may(by.role, Permission.COUNTERSIGN):
        return Countersigning.objects.none()
    here = Q(judgement__centre_id=by.at_centre, judgement__registration__state=RegistrationState.ACTIVE)
    return (
        Countersigning.objects.filter(here, countersigner_id=by.person_id or 0, signature=None, judgement__superseded_by=None)
        .select_related("judgement__made_by", "judgement__registration__learner", "judgement__registration__specification", "competence")
        .defer("judgement__registration__specification__document")
        .order_by("asked_at", "pk")
    )


def own_waiting(*, by: Actor) -> QuerySet[Countersigning]:
    """What `by` decided in training and still waits, or was not agreed, oldest first."""
    mine = Countersigning.objects.filter(judgement__made_by__person_id=by.person_id or 0, judgement__centre_id=by.at_centre)
    unsettled = Q(signature=None) | Q(signature__verdict=CountersignVerdict.REFUSED)
    return (
        mine.filter(unsettled, judgement__superseded_by=None)
        .select_related("judgement__registration__learner", "countersigner", "signature__signed_by")
        .order_by("asked_at", "pk")
    )


def countersigned_by(*, by: Actor) -> QuerySet[Countersignature]:
    """What `by` has countersigned or sent back."""
    return Countersignature.objects.filter(signed_by__person_id=by.person_id or 0, signed_by__centre_id=by.at_centre)


def number_to_countersign(*, by: Actor) -> int:
    return to_countersign(by=by).order_by().count()
