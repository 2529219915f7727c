"""A CASE package as it came, made regular: what publishers usually get wrong is put right, what cannot be kept is refused.

Regular means: every field in its place and of its kind, every identifier once and in small letters, nothing part of itself.
The usual faults, which are put right without a word: `CFDocumentURI` in items and associations and `CFPackageURI` in the
document, which a package may not hold; types of items without a description; a single thing in a wrapper of its own; null
for nothing. Fields that the format does not know move into `extensions`.
"""

import json
import math
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from milepost.frameworks.case.fields import ASSOCIATIONS, CHILD, DEFINITIONS, FIELDS, NEEDED, Entity, Holds
from milepost.frameworks.case.writing import NOT_STATED, UNKNOWN
from milepost.frameworks.importers.source import NotReadable

MOST_BYTES = 32_000_000
MOST_ITEMS = 10_000
MOST_LINKS = 50_000
STRAY = "other"  # where fields that the format does not know are kept
DROPPED = {"CFDocumentURI", "CFPackageURI"}
NO_STATEMENT = "—"
SHOWN = 40  # characters of a value in a sentence

GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
INSTANT = re.compile(DATE.pattern + r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)")
EXTENDED = re.compile(r"ext:[a-zA-Z0-9.\-_]+")


def is_package(data: Any) -> bool:
    """Whether this looks like something of CASE at all."""
    return isinstance(data, dict) and bool({"CFPackage", "CFDocument", "CFDocuments", "CFItems"} & data.keys())


def parsed(text: bytes) -> Any:
    """The JSON in these bytes. NotReadable, with the place, where it is none."""
    if len(text) > MOST_BYTES:
        raise NotReadable(
            _("This package is larger than %(most)s MB. Ask its publisher for its parts.") % {"most": MOST_BYTES // 1_000_000}
        )
    try:
        found = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be kept
    except UnicodeError:
        raise NotReadable(_("This file is not UTF-8 text. Save it as UTF-8, then choose it again.")) from None
    except json.JSONDecodeError as error:
        raise NotReadable(
            _("Line %(line)s is not JSON as it should be: %(why)s.") % {"line": error.lineno, "why": error.msg.lower()}
        ) from None
    except RecursionError:
        raise NotReadable(_("This file holds things in things without an end. Ask its publisher for another.")) from None
    return found


def _finite(number: str) -> float:
    found = float(number)
    return found if math.isfinite(found) else _no_number(number)


def _no_number(name: str) -> Any:
    raise NotReadable(_("“%(name)s” is no number that can be kept.") % {"name": name[:SHOWN]})


def normal(data: Any) -> Entity:
    """The regular package in what was parsed. NotReadable, with the place, where it cannot be kept."""
    if isinstance(data, dict) and isinstance(data.get("CFPackage"), dict):
        data = data["CFPackage"]
    if isinstance(data, dict) and isinstance(data.get("CFDocuments"), list) and "CFDocument" not in data:
        raise _a_list(data["CFDocuments"])
    if not isinstance(data, dict) or not isinstance(data.get("CFDocument"), dict):
        raise NotReadable(_("This package has no CFDocument, which says what it is. Ask its publisher for the whole package."))
    try:
        return _Maker(data).package()
    except RecursionError:
        raise NotReadable(_("This file holds things in things without an end. Ask its publisher for another.")) from None


def _a_list(documents: list[Any]) -> NotReadable:
    titles = [str(one["title"]) for one in documents if isinstance(one, dict) and one.get("title")]
    return NotReadable(
        _(
            "This is a list of %(count)s documents, such as “%(first)s”, without what is in them. Fetch the package of the one that you want."
        )
        % {"count": len(documents), "first": titles[0] if titles else "?"}
    )


class _Maker:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.changed = UNKNOWN
        self.where: dict[str, str] = {}  # identifiers, and where each stands

    def package(self) -> Entity:
        data = self.data
        items, links = self._list(data, "CFItems", MOST_ITEMS), self._list(data, "CFAssociations", MOST_LINKS)
        document = self._thing(data["CFDocument"], "CFDocument", "CFDocument")
        document["caseVersion"] = "1.1"
        self.changed = document["lastChangeDateTime"]
        found: Entity = {"CFDocument": document}
        found["CFItems"] = [self._thing(one, "CFItem", place) for place, one in items]
        found["CFAssociations"] = [self._thing(one, "CFAssociation", place) for place, one in links]
        if definitions := self._definitions(data.get("CFDefinitions")):
            found["CFDefinitions"] = definitions
        if rubrics := [self._thing(one, "CFRubric", place) for place, one in self._list(data, "CFRubrics", MOST_ITEMS)]:
            found["CFRubrics"] = rubrics
        stray = {name: value for name, value in data.items() if name not in (*found, "CFDefinitions", "CFRubrics", "extensions", "$schema")}
        if more := self._extensions(data.get("extensions"), "extensions", stray):
            found["extensions"] = more
        _refuse_loops(found)
        return found

    def _list(self, data: Mapping[str, Any], name: str, most: int) -> Iterator[tuple[str, Any]]:
        given = data.get(name)
        if given is None:
            given = []
        if not isinstance(given, list):
            raise self._wrong(name, _("a list"), given)
        if len(given) > most:
            raise NotReadable(
                _("%(place)s holds %(count)s things, and at most %(most)s can be read. Ask the publisher for its parts.")
                % {"place": name, "count": len(given), "most": most}
            )
        return ((f"{name} {position}", one) for position, one in enumerate(given, 1))

    def _definitions(self, given: Any) -> Entity:
        if given is None:
            return {}
        if not isinstance(given, dict):
            raise self._wrong("CFDefinitions", _("names with values"), given)
        found: Entity = {}
        for name, kind in DEFINITIONS.items():
            if things := [self._thing(one, kind, f"CFDefinitions › {place}") for place, one in self._list(given, name, MOST_ITEMS)]:
                found[name] = things
        stray = {name: value for name, value in given.items() if name not in (*DEFINITIONS, "extensions")}
        if more := self._extensions(given.get("extensions"), "CFDefinitions › extensions", stray):
            found["extensions"] = more
        return found

    def _thing(self, given: Any, kind: str, place: str) -> Entity:
        """One item, association or definition, with what it needs and nothing else."""
        if isinstance(given, dict) and list(given) == [kind] and isinstance(given[kind], dict):
            given = given[kind]
        if not isinstance(given, dict):
            raise self._wrong(place, _("names with values"), given)
        fields = FIELDS[kind]
        found: Entity = {}
        for name, holds in fields.items():
            value = given.get(name)
            if holds in (Holds.EXTENSION, Holds.VERSION) or value is None:
                continue
            found[name] = self._value(value, holds, f"{place} › {name}")
        if "identifier" not in found:
            raise NotReadable(_("%(place)s has no identifier. Ask the publisher for a package that is whole.") % {"place": place})
        self._once(found["identifier"], place)
        found.setdefault("uri", f"urn:uuid:{found['identifier']}")
        found.setdefault("lastChangeDateTime", self.changed)
        self._fill(found, kind, place)
        if fields.get("extensions") is Holds.EXTENSION:
            stray = {name: value for name, value in given.items() if name not in fields and name not in DROPPED and value is not None}
            if more := self._extensions(given.get("extensions"), f"{place} › extensions", stray):
                found["extensions"] = more
        return found

    def _fill(self, found: Entity, kind: str, place: str) -> None:
        """What may be left out by a publisher, and may not by the format."""
        if kind == "CFItem" and not found.get("fullStatement", "").strip():
            found["fullStatement"] = found.get("abbreviatedStatement") or found.get("humanCodingScheme") or NO_STATEMENT
        if kind == "CFDocument" and not found.get("creator", "").strip():
            found["creator"] = found.get("publisher") or NOT_STATED
        for name in NEEDED.get(kind, ()):
            if name in ("description", "hierarchyCode", "licenseText"):
                found.setdefault(name, "")
            if name not in found or (name == "title" and kind == "CFDocument" and not found[name].strip()):
                raise NotReadable(
                    _("%(place)s has no %(name)s. Ask the publisher for a package that is whole.") % {"place": place, "name": name}
                )

    def _once(self, identifier: str, place: str) -> None:
        if identifier in self.where:
            raise NotReadable(
                _(
                    "%(one)s and %(other)s have the same identifier, %(identifier)s. An identifier may stand once: ask the publisher which is right."
                )
                % {"one": self.where[identifier], "other": place, "identifier": identifier}
            )
        self.where[identifier] = place

    # Values -----------------------------------------------------------------------------------------------------------

    def _value(self, value: Any, holds: Holds, place: str) -> Any:
        checks: dict[Holds, Callable[[Any, str], Any]] = {
            Holds.GUID: self._guid, Holds.TEXT: self._text, Holds.URI: self._text, Holds.TEXTS: self._texts, Holds.DATE: self._date,
            Holds.INSTANT: self._instant, Holds.WHOLE: self._whole, Holds.NUMBER: self._number, Holds.LINK: self._link,
            Holds.LINKS: self._links, Holds.NODE: self._node, Holds.TYPE: self._type, Holds.EXTENSIONS: self._free,
            Holds.CRITERIA: self._criteria, Holds.LEVELS: self._levels,
        }  # fmt: skip
        return checks[holds](value, place)

    def _wrong(self, place: str, wanted: str, given: Any) -> NotReadable:
        shown = json.dumps(given, ensure_ascii=False, default=str)[:SHOWN]
        return NotReadable(_("%(place)s should be %(wanted)s, but is %(given)s.") % {"place": place, "wanted": wanted, "given": shown})

    def _text(self, value: Any, place: str) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self._wrong(place, _("text"), value)
        return str(value).replace("\0", "")

    def _guid(self, value: Any, place: str) -> str:
        found = self._text(value, place).strip().lower()
        if not GUID.fullmatch(found):
            raise self._wrong(place, _("a UUID of version 1 to 5"), value)
        return found

    def _date(self, value: Any, place: str) -> str:
        found = self._text(value, place)[:10]
        if not DATE.fullmatch(found):
            raise self._wrong(place, _("a date such as 2026-03-01"), value)
        return found

    def _instant(self, value: Any, place: str) -> str:
        found = self._text(value, place)
        if DATE.fullmatch(found):
            found += "T00:00:00Z"
        if re.fullmatch(r"[\d-]{10}T[\d:]{8}(\.\d+)?", found):
            found += "Z"
        if not INSTANT.fullmatch(found):
            raise self._wrong(place, _("a date with a time such as 2026-03-01T12:00:00Z"), value)
        return found

    def _whole(self, value: Any, place: str) -> int:
        found = self._number(value, place)
        if found != int(found) or abs(found) >= 2**31:
            raise self._wrong(place, _("a whole number"), value)
        return int(found)

    def _number(self, value: Any, place: str) -> int | float:
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(place, _("a number"), value)
        return value

    def _texts(self, value: Any, place: str) -> list[str]:
        values = value if isinstance(value, list) else [value]
        return [self._text(one, place) for one in values if one is not None]

    def _type(self, value: Any, place: str) -> str:
        found = self._text(value, place)
        known = {name.casefold(): name for name in ASSOCIATIONS}
        if name := known.get(re.sub(r"[\s_]", "", found).casefold()):
            return name
        return found if EXTENDED.fullmatch(found) else f"ext:{re.sub(r'[^a-zA-Z0-9.-]+', '_', found.removeprefix('ext:')) or 'unnamed'}"

    def _link(self, value: Any, place: str, *, any_name: bool = False) -> Entity:
        if not isinstance(value, dict):
            raise self._wrong(place, _("a link with title, identifier and uri"), value)
        uri = self._text(value.get("uri") or "", f"{place} › uri")
        given = value.get("identifier") or (uri and str(uuid.uuid5(uuid.NAMESPACE_URL, uri)))
        if not given:
            raise self._wrong(place, _("a link with title, identifier and uri"), value)
        known = GUID.fullmatch(str(given).strip().lower())
        identifier = self._text(given, f"{place} › identifier") if any_name and not known else self._guid(given, f"{place} › identifier")
        return {
            "title": self._text(value.get("title") or "", f"{place} › title"), "identifier": identifier,
            "uri": uri or f"urn:uuid:{identifier}",
        }  # fmt: skip

    def _links(self, value: Any, place: str) -> list[Entity]:
        return [self._link(one, place) for one in (value if isinstance(value, list) else [value])]

    def _node(self, value: Any, place: str) -> Entity:
        found = self._link(value, place, any_name=True)
        if type_ := value.get("targetType"):
            found["targetType"] = type_ if type_ == "CASE" or EXTENDED.fullmatch(str(type_)) else "CASE"
        return found

    def _criteria(self, value: Any, place: str) -> list[Entity]:
        return [self._thing(one, "CFRubricCriterion", where) for where, one in self._list({place: value}, place, MOST_ITEMS)]

    def _levels(self, value: Any, place: str) -> list[Entity]:
        return [self._thing(one, "CFRubricCriterionLevel", where) for where, one in self._list({place: value}, place, MOST_ITEMS)]

    def _free(self, value: Any, place: str) -> list[Any]:
        return [one for one in (value if isinstance(value, list) else [value]) if self._extensions(one, place, {})]

    def _extensions(self, value: Any, place: str, stray: Mapping[str, Any]) -> Entity:
        if value is not None and not isinstance(value, dict):
            raise self._wrong(place, _("names with values"), value)
        found: Entity = {name: one for name, one in (value or {}).items() if one or name != "milepost"}
        if stray := {name: one for name, one in stray.items() if one is not None}:
            known = found.get(STRAY)
            found[STRAY] = (known if isinstance(known, dict) else {}) | stray
        kept: Entity = _without_nul(found)
        return kept


def _without_nul(value: Any) -> Any:
    """No database keeps the character NUL in a text."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(one) for one in value]
    if isinstance(value, dict):
        return {name.replace("\0", ""): _without_nul(one) for name, one in value.items()}
    return value


def _refuse_loops(package: Entity) -> None:
    """Nothing may be part of itself, by whatever way. Leaves are taken off until none is left: what remains goes round."""
    known = {one["identifier"]: one for one in (package["CFDocument"], *package["CFItems"])}
    above: dict[str, list[str]] = {identifier: [] for identifier in known}
    below: dict[str, int] = dict.fromkeys(known, 0)
    for link in package["CFAssociations"]:
        child, parent = link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"]
        if link["associationType"] == CHILD and child in known and parent in known:
            above[child].append(parent)
            below[parent] += 1
    leaves = [identifier for identifier, count in below.items() if not count]
    while leaves:
        leaf = leaves.pop()
        for parent in above.pop(leaf):
            below[parent] -= 1
            if not below[parent]:
                leaves.append(parent)
    if not above:
        return
    inside = {parent: child for child, parents in above.items() for parent in parents}  # each that remains has one that remains below it
    way = [next(one for one in above if one in inside)]
    while way[-1] not in way[:-1]:
        way.append(inside[way[-1]])
    ring = way[way.index(way[-1]) :][::-1]
    names = [f"“{(known[one].get('fullStatement') or known[one].get('title', ''))[:SHOWN]}” ({one})" for one in ring[:4]]
    raise NotReadable(
        _("The parts go round in a circle: %(ring)s. Each is said to be part of the next. Ask the publisher which of these links is wrong.")
        % {"ring": " → ".join(names) + (" → …" if len(ring) > len(names) else "")}
    )
