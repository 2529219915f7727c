"""What staff do beside their cases: write down what somebody told them, and say who outside may be asked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from milepost.base import clock
from milepost.concerns import passphrases
from milepost.concerns.models import Case
from milepost.concerns.procedure import procedure
from tests.cast import Cast
from tests.concerns.telling import WORRY, taken
from tests.fixtures import Enter

WRITE, OUTSIDE = "/cases/write-down/", "/cases/outside/"  # "case_enter", "cases_outside"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_assessor_writes_down_what_somebody_told_and_the_words_open_it(cast: Cast, enter: Enter) -> None:
    client, today = enter("asif"), clock.today()
    assert "It does nothing to your payments" in words(client.get(WRITE))
    form = {"way": "telephone", "told_on": today.isoformat(), "text": WORRY, "speaks": "known", "other": "my son", "reach": "by letter"}
    bad = client.post(WRITE, form | {"way": "", "text": ""})
    assert bad.status_code == 422
    assert "Choose how they told you" in words(bad)
    refused = client.post(WRITE, form | {"text": "Asif shouted."})
    assert refused.status_code == 422
    assert "It names you" in words(refused)
    sent = client.post(WRITE, form)
    assert sent.headers["Cache-Control"] == "no-store"
    passphrase = sent.context["page"].passphrase
    assert passphrase in words(sent)
    assert WORRY not in words(client.get(WRITE))
    case = Case.objects.get()
    thread = words(Client().post(reverse("door_back", args=[cast.centre.uuid]), {"passphrase": passphrase}))
    assert "It was told by telephone" in thread
    taken(cast, case)
    read = words(enter("quentin").get(reverse("case", args=[case.uuid])))
    assert "my son: For somebody else, who knows of it" in read
    assert "written down by Asif Rahman" in read
    assert "by letter" in read


def test_at_the_door_somebody_speaks_for_another(cast: Cast, enter: Enter) -> None:
    door = reverse("door", args=[cast.centre.uuid])
    form = {"text": WORRY, "known": "not_at_all", "other": "my daughter"}
    assert "Choose that you speak for them" in words(Client().post(door, form))
    Client().post(door, form | {"speaks": "unknown"})
    case = Case.objects.get()
    taken(cast, case)
    assert "Do nothing that this person would notice" in words(enter("quentin").get(reverse("case", args=[case.uuid])))


def test_the_quality_manager_changes_who_outside_may_be_asked_and_goes_back(cast: Cast, enter: Enter) -> None:
    client, door = enter("quentin"), reverse("door", args=[cast.centre.uuid])
    shipped = procedure().outside[0].name
    assert shipped in words(client.get(OUTSIDE))
    near = {"name_0": "The advice shop", "when_0": "On Mondays.", "address_0": "https://advice.example/"}
    refused = client.post(OUTSIDE, near | {"address_0": "advice shop"})
    assert refused.status_code == 422
    assert "The advice shop" in words(refused), "nothing typed is lost"
    assert client.post(OUTSIDE, near).status_code == 302
    assert "The advice shop" in words(Client().get(door))
    assert shipped not in words(Client().get(door))
    client.post(OUTSIDE, near | {"act": "shipped"})
    assert shipped in words(Client().get(door))
    assert enter("cora").get(OUTSIDE).status_code == 404


@pytest.mark.parametrize("page", [WRITE, "/cases/keys/", OUTSIDE])
def test_a_caseworker_finds_the_way_back_to_the_cases(page: str, enter: Enter) -> None:
    assert '<li><a href="/cases/">Cases</a></li>' in words(enter("quentin").get(page))


@pytest.mark.parametrize("page", [WRITE, "/cases/keys/"])
def test_who_has_no_cases_is_shown_no_way_to_them(page: str, enter: Enter) -> None:
    assert 'href="/cases/"' not in words(enter("asif").get(page))
