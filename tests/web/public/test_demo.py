"""In the demonstration a visitor is whoever they like; anywhere else this page does not exist."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from milepost.base import clock
from milepost.demo import folder
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


def test_a_visitor_reads_the_words_that_open_a_case_and_a_sealed_name(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.DEMO, settings.HOME = True, tmp_path
    assert "Open a sealed name" not in Client().get("/demo/").content.decode()
    words = {"door": str(cast.centre.uuid), "keys": {"Ines Duarte": "one two three"}, "cases": {"Nobody has it": "oak elm ash"}}
    folder.mark(tmp_path, clock.today(), words)
    page = Client().get("/demo/").content.decode()
    for said in ("Ines Duarte", "one two three", "Nobody has it", "oak elm ash", reverse("door", args=[cast.centre.uuid])):
        assert said in page
