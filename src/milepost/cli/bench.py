"""`milepost bench`: how quick the pages are at 100, 1,000 and 10,000 learners, on PostgreSQL, beside a peer's figures.

Each size gets a database and a data folder of its own, learners in bulk, and the product's own server; ten pieces of
work are done by a browser's requests one after the other. Times are told in thousandths of a *cal*, the time of a fixed
piece of Python work on the same machine in the same minute, because absolute times on a shared machine prove nothing.

The planner is measured too, which needs no database: `milepost bench --sizes --events --routes 1000` is that alone. So are, by the
number of events, the pages of who looks after 500 employers, and the clocks of service standards: `milepost bench --sizes --routes 0`.
"""

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from typing import Any

from milepost.cli import CannotAsk, bench_routes, bench_told

SIZES = (100, 1_000, 10_000)
EVENTS = (5_000, 50_000, 500_000)
RULE_SETS = 1_000
PEER_CAL = 0.94  # seconds: the middle of 0.80 and 1.08, between which the peer's machine moved

# The peer, by work: milliseconds at 100, 1,000 and 10,000 learners, queries, KB gzipped. None: not measured.
PEER: dict[str, tuple[tuple[float | None, ...], int | None, float | None]] = {
    "learner's progress": ((513, 512, 506), 762, 58),
    "evidence list": ((363, 435, 361), 713, 30),
    "assessor opens one learner": ((542, 559, 431), 774, 55),
    "cohort progress, 30 a page": ((121, 200, 1601), 42, 21),
    "caseload of 50": ((None, None, 122), 43, 21),
    "caseload of 50 by criterion": ((32500, 28100, 27600), 38700, 2760),
    "cohort as CSV": ((63, 153, 2150), 25, None),
    "add a file and claim five": ((179, 147, 152), None, None),
    "judge one criterion": ((46, 48, 36), 44, None),
    "import the pack": ((1290, 1290, 1290), 2516, None),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), metavar="N", help="numbers of learners")
    parser.add_argument(
        "--events", type=int, nargs="*", default=list(EVENTS), metavar="N", help="numbers of events for employers and clocks"
    )
    parser.add_argument("--routes", type=int, default=RULE_SETS, metavar="N", help="number of hard rule sets for the planner")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="runs of each piece of work; the median counts")


def run(options: argparse.Namespace) -> int:
    if options.sizes:
        _pages(options)
    if options.events:
        _employers(options)
        _clocks(options.events)
    if options.routes:
        bench_routes.tell(options.routes)
    return 0


def _server() -> str:
    address = os.environ.get("DATABASE_URL", "")
    if not re.match(r"(postgres|postgresql|pgsql|psql)://", address):
        raise CannotAsk("The bench wants a PostgreSQL server of its own: run `make bench`, or name one in DATABASE_URL.")
    return address


def _pages(options: argparse.Namespace) -> None:
    address, results = _server(), {}
    for size in options.sizes:
        print(f"{size} learners …", file=sys.stderr, flush=True)
        results[size] = _in_a_database_of_its_own(address, "bench_work", size, options.runs)
    _tell(results)


def _employers(options: argparse.Namespace) -> None:
    address, results = _server(), {}
    for events in options.events:
        print(f"{events} events of employers …", file=sys.stderr, flush=True)
        results[events] = _in_a_database_of_its_own(address, "bench_employers", events, options.runs)
    bench_told.employers(results)


def _clocks(sizes: list[int]) -> None:
    address, found = _server(), []
    for size in sizes:
        print(f"{size} events …", file=sys.stderr, flush=True)
        found.append(_in_a_database_of_its_own(address, "bench_clocks", size))
    print("\nClocks of service standards, in cal/1000")
    print(f"{'events':>10}{'clocks':>10}{'read':>10}{'derive':>10}{'times':>7}{'write':>10}{'adherence':>11}{'queries':>9}{'same':>6}")
    for one in found:
        read, derived, written, counted = (one[name] / one["cal"] * 1000 for name in ("read", "derived", "written", "counted"))
        print(
            f"{one['events']:>10,}{one['clocks']:>10,}{read:>10.1f}{derived:>10.1f}{derived / read:>6.2f}x{written:>10.1f}{counted:>11.2f}"
            f"{one['queries']:>9}{'yes' if one['same'] else 'NO':>6}"
        )


def _in_a_database_of_its_own(address: str, program: str, size: int, *more: int) -> dict[str, Any]:
    import psycopg

    server = re.sub(r"^(postgres|pgsql|psql)\b", "postgresql", address)
    name = f"{program}_{size}_{secrets.token_hex(3)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            with tempfile.TemporaryDirectory(prefix="milepost-bench-") as home:
                environment = os.environ | {
                    "DATABASE_URL": _with_name(address, name),
                    "MILEPOST_HOME": home,
                    "DJANGO_SETTINGS_MODULE": "milepost.config.settings",
                    "SECRET_KEY": "only for measuring",
                    "EMAIL_URL": "smtp://127.0.0.1:1",
                }
                command = [sys.executable, "-m", f"milepost.cli.{program}", str(size), *map(str, more)]
                done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
                if done.returncode:
                    raise CannotAsk(f"Measuring {size} failed; the reason stands above.")
                found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
                return found
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _with_name(address: str, name: str) -> str:
    """The address of another database on the same server."""
    return re.sub(r"^(\w+://[^/]+)/[^?]*", rf"\1/{name}", address)


def _tell(results: dict[int, dict[str, Any]]) -> None:
    sizes = list(results)
    for size, found in results.items():
        built = found["built"]
        print(
            f"{size} learners: {built['rows']:,} rows and {built['events']:,} chained events in {built['seconds']:.0f} s; "
            f"1 cal = {found['cal']:.3f} s (Python {found['python']})"
        )
    print()
    head = "".join(f"{f'{n:,}':>10}{'peer':>9}{'times':>8}" for n in sizes)
    print(f"{'median in cal/1000':<30}{head}{'growth':>8}{'queries':>9}{'peer':>8}{'KB gz':>7}{'peer':>7}")
    for work, (peer_ms, peer_queries, peer_kb) in PEER.items():
        line, ours = f"{work:<30}", []
        for size in sizes:
            found = results[size]
            mine = found["works"][work]["median"] / found["cal"] * 1000
            ours.append(mine)
            peer = peer_ms[SIZES.index(size)] if size in SIZES else None
            theirs = peer / PEER_CAL if peer is not None else None
            line += f"{mine:>10.1f}" + (f"{theirs:>9.0f}{theirs / mine:>7.0f}x" if theirs else f"{'–':>9}{'–':>8}")
        last = results[sizes[-1]]["works"][work]
        line += f"{ours[-1] / ours[0]:>7.1f}x{last['queries']:>9}{peer_queries or '–':>8}"
        line += f"{last['sent'] / 1024:>7.1f}{peer_kb or '–':>7}" if last["sent"] else f"{'–':>7}{'–':>7}"
        print(line)
    print("\nQueries are beside session and user. The peer was measured at 1 cal = 0.80 to 1.08 s; 0.94 s is used here.")
