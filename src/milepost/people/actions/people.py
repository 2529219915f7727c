"""Acts on centres, people and their appointments. Each asks its policy and leaves exactly one event."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q

from milepost.base import clock, events, tokens
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.people import policies, queries, words
from milepost.people.models import Appointment, Centre, Invitation, Organisation, Person
from milepost.people.words import OrganisationKind, Role

LETTER_GOOD_FOR = timedelta(days=30)


def _record(centre: Centre, name: str, *, by: Actor, args: Mapping[str, object], personal: Mapping[str, object] | None = None) -> Event:
    return events.record(f"people:{centre.uuid}", name, by=by, centre_id=centre.pk, args=args, personal=personal)


@transaction.atomic
def open_centre(organisation_name: str, *, name: str, number: str, by: Actor, second_look: bool = True) -> Centre:
    """Open a centre of a training provider. With `second_look` no unit is final before the IQA agrees."""
    namesake = queries.centre_by_number(number)
    if reason := policies.why_not_open_centre(organisation_name, name=name, number=number, by=by, namesake=namesake):
        raise Refused(reason)
    organisation, _ = Organisation.objects.get_or_create(name=organisation_name.strip(), kind=OrganisationKind.PROVIDER, centre=None)
    centre = Centre.objects.create(
        organisation=organisation, name=name.strip(), number=number, second_look=second_look, opened_on=clock.today()
    )
    _record(centre, words.CENTRE_OPENED, by=by, args={"centre": centre.uuid, "number": number, "second_look": second_look})
    return centre


def _held(centre: Centre, *, email: str, role: str, employer: Organisation | None) -> Appointment | None:
    """The appointment that stands in the way of another one like it."""
    whose = Q(person__email__iexact=email.strip()) | Q(person__merged_from__email__iexact=email.strip())
    same = Appointment.objects.filter(whose, centre=centre, role=role, employer=employer)
    return same.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).select_related("person").first()


def _person(*, email: str, name: str, born_on: date | None) -> Person:
    """The person with this address: the one we know, under the name they have here, or a new one who cannot sign in yet."""
    person = queries.person_by_email(email)
    if person is None:
        try:
            with transaction.atomic():
                return Person.objects.create_user(email.strip(), None, name=name.strip(), born_on=born_on)
        except IntegrityError:  # another centre invites the same person at this very moment
            person = Person.objects.get(email__iexact=email.strip())
    if born_on and person.born_on is None:
        person.born_on = born_on
        person.save(update_fields=["born_on"])
    return person


def _appointment(centre: Centre, person: Person, *, role: str, employer: Organisation | None, by: Actor) -> Appointment:
    actor = Actor.objects.create(kind=Actor.Kind.PERSON, person=person, centre=centre, role=role, name=person.name)
    return Appointment.objects.create(
        person=person, centre=centre, role=role, employer=employer, starts_on=clock.today(), made_at=clock.now(), made_by=by, actor=actor
    )


def _letter(appointment: Appointment, *, by: Actor, held: bool = False) -> Invitation:
    invitation = Invitation(
        held=held,
        appointment=appointment,
        centre=appointment.centre,
        email=appointment.person.email,
        sent_at=clock.now(),
        sent_by=by,
        expires_on=clock.today() + LETTER_GOOD_FOR,
    )
    tokens.seal(invitation, queries.token_of(invitation.uuid))
    return invitation


def _letter_args(invitation: Invitation) -> dict[str, object]:
    appointment = invitation.appointment
    return {
        "invitation": invitation.uuid,
        "appointment": appointment.uuid,
        "person": appointment.person.uuid,
        "role": appointment.role,
        "employer": appointment.employer.uuid if appointment.employer else None,
    }


@transaction.atomic
def invite(
    centre: Centre,
    *,
    by: Actor,
    email: str,
    name: str,
    role: str,
    employer: Organisation | None = None,
    born_on: date | None = None,
    held: bool = False,
) -> Invitation:
    """Ask somebody to take up a role. `notices` sends the letter; its secret stands in `.secret` this once.

    A letter that is `held` is written and does not leave; `send_again` sends another one in its place.
    """
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    same = _held(centre, email=email, role=role, employer=employer)
    if reason := policies.why_not_invite(centre, by=by, email=email, name=name, role=role, employer=employer, held=same):
        raise Refused(reason)
    person = _person(email=email, name=name, born_on=born_on)
    invitation = _letter(_appointment(centre, person, role=role, employer=employer, by=by), by=by, held=held)
    args, personal = _letter_args(invitation), {"name": person.name, "email": person.email}
    _record(centre, words.PERSON_INVITED, by=by, args=args | ({"held": True} if held else {}), personal=personal)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: Actor) -> Invitation:
    """A new letter for the same appointment. The old one is no longer good."""
    invitation = _locked(invitation)
    if reason := policies.why_not_send_again(invitation, by=by):
        raise Refused(reason)
    invitation.withdrawn_at, invitation.withdrawn_by = clock.now(), by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    letter = _letter(invitation.appointment, by=by)
    _record(letter.centre, words.INVITATION_SENT_AGAIN, by=by, args={**_letter_args(letter), "instead_of": invitation.uuid})
    return letter


def _locked(invitation: Invitation) -> Invitation:
    """The letter as it stands now, held until the act is done: a form sent twice acts once."""
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    letters = Invitation.objects.select_related("appointment__person", "appointment__actor", "appointment__employer", "centre")
    return letters.get(pk=invitation.pk)


@transaction.atomic
def accept(invitation: Invitation, *, password: str | None = None, signed_in_as: Person | None = None) -> Person:
    """Take up the appointment of a letter, as the person it is for.

    Who has no password yet sets one; who has one gives it, or is signed in. The letter reached the address, so the
    address counts as verified.
    """
    invitation = _locked(invitation)
    if reason := policies.why_not_accept(invitation, password=password, signed_in_as=signed_in_as):
        raise Refused(reason)
    appointment, now = invitation.appointment, clock.now()
    person, by = appointment.person, appointment.actor
    _join(person, password=None if person.has_usable_password() else password)
    appointment.taken_up_at, appointment.taken_up_by = now, by
    appointment.save(update_fields=["taken_up_at", "taken_up_by"])
    invitation.accepted_at, invitation.accepted_by = now, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _record(invitation.centre, words.INVITATION_ACCEPTED, by=by, args=_letter_args(invitation))
    return person


def _join(person: Person, *, password: str | None) -> None:
    if password:
        person.set_password(password)
    if password or person.joined_on is None:
        person.joined_on = person.joined_on or clock.today()
        person.save(update_fields=["password", "joined_on"])
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take a letter back, and with it the appointment it offered."""
    invitation = _locked(invitation)
    if reason := policies.why_not_withdraw_invitation(invitation, by=by):
        raise Refused(reason)
    invitation.withdrawn_at, invitation.withdrawn_by = clock.now(), by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _end(invitation.appointment)
    _record(invitation.centre, words.INVITATION_WITHDRAWN, by=by, args=_letter_args(invitation))
    return invitation


def _end(appointment: Appointment) -> None:
    """From this moment on: the last day of an appointment still counts, so it is the day before."""
    appointment.ends_on = clock.today() - timedelta(days=1)
    appointment.save(update_fields=["ends_on"])


@transaction.atomic
def appoint(
    centre: Centre,
    *,
    by: Actor,
    email: str,
    name: str,
    role: str,
    employer: Organisation | None = None,
    born_on: date | None = None,
    password: str | None = None,
) -> Appointment:
    """Give somebody a role at once, without a letter: the first manager of a centre by command, and the demonstration."""
    held = _held(centre, email=email, role=role, employer=employer)
    if reason := policies.why_not_appoint(centre, by=by, email=email, name=name, role=role, employer=employer, held=held):
        raise Refused(reason)
    person = _person(email=email, name=name, born_on=born_on)
    _join(person, password=None if person.has_usable_password() else password)
    appointment = _appointment(centre, person, role=role, employer=employer, by=by)
    appointment.taken_up_at, appointment.taken_up_by = clock.now(), by
    appointment.save(update_fields=["taken_up_at", "taken_up_by"])
    args: dict[str, object] = {"appointment": appointment.uuid, "person": person.uuid, "role": role}
    _record(centre, words.APPOINTMENT_MADE, by=by, args=args, personal={"name": person.name, "email": person.email})
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Actor) -> Appointment:
    """End a role from this moment on. What the person did in it stays theirs."""
    centre = Centre.objects.select_for_update().get(pk=appointment.centre_id)
    managers = Appointment.objects.in_force(clock.today()).filter(centre=centre, role=Role.CENTRE_MANAGER)
    if reason := policies.why_not_end_appointment(appointment, by=by, managers=managers):
        raise Refused(reason)
    _end(appointment)
    args: dict[str, object] = {"appointment": appointment.uuid, "person": appointment.person.uuid, "role": appointment.role}
    _record(centre, words.APPOINTMENT_ENDED, by=by, args=args, personal={"name": appointment.person.name})
    return appointment


@transaction.atomic
def note_birth_date(person: Person, *, by: Actor, born_on: date) -> Person:
    """Note when a learner was born, where nobody has said so yet."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    held = Appointment.objects.filter(person=person, centre_id=by.at_centre, role=Role.LEARNER).exclude(ends_on__lt=clock.today())
    if reason := policies.why_not_note_birth_date(person, by=by, born_on=born_on, learns=held.exists()):
        raise Refused(reason)
    person.born_on = born_on
    person.save(update_fields=["born_on"])
    _record(Centre.objects.get(pk=by.at_centre), words.BIRTH_DATE_NOTED, by=by, args={"person": person.uuid}, personal={"born_on": born_on})
    return person


@transaction.atomic
def add_employer(centre: Centre, *, by: Actor, name: str, particulars: Mapping[str, Any] | None = None) -> Organisation:
    """Add an employer that the centre works with. `particulars` are what a list says of it."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)  # a form sent twice adds once
    namesake = Organisation.objects.filter(centre=centre, kind=OrganisationKind.EMPLOYER, name__iexact=name.strip()).first()
    if reason := policies.why_not_add_employer(centre, by=by, name=name, namesake=namesake):
        raise Refused(reason)
    said = dict(particulars or {})
    employer = Organisation.objects.create(name=name.strip(), kind=OrganisationKind.EMPLOYER, centre=centre, particulars=said)
    personal = {"name": employer.name} | ({"said": said} if said else {})
    _record(centre, words.ORGANISATION_ADDED, by=by, args={"organisation": employer.uuid}, personal=personal)
    return employer
