"""What people do in assessment, by occasion."""

from milepost.assessment.actions.countersigning import countersign
from milepost.assessment.actions.judging import judge, sign_off, undo
from milepost.assessment.actions.moving import move_version
from milepost.assessment.actions.phrases import drop_phrase, keep_phrase
from milepost.assessment.actions.questions import keep_question, retire_question
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
from milepost.assessment.actions.testimony import (
    WITNESS_DAYS,
    ask_witness,
    call_back,
    return_witness_request,
    send_witness_request_again,
    sign_testimony,
    withdraw_witness_request,
)
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
    "WITNESS_DAYS",
    "agree_visit",
    "ask_witness",
    "call_back",
    "call_off_review",
    "call_off_visit",
    "close_review",
    "countersign",
    "drop_phrase",
    "judge",
    "keep_phrase",
    "keep_question",
    "keep_visit",
    "miss_visit",
    "move_version",
    "move_visit",
    "open_calendar",
    "open_review",
    "propose_visit",
    "remind",
    "retire_question",
    "return_witness_request",
    "revoke_calendar",
    "send_review",
    "send_witness_request_again",
    "sign_off",
    "sign_review",
    "sign_testimony",
    "undo",
    "withdraw_review_letter",
    "withdraw_witness_request",
    "write_review",
]
