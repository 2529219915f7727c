"""Setting standards and hours, closing days, warning, noting and explaining breaches, counting by hand, showing the page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.commitments import policies, projection, queries, words
from milepost.commitments.facts import book_of
from milepost.commitments.models import BreachAccount, Clock, ClockMark, DayOff, HandCount, OfficeHours, OpenPage, StandardsVersion
from milepost.commitments.words import Mark
from milepost.people.models import Centre


def _record(centre: Centre, name: str, *, by: Actor, args: Mapping[str, Any] | None = None, **more: Any) -> Event:
    return events.record(f"commitments:{centre.uuid}", name, by=by, centre_id=centre.pk, args=args, **more)


@transaction.atomic
def publish_standards(centre: Centre, *, by: Actor, document: Mapping[str, Any]) -> StandardsVersion:
    """Publish a set of standards. What starts from now on runs by it; what runs already keeps the set that it began with."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    newest = queries.newest_standards(centre.pk)
    digest = events.sha256(events.canonical(document))
    if reason := policies.why_not_publish_standards(centre, by=by, digest=digest, newest=newest.digest if newest else ""):
        raise Refused(reason)
    made = StandardsVersion.objects.create(
        centre=centre, number=newest.number + 1 if newest else 1, document=document, digest=digest, published_at=clock.now(),
        published_by=by,
    )  # fmt: skip
    _record(centre, words.STANDARDS_PUBLISHED, by=by, args={"number": made.number, "digest": digest}, rows=[made])
    return made


@transaction.atomic
def set_hours(
    centre: Centre, *, by: Actor, from_on: date, division: str, week: str, cut_off: str = "", zone: str = "Europe/London"
) -> OfficeHours:
    """Say when the centre works, from a day on, and whose bank holidays it keeps. What began before runs by the hours of then."""
    if reason := policies.why_not_set_hours(centre, by=by, division=division, week=week, cut_off=cut_off, zone=zone):
        raise Refused(reason)
    made = OfficeHours.objects.create(
        centre=centre, from_on=from_on, division=division, week=week.strip(), cut_off=cut_off, zone=zone, set_at=clock.now(), set_by=by
    )
    args = {"from_on": from_on, "division": division, "week": made.week, "cut_off": cut_off, "zone": zone}
    _record(centre, words.HOURS_SET, by=by, args=args, rows=[made])
    return made


@transaction.atomic
def close_day(centre: Centre, *, by: Actor, day: date, kind: str, name: str) -> DayOff:
    """Say that nobody works on a day: the centre is closed, or a bank holiday was announced late. Clocks are worked out anew."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    closed = set(DayOff.objects.filter(centre=centre, taken_back_at=None).values_list("day", flat=True))
    if reason := policies.why_not_close_day(centre, by=by, day=day, kind=kind, name=name, closed=closed):
        raise Refused(reason)
    made = DayOff.objects.create(centre=centre, day=day, kind=kind, name=name.strip(), announced_at=clock.now(), announced_by=by)
    _record(centre, words.DAY_CLOSED, by=by, args={"off": made.uuid, "day": day, "kind": kind, "name": made.name})
    return made


@transaction.atomic
def reopen_day(off: DayOff, *, by: Actor) -> DayOff:
    """Take a day off back: people work on it after all. Clocks are worked out anew."""
    off = DayOff.objects.select_for_update().get(pk=off.pk)
    if reason := policies.why_not_reopen_day(off, by=by):
        raise Refused(reason)
    off.taken_back_at, off.taken_back_by = clock.now(), by
    off.save(update_fields=["taken_back_at", "taken_back_by"])
    _record(off.centre, words.DAY_REOPENED, by=by, args={"off": off.uuid, "day": off.day, "name": off.name})
    return off


def recount(centre: Centre, *, by: Actor, because: str = "") -> projection.Changes:
    """Work every clock of a centre out anew from the journal, and say how many have another time than before."""
    if reason := policies.why_not_recount(centre, by=by):
        raise Refused(reason)
    changes = projection.rebuild(centre.pk)
    with transaction.atomic():
        args = {
            "clocks": changes.clocks,
            "added": changes.added,
            "changed": changes.changed,
            "removed": changes.removed,
            "moved": changes.later,
        }
        _record(centre, words.CLOCKS_RECOUNTED, by=by, args={**args, "because": because})
    return changes


@transaction.atomic
def warn(row: Clock, *, by: Actor) -> ClockMark:
    """Warn the owner of a clock that it is about to break. Once for each clock."""
    return _mark(row, Mark.WARNED, words.CLOCK_WARNED, by=by, why_not=policies.why_not_warn)


@transaction.atomic
def note_breach(row: Clock, *, by: Actor) -> ClockMark:
    """Note that a clock has broken, and tell whom its standard names. Once for each clock."""
    return _mark(row, Mark.BROKEN, words.CLOCK_BROKEN, by=by, why_not=policies.why_not_note_breach)


def _mark(row: Clock, what: Mark, name: str, *, by: Actor, why_not: Any) -> ClockMark:
    row = Clock.objects.select_for_update().get(pk=row.pk)
    if reason := why_not(row, by=by, marked=ClockMark.objects.filter(clock=row.uuid, what=what).exists()):
        raise Refused(reason)
    made = ClockMark.objects.create(centre=row.centre, clock=row.uuid, what=what, made_at=clock.now(), made_by=by)
    about = {"registration": row.registration.uuid} if row.registration else {"employer": row.file.uuid} if row.file else {}
    args = {"clock": row.uuid, "standard": row.standard, "edition": row.edition, "due_at": row.due_at, **about}
    _record(row.centre, name, by=by, args=args, rows=[made])
    return made


@transaction.atomic
def explain_breach(row: Clock, *, by: Actor, why: str, said: str, done: str) -> BreachAccount:
    """Say why a standard was not kept, and what was done about it. A later account takes the place of an earlier one."""
    owns = queries.owns(row, by=by)
    if reason := policies.why_not_explain_breach(row, by=by, why=why, done=done, owns=owns):
        raise Refused(reason)
    made = BreachAccount.objects.create(
        centre=row.centre, clock=row.uuid, why=why, said=said.strip(), done=done.strip(), given_at=clock.now(), given_by=by
    )
    args = {"clock": row.uuid, "standard": row.standard, "why": why}
    _record(row.centre, words.BREACH_EXPLAINED, by=by, args=args, personal={"said": made.said, "done": made.done}, rows=[made])
    return made


@transaction.atomic
def count_by_hand(centre: Centre, *, by: Actor, standard: str, month: date, of: int, kept: int, source: str) -> HandCount:
    """Enter how a standard was kept in a month before Milepost counted it. It is marked, and counted apart."""
    month = month.replace(day=1)
    book = book_of(centre.pk)
    if reason := policies.why_not_count_by_hand(
        centre, by=by, standard=standard, month=month, of=of, kept=kept, source=source, known=[one.key for one in book.standards],
        first=queries.first_month_of(centre.pk, standard),
    ):  # fmt: skip
        raise Refused(reason)
    made = HandCount.objects.create(
        centre=centre, standard=standard, month=month, of=of, kept=kept, source=source.strip(), entered_at=clock.now(), entered_by=by
    )
    args = {"standard": standard, "month": month, "of": of, "kept": kept, "source": made.source}
    _record(centre, words.MONTH_COUNTED, by=by, args=args, rows=[made])
    return made


@transaction.atomic
def open_page(centre: Centre, *, by: Actor) -> OpenPage:
    """Show the public how the centre keeps its standards: shares by standard and month, and nothing of any person."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    if reason := policies.why_not_open_page(centre, by=by, page=queries.open_page_of(centre.pk)):
        raise Refused(reason)
    page = OpenPage.objects.create(centre=centre, opened_at=clock.now(), opened_by=by)
    _record(centre, words.PAGE_OPENED, by=by, args={"page": page.uuid})
    return page


@transaction.atomic
def close_page(page: OpenPage, *, by: Actor) -> OpenPage:
    """Show the public page no longer. Its address leads nowhere from now on."""
    page = OpenPage.objects.select_for_update().get(pk=page.pk)
    if reason := policies.why_not_close_page(page, by=by):
        raise Refused(reason)
    page.closed_at, page.closed_by = clock.now(), by
    page.save(update_fields=["closed_at", "closed_by"])
    _record(page.centre, words.PAGE_CLOSED, by=by, args={"page": page.uuid})
    return page
