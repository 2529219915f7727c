"""What people do in assessment, by occasion."""

from milepost.assessment.actions.judging import judge, sign_off, undo
from milepost.assessment.actions.phrases import drop_phrase, keep_phrase
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
    "call_off_visit",
    "drop_phrase",
    "judge",
    "keep_phrase",
    "keep_visit",
    "miss_visit",
    "move_visit",
    "open_calendar",
    "propose_visit",
    "revoke_calendar",
    "sign_off",
    "undo",
]
