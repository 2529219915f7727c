"""The employers of `employers_shape.py`, built by the actions that people use: slow, and the truth that `employers_bulk.py` is held to."""

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Actor
from milepost.demo.acted import Stage
from milepost.demo.employers_shape import Asked, Dealing, Employed, Met, Talked
from milepost.employers import actions
from milepost.employers.models import EmployerFile
from milepost.employers.words import ContactKind, MeetingKind, Source
from milepost.people.actions import add_employer, appoint
from milepost.people.models import Appointment
from milepost.people.words import Role

ENQUIRY = "Could two of our people learn what the others know already?"
ANSWER = "We spoke, and meet next week."
ABOUT = "How the learners get on"
NOTE = "Both go on; the rota stays as it is."
PHONE = "01595 000000"


def owners(on: Stage, count: int) -> list[Appointment]:
    """Those who look after the employers of a stage."""
    with clock.at(on.opened_at):
        return [
            appoint(on.centre, by=system(), email=f"owner{i:02d}@station.example", name=f"Owner {i:02d}", role=Role.EMPLOYER_OWNER)
            for i in range(count)
        ]


def act(one: Employed, on: Stage, owning: list[Appointment]) -> EmployerFile:
    """Live the years with one employer, act by act, each at its own moment."""
    by = owning[one.owner].actor
    with clock.at(one.opened_at):
        employer = add_employer(on.centre, by=by, name=one.name, particulars={"postcode": one.postcode})
        file = actions.open_file(employer, by=by)
        given = {"does": one.does, "contact_name": one.contact, "contact_email": one.email}
        actions.describe_file(file, by=by, given=given)
    for dealing in one.dealings:
        _deal(dealing, one, file, on, by=by)
    return file


def _deal(dealing: Dealing, one: Employed, file: EmployerFile, on: Stage, *, by: Actor) -> None:
    match dealing:
        case Asked():
            with clock.at(dealing.at):
                enquiry = actions.receive_enquiry(
                    on.centre, by=by, source=Source.PHONE, organisation=one.name, name=one.contact, phone=PHONE, text=ENQUIRY
                )
            with clock.at(dealing.taken_at):
                actions.take_enquiry(enquiry, by=by, file=file)
            if dealing.answered_at:
                with clock.at(dealing.answered_at):
                    actions.answer_enquiry(enquiry, by=by, kind=ContactKind.CALL, text=ANSWER)
        case Talked():
            with clock.at(dealing.at):
                contact = actions.note_contact(
                    file, by=by, kind=ContactKind.CALL, text=dealing.text, with_whom=one.contact, next_step=dealing.next_step,
                    next_on=dealing.next_on,
                )  # fmt: skip
            if dealing.done_at:
                with clock.at(dealing.done_at):
                    actions.finish_step(contact, by=by)
        case Met():
            with clock.at(dealing.at):
                meeting = actions.plan_meeting(
                    file, by=by, kind=MeetingKind.VISIT, starts_at=dealing.starts_at, about=ABOUT, with_whom=one.contact
                )
            if dealing.held_at:
                with clock.at(dealing.held_at):
                    actions.hold_meeting(meeting, by=by, note=NOTE)
