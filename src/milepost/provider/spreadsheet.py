"""A quality standard out of a spreadsheet: one line an indicator, columns by their names in any order. Read first, kept later."""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from milepost.base.files.sheets import UNREADABLE
from milepost.base.refusal import Refused
from milepost.frameworks.specfile import Unreadable, faults
from milepost.provider import qualityfile

LARGEST, UNPACKED, MOST_LINES = 2 * 1024 * 1024, 20 * 1024 * 1024, 1000
LONGEST_KEY = 40
COLUMNS = {
    "part": ("part", "section", "element", "part key"),
    "part_title": ("part title", "section title", "element title"),
    "needs": ("needs", "part needs", "builds on"),
    "key": ("key", "indicator", "number", "code", "ref", "reference", "clause"),
    "title": ("title", "indicator title", "name"),
    "aspect": ("aspect", "kind", "type"),
    "points": ("points", "weight"),
    "about": ("about", "description", "text", "guidance"),
}
ASPECTS = {"context": "context", "approach": "approach", "approaches": "approach", "results": "results", "result": "results"}
BANDS = [{"key": f"b{n}", "title": f"{n} of 100", "percent": n} for n in (0, 25, 50, 75, 100)]


type Columns = Mapping[str, Collection[str]]  # by the name of a column what it may be called


@dataclass(frozen=True)
class Plan:
    """What was understood of a file: the standard that it would become, and columns that were left out."""

    document: dict[str, Any]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()  # what is not as it stood in the file


def key_of(title: str, *, taken: Collection[str] = ()) -> str:
    """A short name for a standard, and another one where two titles come to the same: they are cut, and letters are left out."""
    short = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "own-standard"
    short = short if short[0].isalpha() else f"s-{short}"
    names = chain([short[:LONGEST_KEY]], (f"{short[: LONGEST_KEY - 4].strip('-')}-{n}" for n in count(2)))
    return next(name.strip("-") for name in names if name.strip("-") not in taken)


def read(raw: bytes, *, name: str, title: str, more_than: int, taken: Collection[str] = ()) -> Plan:
    """The plan of a CSV or XLSX file. `taken` are keys of other standards. Raises Unreadable with a sentence for every line that is wrong."""
    left_out, lines = table_of(raw, COLUMNS, needed=("part", "key", "title"))
    wrong: list[str] = []
    parts: dict[str, dict[str, Any]] = {}
    for number, given in lines:
        wrong += _line(number, given, parts)
    document: dict[str, Any] = {
        "format": "milepost-quality/1",
        "key": key_of(title, taken=taken),
        "title": title,
        "about": _("Brought in from %(name)s.") % {"name": name},
        "bands": BANDS,
        "routes": {"full": {"more_than": more_than}},
        "parts": list(parts.values()),
    }
    if wrong := wrong or checked(document):
        raise Unreadable(wrong[:12])
    return Plan(document, left_out)


def checked(document: Any) -> list[str]:
    """What is wrong with a document, as sentences."""
    return faults(document, against=qualityfile.schema(), what=_("a quality standard")) or qualityfile.what_is_wrong(document)


def document_of(written: str, *, taken: Collection[str] = ()) -> dict[str, Any]:
    """A plan that comes back from a page, checked anew, under a key that is free now. Raises Refused where it is not what was shown."""
    try:
        document: dict[str, Any] = json.loads(written)
    except ValueError as wrong:
        raise Refused(_("This is not what was read. Choose the spreadsheet once more.")) from wrong
    if sentences := checked(document):
        raise Refused(" ".join(sentences))
    return {**document, "key": key_of(document["key"], taken=taken)}


def table_of(raw: bytes, columns: Columns, *, needed: Collection[str]) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """The columns that nobody knows, and every line by the names of its columns with its number. Raises Unreadable."""
    lines = [(number, cells) for number, cells in _lines(raw) if any(cells)]
    if not lines:
        raise Unreadable([_("The file is empty.")])
    places, left_out = _columns(lines[0][1], columns, needed)
    return left_out, [
        (number, {column: cells[place] if place < len(cells) else "" for column, place in places.items()}) for number, cells in lines[1:]
    ]


def _columns(head: list[str], columns: Columns, needed: Collection[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = {name: column for column, names in columns.items() for name in names}
    places: dict[str, int] = {}
    left_out = []
    for place, cell in enumerate(head):
        column = known.get(" ".join(cell.lower().replace("_", " ").split()))
        if column is None or column in places:
            left_out += [cell] if cell else []
        else:
            places[column] = place
    if missing := [column for column in needed if column not in places]:
        raise Unreadable([_("The first line names the columns. These are not there: %(names)s.") % {"names": ", ".join(missing)}])
    return places, tuple(left_out)


def _line(number: int, given: dict[str, str], parts: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Put one line with its part; a sentence for each thing that is wrong in it."""
    at = {"n": number}
    aspect = ASPECTS.get(given.get("aspect", "").lower() or "approach")
    points = given.get("points", "") or "1"
    if not given["part"] or not given["key"] or not given["title"]:
        yield _("Line %(n)d: part, key and title are needed.") % at
    elif aspect is None:
        yield _("Line %(n)d: “%(given)s” is no aspect. Write context, approach or results.") % {**at, "given": given["aspect"]}
    elif not points.isdecimal() or len(points) > 4:
        yield _("Line %(n)d: “%(given)s” is no whole number of points.") % {**at, "given": points}
    else:
        part = parts.setdefault(given["part"], {"key": given["part"], "title": given["part"], "needs": [], "indicators": []})
        part["title"] = given.get("part_title") or part["title"]
        part["needs"] += [key for key in re.split(r"[,;\s]+", given.get("needs", "")) if key and key not in part["needs"]]
        indicator = {"key": given["key"], "title": given["title"], "aspect": aspect, "points": int(points)}
        part["indicators"].append(indicator | ({"about": given["about"]} if given.get("about") else {}))


def _lines(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(raw) > LARGEST:
        raise Unreadable([_("This file is larger than 2 MB. Save the one sheet with the standard, and choose that.")])
    rows = _of_workbook(raw) if raw[:2] == b"PK" else _of_text(raw)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_LINES:
            raise Unreadable([_("The sheet has more than %(n)d lines. Is it the right one?") % {"n": MOST_LINES}])
        yield number, [" ".join(cell.split()) for cell in cells]


def _of_text(raw: bytes) -> list[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Unreadable([_("This is neither a CSV file nor an XLSX workbook. Save it as one of them.")])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as wrong:
        raise Unreadable([_("This CSV file cannot be read. Is a quotation mark left open?")]) from wrong


def _of_workbook(raw: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED:
                raise Unreadable([_("This workbook unpacks to more than 20 MB. Save the one sheet as CSV, and choose that.")])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that a standard does not need
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            rows = [
                ["" if cell is None else str(cell) for cell in row]
                for row in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_LINES + 1, max_col=40)
            ]
            book.close()
    except UNREADABLE as wrong:
        raise Unreadable([_("This workbook cannot be opened. Save it anew or as CSV, and choose that.")]) from wrong
    return rows
