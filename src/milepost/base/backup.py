"""Everything of an installation in one archive, and back again, on either database.

The archive is a tar: `manifest.json`, then `files/SHA256` and `uploads/UUID`, then `tables/NAME.jsonl.gz` with one row a
line. Rows are read in one moment of the database while others go on writing; files never change, so they are copied
afterwards. What is restored is held against the manifest in the same transaction that writes it.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.events import canonical
from milepost.base.files.storage import CHUNK, path_of
from milepost.base.laying import lay_tables
from milepost.base.models import StoredFile, Upload
from milepost.base.refusal import Refused
from milepost.base.snapshot import snapshot
from milepost.base.verification import current_head

FORMAT = "milepost-backup/1"
LEFT_OUT = {"sessions.session"}  # everybody signs in again
MADE_BY_MIGRATE = {"contenttypes.contenttype", "auth.permission"}
_FILE = re.compile(r"files/([0-9a-f]{64})$")
_PART = re.compile(r"uploads/([0-9a-f-]{36})$")
_TABLE = re.compile(r"tables/([a-z_]+\.[a-z0-9_]+)\.jsonl\.gz$")

Model = type[models.Model]


@dataclass(slots=True)
class Contents:
    """What an archive holds, in numbers, and files whose bytes were not as their rows say."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    bytes: int = 0
    faults: list[str] = field(default_factory=list)


def write(target: Path) -> Contents:
    """Write everything to `target`. It has its name only once it is whole."""
    contents, step = Contents(), target.with_name(f"{target.name}.partial")
    with tempfile.TemporaryDirectory(prefix=".milepost-", dir=target.absolute().parent) as folder:
        manifest, parts = _write_tables(Path(folder), contents)
        try:
            # Everybody's work and the digests of their passwords are in it: for its owner's eyes only.
            with os.fdopen(os.open(step, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                os.fchmod(file.fileno(), 0o600)
                with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                    _add(archive, "manifest.json", json.dumps(manifest, indent=1).encode())
                    for sha256 in manifest["files"]:
                        _add_file(archive, sha256, contents)
                    for uuid, offset in parts:
                        _add_part(archive, uuid, offset)
                    for name in manifest["tables"]:
                        archive.add(Path(folder) / name, f"tables/{name}.jsonl.gz", filter=_plain_member)
                file.flush()
                os.fsync(file.fileno())
            step.replace(target)
        finally:
            step.unlink(missing_ok=True)
    return contents


def _write_tables(folder: Path, contents: Contents) -> tuple[dict[str, Any], list[tuple[UUID, int]]]:
    """Every row of one moment, each table in a file of its own, and the manifest."""
    with snapshot():
        tables = {}
        for model in _tables():
            name = model._meta.label_lower
            tables[name] = _write_table(model, folder / name)
            contents.tables += 1
            contents.rows += tables[name]["rows"]
        parts = list(Upload.objects.filter(file=None).values_list("uuid", "offset"))
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "migrations": dict(sorted(MigrationExecutor(connection).loader.graph.leaf_nodes())),
            "tables": tables,
            "files": sorted(StoredFile.objects.values_list("sha256", flat=True).distinct()),
            "head": current_head(),
        }
    return manifest, parts


def _tables() -> list[Model]:
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    return sorted((model for model in found if model._meta.label_lower not in LEFT_OUT), key=lambda model: model._meta.label_lower)


def _columns(model: Model) -> "list[models.Field[Any, Any]]":
    return [column for column in model._meta.concrete_fields if not column.generated]


def _write_table(model: Model, path: Path) -> dict[str, Any]:
    names = [column.attname for column in _columns(model)]
    digest, rows = hashlib.sha256(), 0
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=5, mtime=0, filename="") as file:
        for line in _lines(model, names):
            digest.update(line)
            file.write(line)
            rows += 1
    return {"columns": names, "rows": rows, "sha256": digest.hexdigest()}


def _lines(model: Model, names: list[str]) -> Iterator[bytes]:
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
        yield canonical(row).encode() + b"\n"


def _plain_member(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the name of whoever made it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = _plain_member(tarfile.TarInfo(name))
    member.size = size
    member.mtime = int(clock.now().timestamp())
    return member


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    archive.addfile(_member(name, len(content)), io.BytesIO(content))


class _Digesting:
    """A file that takes the digest of what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(size)
        self.digest.update(chunk)
        return chunk


def _add_file(archive: tarfile.TarFile, sha256: str, contents: Contents) -> None:
    try:
        file = path_of(sha256).open("rb")
    except FileNotFoundError:
        contents.faults.append(_("The bytes of %(file)s are missing.") % {"file": sha256})
        return
    with file:
        size, reader = os.fstat(file.fileno()).st_size, _Digesting(file)
        archive.addfile(_member(f"files/{sha256}", size), reader)
    if reader.digest.hexdigest() != sha256:
        contents.faults.append(_("The bytes of %(file)s were altered on the disk.") % {"file": sha256})
    contents.files += 1
    contents.bytes += size


def _add_part(archive: tarfile.TarFile, uuid: UUID, offset: int) -> None:
    """What has come of an upload that is still on its way; one that ended meanwhile is left out."""
    with suppress(FileNotFoundError), (Path(settings.HOME) / "uploads" / str(uuid)).open("rb") as file:
        if os.fstat(file.fileno()).st_size >= offset:
            archive.addfile(_member(f"uploads/{uuid}", offset), file)


def why_not_restore() -> str | None:
    """Why nothing may be restored here: there is something already, and it would be mixed up with what comes."""
    if any(Path(settings.FILES).glob("??/??/*")):
        return _("%(folder)s holds files already. Restore into a new folder: set MILEPOST_HOME to one that is empty.") % {
            "folder": settings.HOME
        }
    present = set(connection.introspection.table_names())
    for model in _tables():
        full = model._meta.db_table in present and model._meta.label_lower not in MADE_BY_MIGRATE and model._base_manager.exists()
        if full:
            return _("The database holds rows already. Restore into an empty one: set MILEPOST_HOME or DATABASE_URL to it.")
    return None


def restore(source: Path) -> tuple[Contents, Mapping[str, Any]]:
    """Fill an empty installation from an archive. Returns what came and the head of its journal, to verify against.

    The tables are made as they were when the archive was written; bring them to this version afterwards.
    """
    if reason := why_not_restore():
        raise Refused(reason)
    contents = Contents()
    try:
        with tarfile.open(source, mode="r|") as archive:
            members = iter(archive)
            manifest = _manifest(archive, members)
            states = _make_tables(manifest["migrations"])
            with transaction.atomic():
                _fill(archive, members, manifest, states, contents)
    except BaseException as error:
        _take_back()
        if isinstance(error, tarfile.TarError | EOFError | zlib.error | ValueError | KeyError | OSError):
            raise Refused(
                _("%(file)s is damaged or no backup of Milepost: %(why)s. Nothing was restored.") % {"file": source, "why": error}
            ) from error
        raise
    return contents, manifest["head"]


def _damaged(why: str) -> Refused:
    return Refused(_("The archive is damaged: %(why)s Nothing was restored.") % {"why": why})


def _manifest(archive: tarfile.TarFile, members: Iterator[tarfile.TarInfo]) -> dict[str, Any]:
    first = next(members, None)
    if first is None or first.name != "manifest.json":
        raise _damaged(_("it does not begin with a manifest."))
    file = archive.extractfile(first)
    assert file is not None
    manifest: dict[str, Any] = json.loads(file.read())
    if manifest.get("format") != FORMAT:
        raise Refused(_("This archive was written by another version of Milepost, whose format is not known here."))
    return manifest


def _make_tables(migrations: Mapping[str, str]) -> Any:
    """The tables as they were when the archive was written, in an empty database. Returns the models of that time."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    targets = [(app, name) for app, name in migrations.items() if app in {label for label, _name in known}]
    if unknown := [name for target in targets if target not in known for name in target[1:]]:
        raise Refused(
            _("This archive was written by a newer Milepost (%(name)s is not known here). Install that one and restore again.")
            % {"name": unknown[0]}
        )
    if set(targets) == set(executor.loader.graph.leaf_nodes()) and lay_tables():
        executor = MigrationExecutor(connection)  # what has just been noted as done
    # Tables that are newer but empty are taken down to what the archive knows, and built up again afterwards.
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def _fill(
    archive: tarfile.TarFile, members: Iterator[tarfile.TarInfo], manifest: Mapping[str, Any], states: Any, contents: Contents
) -> None:
    by_name = {model._meta.label_lower: model for model in states.get_models(include_auto_created=True)}
    for name in MADE_BY_MIGRATE & set(by_name):
        by_name[name]._base_manager.all().delete()
    expected, filled = set(manifest["files"]), []
    for member in members:
        content = archive.extractfile(member)
        assert content is not None
        if found := _FILE.match(member.name):
            _restore_file(found[1], content)
            expected.discard(found[1])
            contents.files += 1
            contents.bytes += member.size
        elif found := _PART.match(member.name):
            _copy(content, Path(settings.HOME) / "uploads" / str(UUID(found[1])))
        elif (found := _TABLE.match(member.name)) and found[1] in manifest["tables"]:
            model = by_name.get(found[1])
            if model is None:
                raise _damaged(_("table %(table)s is not known.") % {"table": found[1]})
            contents.rows += _restore_table(model, manifest["tables"][found[1]], content)
            contents.tables += 1
            filled.append(model)
    if contents.tables != len(manifest["tables"]):
        raise _damaged(_("it ends too early."))
    contents.faults += [_("The bytes of %(file)s were missing when the backup was made.") % {"file": sha256} for sha256 in sorted(expected)]
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def _restore_file(sha256: str, content: IO[bytes]) -> None:
    reader = _Digesting(content)
    _copy(reader, path_of(sha256))
    if reader.digest.hexdigest() != sha256:
        raise _damaged(_("the bytes of %(file)s are not those that were stored.") % {"file": sha256})


def _copy(content: Any, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        shutil.copyfileobj(content, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _restore_table(model: Model, told: Mapping[str, Any], content: IO[bytes]) -> int:
    """The rows of one table, as they were, with their ids. Nothing is filled in and nothing is asked of the model."""
    by_name = {column.attname: column for column in _columns(model)}
    columns = [by_name[name] for name in told["columns"]]
    digest, rows = hashlib.sha256(), 0
    with gzip.GzipFile(fileobj=content) as lines:
        for batch in batched(lines, 1000):
            made = []
            for line in batch:
                digest.update(line)
                made.append(model(**{c.attname: _value(c, value) for c, value in zip(columns, json.loads(line), strict=True)}))
            size = max(1, connection.ops.bulk_batch_size(columns, made))
            for some in batched(made, size):
                model._base_manager._insert(list(some), fields=columns, using=connection.alias, raw=True)  # type: ignore[attr-defined]
            rows += len(made)
    if rows != told["rows"] or digest.hexdigest() != told["sha256"]:
        raise _damaged(_("table %(table)s is not as it was written.") % {"table": model._meta.label_lower})
    return rows


def _value(column: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(column, models.JSONField):
        return value
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    return target.to_python(value)


def _take_back() -> None:
    """Remove the files of a restore that failed; its rows are gone with their transaction."""
    for folder in (*Path(settings.FILES).glob("??"), Path(settings.HOME) / "uploads"):
        shutil.rmtree(folder, ignore_errors=True)
