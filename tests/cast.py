"""The people of every test, the demonstration and the docs. They come to be as in life: through actions.

Who they are stands in `milepost.demo.cast`.
"""

import copy
from dataclasses import dataclass, field
from datetime import date

from django.db.models.signals import post_save

from milepost.base.actors import system
from milepost.base.models import Actor
from milepost.demo.cast import CENTRE, CONTACTS, ELSEWHERE, EMPLOYER, LENA, PASSWORD, STAFF, STAN, STRANGERS_ROLES, email_of
from milepost.people import actions, queries
from milepost.people.models import Appointment, Centre, Organisation, Person
from milepost.people.words import Role

_saved: list[None] = []  # one for each appointment that was saved in this process
post_save.connect(lambda **_given: _saved.append(None), sender=Appointment, weak=False)


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
    acting: dict[tuple[int, Role | None, int], Actor] = field(default_factory=dict, compare=False, repr=False)

    def as_(self, name: str, role: Role | None = None) -> Actor:
        """The actor of somebody, in `role` where they have several. Looked up again when an appointment was saved since."""
        person: Person = getattr(self, name)
        key = (person.pk, role, len(_saved))
        if key not in self.acting:
            held = queries.appointments_in_force(person)
            self.acting[key] = (held.get(role=role) if role else held[0]).actor
        return copy.copy(self.acting[key])


def assemble() -> Cast:
    """Open both centres and appoint everybody."""
    by = system()
    centre = actions.open_centre(**CENTRE, by=by)
    elsewhere = actions.open_centre(**ELSEWHERE, by=by)
    people: dict[str, Person] = {}
    for key, (name, role) in STAFF.items():
        people[key] = actions.appoint(centre, by=by, email=email_of(key), name=name, role=role, password=PASSWORD).person
    employer = actions.add_employer(centre, by=by, name=EMPLOYER)
    for key, name in CONTACTS.items():
        contact = actions.appoint(
            centre, by=by, email=email_of(key), name=name, role=Role.EMPLOYER_CONTACT, employer=employer, password=PASSWORD
        )
        people[key] = contact.person
    people["lena"] = actions.appoint(
        centre, by=by, email=email_of("lena"), name=LENA, role=Role.LEARNER, born_on=date(2001, 5, 4), password=PASSWORD
    ).person
    for role in STRANGERS_ROLES:
        people["stan"] = actions.appoint(
            elsewhere, by=by, email=email_of("stan"), name=STAN, role=role, born_on=date(1990, 1, 2), password=PASSWORD
        ).person
    return Cast(centre=centre, elsewhere=elsewhere, employer=employer, **people)
