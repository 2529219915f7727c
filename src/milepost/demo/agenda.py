"""What happens in the demonstration, and when: lives that go on side by side, act by act, in the order of time.

A life is a generator. It yields the moment of its next act and, once that moment has come, acts: the clock stands there.
What would lie in the future is left undone, so where a life stands today follows from when it began and how fast it goes.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count
from random import Random

from django.utils import timezone

from milepost.base import clock

type Life = Iterator[datetime]
SOON = timedelta(minutes=4)


class Agenda:
    """The lives that go on, by the moment of their next act."""

    def __init__(self, today: datetime) -> None:
        self.now = today
        self._order = count()
        self._waiting: list[tuple[datetime, int, Life]] = []
        self._running: datetime | None = None

    def add(self, life: Life) -> None:
        """Begin a life, or part of one: somebody else's answer."""
        self._go_on(life, after=self._running)

    def _go_on(self, life: Life, *, after: datetime | None) -> None:
        moment = next(life, None)
        if moment is not None and after is not None and moment <= after:
            moment = after + SOON  # two days fell together on a Friday
        if moment is not None and moment < self.now:
            heapq.heappush(self._waiting, (moment, next(self._order), life))

    def run(self) -> Iterator[datetime]:
        """Live every life until today. Yields the moment after each act."""
        while self._waiting:
            moment, _order, life = heapq.heappop(self._waiting)
            self._running = moment
            with clock.at(moment):
                self._go_on(life, after=moment)
            yield moment


class Calendar:
    """Days counted back from today, at hours when people work."""

    def __init__(self, today: datetime) -> None:
        self.today = timezone.localtime(today).date()

    def ago(self, days: float, at: str = "10:00") -> datetime:
        """So many days ago; on the Friday before, where that was a weekend."""
        day = self.today - timedelta(days=int(days))
        day -= timedelta(days=(0, 0, 0, 0, 0, 1, 2)[day.weekday()])
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))


def later(moment: datetime, days: float, *, rng: Random, office: bool = False) -> datetime:
    """Some days later, at an hour when people are awake; in the `office`, on a working day and at work."""
    day = timezone.localtime(moment) + timedelta(days=max(1, round(days)))
    if office:
        day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
    return day.replace(hour=rng.randint(9, 16) if office else rng.choice((7, 12, 13, 17, 18, 19, 20, 21)), minute=rng.randint(0, 59))
