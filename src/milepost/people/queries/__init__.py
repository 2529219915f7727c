"""Who may see whom, by occasion. Every query but those about oneself, or a letter in one's hand, takes `by`."""

from milepost.people.queries.people import (
    any_centre,
    appointments_in_force,
    appointments_of,
    centre_by_number,
    centre_of,
    employers_of,
    holds,
    invitation_by_token,
    invitations_of,
    learners_of,
    people_of,
    person_by_email,
    staff_of,
    to_visit_as,
    token_of,
)

__all__ = [
    "any_centre",
    "appointments_in_force",
    "appointments_of",
    "centre_by_number",
    "centre_of",
    "employers_of",
    "holds",
    "invitation_by_token",
    "invitations_of",
    "learners_of",
    "people_of",
    "person_by_email",
    "staff_of",
    "to_visit_as",
    "token_of",
]
