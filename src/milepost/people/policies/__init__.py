"""Why not: centres, people and appointments, by occasion."""

from milepost.people.policies.competence import (
    why_not_declare_interest,
    why_not_end_competence,
    why_not_end_interest,
    why_not_keep_competence_rule,
    why_not_note_competence,
    why_not_note_cpd,
)
from milepost.people.policies.people import (
    why_not_accept,
    why_not_add_employer,
    why_not_answer,
    why_not_appoint,
    why_not_correct_person,
    why_not_end_appointment,
    why_not_give_phone,
    why_not_invite,
    why_not_note_birth_date,
    why_not_note_particulars,
    why_not_open_centre,
    why_not_send_again,
    why_not_withdraw_invitation,
)
from milepost.people.policies.sites import why_not_close_site, why_not_open_site

__all__ = [
    "why_not_accept",
    "why_not_add_employer",
    "why_not_answer",
    "why_not_appoint",
    "why_not_close_site",
    "why_not_correct_person",
    "why_not_declare_interest",
    "why_not_end_appointment",
    "why_not_end_competence",
    "why_not_end_interest",
    "why_not_give_phone",
    "why_not_invite",
    "why_not_keep_competence_rule",
    "why_not_note_birth_date",
    "why_not_note_competence",
    "why_not_note_cpd",
    "why_not_note_particulars",
    "why_not_open_centre",
    "why_not_open_site",
    "why_not_send_again",
    "why_not_withdraw_invitation",
]
