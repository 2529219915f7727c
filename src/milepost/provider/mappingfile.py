"""Mappings between standards as files: the one that comes with Milepost, and reading another as YAML, JSON or a spreadsheet."""

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from milepost.base import text as sentences
from milepost.base.refusal import Refused
from milepost.engine.mapping import faults as loose_ends
from milepost.engine.mapping import mapping_of
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, faults, parsed
from milepost.provider import qualityfile, spreadsheet

type Known = Mapping[str, Collection[str]]

COLUMNS = {
    "link": ("link", "row", "group", "no", "number"),
    "standard": ("standard", "standard key"),
    "indicator": ("indicator", "key", "indicator key"),
    "because": ("because", "why", "what they ask for"),
}


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_folder() / "schema" / "mapping.schema.json").read_text("utf-8"))
    return found


def checked(document: Any, known: Known) -> list[str]:
    """What is wrong with a document, as sentences; `known` are the indicators of each standard."""
    if wrong := faults(document, against=schema(), what=_("a mapping between standards")):
        return wrong
    return [f"{said[:1].upper()}{said[1:]}." for said in (sentences.sentence(one, {}) for one in loose_ends(mapping_of(document), known))]


def read(raw: bytes, *, name: str, known: Known) -> dict[str, Any]:
    """The document in a YAML, JSON, CSV or XLSX file. Raises Unreadable with a sentence for every place that is wrong."""
    document = _of_lines(raw, name) if raw[:2] == b"PK" or name.lower().endswith(".csv") else _of_text(raw)
    if wrong := checked(document, known):
        raise Unreadable(wrong[:12])
    return document


def document_of(written: str, known: Known) -> dict[str, Any]:
    """A mapping that comes back from a page, checked anew. Raises Refused where it is not what was shown."""
    try:
        document: dict[str, Any] = json.loads(written)
    except ValueError as wrong:
        raise Refused(_("This is not what was read. Choose the file once more.")) from wrong
    if said := checked(document, known):
        raise Refused(" ".join(said))
    return document


def _of_text(raw: bytes) -> dict[str, Any]:
    if len(raw) > spreadsheet.LARGEST:
        raise Unreadable([_("This file is larger than 2 MB. Is it the right one?")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable([_("This is no text. Give a YAML or JSON file, or a spreadsheet as CSV or XLSX.")]) from error
    if not text.strip():
        raise Unreadable([_("The file is empty.")])
    document: dict[str, Any] = parsed(text, str(_("The file")))
    if wrong := faults(document, text, against=schema(), what=_("a mapping between standards")):
        raise Unreadable(wrong[:12])
    return document


def _of_lines(raw: bytes, name: str) -> dict[str, Any]:
    """One line an indicator; lines with the same link belong together."""
    _left_out, lines = spreadsheet.table_of(raw, COLUMNS, needed=("link", "standard", "indicator"))
    links: dict[str, dict[str, Any]] = {}
    for _number, given in lines:
        link = links.setdefault(given["link"], {"because": "", "where": {}})
        link["because"] = link["because"] or given.get("because", "")
        link["where"].setdefault(given["standard"], []).append(given["indicator"])
    title = re.sub(r"\.[A-Za-z]+$", "", name) or "mapping"
    return {"format": "milepost-mapping/1", "key": spreadsheet.key_of(title), "title": title[:120], "links": list(links.values())}


@cache
def shipped_documents() -> dict[str, dict[str, Any]]:
    """By key the mappings that come with Milepost."""
    known = {one.key: tuple(one.indicators) for one in qualityfile.shipped()}
    folder = specs_folder() / "mappings"
    found = [read(path.read_bytes(), name=path.name, known=known) for path in sorted(folder.glob("*.yaml"))]
    return {document["key"]: document for document in found}
