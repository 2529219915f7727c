"""Files of specifications: loading one, and saying with its place whatever is wrong in it.

`specs/schema/specification.schema.json` is what a document is checked against; `loose_ends` finds what a schema cannot.
"""

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

import yaml
from django.utils.translation import gettext as _

from milepost.engine.framework import Framework, Qualification, RequirementKind
from milepost.frameworks.document import Document, from_document, to_document
from milepost.frameworks.folder import specs_folder


class Unreadable(Exception):
    """What was given cannot be read as a specification. Each sentence says where, and what is wrong there."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


def load(path: Path, *, checked: bool = False) -> Framework:
    """The framework in a YAML or JSON file. `checked` says that the file is known to be good, which saves half the time.

    Raises Unreadable with a sentence for every place that is wrong.
    """
    return _loaded(path, checked=checked)[1]


def load_document(path: Path) -> Document:
    """The document in a YAML or JSON file, written as we would write it, with what was kept of a CASE package."""
    document, framework = _loaded(path)
    return document if _keeps_case(document) else to_document(framework)


def _keeps_case(part: Any) -> bool:
    if isinstance(part, dict):
        return "case" in part or any(map(_keeps_case, part.values()))
    return isinstance(part, list) and any(map(_keeps_case, part))


def _loaded(path: Path, *, checked: bool = False) -> tuple[Document, Framework]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable([_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror or error}]) from error
    except UnicodeDecodeError as error:
        raise Unreadable([_("%(path)s is not a text file, so it is no specification.") % {"path": path}]) from error
    document = parsed(text, str(path))
    if not checked and (sentences := faults(document, text)):
        raise Unreadable([f"{path}: {sentence}" for sentence in sentences])
    framework = from_document(document)
    if not checked and (sentences := loose_ends(framework)):
        raise Unreadable([f"{path}: {sentence}" for sentence in sentences])
    return document, framework


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
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a name is text here: put it in quotes", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}” stands here twice", key_node.start_mark)
            seen.add(key)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def parsed(text: str, place: str) -> Any:
    """What a YAML or JSON text says. `place` is what it is called in the sentence where it says nothing. Raises Unreadable."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a safe loader
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        where = _("line %(line)s") % {"line": mark.line + 1} if mark else _("somewhere")
        raise Unreadable(
            [_("%(path)s: %(place)s: not YAML as it should be: %(why)s.") % {"path": place, "place": where, "why": why}]
        ) from error


@lru_cache(maxsize=1)
def schema() -> Document:
    """The JSON Schema of a specification."""
    found: Document = json.loads((specs_folder() / "schema" / "specification.schema.json").read_text("utf-8"))
    return found


def programme_in(data: bytes, name: str) -> Document:
    """The document of a programme in a YAML or JSON file. Raises Unreadable with what is wrong, also where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable([_("%(path)s is not a text file, so it is no specification.") % {"path": name}]) from error
    document = parsed(text, name)
    if found := faults(document, text):
        raise Unreadable(found)
    framework = from_document(document)
    if not framework.awards_nothing:
        raise Unreadable([_("This is a qualification. Import it on the page of qualifications, or write “mark: programme” into it.")])
    return to_document(framework)


MOST_SENTENCES = 12


def faults(document: Any, text: str = "", *, against: Document | None = None, what: str = "") -> list[str]:
    """Every place where the document is not written as the schema asks, as sentences. `text` gives the line numbers.

    `against` is another schema than that of a specification, and `what` what is written after it ("a journey").
    """
    from jsonschema import (
        Draft202012Validator,
    )  # a third of a second: only where something is checked

    errors = sorted(
        Draft202012Validator(against or schema()).iter_errors(document),
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
        sentences.append(f"{place}: {_complaint(error, what or _('a specification'))}")
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


def _complaint(error: Any, what: str) -> str:
    match error.validator:
        case "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            return _("%(names)s is missing.") % {"names": ", ".join(f"“{name}”" for name in missing)}
        case "additionalProperties" | "unevaluatedProperties":
            known = error.schema.get("properties", {})
            strange = [str(name) for name in error.instance if name not in known]
            return _("%(names)s is no word of %(what)s here; known are %(known)s.") % {
                "what": what,
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
            return _("%(given)s is not understood; here stands %(what)s.") % {
                "given": _shown(error.instance),
                "what": error.schema.get("description", ""),
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
    if framework.awards_nothing:
        found.extend(_claims_of_a_programme(framework))
    return found


def _claims_of_a_programme(framework: Framework) -> Iterator[str]:
    """What a programme may not say of itself, because it awards nothing."""
    if framework.number or len(framework.qualifications) != 1 or framework.qualifications[0].number:
        yield _("a programme awards nothing: it is one thing with a title, and has no number.")
    for qualification in framework.qualifications:
        if qualification.rules or qualification.pathways or qualification.equivalents or qualification.level or qualification.approval:
            yield _("%(title)s: a programme has no rules, no level and no approval. Take them out.") % {"title": qualification.title}
    for unit in framework.units:
        if unit.outcomes or unit.requirements or unit.credit or unit.level or unit.uan:
            yield _("step %(step)s: nobody is assessed on a programme, so a step has no criteria, no level and no credit.") % {
                "step": unit.code
            }


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
    counting = {*(qualification.units or framework.unit_by_key), *(e.unit for e in qualification.equivalents)}  # where none is listed, all
    for rule in chain(qualification.rules, *(pathway.rules for pathway in qualification.pathways)):
        for name in rule.groups:
            if name not in groups:
                found.append(_("%(qualification)s: a rule names the group %(group)s, which is not here.") % (where | {"group": name}))
        for name in rule.units:
            if name not in counting:
                found.append(
                    _("%(qualification)s: a rule names the unit %(unit)s, which does not count towards it.") % (where | {"unit": name})
                )
    found.extend(_loose_ends_of_structure(framework, qualification, where))
    return found


def _loose_ends_of_structure(framework: Framework, qualification: Qualification, where: Mapping[str, str]) -> Iterator[str]:
    """Names in groups, pathways and equivalents that lead nowhere, or in a circle."""
    groups = {group.key: group for group in qualification.groups}
    for group in qualification.groups:
        for name in filter(None, [group.within, *group.borrows]):
            if name not in groups:
                sentence = _("%(qualification)s: group %(group)s names the group %(other)s, which is not here.")
                yield sentence % {**where, "group": group.key, "other": name}
        seen, key = {group.key}, group.within
        while key in groups and key not in seen:
            seen.add(key)
            key = groups[key].within
        if key == group.key:
            yield _("%(qualification)s: group %(group)s stands within itself.") % {**where, "group": group.key}
    for key, times in Counter(pathway.key for pathway in qualification.pathways).items():
        if times > 1:
            sentence = _("%(qualification)s: the pathway %(pathway)s stands %(times)s times.")
            yield sentence % {**where, "pathway": key, "times": times}
    for pathway in qualification.pathways:
        for name in pathway.groups:
            if name not in groups:
                sentence = _("%(qualification)s: pathway %(pathway)s names the group %(group)s, which is not here.")
                yield sentence % {**where, "pathway": pathway.key, "group": name}
    for pair in qualification.equivalents:
        for name in (pair.unit, pair.instead_of):
            if name not in framework.unit_by_key:
                sentence = _("%(qualification)s: an equivalent names the unit %(unit)s, which is not here.")
                yield sentence % {**where, "unit": name}
