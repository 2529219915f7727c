"""The letter's page: from a link in the post to the home of one's role."""

from datetime import timedelta

import pytest
from django.test import Client

from milepost import links
from milepost.base import clock
from milepost.people import actions, queries
from milepost.people.models import Invitation
from milepost.people.words import Role
from tests.cast import PASSWORD, Cast
from tests.fixtures import Enter


@pytest.fixture
def letter(cast: Cast) -> Invitation:
    return actions.invite(cast.centre, by=cast.as_("cora"), email="mira@larkmoor.example", name="Mira Okoye", role=Role.ASSESSOR)


@pytest.fixture
def link(letter: Invitation) -> str:
    return links.invitation(letter.secret)


def test_the_page_says_who_invites_whom_as_what_and_where(link: str) -> None:
    page = Client().get(link).content.decode()
    assert "Cora Lindqvist invites Mira Okoye to Larkmoor Training as <b>assessor</b>" in page
    assert "mira@larkmoor.example" in page


def test_with_a_password_one_is_in(link: str) -> None:
    client = Client()
    assert client.post(link, {"password": "eleven green bottles"}).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/assess/"
    assert b"Welcome, Mira." in client.get("/messages/").content


def test_a_password_that_is_too_short_is_said_beside_it_and_the_letter_stays_good(link: str) -> None:
    answer = Client().post(link, {"password": "short"})
    assert answer.status_code == 422
    assert b"at least 10 characters" in answer.content
    assert Client().get(link).status_code == 200


def test_a_form_sent_twice_joins_once(link: str) -> None:
    client = Client()
    client.post(link, {"password": "eleven green bottles"})
    again = client.post(link, {"password": "eleven green bottles"})
    assert again.status_code == 410
    assert b"was accepted on" in again.content


def test_a_letter_too_old_says_whom_to_ask(link: str) -> None:
    with clock.at(clock.now() + timedelta(days=31)):
        answer = Client().get(link)
    assert answer.status_code == 410
    assert b"Ask Larkmoor to send it again" in answer.content


def test_half_a_link_says_so(link: str) -> None:
    answer = Client().get(link[:-5] + "/")
    assert answer.status_code == 404
    assert b"This link is not whole" in answer.content


def test_a_token_that_only_somebody_with_the_key_could_make_is_of_no_use_without_its_letter(letter: Invitation) -> None:
    forged = queries.token_of(letter.appointment.uuid)
    assert Client().get(links.invitation(forged)).status_code == 404


def test_who_has_a_password_signs_in_first_where_guessing_is_counted(cast: Cast, enter: Enter) -> None:
    letter = actions.invite(cast.centre, by=cast.as_("cora"), email=cast.asif.email, name="Asif", role=Role.IQA)
    link = links.invitation(letter.secret)
    assert b"Sign in to accept" in Client().get(link).content
    stranger = Client()
    assert stranger.post(link, {"password": PASSWORD}).status_code == 200
    assert not queries.holds(cast.asif, Role.IQA, cast.centre)
    client = enter("asif")
    client.post(link)
    assert queries.holds(cast.asif, Role.IQA, cast.centre)
    assert client.get("/").headers["Location"] == "/assure/"


def test_somebody_else_who_is_signed_in_is_asked_to_sign_out(link: str, enter: Enter) -> None:
    client = enter("ines")
    assert b"You are signed in as Ines Duarte" in client.get(link).content
    client.post(link, {"password": "eleven green bottles"})
    assert Client().get(link).status_code == 200
