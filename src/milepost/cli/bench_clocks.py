"""The clocks of `milepost bench`: a program of its own, `bench_clocks EVENTS`, on a database of its own.

Three years of portfolios are written as events; reading these rows is timed, and deriving every clock from them anew, which
reads them too. Then all clocks are written, and the adherence of twelve months is counted.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from milepost.assessment import words as assessment  # noqa: E402
from milepost.base.actors import system  # noqa: E402
from milepost.base.models import Event  # noqa: E402
from milepost.cli.bench_routes import cal  # noqa: E402
from milepost.cli.migrate import make_ready  # noqa: E402
from milepost.commitments import adherence, projection  # noqa: E402
from milepost.commitments.facts import book_of  # noqa: E402
from milepost.commitments.models import Clock  # noqa: E402
from milepost.people import actions as people  # noqa: E402
from milepost.portfolios import words as portfolios  # noqa: E402

BEGAN = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)
A_STREAM = 100  # events of one portfolio
AT_ONCE = 2000
RUNS = 5


def main(count: int) -> dict[str, Any]:
    make_ready()
    centre = people.open_centre("Bench", name="Bench", number="1", by=system())
    draw, batch = random.Random(count), []
    for event in _events(count, centre.pk, draw):
        batch.append(event)
        if len(batch) == AT_ONCE:
            Event.objects.bulk_create(batch)
            batch = []
    Event.objects.bulk_create(batch)
    book = book_of(centre.pk)
    list(projection.derive(book, projection.journal(book, centre.pk, streams=["portfolio:0"])))  # bank holidays are read once

    read = median_of(lambda: sum(1 for _ in projection.journal(book, centre.pk)))
    clocks = sum(1 for _ in projection.derive(book, projection.journal(book, centre.pk)))
    derived = median_of(lambda: sum(1 for _ in projection.derive(book, projection.journal(book, centre.pk))))
    written = _seconds(lambda: projection.rebuild(centre.pk))
    with CaptureQueriesContext(connection) as asked:
        counted = median_of(lambda: _adherence(centre.pk))
    return {
        "events": Event.objects.count(), "clocks": clocks, "cal": cal(), "read": read, "derived": derived, "written": written,
        "counted": counted, "queries": len(asked) // RUNS, "same": not projection.rebuild(centre.pk, write=False).any,
    }  # fmt: skip


def _adherence(centre_id: int) -> None:
    book, months = book_of(centre_id), adherence.last_months(BEGAN.date() + timedelta(days=3 * 365))
    rows = Clock.objects.filter(centre_id=centre_id)
    adherence.by_standard(rows, months, book, {})
    adherence.by_owner(rows, months)
    adherence.by_employer(rows, months)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_of(work: Callable[[], object]) -> float:
    """Seconds that it takes, the middle of some runs."""
    return statistics.median(_seconds(work) for _ in range(RUNS))


def _events(count: int, centre_id: int, draw: random.Random) -> Iterator[Event]:
    """Portfolios of three years: work handed in and answered, visits, breaks."""
    for number in range(0, count, A_STREAM):
        at, stream = BEGAN + timedelta(days=draw.randrange(60)), f"portfolio:{number // A_STREAM}"
        for position, (name, role, args) in enumerate(islice(_said(draw), min(A_STREAM, count - number)), 1):
            at += timedelta(minutes=draw.randrange(60, 20_000))
            yield _event(centre_id, stream, position, name, role, at, args, draw)


def _said(draw: random.Random) -> Iterator[tuple[str, str, dict[str, Any]]]:
    registration = str(UUID(int=draw.getrandbits(128)))
    yield portfolios.LEARNER_REGISTERED, "centre_manager", {"registration": registration}
    yield portfolios.UNITS_AGREED, "learner", {"registration": registration, "units": ["B11", "C5"]}
    while True:
        targets = [f"B11:{draw.randrange(1, 5)}.{n}" for n in range(1, draw.randrange(2, 9))]
        yield portfolios.CLAIMS_HANDED_IN, "learner", {"registration": registration, "targets": targets, "evidence": [1, 2]}
        visit = {"registration": registration, "visit": str(UUID(int=draw.getrandbits(128))), "starts_at": "2025-01-01T10:00:00+00:00"}
        if draw.random() < 0.3:
            yield assessment.VISIT_PROPOSED, "assessor", visit
            yield assessment.VISIT_AGREED, "learner", visit
            yield assessment.VISIT_KEPT, "assessor", visit
        half = len(targets) // 2
        yield assessment.CRITERIA_JUDGED, "assessor", {
            "registration": registration, "met": targets[:half], "not_yet": targets[half:], "ask": [], "waits": [],
        }  # fmt: skip
        if draw.random() < 0.02:
            yield portfolios.REGISTRATION_PAUSED, "centre_manager", {"registration": registration}
            yield portfolios.REGISTRATION_RESUMED, "centre_manager", {"registration": registration}


def _event(
    centre_id: int, stream: str, position: int, name: str, role: str, at: datetime, args: dict[str, Any], draw: random.Random
) -> Event:
    return Event(
        centre_id=centre_id, stream=stream, position=position, name=name, at=at, args=args, personal={"who": "Somebody"},
        actor={"uuid": str(UUID(int=draw.getrandbits(128))), "kind": "person", "role": role}, salt="", personal_digest="", hash="",
    )  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
