"""`milepost backup` and `restore`: a drill into an empty installation finds no difference, whichever database it has."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from milepost.base import backup, drafts, files
from milepost.base.files import uploads
from milepost.base.models import Event, Job, Upload
from milepost.base.refusal import Refused
from milepost.notices.tasks import mail_notice
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast, assemble

ROOT = Path(__file__).parents[2]


@pytest.fixture
def full(transactional_db: None) -> Cast:
    """A centre with something in every table that matters here."""
    cast = assemble()
    made = build.with_units(cast)
    file = files.store(b"At six the lamp is lit \xe2\x80\x93 \xc3\xbc.", name="Lämpchen.txt", centre=cast.centre, by=cast.as_("lena"))
    portfolios.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.FILE, title="The log", file=file)
    build.agreed(cast, made)
    drafts.keep(cast.lena.pk, "statement:1", {"body": "Half a sen", "ticked": ["a", "b"]})
    upload = files.begin(name="film.mp4", length=100, centre=cast.centre, by=cast.as_("lena"))
    uploads.append(upload, io.BytesIO(b"first bytes"), at=0)
    mail_notice.enqueue("00000000-0000-0000-0000-000000000000")
    Event.objects.filter(position=1).update(personal=None, salt=None)
    return cast


def milepost(*arguments: str, home: Path, database: str = "") -> "subprocess.CompletedProcess[str]":
    """The program, on an installation of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("BASE_URL", "DJANGO_", "MILEPOST_"))}
    environment |= {"MILEPOST_HOME": str(home), "DATABASE_URL": database, "SECRET_KEY": "only for tests", "EMAIL_URL": "smtp://127.0.0.1:1"}
    command = [sys.executable, "-m", "milepost.cli", *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def manifest_of(archive: Path) -> dict[str, Any]:
    with tarfile.open(archive) as tar:
        file = tar.extractfile("manifest.json")
        assert file is not None
        found: dict[str, Any] = json.loads(file.read())
    del found["made_at"], found["head"]["at"]
    return found


@pytest.fixture
def another_database() -> Iterator[str]:
    """An empty database on the server that the tests use; on SQLite, the file in the home."""
    if connection.vendor == "sqlite":
        yield ""
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS milepost_drill")
        cursor.execute("CREATE DATABASE milepost_drill")
    told = connection.settings_dict
    yield f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/milepost_drill"
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS milepost_drill WITH (FORCE)")


@pytest.mark.slow
def test_a_drill_finds_no_difference(full: Cast, tmp_path: Path, another_database: str) -> None:
    first = tmp_path / "first.tar"
    contents = backup.write(first)
    assert contents.faults == []
    assert contents.files == 1

    # Into SQLite, out of it again, and back into a database of the kind that the tests run on.
    steps = [(tmp_path / "one", ""), (tmp_path / "two", another_database)]
    archive = first
    for home, database in steps:
        restored = milepost("restore", str(archive), home=home, database=database)
        assert restored.returncode == 0, restored.stdout + restored.stderr
        assert "The journal is whole." in restored.stdout
        assert milepost("verify", home=home, database=database).returncode == 0
        archive = home / "again.tar"
        written = milepost("backup", str(archive), home=home, database=database)
        assert written.returncode == 0, written.stdout + written.stderr
        assert manifest_of(archive) == manifest_of(first)
        with tarfile.open(archive) as again, tarfile.open(first) as before:
            assert again.getnames() == before.getnames()
            for name in [name for name in before.getnames() if name.startswith(("files/", "uploads/"))]:
                assert again.extractfile(name).read() == before.extractfile(name).read()  # type: ignore[union-attr]
    part = tmp_path / "one" / "uploads" / str(Upload.objects.get().uuid)
    assert part.read_bytes() == b"first bytes"

    # And it lives: a new row gets a new id.
    one = milepost(
        "open-centre", "--name=New", "--manager-email=n@new.example", "--manager-name=N", home=steps[1][0], database=another_database
    )
    assert one.returncode == 0, one.stderr

    refused = milepost("restore", str(first), home=tmp_path / "one")
    assert refused.returncode == 2
    assert "holds files already" in refused.stderr
    elsewhere = milepost(
        "restore", str(first), home=tmp_path / "three", database=another_database or f"sqlite:///{tmp_path}/one/milepost.sqlite3"
    )
    assert elsewhere.returncode == 2
    assert "holds rows already" in elsewhere.stderr


def altered(archive: Path, change: str) -> Path:
    """A copy of an archive with one thing wrong in it."""
    target = archive.with_name("altered.tar")
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for member in old:
            file = old.extractfile(member)
            assert file is not None
            content = file.read()
            if change == "file" and member.name.startswith("files/"):
                content = b"x" * len(content)
            if change == "rows" and member.name == "tables/milepost.person.jsonl.gz":
                content = content[:12] + bytes(byte ^ 0xFF for byte in content[12:40]) + content[40:]
            if change == "end" and member.name == "tables/milepost.upload.jsonl.gz":
                break
            if change == "table" and member.name == "manifest.json":
                told = json.loads(content)
                told["tables"]["milepost.person"]["sha256"] = "0" * 64
                content = json.dumps(told).encode()
            if change == "newer" and member.name == "manifest.json":
                content = content.replace(b"0002_append_only", b"9999_far_ahead")
            if change == "format" and member.name == "manifest.json":
                content = content.replace(b"milepost-backup/1", b"milepost-backup/9")
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


@pytest.mark.slow
def test_a_damaged_archive_restores_nothing(full: Cast, tmp_path: Path) -> None:
    archive = tmp_path / "first.tar"
    backup.write(archive)
    home = tmp_path / "home"
    sentences = {
        "file": "are not those that were stored",
        "table": "table milepost.person is not as it was written",
        "end": "it ends too early",
        "rows": "is damaged",
        "format": "another version of Milepost",
    }
    for change, sentence in sentences.items():
        refused = milepost("restore", str(altered(archive, change)), home=home)
        assert refused.returncode == 2, refused.stdout + refused.stderr
        assert sentence in refused.stderr
    cut = tmp_path / "cut.tar"
    cut.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    assert "is damaged" in milepost("restore", str(cut), home=home).stderr
    no_archive = tmp_path / "letter.txt"
    no_archive.write_text("Dear all")
    assert "no backup of Milepost" in milepost("restore", str(no_archive), home=home).stderr
    assert milepost("restore", str(archive), home=home).returncode == 0


def test_bytes_that_are_missing_or_altered_are_said(full: Cast, tmp_path: Path) -> None:
    second = files.store(b"two", name="b.txt", centre=full.centre, by=full.as_("lena"))
    third = files.store(b"three", name="c.txt", centre=full.centre, by=full.as_("lena"))
    files.path_of(second.sha256).unlink()
    files.path_of(third.sha256).write_bytes(b"THREE")
    faults = backup.write(tmp_path / "a.tar").faults
    assert sorted(faults) == sorted(
        [f"The bytes of {second.sha256} are missing.", f"The bytes of {third.sha256} were altered on the disk."]
    )
    files.path_of(third.sha256).unlink()


def test_what_is_not_empty_is_not_restored_into(full: Cast, tmp_path: Path) -> None:
    backup.write(tmp_path / "a.tar")
    before = Job.objects.count()
    with pytest.raises(Refused, match="already"):
        backup.restore(tmp_path / "a.tar")
    assert Job.objects.count() == before
    assert files.path_of(full_sha()).exists()


def full_sha() -> str:
    from milepost.base.models import StoredFile

    found = StoredFile.objects.first()
    assert found is not None
    return found.sha256


def test_an_archive_is_for_its_owners_eyes_only(full: Cast, tmp_path: Path) -> None:
    backup.write(tmp_path / "a.tar")
    assert (tmp_path / "a.tar").stat().st_mode & 0o777 == 0o600
