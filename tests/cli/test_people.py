"""`milepost open-centre`: from an empty installation to the first manager's home."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from milepost.cli import main
from milepost.people.models import Centre

ASKED = ["open-centre", "--name", "Larkmoor", "--number", "LM-0417", "--manager-email", "cora@larkmoor.example", "--manager-name", "Cora"]


@pytest.mark.django_db
def test_the_printed_link_lets_the_first_manager_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ASKED) == 0
    link = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("http"))
    client = Client()
    client.post(urlsplit(link).path, {"password": "eleven green bottles"})
    assert client.get("/").headers["Location"] == "/centre/"


@pytest.mark.django_db
def test_a_number_that_is_taken_opens_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(ASKED)
    assert main(ASKED) == 2
    assert "already has the number LM-0417" in capsys.readouterr().err
    assert Centre.objects.count() == 1


@pytest.mark.django_db
def test_without_a_manager_to_invite_no_centre_is_opened(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASKED[:-3], "cora", *ASKED[-2:]]) == 2
    assert "no e-mail address" in capsys.readouterr().err
    assert not Centre.objects.exists()
