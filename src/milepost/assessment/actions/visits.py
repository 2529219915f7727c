"""Visits: proposed by one side and agreed by the other, moved, held, missed or called off; and the private calendar.

Each event says how many hours of notice there were, and which side acted, so that nobody has to keep a second list.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from milepost.assessment import policies, words
from milepost.assessment.models import CalendarFeed, Visit
from milepost.assessment.words import VisitState
from milepost.base import clock, events, tokens
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people.models import Centre, Person
from milepost.portfolios import progress
from milepost.portfolios.models import Registration


def _told(visit: Visit, name: str, *, by: Actor, before: datetime | None = None, args: Mapping[str, Any] | None = None) -> None:
    """The one event of an act. `before` is the time that the visit had, where it has another now."""
    registration = visit.registration
    notice = (before or visit.starts_at) - clock.now()
    events.record(
        registration.stream,
        name,
        by=by,
        args={
            "registration": registration.uuid,
            "visit": visit.uuid,
            "kind": visit.kind,
            "starts_at": visit.starts_at,
            "ends_at": visit.ends_at,
            "side": policies.side_of(registration, by=by),
            "notice_hours": max(0, int(notice.total_seconds() // 3600)),
            **(args or {}),
        },
        personal={"activity": visit.activity, "place": visit.place, "reason": visit.ended_reason},
    )


@transaction.atomic
def propose_visit(
    registration: Registration,
    *,
    by: Actor,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    activity: str,
    place: str = "",
    targets: Sequence[str] = (),
    uuid: UUID | None = None,
) -> Visit:
    """Propose a visit: what will be watched, when, where, and which criteria it may show. The learner agrees it.
    On a programme either side proposes an appointment, and the other agrees it.

    `uuid` may come from the form, so that a form sent twice proposes once.
    """
    row = progress.lock(registration)
    if uuid and (before := registration.visits.filter(uuid=uuid).first()):
        return before
    if reason := policies.why_not_propose_visit(
        registration, by=by, kind=kind, starts_at=starts_at, ends_at=ends_at, activity=activity, place=place, targets=targets,
        units=row.units,
    ):  # fmt: skip
        raise Refused(reason)
    visit = Visit.objects.create(
        uuid=uuid or uuid4(), centre_id=registration.centre_id, registration=registration, assessor_id=registration.assessor_id or 0, kind=kind,
        starts_at=starts_at, ends_at=ends_at, place=place.strip(), activity=activity.strip(), targets=list(dict.fromkeys(targets)),
        proposed_at=clock.now(), proposed_by=by,
    )  # fmt: skip
    _told(visit, words.VISIT_PROPOSED, by=by, args={"targets": visit.targets})
    return visit


def _lock(visit: Visit) -> None:
    """One act on a visit after the other; who comes second sees what the first did."""
    progress.lock(visit.registration)
    visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "place", "sequence", "proposed_by", "agreed_at", "agreed_by"])


@transaction.atomic
def agree_visit(visit: Visit, *, by: Actor) -> Visit:
    """Agree the time that the other side proposed. It stands in both calendars from now on."""
    _lock(visit)
    if reason := policies.why_not_agree_visit(visit, by=by):
        raise Refused(reason)
    visit.state, visit.agreed_at, visit.agreed_by = VisitState.AGREED, clock.now(), by
    visit.assessor_id = visit.registration.assessor_id or visit.assessor_id
    visit.sequence += 1
    visit.save(update_fields=["state", "agreed_at", "agreed_by", "assessor", "sequence"])
    _told(visit, words.VISIT_AGREED, by=by)
    return visit


@transaction.atomic
def move_visit(visit: Visit, *, by: Actor, starts_at: datetime, ends_at: datetime, place: str) -> Visit:
    """Propose another time or place for a visit, agreed or not; it counts again when the other side agrees."""
    _lock(visit)
    if reason := policies.why_not_move_visit(visit, by=by, starts_at=starts_at, ends_at=ends_at, place=place):
        raise Refused(reason)
    before, was = visit.starts_at, visit.state
    visit.starts_at, visit.ends_at, visit.place = starts_at, ends_at, place.strip()
    visit.state, visit.proposed_at, visit.proposed_by = VisitState.PROPOSED, clock.now(), by
    visit.agreed_at = visit.agreed_by = None
    visit.assessor_id = visit.registration.assessor_id or visit.assessor_id
    visit.sequence += 1
    visit.save()
    _told(visit, words.VISIT_MOVED, by=by, before=before, args={"from": before, "was": was})
    return visit


@transaction.atomic
def keep_visit(visit: Visit, *, by: Actor) -> Visit:
    """Say that a visit was held. It counts as contact with the learner."""
    row = progress.lock(visit.registration)
    _lock(visit)
    if reason := policies.why_not_keep_visit(visit, by=by):
        raise Refused(reason)
    _end(visit, VisitState.KEPT, by=by)
    progress.touch(row, clock.now())
    _told(visit, words.VISIT_KEPT, by=by)
    return visit


@transaction.atomic
def miss_visit(visit: Visit, *, by: Actor, missed_by: str, reason: str = "") -> Visit:
    """Say that an agreed visit did not take place, and on whose side it lay. Nothing that was shown is touched."""
    _lock(visit)
    if why_not := policies.why_not_miss_visit(visit, by=by, missed_by=missed_by):
        raise Refused(why_not)
    visit.missed_by = missed_by
    _end(visit, VisitState.MISSED, by=by, reason=reason)
    _told(visit, words.VISIT_MISSED, by=by, args={"missed_by": missed_by})
    return visit


@transaction.atomic
def call_off_visit(visit: Visit, *, by: Actor, reason: str) -> Visit:
    """Call a visit off before it begins, with the reason."""
    _lock(visit)
    if why_not := policies.why_not_call_off_visit(visit, by=by, reason=reason):
        raise Refused(why_not)
    was = visit.state
    _end(visit, VisitState.CALLED_OFF, by=by, reason=reason)
    _told(visit, words.VISIT_CALLED_OFF, by=by, args={"was": was})
    return visit


def _end(visit: Visit, state: VisitState, *, by: Actor, reason: str = "") -> None:
    visit.state, visit.ended_at, visit.ended_by, visit.ended_reason = state, clock.now(), by, reason.strip()
    visit.sequence += 1
    visit.save(update_fields=["state", "ended_at", "ended_by", "ended_reason", "missed_by", "sequence"])


# The private calendar ------------------------------------------------------------------------------------------------


@transaction.atomic
def open_calendar(person: Person, *, by: Actor) -> CalendarFeed:
    """Make a private address for somebody's own visits at one centre. Only a digest of its secret is kept."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # a form sent twice opens one
    standing = CalendarFeed.objects.filter(person=person, centre_id=by.at_centre, revoked_at=None).exists()
    if reason := policies.why_not_open_calendar(person, by=by, standing=standing):
        raise Refused(reason)
    uuid = uuid4()
    feed = CalendarFeed.objects.create(
        uuid=uuid, person=person, centre_id=by.at_centre, secret_digest=tokens.digest_of(tokens.token_of("calendar", uuid)),
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    events.record(_people(feed.centre), words.CALENDAR_OPENED, by=by, args={"calendar": feed.uuid})
    return feed


@transaction.atomic
def revoke_calendar(feed: CalendarFeed, *, by: Actor) -> CalendarFeed:
    """Take the address of a calendar back: whoever has it reads nothing any more."""
    feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if reason := policies.why_not_revoke_calendar(feed, by=by):
        raise Refused(reason)
    feed.revoked_at, feed.revoked_by = clock.now(), by
    feed.save(update_fields=["revoked_at", "revoked_by"])
    events.record(_people(feed.centre), words.CALENDAR_REVOKED, by=by, args={"calendar": feed.uuid})
    return feed


def _people(centre: Centre) -> str:
    return f"people:{centre.uuid}"
