"""The document of a specification: how a framework is written down, and read back without loss.

One notation serves YAML files, JSON and the database. Things are written by the names of their fields, and what has
its default value is left out. Rules of combination and evidence requirements have short forms that a person can read:

    rules:
      - {at_least: 10, of: credits, at_level: 3, from: optional}
      - {at_least: 1, of: units, from_each: [B, C]}
      - {all: [F3, F4]}
    requirements:
      - {number: "2", text: Show two of these, enough: {at_least: 2, of: [{letter: a, text: rain}, {letter: b, text: frost}]}}

`docs/reference/specifications.md` describes all of it; `specs/schema/specification.schema.json` is what files are checked against.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from milepost.engine.combination.conditions import COUNTED, SHARES, Bound, Reach, measure_of
from milepost.engine.framework import (
    Change,
    Criterion,
    Equivalent,
    Framework,
    Group,
    How,
    Item,
    Mark,
    Measure,
    Nature,
    Outcome,
    Pathway,
    Qualification,
    Requirement,
    RequirementKind,
    Rule,
    RuleKind,
    Setting,
    Unit,
)

type Document = dict[str, Any]

FORMAT = "milepost-spec/1"


# Writing ------------------------------------------------------------------------------------------------------------


def to_document(framework: Framework) -> Document:
    """The framework as plain dicts, lists, texts and numbers, without what has its default value."""
    return {"format": FORMAT} | _written(framework)


def digest(document: Document) -> str:
    """The SHA-256 of the document, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def programme_document(title: str, steps: Sequence[tuple[str, str]]) -> Document:
    """A programme, which awards nothing, from its title and its steps as (title, what it is for)."""
    units = tuple(Unit(key=str(n), code=str(n), title=name, aim=aim) for n, (name, aim) in enumerate(steps, start=1))
    whole = Qualification(number=None, title=title, units=tuple(unit.key for unit in units))
    return to_document(Framework(title=title, qualifications=(whole,), units=units, mark=Mark.PROGRAMME))


def _written(thing: Any) -> Document:
    found: Document = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if value != default and value is not None:
            found[field.name] = _plain(value)
    if isinstance(thing, Rule):
        return _written_rule(thing, found)
    if isinstance(thing, Requirement):
        return _written_requirement(thing, found)
    if isinstance(thing, Unit) and thing.key == (thing.uan or thing.code):
        del found["key"]
    if isinstance(thing, Qualification):
        if thing.units == _units_of_groups(thing.groups):
            found.pop("units", None)
        else:
            found["units"] = list(thing.units)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _written(value)
    if isinstance(value, frozenset):
        return sorted(_plain(v) for v in value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    return value


# How a rule that counts is written: the words for its bound, what it counts, and the levels it looks at.
BOUNDS = {"at_least": Bound.MIN, "at_most": Bound.MAX, "exactly": Bound.EXACT}
BOUND_WORDS = {bound: word for word, bound in BOUNDS.items()}
REACHES = tuple(reach.value for reach in Reach if reach)
KIND_COUNTED = {(counted.bound, counted.measure, counted.reach): kind for kind, counted in COUNTED.items()}
SCOPES = ("optional", "mandatory", "imported")  # as words after `from`; a group of that name is written in a list
NAMING = {RuleKind.MANDATORY: "all", RuleKind.BARRED: "not_both", RuleKind.TOGETHER: "together"}
ONE_OF_SAME = {RuleKind.SAME_TITLE: "title", RuleKind.BARRING_CODES: "barring code"}
UNIT_WORDS = (*NAMING.values(), "units", "among", "needs")  # words of a rule that are followed by units


def written_rule(rule: Rule) -> Document:
    """One rule of combination as a document writes it: the short form."""
    return _written(rule)


def _written_rule(rule: Rule, found: Document) -> Document:
    """The short form, and by name whatever the short form of this kind has no word for."""
    del found["kind"]
    if rule.kind is RuleKind.MANDATORY and rule.groups and not rule.units:
        return {"all_from": found.pop("groups")} | found
    if rule.kind in NAMING:
        return {NAMING[rule.kind]: found.pop("units", [])} | found
    if rule.kind is RuleKind.ONE_FROM_EACH:
        found.pop("value", None)
        return {"at_least": rule.value, "of": "units", "from_each": found.pop("groups", "optional")} | found
    if rule.kind in ONE_OF_SAME:
        return {"one_of_same": ONE_OF_SAME[rule.kind]} | _renamed(found, "units", "among")
    if rule.kind is RuleKind.NEEDS:
        units = found.pop("units", [])
        return {"unit": units[0] if units else "", "needs": units[1:]} | _renamed(found, "value", "at_least")
    return _written_count(rule, found)


def _written_count(rule: Rule, found: Document) -> Document:
    counted = COUNTED[rule.kind]
    found.pop("value", None)
    found.pop("of", None)
    share = rule.kind in SHARES
    short: Document = {BOUND_WORDS[counted.bound]: f"{rule.value}%" if share else rule.value, "of": measure_of(rule).value}
    if counted.reach:
        found.pop("level", None)
        short[counted.reach.value] = rule.level
    if rule.groups:
        word = "from"
        if rule.further:
            word = "further_from"
            del found["further"]
        elif rule.scope == "borrowed":
            word = "borrowed_by"
            del found["scope"]
        short[word] = found.pop("groups")
    elif rule.scope in SCOPES:
        short["from"] = found.pop("scope")
    return short | _renamed(_renamed(found, "units", "among"), "how", "by")


def _renamed(found: Document, name: str, word: str) -> Document:
    return {word if key == name else key: value for key, value in found.items()}


def _written_requirement(requirement: Requirement, found: Document) -> Document:
    found.pop("kind", None)
    match requirement.kind:
        case RequirementKind.ALL_OF:
            found["enough"] = {"all": found.pop("items", [])}
        case RequirementKind.N_OF:
            found["enough"] = {
                "at_least": found.pop("at_least", 0),
                "of": found.pop("items", []),
            }
        case RequirementKind.N_DIFFERENT:
            found["enough"] = {"different": found.pop("at_least", 0)}
        case RequirementKind.NO_SIMULATION:
            nature = found.pop("nature", None)
            found["simulation"] = f"none for {nature}" if nature else "none"
        case RequirementKind.PLACE:
            found["not_from"] = found.pop("settings", [])
        case RequirementKind.SUFFICIENT_PERIOD:
            found["period"] = "sufficient"
        case RequirementKind.PERMISSION:
            found["permission"] = True
    return found


# Reading ------------------------------------------------------------------------------------------------------------

PARTS: dict[type, dict[str, type]] = {
    Framework: {"qualifications": Qualification, "units": Unit, "changes": Change},
    Qualification: {"groups": Group, "rules": Rule, "pathways": Pathway, "equivalents": Equivalent},
    Pathway: {"rules": Rule},
    Unit: {"outcomes": Outcome, "requirements": Requirement},
    Outcome: {"criteria": Criterion},
    Criterion: {"items": Item},
    Requirement: {"items": Item},
}


def from_document(document: Mapping[str, Any]) -> Framework:
    """The framework that a document describes. Groups and rules may name a unit by its key or by its code."""
    units = tuple(_read(Unit, unit) for unit in document.get("units", ()))
    codes = Counter(unit.code for unit in units)
    keys = {unit.code: unit.key for unit in units if codes[unit.code] == 1} | {unit.key: unit.key for unit in units}
    named = dict(document)
    named["qualifications"] = [_with_keys(qualification, keys) for qualification in document.get("qualifications", ())]
    return _read(Framework, named)


def framework_by_digest(digest: str, read: Callable[[], Mapping[str, Any]]) -> Framework:
    """The framework of the document with this digest, kept from the last time; `read` fetches the document when it is not."""
    if digest not in _kept:
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[digest] = from_document(read())
    return _kept[digest]


KEPT = 64  # frameworks in memory, a megabyte or less each
_kept: dict[str, Framework] = {}


def _read(kind: type, data: Mapping[str, Any]) -> Any:
    if kind is Rule:
        data = _rule_fields(data)
    elif kind is Requirement:
        data = _requirement_fields(data)
    elif kind is Qualification:
        data = {"number": None} | dict(data)
        groups = [_read(Group, group) for group in data.get("groups", ())]
        data.setdefault("units", _units_of_groups(groups))
    elif kind is Unit:
        data = {"key": data.get("uan") or data.get("code", "")} | dict(data)
    parts = PARTS.get(kind, {})
    values: dict[str, Any] = {}
    for name in _field_names(kind) & data.keys():
        value = data[name]
        if name in parts:
            value = tuple(_read(parts[name], part) for part in value)
        elif isinstance(value, list):
            value = tuple(value)
        values[name] = value
    if kind is Framework and "mark" in values:
        values["mark"] = Mark(values["mark"])
    if kind is Unit:
        values["unconfirmed"] = frozenset(values.get("unconfirmed", ()))
    return kind(**values)


@cache
def _field_names(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


def _rule_fields(data: Mapping[str, Any]) -> Document:
    rest = dict(data)
    if "all_from" in rest:
        return rest | {"kind": RuleKind.MANDATORY, "groups": rest.pop("all_from")}
    for kind, word in NAMING.items():
        if word in rest:
            return rest | {"kind": kind, "units": rest.pop(word)}
    if "one_of_same" in rest:
        what = rest.pop("one_of_same")
        return _renamed(rest, "among", "units") | {"kind": next(kind for kind, word in ONE_OF_SAME.items() if word == what)}
    if "needs" in rest:
        units = [unit for unit in (rest.pop("unit", ""), *rest.pop("needs")) if unit]
        return _renamed(rest, "at_least", "value") | {"kind": RuleKind.NEEDS, "units": units}
    word = next(word for word in BOUNDS if word in rest)
    value, counted = rest.pop(word), rest.pop("of")
    if "from_each" in rest:
        groups = rest.pop("from_each")
        return rest | {"kind": RuleKind.ONE_FROM_EACH, "value": value, "groups": [] if groups == "optional" else groups}
    return _count_fields(word, value, counted, rest)


def _count_fields(word: str, value: int | str, counted: str, rest: Document) -> Document:
    reach = next((reach for reach in REACHES if reach in rest), "")
    found: Document = {}
    measure: Measure | None = Measure(counted)
    if isinstance(value, str):  # "50%"
        found["of"], measure, value = Measure(counted), None, int(value.rstrip("% "))
    found |= {"kind": KIND_COUNTED[BOUNDS[word], measure, Reach(reach)], "value": value}
    if reach:
        found["level"] = rest.pop(reach)
    for name, more in (("from", {}), ("further_from", {"further": True}), ("borrowed_by", {"scope": "borrowed"})):
        source = rest.pop(name, None)
        if isinstance(source, str) and source in SCOPES:
            found["scope"] = source
        elif source is not None:
            found |= {"groups": [source] if isinstance(source, str) else source} | more
    if "by" in rest:
        ways = rest.pop("by")
        found["how"] = [How(way) for way in ([ways] if isinstance(ways, str) else ways)]
    return found | _renamed(rest, "among", "units")


def _requirement_fields(data: Mapping[str, Any]) -> Document:
    rest = dict(data)
    found: Document = {}
    if enough := rest.pop("enough", None):
        if "all" in enough:
            found = {"kind": RequirementKind.ALL_OF, "items": enough["all"]}
        elif "different" in enough:
            found = {
                "kind": RequirementKind.N_DIFFERENT,
                "at_least": enough["different"],
            }
        else:
            found = {
                "kind": RequirementKind.N_OF,
                "at_least": enough["at_least"],
                "items": enough["of"],
            }
    elif simulation := rest.pop("simulation", None):
        found = {"kind": RequirementKind.NO_SIMULATION}
        if nature := simulation.removeprefix("none").removeprefix(" for "):
            found["nature"] = nature
    elif "not_from" in rest:
        found = {"kind": RequirementKind.PLACE, "settings": rest.pop("not_from")}
    elif rest.pop("period", None):
        found = {"kind": RequirementKind.SUFFICIENT_PERIOD}
    elif rest.pop("permission", None):
        found = {"kind": RequirementKind.PERMISSION}
    found = rest | found
    if "nature" in found:
        found["nature"] = Nature(found["nature"])
    if "settings" in found:
        found["settings"] = frozenset(Setting(setting) for setting in found["settings"])
    return found


def _units_of_groups(groups: Sequence[Group]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for group in groups for unit in group.units))


def _with_keys(qualification: Mapping[str, Any], keys: Mapping[str, str]) -> Document:
    """The qualification with every unit named by its key."""

    def named(units: Sequence[str]) -> list[str]:
        return [keys.get(unit, unit) for unit in units]

    found = dict(qualification)
    if "units" in found:
        found["units"] = named(found["units"])
    found["groups"] = [dict(group) | {"units": named(group.get("units", ()))} for group in found.get("groups", ())]
    found["rules"] = [rule_with_keys(rule, keys) for rule in found.get("rules", ())]
    if "pathways" in found:
        found["pathways"] = [
            dict(pathway) | {"rules": [rule_with_keys(rule, keys) for rule in pathway.get("rules", ())]} for pathway in found["pathways"]
        ]
    if "equivalents" in found:
        found["equivalents"] = [
            dict(pair) | {name: keys.get(pair[name], pair[name]) for name in ("unit", "instead_of")} for pair in found["equivalents"]
        ]
    return found


def rule_with_keys(rule: Mapping[str, Any], keys: Mapping[str, str]) -> Document:
    """A written rule with every unit named by its key."""
    named: Document = {word: [keys.get(unit, unit) for unit in rule[word]] for word in UNIT_WORDS if word in rule}
    if "unit" in rule:
        named["unit"] = keys.get(rule["unit"], rule["unit"])
    return dict(rule) | named
