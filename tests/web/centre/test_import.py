"""Uploading a handbook: what is read leads to its review, what cannot be read is said in a sentence."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from milepost.frameworks.models import Import
from milepost.people.words import Role
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import PACK

IMPORT = "/centre/qualifications/import/"  # "centre_import"


def upload(client: Client, data: bytes, name: str = "pack.txt") -> tuple[int, str]:
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


@pytest.mark.parametrize("path", [PACK, PACK.with_suffix(".pdf"), Path("specs/qualifications/contact-centre-diploma.yaml")], ids=str)
def test_text_pdf_and_specification_files_lead_to_their_review(cora: Client, path: Path) -> None:
    status, to = upload(cora, path.read_bytes(), path.name)
    import_ = Import.objects.get()
    assert (status, to) == (302, f"/centre/qualifications/imports/{import_.uuid}/")
    assert import_.file.name == path.name


def test_the_page_says_what_can_be_read(cora: Client) -> None:
    assert b"A scan without text" in cora.get(IMPORT).content


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "empty.txt", "That file is empty"),
        (b"Dear all,\n", "letter.txt", "holds no unit"),
        (b"\x89PNG\r\n\x1a\n and so on", "scan.pdf", "says it is a PDF"),
        (b"title: [", "mine.yaml", "not written as a specification"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(cora: Client, data: bytes, name: str, says: str) -> None:
    status, page = upload(cora, data, name)
    assert status == 422
    assert says in page
    assert 'href="#id_file"' in page
    assert not Import.objects.exists()


def test_no_file_at_all_is_said(cora: Client) -> None:
    answer = cora.post(IMPORT)
    assert answer.status_code == 422
    assert b"Choose the file first." in answer.content


def test_the_same_file_twice_leads_back_to_the_open_import(cora: Client) -> None:
    upload(cora, PACK.read_bytes())
    status, page = upload(cora, PACK.read_bytes())
    assert status == 422
    assert "being checked already" in page
    assert f"/centre/qualifications/imports/{Import.objects.get().uuid}/" in page


def test_others_get_404(cast: Cast, enter: Enter) -> None:
    for name in ("asif", "ines", "quentin", "lena"):
        assert enter(name).get(IMPORT).status_code == 404
        assert upload(enter(name), PACK.read_bytes())[0] == 404
    assert upload(enter("stan", Role.CENTRE_MANAGER), PACK.read_bytes())[0] == 302
    assert Import.objects.get().centre == cast.elsewhere
