"""Files on their way in. Each may be cut off at any byte, by either side, and goes on from what is safely on disk."""

import fcntl
import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Protocol
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.files.kinds import kind_of, why_not_file, why_not_size
from milepost.base.files.storage import CHUNK, keep, room_is_needed, sync_folder, tidy_name, write_row
from milepost.base.models import Actor, StoredFile, Upload
from milepost.base.refusal import Refused

logger = logging.getLogger(__name__)

LASTS = timedelta(days=7)
AT_ONCE = 50  # unfinished uploads of one person
_SAFE_EACH = 4 * CHUNK  # bytes after which what came is made safe
_SAFE_EVERY = 2.0  # seconds after which it is, on a slow line
_SILENT = 5.0  # seconds after which a line that sends nothing may be taken over


class Busy(Exception):
    """The same upload is being sent by another request just now."""


class WrongOffset(Exception):
    """The sender goes on from elsewhere than what is safe here."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def part_of(upload: Upload) -> Path:
    """Where the bytes lie that have come so far."""
    return Path(settings.HOME) / "uploads" / str(upload.uuid)


def expires(upload: Upload) -> datetime:
    return upload.begun_at + LASTS


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise Refused(_("Only somebody who has signed in can send a file."))
    return by.person_id


def why_not_begin(length: int, *, by: Actor) -> str | None:
    """Why a person cannot send a file of this length."""
    if reason := why_not_size(length):
        return reason
    if Upload.objects.filter(person_id=_person(by), file=None, begun_at__gt=clock.now() - LASTS).count() >= AT_ONCE:
        return _("%(count)d files are on their way already. Let them arrive, or take some away, and add this one again.") % {
            "count": AT_ONCE
        }
    return None


def begin(*, name: str, length: int, place: str = "", centre: models.Model, by: Actor) -> Upload:
    """Make room for a file that is about to be sent."""
    if reason := why_not_begin(length, by=by):
        raise Refused(reason)
    upload = Upload(
        centre_id=centre.pk,
        person_id=_person(by),
        name=tidy_name(name),
        length=length,
        place=place[:100],
        begun_at=clock.now(),
        begun_by=by,
    )
    part = part_of(upload)
    with room_is_needed():
        part.parent.mkdir(parents=True, exist_ok=True)
        part.touch(0o600)
        sync_folder(part.parent)
        upload.save(force_insert=True)
    return upload


def upload_of(uuid: UUID, *, by: Actor) -> Upload:
    """A person's own upload; anybody else's is not found."""
    found = Upload.objects.filter(uuid=uuid, person_id=_person(by), centre=by.centre_id, begun_at__gt=clock.now() - LASTS)
    upload = found.select_related("file", "centre").first()
    if upload is None or (upload.file_id is None and not part_of(upload).exists()):
        raise Http404
    return upload


@dataclass(slots=True)
class _Line:
    """One request that sends bytes: it holds the part file until it ends or is taken over."""

    upload: Upload
    file: IO[bytes]
    path: Path

    def holds(self) -> bool:
        """Whether the part file is still the one that this request writes to."""
        try:
            return self.path.stat().st_ino == os.fstat(self.file.fileno()).st_ino
        except FileNotFoundError:
            return False

    def make_safe(self, offset: int) -> None:
        """What came until here survives a crash and a loss of power."""
        self.file.flush()
        os.fsync(self.file.fileno())
        with transaction.atomic():
            current = Upload.objects.select_for_update().filter(pk=self.upload.pk).first()
            if current is None or not self.holds():
                raise Busy
            current.offset = offset
            current.save(update_fields=["offset"])
        self.upload.offset = offset


@contextmanager
def _line(upload: Upload) -> Iterator[_Line]:
    path = part_of(upload)
    file: IO[bytes] = path.open("rb+")
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            file = _take_over(upload, path)
        # What was true while this one waited for the lock may not be so any more.
        upload.refresh_from_db(fields=["offset", "file"])
        yield _Line(upload, file, path)
    finally:
        file.close()


def _take_over(upload: Upload, path: Path) -> IO[bytes]:
    """Go on in a file of one's own when the line that holds this one has fallen silent, as a phone's does that changed its network.

    The silent request keeps the old file, which has no name any more: what it may still write reaches nobody.
    """
    if time.time() - path.stat().st_mtime < _SILENT:
        raise Busy
    fresh = path.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}")
    file = fresh.open("xb+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        upload.refresh_from_db(fields=["offset", "file"])
        seen, left = upload.offset, upload.offset
        with path.open("rb") as old:
            while left and (chunk := old.read(min(CHUNK, left))):
                file.write(chunk)
                left -= len(chunk)
        file.flush()
        os.fsync(file.fileno())
        with transaction.atomic():
            current = Upload.objects.select_for_update().get(pk=upload.pk)
            if left or current.offset != seen or current.file_id:
                raise Busy
            fresh.replace(path)
            sync_folder(path.parent)
    except BaseException:
        file.close()
        fresh.unlink(missing_ok=True)
        raise
    return file


def append(upload: Upload, source: Readable, *, at: int) -> int:
    """Write what a sender sends from the offset `at` on, and return the offset up to which it is safe now.

    When the line drops, what had come is kept and the error goes on to the caller.
    """
    if upload.file_id:
        raise WrongOffset
    try:
        with _line(upload) as line, room_is_needed():
            return _append(line, source, at=at)
    except FileNotFoundError:  # another request has just made it a stored file
        raise WrongOffset from None


def _append(line: _Line, source: Readable, *, at: int) -> int:
    upload = line.upload
    if upload.file_id or at != upload.offset:
        raise WrongOffset
    line.file.truncate(at)
    line.file.seek(at)
    offset, safe, when = at, at, time.monotonic()
    try:
        while offset < upload.length and (chunk := source.read(min(CHUNK // 4, upload.length - offset))):
            line.file.write(chunk)
            offset += len(chunk)
            if offset - safe >= _SAFE_EACH or time.monotonic() - when >= _SAFE_EVERY:
                line.make_safe(offset)
                safe, when = offset, time.monotonic()
    finally:
        if offset > safe:
            line.make_safe(offset)
    return offset


def receive(upload: Upload, *, by: Actor) -> StoredFile:
    """Make a stored file of an upload that is whole. Once done, it says the same again.

    The bytes are checked and put in their place before any transaction begins, so that nobody waits for a disk.
    """
    if upload.file:
        return upload.file
    if upload.offset < upload.length:
        raise Refused(
            _("%(name)s has not arrived whole yet. Wait until it says so, or take it away, and send the form again. Nothing is lost.")
            % {"name": upload.name}
        )
    try:
        with _line(upload) as line:
            _receive(upload, line, by=by)
    except FileNotFoundError:
        upload.refresh_from_db(fields=["file"])  # another request has just made it one
    if upload.file is None:
        raise Busy
    return upload.file


def _receive(upload: Upload, line: _Line, *, by: Actor) -> None:
    part = line.path
    if upload.file_id:
        return
    if reason := why_not_file(part, upload.name):
        drop(upload)
        raise Refused(reason)
    kind = kind_of(part, upload.name)
    sha256, size = keep(part)
    with transaction.atomic():
        current = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if current is None or not line.holds():
            raise Busy
        upload.file = write_row(name=upload.name, kind=kind, sha256=sha256, size=size, centre=upload.centre, by=by)
        upload.save(update_fields=["file"])
        transaction.on_commit(lambda: part.unlink(missing_ok=True))


def received(uuids: Iterable[UUID | str], *, by: Actor) -> list[StoredFile]:
    """The stored files of a person's uploads that a form names, in their order."""
    files = []
    for text in uuids:
        try:
            upload = upload_of(UUID(str(text)), by=by)
        except (ValueError, Http404):
            raise Refused(_("One of the files is not here any more: unfinished files are kept for seven days. Choose it again.")) from None
        try:
            files.append(receive(upload, by=by))
        except Busy:
            raise Refused(
                _("%(name)s is just arriving. Send the form again in a moment. Nothing is lost.") % {"name": upload.name}
            ) from None
    return files


def on_the_way(*, place: str, by: Actor) -> list[Upload]:
    """A person's uploads for one form that have come, wholly or in part, and are not used yet: the form shows them again."""
    found = Upload.objects.filter(person_id=_person(by), centre=by.centre_id, place=place, begun_at__gt=clock.now() - LASTS)
    return [upload for upload in found.select_related("file").order_by("id") if upload.file_id or part_of(upload).exists()]


def on_the_way_under(place: str, *, by: Actor) -> list[Upload]:
    """The same for a form with several kinds of files, each with a place of its own: "visit:photos", "visit:voice"."""
    found = Upload.objects.filter(
        person_id=_person(by), centre=by.centre_id, place__startswith=f"{place}:", begun_at__gt=clock.now() - LASTS
    )
    return [upload for upload in found.select_related("file").order_by("id") if upload.file_id or part_of(upload).exists()]


def drop(upload: Upload) -> None:
    """Forget an upload. A file that was made of it stays."""
    Upload.objects.filter(pk=upload.pk).delete()
    part_of(upload).unlink(missing_ok=True)


def done_with(files: Iterable[StoredFile]) -> None:
    """Forget the uploads of these files, now that their form was sent."""
    Upload.objects.filter(file__in=list(files)).delete()


def sweep() -> int:
    """Remove uploads that nobody went on with, and bytes that a crash left without a row."""
    gone = 0
    for upload in Upload.objects.filter(begun_at__lte=clock.now() - LASTS):
        drop(upload)
        gone += 1
    long_ago = time.time() - LASTS.total_seconds() - 86400
    for folder in (Path(settings.HOME) / "uploads", Path(settings.FILES) / "arriving"):
        for path in folder.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < long_ago:
                    path.unlink()
    return gone
