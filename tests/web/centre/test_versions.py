"""Versions of a qualification: what changed, who stands on an older one, offering and taking back, a new version begun."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.frameworks import actions as frameworks
from milepost.frameworks.models import Import, Specification
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration, VersionOffer
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import in_place_of_lena


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def moving(client: Client, to: Specification, **given: Any) -> Any:
    address = reverse("centre_moving", args=[to.uuid])
    return client.post(address, given, follow=True) if given else client.get(address)


def another(cast: Cast, name: str, on: Specification) -> Registration:
    """One more learner on the same version, with other units."""
    return build.with_units(in_place_of_lena(cast, name), units=["L1", "L3"], of=on)


# What changed -------------------------------------------------------------------------------------------------------


def test_a_version_says_what_it_changed_since_the_one_before(cast: Cast, cora: Client) -> None:
    build.specification(cast)
    to = build.newer(cast)
    assert "What changed since version 1" in text(cora.get(reverse("centre_specification", args=[to.uuid])))
    page = text(cora.get(reverse("centre_version_changes", args=[to.uuid])))
    assert "What version 2 changes against version 1" in page
    assert re.search(r"hand the watch over <ins>", page)
    assert "2 units are the same in both versions." in page


def test_the_first_version_changed_nothing_and_has_no_such_page(cast: Cast, cora: Client) -> None:
    first = build.specification(cast)
    assert cora.get(reverse("centre_version_changes", args=[first.uuid])).status_code == 404
    assert "What changed since" not in text(cora.get(reverse("centre_specification", args=[first.uuid])))


def test_an_older_version_says_so_and_keeps_its_learners(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    build.newer(cast)
    page = text(cora.get(reverse("centre_specification", args=[made.specification.uuid])))
    assert "This is an older version." in page
    assert "archived" in page
    assert "1 learner" in page


def test_any_two_versions_can_be_compared(cast: Cast, cora: Client) -> None:
    build.specification(cast)
    build.newer(cast)
    third = build.newer(cast, notes=["The third."])
    page = text(cora.get(reverse("centre_version_changes", args=[third.uuid]) + "?against=1"))
    assert "What version 3 changes against version 1" in page


# Offering -----------------------------------------------------------------------------------------------------------


def test_each_learner_stands_there_with_what_moving_would_mean(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    build.signed_off(cast, made, "L1")
    page = text(moving(cora, build.newer(cast)))
    assert "Lena Hartog" in page
    assert "5 decisions stay; 1 criterion is to be looked at again; 1 is new." in page


def test_a_signed_unit_that_asks_something_else_is_said_to_open_again(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    build.signed_off(cast, made, "L2")
    assert "unit L2 was signed off and opens again" in text(moving(cora, build.newer(cast)))


def test_it_is_offered_to_those_ticked(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    page = text(moving(cora, build.newer(cast), act="ticked", registration=str(made.uuid), note="From May."))
    assert "Offered to 1 learner." in page
    assert "offered, no answer yet" in page
    offer = VersionOffer.objects.get()
    assert (offer.registration_id, offer.note) == (made.pk, "From May.")


def test_it_is_offered_to_all_who_lose_nothing_and_to_nobody_else(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    other = another(cast, "Mira Okoye", made.specification)
    to = build.newer(cast)
    assert "Offer it to the 1 who loses nothing" in text(moving(cora, to))
    moving(cora, to, act="harmless")
    assert [offer.registration_id for offer in VersionOffer.objects.all()] == [other.pk]


def test_who_has_the_offer_already_is_not_counted_among_those_it_can_be_offered_to(cast: Cast, cora: Client) -> None:
    made = build.registration(cast)
    another(cast, "Mira Okoye", made.specification)
    to = build.newer(cast)
    assert "Offer it to all 2 who lose nothing" in text(moving(cora, to))
    assert '2 lose nothing by it. <a href="#offer">Offer it</a>' in text(moving(cora, to))  # the acts stand below everybody
    page = text(moving(cora, to, act="ticked", registration=str(made.uuid)))
    assert "Offer it to the 1 who loses nothing" in page
    page = text(moving(cora, to, act="harmless"))
    assert page.count("offered, no answer yet") == 2
    assert 'name="act"' not in page


def test_nobody_ticked_is_said_and_the_words_stay(cast: Cast, cora: Client) -> None:
    build.with_units(cast)
    answer = moving(cora, build.newer(cast), act="ticked", note="From May.")
    assert answer.status_code == 422
    assert "Tick at least one learner" in text(answer)
    assert "From May.</textarea>" in text(answer)


def test_an_offer_is_taken_back(cast: Cast, cora: Client) -> None:
    offer = build.offered(cast, build.with_units(cast))
    answer = cora.post(reverse("centre_offer_take_back", args=[offer.uuid]), follow=True)
    assert "Taken back. Lena stays on version 1." in text(answer)
    offer.refresh_from_db()
    assert offer.answer == "taken_back"


def test_answers_are_seen(cast: Cast, cora: Client) -> None:
    offer = build.offered(cast, build.with_units(cast))
    portfolios.stay_on_version(offer, by=cast.as_("lena"), note="I finish in May.")
    assert "“I finish in May.”" in text(moving(cora, offer.specification))
    again = build.offered(cast, offer.registration, offer.specification)
    assessment.move_version(again, by=cast.as_("lena"))
    page = text(moving(cora, offer.specification))
    assert "Nobody stands on an older version" in page
    assert "moved" in page


def test_the_page_asks_the_same_with_one_learner_and_with_three(
    cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    to = build.newer(cast)
    moving(cora, to)
    with django_assert_num_queries(9):
        moving(cora, to)
    another(cast, "Mira Okoye", made.specification)
    another(cast, "Jon Falk", made.specification)
    with django_assert_num_queries(9):
        assert text(moving(cora, to)).count('name="registration"') == 3


@pytest.mark.parametrize("who", ["lena", "asif", "ines", "quentin"])
def test_others_find_no_such_page(cast: Cast, enter: Enter, who: str) -> None:
    build.with_units(cast)
    assert moving(enter(who), build.newer(cast)).status_code == 404


def test_a_stranger_finds_nothing(cast: Cast, enter: Enter) -> None:
    to = build.newer(cast)
    client = enter("stan", Role.CENTRE_MANAGER)
    for name in ("centre_moving", "centre_version_changes"):
        assert client.get(reverse(name, args=[to.uuid])).status_code == 404
    assert client.post(reverse("centre_begin_version", args=[to.uuid])).status_code == 404


# A new version from this one ----------------------------------------------------------------------------------------


def test_a_version_is_corrected_into_the_next_one_without_its_file(cast: Cast, cora: Client) -> None:
    first = build.specification(cast)
    page = text(cora.post(reverse("centre_begin_version", args=[first.uuid]), follow=True))
    assert "The version that you began from stays as it is." in page
    import_ = Import.objects.get()
    assert "keep watch" in str(import_.reading["pages"])
    frameworks.correct(import_, by=cast.as_("cora"), path="units/1/credit", value="3")
    made = frameworks.publish(Import.objects.get(), by=cast.as_("cora"))
    assert (made.title, made.version) == (first.title, 2)
    assert made.document["units"][1]["credit"] == 3


def test_it_is_begun_once(cast: Cast, cora: Client) -> None:
    first = build.specification(cast)
    for _twice in range(2):
        answer = cora.post(reverse("centre_begin_version", args=[first.uuid]), follow=True)
    assert "A new version of this is being made already" in text(answer)
    assert Import.objects.count() == 1


def test_what_was_read_from_a_handbook_keeps_its_source_and_decisions(cast: Cast, cora: Client) -> None:
    from tests.frameworks.test_actions import decided, pack

    first = frameworks.publish(decided(cast, pack(cast)), by=cast.as_("cora"))
    cora.post(reverse("centre_begin_version", args=[first.uuid]))
    import_ = Import.objects.latest("pk")
    assert import_.file_id == first.source.file_id
    assert import_.reading["places"] == first.source.reading["places"]
    assert len(import_.decisions) == 4
