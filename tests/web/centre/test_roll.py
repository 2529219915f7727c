"""The nominal roll with everybody who was ever registered, and who is due when."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.centre.test_learners import learner, names

ROLL = "/centre/learners/roll/"  # "centre_roll"
CSV = f"{ROLL}roll.csv"  # "centre_roll_csv"
COMPLETIONS = "/centre/learners/completions/"  # "centre_completions"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def three(cast: Cast) -> Registration:
    made = build.with_units(cast)
    mira = learner(cast, made.specification, "Mira Okoye")
    learner(cast, made.specification, "Jonas Adler")
    actions.withdraw_learner(mira, by=cast.as_("cora"), on=clock.today(), reason="Another job.")
    return made


def test_who_has_left_stands_there_too_with_the_reason(cast: Cast, cora: Client) -> None:
    assert "Nobody is registered yet" in read(cora.get(ROLL))
    three(cast)
    page = read(cora.get(ROLL))
    assert names(page) == ["Lena Hartog", "Mira Okoye", "Jonas Adler"]
    assert page.index("Jonas") < page.index("Lena Hartog") < page.index("Mira"), "by name"
    assert "Another job." in page
    assert "3 registrations" in page


def test_it_is_narrowed_by_state_qualification_site_and_name(cast: Cast, cora: Client) -> None:
    made = three(cast)
    site = people.open_site(cast.centre, by=cast.as_("cora"), name="North Quay")
    actions.place_at_site(made, by=cast.as_("cora"), site=site)
    assert names(read(cora.get(f"{ROLL}?state=withdrawn"))) == ["Mira Okoye"]
    assert names(read(cora.get(f"{ROLL}?site={site.uuid}"))) == ["Lena Hartog"]
    assert names(read(cora.get(f"{ROLL}?site=none&state=active"))) == ["Jonas Adler"]
    assert names(read(cora.get(f"{ROLL}?q=jon"))) == ["Jonas Adler"]
    assert len(names(read(cora.get(f"{ROLL}?qualification=9900-02&state=x&site=y&page=99")))) == 3
    nobody = read(cora.get(f"{ROLL}?state=completed"))
    assert "Nobody fits" in nobody
    assert "See everybody" in nobody


def test_the_file_holds_what_the_page_shows(cast: Cast, cora: Client) -> None:
    three(cast)
    text = b"".join(cora.get(f"{CSV}?state=withdrawn").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["Learner"], row["State"], row["Why"], row["Number"]) == ("Mira Okoye", "withdrawn", "Another job.", "9900-02")
    assert f"{CSV}?state=withdrawn" in read(cora.get(f"{ROLL}?state=withdrawn"))


def test_completions_stand_by_month_and_say_who_is_behind(cast: Cast, cora: Client) -> None:
    assert "Nobody is due" in read(cora.get(COMPLETIONS))
    made = three(cast)
    page = read(cora.get(COMPLETIONS))
    assert names(page) == ["Lena Hartog", "Jonas Adler"], "who has left is not due"
    assert "on pace" in page
    month = f"{made.ends_on:%Y-%m}"
    assert len(names(read(cora.get(f"{COMPLETIONS}?month={month}")))) == 2
    actions.extend_registration(made, by=cast.as_("cora"), ends_on=made.ends_on + timedelta(days=70), reason="Winter.")
    assert names(read(cora.get(f"{COMPLETIONS}?month={month}"))) == ["Jonas Adler"]
    assert len(names(read(cora.get(f"{COMPLETIONS}?month=1999-13")))) == 2
    with clock.at(clock.now() + timedelta(days=200)):
        late = read(cora.get(COMPLETIONS))
    assert "50 points behind" in late


def test_one_row_and_three_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = build.with_units(cast)
    with django_assert_num_queries(6):
        cora.get(ROLL)
    with django_assert_num_queries(5):
        cora.get(COMPLETIONS)
    for name in ("Mira Okoye", "Jonas Adler"):
        learner(cast, made.specification, name)
    with django_assert_num_queries(6):
        cora.get(ROLL)
    with django_assert_num_queries(5):
        cora.get(COMPLETIONS)


def test_the_quality_manager_reads_them_and_others_get_404(cast: Cast, enter: Enter) -> None:
    three(cast)
    for address in (ROLL, CSV, COMPLETIONS):
        assert enter("quentin").get(address).status_code == 200
        for client in (enter("asif"), enter("lena")):
            assert client.get(address).status_code == 404
    stan = enter("stan", Role.CENTRE_MANAGER)
    assert "Lena" not in read(stan.get(ROLL)) + read(stan.get(COMPLETIONS))
    assert b"Lena" not in b"".join(stan.get(CSV).streaming_content)  # type: ignore[attr-defined]
