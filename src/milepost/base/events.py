"""The journal: one append-only table of what happened, chained per stream, and the outbox of `notices`.

`record` is the only way in. It must run inside the transaction of the act itself: rows, event and head stand or fall
together. What `verify` checks is described in `base/verification.py`.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models

from milepost.base import clock
from milepost.base.models import Actor, Event, StreamHead, Telling


def _plain(value: Any) -> Any:
    """A value as canonical JSON has it, the same on every database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an event")


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: what digests are made of."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def columns(table: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """What a digest covers: everything that a row says wherever it is kept, so neither its database id nor whose it is here."""
    return [f for f in table._meta.concrete_fields if not f.primary_key and f.name != "centre"]


def content(row: models.Model) -> dict[str, Any]:
    """A row as it may be read elsewhere: other rows by their uuid."""
    return {f.name: _uuid_of(getattr(row, f.name)) if f.is_relation else f.value_from_object(row) for f in columns(type(row))}


def _uuid_of(related: Any) -> UUID | None:
    return None if related is None else related.uuid


def contents(rows: "models.QuerySet[Any]") -> Iterator[dict[str, Any]]:
    """The same of many rows, in one query that reads nothing of other tables but their uuids."""
    names = [f.name for f in columns(rows.model)]
    asked = [f"{f.name}__uuid" if f.is_relation else f.name for f in columns(rows.model)]
    for values in rows.values_list(*asked).iterator(chunk_size=500):
        yield dict(zip(names, values, strict=True))


def digest_of_content(found: Mapping[str, Any]) -> str:
    return sha256(canonical(found))


def row_digest(row: models.Model) -> str:
    """SHA-256 over what a row says. It is the same on every installation that holds the row."""
    return digest_of_content(content(row))


def personal_digest(salt: str, personal: Mapping[str, Any]) -> str:
    return sha256(salt + canonical(personal))


def link_hash(event: Event) -> str:
    """The hash of one link: over everything but the personal payload, of which it covers the digest."""
    return sha256(
        canonical(
            [
                event.stream, event.position, str(event.uuid), event.centre_id, event.name, event.at, event.actor,
                event.args, event.rows, event.personal_digest, event.previous,
            ]
        )
    )  # fmt: skip


def of_stream(stream: str) -> "models.QuerySet[Event]":
    """What happened in one stream, newest first."""
    return Event.objects.filter(stream=stream).order_by("-position")


def build(
    head: StreamHead,
    name: str,
    *,
    by: Actor,
    at: datetime,
    centre_id: int | None,
    args: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    rows: Iterable[models.Model] = (),
) -> Event:
    """The next event of a stream, unsaved, with `head` moved on to it."""
    salt = secrets.token_hex(16)
    # Through JSON once, so that what is hashed is what the database gives back.
    payload = json.loads(canonical({"who": by.name, **(personal or {})}))
    event = Event(
        centre_id=centre_id,
        stream=head.stream,
        position=head.position + 1,
        name=name,
        at=at,
        actor={"uuid": str(by.uuid), "kind": by.kind, "role": by.role},
        args=json.loads(canonical(args or {})),
        rows=[[row._meta.model_name, str(row.uuid), row_digest(row)] for row in rows],  # type: ignore[attr-defined]
        personal=payload,
        salt=salt,
        personal_digest=personal_digest(salt, payload),
        previous=head.hash,
    )
    event.hash = link_hash(event)
    head.position, head.hash = event.position, event.hash
    return event


def record(
    stream: str,
    name: str,
    *,
    by: Actor,
    centre_id: int | None = None,
    args: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    rows: Iterable[models.Model] = (),
) -> Event:
    """Add an event to `stream`. `args` must hold nothing personal; `personal` may be erased one day."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded inside the transaction of its act.")
    head, _ = StreamHead.objects.select_for_update().get_or_create(stream=stream)
    centre = by.centre_id if centre_id is None else centre_id
    event = build(head, name, by=by, at=clock.now(), centre_id=centre, args=args, personal=personal, rows=rows)
    event.save(force_insert=True)
    head.save(update_fields=["position", "hash"])
    Telling.objects.create(event=event)
    return event
