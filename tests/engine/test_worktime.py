"""Working time: cases over Easter, both changes of the clock, Christmas and a Scottish 2 January, worked by hand; properties."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine import worktime
from milepost.engine.worktime import Calendar, Limit, Pause, Skipped, Stretch, Unit, Why, due, week_of, week_text

FRIDAY, MONDAY = date(2026, 1, 9), date(2026, 1, 12)
LONDON = ZoneInfo("Europe/London")


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


# The bank holidays of three divisions as the cases need them, written down by hand.
ENGLAND = dict.fromkeys(
    map(
        date.fromisoformat,
        "2026-01-01 2026-04-03 2026-04-06 2026-12-25 2026-12-28 2027-01-01 2027-03-26 2027-03-29 2027-05-31 2027-12-27 2027-12-28".split(),
    ),
    "bank holiday",
)
SCOTLAND = dict.fromkeys(
    map(
        date.fromisoformat,
        "2026-01-01 2026-01-02 2026-04-03 2026-12-25 2026-12-28 2027-01-01 2027-01-04 2027-03-26 2027-05-31 2027-12-27 2027-12-28".split(),
    ),
    "bank holiday",
)
ULSTER = ENGLAND | {date(2026, 3, 17): "Saint Patrick’s Day", date(2026, 7, 13): "Battle of the Boyne"}
DIVISIONS = {"england": ENGLAND, "scotland": SCOTLAND, "ulster": ULSTER}


def calendar(division: str = "england", *, week: str = "09:00-17:00", **more: object) -> Calendar:
    found = week_of(week)
    assert found
    return Calendar(LONDON, found, DIVISIONS[division], **more)  # type: ignore[arg-type]


def at(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def limit(text: str) -> Limit:
    found = Limit.parse(text)
    assert found, text
    return found


CASES = [
    # an ordinary week
    ("england", "2026-02-02T09:00", "1 working day", "2026-02-03T17:00:00+00:00"),
    ("england", "2026-02-02T23:59", "1 working day", "2026-02-03T17:00:00+00:00"),
    ("england", "2026-02-06T16:40", "2 working days", "2026-02-10T17:00:00+00:00"),
    ("england", "2026-02-07T11:00", "2 working days", "2026-02-10T17:00:00+00:00"),
    ("england", "2026-02-02T09:00", "same working day", "2026-02-02T17:00:00+00:00"),
    ("england", "2026-02-02T17:01", "same working day", "2026-02-03T17:00:00+00:00"),
    ("england", "2026-02-07T11:00", "same working day", "2026-02-09T17:00:00+00:00"),
    # Easter of 2026: Friday 3 and Monday 6 April; Scotland works on the Monday
    ("england", "2026-04-02T16:40", "2 working days", "2026-04-08T17:00:00+01:00"),
    ("scotland", "2026-04-02T16:40", "2 working days", "2026-04-07T17:00:00+01:00"),
    ("england", "2026-04-02T16:40", "4 working hours", "2026-04-07T12:40:00+01:00"),
    ("scotland", "2026-04-02T16:40", "4 working hours", "2026-04-06T12:40:00+01:00"),
    # the clock goes forward in the night to Sunday, 29 March 2026
    ("england", "2026-03-27T16:40", "1 working day", "2026-03-30T17:00:00+01:00"),
    ("england", "2026-03-27T16:40", "2 working days", "2026-03-31T17:00:00+01:00"),
    ("england", "2026-03-27T16:40", "4 working hours", "2026-03-30T12:40:00+01:00"),
    ("england", "2026-03-28T23:30", "1 working hour", "2026-03-30T10:00:00+01:00"),
    ("england", "2026-03-20T12:00", "8 days", "2026-03-30T17:00:00+01:00"),
    # both at once: Easter of 2027 lies around 28 March, when the clock goes forward
    ("england", "2027-03-25T16:40", "2 working days", "2027-03-31T17:00:00+01:00"),
    ("scotland", "2027-03-25T16:40", "2 working days", "2027-03-30T17:00:00+01:00"),
    ("ulster", "2027-03-25T16:40", "2 working days", "2027-03-31T17:00:00+01:00"),
    ("england", "2027-03-25T16:40", "4 working hours", "2027-03-30T12:40:00+01:00"),
    ("england", "2027-03-25T16:40", "10 working days", "2027-04-12T17:00:00+01:00"),
    # and back on 25 October 2026
    ("england", "2026-10-23T16:40", "1 working day", "2026-10-26T17:00:00+00:00"),
    ("england", "2026-10-23T16:40", "90 working minutes", "2026-10-26T10:10:00+00:00"),
    # Christmas
    ("england", "2026-12-23T15:00", "3 working days", "2026-12-30T17:00:00+00:00"),
    ("england", "2026-12-24T16:30", "1 working hour", "2026-12-29T09:30:00+00:00"),
    ("england", "2027-12-24T10:00", "1 working day", "2027-12-29T17:00:00+00:00"),
    # the Scottish 2 January, and its substitute where it is a Saturday
    ("england", "2025-12-31T12:00", "1 working day", "2026-01-02T17:00:00+00:00"),
    ("scotland", "2025-12-31T12:00", "1 working day", "2026-01-05T17:00:00+00:00"),
    ("england", "2026-12-31T12:00", "1 working day", "2027-01-04T17:00:00+00:00"),
    ("scotland", "2026-12-31T12:00", "1 working day", "2027-01-05T17:00:00+00:00"),
    # Northern Ireland's own
    ("england", "2026-03-16T12:00", "1 working day", "2026-03-17T17:00:00+00:00"),
    ("ulster", "2026-03-16T12:00", "1 working day", "2026-03-18T17:00:00+00:00"),
    ("ulster", "2026-07-10T12:00", "1 working day", "2026-07-14T17:00:00+01:00"),
    # the spring bank holiday
    ("scotland", "2027-05-27T16:40", "2 working days", "2027-06-01T17:00:00+01:00"),
    # hours: inside the office only
    ("england", "2026-02-02T16:00", "1 working hour", "2026-02-02T17:00:00+00:00"),
    ("england", "2026-02-02T16:00", "2 working hours", "2026-02-03T10:00:00+00:00"),
    ("england", "2026-02-02T20:00", "2 working hours", "2026-02-03T11:00:00+00:00"),
    ("england", "2026-02-02T05:00", "2 working hours", "2026-02-02T11:00:00+00:00"),
    ("england", "2026-02-02T09:00", "8 working hours", "2026-02-02T17:00:00+00:00"),
    ("england", "2026-02-02T09:00", "16 working hours", "2026-02-03T17:00:00+00:00"),
    # every day counts, but the last one is a working day
    ("england", "2026-02-02T09:00", "4 weeks", "2026-03-02T17:00:00+00:00"),
    ("england", "2026-03-06T09:00", "4 weeks", "2026-04-07T17:00:00+01:00"),
    ("scotland", "2026-03-06T09:00", "4 weeks", "2026-04-06T17:00:00+01:00"),
    ("england", "2026-02-02T09:00", "90 days", "2026-05-04T17:00:00+01:00"),
]


@pytest.mark.parametrize(("division", "start", "time", "then"), CASES)
def test_time_is_up_when_the_calendar_says_so(division: str, start: str, time: str, then: str) -> None:
    found = due(at(start), limit(time), calendar(division)).at
    assert found is not None
    assert found.isoformat() == then


def test_every_day_that_is_skipped_says_why() -> None:
    off = calendar("england", closures={date(2027, 4, 1): "stock-taking"})
    found = due(at("2027-03-25T16:40"), limit("3 working days"), off)
    assert found.at == at("2027-04-02T17:00")
    assert found.skipped == (
        Skipped(date(2027, 3, 26), Why.HOLIDAY, "bank holiday"),
        Skipped(date(2027, 3, 27), Why.NO_OFFICE),
        Skipped(date(2027, 3, 28), Why.NO_OFFICE),
        Skipped(date(2027, 3, 29), Why.HOLIDAY, "bank holiday"),
        Skipped(date(2027, 4, 1), Why.CLOSURE, "stock-taking"),
    )


@pytest.mark.parametrize(
    ("start", "then"),
    [
        ("2026-02-02T15:00", "2026-02-04T17:00"),
        ("2026-02-02T15:01", "2026-02-05T17:00"),
        ("2026-02-06T15:01", "2026-02-11T17:00"),  # a Friday after the cut-off
        ("2026-02-07T09:00", "2026-02-11T17:00"),  # the Saturday after it: received on Monday as well
        ("2026-02-09T15:00", "2026-02-11T17:00"),
    ],
)
def test_what_comes_after_the_cut_off_is_received_on_the_next_working_day(start: str, then: str) -> None:
    assert due(at(start), limit("2 working days"), calendar(cut_off=15 * 60)).at == at(then)


def test_a_holiday_announced_late_moves_what_runs() -> None:
    start, two = at("2022-09-15T10:00"), limit("2 working days")
    known = Calendar(LONDON, holidays={})
    assert due(start, two, known).at == at("2022-09-19T17:00")
    announced = Calendar(LONDON, holidays={date(2022, 9, 19): "announced on 10 September"})
    assert due(start, two, announced).at == at("2022-09-20T17:00")


def test_an_hour_stays_an_hour_when_clocks_change() -> None:
    round_the_clock = calendar(week="mon-sun 00:00-24:00")
    assert due(at("2026-03-29T00:30"), limit("2 working hours"), round_the_clock).at == at("2026-03-29T03:30")
    assert due(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), limit("3 working hours"), round_the_clock).at == at("2026-10-25T02:30")


def test_a_start_in_another_time_zone_is_the_same_moment() -> None:
    assert due(at("2026-02-02T20:00-03:00"), limit("1 working day"), calendar()).at == at("2026-02-03T17:00")
    assert due(at("2026-02-02T22:00-03:00"), limit("1 working day"), calendar()).at == at("2026-02-04T17:00")


@pytest.mark.parametrize(
    ("begins", "ends", "time", "then"),
    [
        ("2026-02-03T10:00", "2026-02-03T15:00", "2 working days", "2026-02-04T17:00"),  # it ran at closing time
        ("2026-02-03T10:00", "2026-02-05T10:00", "2 working days", "2026-02-06T17:00"),
        ("2026-02-03T10:00", "2026-02-03T15:00", "10 working hours", "2026-02-03T16:00"),
        ("2026-02-03T10:00", "2026-02-10T15:00", "10 working hours", "2026-02-10T16:00"),
        ("2026-02-03T10:00", "2026-02-10T15:00", "2 weeks", "2026-02-23T17:00"),
        ("2026-02-09T10:00", "2026-02-10T15:00", "2 working days", "2026-02-04T17:00"),  # too late to matter
    ],
)
def test_a_pause_stops_the_clock(begins: str, ends: str, time: str, then: str) -> None:
    start = at("2026-02-02T09:00" if "hours" not in time else "2026-02-02T08:00")
    assert due(start, limit(time), calendar(), [Pause(at(begins), at(ends))]).at == at(then)


@pytest.mark.parametrize("time", ["2 working days", "10 working hours", "2 weeks"])
def test_nothing_is_due_while_a_pause_has_no_end(time: str) -> None:
    assert due(at("2026-02-02T09:00"), limit(time), calendar(), [Pause(at("2026-02-03T10:00"))]).at is None


@pytest.mark.parametrize(
    ("moment", "time", "then"),
    [
        ("2026-04-08T17:00", "1 working day", "2026-04-07T17:00"),
        ("2026-04-08T17:00", "2 working days", "2026-04-02T17:00"),
        ("2026-04-07T10:00", "4 working hours", "2026-04-02T14:00"),
        ("2026-04-08T17:00", "1 week", "2026-04-01T17:00"),
    ],
)
def test_a_warning_comes_so_much_earlier(moment: str, time: str, then: str) -> None:
    assert worktime.before(at(moment), limit(time), calendar()) == at(then)


@pytest.mark.parametrize(
    "text", ["", "soon", "2", "2 days of work", "0 working days", "-1 days", "2 hours", "two working days", "1.5 days"]
)
def test_what_is_no_length_of_time_is_not_guessed_at(text: str) -> None:
    assert Limit.parse(text) is None


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("09:00-17:00", "mon-fri 09:00-17:00"),
        ("mon-thu 8:30-17:00, fri 8:30-16:00", "mon-thu 08:30-17:00, fri 08:30-16:00"),
        ("sat 10:00-24:00", "sat 10:00-24:00"),
    ],
)
def test_office_hours_are_read_and_written(text: str, again: str) -> None:
    week = week_of(text)
    assert week is not None
    assert week_text(week) == again
    assert week_of(again) == week


@pytest.mark.parametrize("text", ["", "9-5", "17:00-09:00", "09:00-25:00", "09:00-17:75", "xyz 09:00-17:00", "fri-mon 09:00-17:00"])
def test_what_are_no_office_hours_is_refused(text: str) -> None:
    assert week_of(text) is None


def test_an_office_that_never_works_has_no_calendar() -> None:
    with pytest.raises(ValueError, match="seven days"):
        Calendar(LONDON, (None,) * 7)


# Properties -----------------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)).map(
    lambda one: one.replace(second=0, microsecond=0)
)
limits = st.builds(Limit, st.integers(1, 12), st.sampled_from(list(Unit)))
calendars = st.builds(
    lambda division, week, cut_off: calendar(division, week=week, cut_off=cut_off),
    st.sampled_from(sorted(DIVISIONS)),
    st.sampled_from(["09:00-17:00", "mon-thu 08:30-17:00, fri 08:30-16:00", "tue-sat 10:00-18:00", "mon-sun 00:00-24:00"]),
    st.sampled_from([None, 12 * 60, 16 * 60]),
)
spans = st.builds(lambda begins, minutes: Pause(begins, begins + timedelta(minutes=minutes)), moments, st.integers(1, 20_000))


@settings(deadline=None)
@given(moments, limits, calendars, st.integers(0, 10_000))
def test_what_begins_later_is_never_due_earlier(start: datetime, time: Limit, office: Calendar, minutes: int) -> None:
    first, second = due(start, time, office).at, due(start + timedelta(minutes=minutes), time, office).at
    assert first is not None
    assert second is not None
    assert start < first <= second


@settings(deadline=None)
@given(moments, limits, calendars, spans)
def test_a_pause_never_brings_anything_forward(start: datetime, time: Limit, office: Calendar, pause: Pause) -> None:
    plain, paused = due(start, time, office).at, due(start, time, office, [pause]).at
    assert plain is not None
    assert paused is not None
    assert paused >= plain
    if not (pause.begins < plain and pause.ends and pause.ends > start):
        assert paused == plain


QUARTER = timedelta(minutes=15)


def quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15)


@settings(deadline=None, max_examples=40)
@given(moments, st.integers(1, 60), calendars, st.lists(st.tuples(st.integers(-50, 600), st.integers(1, 200)), max_size=3))
def test_hours_agree_with_counting_quarter_by_quarter(
    start: datetime, quarters: int, office: Calendar, stops: list[tuple[int, int]]
) -> None:
    start = now = quarter(start)
    pauses = [Pause(start + QUARTER * begins, start + QUARTER * (begins + length)) for begins, length in stops]
    left = quarters
    while left:
        there = office.local(now)
        stretch = None if office.off(there.date()) else office.week[there.weekday()]
        inside = stretch is not None and stretch.opens <= there.hour * 60 + there.minute < stretch.closes
        left -= inside and not any(pause.holds(now) for pause in pauses)
        now += QUARTER
    assert due(start, Limit(quarters * 15, Unit.WORKING_MINUTES), office, pauses).at == now


@settings(deadline=None)
@given(moments, st.integers(1, 30), calendars)
def test_days_agree_with_counting_day_by_day(start: datetime, count: int, office: Calendar) -> None:
    plain = Calendar(LONDON, office.week, office.holidays)
    day, left = plain.local(start).date(), count
    while left:
        day += timedelta(days=1)
        left -= plain.week[day.weekday()] is not None and day not in plain.holidays
    found = due(start, Limit(count, Unit.WORKING_DAYS), plain)
    assert found.at == plain.day_ends(day)
    between = (day - plain.local(start).date()).days
    assert len(found.skipped) == between - count


def test_a_stretch_is_kept_in_minutes() -> None:
    assert week_of("09:00-17:00")[0] == Stretch(540, 1020)  # type: ignore[index]
