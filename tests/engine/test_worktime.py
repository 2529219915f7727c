"""Working days."""

from datetime import date

import pytest

from milepost.engine import worktime

FRIDAY, MONDAY = date(2026, 1, 9), date(2026, 1, 12)


@pytest.mark.parametrize(
    ("day", "days", "then"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 3, date(2026, 1, 15)),
        (FRIDAY, 1, MONDAY),
        (FRIDAY, 3, date(2026, 1, 14)),
        (date(2026, 1, 10), 1, MONDAY),
    ],
)
def test_weekends_do_not_count(day: date, days: int, then: date) -> None:
    assert worktime.after(day, days) == then


def test_a_holiday_does_not_count_either() -> None:
    assert worktime.after(FRIDAY, 1, {MONDAY}) == date(2026, 1, 13)
    assert not worktime.is_working(MONDAY, {MONDAY})
    assert not worktime.is_working(date(2026, 1, 11))
