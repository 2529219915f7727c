"""Kinds of notice: each is one sentence, see `sentences.py`."""

from enum import StrEnum

from milepost.assessment import words as assessment
from milepost.concerns import words as concerns
from milepost.employers import words as employers

# Why a letter about a progress review goes out, by the event that sends it.
REVIEW_LETTERS = {
    assessment.REVIEW_SENT: "asked",
    assessment.REVIEW_REMINDED: "reminded",
    assessment.REVIEW_WRITTEN: "changed",
    assessment.REVIEW_SIGNED: "signed",
    assessment.REVIEW_CALLED_OFF: "called_off",
}

# Why a letter about a proposal goes out, by the event that sends it.
PROPOSAL_LETTERS = {employers.PROPOSAL_SENT: "sent", employers.PROPOSAL_QUESTION_ANSWERED: "answered"}

# Why a letter about a concern goes to who raised it, by the event that sends it.
CONCERN_LETTERS = {
    concerns.CONCERN_RAISED: "arrived",
    concerns.CONCERN_REOPENED: "arrived",
    concerns.CONCERN_ACKNOWLEDGED: "acknowledged",
    concerns.CONCERN_ANSWERED: "answered",
}


class Kind(StrEnum):
    REGISTERED = "registered"
    NEW_LEARNER = "new_learner"
    UNITS_PROPOSED = "units_proposed"
    UNITS_AGREED = "units_agreed"
    HANDED_IN = "handed_in"
    JUDGED = "judged"
    TO_COUNTERSIGN = "to_countersign"
    COUNTERSIGNED = "countersigned"
    NOT_COUNTERSIGNED = "not_countersigned"
    SIGNED_OFF = "signed_off"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    AGREED = "agreed"
    REPLACED = "replaced"
    NEW_ASSESSOR = "new_assessor"
    LEARNER_GONE = "learner_gone"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    EMPLOYER_CHANGED = "employer_changed"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    REVIEW_OPENED = "review_opened"
    REVIEW_READY = "review_ready"
    REVIEW_FALLEN = "review_fallen"
    REVIEW_SAID = "review_said"
    REVIEW_SIGNED = "review_signed"
    REVIEW_COMPLETE = "review_complete"
    REVIEW_CALLED_OFF = "review_called_off"
    CONSENT = "consent"
    TESTIMONY_SIGNED = "testimony_signed"
    WITNESS_RETURNED = "witness_returned"
    VISIT_PROPOSED = "visit_proposed"
    VISIT_AGREED = "visit_agreed"
    VISIT_MOVED = "visit_moved"
    VISIT_MISSED = "visit_missed"
    VISIT_CALLED_OFF = "visit_called_off"
    RULE_WAIVED = "rule_waived"
    WAIVER_ENDED = "waiver_ended"
    VERSION_OFFERED = "version_offered"
    VERSION_TAKEN_BACK = "version_taken_back"
    VERSION_MOVED = "version_moved"
    VERSION_STAYED = "version_stayed"
    HANDOVER_ASKED = "handover_asked"
    HANDOVER_ACCEPTED = "handover_accepted"
    HANDOVER_DECLINED = "handover_declined"
    LEAVE_ASKED = "leave_asked"
    LEAVE_COVERED = "leave_covered"
    LEAVE_NOT_COVERED = "leave_not_covered"
    ENQUIRY = "enquiry"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_QUESTIONED = "proposal_questioned"
    PROPOSAL_DECLINED = "proposal_declined"
    CONCERN_RAISED = "concern_raised"
    CONCERN_IN_CONFIDENCE = "concern_in_confidence"
    CONCERN_ADDED_TO = "concern_added_to"
    CONCERN_REOPENED = "concern_reopened"
    CONCERN_WITHDRAWN = "concern_withdrawn"
    CASE_WAITS = "case_waits"
    CASE_SAID = "case_said"
    TOLD_ANSWERED = "told_answered"
    CASE_LATE = "case_late"
    CASE_LATE_FOR_LONG = "case_late_for_long"
    POLICY_DUE = "policy_due"
    WATCH_FOUND = "watch_found"
    WATCH_LATE = "watch_late"
    IMPACT_DUE = "impact_due"
    IMPACT_SAID = "impact_said"
    STAKEHOLDERS_ASKED = "stakeholders_asked"
    STAKEHOLDERS_OVER = "stakeholders_over"
    CLOCK_WARNED = "clock_warned"
    CLOCK_BROKEN = "clock_broken"
    CLOCKS_MOVED = "clocks_moved"
    WORKBOOK_SHARED = "workbook_shared"
    WORKBOOK_ANSWERED = "workbook_answered"
    WORKBOOK_HANDED = "workbook_handed"
    WORKBOOKS_LEFT = "workbooks_left"
    STEPS_DUE = "steps_due"
    STEPS_OVERDUE = "steps_overdue"
    PEER_FINISHED = "peer_finished"
    PEER_WENT_ON = "peer_went_on"
    CHECKPOINT_DUE = "checkpoint_due"
    REMEDY_OWED = "remedy_owed"
    REMEDY_DELIVERED = "remedy_delivered"
    PROMISE_REVIEW = "promise_review"
    ACTION_OWNED = "action_owned"
    ACTION_HANDED = "action_handed"
    ACTION_AGAIN = "action_again"
    ACTION_TO_CHECK = "action_to_check"
    ACTION_DUE = "action_due"
    ACTION_OVERDUE = "action_overdue"
    ACTION_STUCK = "action_stuck"
    ACTION_FAILED = "action_failed"
