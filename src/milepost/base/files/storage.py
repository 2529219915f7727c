"""Putting bytes safely on disk, and only then saying so in a row."""

import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from milepost.base import clock, events
from milepost.base.files.kinds import kind_of, why_not_file
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused

CHUNK = 1024 * 1024
STORED = "base.file.stored"


def path_of(sha256: str) -> Path:
    """Where the bytes of this digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


def store(source: Path | str | bytes | IO[bytes], *, name: str, centre: models.Model, by: Actor) -> StoredFile:
    """Keep a file for good. The source is copied and stays as it is."""
    with room_is_needed():
        arrived = _copy(source)
    try:
        if reason := why_not_file(arrived, name):
            raise Refused(reason)
        kind = kind_of(arrived, name)
        sha256, size = keep(arrived)
    finally:
        arrived.unlink(missing_ok=True)
    return write_row(name=name, kind=kind, sha256=sha256, size=size, centre=centre, by=by)


def from_form(uploaded: UploadedFile, *, centre: models.Model, by: Actor) -> StoredFile:
    """Keep a file that came with a plain form, from a browser that does not run our scripts."""
    uploaded.seek(0)
    return store(uploaded, name=uploaded.name or _("file"), centre=centre, by=by)


def stored_file(uuid: UUID | str, *, centre: models.Model) -> StoredFile | None:
    """A file of this centre by its name for good, for somebody who holds that name: it is no list to choose from."""
    try:
        return StoredFile.objects.filter(uuid=uuid, centre_id=centre.pk).first()
    except ValidationError:
        return None


@transaction.atomic
def write_row(*, name: str, kind: str, sha256: str, size: int, centre: models.Model, by: Actor) -> StoredFile:
    """The row of bytes that already lie safely on disk, with its event."""
    file = StoredFile.objects.create(
        centre_id=centre.pk, sha256=sha256, size=size, name=tidy_name(name), kind=kind, stored_at=clock.now(), stored_by=by
    )
    events.record(
        f"files:{centre.uuid}",  # type: ignore[attr-defined]
        STORED,
        by=by,
        centre_id=centre.pk,
        args={"file": file.uuid, "size": size, "kind": kind},
        personal={"name": file.name},
        rows=[file],
    )
    return file


def tidy_name(name: str) -> str:
    """A file's name as people see it: without folders and without what cannot be printed."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip() or _("file")
    stem, dot, suffix = shown.rpartition(".")
    return shown if len(shown) <= 200 else f"{(stem or shown)[:180]}{dot}{suffix[:19]}"


def keep(arrived: Path) -> tuple[str, int]:
    """Give bytes their place under their digest, so that they survive a loss of power from here on."""
    digest, size = hashlib.sha256(), 0
    with room_is_needed(), arrived.open("rb+") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
        os.fsync(file.fileno())
        sha256 = digest.hexdigest()
        target = path_of(sha256)
        if target.exists() and target.stat().st_size == size:
            return sha256, size
        _make_folder(target.parent)
        step = target.with_name(f"{sha256}.{secrets.token_hex(4)}")
        try:
            _second_name(arrived, step)
            step.replace(target)
        finally:
            step.unlink(missing_ok=True)
        sync_folder(target.parent)
    return sha256, size


def _second_name(arrived: Path, step: Path) -> None:
    """Let the same bytes stand under another name, or copy them where the disk cannot."""
    try:
        step.hardlink_to(arrived)
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK}:
            raise
        shutil.copyfile(arrived, step)
        with step.open("rb+") as file:
            os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in reversed(missing):
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a folder's own list of names safe; a disk that cannot is left to do as it does."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Path | str | bytes | IO[bytes]) -> Path:
    folder = Path(settings.FILES) / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / secrets.token_hex(12)
    try:
        with target.open("xb") as file:
            for chunk in _chunks(source):
                file.write(chunk)
                if file.tell() > settings.UPLOAD_LIMIT:
                    break  # the check that follows says so
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def _chunks(source: Path | str | bytes | IO[bytes]) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
    elif isinstance(source, Path | str):
        with Path(source).open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    else:
        while chunk := source.read(CHUNK):
            yield chunk


@contextmanager
def room_is_needed() -> Iterator[None]:
    """Say it in a sentence when the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused(
                _("There is no room left on this server for that file. Tell your centre, and add it again later. Nothing else is lost.")
            ) from error
        raise
