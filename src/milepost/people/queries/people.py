"""Who may see whom. Every query but those about oneself, or a letter in one's hand, takes `by`."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.people.models import Appointment, AppointmentQuerySet, Centre, Invitation, Organisation, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import OrganisationKind, Role

HALF_A_YEAR = 183  # days


def token_of(invitation_uuid: UUID) -> str:
    """The secret of an invitation, as it stands in the letter."""
    return tokens.token_of("invitation", invitation_uuid)


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose letter holds `token`, whatever became of it."""
    letters = Invitation.objects.select_related("appointment__person", "appointment__actor", "appointment__employer", "centre", "sent_by")
    return letters.filter(secret_digest=tokens.digest_of(token)).first()


def appointments_told() -> AppointmentQuerySet:
    """Everybody's at any time, with what a page says of them: not to be asked before `appointments_in_force` has narrowed it to one's own."""
    return Appointment.objects.select_related("centre", "actor").order_by("made_at", "pk")


def appointments_in_force(person: Person, *, among: AppointmentQuerySet | None = None) -> AppointmentQuerySet:
    """The roles that `person` has today, with what a page says of them."""
    told = appointments_told() if among is None else among
    return told.in_force(clock.today()).filter(person=person)


def person_by_email(email: str) -> Person | None:
    """Whose address this is: of a person who was merged into another, that other."""
    found = Person.objects.select_related("merged_into").filter(email__iexact=email.strip()).first()
    return found.merged_into or found if found else None


def any_centre() -> bool:
    """Whether a centre has been opened on this installation at all."""
    return Centre.objects.exists()


def centre_by_number(number: str) -> Centre | None:
    return Centre.objects.filter(number=number).exclude(number="").first()


def centre_of(by: Actor) -> Centre | None:
    return Centre.objects.select_related("organisation").filter(pk=by.centre_id).first() if by.centre_id else None


def _readable(by: Actor) -> int | None:
    """The centre whose people the reader may see."""
    return by.centre_id if may(by.role, Permission.READ_PEOPLE) else None


def appointments_of(by: Actor) -> QuerySet[Appointment]:
    """Every appointment at the reader's centre that has not ended, taken up or not, by name."""
    centre_id = _readable(by)
    if centre_id is None:
        return Appointment.objects.none()
    held = Appointment.objects.filter(centre_id=centre_id).exclude(ends_on__lt=clock.today())
    return held.select_related("person", "employer", "actor").order_by("person__name", "pk")


def people_of(by: Actor) -> QuerySet[Person]:
    """Everybody with an appointment at the reader's centre, by name."""
    return Person.objects.filter(pk__in=appointments_of(by).order_by().values("person")).order_by("name", "pk")


def staff_of(by: Actor, role: Role) -> QuerySet[Person]:
    """The people who hold `role` at the reader's centre today, by name: whom work may be given to."""
    centre_id = _readable(by)
    if centre_id is None:
        return Person.objects.none()
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role=role)
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk")


@dataclass(frozen=True)
class Team:
    """Those who hold a role: how many on average between two days, how many left, and how many of these within half a year."""

    role: Role
    people: float
    left: int
    early: int


def teams_of(by: Actor, since: date) -> list[Team]:
    """The roles of those who work at the reader's centre, from a day until today. One query."""
    today = clock.today()
    staff = [role for role in Role if role not in (Role.LEARNER, Role.EMPLOYER_CONTACT, Role.EQA)]
    held = Appointment.objects.filter(centre_id=_readable(by) or 0, role__in=staff, taken_up_at__isnull=False).exclude(ends_on__lt=since)
    teams = []
    rows = list(held.values_list("role", "person", "starts_on", "ends_on"))
    for role in staff:
        now = {
            person for held_role, person, starts, ends in rows if held_role == role and starts <= today and (ends is None or ends >= today)
        }
        then = {person for held_role, person, starts, _ends in rows if held_role == role and starts <= since}
        gone = {person: (ends - starts).days for held_role, person, starts, ends in rows if held_role == role and ends and ends < today}
        left = {person: days for person, days in gone.items() if person not in now}
        if now or left:
            teams.append(Team(role, (len(now) + len(then)) / 2, len(left), sum(days < HALF_A_YEAR for days in left.values())))
    return teams


def learners_of(by: Actor, *, like: str = "") -> QuerySet[Person]:
    """The people who learn at the reader's centre, those included who have still to accept their invitation, by name.

    `like` is a part of a name or of an e-mail address.
    """
    held = appointments_of(by).order_by().filter(role=Role.LEARNER)
    found = Person.objects.filter(pk__in=held.values("person"))
    if like := like.strip():
        found = found.filter(Q(name__icontains=like) | Q(email__icontains=like))
    return found.order_by("name", "pk")


def invitations_of(by: Actor) -> QuerySet[Invitation]:
    """Letters of the reader's centre that wait for an answer, oldest first."""
    centre_id = _readable(by)
    if centre_id is None:
        return Invitation.objects.none()
    open_letters = Invitation.objects.filter(centre_id=centre_id, accepted_at=None, withdrawn_at=None)
    return open_letters.select_related("appointment__person", "appointment__employer", "sent_by").order_by("sent_at", "pk")


def employers_of(by: Actor) -> QuerySet[Organisation]:
    """The employers that the reader's centre works with, by name."""
    centre_id = _readable(by)
    if centre_id is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(centre_id=centre_id, kind=OrganisationKind.EMPLOYER).order_by("name", "pk")


def holds(person: Person, role: Role, centre: Centre) -> bool:
    """Whether `person` has `role` at `centre` today: what a room asks before it gives somebody work."""
    return Appointment.objects.in_force(clock.today()).filter(person=person, centre=centre, role=role).exists()


def to_visit_as() -> QuerySet[Appointment]:
    """Who a visitor of the demonstration may become: everybody with a role today, oldest appointment first."""
    held = Appointment.objects.in_force(clock.today()).filter(person__is_active=True)
    return held.select_related("person", "centre", "employer").order_by("made_at", "pk")
