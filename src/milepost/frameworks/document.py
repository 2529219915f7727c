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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ClassVar

import yaml
from django.utils.translation import gettext as _

from milepost.engine.framework import (
    Change,
    Criterion,
    Framework,
    Group,
    Item,
    Nature,
    Outcome,
    Qualification,
    Requirement,
    RequirementKind,
    Rule,
    RuleKind,
    Setting,
    Unit,
)
from milepost.frameworks.folder import specs_folder

type Document = dict[str, Any]

FORMAT = "milepost-spec/1"


class Unreadable(Exception):
    """What was given cannot be read as a specification. Each sentence says where, and what is wrong there."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


# Writing ------------------------------------------------------------------------------------------------------------


def to_document(framework: Framework) -> Document:
    """The framework as plain dicts, lists, texts and numbers, without what has its default value."""
    return {"format": FORMAT} | _written(framework)


def digest(document: Document) -> str:
    """The SHA-256 of the document, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


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


# How each kind of rule that counts is written: the word for the value, what is counted, the word for the level.
COUNTING: dict[RuleKind, tuple[str, str, str]] = {
    RuleKind.MIN_CREDITS: ("at_least", "credits", ""),
    RuleKind.MAX_CREDITS: ("at_most", "credits", ""),
    RuleKind.EXACT_CREDITS: ("exactly", "credits", ""),
    RuleKind.MIN_UNITS: ("at_least", "units", ""),
    RuleKind.MAX_UNITS: ("at_most", "units", ""),
    RuleKind.EXACT_UNITS: ("exactly", "units", ""),
    RuleKind.MIN_CREDITS_AT_LEVEL: ("at_least", "credits", "at_level"),
    RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE: (
        "at_least",
        "credits",
        "at_level_or_above",
    ),
}
KIND_COUNTED = {how: kind for kind, how in COUNTING.items()}
SCOPES = ("optional", "mandatory")  # as words after `from`; a group of that name is written in a list
NAMING = {RuleKind.MANDATORY: "all", RuleKind.BARRED: "not_both"}


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
    word, counted, level = COUNTING[rule.kind]
    found.pop("value", None)
    short: Document = {word: rule.value, "of": counted}
    if level:
        found.pop("level", None)
        short[level] = rule.level
    if rule.groups:
        short["from"] = found.pop("groups")
    elif rule.scope in SCOPES:
        short["from"] = found.pop("scope")
    return short | found


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
    Qualification: {"groups": Group, "rules": Rule},
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
    word = next(word for word in ("at_least", "at_most", "exactly") if word in rest)
    value, counted = rest.pop(word), rest.pop("of")
    if "from_each" in rest:
        groups = rest.pop("from_each")
        return rest | {"kind": RuleKind.ONE_FROM_EACH, "value": value, "groups": [] if groups == "optional" else groups}
    level = next((level for level in ("at_level", "at_level_or_above") if level in rest), "")
    found: Document = {"kind": KIND_COUNTED[word, counted, level], "value": value}
    if level:
        found["level"] = rest.pop(level)
    source = rest.pop("from", None)
    if isinstance(source, str) and source in SCOPES:
        found["scope"] = source
    elif source is not None:
        found["groups"] = [source] if isinstance(source, str) else source
    return rest | found


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
    found["rules"] = [
        dict(rule) | {word: named(rule[word]) for word in (*NAMING.values(), "units") if word in rule} for rule in found.get("rules", ())
    ]
    return found


# Files --------------------------------------------------------------------------------------------------------------


def load(path: Path, *, checked: bool = False) -> Framework:
    """The framework in a YAML or JSON file. `checked` says that the file is known to be good, which saves half the time.

    Raises Unreadable with a sentence for every place that is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable([_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror or error}]) from error
    except UnicodeDecodeError as error:
        raise Unreadable([_("%(path)s is not a text file, so it is no specification.") % {"path": path}]) from error
    document = _parsed(text, path)
    if not checked and (sentences := faults(document, text)):
        raise Unreadable([f"{path}: {sentence}" for sentence in sentences])
    framework = from_document(document)
    if not checked and (sentences := loose_ends(framework)):
        raise Unreadable([f"{path}: {sentence}" for sentence in sentences])
    return framework


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a date stays the text it is, and a word given twice is a mistake."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}” stands here twice", key_node.start_mark)
            seen.add(key)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def _parsed(text: str, path: Path) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        place = _("line %(line)s") % {"line": mark.line + 1} if mark else _("somewhere")
        raise Unreadable(
            [_("%(path)s: %(place)s: not YAML as it should be: %(why)s.") % {"path": path, "place": place, "why": why}]
        ) from error


@lru_cache(maxsize=1)
def schema() -> Document:
    """The JSON Schema of a specification."""
    found: Document = json.loads((specs_folder() / "schema" / "specification.schema.json").read_text("utf-8"))
    return found


MOST_SENTENCES = 12


def faults(document: Any, text: str = "") -> list[str]:
    """Every place where the document is not written as the schema asks, as sentences. `text` gives the line numbers."""
    from jsonschema import (
        Draft202012Validator,
    )  # a third of a second: only where something is checked

    errors = sorted(
        Draft202012Validator(schema()).iter_errors(document),
        key=lambda error: [str(step) for step in error.absolute_path],
    )
    root = yaml.compose(text, Loader=_Loader) if text and errors else None
    sentences = []
    for error in errors[:MOST_SENTENCES]:
        steps = list(error.absolute_path)
        place = " › ".join(_names(steps, document)) or _("the whole document")
        if root is not None and steps:
            place = _("line %(line)s, %(place)s") % {
                "line": _line(root, steps),
                "place": place,
            }
        sentences.append(f"{place}: {_complaint(error)}")
    if len(errors) > MOST_SENTENCES:
        sentences.append(_("and %(count)s more.") % {"count": len(errors) - MOST_SENTENCES})
    return sentences


def _names(steps: Sequence[str | int], document: Any) -> Iterator[str]:
    """The way to a place, in words: "units › B11 › outcomes › 2"."""
    here = document
    for step in steps:
        here = here[step]
        name = str(step)
        if isinstance(step, int):
            known = here if isinstance(here, dict) else {}
            name = str(
                next(
                    (known[word] for word in ("code", "key", "number", "letter", "title") if known.get(word)),
                    step + 1,
                )
            )
        yield name


def _line(node: yaml.Node, steps: Sequence[str | int]) -> int:
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == str(step)), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    return int(node.start_mark.line) + 1


def _complaint(error: Any) -> str:
    match error.validator:
        case "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            return _("%(names)s is missing.") % {"names": ", ".join(f"“{name}”" for name in missing)}
        case "additionalProperties" | "unevaluatedProperties":
            known = error.schema.get("properties", {})
            strange = [str(name) for name in error.instance if name not in known]
            return _("%(names)s is no word of a specification here; known are %(known)s.") % {
                "names": ", ".join(f"“{name}”" for name in strange),
                "known": ", ".join(known),
            }
        case "type":
            wanted = {
                "string": _("text (put a number in quotes)"),
                "integer": _("a whole number"),
                "boolean": _("true or false"),
                "array": _("a list"),
                "object": _("names with values"),
                "null": _("nothing"),
            }
            kinds = [error.validator_value] if isinstance(error.validator_value, str) else error.validator_value
            return _("should be %(wanted)s, but is %(given)s.") % {
                "wanted": _(" or ").join(wanted.get(kind, kind) for kind in kinds),
                "given": _shown(error.instance),
            }
        case "enum" | "const":
            known = error.validator_value if error.validator == "enum" else [error.validator_value]
            return _("should be %(known)s, but is %(given)s.") % {
                "known": _(" or ").join(f"“{v}”" for v in known),
                "given": _shown(error.instance),
            }
        case "minItems" | "minLength" if not error.instance:
            return _("is empty.")
        case "minimum" | "minItems" | "minLength":
            return _("%(given)s is too little; at least %(least)s is needed.") % {
                "given": _shown(error.instance),
                "least": error.validator_value,
            }
        case _:
            what = error.schema.get("description", "")
            return _("%(given)s is not understood; here stands %(what)s.") % {
                "given": _shown(error.instance),
                "what": what,
            }


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def loose_ends(framework: Framework) -> list[str]:
    """What a well-written document may still get wrong: names that lead nowhere, and things that stand twice."""
    found = []
    for key, times in Counter(unit.key for unit in framework.units).items():
        if times > 1:
            found.append(_("the unit %(unit)s stands %(times)s times.") % {"unit": key, "times": times})
    for unit in framework.units:
        for number, times in Counter(criterion.number for criterion in unit.criteria).items():
            if times > 1:
                found.append(
                    _("unit %(unit)s: criterion %(number)s stands %(times)s times.") % {"unit": unit.code, "number": number, "times": times}
                )
        for requirement in unit.requirements:
            if requirement.kind is RequirementKind.N_OF and requirement.at_least > len(requirement.items):
                found.append(
                    _("unit %(unit)s: evidence requirement %(number)s asks for %(need)s of a list of %(has)s.")
                    % {
                        "unit": unit.code,
                        "number": requirement.number,
                        "need": requirement.at_least,
                        "has": len(requirement.items),
                    }
                )
    for qualification in framework.qualifications:
        found.extend(_loose_ends_of_rules(framework, qualification))
    return found


def _loose_ends_of_rules(framework: Framework, qualification: Qualification) -> list[str]:
    found = []
    where = {"qualification": qualification.number or qualification.title}
    groups = Counter(group.key for group in qualification.groups)
    for key, times in groups.items():
        if times > 1:
            found.append(_("%(qualification)s: the group %(group)s stands %(times)s times.") % (where | {"group": key, "times": times}))
    for group in qualification.groups:
        for name in group.units:
            if name not in framework.unit_by_key:
                sentence = _("%(qualification)s: group %(group)s names the unit %(unit)s, which is not here.")
                found.append(sentence % (where | {"group": group.key, "unit": name}))
    for rule in qualification.rules:
        for name in rule.groups:
            if name not in groups:
                found.append(_("%(qualification)s: a rule names the group %(group)s, which is not here.") % (where | {"group": name}))
        for name in rule.units:
            if name not in (qualification.units or framework.unit_by_key):  # where none is listed, all count
                found.append(
                    _("%(qualification)s: a rule names the unit %(unit)s, which does not count towards it.") % (where | {"unit": name})
                )
    return found
