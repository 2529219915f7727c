"""Rows as engine values: the weeks behind, the hours ahead, the forecast and the advice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from milepost.base import clock
from milepost.commitments.calendars import bank_holidays
from milepost.commitments.facts import Book, book_of
from milepost.engine import forecast as engine
from milepost.engine.forecast import Advice, Because, Driver, Forecast, Situation, Week
from milepost.engine.worktime import is_working
from milepost.readiness import roadfile
from milepost.readiness.models import RoadDates, RoadWork

A_WEEK = timedelta(days=7)
WEEKS_BACK, WEEKS_AHEAD = 104, 78
WORKING_DAYS = 5


@lru_cache(maxsize=64)
def _forecast(
    history: tuple[Week, ...], left: float, ahead: tuple[float, ...], seed: int, fan: int, before: float = 0.0
) -> Forecast | None:
    return engine.forecast(history, left, ahead, seed=seed, fan=fan, before=before)


@lru_cache(maxsize=64)
def _drivers(
    history: tuple[Week, ...], left: float, ahead: tuple[float, ...], whole: tuple[float, ...], weeks: float, largest: float, seed: int
) -> list[Driver]:
    return engine.drivers(history, left, ahead, whole=whole, weeks=weeks, largest=largest, seed=seed)


@dataclass(frozen=True)
class Outlook:
    """Everything that can be said today of whether a centre will be ready."""

    today: date
    dates: RoadDates | None
    share: int  # percent of the work that is done
    left: float  # hours
    history: tuple[Week, ...]
    full: Forecast | None = None
    conditional: Forecast | None = None
    situation: Situation | None = None
    advice: tuple[Advice, Because] | None = None
    later: tuple[Situation, Advice] | None = None
    drivers: Sequence[Driver] = ()
    past: Sequence[tuple[date, int]] = ()  # the share of the work of then, week by week

    @property
    def weeks(self) -> float:
        """From today to the day on which all must be true."""
        return (self.dates.ready_by - self.today).days / 7 if self.dates else 0

    def chance_by(self, day: date) -> int | None:
        return None if self.full is None else percent(self.full.chance((day - self.today).days / 7))

    def day(self, weeks: float) -> date:
        return engine.day_after(self.today, weeks)


def percent(share: float) -> int:
    """In a hundred. What is not certain is never 0 nor 100."""
    found = round(share * 100)
    return min(max(found, 1 if share > 0 else 0), 99 if share < 1 else 100)


def _hours(first: date, hours: float, book: Book, off: frozenset[date]) -> float:
    """The hours that people have in the seven days from this one."""
    holidays = bank_holidays(book.hours_on(first).division)
    days = sum(day not in off and is_working(day, holidays) for day in (first + timedelta(days=n) for n in range(7)))
    return hours * days / WORKING_DAYS


def _in(day: date | None, first: date) -> bool:
    return day is not None and first <= day < first + A_WEEK


def history_of(work: Sequence[RoadWork], today: date, hours: float, book: Book, off: frozenset[date]) -> tuple[Week, ...]:
    """By whole week behind, the oldest first. What was known on the first day is the work as it was laid out, not growth."""
    counted = [one for one in work if not one.dropped_on]
    if not counted:
        return ()
    begun = min(one.known_on for one in counted)
    number = min((today - begun).days // 7, WEEKS_BACK)
    found = []
    for back in range(number, 0, -1):
        first = today - back * A_WEEK + timedelta(days=1)
        done = sum(float(one.hours) for one in counted if _in(one.done_on, first))
        added = sum(float(one.hours) for one in counted if _in(one.known_on, first) and one.known_on > begun)
        found.append(Week(done, added, _hours(first, hours, book, off)))
    return tuple(found)


def past_of(work: Sequence[RoadWork], today: date) -> list[tuple[date, int]]:
    """The share that was done, of the work that was known, on the last day of each week behind and today."""
    counted = [one for one in work if not one.dropped_on]
    begun = min((one.known_on for one in counted), default=today)
    found = []
    for back in range(min((today - begun).days // 7, WEEKS_BACK), -1, -1):
        day = today - back * A_WEEK
        known = sum(one.hours for one in counted if one.known_on <= day)
        done = sum(one.hours for one in counted if one.known_on <= day and one.done_on and one.done_on <= day)
        found.append((day, int(done * 100 / known) if known else 0))
    return found


def outlook(centre_id: int, dates: RoadDates | None, work: Sequence[RoadWork], *, fan: bool = True) -> Outlook:
    """What the work so far says of the dates. Three queries."""
    today = clock.today()
    counted = [one for one in work if not one.dropped_on]
    whole, open_ = sum(float(one.hours) for one in counted), [one for one in counted if not one.done_on]
    left = sum(float(one.hours) for one in open_)
    share = int((whole - left) * 100 / whole) if whole else 0
    past = past_of(work, today)
    if dates is None:
        return Outlook(today, None, share, left, (), past=past)
    book, hours, seed = book_of(centre_id), float(dates.hours_a_week), today.toordinal()
    off = frozenset(one.day for one in book.days_off)
    history = history_of(work, today, hours, book, off)
    ahead = (*(_hours(today + timedelta(days=1) + n * A_WEEK, hours, book, off) for n in range(WEEKS_AHEAD)), hours)
    if not counted:
        return Outlook(today, dates, share, left, history, past=past)
    results = {one.key for one in roadfile.shipped() if one.results}
    less = sum(float(one.hours) for one in open_ if one.milepost not in results)
    weeks = (dates.ready_by - today).days / 7
    reach = max(min(round(weeks) + 8, WEEKS_AHEAD), 12) if fan else 0
    before = max(whole - left - sum(one.done for one in history), 0.0)  # finished in the begun week before the first whole one, or earlier
    full, conditional = _forecast(history, left, ahead, seed, reach, before), _forecast(history, less, ahead, seed, 0)
    can_register = dates.registered_on is not None or dates.register_by >= today
    at = Situation(full.chance(weeks) if full else None, conditional.chance(weeks) if conditional else None, can_register, left, weeks < 0)
    largest = max((float(one.hours) for one in open_), default=0.0)
    drives = _drivers(history, left, ahead, (hours,) * len(ahead), weeks, largest, seed) if fan and left else []
    return Outlook(
        today,
        dates,
        share,
        left,
        history,
        full,
        conditional,
        at,
        engine.advice(at),
        engine.six_more(at, full, conditional, weeks),
        drives,
        past,
    )


def expected_on(seen: Outlook, day: date) -> int | None:
    """The share of the work that is expected to be done on a day: the middle of the fan. None where it does not reach so far."""
    weeks = round((day - seen.today).days / 7)
    if seen.full is None or weeks >= len(seen.full.fan):
        return None
    return percent(seen.full.fan[weeks].mid)
