"""One learner: the registration's facts, who looks after them, and what happened."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.models import Event
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def page_of(made: Registration) -> str:
    return f"/centre/learners/{made.uuid}/"  # "centre_learner"


def allocate(client: Client, made: Registration, **named: object) -> int:
    return client.post(f"{page_of(made)}allocate/", named).status_code  # "centre_allocate"


def test_the_page_tells_facts_progress_and_history(cast: Cast, enter: Enter, made: Registration) -> None:
    build.met_unit(cast, made, "L1")
    page = enter("cora").get(page_of(made)).content.decode()
    assert "Level 2 Certificate in Lamp Keeping" in page
    assert "Ottersby Ferry" in page
    assert "<b>Asif Rahman</b> judged L1" in page
    assert "<b>You</b> registered Lena Hartog" in page


def test_before_units_are_agreed_it_says_what_is_missing(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    assert "No units yet." in enter("cora").get(page_of(made)).content.decode()


def test_an_assessor_is_named(cast: Cast, enter: Enter, made: Registration) -> None:
    before = Event.objects.count()
    assert allocate(enter("cora"), made, assessor="", iqa=cast.ines.uuid) == 302
    made.refresh_from_db()
    assert (made.assessor, made.iqa) == (None, cast.ines)
    assert Event.objects.count() == before + 1


def test_nobody_outside_the_role_is_named(cast: Cast, enter: Enter, made: Registration) -> None:
    for person in (cast.stan, cast.lena, cast.ines):
        assert allocate(enter("cora"), made, assessor=person.uuid, iqa="") == 422
    made.refresh_from_db()
    assert made.assessor == cast.asif


def test_a_longer_history_asks_no_more_queries(
    cast: Cast, enter: Enter, made: Registration, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cora = enter("cora")
    cora.get(page_of(made))
    with django_assert_num_queries(11):
        cora.get(page_of(made))
    for unit in ("L1", "L2"):
        build.met_unit(cast, made, unit)
    with django_assert_num_queries(11):
        cora.get(page_of(made))


def test_the_quality_manager_reads_and_names_nobody(cast: Cast, enter: Enter, made: Registration) -> None:
    quentin = enter("quentin")
    assert b"Name these people" not in quentin.get(page_of(made)).content
    assert allocate(quentin, made, assessor="", iqa="") == 404


def test_others_and_strangers_get_404(cast: Cast, enter: Enter, made: Registration) -> None:
    for client in (enter("asif"), enter("ines"), enter("lena"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(page_of(made)).status_code == 404
        assert allocate(client, made, assessor="", iqa="") == 404
