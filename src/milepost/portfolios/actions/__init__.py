"""What people do in a portfolio and with a registration, by occasion."""

from milepost.portfolios.actions.approval import note_approval
from milepost.portfolios.actions.consent import say_consent
from milepost.portfolios.actions.intake import apply_intake, give_up_intake, note_uln, plan_anew, read_list, send_letters
from milepost.portfolios.actions.merging import merge_people, unmerge_people
from milepost.portfolios.actions.moving import offer_version, stay_on_version, take_back_offer
from milepost.portfolios.actions.participants import disclose, let_read, take_back_disclosure, take_step, untake_step
from milepost.portfolios.actions.portfolio import (
    Target,
    add_evidence,
    agree_units,
    allocate,
    claim,
    hand_in,
    propose_units,
    register,
    replace_evidence,
    withdraw_claim,
    withdraw_evidence,
)
from milepost.portfolios.actions.recording import record_again, record_evidence
from milepost.portfolios.actions.routes import end_waiver, say_wishes, waive_rule
from milepost.portfolios.actions.running import (
    change_employer,
    complete_registration,
    extend_registration,
    pause_registration,
    place_at_site,
    resume_registration,
    transfer_out,
    withdraw_learner,
)
from milepost.portfolios.actions.workbooks import (
    answer_workbook,
    end_workbook_share,
    hand_over_workbook,
    note_steps_due,
    open_workbook,
    share_workbook,
    take_workbook,
    write_workbook,
)
from milepost.portfolios.actions.workplace import keep_workplace

__all__ = [
    "Target",
    "add_evidence",
    "agree_units",
    "allocate",
    "answer_workbook",
    "apply_intake",
    "change_employer",
    "claim",
    "complete_registration",
    "disclose",
    "end_waiver",
    "end_workbook_share",
    "extend_registration",
    "give_up_intake",
    "hand_in",
    "hand_over_workbook",
    "keep_workplace",
    "let_read",
    "merge_people",
    "note_approval",
    "note_steps_due",
    "note_uln",
    "offer_version",
    "open_workbook",
    "pause_registration",
    "place_at_site",
    "plan_anew",
    "propose_units",
    "read_list",
    "record_again",
    "record_evidence",
    "register",
    "replace_evidence",
    "resume_registration",
    "say_consent",
    "say_wishes",
    "send_letters",
    "share_workbook",
    "stay_on_version",
    "take_back_disclosure",
    "take_back_offer",
    "take_step",
    "take_workbook",
    "transfer_out",
    "unmerge_people",
    "untake_step",
    "waive_rule",
    "withdraw_claim",
    "withdraw_evidence",
    "withdraw_learner",
    "write_workbook",
]
