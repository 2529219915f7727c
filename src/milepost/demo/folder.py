"""The data folder of a demonstration: built aside and put in place whole, so that there is never half of one.

Plain files only: whoever asks has not set Django up yet.
"""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from milepost.base.demonstration import MARK, mark_of
from milepost.frameworks.folder import PACKAGE, specs_folder

FRESH_DAYS = 30  # an older one speaks of a centre that nobody has visited for a month


def is_one(home: Path) -> bool:
    """Whether this folder holds a demonstration, and nothing that anybody would miss."""
    return (home / MARK).is_file()


def is_free(home: Path) -> bool:
    return not home.exists() or not any(home.iterdir())


def is_ready(home: Path, today: date) -> bool:
    """Whether the demonstration in this folder is of this version of Milepost, and recent."""
    mark = mark_of(home)
    try:
        age = (today - date.fromisoformat(mark["built_on"])).days
    except (ValueError, KeyError):
        return False
    return mark.get("of") == fingerprint() and -1 <= age <= FRESH_DAYS  # who asks may stand in another time zone


def fingerprint() -> str:
    """What the demonstration is made of: its own files, the tables and the specifications."""
    digest = hashlib.sha256()
    for folder, pattern in ((PACKAGE / "demo", "**/*"), (PACKAGE / "migrations", "*.py"), (specs_folder(), "**/*.yaml")):
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def mark(home: Path, today: date, words: Mapping[str, Any] | None = None) -> None:
    """Say that what lies here is whole, and what a visitor needs to know beside the password."""
    body = {"of": fingerprint(), "built_on": today.isoformat(), "words": dict(words or {})}
    (home / MARK).write_text(json.dumps(body) + "\n", "utf-8")


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else builds here meanwhile; who comes second waits, and finds it built."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / f".{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def put_in_place(home: Path, build: Callable[[Path], None]) -> None:
    """Build into a folder beside `home`, then let the two change places."""
    aside, before = home.with_name(f".{home.name}.building"), home.with_name(f".{home.name}.before")
    for left_over in (aside, before):
        shutil.rmtree(left_over, ignore_errors=True)
    aside.mkdir()
    try:
        build(aside)
        if home.exists():
            home.rename(before)
        aside.rename(home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)
