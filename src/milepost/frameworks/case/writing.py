"""A document of ours as a CASE 1.1 package: units, outcomes, criteria, evidence requirements and their parts are items.

Text and codes stand where CASE has a field for them. The rest of a part, rules of combination among it, stands in its
`extensions.milepost` in our own notation, so that whatever the notation learns travels by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from milepost.frameworks.case import identity
from milepost.frameworks.case.fields import CHILD, PACKAGE, Entity, entity, in_order
from milepost.frameworks.differences import applied
from milepost.frameworks.document import FORMAT, Document

UNKNOWN = "2000-01-01T00:00:00+00:00"  # last changed, where nobody says when
NOT_STATED = "not stated"  # creator, where the document names no owner
OURS = "milepost"  # our name among extensions
TITLE = 60  # characters of a link's title


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of item: what it is called, what it is, and where its words stand in the document."""

    title: str
    description: str
    words: str = "text"
    code: str = "number"


PARTS = {
    "unit": Part(gettext_noop("Unit"), gettext_noop("A unit of a qualification."), "title", "code"),
    "outcome": Part(gettext_noop("Learning outcome"), gettext_noop("What the learner will know or be able to do.")),
    "criterion": Part(gettext_noop("Assessment criterion"), gettext_noop("What is judged to decide whether an outcome is met.")),
    "item": Part(gettext_noop("Part"), gettext_noop("A lettered part of a criterion or an evidence requirement."), "text", "letter"),
    "requirement": Part(gettext_noop("Evidence requirement"), gettext_noop("What the evidence must be, or must cover.")),
}
# The parts of a part, in the order in which they are written.
HOLDS = {
    "unit": (("outcomes", "outcome"), ("requirements", "requirement")),
    "outcome": (("criteria", "criterion"),),
    "criterion": (("items", "item"),),
    "item": (),
    "requirement": (),
}
LISTS = (("items",), ("enough", "all"), ("enough", "of"))  # where the parts of an evidence requirement stand


@dataclass(slots=True)
class Node:
    """One part of the document on its way: the item that it becomes, and what says of which it is part."""

    part: str  # "document" or one of PARTS
    data: Document
    derived: str  # the identifier that we would give it
    item: Entity
    link: Entity | None = None


def package(document: Document, *, base: str = "", changed: str = UNKNOWN, organisation: str = "") -> Entity:
    """The package of a document. `base` is the address under which it is served, `organisation` who stands for it without an owner."""
    about = document.get("case", {})
    nodes = list(composed(document, base=base, changed=changed, organisation=organisation))
    rest = about.get("rest", {})
    definitions = rest["definitions"] if "definitions" in rest else _definitions(nodes, about, base=base, changed=changed)
    found = {
        "CFDocument": entity(nodes[0].item, "CFDocument"),
        "CFItems": [entity(one, "CFItem") for one in _among([node.item for node in nodes[1:]], rest.get("items", ()))],
        "CFAssociations": [
            entity(one, "CFAssociation")
            for one in (*_among([node.link for node in nodes[1:] if node.link], rest.get("tree", ())), *rest.get("links", ()))
        ],
        "CFDefinitions": definitions and in_order(definitions),
        "CFRubrics": in_order(rest.get("rubrics")),
        "extensions": in_order(rest.get("extensions")),
    }
    return {name: found[name] for name in PACKAGE if found[name] or name in ("CFItems", "CFAssociations")}


def with_licence(found: Entity, licence: str, base: str) -> Entity:
    """The package with the licence of its text, where it names none itself."""
    document = found["CFDocument"]
    if "licenseURI" in document:
        return found
    identifier = identity.of_licence(document["identifier"], licence)
    link = {"title": licence, "identifier": identifier, "uri": f"{base}/CFLicenses/{identifier}" if base else f"urn:uuid:{identifier}"}
    own = entity(link | {"licenseText": licence, "lastChangeDateTime": document["lastChangeDateTime"]}, "CFLicense")
    definitions = found.get("CFDefinitions", {})
    changed = {
        "CFDocument": entity(document | {"licenseURI": link}, "CFDocument"),
        "CFDefinitions": in_order(definitions | {"CFLicenses": [*definitions.get("CFLicenses", ()), own]}),
    }
    return {name: changed.get(name, found.get(name)) for name in PACKAGE if name in found or name in changed}


def _among(ours: list[Entity], others: Sequence[tuple[int, Entity]]) -> list[Entity]:
    """Ours, with the others where they stood, so that the order of a tree without numbers is kept."""
    found = list(ours)
    for place, other in others:
        found.insert(place, other)
    return found


def composed(document: Document, *, base: str = "", changed: str = UNKNOWN, organisation: str = "", kept: bool = True) -> Iterator[Node]:
    """The document itself, then every item in the order of the document. Without `kept`, what was kept of a package is left out."""
    return _Composer(document, base=base, changed=changed, organisation=organisation, kept=kept).nodes()


class _Composer:
    def __init__(self, document: Document, *, base: str, changed: str, organisation: str, kept: bool) -> None:
        self.document, self.kept = document, kept
        about = document.get("case", {})
        self.plain = bool(about.get("plain"))
        self.base, self.changed, self.organisation = about.get("base", base), about.get("changed", changed), organisation
        self.namer, self.places = identity.Namer(), Counter[str]()

    def nodes(self) -> Iterator[Node]:
        document = self.document
        derived = identity.of_document(document.get("owner") or self.organisation, document.get("number") or document["title"])
        root = Node("document", document, derived, self._document(document.get("case", {}).get("identifier") or derived))
        root.item = self._as_kept(root.item, document.get("case", {}).get("item"))
        yield root
        here = self._end(root.item["identifier"], document["title"], "CFDocuments")
        for unit in document.get("units", ()):
            yield from self._below(unit, "unit", root.item["identifier"], here)

    def _below(self, data: Document, part: str, scope: str, parent: Entity) -> Iterator[Node]:
        about = data.get("case", {})
        code = str(data.get("key") or data.get("uan") or data["code"]) if part == "unit" else str(data[PARTS[part].code])
        derived = self.namer.named(scope, f"{part}/{code}")
        identifier = about.get("identifier") or derived
        here = parent
        if not about.get("absent"):
            node = Node(part, data, derived, self._item(identifier, part, data), self._link(identifier, data[PARTS[part].words], parent))
            node.item = self._as_kept(node.item, about.get("item"))
            node.link = None if self.kept and about.get("link") is False else self._as_kept(node.link or {}, about.get("link"))
            yield node
            here = self._end(identifier, data[PARTS[part].words], "CFItems")
        for below, child in _parts_of(part, data):  # a criterion keeps its name where it moves to another outcome of the unit
            yield from self._below(child, below, scope if below == "criterion" else identifier, here)

    def _as_kept(self, ours: Entity, change: Any) -> Entity:
        return _pruned(applied(ours, change) if self.kept and change else ours)

    def _address(self, collection: str, identifier: str) -> str:
        return f"{self.base}/{collection}/{identifier}" if self.base else f"urn:uuid:{identifier}"

    def _end(self, identifier: str, words: str, collection: str) -> Entity:
        return {"title": words[:TITLE], "identifier": identifier, "uri": self._address(collection, identifier)}

    def _document(self, identifier: str) -> Entity:
        document = self.document
        more = {name: value for name, value in document.items() if name not in ("format", "title", "version", "owner", "units", "case")}
        if self.plain and more.get("qualifications") == default_qualifications(document):
            del more["qualifications"]
        found = {
            "identifier": identifier, "uri": self._address("CFDocuments", identifier), "caseVersion": "1.1",
            "creator": document.get("owner") or NOT_STATED, "title": document["title"], "lastChangeDateTime": self.changed,
        }  # fmt: skip
        if version := document.get("version"):
            found["version"] = version
        if not self.plain:
            found["frameworkType"] = "Qualification"
            more["format"] = FORMAT
        return found | {"extensions": {OURS: more}}

    def _item(self, identifier: str, part: str, data: Document) -> Entity:
        kind = PARTS[part]
        more = _without_parts(part, data)
        found: Entity = {
            "identifier": identifier, "uri": self._address("CFItems", identifier), "fullStatement": more.pop(kind.words),
            "lastChangeDateTime": self.changed,
        }  # fmt: skip
        if part == "unit":
            if aim := more.pop("aim", ""):
                found["notes"] = aim
            if "level" in data:
                found["educationLevel"] = [f"{'Entry' if data.get('entry') else 'Level'} {data['level']}"]
        code = data.get("uan") or data["code"] if part == "unit" else data[kind.code]
        if data.get("case", {}).get("given") != code:  # given by us while reading, so nobody else knows it
            found["humanCodingScheme"] = code
        if self.plain:  # only what no field of CASE says
            for name in (kind.code, "level", "entry", "uan"):
                more.pop(name, None)
        else:
            more["part"] = part
            found["CFItemType"] = kind.title
            type_ = identity.of_type(part)
            found["CFItemTypeURI"] = {"title": kind.title, "identifier": type_, "uri": self._address("CFItemTypes", type_)}
        return found | {"extensions": {OURS: more}}

    def _link(self, identifier: str, words: str, parent: Entity) -> Entity:
        self.places[parent["identifier"]] += 1
        link = identity.of_link(identifier, CHILD)
        return {
            "identifier": link, "uri": self._address("CFAssociations", link), "associationType": CHILD,
            "sequenceNumber": self.places[parent["identifier"]], "originNodeURI": self._end(identifier, words, "CFItems"),
            "destinationNodeURI": parent, "lastChangeDateTime": self.changed,
        }  # fmt: skip


def default_qualifications(document: Mapping[str, Any]) -> list[Document]:
    """What a package of somebody else's is taken to be: one qualification, in which every unit counts and no rule is known."""
    return [{"title": document["title"]}]


def _parts_of(part: str, data: Document) -> Iterator[tuple[str, Document]]:
    for name, below in HOLDS[part]:
        for one in data.get(name, ()):
            yield below, one
    if part == "requirement":
        way = way_to_parts(data)
        for one in _at(data, way) if way else ():
            yield "item", one


def way_to_parts(requirement: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Where an evidence requirement keeps its lettered parts; None where it has none."""
    return next((way for way in LISTS if _at(requirement, way) is not None), None)


def _at(data: Any, way: tuple[str, ...]) -> Any:
    for name in way:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def _without_parts(part: str, data: Document) -> Document:
    """The part's own facts. An evidence requirement says where its parts belong."""
    found = {name: value for name, value in data.items() if name != "case" and name not in dict(HOLDS[part])}
    if part == "requirement" and (way := way_to_parts(data)):
        found["parts"] = ".".join(way)
        if len(way) == 1:
            del found[way[0]]
        else:
            found[way[0]] = {name: value for name, value in found[way[0]].items() if name != way[1]}
    return found


def _pruned(item: Entity) -> Entity:
    """Without extensions that say nothing."""
    more = {name: value for name, value in item.get("extensions", {}).items() if value or name != OURS}
    found = {name: value for name, value in item.items() if name != "extensions"}
    return found | {"extensions": more} if more else found


def _definitions(nodes: list[Node], about: Mapping[str, Any], *, base: str, changed: str) -> Entity | None:
    """The kinds of items that stand in the package."""
    if about.get("plain"):
        return None
    base, changed = about.get("base", base), about.get("changed", changed)
    types = []
    for place, (part, kind) in enumerate(PARTS.items(), 1):
        if any(node.part == part for node in nodes):
            one = identity.of_type(part)
            types.append({
                "identifier": one, "uri": f"{base}/CFItemTypes/{one}" if base else f"urn:uuid:{one}", "title": kind.title,
                "description": kind.description, "hierarchyCode": str(place), "lastChangeDateTime": changed,
            })  # fmt: skip
    return {"CFItemTypes": [entity(one, "CFItemType") for one in types]} if types else None
