"""The words of concerns, and the names of what happens to them.

Every event carries `concern`; one that is not confidential also carries `employer`, the uuid of the file, and stands in its stream.
"""

from typing import NamedTuple

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


class CaseWordKind(models.TextChoices):
    """What was said about a case, by whom."""

    RAISED = "raised", _("raised it")
    MORE = "more", _("said more")
    ACKNOWLEDGED = "acknowledged", _("has it")
    INVESTIGATES = "investigates", _("looks into it")
    ASKED = "asked", _("asked, or told how it goes")
    ANSWER = "answer", _("found, and suggests")
    AGREED = "agreed", _("says that this settles it")
    NOT_AGREED = "not_agreed", _("says that this does not settle it")
    FINAL = "final", _("wrote the final letter")
    WRITTEN_DOWN = "written_down", _("wrote down what was told")
    NAME_OPENED = "name_opened", _("opened the sealed name")
    HALF_GIVEN = "half_given", _("gave a half of what opens the sealed name")


class Way(models.TextChoices):
    """How a case came."""

    DOOR = "door", _("by the open door")
    TELEPHONE = "telephone", _("by telephone")
    PAPER = "paper", _("on paper")
    IN_PERSON = "in_person", _("face to face")


class Option(NamedTuple):
    """One way to put it right, before it is kept."""

    text: str
    benefits: str
    drawbacks: str


class Speaks(models.TextChoices):
    """For whom somebody speaks."""

    SELF = "self", _("For myself")
    KNOWN = "known", _("For somebody else, who knows of it")
    UNKNOWN = "unknown", _("For somebody else, who does not know of it")


WRITTEN_ON = "written-on"  # the step of words after the final letter; each wait by the day since when
OF_WHO_RAISED = (CaseWordKind.RAISED, CaseWordKind.WRITTEN_DOWN, CaseWordKind.MORE, CaseWordKind.AGREED, CaseWordKind.NOT_AGREED)
OF_CASEWORKER = (CaseWordKind.ACKNOWLEDGED, CaseWordKind.INVESTIGATES, CaseWordKind.ASKED, CaseWordKind.ANSWER, CaseWordKind.FINAL)

# Every event of a case carries `case`, its uuid, and no word of what was said. It stands in a stream of the case alone.
CASE_RAISED = "concerns.case.raised"
CASE_ENTERED = "concerns.case.entered"
CASE_STEP_LATE = "concerns.case.step_late"
CASE_ADDED_TO = "concerns.case.added_to"
CASE_TAKEN = "concerns.case.taken"
CASE_GIVEN_BACK = "concerns.case.given_back"
CASE_ACKNOWLEDGED = "concerns.case.acknowledged"
CASE_INVESTIGATED = "concerns.case.investigation_begun"
CASE_ASKED = "concerns.case.asked"
CASE_ANSWERED = "concerns.case.answered"
CASE_OUTCOME_SAID = "concerns.case.outcome_said"
CASE_CLOSED = "concerns.case.closed"

SEAL_KEY_MADE = "concerns.seal_key.made"
CASE_NAME_OPENED = "concerns.case.name_opened"
CASE_HALF_GIVEN = "concerns.case.half_given"
OFFICES_KEPT = "concerns.offices.kept"
# Of watches the journal holds that one began or ended, never whose; an alert stands in a stream of its own.
WATCH_BEGUN = "concerns.watch.begun"
WATCH_ENDED = "concerns.watch.ended"
ALERT_RAISED = "concerns.alert.raised"
ALERT_TAKEN = "concerns.alert.taken"
ALERT_TOLD = "concerns.alert.told"
ALERT_STEP_LATE = "concerns.alert.step_late"
POLICY_CHANGED = "concerns.policy.changed"
POLICY_FELL_DUE = "concerns.policy.fell_due"
POLICY_JUDGED = "concerns.policy.judged"
CASE_THEME_SAID = "concerns.case.theme_said"


class Theme(models.TextChoices):
    """What a case was about, said by its caseworker."""

    ATTENDANCE = "attendance", _("Attendance and what it does to payments")
    TEACHING = "teaching", _("Training and its quality")
    ASSESSMENT = "assessment", _("Assessment, feedback and certificates")
    CONDUCT = "conduct", _("How somebody was treated")
    ACCESS = "access", _("Access and adjustments")
    WORKPLACE = "workplace", _("An employer or a workplace")
    SAFETY = "safety", _("Safety")
    HONESTY = "honesty", _("Honesty of what is written down or claimed")
    OTHER = "other", _("Something else")


class Cause(models.TextChoices):
    """Why it came to it, as was found."""

    NO_POLICY = "no_policy", _("We had no rule for it")
    POLICY = "policy", _("Our rule itself did harm")
    NOT_FOLLOWED = "not_followed", _("Our rule was not followed")
    WAITING = "waiting", _("It took too long")
    UNCLEAR = "unclear", _("It was not said clearly")
    MISTAKE = "mistake", _("A mistake")
    NOTHING = "nothing", _("Nothing was found")
