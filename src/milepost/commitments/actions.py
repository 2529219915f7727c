"""Setting standards and hours, closing days, warning, noting and explaining breaches, counting by hand, showing the page, sampling files, promising."""

from collections.abc import Mapping
from datetime import date
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import Q

from milepost.base import clock, events, tokens
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.commitments import adherence, policies, projection, promises, queries, sampling, words
from milepost.commitments.facts import book_of
from milepost.commitments.models import (
    BreachAccount,
    Clock,
    ClockMark,
    DayOff,
    FilePick,
    FileSample,
    HandCount,
    OfficeHours,
    OpenPage,
    PromiseAsk,
    PromiseVersion,
    Remedy,
    StandardsVersion,
    StepAction,
    StepFinding,
)
from milepost.commitments.words import Mark
from milepost.employers import queries as employers
from milepost.employers.models import PageLetter
from milepost.engine import following
from milepost.engine.promises import Promise
from milepost.engine.worktime import Limit, Unit, due
from milepost.people.models import Appointment, Centre, Person
from milepost.portfolios.models import Registration


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


@transaction.atomic
def draw_sample(centre: Centre, *, by: Actor, from_on: date, until_on: date, number: int, seed: str = "") -> FileSample:
    """Draw files of employers, to see whether the steps of the journey were followed in these days. Each pick says why."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    pool, seed = sampling.pool(centre.pk, from_on=from_on, until_on=until_on), seed.strip() or token_hex(4)
    if reason := policies.why_not_draw_sample(centre, by=by, from_on=from_on, until_on=until_on, number=number, among=len(pool.candidates)):
        raise Refused(reason)
    sample = FileSample.objects.create(
        centre=centre, from_on=from_on, until_on=until_on, asked=number, among=len(pool.candidates), seed=seed[:40],
        journey=employers.journey_at(centre.pk).number, drawn_at=clock.now(), drawn_by=by,
    )  # fmt: skip
    drawn = following.picks(pool.candidates, number=number, seed=sample.seed, until=until_on)
    picks = [
        FilePick.objects.create(
            sample=sample, file=pool.files[one.key], place=place, owner=pool.owners[one.key],
            reasons=[{"kind": str(why.kind), "args": {name: _plain(value) for name, value in why.args.items()}} for why in one.reasons],
        )
        for place, one in enumerate(drawn, start=1)
    ]  # fmt: skip
    args = {
        "sample": sample.uuid,
        "from_on": from_on,
        "until_on": until_on,
        "files": len(picks),
        "among": sample.among,
        "seed": sample.seed,
    }
    _record(centre, words.SAMPLE_DRAWN, by=by, args=args, rows=[sample, *picks])
    return sample


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def look_at(pick: FilePick, *, by: Actor, found: Mapping[tuple[str, str], tuple[str, str]]) -> list[StepFinding]:
    """Say of a file whether its steps were followed: as the journal says, or otherwise and why. `found` is by juncture and check."""
    pick = FilePick.objects.select_related("sample__centre", "file").get(pk=pick.pk)
    Centre.objects.select_for_update().get(pk=pick.sample.centre_id)
    journey = sampling.journey_numbered(pick.sample.centre_id, pick.sample.journey)
    walked = sampling.walked(pick.file, journey=journey, until_on=pick.sample.until_on)
    each = [(one, shown) for one in walked for shown in one.shown]
    journal = {(one.stage.juncture.key, shown.check.key): shown.state.value for one, shown in each}
    looked, owners = pick.findings.exists(), {one.owner.pk for one in walked if one.owner}
    if reason := policies.why_not_look_at(pick, by=by, looked=looked, owners=owners, found=found, journal=journal):
        raise Refused(reason)
    now, rows = clock.now(), []
    for one, shown in each:
        key = (one.stage.juncture.key, shown.check.key)
        state, why = found.get(key, (shown.state.value, ""))
        rows.append(
            StepFinding.objects.create(
                pick=pick, juncture=key[0], check_key=key[1], owner=one.owner, journal=shown.state.value,
                event=shown.event.uuid if shown.event else None, found=state, why=why.strip()[:500] if state != shown.state else "",
                made_at=now, made_by=by,
            )
        )  # fmt: skip
    share = sum(following.consistency([("", row.found) for row in rows]).values(), following.Share())
    args = {"pick": pick.uuid, "employer": pick.file.uuid, "done": share.done, "due": share.due}
    _record(pick.sample.centre, words.FILE_LOOKED_AT, by=by, args=args, rows=rows)
    return rows


@transaction.atomic
def agree_step_action(pick: FilePick, *, by: Actor, juncture: str, what: str, who: Person | None, by_on: date) -> StepAction:
    """Agree what is done so that a step is followed from now on, who does it and by when."""
    looked = pick.findings.exists()
    if reason := policies.why_not_agree_step_action(pick, by=by, looked=looked, what=what, who=who, by_on=by_on):
        raise Refused(reason)
    assert who
    made = StepAction.objects.create(
        pick=pick, juncture=juncture, what=what.strip(), who=who, by_on=by_on, agreed_at=clock.now(), agreed_by=by
    )
    args = {"action": made.uuid, "pick": pick.uuid, "juncture": juncture, "who": who.uuid, "by_on": by_on}
    _record(pick.sample.centre, words.STEP_ACTION_AGREED, by=by, args=args, personal={"what": made.what})
    return made


@transaction.atomic
def finish_step_action(action: StepAction, *, by: Actor, outcome: str) -> StepAction:
    """What was agreed is done, and this came of it."""
    StepAction.objects.select_for_update().get(pk=action.pk)
    action.refresh_from_db(fields=["done_at"])
    if reason := policies.why_not_finish_step_action(action, by=by, outcome=outcome):
        raise Refused(reason)
    action.done_at, action.done_by, action.outcome = clock.now(), by, outcome.strip()[:500]
    action.save(update_fields=["done_at", "done_by", "outcome"])
    args = {"action": action.uuid, "pick": action.pick.uuid, "juncture": action.juncture}
    _record(action.pick.sample.centre, words.STEP_ACTION_DONE, by=by, args=args, personal={"outcome": action.outcome})
    return action


# Promises -----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def put_promises_in_force(centre: Centre, *, by: Actor, document: Mapping[str, Any]) -> PromiseVersion:
    """Promise: from now on everybody may read what was promised and whether it is kept, and what is broken has its consequence."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    before, digest = promises.newest(centre.pk), events.sha256(events.canonical(document))
    if reason := policies.why_not_put_promises_in_force(centre, by=by, digest=digest, newest=before.digest if before else ""):
        raise Refused(reason)
    made = PromiseVersion.objects.create(
        centre=centre, number=before.number + 1 if before else 1, document=document, digest=digest, in_force_at=clock.now(), in_force_by=by
    )
    _record(centre, words.PROMISES_IN_FORCE, by=by, args={"number": made.number, "digest": digest}, rows=[made])
    return made


@transaction.atomic
def ask_promise(
    version: PromiseVersion, promise: Promise, *, by: Actor, because: Event, registration: Registration | None = None,
    letter: PageLetter | None = None, contact: Appointment | None = None,
) -> PromiseAsk:  # fmt: skip
    """Ask a person whether a promise was kept, right after it was to be: somebody who learns, or who speaks for an employer.

    Nobody is asked the same twice in four weeks.
    """
    Centre.objects.select_for_update().get(pk=version.centre_id)
    lately = PromiseAsk.objects.filter(centre=version.centre, promise=promise.key, asked_at__gt=clock.now() - promises.OPEN_FOR)
    if letter or contact:
        email = letter.email if letter else contact.person.email if contact else ""
        lately = lately.filter(Q(letter__email__iexact=email) | Q(contact__person__email__iexact=email))
    else:
        lately = lately.filter(registration=registration)
    if reason := policies.why_not_ask_promise(by=by, asked=lately.exists()):
        raise Refused(reason)
    zone = book_of(version.centre_id).hours[-1].zone
    made = PromiseAsk(
        centre=version.centre, version=version, promise=promise.key, registration=registration, letter=letter, contact=contact,
        because=because.uuid, asked_at=clock.now(), asked_by=by, month=adherence.month_of(clock.now(), zone),
    )  # fmt: skip
    tokens.seal(made, promises.ask_token(made.uuid))
    _record(version.centre, words.PROMISE_ASKED, by=by, args={"ask": made.uuid, "promise": promise.key, "because": because.uuid})
    return made


@transaction.atomic
def answer_promise(ask: PromiseAsk, *, by: Actor, yes: bool) -> PromiseAsk:
    """Say whether a promise was kept: one tap, once. The journal says that somebody answered, and not what."""
    about = ("registration__learner", "centre", "letter", "contact__person")
    ask = PromiseAsk.objects.select_for_update(of=("self",)).select_related(*about).get(pk=ask.pk)
    open_until = (ask.asked_at + promises.OPEN_FOR).date()
    if reason := policies.why_not_answer_promise(ask, by=by, open_until=open_until):
        raise Refused(reason)
    ask.answer, ask.answered_at, ask.answered_by = yes, clock.now(), by
    ask.save(update_fields=["answer", "answered_at", "answered_by"])
    _record(ask.centre, words.PROMISE_ANSWERED, by=by, args={"ask": ask.uuid, "promise": ask.promise})
    return ask


@transaction.atomic
def note_review_due(version: PromiseVersion, promise: Promise, *, by: Actor, owner: Person) -> Event:
    """Note that the day has come on which a promise is looked at anew; its owner is told. Once for each day that a promise names."""
    Centre.objects.select_for_update().get(pk=version.centre_id)
    if reason := policies.why_not_note_review_due(
        promise, by=by, noted=(promise.key, promise.review_on) in promises.reviews_noted(version)
    ):
        raise Refused(reason)
    args = {"promise": promise.key, "review_on": promise.review_on, "number": version.number, "owner": owner.uuid}
    return _record(version.centre, words.PROMISE_REVIEW_DUE, by=by, args=args)


@transaction.atomic
def owe_remedy(version: PromiseVersion, promise: Promise, *, by: Actor, row: Clock) -> Remedy:
    """Note what is owed to somebody with whom a promise was broken. Once for each clock that broke."""
    row = Clock.objects.select_for_update(of=("self",)).select_related("registration", "file").get(pk=row.pk)
    owed = Remedy.objects.filter(promise=promise.key, clock=row.uuid).exists()
    if reason := policies.why_not_owe_remedy(row, by=by, owed=owed):
        raise Refused(reason)
    made = Remedy.objects.create(
        centre=version.centre, version=version, promise=promise.key, clock=row.uuid, registration=row.registration, file=row.file,
        owed_at=clock.now(), owed_by=by, due_on=in_working_days(version.centre_id, promise.within),
    )  # fmt: skip
    about = {"registration": row.registration.uuid} if row.registration else {"employer": row.file.uuid} if row.file else {}
    args = {"remedy": made.uuid, "promise": promise.key, "breach": row.uuid, "due_on": made.due_on, **about}
    _record(version.centre, words.REMEDY_OWED, by=by, args=args)
    return made


@transaction.atomic
def deliver_remedy(remedy: Remedy, *, by: Actor, delivered: str) -> Remedy:
    """Say that somebody got what was owed to them: what, and when. They are told, and can see it."""
    remedy = Remedy.objects.select_for_update(of=("self",)).select_related("registration", "file", "centre").get(pk=remedy.pk)
    if reason := policies.why_not_deliver_remedy(remedy, by=by, delivered=delivered):
        raise Refused(reason)
    remedy.delivered, remedy.delivered_at, remedy.delivered_by = delivered.strip()[:500], clock.now(), by
    remedy.save(update_fields=["delivered", "delivered_at", "delivered_by"])
    about = {"registration": remedy.registration.uuid} if remedy.registration else {"employer": remedy.file.uuid} if remedy.file else {}
    args = {"remedy": remedy.uuid, "promise": remedy.promise, **about}
    _record(remedy.centre, words.REMEDY_DELIVERED, by=by, args=args, personal={"delivered": remedy.delivered})
    return remedy


def in_working_days(centre_id: int, number: int) -> date:
    """The day so many working days from now, as the centre works."""
    book = book_of(centre_id)
    calendar = book.calendar(book.standards[0], clock.now())
    found = due(clock.now(), Limit(number, Unit.WORKING_DAYS), calendar).at
    assert found, "what nothing pauses has an end"
    return calendar.local(found).date()
