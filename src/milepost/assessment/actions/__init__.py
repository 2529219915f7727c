"""What people do in assessment, by occasion."""

from milepost.assessment.actions.judging import judge, sign_off, undo

__all__ = ["judge", "sign_off", "undo"]
