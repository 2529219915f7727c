"""/files/<uuid>/: the original in ranges, previews, and drafts; a stranger gets 404."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from milepost.base import drafts, files
from milepost.base.models import Draft, StoredFile
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import EvidenceKind
from milepost.web.files.ranges import Unsatisfiable, span
from tests import build
from tests.base.test_previews import pdf
from tests.cast import Cast
from tests.fixtures import Enter

WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(200)) * 10


def evidence(cast: Cast, content: bytes, name: str) -> StoredFile:
    made = build.with_units(cast)
    file = files.store(content, name=name, centre=cast.centre, by=cast.as_("lena"))
    portfolios.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.FILE, title="It", file=file)
    return file


@pytest.fixture
def recording(cast: Cast) -> StoredFile:
    return evidence(cast, WAVE, "Gespräch.wav")


def test_the_whole_file_comes_safely(enter: Enter, recording: StoredFile) -> None:
    answer = enter("asif").get(f"/files/{recording.uuid}/", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == WAVE  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "audio/x-wav"
    assert answer.headers["Content-Disposition"] == "inline; filename*=utf-8''Gespr%C3%A4ch.wav"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(WAVE))
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-", 100, len(WAVE) - 1),
        ("bytes=-50", len(WAVE) - 50, len(WAVE) - 1),
        ("bytes=10-9999999", 10, len(WAVE) - 1),
    ],
)
def test_a_range_comes_alone(enter: Enter, recording: StoredFile, asked: str, first: int, last: int) -> None:
    answer = enter("lena").get(f"/files/{recording.uuid}/", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(WAVE)}"
    assert b"".join(answer.streaming_content) == WAVE[first : last + 1]  # type: ignore[attr-defined]


def test_ranges_that_mean_nothing() -> None:
    assert [span(text, 100) for text in ("bytes=5-3", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b")] == [None] * 5
    for text in ("bytes=100-", "bytes=-0"):
        with pytest.raises(Unsatisfiable):
            span(text, 100)


def test_a_range_of_absurd_length_is_no_range() -> None:
    assert span(f"bytes=0-{'9' * 5000}", 100) is None


def test_a_page_that_cannot_be_is_not_found(enter: Enter, recording: StoredFile, cast: Cast) -> None:
    file = files.store(pdf(), name="a.pdf", centre=cast.centre, by=cast.as_("lena"))
    made = recording.centre.registrations.get()
    portfolios.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.FILE, title="A page", file=file)
    for number in ("0", "401", "9" * 300):
        assert enter("lena").get(f"/files/{file.uuid}/pages/{number}/800.webp").status_code == 404


def test_conditions(enter: Enter, recording: StoredFile) -> None:
    asif, where = enter("asif"), f"/files/{recording.uuid}/"
    etag = f'"{recording.sha256}"'
    assert asif.get(where, headers={"Range": "bytes=99999-"}).status_code == 416
    assert asif.get(where, headers={"If-None-Match": etag}).status_code == 304
    assert asif.get(where, headers={"Range": "bytes=0-1", "If-Range": etag}).status_code == 206
    assert asif.get(where, headers={"Range": "bytes=0-1", "If-Range": '"another"'}).status_code == 200
    head = asif.head(where)
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(len(WAVE)), b"")
    saved = asif.get(where + "?download")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert asif.post(where).status_code == 405


@pytest.mark.parametrize(("name", "content"), [("page.html", b"<script>1</script>"), ("log.txt", b"words"), ("d.svg", b"<svg/>")])
def test_what_a_browser_might_run_is_only_downloaded(enter: Enter, cast: Cast, name: str, content: bytes) -> None:
    file = evidence(cast, content, name)
    answer = enter("asif").get(f"/files/{file.uuid}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["stan", "bea", "emil"])
@pytest.mark.parametrize("url", ["file", "file_preview", "file_page"])
def test_a_stranger_and_a_wrong_role_find_nothing(enter: Enter, recording: StoredFile, name: str, url: str) -> None:
    more = {"number": 1, "width": 800} if url == "file_page" else {}
    assert enter(name).get(reverse(url, kwargs={"uuid": recording.uuid, **more})).status_code == 404
    assert enter("asif").get(reverse(url, kwargs={"uuid": uuid4(), **more})).status_code == 404


def test_a_file_on_a_page(enter: Enter, cast: Cast) -> None:
    file, asif = evidence(cast, pdf(), "plan.pdf"), enter("asif")
    page = asif.get(f"/files/{file.uuid}/preview/").content.decode()
    assert 'id="p1" data-page="1"' in page
    assert "The lamp is lit at six" in page
    image = asif.get(f"/files/{file.uuid}/pages/2/800.webp")
    assert image.headers["Content-Type"] == "image/webp"
    assert asif.get(f"/files/{file.uuid}/pages/3/800.webp").status_code == 404


def test_words_of_a_file_are_never_markup(enter: Enter, cast: Cast) -> None:
    file = evidence(cast, b"Hello <script>alert(1)</script>\n\n<b>bold</b>", "log.txt")
    page = enter("asif").get(f"/files/{file.uuid}/preview/").content.decode()
    assert "<script>alert" not in page
    assert 'id="p2" data-paragraph="2"' in page
    assert "&lt;b&gt;bold" in page


def test_a_recording_seeks_on_its_page(enter: Enter, recording: StoredFile) -> None:
    page = enter("asif").get(f"/files/{recording.uuid}/preview/").content.decode()
    assert f'<audio class="media" controls preload="metadata" src="/files/{recording.uuid}/" data-media' in page


def test_a_draft_is_kept_found_and_dropped(enter: Enter, cast: Cast) -> None:
    lena, where = enter("lena"), reverse("draft_keep", kwargs={"place": "statement:new/1"})
    assert lena.post(where, json.dumps({"body": "Half a", "tick": ["a", "b"]}), content_type="application/json").status_code == 204
    found = drafts.find(cast.lena.pk, "statement:new/1")
    assert found is not None
    assert found.body == {"body": "Half a", "tick": ["a", "b"]}
    assert lena.post(where, {"csrfmiddlewaretoken": "x", "body": "Half a sentence", "tick": ["a", "c"]}).status_code == 204
    found = drafts.find(cast.lena.pk, "statement:new/1")
    assert found is not None
    assert found.body == {"body": "Half a sentence", "tick": ["a", "c"]}
    assert drafts.find(cast.asif.pk, "statement:new/1") is None
    assert lena.post(where, {"body": ""}).status_code == 204
    assert not Draft.objects.exists()


def test_a_draft_needs_a_session_and_has_its_limits(enter: Enter, client: "object", cast: Cast) -> None:
    where = reverse("draft_keep", kwargs={"place": "x"})
    assert client.post(where, {"body": "x"}).status_code == 401  # type: ignore[attr-defined]
    lena = enter("lena")
    assert lena.get(where).status_code == 405
    assert lena.post(where, json.dumps({"body": "x" * 600_000}), content_type="application/json").status_code == 413
    assert lena.post(where, "no json", content_type="application/json").status_code == 204
    assert not Draft.objects.exists()
