"""How standards are kept: counted by the database, by standard and month, by owner and by employer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Manager, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from milepost.base import clock
from milepost.commitments import queries
from milepost.commitments.facts import Book, book_of, month_before
from milepost.commitments.models import Clock, HandCount
from milepost.commitments.words import ClockState
from milepost.engine.clocks import Standard
from milepost.people.models import Organisation, Person
from milepost.people.words import Role

MONTHS = 12
TO_EMPLOYERS = ("employers", "everybody")
FEW = 10  # fewer than these show no share to the public


@dataclass(frozen=True, slots=True)
class Tally:
    """How many clocks counted and how many of them were kept; `least` ran beyond what everybody gets."""

    kept: int = 0
    broken: int = 0
    moved: int = 0
    least: int = 0
    people: int | None = None  # with how many different people and employers; none where nobody asked for it

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.kept + other.kept, self.broken + other.broken, self.moved + other.moved, self.least + other.least)

    @property
    def of(self) -> int:
        return self.kept + self.broken + self.moved

    @property
    def group(self) -> int:
        """How large the group is that a share of these would speak of."""
        return self.of if self.people is None else min(self.of, self.people)

    @property
    def percent(self) -> int | None:
        """Of a hundred, rounded down: 99.6 is not all of them."""
        return self.kept * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a standard. `hand` was counted by somebody before Milepost did."""

    month: date
    tally: Tally
    hand: HandCount | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How one standard was kept."""

    standard: Standard
    months: Sequence[Month]
    tally: Tally
    holds: bool  # it is in the set of now

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached. None where nothing counted."""
        return None if self.tally.percent is None else self.tally.kept * 100 >= self.standard.target * self.tally.of

    @property
    def by_hand(self) -> tuple[int, int]:
        """Kept and all, of the months that were counted by hand."""
        counts = [one.hand for one in self.months if one.hand]
        return sum(one.kept for one in counts), sum(one.of for one in counts)


@dataclass(frozen=True, slots=True)
class Share:
    """How somebody, or with some employer, standards were kept."""

    key: UUID | None
    name: str
    tally: Tally


def last_months(until: date | None = None, number: int = MONTHS) -> list[date]:
    """The first days of the last months, this one included, the oldest first."""
    month = (until or clock.today()).replace(day=1)
    found = [month]
    while len(found) < number:
        month = month_before(month)
        found.append(month)
    return found[::-1]


def _counted() -> dict[str, Count]:
    now = clock.now()
    late = queries.late()
    beyond = Q(ended_at__gt=F("always_at")) | Q(ended_at=None, always_at__lt=now)
    return {
        "kept": Count("pk", filter=Q(state=ClockState.KEPT)),
        "broken": Count("pk", filter=Q(state=ClockState.BROKEN) | late),
        "moved": Count("pk", filter=Q(state=ClockState.MOVED)),
        "least": Count("pk", filter=(Q(state=ClockState.BROKEN) | late) & beyond),
    }


def _tally(row: Mapping[str, Any]) -> Tally:
    return Tally(row["kept"], row["broken"], row["moved"], row["least"])


def in_months(clocks: QuerySet[Clock], months: Sequence[date]) -> QuerySet[Clock]:
    """Those that counted in these months, first to last."""
    return clocks.filter(month__gte=months[0], month__lte=months[-1])


def by_standard(clocks: QuerySet[Clock], months: Sequence[date], book: Book, hand: Mapping[tuple[str, date], HandCount]) -> list[Kept]:
    """Each standard by month: those that hold now, then those that did and have counts. One query."""
    found: dict[tuple[str, date], Tally] = {}
    rows = in_months(clocks, months).order_by().values("standard", "month").annotate(**_counted())
    for row in rows:
        found[row["standard"], row["month"] or months[0]] = _tally(row)
    holding = {one.key for one in book.standards}
    named = {one.key: one for edition in book.editions for one in edition.standards}
    kept = []
    for key in (*[one.key for one in book.standards], *(key for key in named if key not in holding)):
        each = [Month(month, found.get((key, month), Tally()), hand.get((key, month))) for month in months]
        tally = sum((one.tally for one in each), Tally())
        if key in holding or tally.of:
            kept.append(Kept(named[key], each, tally, key in holding))
    return kept


# Learners and employers end clocks too, by agreeing and signing: what they ended is their assessor's.
OURS = Q(ended_by__role__in=[Role.ASSESSOR, Role.IQA, Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.EMPLOYER_OWNER])
# Counted by number, and named afterwards: grouping by names takes several times as long.
OWNER = Case(When(OURS, then=F("ended_by__person_id")), default=F("registration__assessor_id"))
EMPLOYER = Coalesce("file__employer_id", "registration__employer_id")


def of_owner(clocks: QuerySet[Clock], uuid: UUID) -> QuerySet[Clock]:
    return clocks.annotate(owner=OWNER).filter(owner__in=Person.objects.filter(uuid=uuid).values("pk"))


def of_employer(clocks: QuerySet[Clock], uuid: UUID) -> QuerySet[Clock]:
    return clocks.annotate(employer=EMPLOYER).filter(employer__in=Organisation.objects.filter(uuid=uuid).values("pk"))


def with_employer(centre_id: int, files: Iterable[int], employers: Iterable[int], months: Sequence[date]) -> list[Kept]:
    """What was promised to an employer, or to everybody, and how it was kept with this one: what has counted. Four queries."""
    theirs = Q(file__in=list(files)) | Q(registration__employer__in=list(employers))
    kept = by_standard(Clock.objects.filter(theirs, centre_id=centre_id), months, book_of(centre_id), {})
    return [one for one in kept if one.standard.to in TO_EMPLOYERS and one.tally.of]


def by_owner(clocks: QuerySet[Clock], months: Sequence[date]) -> list[Share]:
    """By who answered, or whose it is where nobody has: the lowest share first. Two queries."""
    return _shares(clocks, months, OWNER, Person.objects)


def by_employer(clocks: QuerySet[Clock], months: Sequence[date]) -> list[Share]:
    """By employer: the lowest share first. Two queries."""
    return [share for share in _shares(clocks, months, EMPLOYER, Organisation.objects) if share.key]


SECTOR = Coalesce("file__sector", "registration__employer__file__sector", Value(""))


@dataclass(frozen=True, slots=True)
class OfSector:
    """How a standard was kept with the employers of one sector; an empty one is not known."""

    standard: str
    sector: str
    tally: Tally


def by_sector(clocks: QuerySet[Clock], months: Sequence[date], standards: Collection[str]) -> list[OfSector]:
    """By standard and sector, with how many different people and employers. Two queries."""
    asked: Any = clocks.filter(standard__in=list(standards)).annotate(sector=SECTOR)
    within: Any = in_months(asked, months)
    counted: list[Any] = list(within.order_by().values("standard", "sector").annotate(**_counted()))
    whom = people_in(asked, months, "standard", "sector")
    return [
        OfSector(row["standard"], row["sector"], replace(_tally(row), people=whom.get((row["standard"], row["sector"]), 0)))
        for row in sorted(counted, key=lambda row: (row["standard"], row["sector"]))
    ]


def _shares(clocks: QuerySet[Clock], months: Sequence[date], whose: Case | Coalesce, named: Manager[Any]) -> list[Share]:
    counts: Any = in_months(clocks, months).annotate(whose=whose).order_by().values("whose").annotate(**_counted())
    rows = list(counts)
    names = {pk: (uuid, name) for pk, uuid, name in named.filter(pk__in=[row["whose"] for row in rows]).values_list("pk", "uuid", "name")}
    return _lowest_first([Share(*names.get(row["whose"], (None, "")), _tally(row)) for row in rows])


def _lowest_first(shares: Sequence[Share]) -> list[Share]:
    return sorted((one for one in shares if one.tally.of), key=lambda one: (one.tally.kept / one.tally.of, -one.tally.of, one.name))


def of_public(centre_id: int) -> list[Kept]:
    """What the public reads: standards by month, and nothing of anybody."""
    months, clocks = last_months(), Clock.objects.filter(centre_id=centre_id)
    by_month, whole = people_in(clocks, months, "standard", "month"), people_in(clocks, months, "standard")
    return [
        replace(
            one,
            months=[replace(m, tally=replace(m.tally, people=by_month.get((one.standard.key, m.month), 0))) for m in one.months],
            tally=replace(one.tally, people=whole.get((one.standard.key,), 0)),
        )
        for one in by_standard(clocks, months, book_of(centre_id), queries.hand_counts(centre_id))
    ]


def people_in(clocks: QuerySet[Clock], months: Sequence[date], *by: str) -> dict[tuple[Any, ...], int]:
    """With how many different people and employers clocks counted, by these fields. One query."""
    ended = Q(state__in=[ClockState.KEPT, ClockState.BROKEN, ClockState.MOVED]) | queries.late()
    strangers = Q(registration=None, file=None)  # who asked before there was a file
    whom = Count("registration__learner", distinct=True) + Count("file", distinct=True) + Count("stream", distinct=True, filter=strangers)
    rows: Any = in_months(clocks.filter(ended), months).order_by().values(*by).annotate(whom=whom)
    return {tuple(row[field] for field in by): row["whom"] for row in rows}


def month_of(moment: datetime, zone: str) -> date:
    """The first day of the month in which a moment lies, where a centre stands."""
    return moment.astimezone(ZoneInfo(zone)).date().replace(day=1)


def begins(month: date, zone: str) -> datetime:
    """The moment in which a month begins where a centre stands."""
    return datetime.combine(month, time(), ZoneInfo(zone))
