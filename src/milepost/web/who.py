"""Who asks: the person, their roles, and the one in which they are here now."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import HttpRequest

from milepost.notices import queries as notices
from milepost.people import queries
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_htmx.middleware import HtmxDetails

    from milepost.base.models import Actor
    from milepost.people.models import Appointment, AppointmentQuerySet, Centre, Person

APPOINTMENT_KEY = "appointment"  # of the session
REGISTRATION_KEY = "registration"  # of the session: which of several the learner works on

AUDIENCES: dict[Role, str] = {
    Role.LEARNER: "learner",
    Role.ASSESSOR: "assessor",
    Role.IQA: "quality",
    Role.EQA: "quality",
    Role.QUALITY_MANAGER: "quality",
    Role.CENTRE_MANAGER: "centre",
    Role.EMPLOYER_OWNER: "employer",
    Role.EMPLOYER_CONTACT: "employer",
}
# In which role somebody with several arrives: where work waits for them.
ARRIVAL = [
    Role.ASSESSOR,
    Role.IQA,
    Role.CENTRE_MANAGER,
    Role.QUALITY_MANAGER,
    Role.EQA,
    Role.LEARNER,
    Role.EMPLOYER_OWNER,
    Role.EMPLOYER_CONTACT,
]


@dataclass(frozen=True, slots=True)
class Who:
    """`appointment` is the current one; everything else about the reader follows from it."""

    person: Person | None = None
    appointments: list[Appointment] = field(default_factory=list)
    appointment: Appointment | None = None
    unread: int = 0

    @property
    def reader(self) -> Person:
        """The person, on a page that only who is signed in can reach."""
        if self.person is None:
            raise LookupError("Nobody is signed in: the page is open to everybody.")
        return self.person

    @property
    def takes_part(self) -> bool:
        """As a learner: what they work on is a programme."""
        return self.role is Role.LEARNER and bool(getattr(self.appointment, "programme", False))

    @property
    def advises(self) -> bool:
        """As an assessor: somebody whom they look after is on a programme."""
        return self.role is Role.ASSESSOR and bool(getattr(self.appointment, "advises", False))

    @property
    def advises_only(self) -> bool:
        """As an assessor: all whom they look after are on a programme, so nothing is there to be judged."""
        return self.advises and not getattr(self.appointment, "assesses", False)

    @property
    def role(self) -> Role | None:
        return Role(self.appointment.role) if self.appointment else None

    @property
    def audience(self) -> str:
        """Whose pages these are: "learner", "assessor", "quality", "centre", "employer" or "none"."""
        return AUDIENCES[self.role] if self.role else "none"

    @property
    def actor(self) -> Actor:
        """As whom the person acts. Pages with a role ask `for_roles` first, so there is one."""
        if self.appointment is None:
            raise LookupError("Nobody acts here: the page lacks for_roles.")
        return self.appointment.actor

    @property
    def centre(self) -> Centre | None:
        return self.appointment.centre if self.appointment else None

    @property
    def waiting(self) -> dict[str, int]:
        """How many things wait, by the place in the top bar where they do."""
        return {"notices": self.unread}


class Request(HttpRequest):
    """A request as it reaches a view: what type hints of views say."""

    who: Who
    htmx: HtmxDetails
    user: Person | AnonymousUser


@lru_cache(maxsize=64)
def _told(registration: str | None) -> AppointmentQuerySet:
    """What pages say of everybody's appointments, put together once: every page asks it, of one person. Nothing in it may depend on the day."""
    return portfolios.with_programmes(notices.with_unread(queries.appointments_told()), chosen=registration)


def who_asks(request: HttpRequest) -> Who:
    """The person of the session, with one query for the roles they have today."""
    person = request.user
    if not person.is_authenticated:
        return Who()
    appointments = queries.appointments_in_force(person, among=_told(request.session.get(REGISTRATION_KEY)))
    held = sorted(appointments, key=lambda one: ARRIVAL.index(Role(one.role)))
    chosen = request.session.get(APPOINTMENT_KEY)
    current = next((one for one in held if str(one.uuid) == chosen), held[0] if held else None)
    return Who(person, held, current, unread=getattr(current, "unread", None) or 0)
