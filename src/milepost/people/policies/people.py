"""Why an act on people may not happen: None, or the sentence that the person reads."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Appointment, Centre, Invitation, Organisation, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import OrganisationKind, Role


def _runs(centre: Centre, by: Actor) -> bool:
    return by.kind == Actor.Kind.SYSTEM or (by.centre_id == centre.pk and may(by.role, Permission.INVITE))


def _day(moment: datetime) -> str:
    """The day of a moment, where the installation stands."""
    return date_format(timezone.localtime(moment), "j F Y")


def _not_yours(centre: Centre) -> str:
    return _("Only a centre manager of %(centre)s may do this. Ask one of them.") % {"centre": centre.name}


def why_not_open_centre(organisation_name: str, *, name: str, number: str, by: Actor, namesake: Centre | None) -> str | None:
    if by.kind != Actor.Kind.SYSTEM and not may(by.role, Permission.OPEN_CENTRE):
        return _("A centre is opened where Milepost is installed, by command. Ask whoever looks after your installation.")
    if not organisation_name.strip() or not name.strip():
        return _("Give the name of the organisation and of its centre.")
    if number and namesake:
        return _("%(centre)s already has the number %(number)s. Give the new centre a number of its own.") % {
            "centre": namesake.name,
            "number": number,
        }
    return None


def _why_not_place(
    centre: Centre, *, email: str, name: str, role: str, employer: Organisation | None, held: Appointment | None
) -> str | None:
    """What is the same for an invitation and an appointment made at once."""
    try:
        validate_email(email.strip())
    except ValidationError:
        return _("“%(email)s” is no e-mail address. It looks like lena@example.org.") % {"email": email}
    if not name.strip():
        return _("Give the person's name, as it should stand in their portfolio.")
    if role not in Role.values:
        return _("“%(role)s” is no role at a centre. Choose one of: %(roles)s.") % {
            "role": role,
            "roles": ", ".join(str(label) for label in Role.labels),
        }
    if role == Role.EMPLOYER_CONTACT and employer is None:
        return _("Say which employer this contact speaks for.")
    if role != Role.EMPLOYER_CONTACT and employer is not None:
        return _("Only an employer contact belongs to an employer. Leave the employer out.")
    if employer is not None and (employer.centre_id != centre.pk or employer.kind != OrganisationKind.EMPLOYER):
        return _("%(centre)s has no such employer. Add the employer first.") % {"centre": centre.name}
    if held is None:
        return None
    words = {"name": held.person.name, "role": held.get_role_display(), "centre": centre.name}
    if held.taken_up_at:
        return _("%(name)s is already %(role)s at %(centre)s, so there is nothing to do.") % words
    words["day"] = _day(held.made_at)
    return _("%(name)s was invited as %(role)s on %(day)s and has not answered. Send that letter again, or withdraw it first.") % words


def why_not_invite(
    centre: Centre, *, by: Actor, email: str, name: str, role: str, employer: Organisation | None, held: Appointment | None
) -> str | None:
    if not _runs(centre, by):
        return _not_yours(centre)
    return _why_not_place(centre, email=email, name=name, role=role, employer=employer, held=held)


def why_not_appoint(
    centre: Centre, *, by: Actor, email: str, name: str, role: str, employer: Organisation | None, held: Appointment | None
) -> str | None:
    if by.kind != Actor.Kind.SYSTEM:
        return _("People take up their role themselves. Send them an invitation.")
    return _why_not_place(centre, email=email, name=name, role=role, employer=employer, held=held)


def why_not_answer(invitation: Invitation) -> str | None:
    """Why a letter is no longer good."""
    if invitation.accepted_at:
        return _("This invitation was accepted on %(day)s. Sign in with your e-mail address and password.") % {
            "day": _day(invitation.accepted_at)
        }
    if invitation.withdrawn_at:
        return _("This invitation was withdrawn on %(day)s. Ask %(centre)s for a new one, or look for a later letter.") % {
            "day": _day(invitation.withdrawn_at),
            "centre": invitation.centre.name,
        }
    if invitation.expires_on < clock.today():
        return _("This invitation was good until %(day)s. Ask %(centre)s to send it again.") % {
            "day": date_format(invitation.expires_on, "j F Y"),
            "centre": invitation.centre.name,
        }
    return None


def why_not_accept(invitation: Invitation, *, password: str | None, signed_in_as: Person | None) -> str | None:
    if reason := why_not_answer(invitation):
        return reason
    person = invitation.appointment.person
    if not person.is_active:
        return _("This account is closed. Ask %(centre)s what to do.") % {"centre": invitation.centre.name}
    if signed_in_as is not None and signed_in_as.pk != person.pk:
        return _("You are signed in as %(you)s, and this letter is for %(name)s. Sign out, then open the letter again.") % {
            "you": signed_in_as.name,
            "name": person.name,
        }
    if person.has_usable_password():
        if signed_in_as is not None or (password and person.check_password(password)):
            return None
        return _("This is not the password of %(email)s. Try again, or set a new one by “Forgotten your password?”.") % {
            "email": person.email
        }
    try:
        validate_password(password or "", person)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return None


def _why_not_touch(invitation: Invitation, by: Actor) -> str | None:
    if not _runs(invitation.centre, by):
        return _not_yours(invitation.centre)
    if invitation.accepted_at:
        return _("%(name)s has accepted this invitation already.") % {"name": invitation.appointment.person.name}
    if invitation.withdrawn_at:
        return _("This invitation was withdrawn already. Invite the person anew.")
    return None


def why_not_withdraw_invitation(invitation: Invitation, *, by: Actor) -> str | None:
    return _why_not_touch(invitation, by)


def why_not_send_again(invitation: Invitation, *, by: Actor) -> str | None:
    return _why_not_touch(invitation, by)


def why_not_end_appointment(appointment: Appointment, *, by: Actor, managers: Iterable[Appointment]) -> str | None:
    """`managers` are the centre's appointments of managers in force."""
    if not _runs(appointment.centre, by):
        return _not_yours(appointment.centre)
    if appointment.ends_on is not None and appointment.ends_on < clock.today():
        return _("This appointment has ended already.")
    if appointment.taken_up_at is None:
        return _("%(name)s has not taken up this role. Withdraw the invitation instead.") % {"name": appointment.person.name}
    if appointment.role == Role.CENTRE_MANAGER and not any(other.pk != appointment.pk for other in managers):
        return _("%(name)s is the only manager of %(centre)s. Invite another manager first, so that somebody can run it.") % {
            "name": appointment.person.name,
            "centre": appointment.centre.name,
        }
    return None


def why_not_add_employer(centre: Centre, *, by: Actor, name: str, namesake: Organisation | None) -> str | None:
    looks_after = by.centre_id == centre.pk and may(by.role, Permission.OWN_EMPLOYERS)
    if not looks_after and not _runs(centre, by):
        return _not_yours(centre)
    if not name.strip():
        return _("Give the employer's name.")
    if namesake:
        return _("%(name)s is among your employers already.") % {"name": namesake.name}
    return None


def why_not_note_particulars(employer: Organisation, *, by: Actor) -> str | None:
    looks_after = by.centre_id == employer.centre_id and may(by.role, Permission.OWN_EMPLOYERS)
    if employer.kind != OrganisationKind.EMPLOYER or employer.centre is None:
        return _("%(name)s is no employer.") % {"name": employer.name}
    if not looks_after and not _runs(employer.centre, by):
        return _not_yours(employer.centre)
    return None


def why_not_correct_person(
    person: Person, *, by: Actor, name: str, email: str, here: bool, elsewhere: bool, namesake: Person | None
) -> str | None:
    """`here` and `elsewhere`: whether the person has a role, taken up or not, at the centre of `by` and at another one."""
    if not may(by.role, Permission.INVITE):
        return _("Only a centre manager corrects names and addresses.")
    if not here:
        return _("%(name)s has no role at your centre. Invite them first.") % {"name": person.name}
    if elsewhere:
        return _("Another centre works with %(name)s under the same name and address, so neither is changed from here.") % {
            "name": person.name
        }
    if not name.strip():
        return _("Give the person's name, as it should stand in their portfolio.")
    if email != person.email and (reason := _why_not_move(person, email, namesake)):
        return reason
    if (name, email) == (person.name, person.email):
        return _("That is how it stands already.")
    return None


def _why_not_move(person: Person, email: str, namesake: Person | None) -> str | None:
    if person.joined_on is not None or person.has_usable_password():
        return _("%(name)s has joined and signs in with %(email)s, so the address stays as it is.") % {
            "name": person.first_name,
            "email": person.email,
        }
    try:
        validate_email(email)
    except ValidationError:
        return _("“%(email)s” is no e-mail address. It looks like lena@example.org.") % {"email": email}
    if namesake is not None and namesake.pk != person.pk:
        return _("Somebody else has the address %(email)s. Look whether they are here twice, or give another address.") % {"email": email}
    return None


def why_not_note_birth_date(person: Person, *, by: Actor, born_on: date, learns: bool) -> str | None:
    """`learns`: the person has an appointment as a learner at the centre of `by`, taken up or not."""
    if not may(by.role, Permission.REGISTER):
        return _("Only a centre manager notes when a learner was born.")
    if not learns:
        return _("%(name)s does not learn at your centre. Invite them first.") % {"name": person.name}
    if person.born_on is not None:
        return _("%(name)s’s date of birth is known already: %(day)s.") % {
            "name": person.first_name,
            "day": date_format(person.born_on, "j F Y"),
        }
    if born_on >= clock.today():
        return _("The date of birth lies in the future. Check the year.")
    return None


def why_not_give_phone(person: Person, *, by: Actor, phone: str) -> str | None:
    if not by.at_centre or by.person_id != person.pk:
        return _("Everybody says this of themselves.")
    if phone.strip() and sum(one.isdigit() for one in phone) < 5:
        return _("“%(phone)s” is no telephone number. It looks like 01632 960114.") % {"phone": phone}
    return None
