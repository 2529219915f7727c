"""The learner asks witnesses: the list, the form, one request with its code, taking back and sending again."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost import links
from milepost.assessment import actions
from milepost.assessment.models import WitnessRequest
from milepost.assessment.queries import witness_token
from milepost.base.actors import by_link
from milepost.base.jobs import worker
from milepost.notices import tasks
from milepost.notices.queries import notices_of
from milepost.notices.sentences import sentence
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from milepost.web.components.tags.page import scan
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.post import PostOffice
from tests.web.learners import in_place_of_lena

LIST, ASK = reverse("learner_witnesses"), reverse("learner_ask_witness")
FILLED: dict[str, Any] = {"name": "Wanda Ekberg", "email": "", "about": "The storm of 12 May", "claim": ["L1:1.1", "L1:1.2"]}


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def at(name: str, asked: WitnessRequest) -> str:
    return reverse(name, args=[asked.uuid])


def test_other_roles_strangers_and_fellow_learners_find_nothing(cast: Cast, enter: Enter, made: Registration) -> None:
    asked = build.witness_asked(cast, made, ["L1:1.1"])
    acts = [at("learner_witness_withdraw", asked), at("learner_witness_again", asked)]
    for who in ("asif", "ines", "cora", "stan"):
        client = enter(who)
        assert [client.get(address).status_code for address in (LIST, ASK, at("learner_witness", asked))] == [404] * 3
        assert [client.post(address).status_code for address in acts] == [404] * 2
    other = in_place_of_lena(cast, "Mira Okoye")
    build.with_units(other, of=made.specification)
    assert enter(other.lena).get(at("learner_witness", asked)).status_code == 404
    assert enter("stan", Role.LEARNER).get(at("learner_witness", asked)).status_code == 404


def test_with_nobody_asked_the_list_leads_to_the_form(enter: Enter, made: Registration) -> None:
    page = enter("lena").get(LIST).content.decode()
    assert "Nobody has been asked yet" in page
    assert ASK in page


def test_open_criteria_are_offered_and_those_of_the_address_are_ticked(cast: Cast, enter: Enter, made: Registration) -> None:
    build.handed_in(cast, made, ["L1:1.1"])
    page = enter("lena").get(f"{ASK}?claim=L1:1.2").content.decode()
    assert 'value="L1:1.2" type="checkbox" checked' in page
    assert 'value="L2:1.1" type="checkbox">' in page
    assert 'value="L1:1.1"' not in page


def test_without_an_address_a_code_to_scan_appears(enter: Enter, made: Registration) -> None:
    client = enter("lena")
    answer = client.post(ASK, FILLED)
    asked = WitnessRequest.objects.get()
    assert answer.headers["Location"] == at("learner_witness", asked)
    page = client.get(answer.headers["Location"]).content.decode()
    link = links.absolute(links.witness(witness_token(asked)))
    assert link in page
    assert str(scan(link, label="A code that leads to the page of the witness")) in page


def test_with_an_address_the_letter_goes_out_and_nobody_but_the_witness_has_the_link(
    enter: Enter, made: Registration, post_office: PostOffice
) -> None:
    client = enter("lena")
    answer = client.post(ASK, {**FILLED, "email": "wanda@ferries.example"}, follow=True)
    page = answer.content.decode()
    assert "The letter to Wanda Ekberg is on its way." in page
    assert "/w/" not in page
    tasks.tell_pending(limit=1000)
    worker.work_off()
    [letter] = post_office.to("wanda@ferries.example")
    assert letter["Subject"] == "What you saw Lena do"
    assert "Lena Hartog asks you to say in a few words what you saw Lena do at work." in letter.get_content()
    link = post_office.link_to("wanda@ferries.example").removeprefix("http://localhost:8000")
    assert client.get(link).status_code == 200
    client.post(at("learner_witness_again", WitnessRequest.objects.get()))
    tasks.tell_pending(limit=1000)
    worker.work_off()
    first, second = post_office.to("wanda@ferries.example")
    assert first["Message-ID"] != second["Message-ID"]
    assert first.get_content() == second.get_content()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give the name of the witness"),
        ({"email": "wanda"}, "Give an address such as wanda@example.org, or leave it empty."),
        ({"about": ""}, "Say in a few words what they saw"),
        ({"claim": []}, "Choose at least one criterion that they saw."),
        ({"claim": ["L9:1.1"]}, "“L9:1.1” is not in this qualification."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(enter: Enter, made: Registration, changes: dict[str, Any], said: str) -> None:
    answer = enter("lena").post(ASK, {**FILLED, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "claim" in changes or 'value="L1:1.2" type="checkbox" checked' in page
    assert "about" in changes or "The storm of 12 May" in page
    assert not WitnessRequest.objects.exists()


def test_a_request_is_taken_back_and_the_page_says_so(cast: Cast, enter: Enter, made: Registration) -> None:
    asked, client = build.witness_asked(cast, made, ["L1:1.1"]), enter("lena")
    page = client.post(at("learner_witness_withdraw", asked), follow=True).content.decode()
    assert "Wanda Ekberg is not asked any more." in page
    assert "Withdrawn" in page
    assert "taken back already" in client.post(at("learner_witness_withdraw", asked), follow=True).content.decode()
    assert "Ask Wanda Ekberg anew" in client.post(at("learner_witness_again", asked), follow=True).content.decode()


def test_the_list_says_how_each_stands_and_leads_to_what_was_signed(cast: Cast, enter: Enter, made: Registration) -> None:
    told = build.signed_testimony(cast, made, ["L1:1.1"])
    waiting = build.witness_asked(cast, made, ["L1:1.2"])
    gone = build.witness_asked(cast, made, ["L1:1.2"], name="Otto Berg")
    actions.return_witness_request(gone, by=by_link("x", centre_id=made.centre_id), reason="not_me")
    page = enter("lena").get(LIST).content.decode()
    for words in ("Answered", "Waits for an answer", "Came back unsigned", f"What they signed: {told.evidence.code}"):
        assert words in page
    assert at("learner_witness", waiting) in page
    assert "worth knowing" not in page


def test_the_learner_reads_what_was_signed_and_cannot_change_it(cast: Cast, enter: Enter, made: Registration) -> None:
    told = build.signed_testimony(cast, made, ["L1:1.1"], email=cast.lena.email)
    page = enter("lena").get(reverse("learner_evidence_one", args=[told.evidence.uuid])).content.decode()
    assert "She struck the light while the storm put all others out." in page
    assert told.content_hash in page
    assert "Worth knowing" not in page
    assert "Replace with a new version" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_no_query_a_row(
    cast: Cast, enter: Enter, made: Registration, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        build.signed_testimony(cast, made, ["L1:1.1"])
    client = enter("lena")
    client.get(LIST)
    with django_assert_num_queries(7):  # session, person, appointments; registration, requests, what was signed, its calls
        client.get(LIST)


def test_who_asked_and_whom_it_concerns_are_told(cast: Cast, made: Registration) -> None:
    told = build.signed_testimony(cast, made, ["L1:1.1"])
    gone = build.witness_asked(cast, made, ["L1:1.2"], name="Otto Berg")
    actions.return_witness_request(gone, by=by_link("x", centre_id=made.centre_id), reason="not_me")
    tasks.tell_pending(limit=1000)
    lena, asif = ([sentence(one) for one in notices_of(person)] for person in (cast.lena, cast.asif))
    assert f"Wanda Ekberg signed what they saw: {told.evidence.code} of Lena Hartog." in lena
    assert f"Wanda Ekberg signed what they saw: {told.evidence.code} of Lena Hartog." in asif
    assert any(text.startswith("What you asked Otto Berg about Lena Hartog reached somebody else.") for text in lena)
    assert not any("Otto Berg" in text for text in asif)
