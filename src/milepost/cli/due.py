"""`milepost due 2027-05-27T16:40 "2 working days"`: when time is up, which days do not count, and why."""

import argparse
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from milepost.cli import CannotAsk
from milepost.commitments import sentences
from milepost.commitments.calendars import DIVISIONS, FIRST_YEAR, LAST_YEAR, bank_holidays
from milepost.engine import worktime


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "start", metavar="MOMENT", help=_("when it began, such as 2027-05-27T16:40, in the time zone unless it says its own")
    )
    parser.add_argument("limit", metavar="LIMIT", help=_("such as “2 working days”, “4 working hours”, “90 days”, “same working day”"))
    parser.add_argument("--calendar", choices=list(DIVISIONS), default="england-and-wales", help=_("whose bank holidays"))
    parser.add_argument(
        "--hours", default="09:00-17:00", metavar="HOURS", help=_("such as 09:00-17:00, or “mon-thu 09:00-17:00, fri 09:00-16:00”")
    )
    parser.add_argument("--cut-off", metavar="HH:MM", help=_("what comes later counts as received on the next working day"))
    parser.add_argument(
        "--closed", metavar="DAY", action="append", default=[], help=_("a day on which the centre is closed; may be given again")
    )
    parser.add_argument("--zone", default="Europe/London", metavar="ZONE", help=_("the time zone of the office"))


def run(options: argparse.Namespace) -> int:
    calendar = _calendar(options)
    try:
        start = datetime.fromisoformat(options.start)
    except ValueError as error:
        raise CannotAsk(_("“%(given)s” is no moment. Write it as 2027-05-27T16:40.") % {"given": options.start}) from error
    if start.tzinfo is None:
        start = start.replace(tzinfo=calendar.zone)
    if not FIRST_YEAR <= start.year < LAST_YEAR:
        raise CannotAsk(_("Bank holidays are known from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
    limit = worktime.Limit.parse(options.limit)
    if limit is None:
        raise CannotAsk(
            _("“%(given)s” is no length of time. Write a number with working days, working hours, working minutes, days or weeks.")
            % {"given": options.limit}
        )
    found = worktime.due(start, limit, calendar)
    assert found.at is not None
    print(found.at.isoformat())
    for skipped in found.skipped:
        print("  - " + sentences.skipped(skipped))
    return 0


def _calendar(options: argparse.Namespace) -> worktime.Calendar:
    week = worktime.week_of(options.hours)
    if week is None:
        raise CannotAsk(
            _("“%(given)s” are no office hours. Write 09:00-17:00, or mon-thu 09:00-17:00, fri 09:00-16:00.") % {"given": options.hours}
        )
    try:
        zone = ZoneInfo(options.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CannotAsk(_("There is no time zone “%(given)s”. One is Europe/London.") % {"given": options.zone}) from error
    cut_off = None
    if options.cut_off is not None and (cut_off := worktime.minutes_of(options.cut_off)) is None:
        raise CannotAsk(_("“%(given)s” is no time of day. Write it as 16:00.") % {"given": options.cut_off})
    return worktime.Calendar(zone, week, bank_holidays(options.calendar), _closures(options.closed), cut_off)


def _closures(given: list[str]) -> dict[date, str]:
    try:
        return {date.fromisoformat(day): _("the centre") for day in given}
    except ValueError as error:
        raise CannotAsk(_("One of %(given)s is no day. Write it as 2027-05-31.") % {"given": ", ".join(given)}) from error
