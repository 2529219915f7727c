"""In the demonstration a visitor is whoever they like; anywhere else this page does not exist."""

import pytest
from django.test import Client
from pytest_django import Settings

from milepost.people import queries
from tests.cast import Cast
from tests.fixtures import Enter


def test_outside_the_demonstration_nobody_becomes_anybody(cast: Cast) -> None:
    held = queries.appointments_in_force(cast.cora).get()
    client = Client()
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/switch/", {"appointment": str(held.uuid)}).status_code == 404
    assert client.get("/").headers["Location"] == "/accounts/login/"


@pytest.mark.parametrize("before", [None, "asif"])
def test_a_visitor_chooses_whom_to_be(cast: Cast, settings: Settings, enter: Enter, before: str | None) -> None:
    settings.DEMO = True
    client = enter(before) if before else Client()
    page = client.get("/demo/").content.decode()
    assert "Be&nbsp;Lena" in page
    assert "Be&nbsp;Cora" in page
    held = queries.appointments_in_force(cast.cora).get()
    client.post("/demo/switch/", {"appointment": str(held.uuid)})
    assert client.get("/").headers["Location"] == "/centre/"
