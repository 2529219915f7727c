"""Pace: the guided hours that planned units still ask for, and the hours a week there are for them → when it is finished.

A unit that states no guided hours is counted with 6.7 for each credit. What is shown already comes off by the share of
its criteria. Hours a week are those that somebody says; where nobody said any, those of the weeks so far.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

HOURS_A_CREDIT = Fraction(67, 10)  # guided hours where a unit states none
WEEKS_A_MONTH = Fraction(433, 100)
HALF = Fraction(1, 2)
ENOUGH_WEEKS = 4  # whole weeks behind somebody before their own pace says anything
LOOKED_BACK = 12  # older weeks say little of the next
A_PART = Fraction(1, 4)  # how much quicker or slower a week may be, as long as there is no pace of one's own
MOST_HOURS = 60  # a week that anybody has for a qualification beside work
LONGEST = 5200  # weeks: no calendar is asked for more


class Basis(StrEnum):
    """Where the hours a week, and the range around the day, come from."""

    SAID_PLAIN = "said_plain"  # hours as said; the range is a quarter quicker and a quarter slower
    SAID_SEEN = "said_seen"  # hours as said; the range takes in the pace of the weeks so far
    SEEN = "seen"  # nobody said hours: the pace of the weeks so far


class Meets(StrEnum):
    """What becomes of a wish to be finished by a day."""

    IN_TIME = "in_time"
    TIGHT = "tight"  # in time as reckoned, but not at the slow end of the range
    NEEDS_MORE = "needs_more"
    OUT_OF_REACH = "out_of_reach"  # no week has the hours that it would need
    NOTHING_SAID = "nothing_said"  # so many hours a week are needed, and nobody said how many there are


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned unit: how many of its criteria are shown, judged or not, and whether anything is to be shown at all."""

    key: str
    credit: int = 0
    glh: int | None = None
    criteria: int = 0
    shown: int = 0
    brought: bool = False  # by transfer or exemption: it asks for no hours here


@dataclass(frozen=True, slots=True)
class Left:
    """The hours of one unit. `stated` is false where 6.7 a credit stand in for them."""

    key: str
    hours: Fraction
    left: Fraction
    stated: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """The day that was wished, and what it asks for: whole months from today, and hours a week in halves, rounded up."""

    by: date
    months: int
    weeks: int
    needs: Fraction
    meets: Meets


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that brings the end forward: half as many hours again, or one unit shown from work that is done already."""

    weeks: int
    hours: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """When the planned units are finished. Days are None where nothing says how quickly it goes."""

    units: tuple[Left, ...]
    hours: Fraction
    left: Fraction
    a_week: Fraction | None = None
    basis: Basis | None = None
    seen: Fraction | None = None  # hours a week, over the weeks that were looked at
    weeks_seen: int = 0
    weeks: int = 0
    months: int = 0
    finish: date | None = None
    soonest: date | None = None
    latest: date | None = None
    wish: Wish | None = None
    levers: tuple[Lever, ...] = ()

    @property
    def unstated(self) -> tuple[str, ...]:
        """The units whose hours are reckoned from credit."""
        return tuple(one.key for one in self.units if not one.stated and one.hours)


def hours_of(unit: Planned) -> Left:
    """What a unit asks for, and what of it is left."""
    if unit.brought:
        return Left(unit.key, Fraction(0), Fraction(0), True)
    stated = unit.glh is not None
    hours = Fraction(unit.glh) if unit.glh is not None else unit.credit * HOURS_A_CREDIT
    share = Fraction(unit.criteria - unit.shown, unit.criteria) if unit.criteria else Fraction(1)
    return Left(unit.key, hours, hours * share, stated)


def months(weeks: Fraction) -> int:
    """Weeks as months of 4.33, begun ones whole."""
    return ceil(weeks / WEEKS_A_MONTH)


def needed(left: Fraction, weeks: Fraction) -> Fraction:
    """Hours a week, in halves, that bring so many hours into so many weeks."""
    return ceil(left / weeks / HALF) * HALF


def pace(
    planned: Iterable[Planned],
    *,
    today: date,
    a_week: Fraction | None = None,
    wished: date | None = None,
    shown: Sequence[Fraction] = (),
) -> Pace:
    """`shown`: the hours that were shown in each whole week so far, the oldest first."""
    units = tuple(hours_of(one) for one in planned)
    hours, left = sum((one.hours for one in units), Fraction(0)), sum((one.left for one in units), Fraction(0))
    lately = list(shown)[-LOOKED_BACK:]
    seen = sum(lately, Fraction(0)) / len(lately) if len(lately) >= ENOUGH_WEEKS else Fraction(0)
    reckoned = a_week or seen
    found = Pace(units, hours, left, wish=_wish(left, today, a_week, wished, None))
    if not left or not reckoned:
        return found
    if seen:
        newest = sum(lately[-ENOUGH_WEEKS:], Fraction(0)) / ENOUGH_WEEKS
        paces = [one for one in (reckoned, seen, newest) if one]
        basis = Basis.SAID_SEEN if a_week else Basis.SEEN
    else:
        paces, basis = [reckoned * (1 - A_PART), reckoned * (1 + A_PART)], Basis.SAID_PLAIN
    weeks = left / reckoned
    latest = _day(today, left / min(paces))
    return Pace(
        units, hours, left, a_week=reckoned, basis=basis, seen=seen or None, weeks_seen=len(lately) if seen else 0, weeks=ceil(weeks),
        months=months(weeks), finish=_day(today, weeks), soonest=_day(today, left / max(paces)), latest=latest,
        wish=_wish(left, today, reckoned, wished, latest), levers=_levers(units, left, reckoned),
    )  # fmt: skip


def _day(today: date, weeks: Fraction) -> date:
    return today + timedelta(days=ceil(min(weeks, Fraction(LONGEST)) * 7))


def _wish(left: Fraction, today: date, a_week: Fraction | None, wished: date | None, latest: date | None) -> Wish | None:
    if wished is None or wished <= today or not left:
        return None
    weeks = Fraction((wished - today).days, 7)
    needs = needed(left, weeks)
    if needs > MOST_HOURS:
        meets = Meets.OUT_OF_REACH
    elif a_week is None:
        meets = Meets.NOTHING_SAID
    elif _day(today, left / a_week) > wished:
        meets = Meets.NEEDS_MORE
    else:
        meets = Meets.TIGHT if latest and latest > wished else Meets.IN_TIME
    return Wish(wished, max(round(weeks / WEEKS_A_MONTH), 1), ceil(weeks), needs, meets)


def _levers(units: Sequence[Left], left: Fraction, a_week: Fraction) -> tuple[Lever, ...]:
    """What saves at least one week."""
    more = max(HALF, ceil(a_week / 2 / HALF) * HALF)
    biggest = max(units, key=lambda one: one.left)
    found = [Lever(int(left / a_week - left / (a_week + more)), more)] if a_week + more <= MOST_HOURS else []
    if biggest.left:
        found.append(Lever(int(biggest.left / a_week), biggest.left, biggest.key))
    return tuple(one for one in found if one.weeks >= 1)
