"""Versions of one qualification: what a document seems to be a newer version of, and which version is the newest."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import F

from milepost.base.models import Actor
from milepost.frameworks.corrections import key_of
from milepost.frameworks.models import Import, Specification
from milepost.frameworks.queries import framework_of, specifications, with_rights


class Likeness(StrEnum):
    """Why a document seems to be a newer version of what is published."""

    TITLE = "title"
    NUMBER = "number"
    QUALIFICATION = "qualification"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Known:
    """The newest published version of what a document seems to be a newer version of, and why it seems so."""

    specification: Specification
    because: Likeness


MOST = 0.5  # share of the units from which two documents are of one pack
LOOKED_THROUGH = 12  # titles whose units are looked through where neither title nor number says it


def known_as(import_: Import, *, by: Actor) -> Known | None:
    """What the import seems to be a newer version of: by its title, its number, a qualification's number, or most of its units.

    Each specification comes with `source_uuid`, the import that it was made of, and with `rights_now`. What was made of this one is not older than it.
    """
    document = import_.document
    newest: dict[str, Any] = {}
    for one in with_rights(specifications(by=by)).annotate(source_uuid=F("source__uuid")).order_by("-version"):
        if one.source_id != import_.pk:
            newest.setdefault(one.title, one)
    candidates = sorted(newest.values(), key=lambda one: one.published_at, reverse=True)
    title, number = str(document.get("title", "")), str(document.get("number") or "")
    if title in newest:
        return Known(newest[title], Likeness.TITLE)
    if number and (same := next((one for one in candidates if one.number == number), None)):
        return Known(same, Likeness.NUMBER)
    numbers = {str(q["number"]) for q in document.get("qualifications", ()) if q.get("number")}
    keys = {key_of(unit) for unit in document.get("units", ())}
    frameworks = [(one, framework_of(one)) for one in candidates[:LOOKED_THROUGH]]
    for one, framework in frameworks:
        if numbers & {q.number for q in framework.qualifications if q.number}:
            return Known(one, Likeness.QUALIFICATION)
    for one, framework in frameworks:
        if len(keys & framework.unit_by_key.keys()) > MOST * max(len(keys), len(framework.units)):
            return Known(one, Likeness.UNITS)
    return None


def versions_of(specification: Specification, *, by: Actor) -> list[Specification]:
    """Every published version under the same name, the newest first."""
    return list(specifications(by=by).filter(title=specification.title).annotate(source_uuid=F("source__uuid")).order_by("-version"))
