"""Looking through an installation's files leaves its database as it was."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.held import held

_USE_AND_CLOSE = "import sqlite3, sys; one = sqlite3.connect(sys.argv[1]); one.execute('SELECT * FROM kettle').fetchall(); one.close()"


def test_whoever_looks_at_a_database_of_ours_keeps_its_locks(tmp_path: Path) -> None:
    file = tmp_path / "some.sqlite3"
    with closing(sqlite3.connect(file)) as ours:
        ours.execute("PRAGMA journal_mode=WAL")
        ours.execute("CREATE TABLE kettle (name TEXT)")
        ours.commit()
        assert str(file) in held(tmp_path)
        subprocess.run([sys.executable, "-c", _USE_AND_CLOSE, str(file)], check=True)
        assert file.with_name("some.sqlite3-wal").exists(), "the other process, done with it, found it still in use"
