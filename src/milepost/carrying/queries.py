"""Packages somebody may see, and what stands in the packages that arrived."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from milepost.base.files import path_of
from milepost.base.models import Actor, Event, StoredFile
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Arrival, Package, Registration
from milepost.portfolios.queries import registrations

type Row = dict[str, Any]


def packages(*, by: Actor) -> QuerySet[Package]:
    """Packages of the portfolios that `by` may pack, the newest first."""
    if not may(by.role, Permission.PACK):
        return Package.objects.none()
    seen = registrations(by=by).order_by().values("pk")
    return Package.objects.filter(registration__in=seen).select_related("file", "asked_by", "registration").order_by("-asked_at", "-pk")


def arrivals(*, by: Actor) -> QuerySet[Arrival]:
    """What arrived at the centre, the newest first."""
    if not may(by.role, Permission.BRING_IN):
        return Arrival.objects.none()
    found = Arrival.objects.filter(centre_id=by.at_centre).select_related("registration__learner", "file", "arrived_by")
    return found.order_by("-arrived_at", "-pk")


def uploaded(*, by: Actor) -> QuerySet[StoredFile]:
    """Files that somebody has sent here themselves: a package waits among them until it is received."""
    if not may(by.role, Permission.BRING_IN):
        return StoredFile.objects.none()
    return StoredFile.objects.filter(centre_id=by.at_centre, stored_by=by)


def arrival_of(registration: Registration) -> Arrival | None:
    return Arrival.objects.filter(registration=registration).select_related("file").first()


def parts_that_came(registration: Registration) -> tuple[list[Row], dict[str, bytes]]:
    """The parts of the journal that earlier centres wrote, word for word, with the files that hold them."""
    arrival = arrival_of(registration)
    if arrival is None:
        return [], {}
    with zipfile.ZipFile(path_of(arrival.file.sha256)) as archive:
        base = archive.namelist()[0].split("/")[0]
        parts: list[Row] = json.loads(archive.read(f"{base}/data/portfolio.json"))["journal"]
        names = [part[key] for part in parts for key in ("file", "beside")]
        return parts, {name: archive.read(f"{base}/data/{name}") for name in names}


@dataclass(frozen=True, slots=True)
class Told:
    """An event of an earlier centre, and which centre that was."""

    event: Event
    centre: str


def history_that_came(registration: Registration) -> list[Told]:
    """What happened at earlier centres, newest first. Nothing where the portfolio began here."""
    parts, journal = parts_that_came(registration)
    told = [Told(event, part["centre"]["name"]) for part in parts for event in events_of(journal[part["file"]])]
    return told[::-1]


def events_of(lines: bytes) -> Iterator[Event]:
    """The events in a part of a journal. They are not ours, and never saved."""
    for line in lines.splitlines():
        yield event_of(json.loads(line))


def event_of(said: Mapping[str, Any]) -> Event:
    return Event(**{**said, "at": datetime.fromisoformat(said["at"])})
