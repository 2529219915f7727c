"""Units that wait for a second pair of eyes and what was said of them; findings and what is done about them."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Case, Exists, F, Max, OuterRef, Q, QuerySet, When

from milepost.assessment.models import Judgement, SignOff
from milepost.assurance.models import SOON, CorrectiveAction, Finding, UnitReview
from milepost.assurance.words import CORRECTIVE_ACTION_FELL_DUE
from milepost.base import clock
from milepost.base.models import Actor, Event
from milepost.people.models import Appointment, Centre, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import Role

OWNERS = (Role.QUALITY_MANAGER, Role.CENTRE_MANAGER, Role.IQA, Role.ASSESSOR, Role.EMPLOYER_OWNER)
TAKE_OVER = OWNERS[:3]  # who owns what nobody owns any more, the first there is
MOST = 30  # on a page of what waits today


def sign_offs_awaiting(*, by: Actor) -> QuerySet[SignOff]:
    """Sign-offs that nobody has looked at, oldest first: those of the whole centre, for who looks a second time and who reads that."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return SignOff.objects.none()
    return (
        SignOff.objects.filter(centre_id=by.at_centre, superseded_by=None, review=None)
        .exclude(signed_by__person_id=by.person_id or 0)
        .select_related("registration__learner", "registration__specification", "registration__progress", "signed_by")
        .defer("registration__specification__document")
        .order_by("signed_at", "id")
    )


def reviews(*, by: Actor) -> QuerySet[UnitReview]:
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return UnitReview.objects.none()
    return (
        UnitReview.objects.filter(centre_id=by.at_centre)
        .select_related("sign_off__signed_by", "registration__learner", "made_by")
        .order_by("-made_at", "-id")
    )


def judgements_behind(sign_off: SignOff) -> QuerySet[Judgement]:
    """The judgements in force on the unit of this sign-off."""
    return (
        Judgement.objects.filter(registration_id=sign_off.registration_id, target__startswith=f"{sign_off.unit}:", superseded_by=None)
        .select_related("made_by")
        .order_by("id")
    )


def all_sign_offs(*, by: Actor) -> QuerySet[SignOff]:
    """Every sign-off of the centre that nothing has replaced, with its second look where it had one, newest first."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return SignOff.objects.none()
    return (
        SignOff.objects.filter(centre_id=by.at_centre, superseded_by=None)
        .select_related("registration__learner", "registration__specification", "registration__progress", "signed_by", "review__made_by")
        .order_by("-signed_at", "-id")
    )


def last_looks(registrations: Collection[int], *, by: Actor) -> dict[int, datetime]:
    """When `by` last decided on a unit of each of these portfolios, by the registration's id. One query."""
    own = UnitReview.objects.filter(registration__in=registrations, made_by__person_id=by.person_id or 0)
    return dict(own.values_list("registration").annotate(last=Max("made_at")).order_by())


def judgements_behind_many(sign_offs: Iterable[SignOff]) -> dict[int, list[Judgement]]:
    """The judgements in force behind each of these sign-offs, by the sign-off's id. One query."""
    wanted = {(one.registration_id, one.unit): one.pk for one in sign_offs}
    found: dict[int, list[Judgement]] = {pk: [] for pk in wanted.values()}
    portfolios = {registration for registration, _unit in wanted}
    rows = Judgement.objects.filter(registration__in=portfolios, superseded_by=None).select_related("made_by").order_by("id")
    for judgement in rows:
        if pk := wanted.get((judgement.registration_id, judgement.target.rpartition(":")[0])):
            found[pk].append(judgement)
    return found


def events_since(since: Iterable[tuple[str, datetime | None]]) -> dict[str, list[Event]]:
    """What happened in each stream after a moment, or ever, by stream, newest first. One query."""
    found: dict[str, list[Event]] = {}
    wanted = Q(pk__in=[])
    for stream, moment in since:
        wanted |= Q(stream=stream, at__gt=moment) if moment else Q(stream=stream)
    for event in Event.objects.filter(wanted).order_by("-at", "-position"):
        found.setdefault(event.stream, []).append(event)
    return found


def works_at(centre: Centre, person: Person | None) -> bool:
    """Whether somebody has an appointment as staff of the centre today."""
    if person is None:
        return False
    held = Appointment.objects.in_force(clock.today()).filter(centre=centre, person=person, person__is_active=True, role__in=OWNERS)
    return held.exists()


def owners(*, by: Actor) -> QuerySet[Person]:
    """Who at the reader's centre can own a corrective action, by name."""
    if not may(by.role, Permission.READ_FINDINGS):
        return Person.objects.none()
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=by.at_centre, role__in=OWNERS, person__is_active=True)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


def findings(*, by: Actor) -> QuerySet[Finding]:
    """What was found at the reader's centre, for who reads findings."""
    at = by.at_centre if may(by.role, Permission.READ_FINDINGS) else 0
    return Finding.objects.filter(centre_id=at).select_related("centre").order_by("pk")


def waiting_for(*, by: Actor) -> list[CorrectiveAction]:
    """What waits for the reader: what they own and have not done, then what others did and they may check; the earliest day first."""
    mine = Q(done_at=None, who_id=by.person_id or 0)
    if may(by.role, Permission.CHECK_ACTION):
        mine |= Q(done_at__isnull=False) & ~Q(who_id=by.person_id or 0)
    found = corrective_actions(by=by).filter(mine, checked_at=None).order_by("by_on", "pk")[:MOST]
    return sorted(found, key=lambda one: one.done_at is not None)


def told_due(centre_id: int) -> set[tuple[str, bool]]:
    """Of which actions their owners were reminded: the uuid, and whether of one that was overdue."""
    told = Event.objects.filter(centre_id=centre_id, name=CORRECTIVE_ACTION_FELL_DUE).order_by().values_list("args", flat=True)
    return {(args["corrective"], args["late"]) for args in told}


def falling_due() -> list[CorrectiveAction]:
    """Actions at any centre that are soon due or overdue, and of which their owners were not reminded."""
    near = CorrectiveAction.objects.filter(done_at=None, by_on__lte=clock.today() + SOON).select_related("finding__centre", "who")
    rows = [one for one in near.order_by("by_on", "pk") if one.soon or one.late]
    told = {centre: told_due(centre) for centre in {one.finding.centre_id for one in rows}}
    return [one for one in rows if (str(one.uuid), one.late) not in told[one.finding.centre_id]]


def who_takes_over(centre_id: int) -> Person | None:
    """Who owns what nobody owns any more: the quality manager; where there is none, who runs the centre or assures quality."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role__in=TAKE_OVER, person__is_active=True)
    order = Case(*(When(role=role, then=n) for n, role in enumerate(TAKE_OVER)), default=len(TAKE_OVER))
    first = held.select_related("person").order_by(order, "pk").first()
    return first.person if first else None


def left_behind() -> list[CorrectiveAction]:
    """Corrective actions at any centre that are not done, and whose owner works there no more."""
    open_ones = CorrectiveAction.objects.filter(done_at=None)
    held = Appointment.objects.in_force(clock.today()).filter(
        person=OuterRef("who"), centre=OuterRef("finding__centre"), role__in=OWNERS, person__is_active=True
    )
    return list(open_ones.filter(~Exists(held)).select_related("finding__centre", "who").order_by("pk"))


def corrective_actions(*, by: Actor) -> QuerySet[CorrectiveAction]:
    """What is done about findings, what is open first: everything for who reads findings, and one's own for everybody else."""
    found = CorrectiveAction.objects.filter(finding__centre_id=by.at_centre)
    if not may(by.role, Permission.READ_FINDINGS):
        found = found.filter(who_id=by.person_id or 0)
    around = found.select_related("finding__centre", "who", "done_by", "checked_by")
    return around.order_by(F("checked_at").desc(nulls_first=True), "by_on", "pk")
