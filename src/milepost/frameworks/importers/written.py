"""Specifications that are written down already: our YAML or JSON, vq-spec/1, a CASE package. Each is known by what is in it."""

import json
import re
from pathlib import Path
from typing import Any

from milepost.frameworks.case.normal import is_package, normal, parsed
from milepost.frameworks.case.reading import document_of
from milepost.frameworks.case.writing import composed
from milepost.frameworks.corrections import key_of
from milepost.frameworks.document import Document, to_document
from milepost.frameworks.exporters.vq import kept_document
from milepost.frameworks.importers import vq
from milepost.frameworks.specfile import faults, load_document

SUFFIXES = {".yaml", ".yml", ".json"}


def read_written(path: Path, name: str) -> Document:
    """The document in such a file. Raises NotReadable, or Unreadable with a sentence for every place that is wrong."""
    if Path(name).suffix.lower() == ".json":
        data = parsed(path.read_bytes())
        if is_package(data):
            return document_of(normal(data))
        if isinstance(data, dict) and data.get("format") == vq.FORMAT:
            return _neutral(data)
    return load_document(path)


def lines_and_places(path: Path, name: str, document: Document) -> tuple[list[str], dict[str, int]]:
    """The file as it is shown beside what was read, and the line of each part of a package: by unit, "unit:1.2", "unit:R2"."""
    text = path.read_text("utf-8-sig")
    data = parsed(path.read_bytes()) if Path(name).suffix.lower() == ".json" else None
    if data is None:
        return text.splitlines(), {}
    lines = json.dumps(data, ensure_ascii=False, indent=1).splitlines()  # what a machine wrote may all stand on one
    if not is_package(data):
        return lines, {}
    at: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if found := IDENTIFIER.fullmatch(line):
            at.setdefault(found[1].lower(), number)
    return lines, _places(document, at)


IDENTIFIER = re.compile(r' {3,4}"identifier": "([0-9A-Fa-f-]{36})",?')  # as deep as an item, wrapped or not
MARKS = {"criterion": ":", "requirement": ":R"}


def _places(document: Document, at: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    key = ""
    for node in composed(document):
        line = at.get(node.item["identifier"])
        if node.part == "unit":
            key = key_of(node.data)
        name = key if node.part == "unit" else f"{key}{MARKS.get(node.part, '')}{node.data.get('number', '')}"
        if line and (node.part == "unit" or node.part in MARKS):
            found.setdefault(name, line)
    return found


def _neutral(data: dict[str, Any]) -> Document:
    kept = kept_document(data)
    if kept is not None and not faults(kept):
        return kept
    document, extras = vq.from_json(json.dumps(data))
    return to_document(vq.to_framework(document, extras))
