"""The centre's bank of questions: what assessors ask about a criterion, and what a good answer holds."""

from django.db import transaction

from milepost.assessment import policies, words
from milepost.assessment.models import Question
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.frameworks.models import Specification
from milepost.people.models import Centre


@transaction.atomic
def keep_question(specification: Specification, *, by: Actor, target: str, text: str, looks_for: str = "") -> Question:
    """Put a question on one criterion into the centre's bank. One that stands there already is left as it is."""
    centre = Centre.objects.select_for_update(no_key=True).get(pk=by.at_centre)  # a form sent twice keeps one
    if reason := policies.why_not_keep_question(specification, by=by, target=target, text=text):
        raise Refused(reason)
    same = Question.objects.filter(centre=centre, specification=specification, target=target, text=text.strip(), retired_at=None)
    if before := same.first():
        return before
    question = Question.objects.create(
        centre=centre, specification=specification, target=target, text=text.strip(), looks_for=looks_for.strip(), made_at=clock.now(),
        made_by=by,
    )  # fmt: skip
    _told(question, words.QUESTION_KEPT, by=by)
    return question


@transaction.atomic
def retire_question(question: Question, *, by: Actor) -> Question:
    """Take a question out of the bank. What was asked with it stays as it was asked."""
    question = Question.objects.select_for_update().select_related("centre", "specification").get(pk=question.pk)
    if reason := policies.why_not_retire_question(question, by=by):
        raise Refused(reason)
    question.retired_at, question.retired_by = clock.now(), by
    question.save(update_fields=["retired_at", "retired_by"])
    _told(question, words.QUESTION_RETIRED, by=by)
    return question


def _told(question: Question, name: str, *, by: Actor) -> None:
    events.record(
        f"people:{question.centre.uuid}",
        name,
        by=by,
        args={
            "question": question.uuid,
            "specification": question.specification.uuid,
            "target": question.target,
        },
        personal={"text": question.text},
    )
