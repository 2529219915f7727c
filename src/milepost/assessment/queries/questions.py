"""Questions of the centre's bank, by qualification and criterion."""

from collections.abc import Collection

from django.db.models import QuerySet

from milepost.assessment.models import Question
from milepost.base.models import Actor
from milepost.frameworks.models import Specification
from milepost.people.permissions import Permission, may


def questions(*, by: Actor) -> QuerySet[Question]:
    """The questions that stand in the bank of the reader's centre."""
    if not may(by.role, Permission.KEEP_QUESTIONS):
        return Question.objects.none()
    return Question.objects.filter(centre_id=by.at_centre, retired_at=None).select_related("made_by").order_by("target", "id")


def questions_on(specification: Specification, targets: Collection[str], *, by: Actor) -> list[Question]:
    """What may be asked about these targets, in their order."""
    place = {target: number for number, target in enumerate(targets)}
    found = questions(by=by).filter(specification=specification, target__in=place)
    return sorted(found, key=lambda one: (place[one.target], one.pk))
