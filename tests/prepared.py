"""A database with every table and nothing in it: made once, copied wherever a test wants a new one.

What was made is kept beside pytest's own cache, under a name that changes with everything that makes tables: migrations, models,
settings, and the versions that are locked.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "prepared"
MAKE_TABLES = (
    "migrations/*.py", "**/models.py", "**/models/*.py", "base/append_only.py", "base/laying.py", "finding/*.py", "config/settings.py",
)  # fmt: skip


def lay(target: Path) -> None:
    """Put a SQLite database there, with every table and no row of ours."""
    with _alone(KEPT):
        kept = KEPT / f"{_fingerprint()}.sqlite3"
        if not kept.exists():
            for outdated in KEPT.glob("*.sqlite3"):
                outdated.unlink()
            with tempfile.TemporaryDirectory(prefix="milepost-prepared-") as home:
                _migrate(Path(home))
                made = KEPT / "made"
                made.unlink(missing_ok=True)
                with closing(sqlite3.connect(Path(home, "milepost.sqlite3"))) as old, closing(sqlite3.connect(made)) as new:
                    old.backup(new)
                made.replace(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)


def home(target: Path) -> Path:
    """The data folder of an installation on SQLite that was started before."""
    lay(target / "milepost.sqlite3")
    return target


def template(server: dict[str, Any]) -> str:
    """The name of such a database on the PostgreSQL server of the tests, to be named as the template of another."""
    run = Path(os.environ["MILEPOST_TEST_HOME"])
    name = _name()
    with _alone(run), _maintaining(server) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            with tempfile.TemporaryDirectory(prefix="milepost-prepared-") as folder:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(f"{name}_made")))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(f"{name}_made")))
                _migrate(Path(folder), f"postgres://{_address(server)}/{name}_made")
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(f"{name}_made"), sql.Identifier(name)))
    return name


def clear(server: dict[str, Any]) -> None:
    """Leave nothing on a server that goes on after the tests."""
    with _maintaining(server) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_name())))


def _name() -> str:
    """Of this run of the tests alone: a server may serve several."""
    return f"prepared_{hashlib.sha256(os.environ['MILEPOST_TEST_HOME'].encode()).hexdigest()[:12]}"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _maintaining(server: dict[str, Any]) -> psycopg.Connection[Any]:
    return psycopg.connect(f"postgresql://{_address(server)}/postgres", autocommit=True)


def _address(server: dict[str, Any]) -> str:
    return f"{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}"


def _migrate(folder: Path, database: str = "") -> None:
    """As the program itself does when it starts."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("BASE_URL", "DJANGO_", "MILEPOST_"))}
    environment |= {"MILEPOST_HOME": str(folder), "DATABASE_URL": database, "SECRET_KEY": "only for tests"}
    environment["EMAIL_URL"] = "smtp://127.0.0.1:1"
    command = [sys.executable, "-m", "milepost.cli", "migrate", "--quiet"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _fingerprint() -> str:
    """What the tables come from."""
    found = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for pattern in MAKE_TABLES:
        for path in sorted((ROOT / "src" / "milepost").glob(pattern)):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]
