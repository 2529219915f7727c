"""Whether a package is whole, without a server: its files, the chain of each part of its journal, and every row that an event vouches for.

The bag's lists name each file that was altered, is missing or was added. Whoever alters a file and the lists as well is
found by the journal: each event covers the one before it, and holds a digest of each row that may never change.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from milepost.assessment.words import VERSION_MOVED
from milepost.base import verification
from milepost.base.events import digest_of_content, link_hash, personal_digest
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.carrying import bag, queries
from milepost.carrying.tables import PACKED
from milepost.frameworks.document import digest as digest_of_document
from milepost.portfolios.words import LEARNER_REGISTERED

FORMATS = ("milepost-portfolio/1",)
APPEND_ONLY = tuple(table.name for table in PACKED if table.append_only)

type Said = dict[str, Any]
type Vouched = dict[tuple[str, str], set[str]]


@dataclass
class Opened:
    """A package that lies open in a folder: what it says, the digest that names it, and all that is wrong with it."""

    folder: Path
    said: Said = field(default_factory=dict)
    digest: str = ""
    problems: list[str] = field(default_factory=list)
    events: int = 0
    rows: int = 0
    files: int = 0

    @property
    def info(self) -> dict[str, str]:
        """What stands in `bag-info.txt`, by label."""
        lines = (self.folder / "bag-info.txt").read_text("utf-8", "replace").splitlines()
        return {label.strip(): value.strip() for label, _sep, value in (line.partition(":") for line in lines)}


@contextmanager
def opened(source: Path) -> Iterator[Opened]:
    """A package as it was found, for as long as it is looked at. Refused where it cannot be opened safely."""
    with bag.unzipped(source) as folder:
        found = Opened(folder)
        _examine(found, source)
        yield found


def examine(source: Path) -> Opened:
    """The same where only the findings are wanted."""
    try:
        with opened(source) as found:
            return found
    except Refused as refused:
        return Opened(source, problems=[refused.reason])


def _examine(found: Opened, source: Path) -> None:
    folder = found.folder
    found.problems += bag.faults(folder)
    if (folder / "fetch.txt").exists():
        found.problems.append(_("The package asks for files from elsewhere (fetch.txt). A portfolio brings all of its own."))
    if not found.problems:
        found.problems += bag.faults_of_our_own(source, folder)
    try:
        found.said = _said(folder)
        found.digest = bag.digest_of(folder / bag.TAG_MANIFEST)
        found.problems += _look_inside(found)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        if not found.problems:
            found.problems.append(_("data/portfolio.json is not written as Milepost writes it: %(why)s") % {"why": repr(error)})


def _said(folder: Path) -> Said:
    path = folder / "data" / "portfolio.json"
    if not path.is_file():
        raise ValueError(_("it is missing, so this is no package of a portfolio"))
    said: Said = json.loads(path.read_bytes())
    if not isinstance(said, dict) or said.get("format") not in FORMATS:
        raise ValueError(_("its format is not known here; a newer Milepost may have written it"))
    return said


def _look_inside(found: Opened) -> Iterator[str]:
    said, data = found.said, found.folder / "data"
    vouched: Vouched = defaultdict(set)
    places: dict[tuple[str, str], str] = {}
    own = str(said["rows"]["registration"][0]["uuid"])
    for part in said["journal"]:
        yield from _part(found, part, vouched, places if part["registration"] == own else {})
    yield from _rows(found, vouched, places)
    yield from _specification(said, data)
    for file in said["files"]:
        found.files += 1
        with (data / file["path"]).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != file["sha256"]:
                yield _("data/%(path)s is not the file that was stored: its SHA-256 is another one.") % {"path": file["path"]}


def _part(found: Opened, part: Mapping[str, Any], vouched: Vouched, places: dict[tuple[str, str], str]) -> Iterator[str]:
    """The chain of one part, and of the events beside it each by itself."""
    before = (0, "")
    for event, line in _events(found, part["file"]):
        problems = [str(problem) for problem in verification.look_at(event, before, {})]
        if event.stream != part["stream"]:
            problems.append(_("This event belongs to another stream, %(stream)s.") % {"stream": event.stream})
        yield from (_at(part["file"], line, problem) for problem in problems)
        before = (event.position, event.hash)
        _vouch(event, _place(part["file"], line), vouched, places)
    if [*before] != list(part["head"]):
        text = _("data/%(file)s ends at event %(position)s, but the package says that it went on to %(expected)s: its tail was cut.")
        yield text % {"file": part["file"], "position": before[0], "expected": part["head"][0]}
    for event, line in _events(found, part["beside"]):
        if link_hash(event) != event.hash:
            yield _at(part["beside"], line, _("This event was altered."))
        if event.personal is not None and personal_digest(event.salt or "", event.personal) != event.personal_digest:
            yield _at(part["beside"], line, _("What this event says of people was altered."))
        _vouch(event, _place(part["beside"], line), vouched, places)


def _events(found: Opened, name: str) -> Iterator[tuple[Event, int]]:
    path = (found.folder / "data" / name).resolve()
    if not path.is_relative_to(found.folder.resolve()):
        raise ValueError(name)
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        found.events += 1
        yield queries.event_of(json.loads(line)), number


def _place(name: str, line: int) -> str:
    return _("data/%(file)s, line %(line)s") % {"file": name, "line": line}


def _at(name: str, line: int, problem: str) -> str:
    return f"{_place(name, line)}: {problem}"


def _vouch(event: Event, place: str, vouched: Vouched, places: dict[tuple[str, str], str]) -> None:
    for name, uuid, digest in event.rows:
        vouched[name, uuid].add(digest)
        places.setdefault((name, uuid), place)


def _rows(found: Opened, vouched: Vouched, places: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Each row that may never change, as an event vouches for it; and each that an event wrote, there."""
    seen: set[tuple[str, str]] = set()
    for name, rows in _guarded(found.said):
        for row in rows:
            found.rows += 1
            key = (name, str(row["uuid"]))
            seen.add(key)
            if key not in vouched:
                yield _("data/portfolio.json: %(table)s %(uuid)s stands in no event: nobody wrote it through an act.") % _named(key)
            elif digest_of_content(row) not in vouched[key]:
                yield _("data/portfolio.json: %(table)s %(uuid)s was altered after it was written (%(place)s).") % {
                    **_named(key),
                    "place": places.get(key, _("an event beside the journal")),
                }
    for key, place in places.items():
        if key[0] in APPEND_ONLY and key not in seen:
            yield _("data/portfolio.json: %(table)s %(uuid)s is missing, which was written (%(place)s).") % {**_named(key), "place": place}


def _guarded(said: Said) -> Iterator[tuple[str, list[Said]]]:
    for name in APPEND_ONLY:
        yield name, said["rows"][name]
    yield "storedfile", [{name: value for name, value in file.items() if name != "path"} for file in said["files"]]


def _named(key: tuple[str, str]) -> dict[str, str]:
    return {"table": key[0], "uuid": key[1]}


def _specification(said: Said, data: Path) -> Iterator[str]:
    """The document of the specification is the one that the learner was registered on, or moved to last."""
    specification = said["specification"]
    if digest_of_document(specification["document"]) != specification["digest"]:
        yield _("data/portfolio.json: the document of the specification was altered.")
    stands_on = specification["digest"]
    for part in said["journal"]:
        for line in (data / part["file"]).read_bytes().splitlines():
            event = json.loads(line)
            if event["name"] in (LEARNER_REGISTERED, VERSION_MOVED):
                stands_on = event["args"].get("digest")
    if stands_on != specification["digest"]:
        yield _("data/portfolio.json: the specification is another one than the learner was registered on.")
