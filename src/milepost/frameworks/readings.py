"""What an import keeps of what was read: the document, the contradictions, the places, and the lines of the source.

{"kind": "pdf", "seconds": 3.1, "pages": [["first line", ...], ...],
 "places": {"R/601/1601.glh": [17, 4, 4], "R/601/1601:1.2": [18, 9, 11], "R/601/1601:R2": [20, 1, 3]},
 "warnings": [{"unit": "R/601/1601", "field": "glh", "message": "…", "place": [17, 4, 4],
               "values": [{"value": "47", "place": [4, 12, 12], "text": "…"}, …]}]}
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
from django.utils.translation import gettext as _

from milepost.base.files import path_of
from milepost.base.files.kinds import PDFIUM
from milepost.base.models import StoredFile
from milepost.base.refusal import Refused
from milepost.frameworks import corrections
from milepost.frameworks.document import Document, to_document
from milepost.frameworks.importers import NotReadable, read_handbook
from milepost.frameworks.importers.source import Progress
from milepost.frameworks.specfile import Unreadable

if TYPE_CHECKING:
    from milepost.frameworks.importers.pack import Reading

LONG = 80  # pages from which a PDF is read in the background
SETTLED_BY_VALUE = {"level", "credit", "glh", "number", "title", "uan", "version", "accreditation_number"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a new import begins with."""

    title: str
    document: Document
    reading: dict[str, Any]


def read(file: StoredFile, progress: Progress | None = None) -> Kept:
    """Read a stored file as a handbook, or as a specification where its name says so. Refused, with a sentence, when it is neither."""
    from milepost.frameworks.importers.written import SUFFIXES  # here, as below: each process would begin half a second later

    path, name, begun = path_of(file.sha256), file.name, time.monotonic()
    try:
        kept = _specification(path, name) if Path(name).suffix.lower() in SUFFIXES else _handbook(path.read_bytes(), name, progress)
    except NotReadable as error:
        raise Refused(str(error)) from error
    except Unreadable as error:
        raise Refused(_why(error, path, name)) from error
    kept.reading["seconds"] = round(time.monotonic() - begun, 1)
    return kept


def pages_of(file: StoredFile) -> int:
    """How many pages a PDF has; 0 of what is none, or can't be opened: reading it says why."""
    if Path(file.name).suffix.lower() != ".pdf":
        return 0
    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(path_of(file.sha256)) as document:
                return len(document)
        except pypdfium2.PdfiumError:
            return 0


def _why(error: Unreadable, path: Path, name: str) -> str:
    """The first faults of a specification, with the name that its owner gave it."""
    faults = [sentence.removeprefix(f"{path}: ").replace(str(path), f"“{name}”") for sentence in error.sentences]
    shown = " ".join(faults[:FAULTS_SHOWN])
    return _("“%(name)s” is not written as a specification: %(faults)s") % {"name": name, "faults": shown}


FAULTS_SHOWN = 3


def _specification(path: Path, name: str) -> Kept:
    from milepost.frameworks.importers.written import lines_and_places, read_written

    document = read_written(path, name)
    document["title"] = document["title"] or Path(name).stem
    lines, found = lines_and_places(path, name, document)
    pages, begins = _parts([lines])
    places = {key: Ruler(begins).place(1, line, line) for key, line in found.items()}
    return Kept(document["title"], document, {"kind": "specification", "pages": pages, "places": places, "warnings": []})


def written(document: Document, file: StoredFile) -> Kept:
    """A document that is known already, with the lines of the file that it was written into."""
    pages, _at = _parts([path_of(file.sha256).read_text("utf-8").splitlines()])
    return Kept(document["title"], document, {"kind": "specification", "pages": pages, "places": {}, "warnings": []})


LINES_A_PART = 28  # as many as stand beside the work without scrolling


def _parts(pages: list[list[str]]) -> tuple[list[list[str]], dict[int, int]]:
    """Pages cut into parts that can be looked at beside something else, and where each page begins among them."""
    parts: list[list[str]] = []
    begins: dict[int, int] = {}
    for number, page in enumerate(pages, 1):
        begins[number] = len(parts) + 1
        parts.extend(page[start : start + LINES_A_PART] for start in range(0, max(len(page), 1), LINES_A_PART))
    return parts, begins


def _handbook(data: bytes, name: str, progress: Progress | None) -> Kept:
    from milepost.frameworks.importers.vq import to_framework

    with PDFIUM:
        reading = read_handbook(data, name, progress)
    document = to_document(to_framework(reading.document, reading.extras))
    if not document.get("title"):
        titles = [qualification["title"] for qualification in document.get("qualifications", ())]
        document["title"] = titles[0] if titles else Path(name).stem
    pages, at = _pages(reading), Ruler({})
    if reading.source.kind != "pdf":
        pages, begins = _parts(pages)
        at = Ruler(begins)
    kept = {
        "kind": reading.source.kind,
        "pages": pages,
        "places": _places(reading, [corrections.key_of(unit) for unit in document.get("units", ())], at),
        "warnings": [_warning(warning, at) for warning in reading.warnings],
    }
    # Through JSON once, so that what is kept is what the database gives back.
    return Kept(document["title"], document, json.loads(json.dumps(kept)))


@dataclass(frozen=True)
class Ruler:
    """Turns a place of the document into one among the parts that are shown. Without cuts they are the same."""

    begins: dict[int, int]

    def place(self, page: int, first: int, last: int) -> list[int]:
        if not self.begins:
            return [page, first, last]
        part, line = divmod(first - 1, LINES_A_PART)
        return [self.begins[page] + part, line + 1, min(line + 1 + last - first, LINES_A_PART)]


def _pages(reading: "Reading") -> list[list[str]]:
    pages: list[list[str]] = [[] for _page in range(reading.source.pages)]
    for line in reading.lines:
        page = pages[line.page - 1]
        page.extend([""] * (line.number - len(page)))
        page[line.number - 1] = line.text
    return pages


def _places(reading: "Reading", keys: list[str], at: Ruler) -> dict[str, list[int]]:
    """One place by name: the unit's own key, "key.glh" for a fact, "key:1.2" for a criterion, "key:R2" for a requirement."""
    found: dict[str, list[int]] = {}
    for path, places in reading.places.items():
        key = next((key for key in keys if path.startswith(f"units/{key}")), None)
        if key is None or not places:
            continue
        rest = path.removeprefix(f"units/{key}").strip("/").split("/")
        match rest:
            case [""]:
                name = key
            case ["criteria" | "outcomes", number]:
                name = f"{key}:{number}"
            case ["evidence", number]:
                name = f"{key}:R{number}"
            case [fact]:
                name = f"{key}.{fact}"
            case _:
                continue
        found[name] = at.place(places[0].page, places[0].first, places[0].last)
    return found


def _warning(warning: Any, at: Ruler) -> dict[str, Any]:
    places = [at.place(page, line, line) for page, line, _text in warning.places]
    values: list[dict[str, Any]] = []
    if warning.field in SETTLED_BY_VALUE:
        beside = list(zip(warning.places, places, strict=True)) if len(places) == len(warning.options) else []
        for i, option in enumerate(warning.options):
            values.append({"value": option, "place": beside[i][1], "text": beside[i][0][2]} if beside else {"value": option})
    return {
        "unit": warning.unit, "field": warning.field, "message": warning.message, "values": values,
        "place": places[-1] if places else None, "places": places,
    }  # fmt: skip
