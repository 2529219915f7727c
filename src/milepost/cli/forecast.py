"""`milepost forecast --calibrate`: how often simulated projects really ended inside the ranges that were forecast for them."""

import argparse
from collections.abc import Iterator

from django.utils.translation import gettext as _

from milepost.cli import CannotAsk
from milepost.engine import forecast as engine
from milepost.engine import simulating

LEAST, MOST = 500, 20_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calibrate", action="store_true", required=True, help=_("hold the forecast against simulated projects"))
    parser.add_argument("--projects", type=int, default=600, metavar="N", help=_("how many projects; at least %d") % LEAST)
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help=_("other projects for every number; the same number, the same projects")
    )
    parser.add_argument("--runs", type=int, default=400, metavar="N", help=_("runs for each forecast"))


def run(options: argparse.Namespace) -> int:
    if not LEAST <= options.projects <= MOST:
        raise CannotAsk(_("Ask for %(least)d to %(most)d projects with --projects.") % {"least": LEAST, "most": MOST})
    if not 100 <= options.runs <= MOST:
        raise CannotAsk(_("Ask for 100 to %(most)d runs with --runs.") % {"most": MOST})
    print("\n".join(_report(options)))
    return 0


def _report(options: argparse.Namespace) -> Iterator[str]:
    half = wide = early = late = known = 0
    for number in range(options.projects):
        seed = options.seed * 1_000_000 + number
        real = simulating.project(seed)
        weeks = [engine.Week(*seen) for seen in zip(real.done, real.added, real.hours, strict=True)]
        found = engine.forecast(weeks, real.left, real.ahead, seed=seed, runs=options.runs)
        if found is None:
            continue
        known += 1
        (lower, upper), (low, high) = found.half, found.wide
        half += lower <= real.ended <= upper
        wide += low <= real.ended <= high
        early += real.ended < low
        late += real.ended > high
    counts = {"early": early * 100 / known, "late": late * 100 / known}
    yield _("Ended before the 90%% range: %(early).1f%%; after it: %(late).1f%%.") % counts
    figures = {"half": half * 100 / known, "wide": wide * 100 / known, "n": known}
    yield _("coverage of the 50%% range: %(half).1f%%; of the 90%% range: %(wide).1f%%; n = %(n)d") % figures
