"""Workbooks: whose they are, what stands in them, and what the system knows already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID, uuid5

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from milepost.base import clock
from milepost.base.models import Actor, Event
from milepost.engine.workbooks import Step, open_steps
from milepost.people.models import Appointment, Person
from milepost.people.permissions import PERMISSIONS, Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Evidence, Registration, Workbook, WorkbookShare, WorkbookVersion
from milepost.portfolios.words import WORKBOOK_STEPS_FELL_DUE
from milepost.portfolios.workbookfile import forms

COLLEAGUES = [role for role, granted in PERMISSIONS.items() if Permission.KEEP_WORKBOOKS in granted and role != Role.LEARNER]
SOON = timedelta(days=3)  # before its day the owner of a step is reminded


@dataclass(frozen=True, kw_only=True)
class StepsDue:
    """What is due in one workbook on one day and not done."""

    workbook: Workbook
    on: date
    steps: tuple[Step, ...]
    written_on: date

    @property
    def late(self) -> bool:
        return self.on < clock.today()

    @property
    def soon(self) -> bool:
        """Its day is near, and it was not written down on this very day, when its owner had it before them anyway."""
        return not self.late and self.on <= clock.today() + SOON and self.written_on < clock.today()

    @property
    def key(self) -> tuple[str, str, bool]:
        """As the journal keeps it: of which day in which workbook its owner was reminded, and whether it was overdue."""
        return str(self.workbook.uuid), self.on.isoformat(), self.late


def workbooks(*, by: Actor) -> QuerySet[Workbook]:
    """The reader's own workbooks at their centre, the newest first. Nobody else's: others see what is claimed."""
    if not may(by.role, Permission.KEEP_WORKBOOKS) or by.person_id is None:
        return Workbook.objects.none()
    return Workbook.objects.filter(centre_id=by.at_centre, owner_id=by.person_id).order_by("-opened_at", "-pk")


def versions_of_workbook(workbook: Workbook) -> QuerySet[WorkbookVersion]:
    """Every version, the newest first."""
    return workbook.versions.select_related("made_by").order_by("-number")


def known_of(registration: Registration | None, *, by: Actor, me: str) -> dict[str, str]:
    """What the system can write into a new workbook: by the name under which a form asks for it."""
    known = {"me": me, "today": clock.today().isoformat(), "centre": by.centre.name if by.centre else ""}
    if registration is not None:
        known |= {
            "employer": registration.employer.name if registration.employer else "",
            "assessor": registration.assessor.name if registration.assessor else "",
            "qualification": registration.qualification_title,
        }
    return known


def name_as_evidence(registration: Registration, workbook: UUID) -> UUID:
    """The uuid of the piece that a workbook is in a portfolio: the same however often it is claimed."""
    return uuid5(registration.uuid, f"workbook:{workbook}")


def evidence_of_workbook(registration: Registration, workbook: Workbook) -> Evidence | None:
    """The piece of evidence that a workbook already is."""
    return registration.evidence.filter(uuid=name_as_evidence(registration, workbook.uuid)).first()


def colleagues(*, by: Actor) -> QuerySet[Person]:
    """Who works at the reader's centre and may be asked to read a workbook: nobody who learns there only, and not the reader."""
    if by.role not in COLLEAGUES or by.person_id is None:
        return Person.objects.none()
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=by.at_centre, role__in=COLLEAGUES)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).exclude(pk=by.person_id).order_by("name", "pk")


def works_with_workbooks(person: Person, centre_id: int) -> bool:
    """Whether somebody works at a centre today and keeps workbooks there."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role__in=COLLEAGUES, person=person)
    return held.filter(person__is_active=True).exists()


def goes_on_in(workbook: Workbook) -> Workbook | None:
    """The workbook of somebody else in which this one goes on."""
    return Workbook.objects.filter(continues=workbook).select_related("owner").first()


def left_behind(*, by: Actor) -> QuerySet[Workbook]:
    """Workbooks of people who worked at the reader's centre and do so no more, for who runs it: what is called how, and nothing of it.

    What somebody learnt with is theirs, and what was begun about a case has one reader.
    """
    return left_at(by.at_centre) if may(by.role, Permission.INVITE) else Workbook.objects.none()


def left_at(centre_id: int) -> QuerySet[Workbook]:
    """The same at a centre, for whoever asks."""
    held = Appointment.objects.in_force(clock.today()).filter(person=OuterRef("owner"), centre=OuterRef("centre"), role__in=COLLEAGUES)
    found = Workbook.objects.filter(centre_id=centre_id, version__gt=0, continued=None).exclude(opened_by__role=Role.LEARNER)
    free = found.exclude(given__has_key="about").filter(~Exists(held.filter(person__is_active=True)))
    return free.select_related("owner").order_by("owner__name", "pk")


def shares_of(workbook: Workbook) -> QuerySet[WorkbookShare]:
    """With whom a workbook was shared, the newest first; those that were ended too."""
    return workbook.shares.select_related("person").order_by("-shared_at", "-pk")


def shared_with(*, by: Actor) -> QuerySet[WorkbookShare]:
    """What colleagues at the reader's centre let the reader read and still work on, the newest first."""
    return ever_shared_with(by=by).filter(workbook__continued=None)


def ever_shared_with(*, by: Actor) -> QuerySet[WorkbookShare]:
    """The same with workbooks that were handed over since: a notice of then leads to them still."""
    if by.role not in COLLEAGUES or by.person_id is None:
        return WorkbookShare.objects.none()
    found = WorkbookShare.objects.filter(person_id=by.person_id, workbook__centre_id=by.at_centre, ended_at=None)
    return found.select_related("workbook__owner", "shared_by").order_by("-shared_at", "-pk")


def steps_due(*, by: Actor) -> list[StepsDue]:
    """What the reader's own workbooks say is due soon or overdue, by its day."""
    found = [one for one in _due_in(workbooks(by=by)) if one.on <= clock.today() + SOON]
    return sorted(found, key=lambda one: (one.on, one.workbook.pk))


def steps_falling_due() -> list[StepsDue]:
    """The same in workbooks of everybody who still works or learns where they keep them, as far as they were not reminded."""
    held = Appointment.objects.in_force(clock.today()).filter(person=OuterRef("owner"), centre=OuterRef("centre"), person__is_active=True)
    due = [one for one in _due_in(Workbook.objects.filter(Exists(held))) if one.soon or one.late]
    told = told_of_steps({one.workbook.stream for one in due})
    return [one for one in due if one.key not in told]


def steps_due_on(workbook: Workbook, on: date) -> StepsDue | None:
    """What one workbook says is due on one day."""
    return next((one for one in _due_in(Workbook.objects.filter(pk=workbook.pk)) if one.on == on), None)


def told_of_steps(streams: Iterable[str]) -> set[tuple[str, str, bool]]:
    """Of which days their owners were reminded, by the journals of their workbooks."""
    told = Event.objects.filter(stream__in=streams, name=WORKBOOK_STEPS_FELL_DUE).order_by().values_list("args", flat=True)
    return {(args["workbook"], args["on"], args["late"]) for args in told}


def _due_in(some: QuerySet[Workbook]) -> Iterable[StepsDue]:
    """Read from the newest version of each that goes on, by the form of today: what was kept before forms had such days reminds too."""
    dated = {key: form for key, form in forms().items() if form.dated}
    newest = WorkbookVersion.objects.filter(workbook__in=some.order_by(), workbook__continued=None, workbook__form__in=dated)
    for version in newest.filter(number=F("workbook__version")).select_related("workbook__owner").order_by("workbook"):
        steps = open_steps(dated[version.workbook.form], version.answers)
        for on, group in groupby(steps, key=lambda one: one.on):
            written_on = timezone.localtime(version.made_at).date()
            yield StepsDue(workbook=version.workbook, on=on, steps=tuple(group), written_on=written_on)
