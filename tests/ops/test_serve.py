"""`milepost serve`: pages and worker start together, take an upload that is cut off by a kill, and end together."""

import base64
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests import prepared

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "milepost.cli"]
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("BASE_URL", "DJANGO_", "MILEPOST_"))}
    return kept | {"MILEPOST_HOME": str(home), "DATABASE_URL": "", "SECRET_KEY": "only for tests", "EMAIL_URL": "smtp://127.0.0.1:1"}


STARTED: "list[subprocess.Popen[str]]" = []


@pytest.fixture(autouse=True)
def _nobody_left_behind() -> Iterator[None]:
    """Whatever a test that failed had started is ended."""
    yield
    while STARTED:
        process = STARTED.pop()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def start(home: Path, port: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port), "--workers", "1"], env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    STARTED.append(process)
    assert process.stdout is not None
    assert process.stdout.readline() == f"Milepost is at http://localhost:{port} (Ctrl-C stops it).\n"
    return process


def children(process: "subprocess.Popen[str]") -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/accounts/login/", timeout=60) as answer:
        return bool(answer.status == 200)
    return False


def gone(pids: list[int]) -> bool:
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def served(tmp_path: Path) -> tuple["subprocess.Popen[str]", int]:
    """It was started before; the first start of all, with every migration, is that of the upload."""
    port = free_port()
    return start(prepared.home(tmp_path / "home"), port), port


def test_a_signal_ends_both(served: "tuple[subprocess.Popen[str], int]") -> None:
    process, port = served
    assert answers(port)
    both = children(process)
    assert len(both) == 2
    taken = subprocess.run(
        [*PROGRAM, "serve", "--port", str(port)], env=environment(Path("nowhere")), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert taken.returncode == 2
    assert f"at port {port} already" in taken.stderr
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert gone(both)


def test_when_one_ends_the_other_does_too(served: "tuple[subprocess.Popen[str], int]") -> None:
    process, _port = served
    both = children(process)
    os.kill(both[1], signal.SIGKILL)
    assert process.wait(30) == 1
    assert gone(both)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")
def test_when_it_is_killed_its_children_end(served: "tuple[subprocess.Popen[str], int]") -> None:
    process, port = served
    both = children(process)
    process.kill()
    process.communicate()
    assert gone(both)
    assert not answers(port)


SIGN_IN = """
import django; django.setup()
from tests.cast import assemble
from django.contrib.sessions.backends.db import SessionStore
lena = assemble().lena
session = SessionStore()
session["_auth_user_id"], session["_auth_user_backend"] = str(lena.pk), "allauth.account.auth_backends.AuthenticationBackend"
session["_auth_user_hash"] = lena.get_session_auth_hash()
session.save()
print("session", session.session_key)
"""


def test_an_upload_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    process = start(home, port)
    signed_in = subprocess.run(
        [sys.executable, "-c", SIGN_IN], env=environment(home) | {"DJANGO_SETTINGS_MODULE": "milepost.config.settings"}, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"session (\w+)", signed_in.stdout)
    assert found, signed_in.stderr
    token = "x" * 32
    heads = {"Cookie": f"sessionid={found[1]}; csrftoken={token}", "X-CSRFToken": token, "Tus-Resumable": "1.0.0"}

    def ask(method: str, path: str, body: bytes | None = None, **more: str) -> "dict[str, str]":
        told = heads | {key.replace("_", "-"): value for key, value in more.items()}
        request = urllib.request.Request(f"http://localhost:{port}{path}", data=body, headers=told, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(answer.headers) | {"status": str(answer.status)}

    content = os.urandom(24 * 1024 * 1024)
    where = ask("POST", "/files/uploads/", Upload_Length=str(len(content)),
                Upload_Metadata="filename " + base64.b64encode(b"film.bin").decode())["location"]  # fmt: skip
    pipe = socket.create_connection(("127.0.0.1", port))
    lines = [f"PATCH {where} HTTP/1.1", f"Host: localhost:{port}", *(f"{key}: {value}" for key, value in heads.items()),
             "Upload-Offset: 0", "Content-Type: application/offset+octet-stream", f"Content-Length: {len(content)}", "", ""]  # fmt: skip
    pipe.sendall("\r\n".join(lines).encode() + content[: 14 * 1024 * 1024])
    for _ in range(100):
        if int(ask("HEAD", where)["upload-offset"]):
            break
        time.sleep(0.1)
    for pid in [*children(process), process.pid]:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL) if pid != process.pid else os.kill(pid, signal.SIGKILL)
    process.communicate()
    pipe.close()

    start(home, port)
    offset = int(ask("HEAD", where)["upload-offset"])
    assert 4 * 1024 * 1024 <= offset <= 14 * 1024 * 1024
    rest = ask("PATCH", where, content[offset:], Upload_Offset=str(offset), Content_Type="application/offset+octet-stream")
    assert rest["upload-offset"] == str(len(content))
    (stored,) = (path for path in (home / "files").glob("??/??/*") if path.is_file())
    assert stored.read_bytes() == content
    with pytest.raises(urllib.error.HTTPError, match="409"):
        ask("PATCH", where, b"x", Upload_Offset=str(len(content) - 1), Content_Type="application/offset+octet-stream")
