"""Files: bytes first, then the row; and what a name says must be true."""

import hashlib
import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from PIL import Image

from milepost.base import files
from milepost.base.files import kinds, storage
from milepost.base.models import Event, StoredFile
from milepost.base.refusal import Refused
from tests.cast import Cast


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, kind)
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, "PDF")
    return out.getvalue()


def office(member: str, *, macros: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "<document/>")
        if macros:
            archive.writestr("word/vbaProject.bin", b"\0")
    return out.getvalue()


def test_a_stored_file_lies_under_its_digest_and_stands_in_one_event(cast: Cast) -> None:
    content = b"At six the boiler is lit.\n" + uuid4().bytes.hex().encode()
    before = Event.objects.count()
    file = files.store(content, name="C:\\notes\\log.txt", centre=cast.centre, by=cast.as_("lena"))
    path = files.path_of(file.sha256)
    assert path.read_bytes() == content
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.name, file.kind, file.size) == ("log.txt", "text/plain", len(content))
    event = Event.objects.order_by("-id").first()
    assert Event.objects.count() == before + 1
    assert event is not None
    assert (event.name, event.rows[0][:2]) == ("base.file.stored", ["storedfile", str(file.uuid)])
    assert not list((Path(settings.FILES) / "arriving").glob("*"))


def test_the_same_bytes_are_kept_once_and_each_time_have_a_row(cast: Cast, tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(picture())
    first = files.store(source, name="a.png", centre=cast.centre, by=cast.as_("lena"))
    second = files.store(io.BytesIO(picture()), name="b.png", centre=cast.elsewhere, by=cast.as_("stan"))
    assert first.sha256 == second.sha256
    assert first.pk != second.pk
    assert source.exists()


def test_a_rolled_back_act_leaves_bytes_but_no_row(cast: Cast) -> None:
    content, names = uuid4().bytes.hex().encode(), []
    with pytest.raises(RuntimeError), transaction.atomic():
        names.append(files.store(content, name="x.txt", centre=cast.centre, by=cast.as_("lena")).sha256)
        raise RuntimeError
    assert files.path_of(names[0]).exists()
    assert not StoredFile.objects.filter(sha256=names[0]).exists()


WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"  # how a recording of a browser begins
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", pdf(), "application/pdf"),
        ("a.png", picture(), "image/png"),
        ("photo.jpg", picture("PNG"), "image/png"),  # another kind of picture is still a picture
        ("a.heic", picture("HEIF"), "image/heic"),
        ("a.docx", office("word/document.xml"), kinds.WORD),
        ("a.xlsx", office("xl/workbook.xml"), kinds.SHEET),
        ("a.docm", office("word/document.xml", macros=True), kinds.MACROS),
        ("a.zip", office("other"), "application/zip"),
        ("a.txt", "Grüße\n".encode("latin-1"), "text/plain"),
        ("a.txt", "Grüße\n".encode("utf-16"), "text/plain"),
        ("a.csv", b"a;b\n1;2\n", "text/csv"),
        ("a.eml", b"From: a@x.example\nSubject: b\n\nc\n", "message/rfc822"),
        ("a.html", b"<p>Hello</p>", "application/octet-stream"),
        ("a.txt", b"<!doctype html><script>1</script>", "application/octet-stream"),
        ("a.svg", b"<svg onload='1'/>", "application/octet-stream"),
        ("a.xyz", bytes(range(256)), "application/octet-stream"),
        ("a.webm", WEBM + b"\x86\x86A_OPUS", "audio/webm"),
        ("a.webm", WEBM + b"\x86\x85V_VP8\x86\x86A_OPUS", "video/webm"),
        ("a.m4a", MP4 + b"hdlr\0\0\0\0\0\0\0\0soun", "audio/mp4"),
        ("a.mp4", MP4 + b"hdlr\0\0\0\0\0\0\0\0vide\0hdlr\0\0\0\0\0\0\0\0soun", "video/mp4"),
        ("a.mp3", bytes(range(256)), "application/octet-stream"),
    ],
)
def test_the_bytes_say_the_kind(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert kinds.kind_of(path, name) == kind
    if name != "a.txt" or kind == "text/plain":
        assert files.why_not_file(path, name) is None


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.pdf", b"MZ nothing of the kind", "a PDF"),
        ("a.pdf", b"%PDF-1.7\nbut cut off", "a PDF"),
        ("a.pdf", b"<html>%PDF-1.7", "a PDF"),
        ("a.jpg", pdf(), "a picture"),
        ("a.png", b"\x89PNG\r\n\x1a\nbroken", "a picture"),
        ("a.docx", office("xl/workbook.xml"), "a Word document"),
        ("a.docx", office("word/document.xml", macros=True), "a Word document"),
        ("a.xlsx", b"a,b", "a spreadsheet"),
        ("a.mp4", picture(), "a recording"),
        ("a.mp3", b"only words", "a recording"),
        ("a.txt", picture(), "a plain text"),
        ("a.eml", b"No header at all", "an e-mail"),
    ],
)
def test_a_file_that_lies_about_its_kind_is_told_so(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert files.why_not_file(path, name) == (
        f"That file says it is {what} and is none. Open it, save it as {what} and add it again. Nothing else is lost."
    )


def test_an_empty_file_and_one_that_is_too_large_are_refused(cast: Cast, settings: object) -> None:
    with pytest.raises(Refused, match="That file is empty"):
        files.store(b"", name="a.pdf", centre=cast.centre, by=cast.as_("lena"))
    settings.UPLOAD_LIMIT = 10  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="larger than 2 GB"):
        files.store(b"x" * 11, name="a.bin", centre=cast.centre, by=cast.as_("lena"))


def test_a_full_disk_is_said_in_a_sentence(cast: Cast) -> None:
    def full() -> None:
        with storage.room_is_needed():
            raise OSError(28, "No space left on device")

    with pytest.raises(Refused, match="There is no room left"):
        full()


@pytest.mark.parametrize("name", ["", "   ", "../../", "a\x00b\n.pdf", "x" * 400 + ".pdf"])
def test_a_name_is_tidied(name: str) -> None:
    tidy = storage.tidy_name(name)
    assert tidy
    assert len(tidy) <= 200
    assert tidy.isprintable()
    assert "/" not in tidy
