"""Why not: assessment, by occasion."""

from milepost.assessment.policies.judging import code_of, not_agreed, why_not_assess, why_not_judge, why_not_sign_off, why_not_undo
from milepost.assessment.policies.phrases import why_not_drop_phrase, why_not_keep_phrase
from milepost.assessment.policies.visits import (
    has_begun,
    proposed_side,
    side_of,
    why_not_agree_visit,
    why_not_call_off_visit,
    why_not_change_visit,
    why_not_keep_visit,
    why_not_miss_visit,
    why_not_move_visit,
    why_not_open_calendar,
    why_not_plan_visit,
    why_not_propose_visit,
    why_not_revoke_calendar,
)

__all__ = [
    "code_of",
    "has_begun",
    "not_agreed",
    "proposed_side",
    "side_of",
    "why_not_agree_visit",
    "why_not_assess",
    "why_not_call_off_visit",
    "why_not_change_visit",
    "why_not_drop_phrase",
    "why_not_judge",
    "why_not_keep_phrase",
    "why_not_keep_visit",
    "why_not_miss_visit",
    "why_not_move_visit",
    "why_not_open_calendar",
    "why_not_plan_visit",
    "why_not_propose_visit",
    "why_not_revoke_calendar",
    "why_not_sign_off",
    "why_not_undo",
]
