"""A long handbook is read in the background: the page says how far it is, then shows what was understood, or why it could not be."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from milepost.base.jobs import worker
from milepost.base.models import Event
from milepost.frameworks import tasks, words
from milepost.frameworks.models import Import
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import PACK
from tests.frameworks.test_import_bounds import LONG, pdf

IMPORT = "/centre/qualifications/import/"


@pytest.fixture
def cora(enter: Enter, settings: Settings) -> Client:
    settings.TASKS = {"default": {"BACKEND": "milepost.base.jobs.backend.LeaseBackend"}}
    return enter("cora")


def given(client: Client, data: bytes) -> str:
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("long.pdf", data)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_long_one_waits_then_says_how_far_it_is_then_stands_there(cora: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = given(cora, pdf(LONG.format(units=30), tmp_path))
    assert "It waits for its turn." in cora.get(to).content.decode()
    far: list[str] = []
    read = tasks.read

    def watched(file: object, tell: object) -> object:
        def told(done: int, of: int) -> None:
            tell(done, of)  # type: ignore[operator]
            far.append(cora.get(to).content.decode())

        return read(file, told)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "read", watched)
    assert worker.work_off() == 1
    assert any("45 of 90 pages" in page and '<progress id="far" max="90" value="45">' in page for page in far)
    page = cora.get(to).content.decode()
    assert "What was understood" in page and "30 units" in page
    names = list(Event.objects.filter(stream__startswith="frameworks:").order_by("position").values_list("name", flat=True))
    assert names[-2:] == [words.READING_BEGUN, words.HANDBOOK_READ]
    tasks.read_long.func(str(Import.objects.get().uuid))  # done twice it does nothing
    assert Event.objects.filter(name=words.HANDBOOK_READ).count() == 1


def test_what_cannot_be_read_says_why_and_closes(cora: Client, tmp_path: Path) -> None:
    to = given(cora, pdf("#set page(width: 10cm, height: 10cm)\n" + "Dear all,\n#pagebreak()\n" * 90, tmp_path))
    worker.work_off()
    page = cora.get(to).content.decode()
    assert "This handbook could not be read" in page and "holds no unit" in page
    assert Import.objects.get().closed_at is not None
    assert Event.objects.filter(name=words.READING_FAILED).count() == 1


def test_nothing_is_corrected_or_published_while_it_is_read(cora: Client, tmp_path: Path) -> None:
    to = given(cora, pdf(LONG.format(units=30), tmp_path))
    for act in ("publish/", "give-up/"):
        assert "is still being read" in cora.post(to + act, {"rights": "own"}, follow=True).content.decode()
    assert Import.objects.get().closed_at is None


def test_a_short_one_is_read_at_once(cora: Client) -> None:
    assert given(cora, PACK.with_suffix(".pdf").read_bytes())
    assert Import.objects.get().document["units"]


def test_the_same_long_file_is_not_read_twice_at_once(cast: Cast, cora: Client, tmp_path: Path) -> None:
    data = pdf(LONG.format(units=30), tmp_path)
    given(cora, data)
    answer = cora.post(IMPORT, {"file": SimpleUploadedFile("again.pdf", data)})
    assert answer.status_code == 422
    assert "is being checked already" in answer.content.decode()
