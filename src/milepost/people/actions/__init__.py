"""What is done to centres, people and appointments, by occasion."""

from milepost.people.actions.people import (
    LETTER_GOOD_FOR,
    accept,
    add_employer,
    appoint,
    end_appointment,
    invite,
    note_birth_date,
    open_centre,
    send_again,
    withdraw_invitation,
)

__all__ = [
    "LETTER_GOOD_FOR",
    "accept",
    "add_employer",
    "appoint",
    "end_appointment",
    "invite",
    "note_birth_date",
    "open_centre",
    "send_again",
    "withdraw_invitation",
]
