"""Why not: assessment, by occasion."""

from milepost.assessment.policies.judging import code_of, not_agreed, why_not_assess, why_not_judge, why_not_sign_off, why_not_undo
from milepost.assessment.policies.phrases import why_not_drop_phrase, why_not_keep_phrase

__all__ = [
    "code_of",
    "not_agreed",
    "why_not_assess",
    "why_not_drop_phrase",
    "why_not_judge",
    "why_not_keep_phrase",
    "why_not_sign_off",
    "why_not_undo",
]
