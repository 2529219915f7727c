"""Pages that are pictures: recognised with Tesseract, where it is installed."""

import io
import shutil
import subprocess
from collections import defaultdict
from typing import Any

from milepost.frameworks.importers.layout import Word

PROGRAM = "tesseract"
SCALE = 300 / 72  # dots of a picture for each point of the page
SECONDS = 90  # for one page
MOST_PAGES = 150
SURE = 30.0  # per cent, below which a word is a smudge


def can_recognise() -> bool:
    return shutil.which(PROGRAM) is not None


def recognised(page: Any) -> list[Word]:
    """The words of one page that is a picture, with their places; none when the program fails on it."""
    picture = io.BytesIO()
    page.render(scale=SCALE, grayscale=True).to_pil().save(picture, "PNG")
    program = shutil.which(PROGRAM)
    if program is None:
        return []
    try:
        ended = subprocess.run(
            [program, "stdin", "stdout", "--psm", "4", "tsv"], input=picture.getvalue(), capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return []
    return words_of(ended.stdout.decode("utf-8", "replace"))


def words_of(table: str) -> list[Word]:
    """The words in Tesseract's table of places; those of one line share a baseline and a size."""
    lines: dict[tuple[str, ...], list[tuple[float, float, float, float, str]]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip() or float(cells[10]) < SURE:
            continue
        left, top, width, height = (float(c) / SCALE for c in cells[6:10])
        lines[tuple(cells[1:5])].append((left, left + width, top, top + height, cells[11].strip()))
    found: list[Word] = []
    for words in lines.values():
        base = max(foot for _l, _r, _t, foot, _w in words)
        size = round(2 * 0.9 * max(foot - top for _l, _r, top, foot, _w in words)) / 2
        found.extend(Word(text, left, right, base, size, False) for left, right, _t, _f, text in words)
    return found
