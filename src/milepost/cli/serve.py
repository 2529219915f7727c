"""`milepost serve`: pages and background work, on one command. Whichever ends, or a signal, stops both."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from django.conf import settings
from django.utils.translation import gettext as _

from milepost.base.demonstration import mark_of
from milepost.cli import CannotAsk
from milepost.cli.migrate import make_ready
from milepost.demo import welcome

THREADS = 8  # of one process: a slow line holds one while it sends
PATIENCE = 15.0  # seconds that a child has to end by itself


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="N", help=_("where pages are served (8000)"))
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help=_("for whom: 127.0.0.1 is this machine, 0.0.0.0 is everybody")
    )
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 8), metavar="N", help=_("web processes: one a core"))
    parser.add_argument("--no-worker", action="store_true", help=_("pages only; start 'milepost worker' elsewhere"))


def run(options: argparse.Namespace) -> int:
    ready = _welcome if settings.DEMO else None
    return serve(port=options.port, host=options.host, workers=options.workers, worker=not options.no_worker, ready=ready)


def _welcome(address: str) -> None:
    print("\n".join(welcome.lines(address, mark_of(settings.HOME).get("words"))), flush=True)


def serve(
    *, port: int = 8000, host: str = "127.0.0.1", workers: int = 1, worker: bool = True, ready: Callable[[str], None] | None = None
) -> int:
    """Serve until something ends. `ready` is called with the address once pages answer; without it, the address is printed."""
    if _taken(host, port):
        raise CannotAsk(_("Something else is at port %(port)d already. Stop it, or choose another with --port.") % {"port": port})
    make_ready()
    address = os.environ.get("BASE_URL") or f"http://localhost:{port}"
    environment = os.environ | {
        "BASE_URL": address,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "milepost.config.settings"),
    }
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
           "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error", "--respawn-failed-workers",
           "milepost.config.wsgi:application"]  # fmt: skip
    behind = [[sys.executable, "-m", "milepost.cli", "worker"], *mail_in()]
    commands = [web, *(behind if worker else [])]
    children: list[subprocess.Popen[bytes]] = []
    asked: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        # A session of their own: Ctrl-C reaches this process only, which then ends them in order.
        children += [subprocess.Popen(c, env=environment, start_new_session=True, preexec_fn=_end_with_parent) for c in commands]  # noqa: PLW1509 - one thread only
        _wait_for_pages(host, port, children, asked)
        if not asked and all(child.poll() is None for child in children):
            if ready:
                ready(address)
            else:
                print(_("Milepost is at %(address)s (Ctrl-C stops it).") % {"address": address}, flush=True)
        while not asked and all(child.poll() is None for child in children):
            time.sleep(0.2)
        return 0 if asked else 1
    finally:
        _stop(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def mail_in() -> list[list[str]]:
    """The listener for mail beside the pages, where whoever runs this has set a domain for it. A demonstration does without if it must."""
    if not settings.MAIL_DOMAIN:
        return []
    if _taken(settings.MAIL_IN_HOST, settings.MAIL_IN_PORT):
        if settings.DEMO:
            said = _("No mail is taken in: something else is at port %(port)d. To copy mails to this demonstration, set MAIL_IN_PORT.")
            print(said % {"port": settings.MAIL_IN_PORT}, flush=True)
            return []
        said = _("Something else is at port %(port)d already, where mail is taken in. Stop it, or choose another with MAIL_IN_PORT.")
        raise CannotAsk(said % {"port": settings.MAIL_IN_PORT})
    return [[sys.executable, "-m", "milepost.cli", "mail-in"]]


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _end_with_parent() -> None:
    """On Linux, children end with this process even if it is killed."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait_for_pages(host: str, port: int, children: list[subprocess.Popen[bytes]], asked: list[int]) -> None:
    deadline = time.monotonic() + 60
    here = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - only compared
    while time.monotonic() < deadline and not asked and all(child.poll() is None for child in children):
        with suppress(OSError), socket.create_connection((here, port), timeout=1):
            return
        time.sleep(0.1)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
