"""The kept library against the days that were announced, written down by hand."""

from datetime import date

import pytest

from milepost.commitments.calendars import bank_holidays

# Days without work; a Saturday or Sunday matters only through its substitute.
ANNOUNCED = {
    "england-and-wales": {
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    },
    "scotland": {
        2022: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
        2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
        2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
        2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
    },
    "northern-ireland": {
        2022: "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27",
        2023: "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26",
        2026: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
        2027: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
    },
}


@pytest.mark.parametrize(("division", "year"), [(division, year) for division, years in ANNOUNCED.items() for year in years])
def test_the_library_knows_the_days_that_were_announced(division, year):
    known = {day for day in bank_holidays(division) if day.year == year and day.weekday() < 5}
    assert known == {date.fromisoformat(f"{year}-{day}") for day in ANNOUNCED[division][year].split()}
