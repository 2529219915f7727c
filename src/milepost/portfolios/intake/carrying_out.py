"""One line of a plan, done through the ordinary acts. Each act asks its policy again: what a plan said may not hold any more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milepost.base import clock
from milepost.base.models import Actor
from milepost.frameworks.models import Specification
from milepost.people import actions as people
from milepost.people import queries as people_queries
from milepost.people.actions.employers import noted
from milepost.people.models import Appointment, Centre, Invitation, Organisation, Person
from milepost.people.words import OrganisationKind, Role
from milepost.portfolios import actions
from milepost.portfolios.intake.columns import folded
from milepost.portfolios.models import Registration
from milepost.portfolios.words import IntakeKind

type Does = Mapping[str, Any]
type Done = dict[str, str]


def carry_out(does: Does, *, kind: str, centre: Centre, by: Actor, held: bool) -> Done:
    """Do what one line says. Returns what came of it: the uuids of a letter and of a registration. Done twice it changes nothing."""
    if kind == IntakeKind.STAFF:
        employer = Organisation.objects.filter(centre=centre, uuid=does["employer"]).first() if does["employer"] else None
        return _letter(
            people.invite(centre, by=by, email=does["email"], name=does["name"], role=does["role"], employer=employer, held=held)
        )
    if kind == IntakeKind.EMPLOYERS:
        return _employer(does, centre=centre, by=by, held=held)
    return _learner(does, centre=centre, by=by, held=held)


def _letter(invitation: Invitation) -> Done:
    return {"invitation": str(invitation.uuid)}


def _employer(does: Does, *, centre: Centre, by: Actor, held: bool) -> Done:
    here = Organisation.objects.filter(centre=centre, kind=OrganisationKind.EMPLOYER)
    key = folded(does["employer"])
    employer = (
        here.filter(uuid=does["known"]).first() if does.get("known") else next((one for one in here if folded(one.name) == key), None)
    )
    said = does.get("particulars") or {}
    if employer is None:
        employer = people.add_employer(centre, by=by, name=does["employer"], particulars=said)
    elif said and noted(employer.particulars, said) != employer.particulars:
        people.note_particulars(employer, by=by, said=said)
    if not does["email"]:
        return {"employer": str(employer.uuid)}
    return {"employer": str(employer.uuid)} | _letter(
        people.invite(
            centre, by=by, email=does["email"], name=does["name"], role=Role.EMPLOYER_CONTACT, employer=employer, held=held
        )
    )  # fmt: skip


def _learner(does: Does, *, centre: Centre, by: Actor, held: bool) -> Done:
    done: Done = {}
    born_on = date.fromisoformat(does["born_on"]) if does["born_on"] else None
    learner = people_queries.person_by_email(does["email"])
    if learner is None or not _learns(learner, centre):
        letter = people.invite(centre, by=by, email=does["email"], name=does["name"], role=Role.LEARNER, born_on=born_on, held=held)
        learner, done = letter.appointment.person, _letter(letter)
    elif born_on and learner.born_on is None:
        learner = people.note_birth_date(learner, by=by, born_on=born_on)
    if where := does.get("register"):
        registration = actions.register(
            learner, by=by, specification=Specification.objects.get(centre=centre, uuid=where["specification"]),
            qualification=where["qualification"], starts_on=date.fromisoformat(where["starts_on"]),
            ends_on=date.fromisoformat(where["ends_on"]), uln=does["uln"], quiet=True,
            employer=Organisation.objects.filter(centre=centre, uuid=where["employer"]).first() if where["employer"] else None,
            assessor=_person(where["assessor"]), iqa=_person(where["iqa"]),
        )  # fmt: skip
        done["registration"] = str(registration.uuid)
    elif named := does.get("registration"):
        _change(Registration.objects.select_related("assessor", "iqa").get(centre=centre, uuid=named), does, by=by)
        done["registration"] = named
    return done


def _change(registration: Registration, does: Does, *, by: Actor) -> None:
    if moved := does.get("allocate"):
        people_named = {"assessor": registration.assessor, "iqa": registration.iqa}
        actions.allocate(registration, by=by, **(people_named | {key: _person(uuid) for key, uuid in moved.items()}))
    if (uln := does.get("note_uln")) and registration.uln != uln:
        actions.note_uln(registration, by=by, uln=uln)


def _learns(person: Person, centre: Centre) -> bool:
    held = Appointment.objects.filter(person=person, centre=centre, role=Role.LEARNER)
    return held.exclude(ends_on__lt=clock.today()).exists()


def _person(uuid: str) -> Person | None:
    return Person.objects.get(uuid=uuid) if uuid else None
