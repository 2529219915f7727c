"""What is done to centres, people and appointments, by occasion."""

from milepost.people.actions.competence import (
    declare_interest,
    end_competence,
    end_interest,
    keep_competence_rule,
    note_competence,
    note_cpd,
)
from milepost.people.actions.correcting import correct_person, give_phone
from milepost.people.actions.employers import note_particulars
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
from milepost.people.actions.sites import close_site, open_site

__all__ = [
    "LETTER_GOOD_FOR",
    "accept",
    "add_employer",
    "appoint",
    "close_site",
    "correct_person",
    "declare_interest",
    "end_appointment",
    "end_competence",
    "end_interest",
    "give_phone",
    "invite",
    "keep_competence_rule",
    "note_birth_date",
    "note_competence",
    "note_cpd",
    "note_particulars",
    "open_centre",
    "open_site",
    "send_again",
    "withdraw_invitation",
]
