"""The employers of `milepost bench`: a program of its own, `bench_employers EVENTS RUNS`, on a database of its own.

Five hundred employers, fifty staff and three years: half of the events happened with the employers, half in the portfolios of those who
learn there. The pages of who looks after employers are asked for from the product's own server, and every clock is derived anew.
"""

import json
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from milepost.base import clock  # noqa: E402
from milepost.base.models import Event  # noqa: E402
from milepost.cli.bench_clocks import median_of  # noqa: E402
from milepost.cli.bench_work import THREADS, free_port, warm_up  # noqa: E402
from milepost.cli.migrate import make_ready  # noqa: E402
from milepost.commitments import projection  # noqa: E402
from milepost.commitments.facts import book_of  # noqa: E402
from milepost.commitments.models import Clock  # noqa: E402
from milepost.demo import bulk, employers_acted, employers_bulk, employers_shape, shape  # noqa: E402
from milepost.demo.acted import Stage, stage  # noqa: E402
from milepost.demo.measure import Figure, Visitor, cal, served, timed  # noqa: E402
from milepost.employers.models import EmployerFile  # noqa: E402
from milepost.people.models import Appointment, Person  # noqa: E402

EMPLOYERS, ASSESSORS, OWNERS = 500, 40, 9  # and the manager: fifty staff
LEARNING = timedelta(days=260)  # so long before today the last of them began
OPENED = 30  # employers' pages that are opened


def measure(events: int, runs: int) -> dict[str, Any]:
    """Build the years, serve the pages: medians in seconds, queries and bytes; then the clocks."""
    make_ready()
    on, owning, built = build(events)
    return {"built": built, **asked(on, owning, runs)}


def build(events: int) -> tuple[Stage, list[Appointment], dict[str, Any]]:
    """The years, up to now, with so many events; and the clocks that run from them."""
    start, now = time.perf_counter(), clock.now()
    on = stage(assessors=ASSESSORS, opened_at=now - employers_shape.YEARS)
    owning = employers_acted.owners(on, OWNERS)
    on = replace(on, employers=_employers(events // 2, on, owning, now))
    learners = _learners(events - events // 2, on)
    projection.rebuild(on.centre.pk)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    told = {"events": Event.objects.count(), "clocks": Clock.objects.count(), "learners": learners}
    return on, owning, {"seconds": time.perf_counter() - start, **told}


def asked(on: Stage, owning: list[Appointment], runs: int) -> dict[str, Any]:
    """What the pages take, and the clocks."""
    unit = cal(runs=3)
    connection.close()
    port = free_port()
    with served(port):
        works = [_work(name, who, paths, runs) for name, who, paths in _pages(on, owning, port)]
    derived = _clocks(on)
    return {
        "cal": (unit + cal(runs=3)) / 2, "clocks": derived,
        "works": {work.name: {"median": work.median, "queries": work.queries, "sent": work.sent} for work in works},
    }  # fmt: skip


def _employers(events: int, on: Stage, owning: list[Appointment], now: datetime) -> Any:
    stories = employers_shape.employers(EMPLOYERS, OWNERS, events, now)
    return employers_bulk.build(stories, on, owning, told=lambda n: _say(f"{n} employers", n % 100 == 0))


def _learners(events: int, on: Stage) -> int:
    """Learners until there are so many events; they begin one after the other through the years."""
    each = 6 + shape.EVIDENCE * 4 + shape.JUDGED_OF_36
    count = max(1, round(events / each))
    first, between = on.opened_at + timedelta(days=3), (employers_shape.YEARS - LEARNING) / count
    stories = (shape.story(i, ASSESSORS, first + between * i) for i in range(count))
    bulk.build(stories, on, source=shape.file_bytes(), told=lambda n: _say(f"{n} learners", n % 1000 == 0))
    return count


def _say(text: str, now: bool) -> None:
    if now:
        print(f"  {text} built", file=sys.stderr, flush=True)


def _pages(on: Stage, owning: list[Appointment], port: int) -> list[tuple[str, Visitor, list[str]]]:
    """In the order in which they are told."""
    owner, manager = Visitor(owning[0].person, port=port), Visitor(on.manager.person or Person(), port=port)
    warm_up([Visitor(owning[i % OWNERS].person, port=port) for i in range(THREADS)], reverse("employer_today"))
    files = EmployerFile.objects.order_by("pk").values_list("uuid", flat=True)[:OPENED]
    one = on.employers[EMPLOYERS // 2].name
    find = reverse("search")
    return [
        ("the owner's day", owner, [reverse("employer_today")]),
        ("the list of employers", owner, [reverse("employer_list")]),
        ("an owner's own employers", owner, [reverse("employer_list", query={"whose": "mine"})]),
        ("who owns whom", manager, [reverse("employer_owners")]),
        ("one employer", owner, [reverse("employer_one", args=[uuid]) for uuid in files]),
        ("one employer, an old page", owner, [reverse("employer_one", args=[uuid], query={"page": 9}) for uuid in files]),
        ("the journey", owner, [reverse("employer_journey")]),
        ("how standards are kept", manager, [reverse("standards")]),
        ("clocks that run", manager, [reverse("standards_clocks")]),
        ("search, a word in everything", manager, [f"{find}?q=record"]),
        ("search, a word of many", manager, [f"{find}?q=learner", f"{find}?q=ferries"]),
        ("search, one employer", owner, [f"{find}?q={one.replace(' ', '+')}"]),
        ("search, nothing", manager, [f"{find}?q=quagga"]),
    ]


def _work(name: str, who: Visitor, paths: list[str], runs: int) -> Figure:
    figure = timed(Figure(name), runs, lambda i: who.get(paths[i % len(paths)]))
    figure.sent, _raw = who.get(paths[0])
    figure.queries = who.queries("GET", paths[0])
    return figure


def _clocks(on: Stage) -> dict[str, Any]:
    """Reading what clocks are derived from, and deriving them, of clocks within a stream and across streams."""
    centre, book = on.centre.pk, book_of(on.centre.pk)

    def derive() -> int:
        wide = projection.wide_journal(book, centre)
        across = sum(1 for told in wide.values() for _ in projection.derive(book, told, wide=True))
        return across + sum(1 for _ in projection.derive(book, projection.journal(book, centre)))

    def read() -> int:
        return len(projection.wide_journal(book, centre)) + sum(1 for _ in projection.journal(book, centre))

    derive()
    return {
        "read": median_of(read), "derived": median_of(derive), "same": not projection.rebuild(centre, write=False).any,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
