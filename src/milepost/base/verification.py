"""Whether the journal is whole: every altered row, every gap and every cut tail is found.

Each event covers its forerunner in the stream by a hash, a digest of its personal payload, and a digest of each
append-only row that the act wrote. So an altered event breaks its own hash, a removed one leaves a gap, an altered row no
longer has its digest, and a row that nobody wrote through an act stands in no event. Whose a row is stands in no digest,
so that it means the same elsewhere: it must be the centre of the event and of the portfolio. Only the end of a stream can be cut
without a trace, if its head is set back too: against that helps a head that was kept elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.append_only import append_only_models
from milepost.base.events import contents, digest_of_content, link_hash, personal_digest
from milepost.base.models import Event, StreamHead
from milepost.base.snapshot import snapshot

FORMAT = "milepost-head/1"
_AT_ONCE = 500

Head = Mapping[str, Any]


class ProblemKind(StrEnum):
    ALTERED = "event_altered"
    GAP = "event_missing"
    UNLINKED = "event_unlinked"
    PERSONAL = "personal_altered"
    TAIL_CUT = "tail_cut"
    HEAD_WRONG = "head_wrong"
    HEAD_MISSING = "head_missing"
    REWRITTEN = "rewritten_since_head"
    ROW_ALTERED = "row_altered"
    ROW_MISSING = "row_missing"
    ROW_EXTRA = "row_extra"
    ROW_ELSEWHERE = "row_elsewhere"
    NOT_A_HEAD = "not_a_head"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was written. `args` says where."""

    kind: ProblemKind
    args: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentence(self)


@dataclass(slots=True)
class Findings:
    """What was looked at, and what is wrong with it."""

    streams: int = 0
    events: int = 0
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)


def sentence(problem: Problem) -> str:
    """A problem as people read it."""
    words = {
        ProblemKind.ALTERED: _("Event %(position)s of %(stream)s was altered."),
        ProblemKind.GAP: _("Event %(position)s of %(stream)s is missing."),
        ProblemKind.UNLINKED: _("Event %(position)s of %(stream)s does not follow from the one before it."),
        ProblemKind.PERSONAL: _("What event %(position)s of %(stream)s says of people was altered."),
        ProblemKind.TAIL_CUT: _("%(stream)s ends at event %(position)s, but once went on to %(expected)s: its tail was cut."),
        ProblemKind.HEAD_WRONG: _("The head of %(stream)s does not agree with its last event, %(position)s."),
        ProblemKind.HEAD_MISSING: _("%(stream)s has events and no head."),
        ProblemKind.REWRITTEN: _("Event %(position)s of %(stream)s is another one than when the head was kept."),
        ProblemKind.ROW_ALTERED: _("%(table)s %(uuid)s was altered after event %(position)s of %(stream)s wrote it."),
        ProblemKind.ROW_MISSING: _("%(table)s %(uuid)s, which event %(position)s of %(stream)s wrote, is missing."),
        ProblemKind.ROW_EXTRA: _("%(table)s %(uuid)s stands in no event: nobody wrote it through an act."),
        ProblemKind.ROW_ELSEWHERE: _(
            "%(table)s %(uuid)s belongs to another centre than the portfolio that it stands in, or than its event."
        ),
        ProblemKind.NOT_A_HEAD: _("This file is no head of a journal that Milepost wrote."),
    }[problem.kind]
    return words % problem.args


def current_head() -> dict[str, Any]:
    """Where every stream ends now: a page to keep elsewhere."""
    streams = {head.stream: [head.position, head.hash] for head in StreamHead.objects.order_by("stream").iterator()}
    return {"format": FORMAT, "at": clock.now().isoformat(), "streams": streams}


def verify(*, head: Head | None = None) -> list[Problem]:
    """Everything that is wrong with the journal and the rows it vouches for. Empty means it is whole."""
    return examine(head=head).problems


def examine(*, head: Head | None = None) -> Findings:
    """Walk every stream once, in one moment of the database."""
    kept = _streams_of(head)
    if kept is None:
        return Findings(problems=[Problem(ProblemKind.NOT_A_HEAD)])
    findings = Findings()
    with snapshot():
        heads = {one.stream: one for one in StreamHead.objects.iterator()}
        guarded = {str(model._meta.model_name): model for model in _guarded()}
        seen: dict[str, set[bytes]] = defaultdict(set)
        told: set[UUID] = set()
        ends: dict[str, tuple[int, str]] = {}
        for events in batched(Event.objects.order_by("stream", "position").iterator(chunk_size=_AT_ONCE), _AT_ONCE):
            for event in events:
                findings.problems += look_at(event, ends.get(event.stream, (0, "")), kept)
                ends[event.stream] = (event.position, event.hash)
            findings.events += len(events)
            findings.problems += _look_at_rows(events, guarded, seen, told)
        findings.problems += _look_at_ends(heads, ends, kept)
        for name, model in guarded.items():
            findings.rows += len(seen[name])
            findings.problems += _extra(name, model, seen[name])
        findings.problems += _elsewhere(told)
    findings.streams = len(ends)
    return findings


def _streams_of(head: Head | None) -> dict[str, tuple[int, str]] | None:
    if head is None:
        return {}
    streams = head.get("streams")
    if head.get("format") != FORMAT or not isinstance(streams, dict):
        return None
    try:
        return {str(stream): (int(position), str(digest)) for stream, (position, digest) in streams.items()}
    except (TypeError, ValueError):
        return None


def _guarded() -> list[type[models.Model]]:
    """The append-only tables that events vouch for: all but the events themselves."""
    return [model for model in append_only_models(apps.get_app_config("milepost").get_models()) if model is not Event]


def look_at(event: Event, before: tuple[int, str], kept: Mapping[str, tuple[int, str]]) -> Iterator[Problem]:
    """What is wrong with one event, as it follows the one before."""
    position, digest = before
    where = {"stream": event.stream, "position": event.position}
    for missing in range(position + 1, min(event.position, position + 101)):
        yield Problem(ProblemKind.GAP, {"stream": event.stream, "position": missing})
    if event.position == position + 1 and event.previous != digest:
        yield Problem(ProblemKind.UNLINKED, where)
    if link_hash(event) != event.hash:
        yield Problem(ProblemKind.ALTERED, where)
    if event.personal is not None and (event.salt is None or personal_digest(event.salt, event.personal) != event.personal_digest):
        yield Problem(ProblemKind.PERSONAL, where)
    then = kept.get(event.stream)
    if then and then[0] == event.position and then[1] != event.hash:
        yield Problem(ProblemKind.REWRITTEN, where)


def _look_at_rows(
    events: Iterable[Event], guarded: Mapping[str, type[models.Model]], seen: dict[str, set[bytes]], told: set[UUID]
) -> Iterator[Problem]:
    """Whether each row that these events wrote stands as it was written."""
    wanted: dict[str, list[tuple[UUID, str, Event]]] = defaultdict(list)
    for event in events:
        # An event that was altered may hold anything here; that it was altered is said already.
        with suppress(TypeError, ValueError):
            for name, uuid, digest in event.rows:
                if name in guarded:
                    wanted[name].append((UUID(uuid), digest, event))
    for name, written in wanted.items():
        rows = guarded[name]._base_manager.filter(uuid__in={uuid for uuid, _digest, _event in written})
        found = {row["uuid"]: digest_of_content(row) for row in contents(rows)}
        centres = dict(rows.values_list("uuid", "centre_id")) if _has_centre(guarded[name]) else {}
        for uuid, digest, event in written:
            seen[name].add(uuid.bytes)
            where = {"table": name, "uuid": str(uuid), "stream": event.stream, "position": event.position}
            if found.get(uuid) != digest and uuid not in told:  # a row may stand in several events
                told.add(uuid)
                yield Problem(ProblemKind.ROW_ALTERED if uuid in found else ProblemKind.ROW_MISSING, where)
            elif event.centre_id not in (None, centres.get(uuid, event.centre_id)) and uuid not in told:
                told.add(uuid)
                yield Problem(ProblemKind.ROW_ELSEWHERE, where)


def _has_centre(model: type[models.Model]) -> bool:
    return any(field.name == "centre" for field in model._meta.concrete_fields)


def _elsewhere(told: set[UUID]) -> Iterator[Problem]:
    """Rows of a portfolio that say they belong to another centre than it does: no digest covers whose a row is."""
    for model in apps.get_app_config("milepost").get_models():
        if {"uuid", "centre", "registration"} <= {field.name for field in model._meta.concrete_fields}:
            astray = model._base_manager.exclude(centre=models.F("registration__centre"))
            for uuid in astray.order_by("pk").values_list("uuid", flat=True).iterator():
                if uuid not in told:
                    yield Problem(ProblemKind.ROW_ELSEWHERE, {"table": model._meta.model_name, "uuid": str(uuid)})


def _look_at_ends(
    heads: Mapping[str, StreamHead], ends: Mapping[str, tuple[int, str]], kept: Mapping[str, tuple[int, str]]
) -> Iterator[Problem]:
    """Whether each stream ends where its head says, and not before where a head kept elsewhere says."""
    for stream in sorted({*heads, *ends, *kept}):
        position, digest = ends.get(stream, (0, ""))
        head = heads.get(stream)
        expected = max(head.position if head else 0, kept.get(stream, (0, ""))[0])
        if position < expected:
            yield Problem(ProblemKind.TAIL_CUT, {"stream": stream, "position": position, "expected": expected})
        elif head is None:
            yield Problem(ProblemKind.HEAD_MISSING, {"stream": stream, "position": position})
        elif (head.position, head.hash) != (position, digest):
            yield Problem(ProblemKind.HEAD_WRONG, {"stream": stream, "position": position})


def _extra(name: str, model: type[models.Model], seen: set[bytes]) -> Iterator[Problem]:
    """Rows that stand in no event."""
    for uuid in model._base_manager.order_by("pk").values_list("uuid", flat=True).iterator(chunk_size=5000):
        if uuid.bytes not in seen:
            yield Problem(ProblemKind.ROW_EXTRA, {"table": name, "uuid": str(uuid)})
