"""Arriving: everybody comes to the home of their role, and nobody to an empty page."""

import pytest
from django.test import Client

from milepost.people import actions, queries
from milepost.people.words import Role
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("lena", "/learn/"),
        ("asif", "/assess/"),
        ("ines", "/assure/"),
        ("eva", "/assure/"),
        ("cora", "/centre/"),
        ("bea", "/employers/"),
        ("emil", "/employers/own/"),
    ],
)
def test_everybody_arrives_at_the_home_of_their_role(enter: Enter, name: str, home: str) -> None:
    assert enter(name).get("/").headers["Location"] == home


def test_who_has_no_role_today_is_told_what_to_do(cast: Cast, enter: Enter) -> None:
    client = enter("asif")
    actions.end_appointment(queries.appointments_in_force(cast.asif).get(), by=cast.as_("cora"))
    assert b"You have no role at any centre today" in client.get("/").content


def test_who_is_not_signed_in_comes_to_the_door(cast: Cast) -> None:
    assert Client().get("/").headers["Location"] == "/accounts/login/"


@pytest.mark.django_db
def test_an_empty_installation_says_how_to_let_the_first_manager_in() -> None:
    assert b"milepost open-centre" in Client().get("/").content


@pytest.mark.django_db
def test_whoever_watches_hears_that_all_is_well() -> None:
    assert Client().get("/healthz").content == b"ok\n"


def test_a_person_with_several_roles_is_in_one_and_changes_it(cast: Cast, enter: Enter) -> None:
    client = enter("stan")
    assert client.get("/").headers["Location"] == "/assess/"
    iqa = queries.appointments_in_force(cast.stan).get(role=Role.IQA)
    assert client.post("/switch/", {"appointment": str(iqa.uuid)}).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/assure/"


def test_nobody_takes_the_role_of_another(cast: Cast, enter: Enter) -> None:
    coras = queries.appointments_in_force(cast.cora).get()
    assert enter("asif").post("/switch/", {"appointment": str(coras.uuid)}).status_code == 404


def test_a_theme_is_kept_with_the_person(cast: Cast, enter: Enter) -> None:
    client = enter("lena")
    client.post("/theme/", {"theme": "dark"})
    assert b'data-theme="dark"' in client.get("/messages/").content
    client.post("/theme/", {"theme": "a shade of grey"})
    cast.lena.refresh_from_db()
    assert cast.lena.theme == "dark"


def test_after_a_theme_one_stays_on_the_page_but_never_leaves_the_house(enter: Enter) -> None:
    client = enter("lena")
    assert (
        client.post("/theme/", {"theme": ""}, headers={"referer": "http://testserver/messages/"}).headers["Location"].endswith("/messages/")
    )
    assert client.post("/theme/", {"theme": ""}, headers={"referer": "https://elsewhere.example/"}).headers["Location"] == "/"
