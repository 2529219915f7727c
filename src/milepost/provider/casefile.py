"""A quality standard out of a CASE package (1.0 or 1.1): what stands at the top becomes parts, what holds nothing more becomes indicators.

What its publisher says is exactly the same as an item of another package (`exactMatchOf`) stays with each indicator, and becomes a mapping
once both standards are here (`casematch.py`).

CASE says what is asked and not how it is scored, so bands and the mark to pass are ours, as of a spreadsheet. Whatever the reader of
`frameworks` refuses (a circle, a package without a document, text that cannot be kept) is refused here with the same words.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.engine.appraisal import Aspect
from milepost.frameworks.case.fields import Entity
from milepost.frameworks.case.normal import normal, parsed
from milepost.frameworks.case.tree import Tree
from milepost.frameworks.importers.source import NotReadable
from milepost.frameworks.specfile import Unreadable
from milepost.provider import spreadsheet
from milepost.provider.spreadsheet import Plan

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}")
PARTS, INDICATORS = 40, 80  # the most that a standard holds, and that a part of it does
TITLE, ABOUT = 160, 4000  # characters
SHORT = 60
EXACT = "exactMatchOf"
LONGEST_NAME = 100  # characters of an identifier


def read(raw: bytes, *, name: str, title: str, more_than: int, taken: Any = ()) -> Plan:
    """The plan of a package. `title` takes the place of the package's own. Raises Unreadable."""
    try:
        tree = Tree(normal(parsed(raw)))
    except NotReadable as refused:
        raise Unreadable([str(refused)]) from refused
    named = title or str(tree.document["title"])[:120]
    if not tree.top:
        raise Unreadable([_("“%(title)s” holds no items. Ask its publisher for the whole package.") % {"title": named}])
    reader = _Reader(tree)
    document: dict[str, Any] = {
        "format": "milepost-quality/1",
        "key": spreadsheet.key_of(named, taken=taken),
        "title": named,
        "about": _about(tree.document, name),
        "bands": spreadsheet.BANDS,
        "routes": {"full": {"more_than": more_than}},
        "parts": list(reader.parts(named)),
    }
    if wrong := reader.wrong or spreadsheet.checked(document):
        raise Unreadable(wrong[:12])
    return Plan(document, (), tuple(reader.notes()))


def _about(document: Entity, name: str) -> str:
    """Whose it is, which version, and out of which file."""
    said = [_("Brought in from %(name)s.") % {"name": name}]
    if document["creator"] and document["creator"] != "not stated":
        said.append(_("Published by %(who)s.") % {"who": document["creator"]})
    if document.get("version"):
        said.append(_("Version %(version)s.") % {"version": document["version"]})
    return " ".join(said)[:400]


class _Reader:
    """Parts and indicators of a tree, each with a key of its own, and what was found on the way."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.keys = {band["key"] for band in spreadsheet.BANDS}
        self.same = _exact(tree)
        self.renamed = 0
        self.shortened = 0
        self.wrong: list[str] = []

    def parts(self, title: str) -> Iterator[dict[str, Any]]:
        """What stands at the top and holds something is a part; what stands there alone is gathered in one of its own."""
        whole = [one for one in self.tree.top if self.tree.children(one)]
        if len(whole) > PARTS:
            self.wrong.append(
                _("The package has %(n)d parts at the top, and a standard has at most %(most)d.") % {"n": len(whole), "most": PARTS}
            )
            return
        for place, identifier in enumerate(whole, 1):
            item = self.tree.item(identifier)
            part = {"key": self._key(item, f"P{place}"), "title": self._title(item)} | _text(item, 400)
            yield part | {"indicators": self._indicators([identifier], part["key"], part["title"])}
        if loose := [one for one in self.tree.top if not self.tree.children(one)]:
            key = self._free("P" if not whole else f"P{len(whole) + 1}")
            yield {"key": key, "title": title if not whole else _("Further"), "indicators": self._indicators(loose, key, title)}

    def _indicators(self, tops: list[str], part: str, title: str) -> list[dict[str, Any]]:
        leaves = [one for top in tops for one in (top, *self.tree.all_below(top)) if not self.tree.children(one)]
        if len(leaves) > INDICATORS:
            words = {"part": title[:SHORT], "n": len(leaves), "most": INDICATORS}
            self.wrong.append(_("“%(part)s” has %(n)d indicators, and a part has at most %(most)d.") % words)
        return [self._indicator(one, f"{part}.{place}") for place, one in enumerate(leaves[:INDICATORS], 1)]

    def _indicator(self, identifier: str, place: str) -> dict[str, Any]:
        item = self.tree.item(identifier)
        found = {"key": self._key(item, place), "title": self._title(item), "aspect": _aspect(item)}
        case = {"item": identifier} | ({"same": same[:40]} if (same := self.same.get(identifier)) else {})
        return found | _text(item, ABOUT) | ({"case": case} if len(identifier) <= LONGEST_NAME else {})

    def _title(self, item: Entity) -> str:
        said = " ".join(str(item.get("abbreviatedStatement") or item["fullStatement"]).split())
        if len(said) <= TITLE:
            return said
        self.shortened += 1
        return f"{said[: TITLE - 2].rstrip()} …"

    def _key(self, item: Entity, place: str) -> str:
        """The publisher's own code where it can be a key and is free, else the place in the tree."""
        code = re.sub(r"[^A-Za-z0-9.-]+", "-", str(item.get("humanCodingScheme", "")).strip()).strip("-.")
        if code and KEY.fullmatch(code) and code not in self.keys:
            self.keys.add(code)
            return code
        self.renamed += bool(item.get("humanCodingScheme"))
        return self._free(place)

    def _free(self, wanted: str) -> str:
        found, times = wanted, 1
        while found in self.keys:
            times += 1
            found = f"{wanted}-{times}"
        self.keys.add(found)
        return found

    def notes(self) -> Iterator[str]:
        """What is not as it stood in the package."""
        if self.renamed:
            yield ngettext(
                "%(n)d code could not be kept, because it stands twice or is too long: it got another.",
                "%(n)d codes could not be kept, because they stand twice or are too long: they got others.",
                self.renamed,
            ) % {"n": self.renamed}
        if self.shortened:
            yield ngettext(
                "%(n)d text is long: its beginning became the title, and all of it stands below.",
                "%(n)d texts are long: their beginning became the title, and all of it stands below.",
                self.shortened,
            ) % {"n": self.shortened}
        if left := sum(one["associationType"] != EXACT for one in self.tree.others):
            yield ngettext(
                "%(n)d link that is not part of the tree was left out.", "%(n)d links that are not part of the tree were left out.", left
            ) % {"n": left}  # fmt: skip
        if same := sum(one["associationType"] == EXACT for one in self.tree.others):
            yield ngettext(
                "%(n)d link says that two items are exactly the same: it becomes a mapping once both standards are here.",
                "%(n)d links say that two items are exactly the same: they become a mapping once both standards are here.",
                same,
            ) % {"n": same}


def _exact(tree: Tree) -> dict[str, list[str]]:
    """By item what its publisher says is exactly the same, said from either end."""
    found: dict[str, list[str]] = {}
    for link in tree.others:
        ends = [link[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")]
        if link["associationType"] == EXACT and len(max(ends, key=len)) <= LONGEST_NAME:
            for one, other in (ends, ends[::-1]):
                if other not in found.setdefault(one, []):
                    found[one].append(other)
    return found


def _aspect(item: Entity) -> str:
    """What its publisher calls a result or context; an approach otherwise."""
    kind = str(item.get("CFItemType", "")).casefold()
    if "result" in kind or "outcome measure" in kind:
        return Aspect.RESULTS.value
    return Aspect.CONTEXT.value if "context" in kind else Aspect.APPROACH.value


def _text(item: Entity, most: int) -> dict[str, str]:
    """The whole statement where the title does not hold it, and what its publisher notes."""
    whole = " ".join(str(item["fullStatement"]).split())
    told = [whole] if item.get("abbreviatedStatement") or len(whole) > TITLE else []
    said = " ".join([*told, *([" ".join(str(item["notes"]).split())] if item.get("notes") else [])])
    return {"about": said if len(said) <= most else f"{said[: most - 2].rstrip()} …"} if said else {}
