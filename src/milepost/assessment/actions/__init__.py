"""What people do in assessment, by occasion."""

from milepost.assessment.actions.judging import judge, sign_off, undo
from milepost.assessment.actions.phrases import drop_phrase, keep_phrase
from milepost.assessment.actions.reviews import (
    call_off_review,
    close_review,
    open_review,
    remind,
    send_review,
    sign_review,
    withdraw_review_letter,
    write_review,
)
from milepost.assessment.actions.questions import keep_question, retire_question
from milepost.assessment.actions.visits import (
    agree_visit,
    call_off_visit,
    keep_visit,
    miss_visit,
    move_visit,
    open_calendar,
    propose_visit,
    revoke_calendar,
)

__all__ = [
    "agree_visit",
    "call_off_review",
    "call_off_visit",
    "close_review",
    "drop_phrase",
    "judge",
    "keep_phrase",
    "keep_question",
    "keep_visit",
    "miss_visit",
    "move_visit",
    "open_calendar",
    "open_review",
    "propose_visit",
    "remind",
    "retire_question",
    "revoke_calendar",
    "send_review",
    "sign_off",
    "sign_review",
    "undo",
    "withdraw_review_letter",
    "write_review",
]
