"""Simulated people at a centre, to hold the detriment watch against. Shares no code with it and knows nothing of how that reckons.

Work is handed in in bursts and answered by an assessor who has habits, days for it, leave, illness and a heap that grows and shrinks
with the season. Some answers take very long for no reason at all. People have paces of their own and change over the months.
Appointments are moved in spells, decisions of one day hang together, and people get better at it. Every seed draws how much
of each there is.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import cos, exp, pi
from random import Random

FIRST = date(2024, 1, 1)
DAY_OF_CONCERN = 420
LAST = DAY_OF_CONCERN + 365


@dataclass
class Life:
    """What happened to one person, in days since the first: when it began, when it ended, and the share (of times: unused)."""

    feedback: list[tuple[int, int, float]] = field(default_factory=list)
    appointments: list[tuple[int, int, float]] = field(default_factory=list)
    decisions: list[tuple[int, int, float]] = field(default_factory=list)
    sanctions: list[tuple[int, int, float]] = field(default_factory=list)


@dataclass
class _Assessor:
    """Habits: mostly so many days, answers on these weekdays, is away in these spells, moves so many appointments."""

    days: float
    weekdays: set[int]
    away: list[tuple[int, int]]
    season: float
    season_at: float
    moves: float
    strict: float
    heap: list[float]

    def works(self, day: int) -> bool:
        return (FIRST + timedelta(days=day)).weekday() in self.weekdays and not any(start <= day < end for start, end in self.away)

    def next_day(self, day: int) -> int:
        """That day, or the next on which they answer."""
        while not self.works(day):
            day += 1
        return day


@dataclass(frozen=True)
class World:
    """One person about whom a concern was raised on the day of concern, and the others of the same assessor."""

    own: Life
    like: list[Life]
    eighth: int | None  # the eighth day on which something that was handed in since was answered


def world(seed: int, *, longer: float = 1.0) -> World:
    """One person and the like. `longer`: how many times as long their feedback takes since the concern."""
    random = Random(f"watched {seed}")
    assessor = _assessor(random)
    own = _life(random, assessor, joined=DAY_OF_CONCERN - random.randint(150, 400), last=LAST, longer=longer)
    like = [
        _life(random, assessor, joined=(at := random.randint(-200, 500)), last=min(LAST, at + random.randint(400, 900)))
        for _one in range(random.randint(5, 18))
    ]
    after = sorted({ended for began, ended, _share in own.feedback if began >= DAY_OF_CONCERN})
    return World(own, like, after[7] if len(after) > 7 else None)


def _assessor(random: Random) -> _Assessor:
    away = [(355, 368), (355 + 365, 368 + 365)]
    for year in (0, 365, 730):
        summer = year + random.randint(180, 235)
        away.append((summer, summer + random.choice([7, 14, 21])))
        away += [(ill, ill + random.randint(2, 12)) for ill in (year + random.randint(0, 360) for _one in range(random.randint(0, 3)))]
    heap, now = [], 0.0
    for _day in range(LAST + 400):
        now = 0.98 * now + random.gauss(0, 0.05)
        heap.append(now)
    weekdays = set(random.sample(range(5), random.choice([2, 3, 4, 5, 5])))
    return _Assessor(
        days=random.uniform(2, 11), weekdays=weekdays, away=away, season=random.uniform(0, 0.35), season_at=random.uniform(0, 365),
        moves=random.uniform(0.03, 0.25), strict=random.uniform(0.08, 0.35), heap=heap,
    )  # fmt: skip


def _life(random: Random, assessor: _Assessor, *, joined: int, last: int, longer: float = 1.0) -> Life:
    life = Life()
    difficult, wide, every = random.gauss(0, 0.25), random.uniform(0.25, 0.5), random.uniform(9, 22)
    drift = 0.0
    day = max(0, joined) + random.randint(0, 14)
    while day < last:
        drift += random.gauss(0, 0.03)
        together = exp(random.gauss(0, wide * 0.5))
        for piece in range(random.choice([1, 1, 1, 2, 3, 5])):
            handed = day + (piece and random.randint(0, 2))
            season = assessor.season * cos(2 * pi * (handed - assessor.season_at) / 365)
            heavy = random.gauss(0, 1) / (sum(random.gauss(0, 1) ** 2 for _one in range(5)) / 5) ** 0.5
            takes = assessor.days * exp(difficult + drift + season + assessor.heap[handed] + wide * 0.75 * heavy) * together
            answered = assessor.next_day(handed + min(400, max(1, round(takes))))
            if handed >= DAY_OF_CONCERN and longer != 1.0:
                answered = assessor.next_day(handed + round((answered - handed) * longer))
            life.feedback.append((handed, answered, 0.0))
            _decide(random, life, assessor, answered, difficult, since=answered - joined)
        day += max(1, round(random.expovariate(1 / every)))
    _meet(random, life, assessor, max(0, joined), last)
    for month in range(max(0, joined), last, 30):
        life.sanctions.append((month, month + 30, float(random.random() < 0.012)))
    return life


def _decide(random: Random, life: Life, assessor: _Assessor, day: int, difficult: float, *, since: int) -> None:
    """Some criteria of one piece: good days and bad days, better from month to month."""
    chance = min(0.9, max(0.02, assessor.strict + 0.25 * difficult - 0.1 * min(1, since / 400) + random.gauss(0, 0.08)))
    life.decisions += [(day, day, float(random.random() < chance)) for _one in range(random.randint(1, 5))]


def _meet(random: Random, life: Life, assessor: _Assessor, joined: int, last: int) -> None:
    """An appointment every few weeks; where one was moved, the next is moved more easily."""
    day, easier = joined + random.randint(5, 30), 0.0
    while day < last:
        off = any(start <= day < end for start, end in assessor.away)
        moved = random.random() < assessor.moves + easier + (0.5 if off else 0)
        easier = 0.12 if moved else 0.0
        life.appointments.append((day, day, float(moved)))
        day += random.randint(14, 35)
