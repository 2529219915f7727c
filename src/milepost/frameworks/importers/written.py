"""Specifications that are written down already: our YAML or JSON, vq-spec/1, a CASE package. Each is known by what is in it."""

import json
from pathlib import Path
from typing import Any

from milepost.frameworks.case.normal import is_package, normal, parsed
from milepost.frameworks.case.reading import document_of
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


def _neutral(data: dict[str, Any]) -> Document:
    kept = kept_document(data)
    if kept is not None and not faults(kept):
        return kept
    document, extras = vq.from_json(json.dumps(data))
    return to_document(vq.to_framework(document, extras))
