"""Will it be ready: from the work that was done week by week, what is left, how it grew and the hours ahead → when it ends, with ranges.

Monte Carlo, seeded: the same facts give the same answer. Each run takes the weeks so far as one of many pasts that might have
been, lets people keep that pace or not, lets the work go on growing or not, and walks through the weeks ahead.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from math import exp
from random import Random

RUNS = 1500
ENOUGH_WEEKS = 4  # fewer weeks behind say nothing of those ahead
LONGEST = 260  # weeks: nothing is foreseen beyond five years
DRIFT = (0.05, 0.45)  # how far the pace of the weeks ahead may stray from that of the weeks behind: in some runs little, in some much
GOES_ON = (0.15, 1.1)  # how much of the growth so far the weeks ahead may bring
PULL = 1.5  # weeks that the mean of all counts for: one lucky or idle week is not the whole truth
QUARTERS, TWENTIETHS = (0.25, 0.75), (0.05, 0.95)
SIX_WEEKS = 6
A_HALF = 1.5


@dataclass(frozen=True, slots=True)
class Week:
    """One week behind: hours of work that were finished, hours by which the work grew, hours that people had for it."""

    done: float
    added: float = 0.0
    hours: float = 1.0


class Drives(StrEnum):
    """What would change the chance, or what holds it down."""

    GROWTH = "growth"  # nothing more is added from now on
    HOURS = "hours"  # people have half as many hours again
    DAYS_OFF = "days_off"  # nobody has days off until then
    LESS = "less"  # the largest piece of work falls away


@dataclass(frozen=True, slots=True)
class Driver:
    """One thing that drives the chance to be ready by a day: what the chance would be with it changed."""

    what: Drives
    chance: float
    gains: float


@dataclass(frozen=True, slots=True)
class Band:
    """So many weeks ahead: the share of the road that is passed, from the low end of nine in ten to the high end."""

    weeks: int
    low: float
    lower: float
    mid: float
    upper: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The ends of all runs, in weeks from now and in order. `share` is what is passed today."""

    ends: tuple[float, ...]
    share: float
    fan: tuple[Band, ...] = ()

    def quantile(self, share: float) -> float:
        """The weeks after which so large a share of the runs has ended."""
        at = share * (len(self.ends) - 1)
        low = int(at)
        high = min(low + 1, len(self.ends) - 1)
        return self.ends[low] + (self.ends[high] - self.ends[low]) * (at - low)

    @property
    def half(self) -> tuple[float, float]:
        """Five of ten runs end between these weeks."""
        return self.quantile(QUARTERS[0]), self.quantile(QUARTERS[1])

    @property
    def wide(self) -> tuple[float, float]:
        """Nine of ten runs end between these weeks."""
        return self.quantile(TWENTIETHS[0]), self.quantile(TWENTIETHS[1])

    def chance(self, weeks: float) -> float:
        """The share of runs that have ended within so many weeks."""
        return bisect_right(self.ends, weeks) / len(self.ends)


def enough(history: Sequence[Week]) -> bool:
    """Whether the weeks so far say anything: enough of them, and some work was finished."""
    return len(history) >= ENOUGH_WEEKS and any(one.done > 0 for one in history)


def forecast(
    history: Sequence[Week], left: float, ahead: Sequence[float], *, seed: int, runs: int = RUNS, grows: bool = True, fan: int = 0,
    before: float = 0.0,
) -> Forecast | None:  # fmt: skip
    """`ahead`: the hours that people have in each coming week, the last one for all later weeks. None where too little is known.

    `fan`: for how many weeks the share of the road is wanted as well. `before`: hours of work that were finished before the first of
    the weeks; they say nothing of the pace, and they are part of the road.
    """
    done = before + sum(one.done for one in history)
    share = done / (done + left) if done + left else 0.0
    if left <= 0:
        return Forecast((0.0,), 1.0, tuple(Band(week, 1, 1, 1, 1, 1) for week in range(fan + 1)))
    if not enough(history) or not any(one > 0 for one in ahead[-1:]):
        return None
    random = Random(seed)
    rates = _rates(history)
    rates.append(sum(one.done for one in history) / max(sum(one.hours for one in history), 1e-9))
    added = [one.added for one in history]
    added.append(sum(added) / len(added))
    passed: list[list[float]] = [[] for _week in range(fan + 1)]
    ends = sorted(_run(random, rates, added, left, ahead, grows, done, passed) for _run_number in range(runs))
    return Forecast(tuple(ends), share, tuple(_band(week, sorted(shares)) for week, shares in enumerate(passed)))


def _rates(history: Sequence[Week]) -> list[float]:
    """By week what was finished in each hour that people had. What was finished in a week without hours goes to the week before."""
    found: list[list[float]] = []
    carried = 0.0
    for one in history:
        if one.hours > 0:
            found.append([one.done + carried, one.hours])
            carried = 0.0
        elif found:
            found[-1][0] += one.done
        else:
            carried += one.done
    return [done / hours for done, hours in found] or [0.0]


def _run(
    random: Random, rates: Sequence[float], added: Sequence[float], left: float, ahead: Sequence[float], grows: bool, done: float,
    passed: Sequence[list[float]],
) -> float:  # fmt: skip
    """One way in which it may go: the weeks until all is done."""
    pace = list(accumulate([random.expovariate(1) for _one in rates[:-1]] + [PULL * random.expovariate(1)]))
    growth = list(accumulate([random.expovariate(1) for _one in added[:-1]] + [PULL * random.expovariate(1)]))
    drift = exp(random.gauss(0, random.uniform(*DRIFT)))
    goes_on = random.uniform(*GOES_ON) if grows else 0.0
    open_, finished, end = left, done, 0.0
    for week in range(LONGEST):
        if week < len(passed):
            passed[week].append(finished / (finished + open_) if open_ > 0 else 1.0)
        elif open_ <= 0:
            break
        if open_ <= 0:
            continue
        hours = ahead[min(week, len(ahead) - 1)]
        work = rates[bisect_right(pace, random.random() * pace[-1])] * hours * drift
        if work >= open_:
            end, finished, open_ = week + open_ / work, finished + open_, 0.0
            continue
        finished += work
        open_ += goes_on * added[bisect_right(growth, random.random() * growth[-1])] - work
    return end if open_ <= 0 else float(LONGEST)


def _band(week: int, shares: Sequence[float]) -> Band:
    last = len(shares) - 1
    low, lower, mid, upper, high = (shares[round(one * last)] for one in (TWENTIETHS[0], QUARTERS[0], 0.5, QUARTERS[1], TWENTIETHS[1]))
    return Band(week, low, lower, mid, upper, high)


def drivers(
    history: Sequence[Week], left: float, ahead: Sequence[float], *, whole: Sequence[float], weeks: float, largest: float, seed: int
) -> list[Driver]:
    """What would change the chance within so many weeks most, the strongest first. `whole`: the hours ahead without days off."""
    now = forecast(history, left, ahead, seed=seed)
    if now is None:
        return []
    others = {
        Drives.GROWTH: forecast(history, left, ahead, seed=seed, grows=False) if any(one.added for one in history) else None,
        Drives.HOURS: forecast(history, left, [one * A_HALF for one in ahead], seed=seed),
        Drives.DAYS_OFF: forecast(history, left, whole, seed=seed) if list(whole) != list(ahead) else None,
        Drives.LESS: forecast(history, left - largest, ahead, seed=seed) if largest else None,
    }
    base = now.chance(weeks)
    found = [Driver(what, other.chance(weeks), other.chance(weeks) - base) for what, other in others.items() if other]
    return sorted((one for one in found if one.gains >= 0.01), key=lambda one: -one.gains)


class Advice(StrEnum):
    """What is advised about a deadline."""

    GO = "go"
    CONDITIONAL = "conditional"
    LET_GO = "let_go"
    WAIT = "wait"


class Because(StrEnum):
    """Why that is advised."""

    READY = "ready"
    LIKELY = "likely"
    RESULTS_LACK = "results_lack"
    FAR = "far"
    CLOSED = "closed"  # the day to register has passed, and nobody registered
    PAST = "past"  # the day to be ready has passed
    TOO_EARLY = "too_early"


SURE = 0.8  # so likely that one can promise it
WORTH_IT = 0.6  # so likely that the work before the deadline is well spent


@dataclass(frozen=True, slots=True)
class Situation:
    """What advice looks at. The chances are those to be ready by the day: in full, and without the results that take time."""

    full: float | None  # None: too little is known
    conditional: float | None  # None beside a chance in full: there is no such route
    can_register: bool  # the day has not passed, or it is done
    left: float
    past: bool = False  # the day to be ready has passed


def advice(at: Situation) -> tuple[Advice, Because]:
    """Go for it, take the conditional route, or let the deadline go, with the reason."""
    if not at.can_register:
        return Advice.LET_GO, Because.CLOSED
    if at.past:
        return Advice.LET_GO, Because.PAST
    if at.left <= 0 and (at.full is None or at.full >= SURE):  # no work left helps nobody whose results come after the day
        return Advice.GO, Because.READY
    if at.full is None:
        return Advice.WAIT, Because.TOO_EARLY
    if at.full >= SURE:
        return Advice.GO, Because.LIKELY
    if at.conditional is not None and at.conditional >= WORTH_IT:
        return Advice.CONDITIONAL, Because.RESULTS_LACK
    return Advice.LET_GO, Because.FAR


def six_more(at: Situation, full: Forecast | None, conditional: Forecast | None, weeks: float) -> tuple[Situation, Advice]:
    """How it would stand if the day lay six weeks later."""
    if full is None:
        return at, advice(at)[0]
    weeks += SIX_WEEKS
    later = replace(at, full=full.chance(weeks), conditional=conditional.chance(weeks) if conditional else None, past=weeks < 0)
    return later, advice(later)[0]


def day_after(today: date, weeks: float) -> date:
    """The day that lies so many weeks ahead, a begun day counted whole."""
    return today + timedelta(days=-int(-weeks * 7 // 1))
