"""The words of assessment: verdicts, states, and the names of what happens."""

from milepost.assessment.words.countersigning import (
    JUDGEMENTS_COUNTERSIGNED,
    PHRASE_DROPPED,
    PHRASE_KEPT,
    PHRASES,
    CountersignVerdict,
)
from milepost.assessment.words.judging import CRITERIA_JUDGED, JUDGEMENT_UNDONE, UNIT_SIGNED_OFF, Decision, Prompt, Verdict
from milepost.assessment.words.reviews import (
    REVIEW_CALLED_OFF,
    REVIEW_OPENED,
    REVIEW_REMINDED,
    REVIEW_SENT,
    REVIEW_SIGNED,
    REVIEW_WRITTEN,
    Party,
    ProgressReviewState,
)
from milepost.assessment.words.testimony import TESTIMONY_SIGNED, WITNESS_ASKED, WITNESS_CALLED, WITNESS_REQUEST_WITHDRAWN, CallOutcome
from milepost.assessment.words.visits import (
    CALENDAR_OPENED,
    CALENDAR_REVOKED,
    QUESTION_KEPT,
    QUESTION_RETIRED,
    VISIT_AGREED,
    VISIT_CALLED_OFF,
    VISIT_KEPT,
    VISIT_MISSED,
    VISIT_MOVED,
    VISIT_PROPOSED,
    VisitKind,
    VisitState,
)

__all__ = [
    "CALENDAR_OPENED", "CALENDAR_REVOKED", "CRITERIA_JUDGED", "JUDGEMENTS_COUNTERSIGNED", "JUDGEMENT_UNDONE", "PHRASE_DROPPED",
    "PHRASES", "PHRASE_KEPT", "QUESTION_KEPT", "QUESTION_RETIRED", "REVIEW_CALLED_OFF", "REVIEW_OPENED", "REVIEW_REMINDED", "REVIEW_SENT",
    "REVIEW_SIGNED", "REVIEW_WRITTEN", "TESTIMONY_SIGNED", "UNIT_SIGNED_OFF", "VISIT_AGREED", "VISIT_CALLED_OFF", "VISIT_KEPT",
    "VISIT_MISSED", "VISIT_MOVED", "VISIT_PROPOSED", "WITNESS_ASKED", "WITNESS_CALLED", "WITNESS_REQUEST_WITHDRAWN", "CallOutcome",
    "CountersignVerdict", "Decision", "Party", "ProgressReviewState", "Prompt", "Verdict", "VisitKind", "VisitState",
]  # fmt: skip
