"""Visits and what happens to them; the bank of questions; calendars."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitKind(models.TextChoices):
    AT_WORK = "at_work", _("at the place of work")
    REMOTE = "remote", _("by video or telephone")


class VisitState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    KEPT = "kept", _("kept")
    MISSED = "missed", _("missed")
    CALLED_OFF = "called_off", _("called off")


class Side(models.TextChoices):
    """The two who agree a visit."""

    LEARNER = "learner", _("the learner")
    ASSESSOR = "assessor", _("the assessor")


class MissedBy(models.TextChoices):
    """On whose side it lay that a visit did not take place."""

    LEARNER = "learner", _("the learner could not")
    ASSESSOR = "assessor", _("the assessor could not")
    WORKPLACE = "workplace", _("the place of work could not")


# Agreed or on the way there: what stands in a calendar and can still be changed.
OPEN_VISITS = (VisitState.PROPOSED, VisitState.AGREED)

VISIT_PROPOSED = "assessment.visit.proposed"
VISIT_AGREED = "assessment.visit.agreed"
VISIT_MOVED = "assessment.visit.moved"
VISIT_KEPT = "assessment.visit.kept"
VISIT_MISSED = "assessment.visit.missed"
VISIT_CALLED_OFF = "assessment.visit.called_off"
CALENDAR_OPENED = "assessment.calendar.opened"
CALENDAR_REVOKED = "assessment.calendar.revoked"
QUESTION_KEPT = "assessment.question.kept"
QUESTION_RETIRED = "assessment.question.retired"
