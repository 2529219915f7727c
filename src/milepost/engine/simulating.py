"""Simulated projects, to hold forecasts against. Shares no code with `forecast`, and knows nothing of how that reckons.

A project here is a heap of pieces of work that people take and finish one by one. Estimates are wrong, pieces are lumps, new ones
turn up, people fall out for weeks, tire or get better, and there are holidays. Every seed draws how much of each there is.
"""

from dataclasses import dataclass, field
from random import Random

DAYS_A_WEEK = 5
AT_MOST = 260  # weeks; a project that takes longer is drawn anew


@dataclass
class _Piece:
    estimate: float
    effort: float


@dataclass
class _Person:
    hours: float  # a week
    slips: float  # chance in a week to fall out
    returns: float  # chance in a week to come back
    strays: float  # how much the speed of a week differs from that of the last
    speed: float = 1.0
    out: bool = False
    piece: _Piece | None = None


@dataclass(frozen=True)
class Project:
    """What could be seen when somebody asked, and, in weeks from then, when it really ended."""

    done: list[float]  # estimated hours that were finished, by week
    added: list[float]
    hours: list[float]  # that people meant to have
    left: float
    ahead: list[float]
    ended: float


@dataclass
class _Course:
    done: list[float] = field(default_factory=list)
    added: list[float] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    ended: float = 0.0


def project(seed: int) -> Project:
    """One project, asked about at some moment on its way."""
    random = Random(f"project {seed}")
    while True:
        people = [
            _Person(random.choice([4, 7, 7, 14, 21]), random.uniform(0, 0.06), random.uniform(0.2, 0.7), random.uniform(0, 0.09))
            for _one in range(random.choice([1, 1, 2, 3, 4]))
        ]
        week_hours = sum(one.hours for one in people)
        calendar = _calendar(random)
        course = _walk(random, people, week_hours, calendar)
        if course is None:
            continue
        whole = len(course.done)
        share = random.uniform(0.25, 0.8)  # of its time, roughly, when somebody asks
        asked = max(6, round(whole * share))
        if asked >= whole or not sum(course.done[:asked]) or course.left[asked - 1] <= 0:
            continue
        meant = [week_hours * calendar[week % 52] for week in range(AT_MOST + 52)]
        return Project(
            course.done[:asked],
            course.added[:asked],
            meant[:asked],
            course.left[asked - 1],
            meant[asked : asked + 156],
            course.ended - asked,
        )


def _calendar(random: Random) -> list[float]:
    """The share of the usual hours in each week of the year."""
    found, starts = [1.0] * 52, random.randrange(52)
    for first, length, least in ((51, 2, 0.0), (15, 1, 0.4), (31, random.choice([0, 2, 4]), 0.4)):
        for week in range(first, first + length):
            found[(week - starts) % 52] = min(1.0, least + random.uniform(0, 0.3))
    return found


def _lump(random: Random, typical: float, uneven: float, wrong: float, bias: float) -> _Piece:
    estimate = max(1.0, typical * random.lognormvariate(0, uneven))
    return _Piece(estimate, estimate * bias * random.lognormvariate(0, wrong))


def _walk(random: Random, people: list[_Person], week_hours: float, calendar: list[float]) -> _Course | None:
    typical = week_hours * random.uniform(0.1, 0.9)
    lump = (typical, random.uniform(0.1, 1.0), random.uniform(0.05, 0.6), random.uniform(0.7, 1.7))
    heap = [_lump(random, *lump) for _one in range(random.randint(10, 60))]
    first = len(heap)
    grows, kind, faded = random.choice([0.0, 0.05, 0.15, 0.3]), random.choice(["steady", "fading", "bursts"]), random.uniform(4, 30)
    course = _Course()
    for week in range(AT_MOST):
        arrivals = _arrivals(random, grows, kind, faded, week, first)
        fresh = [_lump(random, *lump) for _one in range(arrivals)]
        heap.extend(fresh)
        course.added.append(sum(one.estimate for one in fresh))
        finished = 0.0
        for person in people:
            _lives(random, person)
        for day in range(DAYS_A_WEEK):
            for person in people:
                finished += _works(person, heap, 0.0 if person.out else person.hours * person.speed * calendar[week % 52] / DAYS_A_WEEK)
            if not heap and all(one.piece is None for one in people):
                course.done.append(finished)
                course.left.append(0.0)
                course.ended = week + (day + random.random()) / DAYS_A_WEEK
                return course
        course.done.append(finished)
        course.left.append(sum(one.estimate for one in heap) + sum(one.piece.estimate for one in people if one.piece))
    return None


def _arrivals(random: Random, grows: float, kind: str, faded: float, week: int, first: int) -> int:
    """How many new pieces turn up in a week: in the long run a share of those that there were at first."""
    if kind == "bursts":
        return round(first * random.uniform(0.02, 0.12)) if random.random() < grows / 3 else 0
    rate = grows * (1.0 if kind == "steady" else 3.0 * 2 ** (-week / faded))
    return sum(random.random() < rate / 4 for _one in range(4))


def _lives(random: Random, person: _Person) -> None:
    person.out = random.random() >= person.returns if person.out else random.random() < person.slips
    person.speed = min(max(person.speed * random.lognormvariate(0, person.strays), 0.4), 2.0)


def _works(person: _Person, heap: list[_Piece], hours: float) -> float:
    """The estimated hours of the pieces that somebody finishes in a day."""
    finished = 0.0
    while hours > 0:
        if person.piece is None:
            if not heap:
                break
            chosen = heap.pop(0)
            person.piece = _Piece(chosen.estimate, chosen.effort)
        used = min(hours, person.piece.effort)
        person.piece.effort -= used
        hours -= used
        if person.piece.effort <= 1e-9:
            finished += person.piece.estimate
            person.piece = None
    return finished
