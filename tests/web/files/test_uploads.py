"""/files/uploads/: a file comes in piece by piece and is never lost by half."""

import base64
import hashlib
import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from milepost.base import clock, files
from milepost.base.files import uploads
from milepost.base.models import StoredFile, Upload
from tests.cast import Cast

Enter = Callable[..., Client]
BODY = b"%PDF-is not this. " + bytes(range(33, 120)) * 4000
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}


def begin(client: Client, length: int, name: str = "log.bin", **more: str) -> str:
    told = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in {"filename": name, **more}.items())
    answer = client.post("/files/uploads/", headers={"Upload-Length": str(length), "Upload-Metadata": told, "Tus-Resumable": "1.0.0"})
    assert answer.status_code == 201, answer.content
    assert answer.headers["Upload-Expires"]
    return str(answer.headers["Location"])


def send(client: Client, where: str, piece: bytes, at: int) -> "tuple[int, str | None, str]":
    answer = client.patch(
        where, piece, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(at), "Tus-Resumable": "1.0.0"}
    )
    return answer.status_code, answer.headers.get("Upload-Offset"), answer.content.decode()


def offset(client: Client, where: str) -> int:
    return int(client.head(where, **TUS).headers["Upload-Offset"])


def test_a_file_arrives_in_pieces_and_is_whole(enter: Enter, cast: Cast) -> None:
    lena = enter("lena")
    where = begin(lena, len(BODY), "Grüße.bin", place="evidence:new")
    assert send(lena, where, BODY[:1000], 0)[:2] == (204, "1000")
    assert offset(lena, where) == 1000
    assert send(lena, where, BODY[1000:], 1000)[:2] == (204, str(len(BODY)))
    upload = Upload.objects.get()
    file = upload.file
    assert file is not None
    assert (upload.name, upload.place) == ("Grüße.bin", "evidence:new")
    assert file.sha256 == hashlib.sha256(BODY).hexdigest()
    assert files.path_of(file.sha256).read_bytes() == BODY
    assert files.received([str(upload.uuid)], by=cast.as_("lena")) == [file]
    assert StoredFile.objects.count() == 1


def test_what_the_server_can_do(client: Client) -> None:
    answer = client.options("/files/uploads/")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(2 * 1024**3)
    assert answer.headers["Tus-Extension"] == "creation,termination,expiration"


def test_who_is_signed_out_is_told_and_not_sent_elsewhere(client: Client) -> None:
    answer = client.post("/files/uploads/", headers={"Upload-Length": "3", "Tus-Resumable": "1.0.0"})
    assert answer.status_code == 401
    assert "Sign in again" in answer.content.decode()


@pytest.mark.parametrize("name", ["asif", "stan"])
def test_an_upload_is_nobody_elses(enter: Enter, name: str) -> None:
    where = begin(enter("lena"), 10)
    other = enter(name)
    assert other.head(where, **TUS).status_code == 404
    assert send(other, where, b"x", 0)[0] == 404
    assert other.delete(where, **TUS).status_code == 404


def test_a_wrong_offset_a_wrong_version_and_a_wrong_type(enter: Enter) -> None:
    lena = enter("lena")
    where = begin(lena, 10)
    assert send(lena, where, b"xx", 4)[0] == 409
    assert send(lena, where, b"xx", 0)[0] == 204
    assert send(lena, where, b"xx", 0)[0] == 409
    assert lena.head(where).status_code == 412
    assert lena.patch(where, b"x", content_type="text/plain", headers={"Upload-Offset": "2", "Tus-Resumable": "1.0.0"}).status_code == 415
    assert lena.get(where, **TUS).status_code == 405
    assert send(lena, where, b"more than was said", 2)[:2] == (204, "10")
    assert send(lena, where, b"x", 9)[0] == 409
    assert offset(lena, where) == 10


def test_a_lie_is_told_at_the_end_and_the_upload_is_gone(enter: Enter) -> None:
    lena = enter("lena")
    where = begin(lena, 9, "plan.pdf")
    status, _, text = send(lena, where, b"not a PDF", 0)
    assert status == 422
    assert text.startswith("That file says it is a PDF and is none.")
    assert lena.head(where, **TUS).status_code == 404
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(("length", "status"), [("0", 422), (str(3 * 1024**3), 422), ("x", 400), ("-4", 400)])
def test_a_length_that_cannot_be(enter: Enter, length: str, status: int) -> None:
    assert enter("lena").post("/files/uploads/", headers={"Upload-Length": length, "Tus-Resumable": "1.0.0"}).status_code == status


class Dropping(io.BytesIO):
    """A line that drops after its bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise OSError("the line dropped")
        return piece


def test_what_came_before_the_line_dropped_is_kept(enter: Enter, cast: Cast) -> None:
    lena = enter("lena")
    where = begin(lena, len(BODY))
    upload = Upload.objects.get()
    with pytest.raises(OSError, match="dropped"):
        uploads.append(upload, Dropping(BODY[:5000]), at=0)
    assert offset(lena, where) == 5000
    assert send(lena, where, BODY[5000:], 5000)[0] == 204
    assert Upload.objects.get().file is not None


def test_bytes_that_were_not_made_safe_are_sent_again(enter: Enter) -> None:
    """A server that dies in the middle has written more than it has vouched for."""
    lena = enter("lena")
    where = begin(lena, len(BODY))
    send(lena, where, BODY[:700], 0)
    with uploads.part_of(Upload.objects.get()).open("ab") as part:
        part.write(b"garbage of a crash")
    assert offset(lena, where) == 700
    send(lena, where, BODY[700:], 700)
    file = Upload.objects.get().file
    assert file is not None
    assert file.sha256 == hashlib.sha256(BODY).hexdigest()


def test_a_server_that_died_after_the_last_byte_finishes_when_the_form_comes(enter: Enter, cast: Cast) -> None:
    lena = enter("lena")
    begin(lena, len(BODY))
    upload = Upload.objects.get()
    assert uploads.append(upload, io.BytesIO(BODY), at=0) == len(BODY)
    assert Upload.objects.get().file is None
    (file,) = files.received([upload.uuid], by=cast.as_("lena"))
    assert file.size == len(BODY)


def test_a_silent_line_is_taken_over_and_its_late_bytes_reach_nobody(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    lena = enter("lena")
    where = begin(lena, len(BODY))
    send(lena, where, BODY[:500], 0)
    upload = Upload.objects.get()
    with uploads._line(upload) as silent:
        assert send(lena, where, BODY[500:], 500)[0] == 423  # it may still be alive
        monkeypatch.setattr(uploads, "_SILENT", -1.0)
        assert send(lena, where, BODY[500:], 500)[0] == 204
        silent.file.seek(0)
        silent.file.write(b"late and wrong")
        silent.file.flush()
        with pytest.raises(uploads.Busy):
            silent.make_safe(14)
    file = Upload.objects.get().file
    assert file is not None
    assert files.path_of(file.sha256).read_bytes() == BODY


def test_a_form_that_comes_while_the_file_is_put_away(enter: Enter, cast: Cast) -> None:
    begin(enter("lena"), 4, "log.txt")
    upload = Upload.objects.get()
    uploads.append(upload, io.BytesIO(b"full"), at=0)
    with uploads._line(upload), pytest.raises(uploads.Refused, match=r"log.txt is just arriving"):
        files.received([upload.uuid], by=cast.as_("lena"))


def test_taking_away_and_expiry(enter: Enter, cast: Cast) -> None:
    lena = enter("lena")
    where = begin(lena, 10)
    part = uploads.part_of(Upload.objects.get())
    assert part.exists()
    assert lena.delete(where, **TUS).status_code == 204
    assert lena.head(where, **TUS).status_code == 404
    assert not part.exists()
    where = begin(lena, 10)
    part = uploads.part_of(Upload.objects.get())
    with clock.at(clock.now() + uploads.LASTS + timedelta(hours=1)):
        assert lena.head(where, **TUS).status_code == 404
        assert uploads.sweep() == 1
    assert not part.exists()
    assert not Upload.objects.exists()


def test_a_form_that_names_an_upload_that_is_not_there(cast: Cast) -> None:
    for unknown in (str(uuid.uuid4()), "nonsense"):
        with pytest.raises(uploads.Refused, match="is not here any more"):
            files.received([unknown], by=cast.as_("lena"))


def test_a_form_that_comes_before_the_file_is_whole(enter: Enter, cast: Cast) -> None:
    lena = enter("lena")
    send(lena, begin(lena, 10, "log.txt"), b"half", 0)
    with pytest.raises(uploads.Refused, match=r"log.txt has not arrived whole yet"):
        files.received([Upload.objects.get().uuid], by=cast.as_("lena"))
    (shown,) = uploads.on_the_way(place="", by=cast.as_("lena"))
    assert shown.offset == 4


def test_a_person_has_only_so_many_on_the_way(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", 1)
    lena = enter("lena")
    begin(lena, 10)
    answer = lena.post("/files/uploads/", headers={"Upload-Length": "10", "Tus-Resumable": "1.0.0"})
    assert answer.status_code == 422
    assert "on their way already" in answer.content.decode()
