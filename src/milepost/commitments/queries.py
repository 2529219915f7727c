"""Clocks that somebody may see, what was said of them, and the counts of the months."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from milepost.base import clock
from milepost.base.models import Actor
from milepost.commitments.models import BreachAccount, Clock, ClockMark, DayOff, HandCount, OfficeHours, OpenPage, StandardsVersion
from milepost.commitments.words import OPEN_CLOCKS, ClockState, Mark
from milepost.employers import facts as employers
from milepost.employers.models import EmployerFile
from milepost.people.permissions import Permission, may
from milepost.people.words import Role

IQA_STANDARDS, FEEDBACK = "second-look", "feedback"
IN_CONFIDENCE = "concern:"  # how the streams of concerns begin that stand with no employer's file
SHOWN = ("state", "started_at", "due_at", "warn_at", "counts_at", "ended_at", "standard", "uuid")
EXPLAINED_WITHIN = timedelta(days=92)  # nobody is asked of what is longer ago


def newest_standards(centre_id: int) -> StandardsVersion | None:
    """The newest set that a centre has published itself."""
    return StandardsVersion.objects.filter(centre_id=centre_id).order_by("-number").select_related("published_by").first()


def versions_of_standards(*, by: Actor) -> QuerySet[StandardsVersion]:
    """Every set that the reader's centre has published, the newest first."""
    return StandardsVersion.objects.filter(centre_id=_readable(by)).order_by("-number").select_related("published_by")


def _readable(by: Actor) -> int:
    """The centre whose standards somebody may read; 0 is none."""
    return by.at_centre if may(by.role, Permission.READ_STANDARDS) else 0


def hours_of(*, by: Actor) -> QuerySet[OfficeHours]:
    """The office hours that the reader's centre has set, the newest first."""
    return OfficeHours.objects.filter(centre_id=_readable(by)).order_by("-from_on", "-pk").select_related("set_by")


def days_off(*, by: Actor) -> QuerySet[DayOff]:
    """The days off of the reader's centre that stand, the latest first."""
    standing = DayOff.objects.filter(centre_id=_readable(by), taken_back_at=None)
    return standing.order_by("-day").select_related("announced_by", "centre")


def open_page_of(centre_id: int) -> OpenPage | None:
    return OpenPage.objects.filter(centre_id=centre_id, closed_at=None).select_related("centre").first()


def public_page(uuid: UUID) -> OpenPage | None:
    """The page with this address, as long as it is open."""
    return OpenPage.objects.filter(uuid=uuid, closed_at=None).select_related("centre__organisation").first()


def first_month_of(centre_id: int, standard: str) -> date | None:
    """The month in which the first clock of a standard counted, or was due."""
    found: date | None = Clock.objects.filter(centre_id=centre_id, standard=standard).aggregate(first=Min("month"))["first"]
    return found


def first_months(centre_id: int) -> dict[str, date]:
    """The same for every standard, in one query."""
    rows = Clock.objects.filter(centre_id=centre_id, month__isnull=False).order_by().values("standard").annotate(first=Min("month"))
    return {row["standard"]: row["first"] for row in rows}


# Clocks -------------------------------------------------------------------------------------------------------------------


def clocks(*, by: Actor) -> QuerySet[Clock]:
    """Every clock that somebody may see: a reader of standards those of the centre, an assessor those of their learners."""
    around = ("registration__learner", "registration__assessor", "registration__employer", "file__employer", "ended_by", "centre")
    found = Clock.objects.filter(centre_id=by.at_centre).select_related(*around)
    if may(by.role, Permission.READ_STANDARDS):
        return found if may(by.role, Permission.READ_CONFIDENTIAL) else found.exclude(stream__startswith=IN_CONFIDENCE)
    if by.role == Role.ASSESSOR:
        return found.filter(registration__assessor=by.person_id)
    return found.none()


def clocks_of(thing: str, *, by: Actor) -> QuerySet[Clock]:
    """Every clock that has run for one thing, a concern say, the newest first."""
    return clocks(by=by).filter(thing=thing).order_by("-started_at", "pk")


def late() -> Q:
    """A clock that runs though its time is up."""
    return Q(state=ClockState.RUNNING, counts_at__lt=clock.now())


def running(seen: QuerySet[Clock]) -> QuerySet[Clock]:
    """Those that run, what is due first first, and then those that stand still. What is late already is a breach."""
    return seen.filter(state__in=OPEN_CLOCKS).exclude(late()).order_by(F("due_at").asc(nulls_last=True), "pk")


def to_explain(seen: QuerySet[Clock]) -> QuerySet[Clock]:
    """Those that broke in the last three months and that nobody has explained, the newest first."""
    broken = seen.filter(Q(state=ClockState.BROKEN) | late()).filter(unexplained(), counts_at__gte=clock.now() - EXPLAINED_WITHIN)
    return broken.order_by("-counts_at", "-pk")


def owned(*, by: Actor) -> QuerySet[Clock]:
    """The clocks that are the reader's own to keep."""
    found = clocks(by=by)
    if by.role == Role.ASSESSOR:
        return found.filter(registration__assessor=by.person_id).exclude(standard=IQA_STANDARDS)
    if by.role == Role.IQA:
        return found.filter(registration__iqa=by.person_id, standard=IQA_STANDARDS)
    if may(by.role, Permission.OWN_EMPLOYERS):
        return found.filter(Q(file__in=_files_owned(by)) | Q(file=None, registration=None))
    return found.none()


def _files_owned(by: Actor) -> list[int]:
    files = list(EmployerFile.objects.filter(centre_id=by.at_centre, merged_into=None))
    named, team = employers.named_of(files), employers.team_of(by.at_centre)
    return [file.pk for file in files if employers.owner_of(file, "", named, team).person == by.person_id]


def owns(row: Clock, *, by: Actor) -> bool:
    """Whether a clock is somebody's own to keep."""
    return owned(by=by).filter(pk=row.pk).exists()


def feedback_clocks(registrations: Iterable[UUID]) -> QuerySet[Clock]:
    """The open clocks of what was handed in, by registration: what is due first first."""
    found = Clock.objects.filter(registration__uuid__in=list(registrations), standard=FEEDBACK, state__in=OPEN_CLOCKS)
    return found.select_related("registration").only(*SHOWN, "registration__uuid").order_by("due_at", "pk")


def clocks_of_files(files: Iterable[int], *, of_learners: Iterable[str] = ()) -> QuerySet[Clock]:
    """What runs for employers, what is due first first, what is late among it. Of who learns there only the standards `of_learners`."""
    at, wanted = list(files), list(of_learners)
    which = Q(file__in=at) | Q(registration__employer__file__in=at, standard__in=wanted) if wanted else Q(file__in=at)
    found = Clock.objects.filter(which, state__in=OPEN_CLOCKS).select_related("file__employer", "registration__learner")
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def unexplained() -> Combinable:
    """Whether nobody has said yet why a clock broke."""
    return ~Exists(BreachAccount.objects.filter(clock=OuterRef("uuid")))


def accounts_of(uuids: Sequence[Any]) -> dict[Any, BreachAccount]:
    """What was said last of each of these clocks."""
    return {row.clock: row for row in BreachAccount.objects.filter(clock__in=uuids).select_related("given_by").order_by("pk")}


def accounts(row: Clock) -> QuerySet[BreachAccount]:
    """Everything that was said of a breach, the newest first."""
    return BreachAccount.objects.filter(clock=row.uuid).select_related("given_by").order_by("-pk")


def to_warn(limit: int) -> list[Clock]:
    """Clocks whose owner should be warned now and was not."""
    now, warned = clock.now(), ClockMark.objects.filter(clock=OuterRef("uuid"), what=Mark.WARNED)
    found = Clock.objects.filter(state=ClockState.RUNNING, warn_at__lte=now, due_at__gt=now).filter(~Exists(warned))
    return list(found.order_by("due_at")[:limit])


def to_note(limit: int, *, since: Any) -> list[Clock]:
    """Clocks that ran out since a moment, and nobody was told."""
    told = ClockMark.objects.filter(clock=OuterRef("uuid"), what=Mark.BROKEN)
    found = Clock.objects.filter(late(), counts_at__gte=since).filter(~Exists(told))
    return list(found.order_by("counts_at")[:limit])


def hand_counts(centre_id: int) -> dict[tuple[str, date], HandCount]:
    """By standard and month, what was entered last."""
    rows = HandCount.objects.filter(centre_id=centre_id).select_related("entered_by").order_by("pk")
    return {(row.standard, row.month): row for row in rows}
