"""Rows as engine values: which standards hold when at a centre, and by which calendar its clocks run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from milepost.commitments import standardfile
from milepost.commitments.calendars import bank_holidays
from milepost.commitments.models import DayOff, OfficeHours, StandardsVersion
from milepost.commitments.words import DayOffKind, Division
from milepost.engine import worktime
from milepost.engine.clocks import Does, Standard, Watch, standards_of
from milepost.engine.worktime import Calendar

ALWAYS, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Edition:
    """A set of standards and the time in which what starts runs by it."""

    number: int
    begins: datetime
    ends: datetime
    standards: Sequence[Standard]
    watch: Watch  # of what happens within one stream
    wide: Watch  # of what is followed through all of them

    @classmethod
    def of(cls, number: int, begins: datetime, ends: datetime, standards: Sequence[Standard]) -> "Edition":
        return cls(
            number,
            begins,
            ends,
            standards,
            Watch(one for one in standards if not one.across),
            Watch(one for one in standards if one.across),
        )


@dataclass(frozen=True, slots=True)
class Hours:
    """When a centre works, from a day on."""

    from_on: date = date.min
    division: str = Division.ENGLAND_AND_WALES.value
    week: str = "mon-fri 09:00-17:00"
    cut_off: str = ""
    zone: str = "Europe/London"


@dataclass(frozen=True, slots=True)
class Book:
    """What a centre has set for its clocks."""

    editions: Sequence[Edition]
    hours: Sequence[Hours]  # the oldest first
    days_off: Sequence[DayOff]
    _calendars: dict[object, Calendar] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> list[str]:
        """Of every event that a clock of its stream listens to."""
        return sorted({name for edition in self.editions for name in edition.watch.names})

    @property
    def wide_names(self) -> list[str]:
        """Of every event that a clock across streams listens to."""
        return sorted({name for edition in self.editions for name in edition.wide.names})

    @property
    def standards(self) -> Sequence[Standard]:
        """Those that hold now."""
        return self.editions[-1].standards

    def standard(self, key: str, edition: int) -> Standard | None:
        return next((one for held in self.editions if held.number == edition for one in held.standards if one.key == key), None)

    def titles(self) -> dict[str, str]:
        """What each standard is called, those that hold no longer with the name that they had last."""
        return {one.key: one.title for edition in self.editions for one in edition.standards}

    def hours_on(self, day: date) -> Hours:
        return next((one for one in reversed(self.hours) if one.from_on <= day), self.hours[0])

    def calendar(self, standard: Standard, started_at: datetime, *, known_at: datetime | None = None) -> Calendar:
        """The calendar of a clock that started then. With `known_at`: as it was known at that moment."""
        hours = self.hours_on(started_at.date()) if len(self.hours) > 1 else self.hours[0]
        off = tuple(one for one in self.days_off if known_at is None or one.announced_at <= known_at) if self.days_off else ()
        of = (hours, standard.calendar, standard.hours, standard.cut_off, len(off) if known_at is None else tuple(one.pk for one in off))
        if of not in self._calendars:
            self._calendars[of] = _calendar(hours, standard, off)
        return self._calendars[of]

    def announced_since(self, started_at: datetime, due_at: datetime | None) -> bool:
        """Whether a day off between these moments was announced after the first of them."""
        last = NEVER.date() if due_at is None else due_at.date()
        return any(one.announced_at > started_at and started_at.date() <= one.day <= last for one in self.days_off)


def _calendar(hours: Hours, standard: Standard, off: Sequence[DayOff]) -> Calendar:
    division = hours.division if standard.calendar == "centre" else standard.calendar
    week = worktime.week_of(hours.week if standard.hours == "office" else standard.hours)
    holidays = {one.day: one.name for one in off if one.kind == DayOffKind.BANK_HOLIDAY}
    return Calendar(
        ZoneInfo(hours.zone),
        week or worktime.OFFICE_WEEK,
        {**bank_holidays(division), **holidays} if holidays else bank_holidays(division),
        {one.day: one.name for one in off if one.kind == DayOffKind.CLOSURE},
        worktime.minutes_of(standard.cut_off or hours.cut_off),
    )


@cache
def shipped_standards() -> tuple[Standard, ...]:
    return standards_of(standardfile.shipped_document())


def book_of(centre_id: int) -> Book:
    """Everything that a centre has set: three queries."""
    versions = list(StandardsVersion.objects.filter(centre_id=centre_id).order_by("number"))
    hours = [
        Hours(row.from_on, row.division, row.week, row.cut_off, row.zone)
        for row in OfficeHours.objects.filter(centre_id=centre_id).order_by("from_on", "pk")
    ]
    days_off = list(DayOff.objects.filter(centre_id=centre_id, taken_back_at=None).order_by("day"))
    return Book(list(_editions(versions)), [Hours(), *hours], days_off)


def _editions(versions: Sequence[StandardsVersion]) -> Iterator[Edition]:
    ends = [version.published_at for version in versions] + [NEVER]
    yield Edition.of(0, ALWAYS, ends[0], shipped_standards())
    for version, end in zip(versions, ends[1:], strict=True):
        yield Edition.of(version.number, version.published_at, end, standards_of(version.document))


def sets_of(centre_id: int) -> list[tuple[Standard, ...]]:
    """Every set of standards that held at a centre, the one of now last: one query."""
    published = StandardsVersion.objects.filter(centre_id=centre_id).order_by("number").values_list("document", flat=True)
    return [shipped_standards(), *(standards_of(one) for one in published)]


def office_calendar(centre_id: int, at: datetime) -> Calendar:
    """When a centre works, for whoever counts without a standard of ours."""
    return book_of(centre_id).calendar(shipped_standards()[0], at)


def office_calendars(centre_id: int) -> Callable[[datetime], Calendar]:
    """The same for whoever counts many moments of one centre: what is set there is asked once."""
    book = book_of(centre_id)
    return lambda at: book.calendar(shipped_standards()[0], at)


def promises_about(event: str, centre_id: int) -> list[Standard]:
    """What a centre promises about time from the moment when this happens."""
    return [one for one in book_of(centre_id).standards if any(trigger.event == event for trigger in one.triggers[Does.STARTS])]


def month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
