"""Units that wait for a second pair of eyes and what was said of them; findings and what is done about them."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet

from milepost.assessment.models import Judgement, SignOff
from milepost.assurance.models import CorrectiveAction, UnitReview
from milepost.base.models import Actor, Event
from milepost.people.permissions import Permission, may


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


def corrective_actions(*, by: Actor) -> QuerySet[CorrectiveAction]:
    """What is done about findings, what is open first: everything for who reads findings, and one's own for everybody else."""
    found = CorrectiveAction.objects.filter(finding__centre_id=by.at_centre)
    if not may(by.role, Permission.READ_FINDINGS):
        found = found.filter(who_id=by.person_id or 0)
    around = found.select_related("finding__centre", "who", "done_by", "checked_by")
    return around.order_by(F("checked_at").desc(nulls_first=True), "by_on", "pk")
