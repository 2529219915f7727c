"""Who hears of a clock: its owner, and whom its standard names."""

from collections.abc import Iterator
from uuid import UUID

from milepost.base import clock
from milepost.commitments import queries
from milepost.commitments.facts import book_of
from milepost.commitments.models import Clock
from milepost.commitments.words import Mark
from milepost.employers import facts as employers
from milepost.engine.clocks import Standard
from milepost.people.models import Appointment, Person
from milepost.people.words import Role


def clock_by_uuid(uuid: UUID) -> Clock | None:
    around = ("registration__learner", "registration__assessor", "registration__iqa", "file__employer", "centre")
    return Clock.objects.select_related(*around).filter(uuid=uuid).first()


def standard_of(row: Clock) -> Standard | None:
    """The standard that a clock runs by: of the set that held when it began."""
    return book_of(row.centre_id).standard(row.standard, row.edition)


def hearers(row: Clock, standard: Standard, mark: str) -> list[tuple[Person, Role]]:
    """Whom a standard wants told of its clock, each once, in the role in which it concerns them."""
    names = standard.warn if mark == Mark.WARNED else standard.tell
    found: dict[Person, Role] = {}
    for name in names:
        for person, role in _called(row, name):
            found.setdefault(person, role)
    return list(found.items())


def _called(row: Clock, name: str) -> Iterator[tuple[Person, Role]]:
    registration = row.registration
    if row.stream.startswith(queries.IN_CONFIDENCE):
        yield from _all(row, Role.CENTRE_MANAGER)
        return
    match name:
        case "owner" if registration:
            yield from _one(registration.assessor, Role.ASSESSOR) or _all(row, Role.CENTRE_MANAGER)
        case "assessor" if registration:
            yield from _one(registration.assessor, Role.ASSESSOR)
        case "iqa" if registration:
            yield from _one(registration.iqa, Role.IQA) or _all(row, Role.IQA)
        case "owner":
            yield from _employers_owner(row) or _all(row, Role.EMPLOYER_OWNER) or _all(row, Role.CENTRE_MANAGER)
        case _ if name in Role.values:
            yield from _all(row, Role(name))


def _one(person: Person | None, role: Role) -> list[tuple[Person, Role]]:
    return [(person, role)] if person and person.is_active else []


def _all(row: Clock, role: Role) -> list[tuple[Person, Role]]:
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=row.centre_id, role=role, person__is_active=True)
    return [(person, role) for person in Person.objects.filter(pk__in=held.values("person")).order_by("pk")]


def _employers_owner(row: Clock) -> list[tuple[Person, Role]]:
    """Whoever owns the employer today, in the role in which they do."""
    if row.file is None:
        return []
    owner = employers.owner_of(row.file, "", employers.named_of([row.file]), employers.team_of(row.centre_id)).person
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=row.centre_id, person=owner, role__in=employers.OWNING_ROLES)
    first = held.select_related("person").order_by("-role").first()
    return [(first.person, Role(first.role))] if first else []
