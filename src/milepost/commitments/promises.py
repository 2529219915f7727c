"""Promises as they stand: what is in force, how each was kept by month, what was asked, what is owed to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from uuid import UUID

from django.db.models import Count as Rows
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Lower

from milepost.base import clock, tokens
from milepost.base.models import Actor, Event
from milepost.commitments import adherence, queries
from milepost.commitments.facts import Book, book_of
from milepost.commitments.models import Clock, PromiseAsk, PromiseVersion, Remedy
from milepost.commitments.words import PROMISE_REVIEW_DUE, ClockState
from milepost.employers import queries as employers
from milepost.employers.models import EmployerFile, PageLetter
from milepost.engine.clocks import Happening
from milepost.engine.promises import Count, Promise, Standing, any_fits, promises_of, standing
from milepost.people.models import Appointment, Organisation
from milepost.people.permissions import Permission, may
from milepost.people.words import Role

OPEN_FOR = timedelta(days=28)  # so long a question may be answered, and nobody is asked the same again


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one promise. `hidden`: something was counted, of too few to show."""

    month: date
    count: Count
    standing: Standing
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One promise on the board."""

    promise: Promise
    months: Sequence[Month]
    total: Count
    now: Standing  # of the newest month that shows anything
    month: date | None  # that one; none where only all of them together do
    owed: int = 0
    delivered: int = 0
    tally: Mapping[Standing, int] = field(default_factory=dict)


def newest(centre_id: int) -> PromiseVersion | None:
    """The promises that are in force."""
    found = PromiseVersion.objects.filter(centre_id=centre_id).select_related("centre__organisation", "in_force_by")
    return found.order_by("-number").first()


def public_board(centre: UUID) -> PromiseVersion | None:
    """The promises of the centre with this address, for anybody."""
    found = PromiseVersion.objects.filter(centre__uuid=centre).select_related("centre__organisation", "in_force_by")
    return found.order_by("-number").first()


def reviews_noted(version: PromiseVersion) -> set[tuple[str, date]]:
    """Of which promises, and for which day, the owner has been told that it is to be looked at anew."""
    told = Event.objects.filter(centre_id=version.centre_id, name=PROMISE_REVIEW_DUE).order_by().values_list("args", flat=True)
    return {(args["promise"], date.fromisoformat(args["review_on"])) for args in told}


def promise_of(version: PromiseVersion, key: str) -> Promise | None:
    return next((one for one in promises_of(version.document) if one.key == key), None)


def board(version: PromiseVersion, *, few: int = 0, said_by: int = 0, months: Sequence[date] = ()) -> list[Line]:
    """Every promise in force with its last twelve months. `few`, `said_by`: numbers of fewer people, of fewer who answered, are not shown. Six queries."""
    months, promises, centre = months or adherence.last_months(), promises_of(version.document), version.centre_id
    book = book_of(centre)
    clocks = {one.standard.key: one for one in adherence.by_standard(Clock.objects.filter(centre_id=centre), months, book, {})}
    happened, with_whom = _happened(centre, promises, months, book)
    asked, by_whom = _answered(centre, months)
    whose = adherence.people_in(Clock.objects.filter(centre_id=centre), months, "standard", "month")
    owed = _owed(centre)
    lines = []
    for promise in promises:
        counts, people = [], []
        for place, month in enumerate(months):
            tallies = [clocks[key].months[place].tally for key in promise.standards if key in clocks]
            told = happened.get((promise.key, month), Count())
            said = asked.get((promise.key, month), Count())
            counts.append(Count(sum(t.kept for t in tallies), sum(t.of for t in tallies)).plus(told).plus(said))
            heads = [whose.get((key, month), 0) for key in promise.standards]
            heads.append(len(with_whom.get((promise.key, month), ())))
            people.append((max(heads), by_whom.get((promise.key, month), 0)))  # the same person may be in several: at least so many
        lines.append(line(promise, months, counts, few, said_by, owed.get(promise.key, (0, 0)), people))
    return lines


def line(
    promise: Promise, months: Sequence[date], counts: Sequence[Count], few: int, said_by: int, owed: tuple[int, int],
    people: Sequence[tuple[int, int]] = (),
) -> Line:  # fmt: skip
    """How one promise stands, from what was counted in each month, with how many people, and how many of them answered.

    Without `people` each thing that was counted is somebody else's.
    """
    shown = [count.hiding(few, said_by, heads) for count, heads in zip_longest(counts, people)]
    rows = [
        Month(month, seen, standing(promise, seen), hidden=seen != count) for month, count, seen in zip(months, counts, shown, strict=True)
    ]
    total = Count()
    for part in shown:  # one person may be in every month, so what a month hides stays hidden in the total
        total = total.plus(part)
    last = next((one for one in reversed(rows) if one.standing != Standing.NO_MEASURE), None)
    tally = {one: sum(row.standing == one for row in rows) for one in Standing}
    return Line(
        promise=promise, months=rows, total=total, now=last.standing if last else standing(promise, total), month=last.month if last else None,
        owed=owed[0] if owed[0] >= few else 0, delivered=owed[1] if owed[0] >= few else 0, tally=tally,
    )  # fmt: skip


def _happened(
    centre: int, promises: Iterable[Promise], months: Sequence[date], book: Book
) -> tuple[dict[tuple[str, date], Count], dict[tuple[str, date], set[str]]]:
    """What the journal says of promises that no clock measures, in the centre's own months; and with whom it was."""
    measured = [one for one in promises if one.kept or one.broken]
    names = {trigger.event for one in measured for trigger in (*one.kept, *one.broken)}
    found: dict[tuple[str, date], Count] = {}
    with_whom: dict[tuple[str, date], set[str]] = {}
    if not names:
        return found, with_whom
    zone = book.hours[-1].zone
    since = adherence.begins(months[0], zone)
    told = Event.objects.filter(centre_id=centre, name__in=names, at__gte=since).order_by()
    for uuid, name, at, actor, args in told.values_list("uuid", "name", "at", "actor", "args").iterator(chunk_size=2000):
        one = Happening(uuid, name, at, actor.get("role", ""), actor.get("uuid", ""), args)
        month = adherence.month_of(at, zone)
        for promise in measured:
            kept, broke = any_fits(promise.kept, one), any_fits(promise.broken, one)
            if kept or broke:
                key = (promise.key, month)
                found[key] = found.get(key, Count()).plus(Count(int(kept and not broke), 1))
                with_whom.setdefault(key, set()).add(str(args.get("registration") or args.get("employer") or actor.get("uuid", "")))
    return found, with_whom


def _answered(centre: int, months: Sequence[date]) -> tuple[dict[tuple[str, date], Count], dict[tuple[str, date], int]]:
    rows = PromiseAsk.objects.filter(centre_id=centre, month__gte=months[0], answered_at__isnull=False).order_by()
    address = Coalesce(Lower("letter__email"), Lower("contact__person__email"))
    people = Rows("registration__learner", distinct=True) + Rows(address, distinct=True)
    counted = list(rows.values("promise", "month").annotate(yes=Rows("pk", filter=Q(answer=True)), answers=Rows("pk"), people=people))
    told = {(row["promise"], row["month"]): Count(0, 0, row["yes"], row["answers"]) for row in counted}
    return told, {(row["promise"], row["month"]): row["people"] for row in counted}


def _owed(centre: int) -> dict[str, tuple[int, int]]:
    """Of each promise, how many remedies were owed and how many of them were given."""
    rows = Remedy.objects.filter(centre_id=centre).order_by().values("promise").annotate(owed=Rows("pk"), had=Rows("delivered_at"))
    return {row["promise"]: (row["owed"], row["had"]) for row in rows}


# What is owed ---------------------------------------------------------------------------------------------------------------


def remedies(*, by: Actor) -> QuerySet[Remedy]:
    """What is owed and was given, what is due first first: all of it for who reads findings, otherwise to whom one assesses.

    Who looks after employers reads what is owed to these.
    """
    found = Remedy.objects.filter(centre_id=by.at_centre)
    if not may(by.role, Permission.READ_FINDINGS):
        concerns = Q(registration__assessor_id=by.person_id or 0)
        found = found.filter(concerns | Q(file__isnull=False) if may(by.role, Permission.OWN_EMPLOYERS) else concerns)
    around = found.select_related("centre", "version", "registration__learner", "file__employer", "delivered_by")
    return around.order_by(F("delivered_at").desc(nulls_first=True), "due_on", "pk")


def own_remedies(*, by: Actor) -> QuerySet[Remedy]:
    """What is owed to the reader, or was."""
    found = Remedy.objects.filter(registration__learner_id=by.person_id or 0, centre_id=by.at_centre)
    return found.select_related("version").order_by(F("delivered_at").desc(nulls_first=True), "due_on", "pk")


def broken_since(version: PromiseVersion, promise: Promise, *, limit: int) -> list[Clock]:
    """Clocks of a promise that broke since it is in force, for somebody, and for which nothing is owed yet."""
    owed = Remedy.objects.filter(centre_id=version.centre_id, promise=promise.key).values("clock")
    broke = Q(state=ClockState.BROKEN) | Q(state=ClockState.MOVED) | queries.late()
    found = Clock.objects.filter(broke, centre_id=version.centre_id, standard__in=promise.standards, counts_at__gte=version.in_force_at)
    for_whom = Q(registration__isnull=False) if promise.to == "learners" else Q(file__isnull=False)
    return list(found.filter(for_whom).exclude(uuid__in=owed).select_related("registration", "file").order_by("counts_at")[:limit])


def owed_to(parts: Iterable[EmployerFile]) -> QuerySet[Remedy]:
    """What is owed to an employer, or was."""
    found = Remedy.objects.filter(file__in=[part.pk for part in parts]).select_related("version")
    return found.order_by(F("delivered_at").desc(nulls_first=True), "due_on", "pk")


# What is asked --------------------------------------------------------------------------------------------------------------


def ask_token(uuid: UUID) -> str:
    """The secret of one question, as it stands in its address."""
    return tokens.token_of("promise", uuid)


ASKED = ("registration__learner", "letter", "contact__person", "version__centre", "centre")


def ask_by_token(token: str) -> PromiseAsk | None:
    """The question that holds `token`, whatever became of it."""
    return PromiseAsk.objects.select_related(*ASKED).filter(secret_digest=tokens.digest_of(token)).first()


def ask_by_uuid(uuid: UUID | str) -> PromiseAsk | None:
    return PromiseAsk.objects.select_related(*ASKED).filter(uuid=uuid).first()


def own_asks(*, by: Actor) -> QuerySet[PromiseAsk]:
    """What the reader was asked, the newest first."""
    found = PromiseAsk.objects.filter(registration__learner_id=by.person_id or 0, centre_id=by.at_centre)
    return found.select_related(*ASKED).order_by("-asked_at", "-pk")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks for an employer: by a link to its own page, or as a contact with an account. Nobody stands here twice."""

    letters: Sequence[PageLetter] = ()
    contacts: Sequence[Appointment] = ()


def speakers_of(file: EmployerFile | None, employer: Organisation | None, *, centre_id: int) -> Speakers:
    """Whoever can be asked and told something as the employer, whose file may not have been opened yet. Three queries."""
    parts = employers.parts_of(file) if file else []
    letters = list({one.email.lower(): one for one in reversed(employers.page_letters_of(parts))}.values()) if parts else []
    at = {part.employer_id for part in parts} | ({employer.pk} if employer else set())
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role=Role.EMPLOYER_CONTACT, employer__in=at)
    written = {one.email.lower() for one in letters}
    contacts = {one.person_id: one for one in held.filter(person__is_active=True).select_related("person").order_by("pk")}
    return Speakers(letters, [one for one in contacts.values() if one.person.email.lower() not in written])


def asks_of(email: str, parts: Iterable[EmployerFile], at: Iterable[int]) -> QuerySet[PromiseAsk]:
    """What somebody at an employer is asked today, the newest first. `at`: the employers, by number, for whom they speak."""
    since = clock.now() - OPEN_FOR
    by_link = Q(letter__file__in=[part.pk for part in parts], letter__email__iexact=email)
    as_contact = Q(contact__employer__in=list(at), contact__person__email__iexact=email)
    found = PromiseAsk.objects.filter(by_link | as_contact, answered_at=None)
    return found.filter(asked_at__gt=since).select_related(*ASKED).order_by("-asked_at", "-pk")


def told_of_remedy(uuid: UUID | str) -> Speakers:
    """Who at an employer hears of what it is owed; nobody where somebody who learns is."""
    remedy = remedy_by_uuid(uuid)
    file = remedy.file if remedy else None
    return speakers_of(file.merged_into or file, None, centre_id=file.centre_id) if file else Speakers()


def remedy_by_uuid(uuid: UUID | str) -> Remedy | None:
    return (
        Remedy.objects.select_related(
            "version", "registration__learner", "registration__assessor", "file__employer", "file__merged_into", "centre"
        )
        .filter(uuid=uuid)
        .first()
    )
