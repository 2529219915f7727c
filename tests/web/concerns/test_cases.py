"""Cases as caseworkers have them: what waits without a word of it, one that was taken with everything, nothing of others."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.concerns import actions, passphrases
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, a_picture, taken, told
from tests.fixtures import Enter

LIST = "/cases/"  # "cases"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_it_is_taken_read_acknowledged_answered_and_closed_in_the_browser(cast: Cast, enter: Enter) -> None:
    case, _ = told(cast)
    client, here = enter("quentin"), reverse("case", args=[case.uuid])
    assert case.reference in words(client.get(LIST))
    assert WORRY not in words(client.get(here))
    assert client.post(here, {"act": "take"}).status_code == 422
    assert WORRY not in words(client.post(here, {"act": "take"}))
    client.post(here, {"act": "take", "uninvolved": "on"})
    assert WORRY in words(client.get(here))
    assert "Nobody knows who raised this" in words(client.get(here))
    refused = client.post(here, {"act": "close", "text": "All is well."})
    assert refused.status_code == 422
    assert "All is well." in words(refused)
    for act, text in (("acknowledge", ""), ("ask", "Which days?"), ("answer", "Four days are corrected."), ("close", "The final word.")):
        assert client.post(here, {"act": act, "text": text}).status_code == 302, act
    page = words(client.get(here))
    assert "It is closed." in page
    assert client.post(here, {"act": "dance", "text": "x"}).status_code == 404


def test_what_is_somebody_elses_or_names_the_reader_does_not_exist_for_them(cast: Cast, enter: Enter) -> None:
    case, _ = told(cast, "Cora shouted at us.")
    assert case.reference not in words(enter("cora").get(LIST))
    assert enter("cora").get(reverse("case", args=[case.uuid])).status_code == 404
    taken(cast, case)
    assert enter("ines").get(reverse("case", args=[case.uuid])).status_code == 404
    enter("quentin").post(reverse("case", args=[case.uuid]), {"act": "give_back"})
    assert enter("ines").get(reverse("case", args=[case.uuid])).status_code == 200


def test_a_picture_is_for_the_caseworker_alone(cast: Cast, enter: Enter) -> None:
    address = reverse("case_picture", kwargs=a_picture(cast))
    answer = enter("quentin").get(address)
    assert answer.getvalue()[:3] == b"\xff\xd8\xff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert enter("cora").get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_a_fixed_number_of_questions(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter("quentin")
    cases = [told(cast, seed=f"{SEED}{number}")[0] for number in range(rows * 2)]
    for case in cases[:rows]:
        taken(cast, case)
        for number in range(rows):
            actions.ask_about_case(case, by=cast.as_("quentin"), text=f"Question {number}?")
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(11):
        client.get(reverse("case", args=[cases[0].uuid]))
