"""`milepost due`: the moment, the days that do not count and why, and what cannot be asked."""

import pytest

from milepost.cli import main


def due(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["due", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_moment_comes_first_and_then_every_day_that_was_skipped(capsys):
    status, said, _ = due(capsys, "2027-05-27T16:40", "2 working days", "--calendar", "scotland", "--hours", "09:00-17:00")
    assert status == 0
    assert said.splitlines() == [
        "2027-06-01T17:00:00+01:00",
        "  - Saturday 29 May 2027: no office hours",
        "  - Sunday 30 May 2027: no office hours",
        "  - Monday 31 May 2027: bank holiday, Spring Bank Holiday",
    ]


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        (["2027-03-25T16:40", "2 working days"], "2027-03-31T17:00:00+01:00"),
        (["2027-03-25T16:40", "2 working days", "--calendar", "scotland"], "2027-03-30T17:00:00+01:00"),
        (["2027-03-25T16:40", "4 working hours", "--calendar", "northern-ireland"], "2027-03-30T12:40:00+01:00"),
        (["2027-03-25T16:40", "2 working days", "--cut-off", "16:00"], "2027-04-01T17:00:00+01:00"),
        (["2027-03-24T09:00", "1 working day", "--closed", "2027-03-25"], "2027-03-30T17:00:00+01:00"),
        (["2025-12-31T12:00", "1 working day", "--calendar", "scotland"], "2026-01-05T17:00:00+00:00"),
        (["2026-02-02T09:00Z", "1 working day", "--zone", "Europe/Dublin", "--hours", "mon-thu 08:00-16:30"], "2026-02-03T16:30:00+00:00"),
    ],
)
def test_calendar_hours_closures_and_zone_count(capsys, words, moment):
    status, said, _ = due(capsys, *words)
    assert status == 0
    assert said.splitlines()[0] == moment


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["soon", "2 working days"], "“soon” is no moment"),
        (["1827-05-27T16:40", "2 working days"], "known from 2000 to 2099"),
        (["2027-05-27T16:40", "two days"], "“two days” is no length of time"),
        (["2027-05-27T16:40", "2 days", "--hours", "9-5"], "“9-5” are no office hours"),
        (["2027-05-27T16:40", "2 days", "--cut-off", "4pm"], "“4pm” is no time of day"),
        (["2027-05-27T16:40", "2 days", "--closed", "Monday"], "One of Monday is no day"),
        (["2027-05-27T16:40", "2 days", "--zone", "Milton/Keynes"], "There is no time zone “Milton/Keynes”"),
    ],
)
def test_what_cannot_be_asked_says_what_to_write(capsys, words, sentence):
    status, said, wrong = due(capsys, *words)
    assert (status, said) == (2, "")
    assert sentence in wrong
