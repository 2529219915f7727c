"""Keys to sealed names in the browser: made once, offered at the door once two have one, opened on one page, given half by half."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.concerns import actions, passphrases, sealing
from milepost.concerns.models import Case
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, taken
from tests.fixtures import Enter

KEYS = "/cases/keys/"  # "case_keys"
NAME = "Zebedee Quillfeather"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)
    monkeypatch.setattr(sealing, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def made(enter: Enter, who: str) -> str:
    answer = enter(who).post(KEYS, {"act": "make"})
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r'class="passphrase"><strong>([a-z ]+)</strong>', words(answer))
    assert found
    assert found[1] not in words(enter(who).get(KEYS))
    return found[1]


def test_a_name_is_sealed_at_the_door_opened_with_a_reason_and_the_person_reads_it(cast: Cast, enter: Enter) -> None:
    door = reverse("door", args=[cast.centre.uuid])
    form = {"text": WORRY, "known": "sealed", "name": NAME, "reach": "07700 900 077"}
    assert "sealed" not in words(Client().get(door))
    assert Client().post(door, form).status_code == 422, "not offered before two caseworkers have a key"
    six = {who: made(enter, who) for who in ("quentin", "cora", "asif", "bea")}
    assert "Yes, to Quentin Abara and" in words(enter("asif").get(KEYS))
    assert "By my name, sealed" in words(Client().get(door))
    assert "Give your name" in words(Client().post(door, form | {"name": ""}))
    refused = Client().post(door, form | {"text": "Cora and Quentin laughed."})
    assert "can’t be sealed" in words(refused)
    assert NAME in words(refused), "nothing typed is lost"
    sent = Client().post(door, form)
    case = Case.objects.get()
    here, client = reverse("case", args=[case.uuid]), enter("quentin")
    taken(cast, case)
    page = words(client.get(here))
    assert "Their name is sealed" in page
    assert NAME not in page
    assert "Type your six words" in words(client.post(here, {"act": "open_name", "reason": "To pay them."}))
    wrong = client.post(here, {"act": "open_name", "reason": "To pay them.", "passphrase": six["cora"]})
    assert wrong.status_code == 422
    assert six["cora"] not in words(wrong)
    opened = client.post(here, {"act": "open_name", "reason": "To pay them.", "passphrase": six["quentin"]})
    assert NAME in words(opened)
    assert opened.headers["Cache-Control"] == "no-store"
    assert NAME not in words(client.get(here))
    thread = words(Client().post(reverse("door_back", args=[cast.centre.uuid]), {"passphrase": sent.context["page"].passphrase}))
    assert "Your name is sealed" in thread
    assert "opened the sealed name" in thread
    assert "To pay them." in thread


def test_two_give_their_halves_and_the_caseworker_opens_with_a_new_key(cast: Cast, enter: Enter) -> None:
    six = {who: made(enter, who) for who in ("quentin", "cora", "asif", "bea")}
    by = actions.somebody(cast.centre)
    case, _ = actions.raise_case(cast.centre, by=by, seed=SEED, text=WORRY, name=NAME, sealed=True)
    taken(cast, case)
    assert "In no case now." in words(enter("asif").get(KEYS))
    new = made(enter, "quentin")
    for who in ("asif", "bea"):
        assert case.reference in words(enter(who).get(KEYS))
        assert enter(who).post(KEYS, {"act": "give", "case": case.uuid, "passphrase": "wrong"}).status_code == 422
        assert enter(who).post(KEYS, {"act": "give", "case": case.uuid, "passphrase": six[who]}).status_code == 302
        assert case.reference not in words(enter(who).get(KEYS))
    assert enter("ines").post(KEYS, {"act": "give", "case": case.uuid, "passphrase": "x"}).status_code == 404
    opened = enter("quentin").post(reverse("case", args=[case.uuid]), {"act": "open_name", "reason": "To pay.", "passphrase": new})
    assert NAME in words(opened)


def test_a_caseworker_whose_words_do_not_open_it_reads_what_they_can_do(cast: Cast, enter: Enter) -> None:
    for who in ("quentin", "cora"):
        made(enter, who)
    by = actions.somebody(cast.centre)
    case, _ = actions.raise_case(cast.centre, by=by, seed=SEED, text=WORRY, name=NAME, sealed=True)
    taken(cast, case)
    page = words(enter("quentin").get(reverse("case", args=[case.uuid])))
    assert "My words do not open it" in page
    assert f"It is sealed to {cast.cora.name} as well: give the case back" in page
    assert "There is no recovery" in words(enter("quentin").get(KEYS))
    actions.give_back_case(case, by=cast.as_("quentin"))
    taken(cast, case, "ines")
    page = words(enter("ines").get(reverse("case", args=[case.uuid])))
    assert "It is not sealed to you." in page
    assert "Open the name" not in page


def test_with_six_keys_each_half_lies_with_two_and_the_page_says_with_whom(cast: Cast, enter: Enter) -> None:
    for who in ("quentin", "cora", "asif", "bea"):
        made(enter, who)
    assert "with two more keys somebody could give it in their place" in words(enter("asif").get(KEYS))
    made(enter, "ines")
    page = words(enter("asif").get(KEYS))
    assert f"Half of the recovery each: {cast.asif.name} or {cast.ines.name} and {cast.bea.name}." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_a_fixed_number_of_questions(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for who in ("quentin", "cora", "asif", "bea"):
        made(enter, who)
    for number in range(rows):
        by = actions.somebody(cast.centre)
        case, _ = actions.raise_case(cast.centre, by=by, seed=f"{SEED}{number}", text=WORRY, name=NAME, sealed=True)
        taken(cast, case)
    made(enter, "quentin")
    client = enter("asif")
    client.get(KEYS)
    with django_assert_num_queries(14):
        client.get(KEYS)
