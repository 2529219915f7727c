"""`milepost watch --calibrate`: how surely the detriment watch finds what it looks for, and how often it cries wolf."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from milepost.cli import CannotAsk
from milepost.cli.watched_people import DAY_OF_CONCERN, FIRST, LAST, Life, World, world
from milepost.engine.detriment import Found, Measure, Occasion, watched

LEAST, MOST = 200, 20_000
EVENTS = 8
SINCE = FIRST + timedelta(days=DAY_OF_CONCERN)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calibrate", action="store_true", required=True, help=_("hold the watch against simulated people"))
    parser.add_argument(
        "--people", type=int, default=1000, metavar="N", help=_("how many people for each of the two figures; at least %d") % LEAST
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help=_("other people for every number; the same number, the same people")
    )


def run(options: argparse.Namespace) -> int:
    if not LEAST <= options.people <= MOST:
        raise CannotAsk(_("Ask for %(least)d to %(most)d people with --people.") % {"least": LEAST, "most": MOST})
    print("\n".join(_report(options.people, options.seed)))
    return 0


def _report(people: int, seed: int) -> Iterator[str]:
    first = seed * 1_000_000
    false = found = 0
    told: dict[Measure, int] = dict.fromkeys(Measure, 0)
    for number in range(people):
        plain = _watched(world(first + number), FIRST + timedelta(days=LAST))
        if plain.alarm_on:
            false += 1
            told[max(plain.findings, key=lambda one: one.strength).measure] += 1
    days, asked, number = [], 0, 0
    while asked < people:
        slower = world(first + 500_000 + number, longer=2.0)
        number += 1
        if slower.eighth is None:
            continue  # handed in less than eight pieces within the year
        asked += 1
        seen = _watched(slower, FIRST + timedelta(days=slower.eighth))
        if seen.alarm_on:
            found += 1
            days.append((seen.alarm_on - SINCE).days)
    which = ", ".join(f"{measure} {count}" for measure, count in told.items())
    yield _("False alarms by what gave most of them: %(which)s.") % {"which": which}
    if days:
        yield _("Half of the alarms came within %(n)d days of the concern.") % {"n": sorted(days)[len(days) // 2]}
    figures = {"events": EVENTS, "power": found / people, "false": false * 100 / people, "n": people}
    yield _("power when feedback time doubles over %(events)d events: %(power).3f; false alarms a year: %(false).1f%%; n = %(n)d") % figures


def _watched(real: World, today: date) -> Found:
    like = [(str(number), life) for number, life in enumerate(real.like)]
    return watched(_occasions([("", real.own)]), _occasions(like), since=SINCE, today=today)


def _occasions(lives: Iterable[tuple[str, Life]]) -> dict[Measure, list[Occasion]]:
    found: dict[Measure, list[Occasion]] = {measure: [] for measure in Measure}
    for who, life in lives:
        of = {
            Measure.FEEDBACK: life.feedback, Measure.MOVED: life.appointments, Measure.REFUSED: life.decisions,
            Measure.SANCTION: life.sanctions,
        }  # fmt: skip
        for measure, seen in of.items():
            found[measure] += [Occasion(_day(began), _day(ended), share, who) for began, ended, share in seen]
    return found


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)
