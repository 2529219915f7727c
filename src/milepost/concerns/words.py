"""The words of concerns, and the names of what happens to them.

Every event carries `concern`; one that is not confidential also carries `employer`, the uuid of the file, and stands in its stream.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordKind(models.TextChoices):
    """What was said about a concern, by whom."""

    RAISED = "raised", _("raised it")
    MORE = "more", _("said more")
    ACKNOWLEDGED = "acknowledged", _("has it")
    ANSWER = "answer", _("answered")
    WITHDRAWN = "withdrawn", _("took it back")


CONCERN_RAISED = "concerns.concern.raised"
CONCERN_ADDED_TO = "concerns.concern.added_to"
CONCERN_REOPENED = "concerns.concern.reopened"
CONCERN_ACKNOWLEDGED = "concerns.concern.acknowledged"
CONCERN_ANSWERED = "concerns.concern.answered"
CONCERN_WITHDRAWN = "concerns.concern.withdrawn"

# What stands on an employer's timeline.
OF_CONCERNS = (CONCERN_RAISED, CONCERN_ADDED_TO, CONCERN_REOPENED, CONCERN_ACKNOWLEDGED, CONCERN_ANSWERED, CONCERN_WITHDRAWN)
