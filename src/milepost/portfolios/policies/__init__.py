"""Why not: portfolios and registrations, by occasion."""

from milepost.portfolios.policies.approval import why_not_approved, why_not_note_approval
from milepost.portfolios.policies.consent import why_not_say_consent
from milepost.portfolios.policies.intake import (
    why_not_apply_intake,
    why_not_give_up_intake,
    why_not_note_uln,
    why_not_plan_anew,
    why_not_read_list,
    why_not_send_letters,
)
from milepost.portfolios.policies.merging import why_not_merge_people, why_not_unmerge_people
from milepost.portfolios.policies.moving import (
    why_not_answer,
    why_not_offer_version,
    why_not_stay_on_version,
    why_not_take_back_offer,
)
from milepost.portfolios.policies.portfolio import (
    why_not_add_evidence,
    why_not_age,
    why_not_agree_units,
    why_not_allocate,
    why_not_change_portfolio,
    why_not_choice,
    why_not_claim,
    why_not_contents,
    why_not_dates,
    why_not_hand_in,
    why_not_name,
    why_not_propose_units,
    why_not_register,
    why_not_replace_evidence,
    why_not_withdraw_claim,
    why_not_withdraw_evidence,
)
from milepost.portfolios.policies.recording import why_not_record_again, why_not_record_evidence
from milepost.portfolios.policies.routes import why_not_end_waiver, why_not_say_wishes, why_not_waive_rule
from milepost.portfolios.policies.running import (
    why_not_extend_registration,
    why_not_open,
    why_not_pause_registration,
    why_not_place_at_site,
    why_not_resume_registration,
    why_not_run,
    why_not_transfer_out,
    why_not_withdraw_learner,
)
from milepost.portfolios.policies.workplace import why_not_keep_workplace

__all__ = [
    "why_not_add_evidence",
    "why_not_age",
    "why_not_agree_units",
    "why_not_allocate",
    "why_not_answer",
    "why_not_apply_intake",
    "why_not_approved",
    "why_not_change_portfolio",
    "why_not_choice",
    "why_not_claim",
    "why_not_contents",
    "why_not_dates",
    "why_not_end_waiver",
    "why_not_extend_registration",
    "why_not_give_up_intake",
    "why_not_hand_in",
    "why_not_keep_workplace",
    "why_not_merge_people",
    "why_not_name",
    "why_not_note_approval",
    "why_not_note_uln",
    "why_not_offer_version",
    "why_not_open",
    "why_not_pause_registration",
    "why_not_place_at_site",
    "why_not_plan_anew",
    "why_not_propose_units",
    "why_not_read_list",
    "why_not_record_again",
    "why_not_record_evidence",
    "why_not_register",
    "why_not_replace_evidence",
    "why_not_resume_registration",
    "why_not_run",
    "why_not_say_consent",
    "why_not_say_wishes",
    "why_not_send_letters",
    "why_not_stay_on_version",
    "why_not_take_back_offer",
    "why_not_transfer_out",
    "why_not_unmerge_people",
    "why_not_waive_rule",
    "why_not_withdraw_claim",
    "why_not_withdraw_evidence",
    "why_not_withdraw_learner",
]
