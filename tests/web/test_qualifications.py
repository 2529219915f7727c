"""Everything that a learner is registered on, and how the qualifications of a framework add up."""

import copy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios import queries
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

WHOLE: dict[str, Any] = {
    "format": "milepost-spec/1",
    "title": "Apprenticeship in Lamp Keeping",
    "qualifications": [
        {
            "number": "LK-A", "title": "Lamp Keeping, the whole apprenticeship",
            "groups": [{"key": "C", "units": ["C1", "C2"]}, {"key": "S", "units": ["S1"], "optional": False}],
            "rules": [{"at_least": 12, "of": "credits"}, {"all_from": ["S"]}, {"at_least": 1, "of": "units", "from_each": ["C"]}],
        }
    ],
    "units": [
        {"code": "C1", "title": "Certificate in Lamp Keeping", "qualification": "9900-02", "level": 2, "credit": 7},
        {"code": "C2", "title": "Certificate in Bells", "qualification": "9999-02", "level": 2, "credit": 7},
        {"code": "S1", "title": "Number", "qualification": "9800-01", "level": 1, "credit": 5},
    ],
}  # fmt: skip
MINE = "learner_qualifications"


@pytest.fixture
def lamp(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def whole(cast: Cast, lamp: Registration) -> Registration:
    """Lena works on the certificate, and is registered on the apprenticeship that it is part of."""
    assert lamp
    return build.with_units(cast, ["C1", "S1"], of=build.specification(cast, copy.deepcopy(WHOLE)))


@pytest.fixture
def lena(enter: Enter) -> Client:
    return enter("lena")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def finish(cast: Cast, made: Registration) -> None:
    for unit in ("L1", "L2"):
        build.met_unit(cast, made, unit)
        build.agreed(cast, made, unit)
    made = queries.registrations(by=cast.as_("cora")).get(pk=made.pk)
    portfolios.complete_registration(made, by=cast.as_("cora"), on=clock.today())


def test_the_whole_says_what_is_under_way_and_what_is_planned(whole: Registration, lena: Client) -> None:
    page = words(lena.get(reverse(MINE)))
    assert "0 of 12 credits are achieved." in page
    assert "With what is under way and planned, everything that it asks for is there." in page
    assert "9900-02, Level 2, 7 credits; 0 % signed off" in page
    assert "9800-01, Level 1, 5 credits; no registration on it here yet" in page
    assert "Show 1 that is not chosen" in page
    assert "What its rules say today" in page
    assert "12 credits short" in page or "12 short" in page
    assert whole.qualification_title in page


def test_what_is_completed_or_transferred_counts_and_then_the_whole_is_complete(
    cast: Cast, lamp: Registration, whole: Registration, lena: Client
) -> None:
    with pytest.raises(Refused, match="Certificate in Lamp Keeping and Number: not achieved yet"):
        portfolios.complete_registration(whole, by=cast.as_("cora"), on=clock.today())
    finish(cast, lamp)
    page = words(lena.get(reverse(MINE)))
    assert "7 of 12 credits are achieved." in page
    assert "7 credits achieved, 5 more under way or planned" in page
    portfolios.say_wishes(whole, by=cast.as_("lena"), job="", come_by={"S1": "transfer"})
    page = words(lena.get(reverse(MINE)))
    assert "Everything that it asks for is achieved." in page
    assert "achieved elsewhere; the credit is transferred" in page
    whole = queries.registrations(by=cast.as_("cora")).get(pk=whole.pk)
    assert portfolios.complete_registration(whole, by=cast.as_("cora"), on=clock.today()).state == "completed"


def test_an_exemption_brings_no_credit_and_what_is_missing_even_so_is_said(cast: Cast, whole: Registration, lena: Client) -> None:
    portfolios.say_wishes(whole, by=cast.as_("lena"), job="", come_by={"S1": "exempt"})
    page = words(lena.get(reverse(MINE)))
    assert "exempt: nothing is to be shown" in page
    assert "Even with all that is under way and planned something is missing:" in page


def test_what_was_left_counts_for_nothing(cast: Cast, lamp: Registration, whole: Registration, lena: Client) -> None:
    portfolios.withdraw_learner(lamp, by=cast.as_("cora"), on=clock.today(), reason="Moved.")
    page = words(lena.get(reverse(MINE)))
    assert "9900-02, Level 2, 7 credits; no registration on it here yet" in page
    assert "Withdrawn" in page


def test_the_learner_goes_from_one_registration_to_the_other(lamp: Registration, whole: Registration, lena: Client) -> None:
    home = reverse("learner_home")
    page = words(lena.get(home))
    assert "See how your qualifications add up" in page
    assert "Your road" not in page
    assert "guided hours still lie ahead" not in page
    assert reverse(MINE) in words(lena.get(reverse("learner_units")))
    assert lena.get(reverse("learner_unit", args=["L1"])).status_code == 404
    answer = lena.post(reverse("learner_switch", args=[lamp.uuid]), follow=True)
    assert "All pages are about Level 2 Certificate in Lamp Keeping now." in words(answer)
    assert lena.get(reverse("learner_unit", args=["L1"])).status_code == 200
    page = words(lena.get(reverse(MINE)))
    assert reverse("learner_switch", args=[whole.uuid]) in page
    assert reverse("learner_switch", args=[lamp.uuid]) not in page
    assert "0 of 12 credits are achieved." in page


def test_units_of_a_framework_are_chosen_without_a_word_about_missing_criteria(whole: Registration, lena: Client) -> None:
    page = words(lena.get(reverse("learner_choose_units")))
    assert "no criteria yet" not in page
    assert "No criteria are known" not in page


def test_who_is_registered_once_is_not_led_there_and_finds_that_one_there(lamp: Registration, lena: Client) -> None:
    assert reverse(MINE) not in words(lena.get(reverse("learner_home")))
    assert reverse(MINE) not in words(lena.get(reverse("learner_units")))
    page = words(lena.get(reverse(MINE)))
    assert "You look at this one" in page
    assert "credits are achieved" not in page


def test_the_assessor_reads_the_same_and_is_led_there(lamp: Registration, whole: Registration, enter: Enter) -> None:
    asif = enter("asif")
    here = reverse("assessor_qualifications", args=[whole.uuid])
    assert here in words(asif.get(reverse("assessor_learner", args=[whole.uuid])))
    page = words(asif.get(here))
    assert "The qualifications of Lena" in page
    assert "0 of 12 credits are achieved." in page
    assert reverse("assessor_learner", args=[lamp.uuid]) in page
    assert "learn/qualifications" not in page


def test_another_centre_and_other_roles_find_nothing(lamp: Registration, whole: Registration, enter: Enter, lena: Client) -> None:
    assert enter("stan", Role.ASSESSOR).get(reverse("assessor_qualifications", args=[whole.uuid])).status_code == 404
    assert enter("stan", Role.LEARNER).post(reverse("learner_switch", args=[lamp.uuid])).status_code == 404
    assert lena.get(reverse("learner_switch", args=[lamp.uuid])).status_code == 405
    assert enter("asif").post(reverse("learner_switch", args=[lamp.uuid])).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_it_asks_the_same_however_many_registrations(
    cast: Cast, whole: Registration, lena: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(more):
        document = copy.deepcopy(build.SMALL) | {"title": f"Bells {n}"}
        document["qualifications"][0] |= {"number": f"9999-0{n + 2}", "title": f"Level 2 Certificate {n}"}
        build.registration(cast, of=build.specification(cast, document))
    lena.post(reverse("learner_switch", args=[whole.uuid]))
    lena.get(reverse("learner_home"))
    lena.get(reverse(MINE))
    with django_assert_num_queries(7):  # session, person, roles, registration; the others, wishes, waivers
        lena.get(reverse(MINE))
