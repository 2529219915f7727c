"""What people do in assessment, by occasion."""

from milepost.assessment.actions.judging import judge, sign_off, undo
from milepost.assessment.actions.phrases import drop_phrase, keep_phrase

__all__ = ["drop_phrase", "judge", "keep_phrase", "sign_off", "undo"]
