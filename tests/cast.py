"""The people of every test, the demonstration and the docs. They come to be as in life: through actions.

Lena learns, Asif assesses, Ines quality-assures, Eva is the external, Cora runs the centre, Quentin keeps quality, Bea
owns the employers, Emil employs, Wanda witnesses; Stan is a stranger: he may do everything, at another centre.
"""

from dataclasses import dataclass
from datetime import date

from milepost.base.actors import system
from milepost.base.models import Actor
from milepost.people import actions, queries
from milepost.people.models import Centre, Organisation, Person
from milepost.people.words import Role

PASSWORD = "a-milepost-by-the-road"  # everybody's
STAFF = {
    "cora": ("Cora Lindqvist", Role.CENTRE_MANAGER),
    "asif": ("Asif Rahman", Role.ASSESSOR),
    "ines": ("Ines Duarte", Role.IQA),
    "eva": ("Eva Novak", Role.EQA),
    "quentin": ("Quentin Abara", Role.QUALITY_MANAGER),
    "bea": ("Bea Thornley", Role.EMPLOYER_OWNER),
}
CONTACTS = {"emil": "Emil Sorensen", "wanda": "Wanda Ekberg"}
STRANGERS_ROLES = (Role.CENTRE_MANAGER, Role.ASSESSOR, Role.IQA, Role.LEARNER)


@dataclass(frozen=True)
class Cast:
    """Everybody, at two centres."""

    centre: Centre
    elsewhere: Centre  # Stan's
    employer: Organisation
    lena: Person
    asif: Person
    ines: Person
    eva: Person
    cora: Person
    quentin: Person
    bea: Person
    emil: Person
    wanda: Person
    stan: Person

    def as_(self, name: str, role: Role | None = None) -> Actor:
        """The actor of somebody, in `role` where they have several."""
        held = queries.appointments_in_force(getattr(self, name))
        return (held.get(role=role) if role else held[0]).actor


def email_of(name: str) -> str:
    return f"{name}@larkmoor.example" if name != "stan" else "stan@fernhill.example"


def assemble() -> Cast:
    """Open both centres and appoint everybody."""
    by = system()
    centre = actions.open_centre("Larkmoor Training", name="Larkmoor", number="LM-0417", by=by)
    elsewhere = actions.open_centre("Fernhill College", name="Fernhill", number="FH-0032", by=by)
    people: dict[str, Person] = {}
    for key, (name, role) in STAFF.items():
        people[key] = actions.appoint(centre, by=by, email=email_of(key), name=name, role=role, password=PASSWORD).person
    employer = actions.add_employer(centre, by=by, name="Ottersby Ferry")
    for key, name in CONTACTS.items():
        contact = actions.appoint(
            centre, by=by, email=email_of(key), name=name, role=Role.EMPLOYER_CONTACT, employer=employer, password=PASSWORD
        )
        people[key] = contact.person
    people["lena"] = actions.appoint(
        centre, by=by, email=email_of("lena"), name="Lena Hartog", role=Role.LEARNER, born_on=date(2001, 5, 4), password=PASSWORD
    ).person
    for role in STRANGERS_ROLES:
        people["stan"] = actions.appoint(
            elsewhere, by=by, email=email_of("stan"), name="Stan Ilves", role=role, born_on=date(1990, 1, 2), password=PASSWORD
        ).person
    return Cast(centre=centre, elsewhere=elsewhere, employer=employer, **people)
