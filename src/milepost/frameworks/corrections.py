"""One correction of a document, in place: which places may be changed, what each may hold, and what follows from it.

A path is written as in the document, with positions counted from 0: "units/3/glh", "units/3/outcomes/0/criteria/2".
"-" for a position adds at the end; no value at a position takes the thing out.
"""

import copy
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base.refusal import Refused
from milepost.frameworks.document import SCOPES, UNIT_WORDS, Document, from_document
from milepost.frameworks.impossible import why_impossible
from milepost.frameworks.lint import wrong_shapes
from milepost.frameworks.specfile import faults, loose_ends


class Holds(StrEnum):
    """What a place of the document holds."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    LEVEL = "level"
    TEXTS = "texts"
    QUALIFICATION = "qualification"
    UNIT = "unit"
    OUTCOME = "outcome"
    CRITERION = "criterion"
    REQUIREMENT = "requirement"
    UNITS = "units"  # which units count, by key
    GROUP = "group"
    RULE = "rule"
    PATHWAY = "pathway"
    EQUIVALENT = "equivalent"


FRAMEWORK_FIELDS = {
    "title": Holds.LINE,
    "number": Holds.LINE,
    "version": Holds.LINE,
    "owner": Holds.LINE,
    "assessment_strategy": Holds.TEXT,
}
QUALIFICATION_FIELDS = {
    "number": Holds.LINE, "title": Holds.LINE, "level": Holds.LINE, "accreditation_number": Holds.LINE, "ages": Holds.LINE,
    "min_age": Holds.NUMBER, "last_registration": Holds.LINE, "last_certification": Holds.LINE, "approval": Holds.TEXT,
    "progression": Holds.TEXTS,
}  # fmt: skip
UNIT_FIELDS = {
    "code": Holds.LINE, "title": Holds.LINE, "uan": Holds.LINE, "level": Holds.LEVEL, "credit": Holds.NUMBER, "glh": Holds.NUMBER,
    "aim": Holds.TEXT, "nos": Holds.TEXT, "support_body": Holds.TEXT, "assessment": Holds.TEXT, "conditions": Holds.TEXTS,
}  # fmt: skip
POSITION = r"(?:\d{1,5}|-)"
PLACES: tuple[tuple[re.Pattern[str], Holds], ...] = (
    (re.compile(rf"qualifications/{POSITION}"), Holds.QUALIFICATION),
    (re.compile(rf"units/{POSITION}"), Holds.UNIT),
    (re.compile(rf"units/\d+/outcomes/{POSITION}"), Holds.OUTCOME),
    (re.compile(rf"units/\d+/outcomes/\d+/criteria/{POSITION}"), Holds.CRITERION),
    (re.compile(rf"units/\d+/requirements/{POSITION}"), Holds.REQUIREMENT),
    (re.compile(r"qualifications/\d+/units"), Holds.UNITS),
    (re.compile(rf"qualifications/\d+/groups/{POSITION}"), Holds.GROUP),
    (re.compile(rf"qualifications/\d+/(?:pathways/\d+/)?rules/{POSITION}"), Holds.RULE),
    (re.compile(rf"qualifications/\d+/pathways/{POSITION}"), Holds.PATHWAY),
    (re.compile(rf"qualifications/\d+/equivalents/{POSITION}"), Holds.EQUIVALENT),
)
NEEDED = {"title", "code"}
NAMES = {
    "title": gettext_lazy("title"), "number": gettext_lazy("number"), "version": gettext_lazy("version"), "owner": gettext_lazy("owner"),
    "level": gettext_lazy("level"), "accreditation_number": gettext_lazy("accreditation number"), "ages": gettext_lazy("ages"),
    "min_age": gettext_lazy("youngest age"), "last_registration": gettext_lazy("last day to register"),
    "last_certification": gettext_lazy("last day to certificate"), "approval": gettext_lazy("approval"), "code": gettext_lazy("code"),
    "uan": gettext_lazy("unit number (UAN)"), "credit": gettext_lazy("credit value"), "glh": gettext_lazy("guided learning hours (GLH)"),
    "aim": gettext_lazy("aim"), "nos": gettext_lazy("standard behind it"), "support_body": gettext_lazy("body that supports it"),
    "assessment": gettext_lazy("assessment"), "conditions": gettext_lazy("whom it is not for"),
    "assessment_strategy": gettext_lazy("assessment strategy"), "outcomes": gettext_lazy("outcomes"), "criteria": gettext_lazy("criteria"),
    "requirements": gettext_lazy("evidence requirements"), "header": gettext_lazy("heading"), "units": gettext_lazy("units"),
    "rules": gettext_lazy("rules"), "groups": gettext_lazy("groups"), "progression": gettext_lazy("leads on to"),
    "units_alone": gettext_lazy("units certificated on their own"),
}  # fmt: skip


def holds(path: str) -> Holds | None:
    """What stands at this path, or None when no correction is possible there."""
    match path.split("/"):
        case [name] if name in FRAMEWORK_FIELDS:
            return FRAMEWORK_FIELDS[name]
        case ["qualifications", index, name] if index.isdigit() and name in QUALIFICATION_FIELDS:
            return QUALIFICATION_FIELDS[name]
        case ["units", index, name] if index.isdigit() and name in UNIT_FIELDS:
            return UNIT_FIELDS[name]
    return next((what for pattern, what in PLACES if pattern.fullmatch(path)), None)


def value_at(document: Mapping[str, Any], path: str) -> Any:
    """What stands there now; None where nothing does. A position that does not exist is a KeyError."""
    here: Any = document
    for step in path.split("/"):
        if isinstance(here, list):
            if step == "-":
                return None
            if int(step) >= len(here):
                raise KeyError(path)
            here = here[int(step)]
        else:
            here = here.get(step, [] if step in LISTS else None)
    return here


LISTS = {
    "units",
    "outcomes",
    "criteria",
    "requirements",
    "rules",
    "groups",
    "qualifications",
    "conditions",
    "progression",
    "pathways",
    "equivalents",
}


def mark(value: Any) -> str:
    """A short mark of a value: a form sends it back, so that of two people who correct one place the second is told."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def corrected(document: Document, path: str, value: Any, *, seen: str | None = None) -> Document:
    """The document with this one change. Refused, with a sentence, where the value does not belong there.

    `seen` is the mark of what stood there when the correction was begun; None asks for no such proof.
    """
    what = holds(path)
    if what is None:
        raise Refused(_("Nothing can be corrected at “%(path)s”. Go back to the list and choose the place again.") % {"path": path})
    try:
        before = value_at(document, path)
    except KeyError:
        raise Refused(_("What you wanted to correct is no longer there. Go back to the list to see how it stands now.")) from None
    if seen is not None and seen != mark(before):
        raise Refused(_("This place has been corrected since you opened it. Look at how it stands now, then correct it again if needed."))
    if what is Holds.OUTCOME and isinstance(value, Mapping) and isinstance(before, Mapping):
        value = {"criteria": before.get("criteria", [])} | dict(value)
    if what is Holds.PATHWAY and isinstance(value, Mapping) and isinstance(before, Mapping) and before.get("rules"):
        value = dict(value) | {"rules": before["rules"]}
    if what is Holds.QUALIFICATION and before is not None and value is not None:
        raise Refused(_("Correct the facts of a qualification one by one, or take it out."))
    if what is Holds.UNIT and before is None and isinstance(value, Mapping):
        value = _new_unit(value)
    value = _with_case(before, value)
    changed = copy.deepcopy(document)
    *steps, last = path.split("/")
    parent: Any = changed
    for step in steps:
        if isinstance(parent, list):
            parent = parent[int(step)]
        else:
            parent = parent.setdefault(step, []) if step in LISTS else parent[step]
    if isinstance(parent, list):
        _put(parent, last, value)
    else:
        _set(parent, last, typed(what, last, value))
    if what in (Holds.LINE, Holds.UNIT) and path.startswith("units/"):
        _follow(changed, document, path)
    if what is Holds.GROUP:
        _follow_group(changed["qualifications"][int(steps[1])], before, value)
    if after := complaints(changed):
        known = complaints(document)
        if new := [sentence for sentence in after if sentence not in known]:
            raise Refused(new[0])
    if what is Holds.RULE and value is not None and (reason := why_not_rule(changed, path, value)):
        raise Refused(reason)
    return changed


def _new_unit(given: Mapping[str, Any]) -> Document:
    """A unit of which the document says nothing, from its facts as somebody typed them; empty ones are left out."""
    unit: Document = {}
    for name, words in given.items():
        if name in UNIT_FIELDS and (words or name in NEEDED):
            _set(unit, name, typed(UNIT_FIELDS[name], name, words))
    return unit


def _with_case(before: Any, value: Any) -> Any:
    """What a CASE package says of a part stays with it when its words are corrected; lettered parts are known by their letters."""
    if not isinstance(before, Mapping) or not isinstance(value, Mapping):
        return value
    found = ({"case": before["case"]} if "case" in before else {}) | dict(value)
    letters = {item["letter"]: item for item in before.get("items", ())}
    if "items" in found:
        found["items"] = [_with_case(letters.get(item["letter"]), item) for item in found["items"]]
    return found


def _put(parent: list[Any], position: str, value: Any) -> None:
    if position == "-":
        if value is not None:
            parent.append(value)
    elif value is None:
        del parent[int(position)]
    else:
        parent[int(position)] = value


def _set(parent: Document, name: str, value: Any) -> None:
    if name == "level" and isinstance(value, tuple):
        parent["level"], entry = value
        parent.pop("entry", None)
        if entry:
            parent["entry"] = True
    elif value in (None, "", []):
        parent.pop(name, None)
    else:
        parent[name] = value
    if isinstance(facts := parent.get("unconfirmed"), list) and name in facts:
        facts.remove(name)  # somebody has looked


def typed(what: Holds, name: str, given: Any) -> Any:
    """The value as the document writes it."""
    label = NAMES.get(name, name)
    if what in (Holds.LINE, Holds.TEXT):
        words = " ".join(str(given or "").split()) if what is Holds.LINE else str(given or "").strip()
        if not words and name in NEEDED:
            raise Refused(_("Give the %(what)s: it cannot be left empty.") % {"what": label})
        return words
    if what is Holds.TEXTS:
        lines = given.splitlines() if isinstance(given, str) else given or []
        return [line.strip() for line in lines if line.strip()]
    if what is Holds.LEVEL:
        if found := re.fullmatch(r"(?i)\s*(entry|level)?(?: level)?\s*(\d{1,2})\s*", str(given)):
            return int(found[2]), (found[1] or "").lower() == "entry"
        raise Refused(_("Give the level as a number from 1 to 8, or as “Entry 1” to “Entry 3”."))
    if what is Holds.NUMBER:
        if given in (None, ""):
            return None
        if number := re.fullmatch(r"\D{0,9}(\d{1,4})(?:\.0+)?\D{0,9}", str(given)):  # "67" and, as a handbook says it, "67 hours"
            return int(number[1])
        raise Refused(_("Give the %(what)s as a whole number, such as 46.") % {"what": label})
    return given


def key_of(unit: Mapping[str, Any]) -> str:
    """The unit's identity, as `from_document` finds it."""
    return str(unit.get("key") or unit.get("uan") or unit.get("code", ""))


def _follow(changed: Document, before: Document, path: str) -> None:
    """Groups and rules name units by key or code: where a unit is renamed or taken out, they follow."""
    position = path.split("/")[1]
    if position == "-":
        return
    old = before["units"][int(position)]
    kept = len(changed["units"]) == len(before["units"])
    new = changed["units"][int(position)] if kept else None
    names = {name: new and (new.get("code") if name == old.get("code") else key_of(new)) for name in (old.get("code"), key_of(old))}
    if kept and all(name == becomes for name, becomes in names.items()):
        return

    def followed(units: list[str]) -> list[str]:
        return [becomes for becomes in (names.get(unit, unit) for unit in units) if becomes]

    for qualification in changed.get("qualifications", ()):
        for holder in (qualification, *qualification.get("groups", ())):
            if "units" in holder:
                holder["units"] = followed(holder["units"])
        for rule in _rules_of(qualification):
            for word in UNIT_WORDS:
                if word in rule:
                    rule[word] = followed(rule[word])
            if "unit" in rule:
                rule["unit"] = names.get(rule["unit"], rule["unit"]) or rule["unit"]
        pairs = [pair | {word: names.get(pair[word], pair[word]) for word in PAIR} for pair in qualification.get("equivalents", ())]
        if pairs:
            qualification["equivalents"] = [pair for pair in pairs if all(pair[word] for word in PAIR)]


PAIR = ("unit", "instead_of")


def _rules_of(qualification: Document) -> list[Document]:
    """Its own rules, and those of its pathways."""
    return [rule for holder in (qualification, *qualification.get("pathways", ())) for rule in holder.get("rules", ())]


def _follow_group(qualification: Document, before: Any, value: Any) -> None:
    """Its units count towards the qualification, and rules name the group as it is called now."""
    if value is None:
        return
    if counting := qualification.get("units"):
        qualification["units"] = list(dict.fromkeys([*counting, *value.get("units", ())]))
    old, new = before and before["key"], value["key"]
    if old in (None, new):
        return

    def renamed(keys: list[str]) -> list[str]:
        return [new if key == old else key for key in keys]

    for rule in _rules_of(qualification):
        for word in ("from", "from_each", "all_from", "further_from", "borrowed_by"):
            if isinstance(rule.get(word), list):
                rule[word] = renamed(rule[word])
            elif rule.get(word) == old and old not in SCOPES:
                rule[word] = new
    for holder, word in [
        *((one, "borrows") for one in qualification["groups"]),
        *((one, "groups") for one in qualification.get("pathways", ())),
    ]:
        if word in holder:
            holder[word] = renamed(holder[word])
    for group in qualification["groups"]:
        if group.get("within") == old:
            group["within"] = new


def why_not_rule(document: Document, path: str, rule: Mapping[str, Any]) -> str | None:
    """Why this rule has no place among those at this path: it stands there already, or nobody could meet it."""
    if value_at(document, path.rpartition("/")[0]).count(rule) > 1:
        return _("This rule stands here already.")
    framework = from_document(document)
    _first, position, *rest = path.split("/")
    qualification = framework.qualifications[int(position)]
    if rest[0] == "pathways":
        qualification = replace(qualification, pathways=(qualification.pathways[int(rest[1])],))
    [found] = from_document({"title": "", "qualifications": [{"title": "", "rules": [rule]}]}).qualifications[0].rules
    if reason := why_impossible(framework, qualification, [found]):
        return _("No choice of the units here can meet this rule: %(reason)s. Correct the number, or which units count.") % {
            "reason": reason
        }
    return None


def complaints(document: Document) -> list[str]:
    """Everything that stands in the way of publishing this document, as sentences."""
    if found := faults(document):
        return found
    framework = from_document(document)
    return loose_ends(framework) or wrong_shapes(framework)
