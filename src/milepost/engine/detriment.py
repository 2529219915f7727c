"""Whether somebody fares worse since a day: what happens to them, against how it was before and against the like at the same time.

Two stories are told of every occasion since that day. In the one, all is as before for this person beside the like (but for a
little drift, as life has it); in the other they wait longer, or are refused more often. Each occasion makes one of the two
likelier. The stake starts at one and is multiplied by how many times likelier the second story makes each occasion. If the first is
true, a stake that starts at one reaches twenty at most once in twenty, however often and however long one looks (Ville's
inequality), so a year of nightly looks raises a false alarm for at most about five people in a hundred. Each measure has its
part of the one stake, so the five hold for all measures of a person together.

Times are days, as logarithms, with heavy tails (Student, four degrees of freedom); shares are 0 to 1. Nothing raises.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from math import exp, log, log1p, sqrt
from statistics import median

ALARM = 20.0  # the stake at which somebody is told
BEFORE, AFTER = timedelta(days=365), timedelta(days=365)
ENOUGH_BEFORE, ENOUGH_LIKE, ENOUGH_SINCE = 5, 8, 3  # occasions; below, a measure says nothing
WINDOWS = (
    timedelta(days=21),
    timedelta(days=42),
    timedelta(days=126),
    timedelta(days=730),
)  # in which the like are looked for, the nearest that has enough
LOOKS = timedelta(days=7)  # how often what still waits is looked at; each day on which something ended is one besides

STEP = 0.1
REACH = 12  # steps: how far a person may be from the like
APART = 0.35  # how far people mostly are from the like: the width of what is thought before anything is seen
DRIFT = 0.15  # how far anybody drifts without anybody's doing
SLOWER = (5, 7, 10)  # steps: about 1.6, 2 and 2.7 times as long
SCALES = (0.75, 1.0, 1.33)
OF_SHARES = 2.0  # shares are told apart in logarithms of odds, where the same steps are twice as wide
DRAWN = 6  # occasions that the share of all the time counts beside those of the weeks
SHORTEST = 0.25  # days: quicker than this is not told apart
TELLING = 3.0  # from here on a finding is a reason


class Measure(StrEnum):
    """What is watched."""

    FEEDBACK = "feedback"  # days from handing in to feedback
    MOVED = "moved"  # share of appointments that staff moved, missed or called off
    REFUSED = "refused"  # share of decisions that were not met
    SANCTION = "sanction"  # share of months with a sanction


PARTS = {Measure.FEEDBACK: 0.7, Measure.MOVED: 0.1, Measure.REFUSED: 0.1, Measure.SANCTION: 0.1}  # of the one stake


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that happened to somebody. `ended` is None for what still waits; `value` is the share, unused for times.

    `who` tells the like apart and names nobody: any text that is the same for the same person.
    """

    began: date
    ended: date | None
    value: float = 0.0
    who: str = ""
    hours: float | None = None  # of an exact time, where it is known; otherwise whole days count


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of one measure. Days for times, shares otherwise; None where nothing was there to look at.

    `strength`: how many times likelier what was seen is if things are worse for this person than if they are as before.
    """

    measure: Measure
    before: float | None
    before_n: int
    after: float | None
    after_n: int
    like_before: float | None
    like_after: float | None
    strength: float

    @property
    def is_reason(self) -> bool:
        return self.strength >= TELLING


@dataclass(frozen=True, slots=True)
class Found:
    """`alarm_on` is the first day on which the stake reached ALARM, or None. `reasons` are empty without an alarm."""

    alarm_on: date | None
    stake: float  # the highest that was reached
    findings: tuple[Finding, ...]  # as they stood on the day of the alarm; without one, today

    @property
    def reasons(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.is_reason) if self.alarm_on else ()


def watched(
    own: Mapping[Measure, Sequence[Occasion]], like: Mapping[Measure, Sequence[Occasion]], *, since: date, today: date
) -> Found:  # fmt: skip
    """What can be said of the time from `since` to `today`, a year at most, as if one had looked on every day of it."""
    until = min(today, since + AFTER)
    watches = {one: _Watch(one, own.get(one, ()), like.get(one, ()), since) for one in Measure}
    highest, strengths = 1.0, dict.fromkeys(watches, 1.0)
    for day in _days(own, since, until):
        strengths = {one: watch.strength(day) for one, watch in watches.items()}
        stake = sum(PARTS[one] * strength for one, strength in strengths.items())
        highest = max(highest, stake)
        if stake >= ALARM:
            return Found(day, stake, tuple(watch.finding(day, strengths[one]) for one, watch in watches.items()))
    return Found(None, highest, tuple(watch.finding(until, strengths[one]) for one, watch in watches.items()))


def _days(own: Mapping[Measure, Sequence[Occasion]], since: date, until: date) -> list[date]:
    """The days on which to look: those on which something ended, once a week, and the last."""
    ended = {one.ended for found in own.values() for one in found if one.ended and since < one.ended <= until}
    weekly = {since + LOOKS * n for n in range(1, (until - since).days // LOOKS.days + 1)}
    return sorted(ended | weekly | {until})


class _Watch:
    """One measure of one person: what was thought of them when the day came, and how the two stories have done since."""

    def __init__(self, measure: Measure, own: Sequence[Occasion], like: Sequence[Occasion], since: date) -> None:
        self.measure, self.since, self.own, self.times = measure, since, own, measure == Measure.FEEDBACK
        apart = self._apart(like)
        self.like = sorted(((one.ended, self._value(one) - apart.get(one.who, 0.0)) for one in like if one.ended), key=lambda one: one[0])
        self.seen = _as_one([one for one in own if one.ended and since - BEFORE <= one.ended <= since], self._value)
        self.days, self.values = [day for day, _value in self.like], [value for _day, value in self.like]
        self.centres: dict[date, float] = {}
        self.quiet = len(self.seen) < ENOUGH_BEFORE or sum(day <= since for day, _value in self.like) < ENOUGH_LIKE
        if self.quiet:
            return
        whole = [(one.who, self._value(one)) for one in like if one.ended and one.ended <= since]
        self.scale = _spread(whole, [value for _day, value in self.seen]) if self.times else 1.0
        scales = SCALES if self.times else (1.0,)
        places = range(-REACH, REACH + 1)
        # Logarithms of how well each place beside the like, at each scale, explains what was seen.
        self.thought = {scale: {at: -0.5 * (at * STEP / APART) ** 2 for at in places} for scale in scales}
        for day, value in self.seen:
            for scale, row in self.thought.items():
                says = self._says(day, value, scale, places)
                for at in places:
                    row[at] += says[at]
        self.thought = {scale: _drifted(row) for scale, row in self.thought.items()}
        self.since_then = {scale: dict.fromkeys(range(-REACH, REACH + 1 + max(SLOWER)), 0.0) for scale in scales}
        self.ahead = _as_one([one for one in own if one.ended and one.ended > since and one.began >= since], self._value)
        self.taken = 0

    def _apart(self, like: Sequence[Occasion]) -> dict[str, float]:
        """How far each of the like is from the rest before the day, so that it changes nothing who of them happens to be there."""
        if not self.times:
            return {}
        of: dict[str, list[float]] = {}
        for one in like:
            if one.ended and one.ended <= self.since:
                of.setdefault(one.who, []).append(self._value(one))
        everybody = [value for values in of.values() for value in values]
        return {who: (median(values) - median(everybody)) * len(values) / (len(values) + 3) for who, values in of.items()}

    def _value(self, one: Occasion) -> float:
        if not self.times:
            return one.value
        assert one.ended
        return log(max(SHORTEST, one.hours / 24 if one.hours is not None else (one.ended - one.began).days))

    def strength(self, day: date) -> float:
        """How many times likelier the second story makes all that was seen up to a day. Days come in their order."""
        if self.quiet:
            return 1.0
        while self.taken < len(self.ahead) and self.ahead[self.taken][0] <= day:
            when, value = self.ahead[self.taken]
            for scale, row in self.since_then.items():
                says = self._says(when, value, scale, row)
                for at in row:
                    row[at] += says[at]
            self.taken += 1
        waiting = self._open(day)
        if self.taken + len(waiting) < ENOUGH_SINCE:
            return 1.0
        waits = self._waiting(day, waiting)
        as_before, worse = [], []
        for scale, row in self.since_then.items():
            says = {at: so_far + (waits[scale][at] if waits else 0.0) for at, so_far in row.items()}
            as_before += [thought + says[at] for at, thought in self.thought[scale].items()]
            worse += [thought + says[at + by] - log(len(SLOWER)) for by in SLOWER for at, thought in self.thought[scale].items()]
        return exp(min(50.0, _sum(worse) - _sum(as_before)))

    def _says(self, day: date, value: float, scale: float, places: Iterable[int]) -> dict[int, float]:
        """The logarithm of how likely an occasion is, for somebody so many steps from the like."""
        centre = self._like_at(day)
        if self.times:
            width = self.scale * scale
            return {at: _density((value - centre - at * STEP) / width) - log(width) for at in places}
        found = {}
        for at in places:
            odds = centre + at * STEP * OF_SHARES
            found[at] = value * odds - (odds + log1p(exp(-odds)) if odds > 0 else log1p(exp(odds)))
        return found

    def _open(self, day: date) -> list[date]:
        """When what was handed in since and still waits on a day began; what began on one day is one occasion."""
        if not self.times:
            return []
        return sorted({one.began for one in self.own if self.since <= one.began < day and (one.ended is None or one.ended > day)})

    def _waiting(self, day: date, waiting: Sequence[date]) -> dict[float, dict[int, float]] | None:
        """The same of what still waits on a day: it takes at least so long."""
        if not waiting:
            return None
        centre = self._like_at(day)
        found = {}
        for scale, row in self.since_then.items():
            width = self.scale * scale
            waited = [log(max(SHORTEST, (day - began).days)) - centre for began in waiting]
            found[scale] = {at: sum(_longer((value - at * STEP) / width) for value in waited) for at in row}
        return found

    def _like_at(self, day: date) -> float:
        """Where the like are in the weeks up to a day: the middle of their logarithms, or the logarithm of their odds."""
        if day in self.centres:
            return self.centres[day]
        until = bisect_right(self.days, day)
        for window in WINDOWS:
            values = self.values[bisect_right(self.days, day - window) : until]
            if len(values) >= ENOUGH_LIKE:
                break
        values = values or self.values  # nobody yet: those who came after
        self.centres[day] = median(values) if self.times else self._odds(values, self.values[:until] or values)
        return self.centres[day]

    def _odds(self, values: Sequence[float], so_far: Sequence[float]) -> float:
        """The odds of the weeks, drawn a little to those of all the time so far: few appointments say little."""
        everybody = (sum(so_far) + 0.5) / (len(so_far) + 1)
        share = (sum(values) + DRAWN * everybody) / (len(values) + DRAWN)
        return log(share / (1 - share))

    def finding(self, day: date, strength: float) -> Finding:
        """What stands behind the strength, in days or shares."""
        after = [self._value(one) for one in self.own if one.ended and self.since < one.ended <= day and one.began >= self.since]
        after += [log(max(SHORTEST, (day - began).days)) for began in self._open(day)]  # so long at least
        before = [value for _day, value in self.seen]
        like_before = [value for when, value in self.like if self.since - BEFORE <= when <= self.since]
        like_after = [value for when, value in self.like if self.since < when <= day]
        middle = self._middle
        return Finding(
            self.measure, middle(before), len(before), middle(after), len(after), middle(like_before), middle(like_after), strength
        )  # fmt: skip

    def _middle(self, values: Sequence[float]) -> float | None:
        if not values:
            return None
        return exp(median(values)) if self.times else sum(values) / len(values)


def _as_one(occasions: Iterable[Occasion], value_of: Callable[[Occasion], float]) -> list[tuple[date, float]]:
    """What ended on one day is one occasion: five pieces answered together do not say five times that it took long."""
    on: dict[date, list[float]] = {}
    for one in occasions:
        if one.ended:
            on.setdefault(one.ended, []).append(value_of(one))
    return [(day, sum(values) / len(values)) for day, values in sorted(on.items())]


def _spread(like: Iterable[tuple[str, float]], own: Sequence[float]) -> float:
    """How widely one person's times lie around their own middle, as the scale of the heavy-tailed law."""
    of: dict[str, list[float]] = {"": list(own)}
    for who, value in like:
        of.setdefault(f"like {who}", []).append(value)
    away = [abs(value - median(values)) for values in of.values() if len(values) >= 4 for value in values]
    return max(0.25, median(away) / 0.741) if away else 0.5


def _drifted(row: Mapping[int, float]) -> dict[int, float]:
    """What is thought of somebody once the day has come: they may drift a little from then on, either way."""
    highest = max(row.values())
    plain = {at: exp(value - highest) for at, value in row.items()}
    total = sum(plain.values())
    found = {at: sum(plain[of] * _near(at - of) for of in row) / total for at in row}
    scale = sum(found.values())
    # The scales keep the weight that each has earned.
    return {at: log(max(value / scale, 1e-300)) + highest + log(total) for at, value in found.items()}


@lru_cache(maxsize=64)
def _near(steps: int) -> float:
    return exp(-0.5 * (steps * STEP / DRIFT) ** 2)


def _density(x: float) -> float:
    """Logarithm of Student's law with four degrees of freedom."""
    return log(0.375) - 2.5 * log1p(x * x / 4)


def _longer(x: float) -> float:
    """Logarithm of the chance that Student's law with four degrees of freedom exceeds `x`."""
    part = x / sqrt(1 + x * x / 4)
    return log(max(1e-12, 0.5 - 0.375 * part * (1 - part * part / 12)))


def _sum(logarithms: Sequence[float]) -> float:
    """The logarithm of a sum whose parts are given as logarithms."""
    highest = max(logarithms)
    return highest + log(sum(exp(one - highest) for one in logarithms))
