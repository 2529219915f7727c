"""The ten pieces of work of `milepost bench`: a program of its own, `bench_work SIZE RUNS`, set up on a database of its own."""

import json
import platform
import socket
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from milepost.base.models import Event  # noqa: E402
from milepost.cli.migrate import make_ready  # noqa: E402
from milepost.demo import bulk, shape  # noqa: E402
from milepost.demo.acted import Stage, stage  # noqa: E402
from milepost.demo.measure import Figure, Visitor, cal, served, timed  # noqa: E402
from milepost.frameworks.folder import specs_folder  # noqa: E402
from milepost.people.models import Person  # noqa: E402
from milepost.portfolios.models import Registration  # noqa: E402

CASELOAD = 50
CSV_RUNS = 5
THREADS, ROUNDS = 16, 8  # more at once than the server has threads


def measure(size: int, runs: int) -> dict[str, Any]:
    """Build the learners, serve the pages, do the work: medians in seconds, queries and bytes."""
    make_ready()
    start = time.perf_counter()
    on = stage(assessors=max(1, size // CASELOAD))
    bulk.build(
        shape.stories(size, len(on.assessors)),
        on,
        source=shape.file_bytes(),
        told=lambda n: print(f"  {n} built", file=sys.stderr, flush=True) if n % 1000 == 0 else None,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    built = {"seconds": time.perf_counter() - start, "events": Event.objects.count(), "rows": _rows()}
    unit = cal()
    connection.close()
    port = free_port()
    with served(port):
        works = {work.name: work for work in Bench(on, port, runs).works()}
    return {
        "built": built,
        "cal": (unit + cal()) / 2,
        "python": platform.python_version(),
        "works": {name: {"median": w.median, "queries": w.queries, "sent": w.sent, "raw": w.raw} for name, w in works.items()},
    }


class Bench:
    """Who asks for what. Every run of a page is another learner's, as it is in life."""

    def __init__(self, on: Stage, port: int, runs: int) -> None:
        self.on, self.port, self.runs = on, port, runs
        mine = Registration.objects.filter(assessor=on.assessors[0].person).select_related("learner").order_by("id")
        self.registrations = list(mine[:CASELOAD])
        self.manager = Visitor(on.manager.person or Person(), port=port)
        self.assessor = Visitor(on.assessors[0].person, port=port)
        self.learners = [Visitor(r.learner, port=port) for r in self.registrations[: runs + 2]]
        warm_up(self.learners, reverse("learner_evidence"))

    def works(self) -> list[Figure]:
        """In the order in which they are told; what writes comes last."""
        opened = [reverse("assessor_learner", args=[r.uuid]) for r in self.registrations]
        return [
            self._page("learner's progress", self._learner, reverse("learner_units")),
            self._page("evidence list", self._learner, reverse("learner_evidence")),
            self._page("assessor opens one learner", lambda i: self.assessor, opened),
            self._page("cohort progress, 30 a page", lambda i: self.manager, reverse("centre_learners")),
            self._page("caseload of 50", lambda i: self.assessor, reverse("assessor_caseload")),
            self._page("caseload of 50 by criterion", lambda i: self.assessor, reverse("assessor_caseload_criteria")),
            self._page("cohort as CSV", lambda i: self.manager, reverse("centre_cohort_csv"), runs=min(CSV_RUNS, self.runs)),
            self._add(),
            self._judge(),
            self._import(),
        ]

    def _learner(self, i: int) -> Visitor:
        return self.learners[i % len(self.learners)]

    def _page(self, name: str, who: Callable[[int], Visitor], path: str | list[str], *, runs: int | None = None) -> Figure:
        def address(i: int) -> str:
            return path if isinstance(path, str) else path[i % len(path)]

        figure = timed(Figure(name), runs or self.runs, lambda i: who(i).get(address(i)))
        figure.sent, figure.raw = who(1).get(address(1))
        figure.queries = who(1).queries("GET", address(1))
        return figure

    def _add(self) -> Figure:
        path, data = reverse("learner_add_evidence"), shape.file_bytes()

        def fields(i: int) -> list[tuple[str, str]]:
            unit = 1 + i % shape.UNITS
            basic = [("form", str(uuid4())), ("kind", "file"), ("title", f"Added {i}"), ("nature", "performance")]
            basic += [("setting", "real_work"), ("act", "keep")]
            return basic + [("claim", f"S{unit}:1.{c}") for c in range(6, 11)]

        def act(i: int) -> None:
            self._learner(i).post(path, fields(i), {"files": (f"added-{i}.txt", data + str(uuid4()).encode())})

        figure = timed(Figure("add a file and claim five"), self.runs, act)
        # Counted on a statement: the same act without the upload.
        words = [(n, "statement" if n == "kind" else v) for n, v in fields(1)] + [("body", "The watch of that day.")]
        figure.queries = self._learner(1).queries("POST", path, words)
        return figure

    def _judge(self) -> Figure:
        """The first claim that waits, of another learner each time."""
        paths = [reverse("assessor_workbench", args=[r.uuid]) for r in self.registrations]

        def fields(i: int) -> list[tuple[str, str]]:
            story = shape.story(i * len(self.on.assessors), len(self.on.assessors))
            target = next(p for p in story.pieces if not p.judged_at).targets[i // len(paths)]
            return [(f"v-{target}", "met"), (f"f-{target}", "Clear."), (f"s-{target}", ""), ("act", "send")]

        def act(i: int) -> None:
            self.assessor.post(paths[i % len(paths)], fields(i))

        figure = timed(Figure("judge one criterion"), min(self.runs, len(paths) - 2), act)
        last = len(paths) - 1
        figure.queries = self.assessor.queries("POST", paths[last], fields(last))
        return figure

    def _import(self) -> Figure:
        pack = specs_folder() / "packs" / "harbour-operations.txt"
        data, path = pack.read_bytes(), reverse("centre_import")

        def act(i: int) -> None:
            self.manager.post(path, [], {"file": (f"pack-{i}.txt", data + b"\n" * (i + 1))})

        figure = timed(Figure("import the pack"), min(5, self.runs), act)
        figure.queries = self.manager.queries("POST", path, files={"file": ("pack.txt", data + b"\n" * 99)})
        return figure


def _rows() -> int:
    return sum(table._default_manager.count() for table in bulk.TABLES)


def warm_up(visitors: Sequence[Visitor], path: str) -> None:
    """Let every thread of the server open its connection and read the specification, as after a minute of use."""
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(ROUNDS):
            list(pool.map(lambda visitor: visitor.get(path), visitors))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
