"""Why not: centres, people and appointments, by occasion."""

from milepost.people.policies.people import (
    why_not_accept,
    why_not_add_employer,
    why_not_answer,
    why_not_appoint,
    why_not_end_appointment,
    why_not_invite,
    why_not_note_birth_date,
    why_not_open_centre,
    why_not_send_again,
    why_not_withdraw_invitation,
)

__all__ = [
    "why_not_accept",
    "why_not_add_employer",
    "why_not_answer",
    "why_not_appoint",
    "why_not_end_appointment",
    "why_not_invite",
    "why_not_note_birth_date",
    "why_not_open_centre",
    "why_not_send_again",
    "why_not_withdraw_invitation",
]
