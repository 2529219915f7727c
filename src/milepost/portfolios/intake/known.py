"""What the centre has, read in a handful of queries however long the list is."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from milepost.base import clock
from milepost.base.models import Actor
from milepost.frameworks import queries as frameworks
from milepost.frameworks.models import Specification
from milepost.people.models import Appointment, Organisation, Person
from milepost.people.uln import TEMPORARY
from milepost.people.words import OrganisationKind
from milepost.portfolios import policies
from milepost.portfolios.intake.columns import folded
from milepost.portfolios.intake.plan import Course, Has, Known, Place, Seat
from milepost.portfolios.models import Registration
from milepost.portfolios.words import RegistrationState

OPEN = (RegistrationState.ACTIVE, RegistrationState.ON_BREAK)


def known(by: Actor) -> Has:
    """Everything that a plan compares a list with."""
    people, persons = _people(by)
    employers = list(Organisation.objects.filter(centre_id=by.at_centre, kind=OrganisationKind.EMPLOYER))
    versions, courses = _courses(by)
    seats, by_number = _seats(by)
    by_uuid = {one.uuid: one for one in people.values()}
    places = _Places(by, versions=versions, people=persons, employers={str(one.uuid): one for one in employers})
    staff: dict[str, dict[str, list[Known]]] = defaultdict(lambda: defaultdict(list))
    for one in by_uuid.values():
        for role in one.roles:
            staff[role][folded(one.name)].append(one)
    return Has(
        people=people,
        by_uln={uln: by_uuid[learner] for uln, learner in by_number.items() if learner in by_uuid},
        staff=staff,
        employers={folded(one.name): (str(one.uuid), one.name) for one in employers},
        particulars={str(one.uuid): one.particulars for one in employers},
        courses=courses,
        seats=seats,
        names={uuid: one.name for uuid, one in by_uuid.items()} | {str(one.uuid): one.name for one in employers},
        why_not_place=cache(places.why_not),
        why_not_age=places.why_not_age,
    )


def _people(by: Actor) -> tuple[dict[str, Known], dict[str, Person]]:
    """Everybody with a role here that has not ended, by address; the addresses of who was merged lead to who they are."""
    held = Appointment.objects.filter(centre_id=by.at_centre).exclude(ends_on__lt=clock.today())
    roles: dict[int, set[str]] = defaultdict(set)
    speaks_for: dict[int, set[str]] = defaultdict(set)
    persons: dict[int, Person] = {}
    for one in held.select_related("person", "employer"):
        roles[one.person.pk].add(one.role)
        persons[one.person.pk] = one.person
        if one.employer:
            speaks_for[one.person.pk].add(str(one.employer.uuid))
    found = {
        pk: Known(str(person.uuid), person.name, person.email, person.born_on, frozenset(roles[pk]), frozenset(speaks_for[pk]))
        for pk, person in persons.items()
    }
    by_address = {persons[pk].email.lower(): one for pk, one in found.items()}
    for email, into in Person.objects.filter(merged_into__in=found).values_list("email", "merged_into"):
        if into is not None:
            by_address[email.lower()] = found[into]
    return by_address, {str(person.uuid): person for person in persons.values()}


def _courses(by: Actor) -> tuple[dict[str, Specification], dict[str, Course]]:
    """Every qualification of the newest version of each specification, by number, title and as a form names it."""
    newest: dict[str, Specification] = {}
    for specification in frameworks.specifications(by=by):
        newest.setdefault(specification.title, specification)
    courses: dict[str, Course] = {}
    for specification in newest.values():
        for one in frameworks.framework_of(specification).qualifications:
            name = one.number or one.title
            course = Course(str(specification.uuid), name, one.title)
            courses[f"{specification.uuid}|{name}"] = course
            for called in (one.number, one.accreditation_number, one.title, f"{one.number or ''} {one.title}"):
                if called:
                    courses.setdefault(folded(called).replace(" ", ""), course)
    return {str(one.uuid): one for one in newest.values()}, courses


def _seats(by: Actor) -> tuple[dict[str, list[Seat]], dict[str, str]]:
    seats: dict[str, list[Seat]] = defaultdict(list)
    by_number: dict[str, str] = {}
    running = Registration.objects.filter(centre_id=by.at_centre).order_by("pk")
    names = ("uuid", "learner__uuid", "qualification", "state", "uln", "assessor__uuid", "iqa__uuid", "employer__uuid")
    for row in running.values_list(*names, "starts_on", "ends_on"):
        uuid, learner, qualification, state, uln, assessor, iqa, employer = (str(value or "") for value in row[:8])
        seat = Seat(uuid, learner, qualification, state, uln, assessor, iqa, employer, row[8], row[9])
        if seat.state in OPEN:
            seats[seat.learner].append(seat)
        if seat.uln and seat.uln != TEMPORARY:
            by_number[seat.uln] = seat.learner
    return seats, by_number


class _Places:
    """Asks the policies once for each place that a list names, with somebody who has no row yet as the learner."""

    def __init__(self, by: Actor, *, versions: dict[str, Specification], people: dict[str, Person], employers: dict[str, Any]) -> None:
        self.by, self.versions, self.people, self.employers = by, versions, people, employers

    def why_not(self, place: Place) -> str | None:
        """The reason that has nothing to do with who the learner is: their age and number are asked after line by line."""
        return policies.why_not_register(
            Person(name="", born_on=date(1900, 1, 1)), by=self.by, specification=self.versions[place.course.specification],
            qualification=place.course.qualification, starts_on=place.starts_on, ends_on=place.ends_on,
            employer=self.employers.get(place.employer), assessor=self.people.get(place.assessor), iqa=self.people.get(place.iqa),
        )  # fmt: skip

    def why_not_age(self, course: Course, name: str, born_on: date | None, starts_on: date) -> str | None:
        qualification = frameworks.framework_of(self.versions[course.specification]).qualification(course.qualification)
        return policies.why_not_age(qualification, Person(name=name, born_on=born_on), starts_on=starts_on)
