"""Planning a visit: which criteria one piece of work is likely to show, and whether a time lies inside the learner's shifts.

A text and a criterion meet in the words that they share, near enough: "refunding" and "refunds" are one word, and a
"complaint" is kin to a "problem". A word that stands in many of the criteria says nothing of any one of them. What asks to *do* something can be watched, so it
comes before what asks to *explain*, which can be asked about on the spot.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from milepost.engine.verbs import Demand, demand
from milepost.engine.wording import any_same, stem, stems


@dataclass(frozen=True, slots=True)
class Asked:
    """One target that is still to be shown, with the words of its own and of its outcome."""

    target: str
    text: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely an activity shows one target. `words` are the words of the activity that made it say so."""

    target: str
    demand: Demand
    words: tuple[str, ...] = ()
    weight: float = 0.0


# Words of work with people that mean nearly the same: one line a family.
KIN = """
complaint complain problem trouble dissatisfied unhappy upset angry wrong fault mistake error dispute
email mail letter write written message text chat electronic online
telephone phone call caller ring
queue wait waiting busy peak
colleague team staff supervisor manager coworker
train coach teach mentor induct learn
meeting brief briefing discuss consult
refund compensate compensation replace replacement goodwill
customer passenger guest client patient visitor shopper tenant resident
price fee fare cost charge pay payment money till cash
record log note file register document entry
improve improvement suggestion idea
feedback survey opinion comment review
safety security safe risk hazard
promise commit commitment agree deadline
sell sale offer promote product ware
handover takeover shift rota
greet welcome reception arrival
"""
FEW = 12  # of fewer criteria than this no word is too common
OUTCOME_WEIGHT, KIN_WEIGHT = 0.4, 0.5


def likely(asked: Sequence[Asked], activity: str) -> list[Likely]:
    """Every target asked, the likeliest first: what shares words, to do before to explain, then what shares none."""
    typed = stems(activity)
    own = {one.target: set(stems(one.text)) for one in asked}
    around = {one.target: set(stems(one.outcome)) for one in asked}
    often = _often(typed, own.values())
    telling = {root: word for root, word in typed.items() if len(asked) < FEW or often[root] * 4 <= len(asked)}
    weights = {root: math.log(1 + len(asked) / max(often[root], 1)) for root in telling}
    found = [_likely(one, telling, weights, own[one.target], around[one.target]) for one in asked]
    place = {one.target: i for i, one in enumerate(asked)}
    return sorted(found, key=lambda one: (not one.words, one.demand is Demand.EXPLAIN, -one.weight, place[one.target]))


def _often(typed: Iterable[str], texts: Iterable[set[str]]) -> dict[str, int]:
    """In how many of the texts each stem stands, or its kin."""
    all_ = list(texts)
    return {word: sum(_nearness(word, one) > 0 for one in all_) for word in typed}


def _likely(one: Asked, typed: Mapping[str, str], weights: Mapping[str, float], own: set[str], around: set[str]) -> Likely:
    near = {word: max(_nearness(word, own), OUTCOME_WEIGHT * _nearness(word, around)) for word in typed}
    shared = {word: part for word, part in near.items() if part}
    words = tuple(typed[word] for word in shared)
    return Likely(one.target, demand(one.text, one.outcome), words, round(sum(weights[word] * part for word, part in shared.items()), 4))


def _nearness(one: str, others: Collection[str]) -> float:
    """1 where the same word stands, less where only its kin does, 0 where neither."""
    if any_same(one, others):
        return 1.0
    family = FAMILIES.get(one)
    return KIN_WEIGHT if family is not None and any(FAMILIES.get(other) == family for other in others) else 0.0


FAMILIES = {stem(word): i for i, line in enumerate(KIN.strip().splitlines()) for word in line.split()}


# Shifts --------------------------------------------------------------------------------------------------------------

DAY, WEEK = 24 * 60, 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Working hours of one day of the week, 0 is Monday, in minutes after midnight. One that ends first ends next day."""

    day: int
    begins: int
    ends: int


class Fit(StrEnum):
    """How a time lies to somebody's shifts."""

    UNKNOWN = "unknown"  # no shifts are known
    INSIDE = "inside"
    PARTLY = "partly"  # it begins before a shift, or goes on after it
    OUTSIDE = "outside"  # at another time than the shifts of that day
    DAY_OFF = "day_off"  # nobody works on that day


def fit(shifts: Sequence[Shift], starts: datetime, ends: datetime) -> Fit:
    """How a time of local clocks lies to the shifts of a week."""
    if not shifts:
        return Fit.UNKNOWN
    begin = starts.weekday() * DAY + starts.hour * 60 + starts.minute
    end = begin + max(1, int((ends - starts) / timedelta(minutes=1)))
    times = _times(shifts)
    if any(a <= begin and end <= b for a, b in times):
        return Fit.INSIDE
    if any(a < end and begin < b for a, b in times):
        return Fit.PARTLY
    midnight = starts.weekday() * DAY
    return Fit.OUTSIDE if any(a < midnight + DAY and midnight < b for a, b in times) else Fit.DAY_OFF


def _times(shifts: Sequence[Shift]) -> list[tuple[int, int]]:
    """The shifts as stretches of a week, those that touch drawn together, with the week before and the week after."""
    plain = sorted(
        (week + one.day * DAY + one.begins, week + one.day * DAY + one.ends + (DAY if one.ends <= one.begins else 0))
        for one in shifts
        for week in (-WEEK, 0, WEEK)
    )
    found: list[tuple[int, int]] = []
    for begins, ends in plain:
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found
