"""Doubts that nobody needs to be asked about (again): answered for an earlier version of the same handbook, where the source
says the same and was understood the same; and settled by a correction of the very place.

A doubt is a warning of a reading: {"unit": …, "field": …, "message": …, "place": […], "places": […], "values": [{"value": …}]}.
An answer is {"choice": the value that was taken, "" for what was understood, "reason": …, "by": name}; one that was carried
over has also "version": of which published version; one that a correction gave has "corrected": the path.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from milepost.base.refusal import Refused
from milepost.frameworks.corrections import corrected, holds, key_of, value_at
from milepost.frameworks.document import Document
from milepost.frameworks.models import Import

type Doubt = Mapping[str, Any]
type Answer = dict[str, Any]

FIELDS = {"number": "code"}  # what a handbook calls the unit's number is its code in a document
# Which part of a unit a doubt is about that no single value settles.
PARTS = {"outcomes": "outcomes", "criteria": "outcomes", "requirements": "requirements", "pages": "outcomes", "header": "title"}


def path_of(document: Document, doubt: Doubt) -> str | None:
    """Where in the document the value stands that a doubt is about; None where it is about no single value."""
    name, values = doubt["field"], {str(v["value"]) for v in doubt.get("values", ())}
    if not values:
        return None
    if doubt["unit"]:
        place = _position(document, doubt["unit"])
        path = f"units/{place}/{FIELDS.get(name, name)}"
        return path if place is not None and holds(path) else None
    if name == "version":
        return str(name)
    for i, qualification in enumerate(document.get("qualifications", ())):
        path = f"qualifications/{i}/{name}"
        if holds(path) and str(qualification.get(name, "")) in values:
            return path
    return None


def _position(document: Document, key: str) -> int | None:
    return next((i for i, unit in enumerate(document.get("units", ())) if key_of(unit) == key), None)


# By a correction ------------------------------------------------------------------------------------------------------


def by_correction(before: Document, after: Document, open_doubts: Iterable[tuple[int, Doubt]], path: str) -> dict[str, Answer]:
    """The doubts that a correction at `path` settles, by position: the value itself was given, or the part that was in doubt is
    another now and has the fault no longer."""
    found: dict[str, Answer] = {}
    for position, doubt in open_doubts:
        at = path_of(before, doubt)
        if at == path and _still(before, path) != _still(after, path):
            found[str(position)] = {"choice": _still(after, path), "reason": "", "corrected": path}
        elif _gone(before, after, doubt["unit"]) or (at is None and _put_right(before, after, doubt)):
            found[str(position)] = {"choice": "", "reason": "", "corrected": path}
    return found


def _gone(before: Document, after: Document, key: str) -> bool:
    """Whether the unit was taken out."""
    return len(after["units"]) < len(before["units"]) and _position(before, key) is not None and _position(after, key) is None


def _still(document: Document, path: str) -> str:
    try:
        value = value_at(document, path)
    except KeyError:
        return ""
    return "" if value is None else str(value)


def _put_right(before: Document, after: Document, doubt: Doubt) -> bool:
    key = doubt["unit"]
    if not key:
        return doubt["field"] == "accreditation_number" and any(
            old and str(old) in doubt["message"] and old not in _numbers(after) for old in _numbers(before)
        )
    place = _position(before, key)
    if place is None or len(after["units"]) != len(before["units"]):
        return False
    was, now = before["units"][place], after["units"][place]
    if doubt["field"] == "criteria":
        return _numbering(was) != _numbering(now) and _runs_on(now)
    if doubt["field"] == "outcomes":
        return len(was.get("outcomes", ())) != len(now.get("outcomes", ())) or _texts(was) != _texts(now)
    name = PARTS.get(doubt["field"])
    return name is not None and was.get(name) != now.get(name)


def _numbers(document: Document) -> list[Any]:
    return [one.get("accreditation_number") for one in document.get("qualifications", ())]


def _texts(unit: Mapping[str, Any]) -> list[Any]:
    return [outcome.get("text") for outcome in unit.get("outcomes", ())]


def _numbering(unit: Mapping[str, Any]) -> list[list[str]]:
    return [[str(one.get("number", "")) for one in outcome.get("criteria", ())] for outcome in unit.get("outcomes", ())]


def _runs_on(unit: Mapping[str, Any]) -> bool:
    """Whether no number stands twice, none is left out, and no outcome is without criteria."""
    for numbers in _numbering(unit):
        last = [number.rpartition(".")[2] for number in numbers]
        if not numbers or len(set(numbers)) < len(numbers):
            return False
        if all(one.isdigit() for one in last) and [int(one) for one in last] != list(range(1, len(last) + 1)):
            return False
    return True


# From an earlier version ----------------------------------------------------------------------------------------------


def carried_over(document: Document, reading: Mapping[str, Any], earlier: Import, *, version: int) -> tuple[Document, dict[str, Answer]]:
    """The document with what was answered for `version`, which was made of `earlier`, and the answers by position of the doubt."""
    answered: dict[Any, list[tuple[Doubt, Answer]]] = {}
    was_called = _was_called(earlier)
    for position, doubt in enumerate(earlier.reading.get("warnings", ())):
        if said := earlier.decisions.get(str(position)):
            answered.setdefault(_about(doubt, was_called), []).append((doubt, said))
    answers: dict[str, Answer] = {}
    doubts = enumerate(reading.get("warnings", ()))
    for position, doubt in sorted(doubts, key=lambda one: one[1]["field"] == "uan"):  # which renames the unit, so it comes last
        for old, said in answered.get(_about(doubt, {}), ()):
            if _says_the_same(doubt, reading, old, earlier.reading):
                changed = _answered(document, earlier.document, doubt, old, said)
                if changed is not None:
                    document, answers[str(position)] = changed, said | {"version": said.get("version", version)}
                break
    return document, answers


def _was_called(earlier: Import) -> dict[str, str]:
    """Units whose number was in doubt and was put right: by what they are called since, what the handbook calls them."""
    doubts = earlier.reading.get("warnings", ())
    return {doubt["unit"]: str(doubt["values"][0]["value"]) for doubt in doubts if doubt["field"] == "uan" and doubt.get("values")}


def _answered(document: Document, older: Document, doubt: Doubt, old: Doubt, said: Answer) -> Document | None:
    """The document with this answer; None where what was understood is not what it was then, or takes the answer no more."""
    path, was = path_of(document, doubt), path_of(older, old)
    if said["choice"] and path and was:
        try:
            return corrected(document, path, said["choice"])
        except Refused:
            return None
    if path and was:
        return document if _still(document, path) == _still(older, was) else None
    return document if not path and not was and _part(document, doubt) == _part(older, old) else None


def _about(doubt: Doubt, was_called: Mapping[str, str]) -> tuple[Any, ...]:
    """What a doubt is about: the unit, what of it, the values that differ, and in how many places they stand."""
    values = tuple(str(one["value"]) for one in doubt.get("values", ()))
    return was_called.get(doubt["unit"], doubt["unit"]), doubt["field"], values, len(doubt.get("places", ()))


def _says_the_same(doubt: Doubt, reading: Mapping[str, Any], old: Doubt, earlier: Mapping[str, Any]) -> bool:
    """Whether the source has the same words at each place. Where the values themselves are compared, a line may end earlier in
    one edition than in the other, as it does in another format of the same handbook."""
    pairs = zip(doubt.get("places", ()), old.get("places", ()), strict=True)
    for now, was in ((_text(reading, now), _text(earlier, was)) for now, was in pairs):
        short, long = sorted((now, was), key=len)
        if now != was and not (doubt.get("values") and len(short) >= ENOUGH and long.startswith(short)):
            return False
    return True


ENOUGH = 20  # characters of a line that are taken for its beginning


def _text(reading: Mapping[str, Any], place: list[int]) -> str:
    page, first, last = place
    return " ".join(" ".join(reading["pages"][page - 1][first - 1 : last]).replace("*", "").split())


def _part(document: Document, doubt: Doubt) -> Any:
    """What the doubt is about, as it was understood."""
    if not doubt["unit"]:
        if doubt["field"] == "accreditation_number":
            return _numbers(document)
        return [one.get("rules") for one in document.get("qualifications", ())]
    place = _position(document, doubt["unit"])
    unit = document["units"][place] if place is not None else {}
    name = PARTS.get(doubt["field"])
    return unit.get(name) if name else unit
