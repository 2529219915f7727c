"""Working days: Monday to Friday, without the holidays that are given."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5


def is_working(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def after(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """The day that comes so many working days after `day`, which itself does not count."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working(day, holidays)
    return day
