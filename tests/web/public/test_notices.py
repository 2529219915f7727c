"""Messages: what one was told, and the way to what it is about."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.notices import queries, tasks
from milepost.people import actions as people
from milepost.people import queries as people_queries
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def asif(cast: Cast, enter: Enter) -> Client:
    build.registration(cast)
    tasks.tell_pending(limit=1000)
    return enter("asif")


def test_the_page_lists_what_one_was_told_and_marks_what_is_new(asif: Client) -> None:
    page = asif.get("/messages/").content.decode()
    assert "Lena Hartog, Level 2 Certificate in Lamp Keeping, is now among your learners." in page
    assert '<span class="tag">new</span>' in page
    asif.post("/messages/read/")
    assert '<span class="tag">new</span>' not in asif.get("/messages/").content.decode()


def test_with_nothing_to_tell_it_says_what_will_stand_there(enter: Enter) -> None:
    assert b"Nothing to tell yet" in enter("ines").get("/messages/").content


def test_to_open_a_notice_leads_to_its_portfolio_and_reads_it(asif: Client, cast: Cast) -> None:
    notice = queries.notices_of(cast.asif).get()
    assert asif.get(f"/messages/{notice.uuid}/").headers["Location"] == f"/assess/learners/{notice.about}/"
    assert queries.unread_of(cast.asif) == 0


def test_a_notice_opens_in_the_role_that_it_concerns(cast: Cast, enter: Enter) -> None:
    letter = people.invite(cast.centre, by=cast.as_("cora"), email=cast.ines.email, name="Ines", role=Role.ASSESSOR)
    people.accept(letter, signed_in_as=cast.ines)
    made = build.with_units(cast)
    build.signed_off(cast, made)
    tasks.tell_pending(limit=1000)
    client = enter("ines", Role.ASSESSOR)
    notice = queries.notices_of(cast.ines).get()
    assert client.get(f"/messages/{notice.uuid}/").headers["Location"].startswith("/assure/")
    assert client.get("/").headers["Location"] == "/assure/"


def test_another_persons_notice_is_not_there(asif: Client, cast: Cast, enter: Enter) -> None:
    notice = queries.notices_of(cast.asif).get()
    assert enter("cora").get(f"/messages/{notice.uuid}/").status_code == 404


def test_who_has_left_the_place_is_told_so(asif: Client, cast: Cast) -> None:
    notice = queries.notices_of(cast.asif).get()
    people.end_appointment(people_queries.appointments_in_force(cast.asif).get(), by=cast.as_("cora"))
    answer = asif.get(f"/messages/{notice.uuid}/")
    assert answer.status_code == 403
    assert b"no longer at the place" in answer.content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_five_queries_with_one_row_and_with_three(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    registration = build.registration(cast)
    tasks.tell_pending(limit=1000)
    for assessor in (None, cast.asif)[: rows - 1]:  # taken away, and given back: each is news
        build.portfolios.allocate(registration, by=cast.as_("cora"), assessor=assessor, iqa=None)
        tasks.tell_pending(limit=1000)
    client = enter("asif")
    assert queries.notices_of(cast.asif).count() == rows
    with django_assert_num_queries(5):  # session, person, appointments with what is unread, count, rows
        client.get("/messages/")
