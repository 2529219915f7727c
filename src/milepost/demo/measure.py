"""Measuring without fooling oneself: a unit that moves with the machine, medians, and a browser's view of one page."""

import gzip
import hashlib
import http.client
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from milepost.people.models import Person

# The same fixed work that the peer's figures were quoted beside: one "cal" is its median time in seconds.
WORK = (
    "import hashlib\ns=0\nfor i in range(6000000): s=(s*31+i)&0xffffffff\n"
    "d={str(i):i for i in range(300000)}\nh=b''\nfor i in range(200000): h=hashlib.sha256(h).digest()"
)
SESSION_AND_USER = 2  # queries that every signed-in page asks: the session, and the person


def cal(python: str = sys.executable, runs: int = 5) -> float:
    """Median seconds of `runs` fresh processes, start-up included."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([python, "-c", WORK], check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


@dataclass
class Figure:
    """One piece of work: seconds of each run, queries beside session and user, bytes as sent and as read."""

    name: str
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    sent: int = 0
    raw: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


class Visitor:
    """A signed-in browser: one kept-open connection, gzip, session and CSRF cookies."""

    def __init__(self, person: Person, *, port: int) -> None:
        self.person, self.port = person, port
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        self.token = secrets.token_hex(16)
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={self.token}"
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes, http.client.HTTPMessage]:
        asked = {"Host": f"localhost:{self.port}", "Cookie": self.cookies, **headers}
        try:
            self.line.request(method, path, body, asked)
            answer = self.line.getresponse()
        except ConnectionError:  # nobody spoke for a while, so the server has closed the line
            self.line.close()
            self.line.request(method, path, body, asked)
            answer = self.line.getresponse()
        return answer.status, answer.read(), answer.headers

    def get(self, path: str) -> tuple[int, int]:
        """Bytes of the page as sent and as read. Anything but 200 is an error."""
        status, body, headers = self._ask("GET", path, None, {"Accept-Encoding": "gzip"})
        if status != http.HTTPStatus.OK:
            raise RuntimeError(f"GET {path} answered {status}")
        packed = headers.get("Content-Encoding") == "gzip"
        return len(body), len(gzip.decompress(body)) if packed else len(body)

    def post(self, path: str, fields: list[tuple[str, str]], files: dict[str, tuple[str, bytes]] | None = None) -> str:
        """Send a form; returns where it leads. Anything but a redirect is an error."""
        kind, body = _multipart(fields, files) if files else ("application/x-www-form-urlencoded", urlencode(fields).encode())
        headers = {"Content-Type": kind, "X-CSRFToken": self.token, "Referer": f"http://localhost:{self.port}{path}"}
        status, answer, found = self._ask("POST", path, body, headers)
        if status not in (http.HTTPStatus.FOUND, http.HTTPStatus.SEE_OTHER):
            raise RuntimeError(f"POST {path} answered {status}: {answer[-2000:].decode(errors='replace')}")
        return found["Location"]

    def queries(
        self, method: str, path: str, fields: list[tuple[str, str]] | None = None, files: dict[str, tuple[str, bytes]] | None = None
    ) -> int:
        """Queries beside session and user, counted in this process on the same database."""
        sent: dict[str, Any] = {**_grouped(fields or []), **{n: SimpleUploadedFile(*file) for n, file in (files or {}).items()}}
        client = Client(headers={"host": "localhost"})
        client.force_login(self.person)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path) if method == "GET" else client.post(path, sent)
            if answer.streaming:
                b"".join(answer)
        statements = [q["sql"] for q in asked if not q["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"))]
        return len(statements) - SESSION_AND_USER


def _grouped(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found


def _multipart(fields: list[tuple[str, str]], files: dict[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    edge = "milepost" + hashlib.sha256(repr(fields).encode()).hexdigest()[:16]
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields]
    for name, (filename, data) in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: text/plain\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return f"multipart/form-data; boundary={edge}", b"".join([*parts, f"--{edge}--\r\n".encode()])


def timed(figure: Figure, runs: int, act: Callable[[int], object]) -> Figure:
    """Run the work `runs` times after one that does not count."""
    act(0)
    for i in range(1, runs + 1):
        start = time.perf_counter()
        act(i)
        figure.seconds.append(time.perf_counter() - start)
    return figure


@contextmanager
def served(port: int) -> Iterator[None]:
    """The product's own server on this port, pages only, for as long as the block lasts."""
    server = subprocess.Popen([sys.executable, "-m", "milepost.cli", "serve", "--port", str(port), "--no-worker"])
    try:
        for _ in range(3000):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                line.request("GET", "/healthz", headers={"Host": "localhost"})
                if line.getresponse().status == http.HTTPStatus.OK:
                    break
            except OSError:
                time.sleep(0.1)
            finally:
                line.close()
        yield
    finally:
        server.terminate()
        server.wait(30)
