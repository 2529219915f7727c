"""Why not: what stands in the way of an act on a concern or a case, in a sentence."""

from milepost.concerns.policies.cases import (
    CASES_AN_HOUR,
    PICTURES,
    WORDS_AN_HOUR,
    why_not_acknowledge_case,
    why_not_add_to_case,
    why_not_answer_case,
    why_not_ask_about_case,
    why_not_close_case,
    why_not_come_in,
    why_not_give_back_case,
    why_not_raise_case,
    why_not_say_of_outcome,
    why_not_take_case,
)
from milepost.concerns.policies.employers import (
    LONGEST,
    why_not_acknowledge_concern,
    why_not_act,
    why_not_answer_concern,
    why_not_raise_concern,
    why_not_say_more,
    why_not_withdraw_concern,
)

__all__ = [
    "CASES_AN_HOUR",
    "LONGEST",
    "PICTURES",
    "WORDS_AN_HOUR",
    "why_not_acknowledge_case",
    "why_not_acknowledge_concern",
    "why_not_act",
    "why_not_add_to_case",
    "why_not_answer_case",
    "why_not_answer_concern",
    "why_not_ask_about_case",
    "why_not_close_case",
    "why_not_come_in",
    "why_not_give_back_case",
    "why_not_raise_case",
    "why_not_raise_concern",
    "why_not_say_more",
    "why_not_say_of_outcome",
    "why_not_take_case",
    "why_not_withdraw_concern",
]
