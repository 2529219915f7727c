"""What a folder with a demonstration says of itself: one file, for the command line and for the page on which visitors choose whom to be.

Plain files only: whoever asks may not have set Django up yet.
"""

import json
from pathlib import Path
from typing import Any

MARK = "demonstration.json"


def mark_of(home: Path) -> dict[str, Any]:
    """What the mark in a folder says, or nothing.

    `words`: what a visitor needs beside the password. `door` is the centre's uuid, `keys` the six words by name, `cases` the five by what is
    the matter with the case.
    """
    try:
        found: dict[str, Any] = json.loads((home / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found
