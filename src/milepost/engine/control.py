"""Is it more than chance? A u-chart: how many happenings for each person there, period by period, with the limits of chance.

Source: Shewhart's control chart for counts over areas of unequal size (Montgomery, Introduction to Statistical Quality Control,
chapter 7). Limits stand three standard errors from the mean. A signal is a period outside them, or the eighth in a row on one
side of the mean; of 24 periods without any change, about one chart in ten gives one by chance. Two stretches of time are held
against each other exactly: given all that happened in both, the later ones are binomial with its share of the people.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

RUN = 8


class Signal(StrEnum):
    """What chance would hardly bring, and on which side: a period outside the limits, or a run on one side of the mean."""

    ABOVE = "above"
    BELOW = "below"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"


@dataclass(frozen=True, slots=True)
class Period:
    """So many happenings among so many people. None: the group was too small to be counted in the open."""

    count: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Point:
    """One period on the chart; rates are for each person. All None where it is not drawn. `run`: so many in a row on this side of the mean."""

    count: int | None
    size: int
    rate: float | None
    lower: float | None
    upper: float | None
    signal: Signal | None
    run: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    points: tuple[Point, ...]
    mean: float | None  # None: nothing to draw


def counted(count: int, size: int, *, smallest: int) -> Period:
    """A period, counted only where at least `smallest` people were there: among fewer a number would point at somebody."""
    return Period(count if size >= smallest else None, size)


def u_chart(periods: Sequence[Period]) -> Chart:
    """The chart of these periods in their order. What stands outside the limits of all leaves the mean alone: one bad month would lift it."""
    drawn = [(one.count, one.size) for one in periods if one.count is not None and one.size > 0]
    mean = _mean([one for one in drawn if not _outside(*one, _mean(drawn))])
    points: list[Point] = []
    side, run = 0, 0
    for one in periods:
        if mean is None or one.count is None or one.size <= 0:
            points.append(Point(None, one.size, None, None, None, None))
            side = run = 0
            continue
        rate, error = one.count / one.size, 3 * math.sqrt(mean / one.size)
        now = (rate > mean) - (rate < mean)
        run = run + 1 if now == side != 0 else abs(now)
        side = now
        points.append(Point(one.count, one.size, rate, max(0.0, mean - error), mean + error, _signal(rate, mean, error, side, run), run))
    return Chart(tuple(points), mean)


def _mean(drawn: Sequence[tuple[int, int]]) -> float | None:
    people = sum(size for _, size in drawn)
    return sum(count for count, _ in drawn) / people if people else None


def _outside(count: int, size: int, mean: float | None) -> bool:
    return mean is not None and abs(count / size - mean) > 3 * math.sqrt(mean / size)


def _signal(rate: float, mean: float, error: float, side: int, run: int) -> Signal | None:
    if rate > mean + error:
        return Signal.ABOVE
    if rate < mean - error:
        return Signal.BELOW
    if run < RUN:
        return None
    return Signal.RUN_ABOVE if side > 0 else Signal.RUN_BELOW


def likelihood(before: Period, after: Period) -> float | None:
    """How often chance alone would bring a difference in the rate that is at least as large, either way. None: not to be said.

    Twice the smaller tail of the binomial, at most 1.
    """
    if before.count is None or after.count is None or before.size <= 0 or after.size <= 0:
        return None
    every, people = before.count + after.count, before.size + after.size
    later, earlier = math.log(after.size / people), math.log(before.size / people)
    ways = [math.lgamma(every + 1) - (math.lgamma(number + 1) + math.lgamma(every - number + 1)) for number in range(every + 1)]
    terms = [
        math.exp(way + (number * later + (every - number) * earlier)) for number, way in enumerate(ways)
    ]  # logarithms: thousands overflow
    return min(1.0, 2 * min(math.fsum(terms[: after.count + 1]), math.fsum(terms[after.count :])))


def publishable(counts: Mapping[str, int], *, fewest: int) -> dict[str, int | None]:
    """Counts that may be shown: None for those above nought and below `fewest`, and for the next smallest where one alone would be hidden.

    One that is hidden alone could be worked out from the sum of all.
    """
    hidden = {key for key, count in counts.items() if 0 < count < fewest}
    if len(hidden) == 1:
        rest = sorted((count, key) for key, count in counts.items() if count > 0 and key not in hidden)
        hidden |= {rest[0][1]} if rest else set()
    return {key: None if key in hidden else count for key, count in counts.items()}
