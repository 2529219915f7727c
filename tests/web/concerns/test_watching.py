"""The page of the watch: what it means before the switch, what it found after; and what an uninvolved caseworker sees of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base.actors import system
from milepost.concerns import actions
from milepost.concerns.models import Watch, WatchAlert
from milepost.people.models import Person
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.concerns import watching
from tests.fixtures import Enter

HERE = "/learn/information/"  # "learner_watch"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lena(cast: Cast, enter: Enter) -> Client:
    build.with_units(cast)
    return enter("lena")


def test_it_is_read_switched_on_and_off_in_the_browser(lena: Client) -> None:
    page = words(lena.get(HERE))
    assert "<title>Information" in page
    assert "What it cannot do" in page
    assert "can read that your watch is on" in page
    refused = lena.post(HERE, {"act": "begin"})
    assert refused.status_code == 422
    assert "Read what it means first" in words(refused)
    assert not Watch.objects.exists()
    lena.post(HERE, {"act": "begin", "read": "on"})
    page = words(lena.get(HERE))
    assert Watch.objects.get().key in page
    assert "Switch my watch on" not in page
    lena.post(HERE, {"act": "end"})
    assert not Watch.objects.exists()
    assert "Switch my watch on" in words(lena.get(HERE))
    assert lena.post(HERE, {"act": "end"}).status_code == 302


def test_no_page_of_it_is_kept_on_the_device(lena: Client) -> None:
    assert "no-store" in lena.get(HERE).headers["Cache-Control"]


def test_a_reference_of_a_case_without_a_name_stays_in_the_form(lena: Client) -> None:
    answer = lena.post(HERE, {"act": "begin", "read": "on", "reference": "K-AAAA-AAAA"})
    assert answer.status_code == 422
    assert "K-AAAA-AAAA" in words(answer)
    assert "No case with this reference has a name in it" in words(answer)


def test_what_it_found_is_read_by_lena_and_by_who_has_no_part_in_it(cast: Cast, enter: Enter) -> None:
    alert = watching.alert(cast)
    theirs = words(enter("quentin").get(reverse("watch_alert", args=[alert.uuid])))
    for said in (alert.key, "4.0 days", "8.6 days", "44.2 times likelier", "a reason", "Do not look for them"):
        assert said in theirs, said
    assert "Lena" not in theirs
    assert "Asif" not in theirs
    hers = words(enter("lena").get(HERE))
    assert "It found something" in hers
    assert "8.6 days" in hers
    assert enter("ines").get(reverse("watch_alert", args=[alert.uuid])).status_code == 404
    assert alert.key not in words(enter("ines").get(reverse("cases")))


def test_who_was_told_says_that_they_look_into_it_and_what_came_of_it_and_lena_reads_that(cast: Cast, enter: Enter) -> None:
    alert = watching.alert(cast)
    here, quentin = reverse("watch_alert", args=[alert.uuid]), enter("quentin")
    assert "waits for somebody" in words(quentin.get(reverse("cases")))
    hers = words(enter("lena").get(HERE))
    assert f"to {cast.cora.name} and {cast.quentin.name}: they have no part in it" in hers
    assert "Nobody looks into it yet" in words(quentin.get(here))
    assert quentin.post(here, {"act": "take"}).status_code == 302
    assert "I look into it" not in words(enter("cora").get(here))
    assert f"{cast.quentin.name} looks into it" in words(enter("cora").get(reverse("cases")))
    assert f"{cast.quentin.name}, who has no part in it, looks into it since" in words(enter("lena").get(HERE))
    assert quentin.post(here, {"act": "tell", "text": ""}).status_code == 422
    assert quentin.post(here, {"act": "tell", "text": "Feedback was slow for everybody."}).status_code == 302
    assert "Feedback was slow for everybody." in words(enter("cora").get(here))
    hers = words(enter("lena").get(HERE))
    assert "Feedback was slow for everybody." in hers
    assert "without knowing who you are" in hers
    assert enter("cora").post(here, {"act": "take"}).status_code == 422
    assert enter("ines").post(here, {"act": "take"}).status_code == 404


def test_the_list_of_cases_asks_as_much_with_three_alerts_as_with_one(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = build.with_units(cast)
    for number, one in enumerate([made, *watching.others(cast, made, 2)]):
        watch = actions.begin_watch(cast.centre, by=_actor(one.learner), read=True)
        actions.raise_alert(watch, by=system(), found=watching.LONGER)
        if number in (0, 2):
            client = enter("quentin")
            client.get(reverse("cases"))
            with django_assert_num_queries(8):
                page = words(client.get(reverse("cases")))
            assert page.count("W-") >= 1 + number
    assert WatchAlert.objects.count() == 3


def _actor(person: Person) -> Any:
    return person.appointments.get(role=Role.LEARNER).actor
