"""What an installation keeps in its folder, byte for byte."""

import pickle
import subprocess
import sys
from pathlib import Path

_READ = """
import pickle, sys
from pathlib import Path
sys.stdout.buffer.write(pickle.dumps({str(path): path.read_bytes() for path in Path(sys.argv[1]).rglob("*") if path.is_file()}))
"""


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path.

    Another process reads them: whoever closes a database's file gives up every lock that SQLite holds on it in this process, and the
    next process that is done with the database then takes its log away from under us (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    read: dict[str, bytes] = pickle.loads(
        subprocess.run([sys.executable, "-c", _READ, str(folder)], capture_output=True, check=True).stdout
    )
    return read
