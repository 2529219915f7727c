"""Kinds of notice: each is one sentence, see `sentences.py`."""

from enum import StrEnum


class Kind(StrEnum):
    REGISTERED = "registered"
    NEW_LEARNER = "new_learner"
    UNITS_PROPOSED = "units_proposed"
    UNITS_AGREED = "units_agreed"
    HANDED_IN = "handed_in"
    JUDGED = "judged"
    SIGNED_OFF = "signed_off"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    AGREED = "agreed"
    REPLACED = "replaced"
    TESTIMONY_SIGNED = "testimony_signed"
    WITNESS_RETURNED = "witness_returned"
