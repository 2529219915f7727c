"""Whether the steps of a journey are followed: which files are looked at and why each, and what the journal says of their steps.

A draw knows its seed, so that anybody can draw the same again. Owners take turns, and of each the file with the most to say comes
first; a share is left to chance, so that nobody knows beforehand which file it will be.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from milepost.engine.journey import Journey, Stage
from milepost.engine.reasons import Shortfall

NEW_FOR = timedelta(days=90)  # so long somebody is new at owning employers
LONG_AGO = timedelta(days=365)
ONE_BY_CHANCE_IN = 4


class Kind(StrEnum):
    """Why a file is looked at."""

    PICK_BREACH = "pick_breach"
    PICK_RETURNED = "pick_returned"
    PICK_HANDED_OVER = "pick_handed_over"
    PICK_NEW_OWNER = "pick_new_owner"
    PICK_NEVER = "pick_never"
    PICK_LONG_AGO = "pick_long_ago"
    PICK_BY_CHANCE = "pick_by_chance"


WEIGHT = {
    Kind.PICK_BREACH: 4, Kind.PICK_RETURNED: 3, Kind.PICK_HANDED_OVER: 3, Kind.PICK_NEW_OWNER: 3, Kind.PICK_NEVER: 2, Kind.PICK_LONG_AGO: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The file of an employer with whom something happened in the days that are looked at."""

    key: str
    owner: str = ""
    owner_since: date | None = None  # when that person first owned any employer
    handed_over_on: date | None = None  # within the days
    breaches: int = 0  # service standards that were not kept within the days
    returned: int = 0  # stages that were put back within the days
    looked_at_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    key: str
    reasons: tuple[Shortfall, ...]


def reasons(one: Candidate, *, until: date) -> list[Shortfall]:
    """Why this file should be looked at, the weightiest reason first."""
    found = []
    if one.breaches:
        found.append(Shortfall(Kind.PICK_BREACH, {"n": one.breaches}))
    if one.returned:
        found.append(Shortfall(Kind.PICK_RETURNED, {"n": one.returned}))
    if one.handed_over_on:
        found.append(Shortfall(Kind.PICK_HANDED_OVER, {"day": one.handed_over_on}))
    if one.owner_since and until - one.owner_since < NEW_FOR:
        found.append(Shortfall(Kind.PICK_NEW_OWNER, {"day": one.owner_since}))
    if one.looked_at_on is None:
        found.append(Shortfall(Kind.PICK_NEVER))
    elif until - one.looked_at_on >= LONG_AGO:
        found.append(Shortfall(Kind.PICK_LONG_AGO, {"day": one.looked_at_on}))
    return found


def picks(candidates: Iterable[Candidate], *, number: int, seed: str, until: date) -> list[Pick]:
    """So many of the files, each with why. The same candidates and the same seed give the same picks, in the same order."""
    pool = {one.key: (one, reasons(one, until=until)) for one in candidates}
    number = min(number, len(pool))
    by_chance = number // ONE_BY_CHANCE_IN or int(number > 1)
    lot = {key: sha256(f"{seed}:{key}".encode()).hexdigest() for key in pool}
    found: list[Pick] = []
    taken: Counter[str] = Counter()
    while len(found) < number - by_chance:
        weighty = [key for key, (_one, why) in pool.items() if why]
        if not weighty:
            break
        best = min(weighty, key=lambda key: (taken[pool[key][0].owner], -sum(WEIGHT[Kind(one.kind)] for one in pool[key][1]), lot[key]))
        one, why = pool.pop(best)
        taken[one.owner] += 1
        found.append(Pick(best, tuple(why)))
    for key in sorted(pool, key=lambda key: lot[key])[: number - len(found)]:
        found.append(Pick(key, (Shortfall(Kind.PICK_BY_CHANCE, {"seed": seed}), *pool[key][1])))
    return found


class Step(StrEnum):
    """What became of one check of a juncture."""

    DONE = "done"
    NOT_DONE = "not_done"
    NOT_DUE = "not_due"


def steps(journey: Journey, *, at: str, happened: Collection[str], said: Collection[tuple[str, str]]) -> dict[tuple[str, str], Step]:
    """What became of each check, by stage and check, for an employer who stands at the stage `at`.

    `happened` are names of events, `said` the checks with the owner's word. What is not shown is due once the stage lies behind, or
    once a later one has begun without it.
    """
    reached = max([journey.place(at), *(journey.place(stage.key) for stage in journey.stages if _begun(stage, happened, said))])
    return {
        (stage.key, check.key): Step.DONE
        if set(check.events) & set(happened) or (stage.key, check.key) in said
        else (Step.NOT_DONE if journey.place(stage.key) < reached else Step.NOT_DUE)
        for stage in journey.stages
        for check in stage.checks
    }


def _begun(stage: Stage, happened: Collection[str], said: Collection[tuple[str, str]]) -> bool:
    return any(set(check.events) & set(happened) or (stage.key, check.key) in said for check in stage.checks)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the steps that were due were followed."""

    done: int = 0
    due: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.done + other.done, self.due + other.due)

    @property
    def percent(self) -> int | None:
        """Of a hundred, rounded down; None where nothing was due."""
        return self.done * 100 // self.due if self.due else None


def consistency(found: Iterable[tuple[str, str]]) -> Mapping[str, Share]:
    """By what each step belongs to (a juncture, an owner, a draw), from pairs of that and what became of the step."""
    shares: dict[str, Share] = {}
    for key, step in found:
        shares[key] = shares.get(key, Share()) + Share(int(step == Step.DONE), int(step != Step.NOT_DUE))
    return shares


def lowest(shares: Mapping[str, Share]) -> Sequence[str]:
    """Those with anything due, the lowest share first."""
    return sorted((key for key in shares if shares[key].due), key=lambda key: (shares[key].done / shares[key].due, key))
