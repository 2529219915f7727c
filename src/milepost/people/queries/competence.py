"""Who is entered as competent in what, how they keep up, and what they declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, Q, QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Appointment, Centre, Competence, Cpd, Interest, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import CompetenceState, Role

RUNS_OUT_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Fitness:
    """What speaks for and against somebody deciding in one portfolio today.

    `kept`: the centre says who may judge what. `entries` are those in force; `ask` is who can enter another.
    """

    kept: bool = False
    interested: bool = False
    entries: tuple[Competence, ...] = ()
    ask: str = ""

    def entry(self, unit: str) -> Competence | None:
        """The entry that counts for a unit: qualified before in training, and its own before one for all units."""
        fitting = [e for e in self.entries if e.unit in ("", unit)]
        return min(fitting, key=lambda e: (e.state != CompetenceState.QUALIFIED, e.unit == "", e.pk), default=None)


def in_force(day: date) -> Q:
    return Q(ended_at=None, starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def fitness(
    centre_id: int, person_id: int, *, learner_id: int, employer_id: int | None, specification: str
) -> tuple[Centre, Fitness]:  # fmt: skip
    """The centre, and how fit somebody is to decide there. One query, in place of the one for the centre, where it keeps no competence."""
    about = Q(learner_id=learner_id) if employer_id is None else Q(learner_id=learner_id) | Q(employer_id=employer_id)
    interests = Interest.objects.filter(about, person_id=person_id, centre_id=centre_id, ended_at=None)
    centre = Centre.objects.annotate(interested=Exists(interests)).get(pk=centre_id)
    interested: bool = centre.interested
    if not (centre.competence_kept or interested):
        return centre, Fitness()
    entries = Competence.objects.filter(in_force(clock.today()), person_id=person_id, centre_id=centre_id, specification=specification)
    found = tuple(entries.select_related("countersigner")) if centre.competence_kept else ()
    return centre, Fitness(centre.competence_kept, interested, found, _manager_of(centre_id))


def _manager_of(centre_id: int) -> str:
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role=Role.CENTRE_MANAGER)
    return held.order_by("made_at", "pk").values_list("person__name", flat=True).first() or ""


def _may_see(by: Actor) -> Q:
    """Managers and whoever reads about people see everybody's; staff see their own."""
    if may(by.role, Permission.READ_PEOPLE):
        return Q(centre_id=by.at_centre)
    return Q(centre_id=by.at_centre, person_id=by.person_id or 0)


def competences_of(by: Actor) -> QuerySet[Competence]:
    """Entries that have not been ended, those that run out soonest first."""
    found = Competence.objects.filter(_may_see(by), ended_at=None).select_related("person", "countersigner", "centre")
    return found.order_by("person__name", "specification", "unit", "starts_on")


def own_competences(by: Actor) -> QuerySet[Competence]:
    return Competence.objects.filter(centre_id=by.at_centre, person_id=by.person_id or 0, ended_at=None).select_related("countersigner")


def runs_out(entries: Sequence[Competence], day: date) -> list[Competence]:
    """Entries in force that end within 60 days and that no other follows."""
    found = [e for e in entries if e.ends_on and e.starts_on <= day <= e.ends_on <= day + RUNS_OUT_WITHIN]
    return sorted((e for e in found if not _followed(e, entries)), key=lambda e: e.ends_on or day)


def _followed(entry: Competence, entries: Sequence[Competence]) -> bool:
    return any(
        e.pk != entry.pk
        and (e.person_id, e.specification) == (entry.person_id, entry.specification)
        and e.unit in ("", entry.unit)
        and (e.ends_on or date.max) > (entry.ends_on or date.max)
        for e in entries
    )


def cpd_of(by: Actor) -> QuerySet[Cpd]:
    return Cpd.objects.filter(_may_see(by)).select_related("person").order_by("-done_on", "-pk")


def interests_of(by: Actor) -> QuerySet[Interest]:
    """Interests that last, the newest first."""
    found = Interest.objects.filter(_may_see(by), ended_at=None).select_related("person", "learner", "employer", "centre")
    return found.order_by(F("made_at").desc(), "-pk")


def learns_at(person: Person, centre_id: int) -> bool:
    return Appointment.objects.filter(person=person, centre_id=centre_id, role=Role.LEARNER).exclude(ends_on__lt=clock.today()).exists()
