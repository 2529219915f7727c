"""The assessor asks witnesses, reads what they signed with what is worth knowing, and rings them back."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.models import CallBack, WitnessRequest
from milepost.assessment.words import Device
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def addresses(made: Registration, asked: WitnessRequest) -> list[str]:
    of_learner = [reverse(name, args=[made.uuid]) for name in ("assessor_witnesses", "assessor_ask_witness")]
    return [*of_learner, reverse("assessor_witness", args=[asked.uuid])]


def test_other_roles_and_strangers_find_nothing(cast: Cast, enter: Enter, made: Registration) -> None:
    told = build.signed_testimony(cast, made, ["L1:1.1"])
    acts = [reverse(name, args=[told.request.uuid]) for name in ("assessor_witness_withdraw", "assessor_witness_again")]
    acts.append(reverse("assessor_call_back", args=[told.uuid]))
    for who in ("lena", "ines", "cora", "stan"):
        client = enter(who)
        assert [client.get(address).status_code for address in addresses(made, told.request)] == [404] * 3
        assert [client.post(address).status_code for address in acts] == [404] * 3


def test_asking_and_the_list(cast: Cast, enter: Enter, made: Registration) -> None:
    client = enter("asif")
    listed, ask = (reverse(name, args=[made.uuid]) for name in ("assessor_witnesses", "assessor_ask_witness"))
    assert "Nobody has been asked yet" in client.get(listed).content.decode()
    answer = client.post(ask, {"name": "Wanda Ekberg", "email": "", "about": "The storm", "claim": ["L1:1.1"]}, follow=True)
    assert "Wanda scans this with a phone" in answer.content.decode()
    page = client.get(listed).content.decode()
    assert "Asked by Asif Rahman," in page
    assert "L1 1.1" in page
    asked = WitnessRequest.objects.get()
    assert "is good again" in client.post(reverse("assessor_witness_again", args=[asked.uuid]), follow=True).content.decode()
    assert "not asked any more" in client.post(reverse("assessor_witness_withdraw", args=[asked.uuid]), follow=True).content.decode()
    assert client.post(ask, {"name": "", "about": ""}).status_code == 422


def test_what_is_worth_knowing_stands_where_it_is_judged_and_in_the_lists(cast: Cast, enter: Enter, made: Registration) -> None:
    told = build.signed_testimony(cast, made, ["L1:1.1"], email="x@mailinator.com", device=Device("a", learners=True))
    client, evidence = enter("asif"), reverse("assessor_evidence", args=[told.evidence.uuid])
    said = ["Signed on a device on which Lena had signed in.", "An address at mailinator.com is given to anybody for some minutes"]
    bench = reverse("assessor_workbench", args=[made.uuid])
    for page in (client.get(a).content.decode() for a in (evidence, bench, reverse("assessor_testimonies"))):
        assert all(words in page for words in said)
    assert "2 things worth knowing" in client.get(reverse("assessor_witnesses", args=[made.uuid])).content.decode()
    ines = enter("ines")
    for address in (reverse("quality_evidence", args=[told.evidence.uuid]), reverse("quality_testimonies")):
        assert said[0] in ines.get(address).content.decode()
    assert "Ring back" in client.get(evidence).content.decode()
    assert "Ring back" not in ines.get(reverse("quality_evidence", args=[told.evidence.uuid])).content.decode()


def test_the_list_is_narrowed(cast: Cast, enter: Enter, made: Registration) -> None:
    build.signed_testimony(cast, made, ["L1:1.1"])
    build.signed_testimony(cast, made, ["L1:1.2"], name="Otto Berg", email="x@mailinator.com")
    client, here = enter("asif"), reverse("assessor_testimonies")
    known = client.get(f"{here}?only=known").content.decode()
    assert "Otto Berg" in known
    assert "Wanda Ekberg" not in known
    assert "Wanda Ekberg" in client.get(f"{here}?only=unrung").content.decode()
    assert client.get(f"{here}?only=nonsense").status_code == 200


def test_an_empty_list_says_what_it_will_hold(enter: Enter, made: Registration) -> None:
    assert "No testimony yet" in enter("asif").get(reverse("assessor_testimonies")).content.decode()
    assert "No testimony yet" in enter("ines").get(reverse("quality_testimonies")).content.decode()


def test_a_call_is_noted_and_read_by_who_looks_a_second_time(cast: Cast, enter: Enter, made: Registration) -> None:
    told = build.signed_testimony(cast, made, ["L1:1.1"])
    client, call = enter("asif"), reverse("assessor_call_back", args=[told.uuid])
    assert "0161 496 0000" in client.get(call).content.decode()
    assert client.post(call, {}).status_code == 422
    refused = client.post(call, {"outcome": "denied", "note": ""})
    assert refused.status_code == 422
    assert "Write down what Wanda Ekberg said instead." in refused.content.decode()
    answer = client.post(call, {"outcome": "confirmed", "note": "She was on duty."}, follow=True)
    assert "The call to Wanda Ekberg is noted." in answer.content.decode()
    assert CallBack.objects.get().note == "She was on duty."
    page = enter("ines").get(reverse("quality_evidence", args=[told.evidence.uuid])).content.decode()
    assert "rang Wanda Ekberg: they stand by it: “She was on duty.”" in page


def test_an_earlier_version_says_that_it_was_corrected(cast: Cast, enter: Enter, made: Registration) -> None:
    first = build.signed_testimony(cast, made, ["L1:1.1"])
    build.corrected(first, "It was dusk.")
    here = reverse("assessor_evidence", args=[first.evidence.uuid])
    page = enter("asif").get(f"{here}?version=1").content.decode()
    assert "The witness has corrected this since." in page
    assert "She struck the light" in page
    assert "It was dusk." in enter("asif").get(here).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_no_query_a_row(
    cast: Cast, enter: Enter, made: Registration, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        build.signed_testimony(cast, made, ["L1:1.1"], device=Device("a"))
    client, here = enter("asif"), reverse("assessor_witnesses", args=[made.uuid])
    client.get(here)
    with django_assert_num_queries(9):  # three who asks; registration, requests, signed, calls, alike, details
        client.get(here)
    with django_assert_num_queries(7):  # three who asks; signed, calls, alike, details
        client.get(reverse("assessor_testimonies"))
    ines = enter("ines")
    ines.get(reverse("quality_testimonies"))
    with django_assert_num_queries(7):
        ines.get(reverse("quality_testimonies"))
