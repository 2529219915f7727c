"""Working time: how long "two working days" or "four working hours" last, and which days were skipped and why.

A calendar says when an office works: its hours on each day of the week, its bank holidays, its closures, its time zone.

- *Working days* are counted from the next working day; the last one ends at its closing time. Where a calendar has a
  cut-off time, what comes later, or on a day without work, counts as received on the next working day.
- *Working hours* and *minutes* run only inside office hours, as real time: an hour stays an hour when clocks change.
- *Days* and *weeks* count every day; where the last one is no working day, the next working day's closing time ends them.
- A *pause* stops the clock. A day counts where the clock ran at its closing time, so a short pause wins no day.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

SATURDAY = 5
DAY = timedelta(days=1)
MIDNIGHT = 24 * 60  # minutes


def is_working(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, without the holidays that are given."""
    return day.weekday() < SATURDAY and day not in holidays


def after(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """The day that comes so many working days after `day`, which itself does not count."""
    while days > 0:
        day += DAY
        days -= is_working(day, holidays)
    return day


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    WORKING_MINUTES = "working_minutes"
    DAYS = "days"
    WEEKS = "weeks"


LIMIT = re.compile(r"(\d{1,4})\s+(working\s+)?(minute|hour|day|week)s?", re.IGNORECASE)
SAME_DAY = re.compile(r"(?:the\s+)?same\s+(?:working\s+)?day", re.IGNORECASE)
UNITS = {
    (True, "day"): Unit.WORKING_DAYS, (True, "hour"): Unit.WORKING_HOURS, (True, "minute"): Unit.WORKING_MINUTES,
    (False, "day"): Unit.DAYS, (False, "week"): Unit.WEEKS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take. No working days at all: by closing time of the same one."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Limit | None":
        """ "2 working days", "4 working hours", "8 weeks", "same working day". None when it says nothing of the kind."""
        said = text.strip()
        if SAME_DAY.fullmatch(said):
            return cls(0, Unit.WORKING_DAYS)
        found = LIMIT.fullmatch(said)
        unit = UNITS.get((bool(found[2]), found[3].lower())) if found else None
        return cls(int(found[1]), unit) if found and unit and int(found[1]) else None

    @property
    def in_days(self) -> bool:
        return self.unit not in (Unit.WORKING_HOURS, Unit.WORKING_MINUTES)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Office hours of one day, in minutes after midnight by the clock on the wall."""

    opens: int
    closes: int


Week = tuple[Stretch | None, ...]  # seven, Monday first
NINE_TO_FIVE = Stretch(9 * 60, 17 * 60)
OFFICE_WEEK: Week = (NINE_TO_FIVE,) * 5 + (None, None)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"(?:([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+)?(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)", re.IGNORECASE)


def week_of(text: str) -> Week | None:
    """Office hours as people write them: "09:00-17:00" for Monday to Friday, or "mon-thu 09:00-17:00, fri 09:00-16:00"."""
    week: list[Stretch | None] = [None] * 7
    for part in re.split(r"[,;]", text):
        found = HOURS.fullmatch(part.strip())
        if found is None:
            return None
        first, last = (found[1] or "mon").lower(), (found[2] or found[1] or "fri").lower()
        opens, closes = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
        if first not in WEEKDAYS or last not in WEEKDAYS or int(found[4]) > 59 or int(found[6]) > 59 or not opens < closes <= MIDNIGHT:
            return None
        for place in range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1):
            week[place] = Stretch(opens, closes)
    return tuple(week) if any(week) else None


def week_text(week: Week) -> str:
    """The same, written: days with the same hours drawn together. `week_of` reads it back."""
    found: list[list[int]] = []
    for place, stretch in enumerate(week):
        if stretch and found and found[-1][1] == place - 1 and week[found[-1][0]] == stretch:
            found[-1][1] = place
        elif stretch:
            found.append([place, place])
    parts = []
    for first, last in found:
        days = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
        stretch = week[first]
        assert stretch is not None
        parts.append(f"{days} {time_text(stretch.opens)}-{time_text(stretch.closes)}")
    return ", ".join(parts)


def minutes_of(text: str) -> int | None:
    """A time of day as "16:00", in minutes after midnight."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text.strip())
    minutes = int(found[1]) * 60 + int(found[2]) if found else MIDNIGHT + 1
    return minutes if minutes < MIDNIGHT else None


def time_text(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


class Why(StrEnum):
    """Why a day does not count."""

    LATE = "late"  # the day it began: after the cut-off time
    NO_OFFICE = "no_office"  # a weekday without office hours: the weekend, usually
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that does not count, and why; `name` is that of the holiday or of the closure."""

    day: date
    why: Why
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """From when to when a clock stands still. Without an end it still does."""

    begins: datetime
    ends: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)


@dataclass(frozen=True, slots=True)
class Due:
    """When time is up, in the calendar's time zone. None while a pause has no end."""

    at: datetime | None
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """When an office works. What was looked up is kept, so one calendar serves many clocks quickly."""

    zone: tzinfo
    week: Week = OFFICE_WEEK
    holidays: Mapping[date, str] = field(default_factory=dict)
    closures: Mapping[date, str] = field(default_factory=dict)
    cut_off: int | None = None  # minutes after midnight
    _hours: dict[date, tuple[datetime, datetime] | None] = field(default_factory=dict, init=False, repr=False)
    _due: dict[tuple[date, Limit], Due] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEKDAYS) or not any(self.week):
            raise ValueError("A week has seven days, and an office works on one of them at least.")

    def off(self, day: date) -> Skipped | None:
        """Why nobody works on this day. None on a working day."""
        if self.week[day.weekday()] is None:
            return Skipped(day, Why.NO_OFFICE)
        if day in self.holidays:
            return Skipped(day, Why.HOLIDAY, self.holidays[day])
        return Skipped(day, Why.CLOSURE, self.closures[day]) if day in self.closures else None

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """When the office opens and closes on this day, as moments of the world. None where it stays closed."""
        if day not in self._hours:
            stretch = None if self.off(day) else self.week[day.weekday()]
            self._hours[day] = (self._moment(day, stretch.opens), self._moment(day, stretch.closes)) if stretch else None
        return self._hours[day]

    def _moment(self, day: date, minutes: int) -> datetime:
        if minutes == MIDNIGHT:
            day, minutes = day + DAY, 0
        return datetime.combine(day, time(minutes // 60, minutes % 60), self.zone).astimezone(UTC)

    def day_ends(self, day: date) -> datetime:
        """Closing time, or midnight of a day without work."""
        hours = self.hours(day)
        return hours[1] if hours else self._moment(day, MIDNIGHT)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)


def due(start: datetime, limit: Limit, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Due:
    """When something that began at `start` has to be done. What ends at that very moment is in time."""
    start = start.astimezone(UTC)  # between two times of one zone Python reckons with the clock on the wall
    if not limit.in_days:
        minutes = limit.count * (60 if limit.unit is Unit.WORKING_HOURS else 1)
        return _after_hours(start, timedelta(minutes=minutes), calendar, pauses)
    began = calendar.local(start)
    received: date = began.date()
    late: tuple[Skipped, ...] = ()
    if limit.unit is Unit.WORKING_DAYS:
        received, late = _received(began, limit, calendar)
    if pauses:
        found = _after_days(received, limit, calendar, pauses)
    elif (received, limit) in calendar._due:
        found = calendar._due[received, limit]
    else:
        found = calendar._due[received, limit] = _after_days(received, limit, calendar, ())
    return Due(found.at, (*late, *found.skipped)) if late else found


def _received(began: datetime, limit: Limit, calendar: Calendar) -> tuple[date, tuple[Skipped, ...]]:
    """The day that something counts as received on, with the days before it that were too late or without work."""
    day, last = began.date(), calendar.cut_off
    if limit.count == 0:  # the same working day: while the office is open
        stretch = calendar.week[day.weekday()]
        closes = stretch.closes if stretch else 0
        last = min(closes, closes if last is None else last)
    if last is None:
        return day, ()
    skipped: list[Skipped] = []
    if calendar.off(day) is None and began.hour * 60 + began.minute > last:
        skipped.append(Skipped(day, Why.LATE))
        day += DAY
    while why := calendar.off(day):
        skipped.append(why)
        day += DAY
    return day, tuple(skipped)


def _after_days(received: date, limit: Limit, calendar: Calendar, pauses: Sequence[Pause]) -> Due:
    working = limit.unit is Unit.WORKING_DAYS
    left = limit.count * (7 if limit.unit is Unit.WEEKS else 1)
    skipped: list[Skipped] = []
    day = received if left == 0 else received + DAY
    while True:
        off = calendar.off(day)
        held = next((pause for pause in pauses if pause.holds(calendar.day_ends(day))), None)
        if held and held.ends is None:
            return Due(None, tuple(skipped))
        if off and (working or left <= 1):
            skipped.append(off)
        elif held:
            skipped.append(Skipped(day, Why.PAUSED))
        if not held and not (working and off):
            left = max(left - 1, 0)
            if left == 0 and not off:
                return Due(calendar.local(calendar.day_ends(day)), tuple(skipped))
        day += DAY


def _after_hours(start: datetime, left: timedelta, calendar: Calendar, pauses: Sequence[Pause]) -> Due:
    day, skipped = calendar.local(start).date(), []
    while True:
        hours = calendar.hours(day)
        if hours is None:
            skipped.append(calendar.off(day) or Skipped(day, Why.NO_OFFICE))
        else:
            ran = False
            for begins, ends in _running(max(hours[0], start), hours[1], pauses):
                ran = True
                if ends - begins >= left:
                    return Due(calendar.local(begins + left), tuple(skipped))
                left -= ends - begins
            if not ran and any(pause.holds(hours[1]) for pause in pauses):
                skipped.append(Skipped(day, Why.PAUSED))
        if any(pause.ends is None and pause.begins <= calendar.day_ends(day) for pause in pauses):
            return Due(None, tuple(skipped))
        day += DAY


def _running(begins: datetime, ends: datetime, pauses: Sequence[Pause]) -> Iterator[tuple[datetime, datetime]]:
    """What of a stretch of time no pause takes."""
    for pause in sorted(pauses, key=lambda one: one.begins):
        if pause.begins >= ends or (pause.ends is not None and pause.ends <= begins):
            continue
        if begins < pause.begins:
            yield begins, pause.begins.astimezone(UTC)
        begins = ends if pause.ends is None else pause.ends.astimezone(UTC)
    if begins < ends:
        yield begins, ends


def before(moment: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The moment so much earlier, for warnings: whole days keep the time on the clock, hours run back through office hours."""
    there = calendar.local(moment)
    if not limit.in_days:
        minutes = limit.count * (60 if limit.unit is Unit.WORKING_HOURS else 1)
        return _back_hours(moment, timedelta(minutes=minutes), calendar)
    day, left = there.date(), limit.count * (7 if limit.unit is Unit.WEEKS else 1)
    while left > 0:
        day -= DAY
        left -= limit.unit is not Unit.WORKING_DAYS or calendar.off(day) is None
    return datetime.combine(day, there.time(), calendar.zone)


def _back_hours(moment: datetime, left: timedelta, calendar: Calendar) -> datetime:
    day, moment = calendar.local(moment).date(), moment.astimezone(UTC)
    while True:
        if hours := calendar.hours(day):
            ends = min(hours[1], moment)
            if ends - hours[0] >= left:
                return calendar.local(ends - left)
            left -= max(ends - hours[0], timedelta())
        day -= DAY
