"""Planning a visit: which criteria one piece of work is likely to show, and whether a time lies inside the learner's shifts.

A text and a criterion meet in the words that they share, near enough: "refunding" and "refunds" are one word, and a
"complaint" is kin to a "problem". A word that stands in many of the criteria says nothing of any one of them. What asks to *do* something can be watched, so it
comes before what asks to *explain*, which can be asked about on the spot.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from milepost.engine.verbs import VERBS


class Demand(StrEnum):
    """What a criterion asks of the learner."""

    DO = "do"
    EXPLAIN = "explain"


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


KNOWING = re.compile(r"(?:be able to )?(know|understand|demonstrate (?:an )?(?:understanding|knowledge)|awareness)\b", re.IGNORECASE)
DOING = re.compile(r"be able to\b", re.IGNORECASE)
WATCHED = {"investigate", "review"}  # command verbs that somebody can be seen doing
EXPLAINING = frozenset(VERBS) - WATCHED | frozenset(
    """classify comment critically draw exemplify indicate suggest tell understand what when where which why""".split()
)
# Words that stand in any text.
PLAIN = frozenset(
    """about above after again against all also and any are because been before being below between both but can cannot
    could did does doing down during each every few for from further had has have having her here hers him his how into its
    itself just least less made make makes many may more most must need needs not now off once one only onto other our out
    over own part per put puts same she should some such take takes taking than that the their them then there these they
    thing things this those through too under until use used uses using very was way ways were what when where whether
    which while who whom whose why will with within without work working works would you your own learner learners use able
    something somebody someone anything either another different""".split()
)
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
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST, ENOUGH_ALIKE = 3, 5
FEW = 12  # of fewer criteria than this no word is too common
OUTCOME_WEIGHT, KIN_WEIGHT = 0.4, 0.5


def demand(text: str, outcome: str = "") -> Demand:
    """Whether a criterion asks to do or to explain: its outcome says it, else the verb it begins with."""
    if KNOWING.match(outcome.strip()):
        return Demand.EXPLAIN
    if DOING.match(outcome.strip()):
        return Demand.DO
    first = WORD.search(text)
    return Demand.EXPLAIN if first and first[0].casefold() in EXPLAINING else Demand.DO


def likely(asked: Sequence[Asked], activity: str) -> list[Likely]:
    """Every target asked, the likeliest first: what shares words, to do before to explain, then what shares none."""
    typed = _stems(activity)
    own = {one.target: set(_stems(one.text)) for one in asked}
    around = {one.target: set(_stems(one.outcome)) for one in asked}
    often = _often(typed, own.values())
    telling = {stem: word for stem, word in typed.items() if len(asked) < FEW or often[stem] * 4 <= len(asked)}
    weights = {stem: math.log(1 + len(asked) / max(often[stem], 1)) for stem in telling}
    found = [_likely(one, telling, weights, own[one.target], around[one.target]) for one in asked]
    place = {one.target: i for i, one in enumerate(asked)}
    return sorted(found, key=lambda one: (not one.words, one.demand is Demand.EXPLAIN, -one.weight, place[one.target]))


def _often(typed: Iterable[str], texts: Iterable[set[str]]) -> dict[str, int]:
    """In how many of the texts each stem stands, or its kin."""
    all_ = list(texts)
    return {stem: sum(_nearness(stem, stems) > 0 for stems in all_) for stem in typed}


def _likely(one: Asked, typed: Mapping[str, str], weights: Mapping[str, float], own: set[str], around: set[str]) -> Likely:
    near = {stem: max(_nearness(stem, own), OUTCOME_WEIGHT * _nearness(stem, around)) for stem in typed}
    shared = {stem: part for stem, part in near.items() if part}
    words = tuple(typed[stem] for stem in shared)
    return Likely(one.target, demand(one.text, one.outcome), words, round(sum(weights[stem] * part for stem, part in shared.items()), 4))


def _stems(text: str) -> dict[str, str]:
    """The telling words of a text: stem → the word as it stands there."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        plain = re.sub(r"['’]s?$", "", word.casefold())
        if len(plain) >= SHORTEST and plain not in PLAIN:
            found.setdefault(_stem(plain), word.casefold())
    return found


ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "er", "es", "ly", "s", "e")


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            rest = word.removesuffix(ending)
            if ending in ("ies", "ied"):
                return rest + "y"
            return rest[:-1] if len(rest) > SHORTEST and rest[-1] == rest[-2] and rest[-1] not in "ls" else rest
    return word


def _same(a: str, b: str) -> bool:
    """Two stems of one family: "complain" and "complaint", "communicat" and "communication"."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= ENOUGH_ALIKE and len(long) - len(short) <= 3 and long.startswith(short)


def _nearness(stem: str, stems: Iterable[str]) -> float:
    """1 where the same word stands, less where only its kin does, 0 where neither."""
    if any(_same(stem, other) for other in stems):
        return 1.0
    family = FAMILIES.get(stem)
    return KIN_WEIGHT if family is not None and any(FAMILIES.get(other) == family for other in stems) else 0.0


FAMILIES = {_stem(word): i for i, line in enumerate(KIN.strip().splitlines()) for word in line.split()}


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
