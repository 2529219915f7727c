"""The clocks of a centre as rows: worked out of the journal, stream by stream, and written where they differ.

Nothing else writes them. A stream is always worked out as a whole, so it does not matter in which order its events are heard
of, and building everything anew gives the same rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched, chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from milepost.base.models import Actor, Event, StreamHead
from milepost.commitments.facts import Book, book_of
from milepost.commitments.models import Clock
from milepost.employers.models import EmployerFile
from milepost.engine.clocks import Happening, Run, Standard, Timed, timed
from milepost.portfolios.models import Registration

AT_ONCE = 200  # streams in one transaction


class Row(NamedTuple):
    """A clock as it is kept. The names are columns."""

    uuid: UUID
    standard: str
    edition: int
    stream: str
    started: UUID
    thing: str
    registration_id: int | None
    file_id: int | None
    state: str
    started_at: datetime
    due_at: datetime | None
    was_due_at: datetime | None
    always_at: datetime | None
    warn_at: datetime | None
    counts_at: datetime | None
    month: date | None
    ended_at: datetime | None
    ended_by_id: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a look at the journal found."""

    clocks: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    later: int = 0  # of those changed: due later than before, or earlier

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


# From the journal ---------------------------------------------------------------------------------------------------------

type Told = tuple[str, UUID, str, datetime, dict[str, Any], dict[str, Any]]
type Found = tuple[str, Run, Standard, int, Timed]


COLUMNS = ("stream", "uuid", "name", "at", "actor", "args")


def journal(book: Book, centre_id: int, *, streams: Sequence[str] | None = None) -> Iterator[Told]:
    """The events that clocks listen to, stream by stream, each in its order."""
    told = Event.objects.filter(centre_id=centre_id, name__in=book.names)
    if streams is not None:
        told = told.filter(stream__in=streams)
    return told.order_by("stream", "position").values_list(*COLUMNS).iterator(chunk_size=2000)


def wide_journal(book: Book, centre_id: int, *, since: datetime | None = None) -> dict[str, list[Told]]:
    """The events of clocks across streams, by what they are about ("enquiry:UUID"), each in its order."""
    things = {name: one.of for edition in book.editions for one in edition.wide.by_key.values() for name in one.events}
    told = Event.objects.filter(centre_id=centre_id, name__in=list(things))
    if since is not None:
        told = told.filter(at__gte=since)
    found: dict[str, list[Told]] = {}
    for event in told.order_by("at", "pk").values_list(*COLUMNS).iterator(chunk_size=2000):
        if thing := event[5].get(things[event[2]]):
            stream = f"{things[event[2]]}:{thing}"
            found.setdefault(stream, []).append((stream, *event[1:]))
    return found


def derive(book: Book, told: Iterable[Told], *, wide: bool = False) -> Iterator[Found]:
    """Every clock that ran, with its times. Nothing is asked of the database but the events themselves."""
    for stream, events in groupby(told, key=itemgetter(0)):
        happenings = [
            Happening(uuid, name, at, actor.get("role", ""), actor.get("uuid", ""), args) for _, uuid, name, at, actor, args in events
        ]
        employer = next((one.args["employer"] for one in happenings if one.args.get("employer")), None) if wide else None
        for edition in book.editions:
            watch = edition.wide if wide else edition.watch
            for run in watch.runs(happenings):
                if employer:  # what is followed through streams may belong to an employer only later
                    run.args = {**run.args, "employer": employer}
                if edition.begins <= run.started_at < edition.ends:
                    standard = watch.by_key[run.standard]
                    yield stream, run, standard, edition.number, timed(run, standard, book.calendar(standard, run.started_at))


class _Known:
    """Ids by uuid, looked up once for many clocks."""

    def __init__(self, centre_id: int, runs: Sequence[Run] | None) -> None:
        registrations, files = Registration.objects.filter(centre_id=centre_id), EmployerFile.objects.filter(centre_id=centre_id)
        actors = Actor.objects.filter(centre_id=centre_id)
        if runs is not None:
            registrations = registrations.filter(uuid__in={run.args["registration"] for run in runs if "registration" in run.args})
            files = files.filter(uuid__in={run.args["employer"] for run in runs if run.args.get("employer")})
            actors = actors.filter(uuid__in={run.ended_by for run in runs if run.ended_by})
        self.registrations = {str(uuid): pk for uuid, pk in registrations.values_list("uuid", "pk")}
        self.files = {str(uuid): pk for uuid, pk in files.values_list("uuid", "pk")}
        self.actors = {str(uuid): pk for uuid, pk in actors.values_list("uuid", "pk")}


def _rows(book: Book, found: Iterable[Found], known: _Known) -> Iterator[Row]:
    for stream, run, standard, edition, times in found:
        counts = times.counts_at and book.calendar(standard, run.started_at).local(times.counts_at).date().replace(day=1)
        yield Row(
            uuid5(run.started, standard.key), standard.key, edition, stream, run.started, run.thing[:64],
            known.registrations.get(str(run.args.get("registration"))), known.files.get(str(run.args.get("employer"))), times.state.value,
            run.started_at, times.due_at, _was_due(book, run, standard, times), times.always_at, times.warn_at, times.counts_at, counts,
            run.ended_at, known.actors.get(run.ended_by),
        )  # fmt: skip


def _was_due(book: Book, run: Run, standard: Standard, times: Timed) -> datetime | None:
    """When it would have been due, had no day off been announced since it began."""
    if not book.days_off or standard.within is None or not book.announced_since(run.started_at, times.due_at):
        return None
    before = timed(run, standard, book.calendar(standard, run.started_at, known_at=run.started_at)).due_at
    return None if before == times.due_at else before


# Into the table -----------------------------------------------------------------------------------------------------------


def _kept(streams: Sequence[str]) -> dict[UUID, Row]:
    rows = Clock.objects.filter(stream__in=streams).values_list(*Row._fields)
    return {row[0]: Row._make(row) for row in rows.iterator(chunk_size=2000)}


def _write(centre_id: int, wanted: dict[UUID, Row], kept: dict[UUID, Row], *, write: bool) -> Changes:
    """Bring the table to what is wanted; without `write` only count the differences."""
    new = [row for uuid, row in wanted.items() if uuid not in kept]
    changed = [row for uuid, row in wanted.items() if uuid in kept and kept[uuid] != row]
    gone = kept.keys() - wanted.keys()
    later = sum(kept[row.uuid].due_at not in (None, row.due_at) and row.due_at is not None for row in changed)
    if write:
        Clock.objects.bulk_create([Clock(centre_id=centre_id, **row._asdict()) for row in new], batch_size=500)
        for row in changed:
            values = row._asdict()
            Clock.objects.filter(uuid=values.pop("uuid")).update(**values)
        if gone:
            Clock.objects.filter(uuid__in=gone).delete()
    return Changes(len(wanted), len(new), len(changed), len(gone), later)


@transaction.atomic
def follow(event: Event, *, book: Book | None = None) -> Changes:
    """Work out anew what an event may have changed. Heads are held, so two workers never write the clocks of one stream at once."""
    centre_id = event.centre_id
    if centre_id is None:
        return Changes()
    book, changes = book or book_of(centre_id), Changes()
    if event.name in book.names:
        list(StreamHead.objects.select_for_update().filter(stream=event.stream).values_list("pk"))
        changes += _bring(book, centre_id, list(derive(book, journal(book, centre_id, streams=[event.stream]))), [event.stream])
    if event.name in book.wide_names:
        changes += _follow_wide(book, event, centre_id)
    return changes


def _follow_wide(book: Book, event: Event, centre_id: int) -> Changes:
    things = {one.of for edition in book.editions for one in edition.wide.by_key.values() if event.name in set(one.events)}
    streams = [f"{of}:{event.args[of]}" for of in sorted(things) if event.args.get(of)]
    # What is counted here has no stream of its own: who comes second waits for the centre's head.
    list(StreamHead.objects.select_for_update().filter(stream=event.stream).values_list("pk"))
    began = (
        Clock.objects.filter(centre_id=centre_id, stream__in=streams).order_by("started_at").values_list("started_at", flat=True).first()
    )
    told = wide_journal(book, centre_id, since=min(began or event.at, event.at))
    found = [one for stream in streams for one in derive(book, told.get(stream, ()), wide=True)]
    return _bring(book, centre_id, found, streams)


def _bring(book: Book, centre_id: int, found: Sequence[Found], streams: Sequence[str]) -> Changes:
    known = _Known(centre_id, [run for _, run, *_ in found])
    return _write(centre_id, {row.uuid: row for row in _rows(book, found, known)}, _kept(streams), write=True)


def rebuild(centre_id: int, *, write: bool = True) -> Changes:
    """Work every clock of a centre out anew, and write what differs. Without `write`: only count it."""
    book, known = book_of(centre_id), _Known(centre_id, None)
    changes, seen = Changes(), set[str]()
    streams = Event.objects.filter(centre_id=centre_id, name__in=book.names).order_by("stream").values_list("stream", flat=True).distinct()
    for names in batched(list(streams), AT_ONCE):
        with transaction.atomic():
            if write:
                list(StreamHead.objects.select_for_update().filter(stream__in=names).order_by("stream").values_list("pk"))
            found = derive(book, journal(book, centre_id, streams=names))
            changes += _write(centre_id, {row.uuid: row for row in _rows(book, found, known)}, _kept(names), write=write)
        seen.update(names)
    wide = wide_journal(book, centre_id)
    for names in batched(wide, AT_ONCE):
        found = chain.from_iterable(derive(book, wide[name], wide=True) for name in names)
        with transaction.atomic():
            changes += _write(centre_id, {row.uuid: row for row in _rows(book, found, known)}, _kept(names), write=write)
        seen.update(names)
    lost = set(Clock.objects.filter(centre_id=centre_id).order_by().values_list("stream", flat=True).distinct()) - seen
    for names in batched(sorted(lost), AT_ONCE):
        changes += _write(centre_id, {}, _kept(names), write=write)
    return changes
