"""Quality standards as files: those that come with Milepost, reading one, and saying with its place whatever is wrong in it."""

import json
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from milepost.base import text as sentences
from milepost.engine.appraisal import Standard, standard_of
from milepost.engine.appraisal import faults as shape_faults
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, faults, parsed


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_folder() / "schema" / "quality.schema.json").read_text("utf-8"))
    return found


def read(text: str) -> dict[str, Any]:
    """The document in a text, checked. Raises Unreadable with a sentence for every place that is wrong."""
    document: dict[str, Any] = parsed(text, str(_("The file")))
    if wrong := faults(document, text, against=schema(), what=_("a quality standard")) or what_is_wrong(document):
        raise Unreadable(wrong)
    return document


def what_is_wrong(document: dict[str, Any]) -> list[str]:
    """What a well-written standard may still get wrong: keys that stand twice, a loop, a score that nobody can reach."""
    return [sentences.sentence(one, {}) + "." for one in shape_faults(standard_of(document))]


@cache
def shipped_documents() -> dict[str, dict[str, Any]]:
    """By key the standards that come with Milepost."""
    folder = specs_folder() / "quality"
    found = [read(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return {document["key"]: document for document in found}


def shipped() -> list[Standard]:
    return [standard_of(document) for document in shipped_documents().values()]
