"""What anybody may read of this installation in CASE's words: packages, and every single thing in them by its identifier.

Only text that a centre marked as its own or as open is here. Of the versions of a document the newest speaks. Where two
centres use one identifier, it belongs to the one that published it first, so that nobody can speak in another's name.

Which identifiers a specification holds is remembered by each process: a specification never changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any
from uuid import UUID

from milepost.frameworks import exporters, queries
from milepost.frameworks.case import writing
from milepost.frameworks.case.fields import COLLECTIONS, Entity, entity
from milepost.frameworks.exporters import Published
from milepost.frameworks.models import Specification

MOST_PACKAGES = 8  # written out and kept, some hundred kilobytes each
MOST_DOCUMENTS = 1024  # the same without what is in them


def published(specification: Specification, base: str, *, licence: str = "") -> Published:
    """What a package says of this version: where it is served (if it is), who stands for it, since when, under which licence."""
    return Published(base, specification.published_at.isoformat(timespec="seconds"), str(specification.centre.uuid), licence)


@dataclass(slots=True)
class _Index:
    """Which specifications hold an identifier, oldest first."""

    holders: dict[str, list[UUID]] = field(default_factory=dict)
    documents: dict[UUID, str] = field(default_factory=dict)  # the identifier of the document in a specification
    lock: Lock = field(default_factory=Lock)


_index = _Index()


def forget() -> None:
    """Begin to remember anew."""
    with _index.lock:
        _index.holders.clear()
        _index.documents.clear()
    package_of.cache_clear()
    document_of.cache_clear()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is served now. `base` is the address that addresses begin with."""

    base: str
    shared: Mapping[UUID, Any]  # specifications with their licence, oldest first

    def package(self, identifier: str) -> Entity | None:
        """The package of the document with this identifier."""
        speaker = self._speaker(identifier)
        if speaker is None or _index.documents[speaker.uuid] != identifier:
            return None
        return self._package(speaker)

    def thing(self, collection: str, identifier: str) -> Entity | None:
        """One item, association, rubric or definition, as it stands alone."""
        speaker = self._speaker(identifier)
        if speaker is None:
            return None
        package = self._package(speaker)
        if collection == "CFDocuments":
            return self._with_package(package["CFDocument"]) if package["CFDocument"]["identifier"] == identifier else None
        found = next((one for one in _all(package, collection) if one["identifier"] == identifier), None)
        if found is not None and collection in ("CFItems", "CFAssociations"):
            return entity(found | {"CFDocumentURI": self._link(package["CFDocument"], "CFDocuments")}, COLLECTIONS[collection])
        return found

    def documents(self) -> list[Entity]:
        """Every document, each once, oldest first."""
        found = []
        for uuid, specification in self.shared.items():
            if self._speaker(_index.documents[uuid]) is specification:
                found.append(self._with_package(document_of(uuid, self.base, specification.licence)))
        return found

    def associations_of(self, identifier: str) -> list[Entity]:
        """Every association at whose one end or other this item stands."""
        speaker = self._speaker(identifier)
        links = self._package(speaker)["CFAssociations"] if speaker else []
        return [link for link in links if identifier in (link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"])]

    def below(self, collection: str, first: Entity) -> Sequence[Entity]:
        """A definition and those below it, by their codes: "2", "2.1", "2.1.3"."""
        speaker = self._speaker(first["identifier"])
        code = first.get("hierarchyCode", "")
        others = _all(self._package(speaker), collection) if speaker and code else []
        return [first, *(one for one in others if one is not first and one["hierarchyCode"].startswith(f"{code}."))]

    def _speaker(self, identifier: str) -> Any:
        held = [self.shared[uuid] for uuid in _index.holders.get(identifier, ()) if uuid in self.shared]
        return next((one for one in reversed(held) if one.centre_id == held[0].centre_id), None)

    def _package(self, specification: Any) -> Entity:
        return package_of(specification.uuid, self.base, specification.licence)

    def _with_package(self, document: Entity) -> Entity:
        return document | {"CFPackageURI": self._link(document, "CFPackages")}

    def _link(self, document: Entity, collection: str) -> Entity:
        identifier = document["identifier"]
        return {"title": document["title"][: writing.TITLE], "identifier": identifier, "uri": f"{self.base}/{collection}/{identifier}"}


def catalogue(base: str) -> Catalogue:
    """What is served at this moment."""
    shared: dict[UUID, Any] = {specification.uuid: specification for specification in queries.shared_specifications()}
    with _index.lock:
        for uuid, specification in shared.items():
            if uuid not in _index.documents:
                _remember(uuid, package_of(uuid, base, specification.licence))
    return Catalogue(base, shared)


def _remember(uuid: UUID, package: Entity) -> None:
    things = (one for collection in COLLECTIONS for one in _all(package, collection))
    for identifier in {package["CFDocument"]["identifier"], *(one["identifier"] for one in things)}:
        _index.holders.setdefault(identifier, []).append(uuid)
    _index.documents[uuid] = package["CFDocument"]["identifier"]


def _all(package: Entity, collection: str) -> list[Entity]:
    if collection in package:
        return list(package[collection])
    return list(package.get("CFDefinitions", {}).get(collection, ()))


@lru_cache(maxsize=MOST_PACKAGES)
def package_of(uuid: UUID, base: str, licence: str) -> Entity:
    """The package of a version that may be read by anybody."""
    specification = queries.shared_specifications().defer(None).select_related("centre").get(uuid=uuid)
    return exporters.package(specification.document, published(specification, base, licence=licence))


@lru_cache(maxsize=MOST_DOCUMENTS)
def document_of(uuid: UUID, base: str, licence: str) -> Entity:
    """The document of such a package: what a list shows."""
    found: Entity = package_of(uuid, base, licence)["CFDocument"]
    return found
