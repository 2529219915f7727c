"""What a page shows of a file, from what `drawing.py` made of it."""

import json
import logging
import os
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.tasks import task
from django.utils.translation import gettext as _

from milepost.base.files import kinds
from milepost.base.files.storage import path_of
from milepost.base.models import StoredFile

logger = logging.getLogger(__name__)

WIDTHS = (800, 1600)  # pixels: a phone or half a screen, and a whole one
_PAGES = 400  # as many as are drawn of one file
_AHEAD = 4  # pages drawn together: who looks at one soon looks at the next
_SECONDS = 45
_DRAWING = Path(__file__).with_name("drawing.py")
_AT_ONCE = threading.BoundedSemaphore(2)

_FAMILIES = {
    kinds.PDF: "pdf",
    kinds.WORD: "word",
    kinds.SHEET: "sheet",
    kinds.TABLE: "table",
    kinds.TEXT: "text",
    kinds.MAIL: "mail",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as an image, with its text. `width` and `height` give its shape."""

    number: int
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, point or table of a text. Only paragraphs, headings and points are counted."""

    kind: str
    number: int = 0
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    rows: tuple[tuple[str, ...], ...]
    cut: bool = False


@dataclass(frozen=True)
class Preview:
    """How one file is shown. `kind` is "pages", "picture", "audio", "video", "text", "tables", "mail" or "none".

    `why_not` says why there is nothing to look at; `cut` that there is more in the file than is shown.
    """

    kind: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    attached: tuple[str, ...] = ()
    why_not: str = ""
    cut: bool = False

    @cached_property
    def words(self) -> str:
        """All the text of it, for searching and for suggestions."""
        rows = [cell for table in self.tables for row in table.rows for cell in row]
        rows += [cell for block in self.blocks for row in block.rows for cell in row]
        return "\n".join([*(page.text for page in self.pages), *(block.text for block in self.blocks), *rows])


def family_of(kind: str) -> str:
    """How files of this kind are opened; empty for kinds that are not."""
    return "picture" if kind.startswith("image/") else _FAMILIES.get(kind, "")


def preview(file: StoredFile) -> Preview:
    """What can be looked at. Made the first time that it is asked for, then kept."""
    for media in ("audio", "video"):
        if file.kind.startswith(f"{media}/"):
            return Preview(media)
    family = family_of(file.kind)
    if not family:
        return Preview("none", why_not=_why_not_kind(file.kind))
    found = _read(file, family)
    if why := found.get("why"):
        return Preview("none", why_not=_why_not(str(why)))
    return _shown(family, found)


def image(file: StoredFile, *, number: int, width: int) -> Path | None:
    """The file in which one page stands as an image of one of the `WIDTHS`. None if there is no such page."""
    family = family_of(file.kind)
    if family not in {"pdf", "picture"} or width not in WIDTHS or not 1 <= number <= _PAGES:
        return None
    path = _folder(file) / f"{number}-{width}.webp"
    if path.exists():
        return path
    count = len(_read(file, family).get("pages", ()))
    if number > count:
        return None
    wanted = [n for n in range(number, min(number + _AHEAD, count + 1)) if not (_folder(file) / f"{n}-{width}.webp").exists()]
    _draw("draw", family, file, str(_folder(file)), str(width), *map(str, wanted))
    return path if path.exists() else None


@task
def prepare(uuid: str) -> None:
    """Make what is looked at first before anybody looks."""
    file = StoredFile.objects.filter(uuid=uuid).first()
    if file and preview(file).pages:
        image(file, number=1, width=WIDTHS[0])


def _folder(file: StoredFile) -> Path:
    return Path(settings.HOME) / "renditions" / file.sha256[:2] / file.sha256


def _read(file: StoredFile, family: str) -> dict[str, Any]:
    kept = _folder(file) / f"{family}.json"
    try:
        found: dict[str, Any] = json.loads(kept.read_bytes())
    except (FileNotFoundError, ValueError):
        found = _draw("read", family, file)
        if found.get("why") != "busy":
            kept.parent.mkdir(parents=True, exist_ok=True)
            step = kept.with_name(f"{kept.name}.{secrets.token_hex(4)}")
            step.write_text(json.dumps(found))
            step.replace(kept)
    return found


def _draw(what: str, family: str, file: StoredFile, *rest: str) -> dict[str, Any]:
    """Run `drawing.py`, with nothing of ours in its environment."""
    _folder(file).mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-I", str(_DRAWING), what, family, str(path_of(file.sha256)), *rest]
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH"}}
    if not _AT_ONCE.acquire(timeout=_SECONDS):
        return {"why": "busy"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, env=environment, check=False)
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        answer = {"why": "long"}
    except ValueError:
        answer = {"why": "damaged"}
    finally:
        _AT_ONCE.release()
    if "why" in answer:
        logger.info("File %s cannot be shown: %s", file.uuid, answer["why"])
    return answer


def _shown(family: str, found: dict[str, Any]) -> Preview:
    pages = tuple(Page(n, p["width"], p["height"], p["text"]) for n, p in enumerate(found.get("pages", ()), 1))
    tables = tuple(Table(t["title"], _rows(t["rows"]), t["cut"]) for t in found.get("tables", ()))
    kind = {"pdf": "pages", "picture": "picture", "mail": "mail", "sheet": "tables", "table": "tables"}.get(family, "text")
    return Preview(
        kind,
        pages=pages,
        blocks=_numbered(found.get("blocks", ())),
        tables=tables,
        headers=tuple((name, value) for name, value in found.get("headers", ())),
        attached=tuple(found.get("attached", ())),
        cut=bool(found.get("cut")) or found.get("of", 0) > len(pages),
    )


def _rows(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _numbered(blocks: Any) -> tuple[Block, ...]:
    shown, number = [], 0
    for block in blocks:
        if block["kind"] == "table":
            shown.append(Block("table", rows=_rows(block["rows"])))
        else:
            number += 1
            shown.append(Block(block["kind"], number, block["text"]))
    return tuple(shown)


def _why_not_kind(kind: str) -> str:
    if kind == kinds.MACROS:
        return _("This document carries a program (macros), so it is not opened here. Download it only if you trust where it comes from.")
    return _("Files of this kind are not shown here. Download it to look at it.")


def _why_not(why: str) -> str:
    return {
        "password": _("This PDF is locked with a password, so it is not shown here. Ask for one without, or download it."),
        "large": _("This file unpacks to more than is shown here. Download it to look at it."),
        "long": _("This file took too long to draw. Download it to look at it."),
        "busy": _("Too many files are being drawn just now. Look again in a minute, or download it."),
    }.get(why, _("This file is damaged or unusual, and could not be drawn. Download it to look at it."))
