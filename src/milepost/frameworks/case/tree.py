"""The tree inside a regular package, and the parts of a document that it becomes.

Each part remembers under `case` which item it was, and whether the tree has it at all: a criterion needs an outcome to
stand in, also where the publisher had none.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from milepost.frameworks.case.fields import CHILD, Entity
from milepost.frameworks.case.writing import HOLDS, LISTS, NOT_STATED, OURS, PARTS, default_qualifications
from milepost.frameworks.document import FORMAT, Document

UNITS = {"unit", "module", "component", "unit of assessment", "unit of competency"}  # what publishers call a unit
UAN = re.compile(r"[A-Z]/\d{3}/\d{4}")
LEVEL = re.compile(r"(Level|Entry) (\d)")
LONGEST_CODE = 40


@dataclass(slots=True)
class Branch:
    """One item, where it hangs, and by which link."""

    item: Entity
    parent: str = ""  # empty where nothing of the package holds it
    link: Entity | None = None


class Tree:
    """Who is part of whom. An item that is part of several hangs on the first; the other links are kept beside the tree."""

    def __init__(self, package: Entity) -> None:
        self.document: Entity = package["CFDocument"]
        self.branches = {item["identifier"]: Branch(item) for item in package["CFItems"]}
        self.others: list[Entity] = []
        root = self.document["identifier"]
        below: dict[str, list[Entity]] = {}
        for link in package["CFAssociations"]:
            branch = self.branches.get(link["originNodeURI"]["identifier"])
            parent = link["destinationNodeURI"]["identifier"]
            if link["associationType"] == CHILD and branch and not branch.link and (parent in self.branches or parent == root):
                branch.parent, branch.link = parent, link
                below.setdefault(parent, []).append(link)
            else:
                self.others.append(link)
        self.below = {parent: [link["originNodeURI"]["identifier"] for link in _sorted(links)] for parent, links in below.items()}
        loose = [identifier for identifier, branch in self.branches.items() if not branch.link]
        self.top = [*self.below.get(root, []), *loose]

    def children(self, identifier: str) -> list[str]:
        return self.below.get(identifier, [])

    def item(self, identifier: str) -> Entity:
        return self.branches[identifier].item

    def speaks_our_words(self) -> bool:
        """Whether anything in it has facts in our notation, which have to be checked."""
        return any(_ours(one) for one in (self.document, *(branch.item for branch in self.branches.values())))

    def all_below(self, identifier: str) -> Iterator[str]:
        """Everything under an item, from top to bottom as it is read."""
        waiting = self.children(identifier)[::-1]
        while waiting:
            found = waiting.pop()
            yield found
            waiting.extend(self.children(found)[::-1])


def _sorted(links: list[Entity]) -> list[Entity]:
    """By their numbers where all have one, else as they stand in the package."""
    numbered = all("sequenceNumber" in link for link in links)
    return sorted(links, key=lambda link: link["sequenceNumber"]) if numbered else links


def _ours(entity: Entity) -> dict[str, Any]:
    found = entity.get("extensions", {}).get(OURS)
    return found if isinstance(found, dict) else {}


def _about(document: Entity) -> Document:
    """What the package says of the document as a whole."""
    found: Document = {"format": FORMAT, "title": document["title"]}
    if version := document.get("version"):
        found["version"] = version
    if document["creator"] != NOT_STATED:
        found["owner"] = document["creator"]
    return found | {name: value for name, value in _ours(document).items() if name not in (*found, "version", "owner", "units", "case")}


# Packages that we wrote ---------------------------------------------------------------------------------------------


def as_ours(tree: Tree) -> Document | None:
    """The document of a package that says of each item what it is; None where one does not, or stands where it cannot."""
    if _ours(tree.document).get("format") != FORMAT or not tree.top:
        return None
    units: list[Document] = []
    waiting = deque((identifier, units, "unit") for identifier in tree.top)
    while waiting:
        identifier, beside, wanted = waiting.popleft()
        more = _ours(tree.item(identifier))
        part = more.get("part")
        if part != wanted or tree.branches[identifier].link is None:
            return None
        data = _part(wanted, tree.item(identifier), more)
        beside.append(data)
        for child in tree.children(identifier):
            inner = _ours(tree.item(child)).get("part")
            place = _place(wanted, inner, data, more)
            if place is None:
                return None
            waiting.append((child, place, str(inner)))
    return _about(tree.document) | {"units": units}


def _part(part: str, item: Entity, more: dict[str, Any]) -> Document:
    kind = PARTS[part]
    data = {name: value for name, value in more.items() if name not in ("part", "parts", "case", *dict(HOLDS[part]))}
    data[kind.words] = item["fullStatement"]
    if part == "unit" and item.get("notes"):
        data["aim"] = item["notes"]
    if part == "requirement" and (way := _way(more)):
        holder = data
        for name in way[:-1]:
            holder[name] = dict(holder[name]) if isinstance(holder.get(name), dict) else {}
            holder = holder[name]
        holder[way[-1]] = []
    return data | {"case": {"identifier": item["identifier"]}}


def _way(more: dict[str, Any]) -> list[str]:
    return next((list(way) for way in LISTS if ".".join(way) == more.get("parts")), [])


def _place(part: str, inner: Any, data: Document, more: dict[str, Any]) -> list[Document] | None:
    """The list that a part of this kind goes into."""
    if part == "requirement" and inner == "item":
        holder: Any = data
        for name in _way(more):
            holder = holder[name]
        return holder if isinstance(holder, list) else None
    holds = next((holds for holds, kind in HOLDS[part] if kind == inner), None)
    return data.setdefault(holds, []) if holds else None


# Packages of others -------------------------------------------------------------------------------------------------


def as_foreign(tree: Tree) -> Document:
    """The document of any package: its tree, cut into units, outcomes, criteria and parts."""
    document = _about(tree.document)
    document.setdefault("qualifications", default_qualifications(document))
    return document | {"units": list(_Foreign(tree).units()), "case": {"plain": True}}


class _Foreign:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.codes: set[str] = set()

    def units(self) -> Iterator[Document]:
        named = [one for one in self._named() if not self._inside(one)]
        tops = named or self.tree.top
        if not named and not any(self.tree.children(one) for one in tops):
            if tops:  # a flat list: all of it is one unit, which only we speak of
                yield from self._whole(tops)
            return
        for place, identifier in enumerate(tops, 1):
            yield self._unit(identifier, place)

    def _named(self) -> list[str]:
        tops = self.tree.top
        return [
            one for top in tops for one in (top, *self.tree.all_below(top))
            if self.tree.item(one).get("CFItemType", "").strip().casefold() in UNITS
        ]  # fmt: skip

    def _inside(self, identifier: str) -> bool:
        """Whether this stands inside another unit."""
        parent = self.tree.branches[identifier].parent
        while parent in self.tree.branches:
            if self.tree.item(parent).get("CFItemType", "").strip().casefold() in UNITS:
                return True
            parent = self.tree.branches[parent].parent
        return False

    def _whole(self, tops: list[str]) -> Iterator[Document]:
        title = self.tree.document["title"]
        self.numbers: set[str] = set()
        yield {"code": "1", "title": title, "outcomes": list(self._outcomes(tops, title)), "case": {"absent": True}}

    def _unit(self, identifier: str, place: int) -> Document:
        item = self.tree.item(identifier)
        found = self._read("unit", item, self._code(item, str(place), self.codes))
        if UAN.fullmatch(found["code"]):
            found["uan"] = found["code"]
        levels = item.get("educationLevel", [])
        if len(levels) == 1 and (level := LEVEL.fullmatch(levels[0])):
            found["level"] = int(level[2])
            if level[1] == "Entry":
                found["entry"] = True
        if item.get("notes"):
            found["aim"] = item["notes"]
        self.numbers = set()
        if outcomes := list(self._outcomes(self.tree.children(identifier), item["fullStatement"])):
            found["outcomes"] = outcomes
        return found

    def _outcomes(self, children: list[str], title: str) -> Iterator[Document]:
        loose: list[str] = []
        place = 0
        for child in [*children, ""]:
            if child and not self.tree.children(child):
                loose.append(child)
                continue
            if loose:
                place += 1
                yield {
                    "number": self._free(str(place)), "text": title, "case": {"absent": True}, "criteria": list(self._criteria(loose, place)),
                }  # fmt: skip
                loose = []
            if child:
                place += 1
                item = self.tree.item(child)
                outcome = self._read("outcome", item, self._code(item, str(place), self.numbers))
                yield outcome | {"criteria": list(self._criteria(self.tree.children(child), place))}

    def _criteria(self, children: list[str], outcome: int) -> Iterator[Document]:
        for place, child in enumerate(children, 1):
            item = self.tree.item(child)
            found = self._read("criterion", item, self._code(item, f"{outcome}.{place}", self.numbers))
            if parts := [self._read("item", self.tree.item(one), (_letter(n), True)) for n, one in enumerate(self.tree.all_below(child))]:
                found["items"] = parts
            yield found

    def _read(self, part: str, item: Entity, code: tuple[str, bool]) -> Document:
        found: Document = {name: value for name, value in _ours(item).items() if name not in ("part", "parts", "case", *dict(HOLDS[part]))}
        found |= {PARTS[part].code: code[0], PARTS[part].words: item["fullStatement"], "case": {"identifier": item["identifier"]}}
        if code[1]:
            found["case"]["given"] = code[0]
        return found

    def _free(self, wanted: str) -> str:
        """This number, or the next like it that nothing of the unit has."""
        found, times = wanted, 1
        while found in self.numbers:
            times += 1
            found = f"{wanted} ({times})"
        self.numbers.add(found)
        return found

    def _code(self, item: Entity, place: str, taken: set[str]) -> tuple[str, bool]:
        """What the part is called here, and whether that is our doing: its own code where it has one of its own."""
        code = item.get("humanCodingScheme", "")
        if code and code == code.strip() and ":" not in code and len(code) <= LONGEST_CODE and code not in taken:
            taken.add(code)
            return code, False
        found, times = place, 1
        while found in taken:
            times += 1
            found = f"{place} ({times})"
        taken.add(found)
        return found, True


def _letter(position: int) -> str:
    """a to z, then aa, ab and so on."""
    found = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
