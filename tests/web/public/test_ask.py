"""Anybody may ask a centre something: by a form without an account."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.test import Client

from milepost.base import clock
from milepost.employers.models import Enquiry
from milepost.notices import tasks
from milepost.notices.models import Notice
from tests.cast import Cast
from tests.fixtures import Enter

ASKS = {"organisation": "Gannet Boats", "name": "Ola Berg", "email": "ola@gannet.example", "text": "Two apprentices.", "may_contact": "on"}


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_asked_arrives_and_who_looks_after_employers_is_told(cast: Cast, enter: Enter) -> None:
    there = f"/ask/{cast.centre.uuid}/"  # "ask"
    done = Client().post(there, ASKS, follow=True)
    assert "It has arrived." in words(done)
    assert Enquiry.objects.get().source == "form"
    tasks.tell_pending(limit=100)
    told = Notice.objects.get(person=cast.bea)
    opened = enter("bea").get(f"/messages/{told.uuid}/")
    assert opened.headers["Location"] == f"/employers/enquiries/{Enquiry.objects.get().uuid}/"


def test_what_cannot_be_answered_is_said_and_nothing_is_lost(cast: Cast) -> None:
    there = f"/ask/{cast.centre.uuid}/"
    for given, says in (
        ({"may_contact": ""}, "otherwise we cannot answer"), ({"email": ""}, "e-mail address or a telephone"), ({"email": "ola"}, "It looks like"),
        ({"text": ""}, "what you would like to talk about"),
    ):  # fmt: skip
        answer = Client().post(there, {key: value for key, value in (ASKS | given).items() if value})
        assert answer.status_code == 422
        assert says in words(answer)
        assert "Gannet Boats" in words(answer)
    assert not Enquiry.objects.exists()


def test_a_program_that_fills_everything_in_is_thanked_and_not_heard(cast: Cast) -> None:
    Client().post(f"/ask/{cast.centre.uuid}/", ASKS | {"website": "https://spam.example"})
    assert not Enquiry.objects.exists()
    assert Client().get(f"/ask/{uuid4()}/").status_code == 404


def test_who_asks_again_and_again_hears_when_to_try_and_loses_nothing(cast: Cast) -> None:
    cache.clear()
    there = f"/ask/{cast.centre.uuid}/"
    for _n in range(5):
        assert Client().post(there, ASKS | {"text": ""}).status_code == 422  # what is not whole does not count
        assert Client().post(there, ASKS).status_code == 302
    full = Client().post(there, ASKS)
    assert full.status_code == 429
    assert "5 have come from you within the hour." in words(full)
    assert re.search(r"send it again after \d\d:\d\d", words(full))
    assert "Gannet Boats" in words(full)
    assert "Two apprentices." in words(full)
    assert Enquiry.objects.count() == 5
    assert Client(REMOTE_ADDR="192.0.2.7").post(there, ASKS).status_code == 302
    assert Client().post(f"/ask/{cast.elsewhere.uuid}/", ASKS).status_code == 302
    with clock.at(clock.now() + timedelta(hours=1)):
        assert Client().post(there, ASKS).status_code == 302
