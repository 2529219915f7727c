"""Suggested criteria: on the statement page, on the form that adds evidence and on the page of a piece. Nothing is claimed unasked."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base.models import Draft
from milepost.frameworks.shipped import shipped
from milepost.people.words import Role
from milepost.portfolios.models import Claim, Registration
from milepost.web.learner.suggesting import suggested
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

WRITE = reverse("learner_write", args=["L1"])
ADD = reverse("learner_add_evidence")
LIVE = {"HX-Request": "true"}


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def offered(page: str) -> list[str]:
    """The acts of the suggestions, in their order."""
    return re.findall(r'name="act" value="(tick [^"]+)"', page)


def writes(**changes: object) -> dict[str, object]:
    return {"title": "My lamps", "para-1": "I trimmed the wick at dusk.", "para-2": "Then a light.", "act": "suggest 1", **changes}


def adds(**changes: object) -> dict[str, object]:
    return {
        "form": "token",
        "kind": "statement",
        "title": "At dusk",
        "body": "I trimmed the wick of each lamp.",
        "act": "suggest",
        **changes,
    }


# The statement page --------------------------------------------------------------------------------------------------


def test_a_paragraph_gets_criteria_with_the_words_that_say_so(made: Registration, enter: Enter) -> None:
    answer = enter("lena").post(WRITE, writes(), headers=LIVE)
    page = answer.content.decode()
    assert offered(page)[0] == "tick 1 L1:1.1"
    assert re.search(r"because of: [^<]*wick", page)
    assert "<html" not in page
    assert not Draft.objects.exists()


def test_without_a_script_a_suggestion_is_taken_and_given_back_and_nothing_is_lost(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    answer = client.post(WRITE, writes(), follow=True)
    page = answer.content.decode()
    assert offered(page)[0] == "tick 1 L1:1.1"
    assert "Then a light." in page
    page = client.post(WRITE, writes(act="tick 1 L1:1.1"), follow=True).content.decode()
    assert 'name="on-1" value="L1:1.1" checked' in page
    assert 'name="on-2" value="L1:1.1" checked' not in page
    page = client.post(WRITE, writes(**{"act": "tick 1 L1:1.1", "on-1": ["L1:1.1"]}), follow=True).content.decode()
    assert 'value="L1:1.1" checked' not in page
    assert not Claim.objects.exists()


def test_what_is_met_is_not_suggested(cast: Cast, made: Registration, enter: Enter) -> None:
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"])
    page = enter("lena").post(WRITE, writes(), headers=LIVE).content.decode()
    assert "tick 1 L1:1.1" not in offered(page)
    assert "It fits L1, 1.1, which is met or claimed already." in page


def test_what_fits_far_less_than_what_is_met_is_not_offered_in_its_place() -> None:
    """Where the best is met, leftovers that share a stray word would be claimed for want of better."""
    framework = shipped("customer-service-diploma")
    unit = framework.unit_by_code["A3"]
    told = "I rang the lady back and told her the part for her boiler was late. She was upset so I stayed calm and said sorry."
    first = suggested([unit], told, framework=framework)
    assert [one.code for one in first][:2] == ["A3, 3.1", "A3, 2.7"]
    assert "A3, 4.1" not in [one.code for one in first]  # which shares "telephone" alone
    then = suggested([unit], told, framework=framework, settled={one.target for one in first})
    assert list(then) == []
    assert then.settled.startswith("It fits A3, 3.1; A3, 2.7")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"para-1": "Zebras zigzag zestfully."}, "None of its criteria has words like these."),
        ({"para-1": " "}, "Write something first"),
    ],
)
def test_a_paragraph_that_fits_nothing_says_so(made: Registration, enter: Enter, changes: dict[str, object], sentence: str) -> None:
    assert sentence in enter("lena").post(WRITE, writes(**changes), headers=LIVE).content.decode()


@pytest.mark.parametrize("act", ["suggest", "suggest x", "suggest 9", "tick", "tick 1", "tick 1 L9:1.1", "tick 99999999 L1:1.1"])
def test_an_act_that_makes_no_sense_changes_nothing(made: Registration, enter: Enter, act: str) -> None:
    client = enter("lena")
    assert client.post(WRITE, writes(act=act)).status_code == 302
    assert client.post(WRITE, writes(act=act), headers=LIVE).status_code in (200, 404)
    assert "checked" not in re.sub(r'name="own"[^>]*', "", client.get(WRITE).content.decode())


def test_others_get_no_suggestions(made: Registration, enter: Enter) -> None:
    for name in ("asif", "cora"):
        assert enter(name).post(WRITE, writes(), headers=LIVE).status_code == 404
    assert enter("stan", Role.LEARNER).post(WRITE, writes(), headers=LIVE).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_live_suggestions_ask_as_little_for_many_paragraphs(
    made: Registration, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    client = enter("lena")
    form = {"title": "", "act": "suggest 1"} | {f"para-{n}": "I trimmed the wick." for n in range(1, rows + 1)}
    with django_assert_num_queries(4):  # session, person, appointments; registration
        client.post(WRITE, form, headers=LIVE)


# The form that adds evidence -----------------------------------------------------------------------------------------


def claimed(page: str) -> list[str]:
    return re.findall(r'name="claim" value="([^"]+)" type="checkbox" checked', page)


def test_new_evidence_gets_suggestions_from_its_title_and_its_text(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    page = client.post(ADD, adds(), headers=LIVE).content.decode()
    assert offered(page)[0] == "tick L1:1.1"
    assert "<html" not in page
    assert offered(client.post(ADD, adds(title="A trimmed wick", body=""), headers=LIVE).content.decode())[0] == "tick L1:1.1"


def test_without_a_script_the_form_comes_back_with_them_and_all_that_was_typed(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    answer = client.post(ADD, adds(claim=["L2:1.1"], **{"where-L2:1.1": "page 2"}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "I trimmed the wick of each lamp." in page
    assert 'value="page 2"' in page
    assert claimed(page) == ["L2:1.1"]
    page = client.post(ADD, adds(act="tick L1:1.1", claim=["L2:1.1"])).content.decode()
    assert sorted(claimed(page)) == ["L1:1.1", "L2:1.1"]
    assert 'name="form" value="token"' in page
    page = client.post(ADD, adds(act="tick L1:1.1", claim=["L1:1.1"])).content.decode()
    assert claimed(page) == []
    assert made.evidence.count() == 0


def test_the_words_of_a_file_count_too(made: Registration, enter: Enter, settings) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = enter("lena")
    file = SimpleUploadedFile("log.txt", b"I trimmed the wick of every lamp.\n", "text/plain")
    page = client.post(ADD, adds(kind="file", title="", body="", files=file)).content.decode()
    assert offered(page)[0] == "tick L1:1.1"
    assert "log.txt" in page


def test_suggestions_of_new_evidence_ask_no_query_a_unit(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.with_units(cast, ["L1", "L2", "L3"])
    client = enter("lena")
    with django_assert_num_queries(4):  # session, person, appointments; registration
        client.post(ADD, adds(), headers=LIVE)


# The page of a piece -------------------------------------------------------------------------------------------------


def statement(client: Client, made: Registration) -> str:
    client.post(ADD, adds(act="keep", title="A wick", setting="real_work", nature="performance"))
    return str(made.evidence.get().uuid)


def test_a_piece_is_offered_what_it_may_show_and_is_not_claimed_for(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    uuid = statement(client, made)
    here, claim = reverse("learner_evidence_one", args=[uuid]), reverse("learner_claim", args=[uuid])
    first = offered(client.get(here).content.decode())[0]
    assert first == "tick L1:1.1"
    page = client.post(claim, {"act": first}).content.decode()
    assert claimed(page) == ["L1:1.1"]
    assert not Claim.objects.exists()
    client.post(claim, {"act": "keep", "claim": "L1:1.1"})
    assert Claim.objects.get().target == "L1:1.1"
    assert first not in offered(client.get(here).content.decode())
