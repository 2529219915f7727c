"""One learner: truths, wall, units with their gates, the unit plan, what happened."""

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def page(made: Registration) -> str:
    return reverse("assessor_learner", args=[made.uuid])


def test_it_shows_each_unit_with_its_gate_and_every_criterion(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L1")
    build.handed_in(cast, made, ["L2:1.1"])
    body = enter("asif").get(page(made)).content.decode()
    assert "Everything is met: it can be signed off" in body
    assert "1.2 and 1.3 are open: nothing is handed in for them" in body
    assert f'href="{reverse("assessor_unit", args=[made.uuid, "L1"])}#c-1.2"' in body
    assert "Judge 1 claim" in body
    assert "judged L1, 1.1" in body


def test_the_history_goes_back_to_the_beginning(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    for unit in ("L1", "L2"):
        build.signed_off(cast, made, unit)
    assert "registered Lena Hartog" not in client.get(page(made)).content.decode()
    assert "registered Lena Hartog" in client.get(f"{page(made)}?history").content.decode()


def test_without_units_it_leads_to_the_choice(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    body = enter("asif").get(page(made)).content.decode()
    assert "No units yet" in body
    assert reverse("assessor_choose_units", args=[made.uuid]) in body


def test_what_the_learner_proposes_can_be_agreed_from_here(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.propose_units(made, by=cast.as_("lena"), units=["L1", "L2"])
    body = enter("asif").get(page(made)).content.decode()
    assert "Lena Hartog proposes 2 units." in body
    assert reverse("assessor_agree_units", args=[made.uuid]) in body


def test_units_are_proposed_and_agreed(cast: Cast, enter: Enter) -> None:
    made, client = build.registration(cast), enter("asif")
    choose, agree = reverse("assessor_choose_units", args=[made.uuid]), reverse("assessor_agree_units", args=[made.uuid])
    assert "Choose the units with Lena" in client.get(choose).content.decode()
    assert client.post(choose, {"unit": ["L1"], "act": "propose"}).status_code == 422
    assert client.post(choose, {"unit": ["L1", "L2"], "act": "propose"}).headers["Location"] == page(made)
    portfolios.propose_units(made, by=cast.as_("lena"), units=["L1", "L2"])
    assert client.post(agree).headers["Location"] == page(made)
    made.progress.refresh_from_db()
    assert made.progress.units == ["L1", "L2"]


def test_only_their_own_assessor_finds_it(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    assert enter("stan", Role.ASSESSOR).get(page(made)).status_code == 404
    assert enter("lena").get(page(made)).status_code == 404
    assert enter("ines").get(page(made)).status_code == 404


def test_it_asks_the_same_whatever_is_in_it(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made, client = build.with_units(cast, ["L1", "L2"]), enter("asif")
    with django_assert_num_queries(9):  # session, person, roles; registration, plan, three for the gates, history
        client.get(page(made))
    build.signed_off(cast, made, "L1")
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2"])
    with django_assert_num_queries(9):
        client.get(page(made))
