"""Web and worker are killed at random moments during 300 acts: no acknowledged act is lost, and none is left half done.

The program runs as an installation of its own, on the database that this run of the tests is about.
"""

import http.client
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection

from tests import prepared
from tests.ops.test_serve import free_port
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
ACTS = 300
KILLS = 24 if THOROUGH else 12  # each restart costs seconds; more prove nothing more
TOKEN = "a" * 32
pytestmark = [pytest.mark.slow, pytest.mark.db]


@pytest.fixture
def database(db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the kind under test, with tables and no rows: "" is a SQLite file of its own."""
    if connection.vendor == "sqlite":
        prepared.home(tmp_path / "home")
        yield ""
        return
    at, name = connection.settings_dict, f"killed_{secrets.token_hex(4)}"
    address = f"{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}"
    with psycopg.connect(f"postgresql://{address}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {prepared.template(at)}")  # type: ignore[arg-type]
        yield f"postgres://{address}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


class Installation:
    """Pages and worker as two programs, each the head of a group that can be killed as a whole."""

    def __init__(self, home: Path, database: str) -> None:
        self.port = free_port()
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("BASE_URL", "DJANGO_", "MILEPOST_"))}
        self.environment = kept | {
            "MILEPOST_HOME": str(home),
            "DATABASE_URL": database,
            "SECRET_KEY": "only for tests",
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "DJANGO_SETTINGS_MODULE": "milepost.config.settings",
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def inside(self, verb: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.ops.killed", verb]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def start(self, name: str) -> None:
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
               "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error", "milepost.config.wsgi:application"]  # fmt: skip
        command = {"web": web, "worker": [sys.executable, "-m", "milepost.cli", "worker"]}[name]
        self.running[name] = subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)

    def kill(self, name: str) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()

    def post(self, session: str, path: str, fields: list[tuple[str, str]]) -> tuple[int, str]:
        """The status of the answer and where it leads; OSError when none came."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {
                "Host": "localhost",
                "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
                "X-CSRFToken": TOKEN,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            line.request("POST", path, urlencode(fields), headers)
            answer = line.getresponse()
            answer.read()
            return answer.status, answer.getheader("Location", "")
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            line.close()


def act(number: int, marker: str, registration: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Who does what, where: learners hand work in, a manager adds employers."""
    if number % 4 == 3:
        return "cora", "/centre/people/employers/", [("name", marker)]
    targets = ["L1:1.1", "L1:1.2", "L2:1.1", "L2:1.2", "L2:1.3"]
    fields = [("form", marker), ("kind", "statement"), ("title", marker), ("body", marker), ("nature", "performance")]
    fields += [("setting", "real_work"), ("own", "on"), ("act", "hand_in")]
    fields += [("claim", target) for target in (targets[number % 5], targets[(number + 2) % 5])]
    return "lena", "/learn/evidence/add/", fields


def test_300_acts_while_web_and_worker_are_killed(tmp_path: Path, database: str):
    installation, rng = Installation(tmp_path / "home", database), random.Random(41)
    began = installation.inside("begin")
    acknowledged: list[tuple[int, str]] = []
    stop, kills = threading.Event(), []

    def killer() -> None:
        while len(kills) < KILLS and not stop.wait(rng.uniform(0.3, 2.0)):
            name = rng.choice(["web", "web", "worker"])
            installation.kill(name)
            kills.append(name)
            installation.start(name)
            if name == "web":  # or it would be killed before it is up, for ever
                _wait_until_it_answers(installation)

    for name in ("web", "worker"):
        installation.start(name)
    thread = threading.Thread(target=killer, daemon=True)
    try:
        deadline, started = time.monotonic() + 900, False
        for number in count():
            if number >= ACTS and not thread.is_alive():  # on a quick machine the acts are done before the kills are
                break
            who, path, fields = act(number, f"marker-{number}", began["registration"])
            while time.monotonic() < deadline:
                try:
                    status, leads_to = installation.post(began["sessions"][who], path, fields)
                except OSError:
                    if not started:
                        time.sleep(0.2)
                        continue
                    # Nobody knows whether it was done: it may be there, whole, or not at all. It is not sent again.
                    _wait_until_it_answers(installation)
                    break
                assert status == 302, f"act {number} answered {status}"
                assert "/accounts/" not in leads_to, f"act {number} was sent to {leads_to}: it was not acknowledged"
                acknowledged.append((number, who))
                break
            if not started:
                thread.start()
                started = True
    finally:
        stop.set()
        thread.join(30)
        for name in ("web", "worker"):
            installation.kill(name)
    installation.start("worker")
    try:
        for _ in range(120):
            found = installation.inside("count")
            if not found["untold"]:
                break
            time.sleep(1)
    finally:
        installation.kill("worker")

    assert len(kills) == KILLS
    assert {"web", "worker"} <= set(kills)
    assert len(acknowledged) >= ACTS // 2
    lost = [f"marker-{n}" for n, who in acknowledged if who == "lena" and f"marker-{n}" not in found["bodies"]]
    lost += [f"marker-{n}" for n, who in acknowledged if who == "cora" and f"marker-{n}" not in found["employers"]]
    assert lost == [], "an acknowledged act is gone"
    assert len(found["bodies"]) == len(set(found["bodies"])), "an act was done twice"
    assert found["problems"] == []
    assert found["evidence_events"] == found["versions"]
    assert found["claims"] == found["claims_handed_in"] == 2 * found["hand_in_events"] == 2 * found["versions"], "an act was left half done"
    assert found["progress_as_worked_out"]
    assert found["marks_as_judged"]
    assert found["untold"] == 0
    assert found["notices_of_hand_ins"] >= found["hand_in_events"]


def _wait_until_it_answers(installation: Installation) -> None:
    for _ in range(900):
        line = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=5)
        try:
            line.request("GET", "/healthz", headers={"Host": "localhost"})
            if line.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            line.close()
    raise AssertionError("the pages did not come back")
