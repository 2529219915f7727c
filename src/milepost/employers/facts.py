"""Rows as engine values: who can own employers today, who was named for which, and what tells whose a mail is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers import queries
from milepost.employers.choosing import MINE, Choice
from milepost.employers.models import EmployerFile, Enquiry, Leave, Mail, Ownership, ProposalLetter, RelationshipPlan
from milepost.engine.journey import Journey
from milepost.engine.linkage.signs import domain_of, emails_of
from milepost.engine.owning import Owner, Team, owner
from milepost.engine.placing import Known, matches
from milepost.people.models import Appointment, Person
from milepost.people.permissions import PERMISSIONS, Permission
from milepost.people.words import Role

OWNING_ROLES = tuple(role for role, granted in PERMISSIONS.items() if Permission.OWN_EMPLOYERS in granted)


def team_of(centre_id: int) -> Team:
    """Who can own employers at a centre today: two queries."""
    today = clock.today()
    held = Appointment.objects.in_force(today).filter(centre_id=centre_id, role__in=OWNING_ROLES, person__is_active=True)
    rows = list(held.order_by("made_at", "pk").values_list("person_id", "role"))
    managers = dict.fromkeys(person for person, role in rows if role == Role.CENTRE_MANAGER)
    leaves = Leave.objects.filter(centre_id=centre_id, starts_on__lte=today, ends_on__gte=today, withdrawn_at=None)
    away: dict[int, int | None] = {}
    for person, stand_in, accepted in leaves.order_by("pk").values_list("person_id", "stand_in_id", "accepted"):
        away[person] = stand_in if accepted else away.get(person)
    return Team(staff=frozenset(person for person, _role in rows), managers=tuple(managers), away=away)


type Named = dict[tuple[int, str], int | None]


def named_of(files: Iterable[EmployerFile]) -> Named:
    """Who was named for each file and juncture ("" is the whole): the newest row counts. One query."""
    rows = Ownership.objects.filter(file__in=[file.pk for file in files]).order_by("pk")
    return {(file, juncture): person for file, juncture, person in rows.values_list("file_id", "juncture", "person_id")}


def named_for(file: EmployerFile, juncture: str, named: Named) -> int | None:
    """Who was named for a juncture: for it alone, else for the whole."""
    return named.get((file.pk, juncture)) or named.get((file.pk, ""))


def owner_of(file: EmployerFile, juncture: str, named: Named, team: Team) -> Owner:
    """Who owns this employer at this juncture, from what is at hand."""
    return owner(named_for(file, juncture, named), team)


@dataclass(frozen=True)
class Owning:
    """Who owns what at a centre now, with the people by their numbers."""

    journey: Journey
    team: Team
    named: Named
    people: dict[int, Person]

    def of(self, file: EmployerFile, juncture: str = "") -> Owner:
        return owner_of(file, juncture, self.named, self.team)

    def person(self, number: int | None) -> Person | None:
        return self.people.get(number) if number else None

    def owns(self, file: EmployerFile, juncture: str = "") -> Person | None:
        """The person who owns an employer at a juncture, or as a whole."""
        return self.person(self.of(file, juncture).person)

    def owned_by(self, person: int, files: Iterable[EmployerFile]) -> list[EmployerFile]:
        """The files where somebody owns the whole, or any juncture."""
        junctures = ["", *(one.key for one in self.journey.junctures)]
        return [file for file in files if any(self.of(file, one).person == person for one in junctures)]

    @property
    def colleagues(self) -> list[Person]:
        """Everybody who can own employers here today, by name."""
        return sorted((self.people[one] for one in self.team.staff), key=lambda one: one.name)


def owning_of(files: Iterable[EmployerFile], *, centre_id: int) -> Owning:
    """Who owns these files now: five queries, however many there are."""
    team, named = team_of(centre_id), named_of(files)
    wanted = {*team.staff, *filter(None, named.values())}
    people = {one.pk: one for one in Person.objects.filter(pk__in=wanted)}
    return Owning(journey=queries.journey_at(centre_id), team=team, named=named, people=people)


def chosen(choice: Choice, *, by: Actor) -> tuple[list[EmployerFile], Owning]:
    """The employers that fit a choice, with who owns them. "mine" is of whoever looks."""
    files = list(queries.files_chosen(choice, by=by))
    owning = owning_of(files, centre_id=by.at_centre)
    if not choice.whose:
        return files, owning
    if choice.whose == MINE:
        return owning.owned_by(by.person_id or 0, files), owning
    person = next((one.pk for one in owning.people.values() if str(one.uuid) == choice.whose), 0)
    return owning.owned_by(person, files), owning


def known_at(centre_id: int) -> Known:
    """What tells at a centre whose a mail is: five queries. Addresses of those who work here tell nothing."""
    contacts: dict[str, set[int]] = {}
    domains: dict[str, set[int]] = {}

    def note(file: int, *texts: str) -> None:
        for email in emails_of(" ".join(texts)):
            contacts.setdefault(email, set()).add(file)
            if domain := domain_of(email):
                domains.setdefault(domain, set()).add(file)

    files = EmployerFile.objects.filter(centre_id=centre_id).select_related("employer")
    for file in files.only("contact_email", "website", "employer__particulars"):
        said = file.employer.particulars
        note(file.pk, file.contact_email, str(said.get("email", "")))
        for site in (file.website, str(said.get("website", ""))):
            if domain := domain_of(site):
                domains.setdefault(domain, set()).add(file.pk)
    asked = Enquiry.objects.filter(centre_id=centre_id).exclude(file=None).exclude(email="")
    sent = ProposalLetter.objects.filter(version__proposal__file__centre_id=centre_id).exclude(email="")
    held = Appointment.objects.filter(centre_id=centre_id, role=Role.EMPLOYER_CONTACT).exclude(employer__file=None)
    for file_id, email in (
        *asked.values_list("file_id", "email"), *sent.values_list("version__proposal__file_id", "email"),
        *held.values_list("employer__file", "person__email"),
    ):  # fmt: skip
        if file_id:
            note(file_id, email)
    staff = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id)
    staff = staff.exclude(role__in=[Role.LEARNER, Role.EMPLOYER_CONTACT])
    emails = {email.lower() for email in staff.values_list("person__email", flat=True)}
    return Known(contacts, domains, frozenset(emails | {domain_of(email) for email in emails} - {""}))


@dataclass(frozen=True)
class Rhythm:
    """A plan with when somebody was last in touch, and by when they should be again."""

    plan: RelationshipPlan
    last: date | None
    due_on: date

    @property
    def lapsed(self) -> bool:
        return self.due_on < clock.today()


def rhythms(plans: Iterable[RelationshipPlan]) -> list[Rhythm]:
    """How each plan is kept: counted from the last contact, or from the day on which it was made. Two queries."""
    plans = list(plans)
    last = queries.last_in_touch([plan.file_id for plan in plans])
    found = []
    for plan in plans:
        heard, made = last.get(plan.file_id), timezone.localtime(plan.made_at).date()
        found.append(Rhythm(plan, heard, max(heard or made, made) + timedelta(weeks=plan.every_weeks)))
    return sorted(found, key=lambda one: one.due_on)


def employers_named(mail: Mail) -> list[EmployerFile]:
    """The employers whom a mail names by address or domain, where it stands with none."""
    found = {one.employer for one in matches([one["email"] for one in mail.people], known_at(mail.centre_id))}
    files = EmployerFile.objects.filter(pk__in=found).select_related("employer", "merged_into__employer").order_by("employer__name")
    return list(dict.fromkeys(file.merged_into or file for file in files))
