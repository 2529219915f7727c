"""After a concern at the door nothing that Milepost keeps or sends holds a mark of who raised it: marks are planted and looked for.

Looked through: every row of every table (sessions, cache and jobs are tables), every file of the data folder, what was logged,
letters, and a backup. Planted: an address, a device, languages, the page before, a session, and in the picture a name, a
camera, a place, a comment and a colour profile.
"""

import gzip
import logging
import tarfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from milepost.base import backup
from milepost.base.files import path_of
from milepost.concerns.models import CaseFile
from milepost.notices import tasks
from tests.cast import Cast
from tests.concerns.telling import WORRY, taken
from tests.fixtures import Enter
from tests.held import held

MARK = "PLANTED"
ADDRESS = "203.0.113.77"
HEADERS = {
    "REMOTE_ADDR": ADDRESS,
    "REMOTE_HOST": f"{MARK}-host.example",
    "HTTP_X_FORWARDED_FOR": f"{ADDRESS}, 198.51.100.4",
    "HTTP_FORWARDED": f"for={ADDRESS}",
    "HTTP_USER_AGENT": f"{MARK}-Agent/9.9 (phone)",
    "HTTP_ACCEPT_LANGUAGE": f"xx-{MARK}",
    "HTTP_REFERER": f"https://{MARK}.example/page",
    "HTTP_X_DEVICE": f"{MARK}-device",
    "HTTP_SEC_CH_UA_MODEL": f"{MARK}-model",
}


def photo(kind: str) -> bytes:
    """A picture that says a great deal about who took it."""
    picture, kept = Image.new("RGB", (64, 48), "teal"), BytesIO()
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = f"{MARK}-maker", f"{MARK}-camera", f"{MARK}-owner"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0), 29: f"{MARK}-day"}
    more: dict[str, Any] = {"comment": f"{MARK}-comment".encode()} if kind == "JPEG" else {}
    if kind == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Author", f"{MARK}-author")
    picture.save(kept, kind, exif=exif, icc_profile=f"{MARK}-profile".encode() * 20, xmp=f"<x>{MARK}-xmp</x>".encode(), **more)
    content = kept.getvalue() + f"{MARK}-after-the-end".encode()
    assert content.count(MARK.encode()) > 5
    return content


def uploaded(photos: dict[str, bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{MARK}-name.{kind.lower()}", photo, f"image/{kind.lower()}") for kind, photo in photos.items()]


def rows() -> Counter[str]:
    """Every row of every table, as text."""
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.update(f"{table}: {row!r}" for row in cursor.fetchall())
    return found


def marks(text: str | bytes) -> list[str]:
    sought = text.decode("latin-1") if isinstance(text, bytes) else text
    return [mark for mark in (MARK, ADDRESS, "198.51.100.4") if mark.casefold() in sought.casefold()]


def read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    content = archive.extractfile(member)
    assert content is not None
    return gzip.decompress(content.read()) if member.name.endswith(".gz") else content.read()


@pytest.mark.slow
def test_no_mark_of_who_raised_it_is_left_anywhere(cast: Cast, enter: Enter, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    photos = {kind: photo(kind) for kind in ("JPEG", "PNG", "WEBP")}
    caplog.set_level(logging.DEBUG)  # from here on: the library that planted the marks speaks of them
    lena = enter("lena")
    session = lena.cookies["sessionid"].value
    before, files = rows(), set(held(Path(settings.HOME)))
    door, back = (reverse(name, args=[cast.centre.uuid]) for name in ("door", "door_back"))

    for client in (lena, Client()):  # signed in with an account, and not
        client.get(door, **HEADERS)
        form = {"text": WORRY, "known": "not_at_all", "pictures": uploaded(photos)}
        sent = client.post(door, form, **HEADERS)
        assert sent.status_code == 200
        passphrase = sent.context["page"].passphrase
        client.post(door, form | {"text": ""}, **HEADERS)  # refused
        client.post(back, {"passphrase": "wrong words"}, **HEADERS)
        opened = client.post(back, {"passphrase": passphrase}, **HEADERS)
        client.post(back, {"ticket": opened.context["page"].ticket, "act": "more", "text": "And on Friday."}, **HEADERS)
        client.get(door + "nothing-here/", **HEADERS)
        case = opened.context["page"].case
        taken(cast, case)
    while tasks.tell_pending():
        pass

    new = rows() - before
    assert len(new) > 20, "there is something to look through"
    told = "\n".join(new)
    assert marks(told) == []
    assert session not in told
    for secret in (passphrase, cast.lena.email, cast.lena.name, str(cast.lena.uuid)):
        assert secret not in told
    assert [name for name, content in held(Path(settings.HOME)).items() if name not in files and marks(content)] == []
    assert CaseFile.objects.count() == 6
    for file in CaseFile.objects.select_related("file"):
        content = path_of(file.file.sha256).read_bytes()
        assert marks(content) == []
        with Image.open(BytesIO(content)) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert marks(caplog.text) == []
    assert marks("".join(str(letter.message()) for letter in mail.outbox)) == []

    assert not backup.write(tmp_path / "backup.tar").faults
    with tarfile.open(tmp_path / "backup.tar") as archive:
        members = [member for member in archive if member.isfile()]
        assert len(members) > 20
        assert [member.name for member in members if marks(read(archive, member))] == []
