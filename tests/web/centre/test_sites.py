"""Where the centre works: sites are opened and closed, and say how many learn there."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.models import Event
from milepost.people import actions as people
from milepost.people import words as spoken
from milepost.people.models import Site
from milepost.people.words import Role
from milepost.portfolios import actions
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

SITES = "/centre/people/sites/"  # "centre_sites"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_site_is_opened_and_closed_with_one_event_each(cora: Client) -> None:
    assert "No site yet" in words(cora.get(SITES))
    cora.post(SITES, {"name": "North Quay", "address": "1 Quay Road", "satellite": "on", "opened_on": "2026-01-05"})
    site = Site.objects.get()
    assert Event.objects.latest("pk").name == spoken.SITE_OPENED
    page = words(cora.get(SITES))
    assert "North Quay" in page
    assert "satellite" in page
    cora.post(f"{SITES}{site.uuid}/close/")  # "centre_site_close"
    assert Event.objects.latest("pk").name == spoken.SITE_CLOSED
    assert "closed" in words(cora.get(SITES))
    assert "already" in words(cora.post(f"{SITES}{site.uuid}/close/", follow=True))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "", "opened_on": "2026-01-05"}, "Give the site a name"),
        ({"name": "north quay", "opened_on": "2026-01-05"}, "among your sites already"),
        ({"name": "South Quay", "opened_on": "2099-01-05"}, "has not come yet"),
        ({"name": "South Quay", "opened_on": "soon"}, "Give a day, such as"),
    ],
)
def test_what_does_not_fit_is_said(cast: Cast, cora: Client, given: dict[str, str], says: str) -> None:
    people.open_site(cast.centre, by=cast.as_("cora"), name="North Quay")
    answer = cora.post(SITES, given | {"address": "2 Quay Road"})
    assert answer.status_code == 422
    assert says in words(answer)
    assert "2 Quay Road" in words(answer)
    assert Site.objects.count() == 1


def test_it_says_how_many_learn_there_also_when_it_closed(
    cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    site = people.open_site(cast.centre, by=cast.as_("cora"), name="North Quay")
    made = build.with_units(cast)
    actions.place_at_site(made, by=cast.as_("cora"), site=site)
    assert "1 learner" in words(cora.get(SITES))
    people.close_site(site, by=cast.as_("cora"))
    with django_assert_num_queries(5):
        assert "Somebody is still placed here" in words(cora.get(SITES))
    for name in ("South Quay", "Mole"):
        people.open_site(cast.centre, by=cast.as_("cora"), name=name)
    with django_assert_num_queries(5):
        cora.get(SITES)


def test_a_new_learner_is_placed_by_the_same_form(cast: Cast, cora: Client) -> None:
    spec = build.specification(cast)
    register = "/centre/learners/register/"
    assert "Site" not in words(cora.get(register))
    site = people.open_site(cast.centre, by=cast.as_("cora"), name="North Quay")
    given = {"learner": cast.lena.uuid, "qualification": f"{spec.uuid}|9900-02", "starts_on": "2026-12-01", "ends_on": "2028-06-01"}
    assert cora.post(register, given | {"site": site.uuid}).status_code == 302
    assert cast.lena.registrations.get().site == site


def test_the_quality_manager_reads_and_others_get_404(cast: Cast, enter: Enter) -> None:
    site = people.open_site(cast.centre, by=cast.as_("cora"), name="North Quay")
    assert "Add a site" not in words(enter("quentin").get(SITES))
    enter("quentin").post(SITES, {"name": "South Quay", "opened_on": "2026-01-05"})
    assert Site.objects.count() == 1
    for client in (enter("asif"), enter("lena")):
        assert client.get(SITES).status_code == 404
    stan = enter("stan", Role.CENTRE_MANAGER)
    assert "North Quay" not in words(stan.get(SITES))
    assert stan.post(f"{SITES}{site.uuid}/close/").status_code == 404
