"""Why not: keeping and retiring questions of the bank."""

from django.utils.translation import gettext as _

from milepost.assessment.models import Question
from milepost.base.models import Actor
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may

LONGEST = 500  # characters of one question


def _why_not_bank(centre_id: int, *, by: Actor) -> str | None:
    if not may(by.role, Permission.KEEP_QUESTIONS) or by.centre_id != centre_id:
        return _("Assessors and IQAs of this centre keep its questions.")
    return None


def why_not_keep_question(specification: Specification, *, by: Actor, target: str, text: str) -> str | None:
    if reason := _why_not_bank(specification.centre_id, by=by):
        return reason
    framework = framework_of(specification)
    if target not in framework.criterion_by_target and target not in framework.requirement_by_target:
        return _("Choose the criterion that the question is about.")
    if not text.strip():
        return _("Write the question as you would ask it.")
    if len(text.strip()) > LONGEST:
        return _("A question has at most 500 characters. Ask two instead.")
    return None


def why_not_retire_question(question: Question, *, by: Actor) -> str | None:
    if reason := _why_not_bank(question.centre_id, by=by):
        return reason
    if question.retired_at:
        return _("This question is taken out already.")
    return None
