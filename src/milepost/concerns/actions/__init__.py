"""What is done about concerns: of employers, and cases that came by the open door."""

from milepost.concerns.actions.cases import (
    acknowledge_case,
    add_to_case,
    answer_case,
    ask_about_case,
    begin_investigation,
    close_case,
    enter_case,
    give_back_case,
    raise_case,
    say_of_outcome,
    somebody,
    take_case,
)
from milepost.concerns.actions.employers import acknowledge_concern, answer_concern, raise_concern, say_more, withdraw_concern
from milepost.concerns.actions.patterns import change_policy, judge_policy, note_policy_due, say_theme
from milepost.concerns.actions.seals import WrongPassphraseError, give_half, make_seal_key, open_name
from milepost.concerns.actions.watching import begin_watch, end_watch, note_alert_late, raise_alert, take_alert, tell_of_alert
from milepost.concerns.actions.watching_over import keep_offices, note_late

__all__ = [
    "WrongPassphraseError",
    "acknowledge_case",
    "acknowledge_concern",
    "add_to_case",
    "answer_case",
    "answer_concern",
    "ask_about_case",
    "begin_investigation",
    "begin_watch",
    "change_policy",
    "close_case",
    "end_watch",
    "enter_case",
    "give_back_case",
    "give_half",
    "judge_policy",
    "keep_offices",
    "make_seal_key",
    "note_alert_late",
    "note_late",
    "note_policy_due",
    "open_name",
    "raise_alert",
    "raise_case",
    "raise_concern",
    "say_more",
    "say_of_outcome",
    "say_theme",
    "somebody",
    "take_alert",
    "take_case",
    "tell_of_alert",
    "withdraw_concern",
]
