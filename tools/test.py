"""Every test: all of them on SQLite, then those that reach the database again on PostgreSQL.

`make test` runs it. Arguments go to pytest: `make test ARGS="-k sign_off tests/assessment"`. The last lines say how many journeys
ran and on which databases, and close with `N passed, N failed`.
"""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.browser import ensure_browser
from tools.throwaway_pg import NoServer, throwaway_postgres

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5  # pytest's exit status
# Tables of tests hold a few rows: to weigh every order in which they can be joined takes longer than any of them.
AS_WRITTEN = "-c join_collapse_limit=1 -c from_collapse_limit=1"


@dataclass(frozen=True)
class Outcome:
    """What one run of pytest came to."""

    database: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    journeys: int = 0
    broken: bool = False  # pytest itself ended badly, whatever it counted


@contextlib.contextmanager
def compiled_once() -> Iterator[None]:
    """Where Python is told to keep nothing that it compiles, it does for as long as the tests run: they start it a hundred times."""
    if not os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="milepost-compiled-") as folder:
        os.environ.setdefault("PYTHONPYCACHEPREFIX", folder)
        yield


def run(database: str, arguments: Sequence[str], environment: dict[str, str]) -> Outcome:
    """Run pytest once and count, test by test, what it says."""
    print(f"\nOn {database}", flush=True)
    with tempfile.TemporaryDirectory(prefix="milepost-test-") as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", f"--junitxml={report}", *arguments]
        environment = {**os.environ, **environment, "MILEPOST_TEST_HOME": str(Path(folder, "home"))}
        status = subprocess.run(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        cases = list(ET.parse(report).iter("testcase")) if report.exists() else []
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in cases if case.find("skipped") is not None and case not in failed]
    ran = [case for case in cases if case not in skipped]
    journeys = sum(case.get("classname", "").startswith("tests.journeys.") for case in ran)
    broken = status not in (0, NOTHING_COLLECTED) and not failed
    return Outcome(database, len(ran) - len(failed), len(failed), len(skipped), journeys, broken)


def postgres_version(url: str) -> str:
    import psycopg  # only here, so that this file says what is missing even without it

    with psycopg.connect(re.sub(r"^(pgsql|postgis|psql|postgres)\b", "postgresql", url)) as connection:
        return f"PostgreSQL {connection.info.server_version // 10000}.{connection.info.server_version % 10000}"


def main(arguments: Sequence[str]) -> int:
    strict = os.environ.get("CI") == "true"
    missing: list[str] = []
    outcomes: list[Outcome] = []

    browser = ensure_browser()
    if browser is None:
        missing.append("No browser, so the journeys did not run: install one, for example with 'apt-get install chromium'.")
    common = {"CHROMIUM": browser} if browser else {}
    arguments = ["-n", "2", *arguments]

    outcomes.append(run(f"SQLite {sqlite3.sqlite_version}", arguments, {**common, "DATABASE_URL": "", "MILEPOST_TEST_VENDOR": "sqlite"}))
    try:
        with throwaway_postgres() as url:
            environment = {**common, "DATABASE_URL": url, "MILEPOST_TEST_VENDOR": "postgresql"}
            environment["PGOPTIONS"] = f"{os.environ.get('PGOPTIONS', '')} {AS_WRITTEN}".strip()
            outcomes.append(run(postgres_version(url), ["-m", "db", *arguments], environment))
    except NoServer as reason:
        missing.append(f"No PostgreSQL, so nothing ran on it: {reason}")

    print()
    for outcome in outcomes:
        print(f"{outcome.database}: {outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped")
        if outcome.broken:
            print(f"{outcome.database}: pytest ended badly before it had counted everything")
    for sentence in missing:
        print(sentence)
    print("Journeys: " + ", ".join(f"{outcome.journeys} ran on {outcome.database}" for outcome in outcomes))
    passed, skipped = sum(outcome.passed for outcome in outcomes), sum(outcome.skipped for outcome in outcomes)
    failed = sum(outcome.failed + outcome.broken for outcome in outcomes) + (len(missing) if strict else 0)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    with compiled_once():
        status = main(sys.argv[1:])
    sys.exit(status)
