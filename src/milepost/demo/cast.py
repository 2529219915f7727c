"""The people of the demonstration, of every test and of the docs.

Lena learns, Asif assesses, Ines quality-assures, Eva is the external, Cora runs the centre, Quentin keeps quality, Bea
owns the employers, Emil employs, Wanda witnesses; Stan is a stranger: he may do everything, at another centre.
"""

from typing import TypedDict

from milepost.people.words import Role


class Place(TypedDict):
    """A centre, as it is opened."""

    organisation_name: str
    name: str
    number: str


PASSWORD = "a-milepost-by-the-road"  # noqa: S105 - everybody's, and printed: a demonstration keeps no secret
CENTRE: Place = {"organisation_name": "Larkmoor Training", "name": "Larkmoor", "number": "LM-0417"}
ELSEWHERE: Place = {"organisation_name": "Fernhill College", "name": "Fernhill", "number": "FH-0032"}
EMPLOYER = "Ottersby Ferry"  # Lena's, Emil's and Wanda's

STAFF = {
    "cora": ("Cora Lindqvist", Role.CENTRE_MANAGER),
    "asif": ("Asif Rahman", Role.ASSESSOR),
    "ines": ("Ines Duarte", Role.IQA),
    "eva": ("Eva Novak", Role.EQA),
    "quentin": ("Quentin Abara", Role.QUALITY_MANAGER),
    "bea": ("Bea Thornley", Role.EMPLOYER_OWNER),
}
CONTACTS = {"emil": "Emil Sorensen", "wanda": "Wanda Ekberg"}
LENA = "Lena Hartog"
STAN = "Stan Ilves"
STRANGERS_ROLES = (Role.CENTRE_MANAGER, Role.ASSESSOR, Role.IQA, Role.LEARNER)


def email_of(key: str) -> str:
    return f"{key}@larkmoor.example" if key != "stan" else "stan@fernhill.example"
