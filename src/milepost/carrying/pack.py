"""A portfolio as a package: rows by uuid, the journal word for word, the files, and a page for people.

The same portfolio gives the same bytes, but for the day on which it was packed: that stands in `bag-info.txt` alone.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from milepost import __version__
from milepost.assessment.models import Testimony
from milepost.base import clock
from milepost.base.events import canonical, columns, contents
from milepost.base.files import path_of
from milepost.base.files.storage import STORED
from milepost.base.models import Actor, Event, StoredFile
from milepost.base.refusal import Refused
from milepost.base.snapshot import snapshot
from milepost.carrying import bag, crate, queries, twin, words
from milepost.carrying.tables import PACKED, Table, columns_left_out
from milepost.people.models import Competence, Person
from milepost.portfolios.models import Arrival, EvidenceFile, EvidenceVersion, Progress, Registration
from milepost.portfolios.words import RegistrationState

FORMAT = "milepost-portfolio/1"
AT_ONCE = 200

type Row = dict[str, Any]


@dataclass
class Portfolio:
    """Everything that goes into a package but its own date: what machines read, the journal's files, and where bytes lie."""

    said: dict[str, Any]
    journal: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)


def pack(registration: Registration, target: IO[bytes]) -> str:
    """Write the package of a portfolio as it is at this moment. Returns the digest that names it."""
    with snapshot():
        found = portfolio_of(registration)
    for path, file in found.files.items():
        if not file.is_file():
            raise Refused(
                _("The bytes of %(file)s are missing on this server. Ask whoever runs Milepost to restore them.") % {"file": path}
            )
    payload: dict[str, bytes | Path] = {"portfolio.json": readable(found.said), **found.journal, **found.files}
    payload["portfolio.html"] = twin.page(found.said).encode()
    payload["ro-crate-metadata.json"] = readable(crate.metadata(found.said, {name: _size(content) for name, content in payload.items()}))
    return bag.write(target, f"portfolio-{registration.uuid}", payload, _info(registration))


def _info(registration: Registration) -> list[tuple[str, str]]:
    """What the package says of itself. The learner stands in it by a pseudonym: the registration's uuid."""
    return [
        ("Source-Organization", registration.centre.name),
        ("External-Description", registration.qualification_title),
        ("External-Identifier", str(registration.uuid)),
        ("Qualification-Number", registration.qualification),
        ("Bagging-Date", clock.today().isoformat()),
        ("Bag-Software-Agent", f"Milepost {__version__}"),
        ("Package-Format", FORMAT),
    ]


def readable(value: Any) -> bytes:
    """JSON that a person can read as well, the same each time."""
    return (json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


# What machines read -------------------------------------------------------------------------------------------------


def portfolio_of(registration: Registration) -> Portfolio:
    """The portfolio as plain values."""
    rows = {table.name: list(_rows(table, registration)) for table in PACKED}
    competences = _others(Competence, _named_in(rows, Competence))
    paths = _paths(registration)
    files = _others(StoredFile, {file for file, _path in paths.values()})
    by_path = {str(file): path for path, (file, _sha256) in paths.items()}
    progress = _without(Progress, _plain(next(contents(Progress.objects.filter(registration=registration)))))
    _as_one_that_goes_on(rows["registration"][0], progress)
    parts, journal = _parts(registration, [UUID(file["uuid"]) for file in files])
    people = _named_in(rows, Person) | _named_among(competences, Competence, Person)
    actors = _named_in(rows, Actor) | _named_among(competences, Competence, Actor) | _named_among(files, StoredFile, Actor)
    said = {
        "format": FORMAT,
        "learner": _learner(registration.learner),
        "employer": {"name": registration.employer.name} if registration.employer else None,
        "specification": {
            "title": registration.specification.title,
            "digest": registration.specification.digest,
            "document": registration.specification.document,
        },
        "actors": list(_actors(actors)),
        "people": [{"uuid": str(p.uuid), "name": p.name} for p in Person.objects.filter(uuid__in=people).order_by("uuid")],
        "competences": competences,
        "files": [file | {"path": by_path[file["uuid"]]} for file in files],
        "rows": rows,
        "progress": progress,
        "journal": parts,
    }
    stored = {path: path_of(sha256) for path, (_file, sha256) in paths.items()}
    return Portfolio(said, journal, stored)


def _plain(row: Row) -> Row:
    """Through JSON once, so that what is packed is what is read again."""
    found: Row = json.loads(canonical(row))
    return found


def _without(model: type[models.Model], row: Row) -> Row:
    left_out = columns_left_out(model)
    return {name: value for name, value in row.items() if name not in left_out}


def _rows(table: Table, registration: Registration) -> Iterator[Row]:
    for row in contents(table.model._base_manager.filter(**{table.to: registration.pk}).order_by("pk")):
        yield _without(table.model, _plain(row))


def _as_one_that_goes_on(row: Row, progress: Row) -> None:
    """Who leaves for another centre goes on there; that they left stands in the journal."""
    if row["state"] == RegistrationState.TRANSFERRED:
        row.update(state=RegistrationState.ACTIVE.value, closed_on=None, closed_reason="")
        progress["active"] = True


def _learner(learner: Person) -> Row:
    return {"name": learner.name, "email": learner.email, "born_on": learner.born_on and learner.born_on.isoformat()}


def _leading_to(model: type[models.Model], target: type[models.Model]) -> list[str]:
    left_out = columns_left_out(model)
    return [f.name for f in columns(model) if f.is_relation and f.related_model is target and f.name not in left_out]


def _named_among(rows: Iterable[Row], model: type[models.Model], target: type[models.Model]) -> set[str]:
    names = _leading_to(model, target)
    return {row[name] for row in rows for name in names if row[name]}


def _named_in(rows: dict[str, list[Row]], target: type[models.Model]) -> set[str]:
    """The uuids of `target` that any packed row names."""
    return {uuid for table in PACKED for uuid in _named_among(rows[table.name], table.model, target)}


def _others(model: type[models.Model], uuids: Iterable[Any]) -> list[Row]:
    found = contents(model._base_manager.filter(uuid__in=list(uuids)).order_by("uuid"))
    return sorted((_plain(row) for row in found), key=lambda row: str(row["uuid"]))


def _actors(uuids: set[str]) -> Iterator[Row]:
    """Who acted, by the name and role of that time. Somebody of an earlier centre is what they were there: a person."""
    for actor in sorted(Actor.objects.filter(uuid__in=uuids), key=lambda one: str(one.uuid)):
        kind = Actor.Kind.PERSON.value if actor.kind == Actor.Kind.ELSEWHERE else actor.kind
        yield {"uuid": str(actor.uuid), "kind": str(kind), "role": actor.role, "name": actor.name}


# Where bytes lie ----------------------------------------------------------------------------------------------------


def _paths(registration: Registration) -> dict[str, tuple[UUID, str]]:
    """By the path in the package: a file's uuid and its SHA-256. A file that is used twice lies once."""
    found: dict[str, tuple[UUID, str]] = {}
    seen: set[UUID] = set()
    for stem, file in _named_files(registration):
        if file.uuid not in seen:
            seen.add(file.uuid)
            found[f"evidence/{stem}-{plain_name(file.name)}"] = (file.uuid, file.sha256)
    return found


def _named_files(registration: Registration) -> Iterator[tuple[str, StoredFile]]:
    versions = EvidenceVersion.objects.filter(evidence__registration=registration).exclude(file=None)
    for version in versions.select_related("evidence", "file").order_by("evidence__number", "number"):
        assert version.file is not None
        yield f"{version.evidence.code}-v{version.number}", version.file
    further = EvidenceFile.objects.filter(version__evidence__registration=registration)
    order = ("version__evidence__number", "version__number", "number")
    for one in further.select_related("version__evidence", "file").order_by(*order):
        yield f"{one.version.evidence.code}-v{one.version.number}-{one.number}", one.file
    voices = Testimony.objects.filter(registration=registration).exclude(voice=None).select_related("evidence", "voice").order_by("pk")
    for number, testimony in enumerate(voices, start=1):
        assert testimony.voice is not None
        yield f"{testimony.evidence.code}-voice-{number}", testimony.voice


def plain_name(name: str) -> str:
    """A name that every system can write, with its ending."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, dot, suffix = re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_only).strip("-.").rpartition(".")
    return f"{stem[:60].strip('-.') or 'file'}{dot}{suffix[:10]}" if dot else (suffix[:60] or "file")


# The journal --------------------------------------------------------------------------------------------------------


def line_of(event: Event) -> str:
    """One event, word for word."""
    return canonical({f.attname: f.value_from_object(event) for f in event._meta.concrete_fields if not f.primary_key})


def _lines(events: Iterable[Event]) -> bytes:
    return "".join(f"{line_of(event)}\n" for event in events).encode()


def _parts(registration: Registration, files: list[UUID]) -> tuple[list[Row], dict[str, bytes]]:
    """What each centre wrote, oldest first: earlier ones as they came, then this one's, where it has written anything."""
    parts, journal = queries.parts_that_came(registration)
    arrival = Arrival.objects.filter(registration=registration).first()
    own = list(Event.objects.filter(stream=registration.stream).order_by("position"))
    beside = list(_beside(registration, files, _remaking(registration, arrival, parts)))
    if own or beside:
        stem = f"journal/{len(parts) + 1}-{plain_name(registration.centre.name).lower()}"
        journal[f"{stem}.jsonl"], journal[f"{stem}-beside.jsonl"] = _lines(own), _lines(beside)
        parts.append(
            {
                "file": f"{stem}.jsonl",
                "beside": f"{stem}-beside.jsonl",
                "centre": {"name": registration.centre.name, "number": registration.centre.number},
                "registration": str(registration.uuid),
                "stream": registration.stream,
                "head": [own[-1].position, own[-1].hash] if own else [0, ""],
            }
        )
    return parts, journal


def _remaking(registration: Registration, arrival: Arrival | None, parts: list[Row]) -> Arrival | None:
    """The arrival, if rows got new names by it: then only its own event vouches for them."""
    return arrival if arrival and parts and parts[-1]["registration"] != str(registration.uuid) else None


def _beside(registration: Registration, files: list[UUID], remaking: Arrival | None) -> Iterator[Event]:
    """Events of other streams that vouch for rows of this portfolio: of its files, and of a remaking arrival."""
    stored = Event.objects.filter(stream=f"files:{registration.centre.uuid}", name=STORED)
    for start in range(0, len(files), AT_ONCE):
        wanted = [str(uuid) for uuid in files[start : start + AT_ONCE]]
        yield from stored.filter(args__file__in=wanted).order_by("position")
    if remaking:
        told = Event.objects.filter(stream=f"people:{registration.centre.uuid}", name=words.PORTFOLIO_RECEIVED)
        yield from told.filter(args__registration=str(registration.uuid)).order_by("position")
