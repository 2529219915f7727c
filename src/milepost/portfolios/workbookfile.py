"""The forms of workbooks as files: those that come with Milepost, reading one, and saying with its place whatever is wrong in it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.engine.workbooks import Form, form_of, loose_ends
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, faults, parsed

SENTENCES = {
    "twice": gettext_lazy("“%(key)s” stands here twice."),
    "unknown": gettext_lazy(
        "%(place)s: there is no “%(name)s” here that can be used so. A sum rests on numbers and days that come before it."
    ),
    "sum": gettext_lazy("%(place)s: “%(part)s” is no sum. Use names, numbers, + - * / and %(may)s."),
    "table": gettext_lazy("%(place)s: a table has columns, and no table within it."),
    "choices": gettext_lazy("%(place)s: a choice gives its choices."),
    "scale": gettext_lazy("%(place)s: a scale has between two and eleven steps."),
    "worked": gettext_lazy("%(place)s: what is worked out says of what, and nothing else does."),
    "prefill": gettext_lazy("%(place)s: Milepost cannot write “%(name)s” there. It can write: %(may)s."),
    "until": gettext_lazy("%(place)s: only a day is due until something is done, and “%(name)s” is nothing beside it that one answers."),
    "total": gettext_lazy("%(place)s: only a column of numbers has a total. Others may be counted."),
}


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a workbook."""
    found: dict[str, Any] = json.loads((specs_folder() / "schema" / "workbook.schema.json").read_text("utf-8"))
    return found


def read(text: str, place: str = "") -> dict[str, Any]:
    """The form in a text, checked. Raises Unreadable with a sentence for every place that is wrong."""
    document: dict[str, Any] = parsed(text, place or str(_("The file")))
    wrong = faults(document, text, against=schema(), what=_("a workbook"))
    if wrong := wrong or [str(SENTENCES[slug]) % names for slug, names in loose_ends(form_of(document))]:
        raise Unreadable(wrong)
    return document


def form_kept(details: Mapping[str, Any]) -> Form | None:
    """The form that a piece of evidence keeps beside its answers; None for one from elsewhere that is not written as a form is."""
    document = details.get("form")
    if not isinstance(document, dict) or not isinstance(details.get("answers"), dict):
        return None
    if faults(document, against=schema(), what=_("a workbook")):
        return None
    form = form_of(document)
    return None if any(loose_ends(form)) else form


@cache
def documents() -> dict[str, dict[str, Any]]:
    """Every form in specs/workbooks, by its key, in the order of their titles."""
    found = [read(path.read_text("utf-8"), path.name) for path in sorted((specs_folder() / "workbooks").glob("*.yaml"))]
    return {one["key"]: one for one in sorted(found, key=lambda one: str(one["title"]))}


@cache
def forms() -> dict[str, Form]:
    """The same as forms."""
    return {key: form_of(document) for key, document in documents().items()}


def titles() -> Iterator[tuple[str, str]]:
    return ((form.key, form.title) for form in forms().values())
