"""Putting right what was mistyped of a person."""

from django.db import transaction

from milepost.base import clock
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people import policies, queries, words
from milepost.people.actions.people import _letter, _record
from milepost.people.models import Appointment, Centre, Invitation, Person


@transaction.atomic
def correct_person(person: Person, *, by: Actor, name: str, email: str) -> Person:
    """Correct a name; and, of who has not joined yet, the address: invitations that wait go there anew, the old ones are void.

    What somebody did before keeps the name under which they did it.
    """
    person, name, email = Person.objects.select_for_update().get(pk=person.pk), " ".join(name.split()), email.strip().lower()
    held = Appointment.objects.filter(person=person).exclude(ends_on__lt=clock.today())
    namesake = queries.person_by_email(email) if email != person.email else None
    reason = policies.why_not_correct_person(
        person, by=by, name=name, email=email, here=held.filter(centre_id=by.at_centre).exists(),
        elsewhere=held.exclude(centre_id=by.at_centre).exists(), namesake=namesake,
    )  # fmt: skip
    if reason:
        raise Refused(reason)
    before, moved = {"name_before": person.name, "email_before": person.email}, email != person.email
    person.name, person.email = name, email
    person.save(update_fields=["name", "email"])
    for appointment in held.select_related("actor").exclude(actor__name=name):
        old = appointment.actor
        appointment.actor = Actor.objects.create(kind=old.kind, person=person, centre_id=old.centre_id, role=old.role, name=name)
        appointment.save(update_fields=["actor"])
    letters = _letters_anew(person, by) if moved else []
    args: dict[str, object] = {"person": person.uuid, "invitations": [one.uuid for one in letters if not one.held]}
    _record(
        Centre.objects.get(pk=by.at_centre), words.PERSON_CORRECTED, by=by, args=args, personal={**before, "name": name, "email": email}
    )
    return person


def _letters_anew(person: Person, by: Actor) -> list[Invitation]:
    waiting = Invitation.objects.select_for_update().filter(appointment__person=person, accepted_at=None, withdrawn_at=None)
    letters = []
    for old in list(waiting):
        old.withdrawn_at, old.withdrawn_by = clock.now(), by
        old.save(update_fields=["withdrawn_at", "withdrawn_by"])
        appointment = Appointment.objects.select_related("person", "centre", "employer").get(pk=old.appointment_id)
        letters.append(_letter(appointment, by=by, held=old.held))
    return letters


@transaction.atomic
def give_phone(person: Person, *, by: Actor, phone: str) -> Person:
    """Say at which telephone one is reached at work, or take it out: who deals with somebody reads it."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if reason := policies.why_not_give_phone(person, by=by, phone=phone):
        raise Refused(reason)
    person.phone = " ".join(phone.split())
    person.save(update_fields=["phone"])
    args: dict[str, object] = {"person": person.uuid, "given": bool(person.phone)}
    _record(Centre.objects.get(pk=by.at_centre), words.PHONE_GIVEN, by=by, args=args)
    return person
