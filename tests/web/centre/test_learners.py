"""The cohort: every learner in one line, thirty a page, the furthest first; and the same as a file."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.frameworks.models import Specification
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

LEARNERS = "/centre/learners/"  # "centre_learners"
CSV = "/centre/learners/cohort.csv"  # "centre_cohort_csv"


def learner(cast: Cast, spec: Specification, name: str, *, assessor: bool = True) -> Registration:
    email = f"{name.split()[0].lower()}@larkmoor.example"
    letter = people.invite(cast.centre, by=cast.as_("cora"), email=email, name=name, role=Role.LEARNER, born_on=cast.lena.born_on)
    today = clock.today()
    return portfolios.register(
        letter.appointment.person, by=cast.as_("cora"), specification=spec, qualification="9900-02", starts_on=today,
        ends_on=today + timedelta(days=400), assessor=cast.asif if assessor else None,
    )  # fmt: skip


def names(page: str) -> list[str]:
    return [name for name in ("Lena Hartog", "Mira Okoye", "Jonas Adler") if f">{name}</a>" in page]


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def test_the_furthest_stands_first_with_the_two_truths_and_the_skyline(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    learner(cast, made.specification, "Mira Okoye")
    build.signed_off(cast, made, "L1")
    page = cora.get(LEARNERS).content.decode()
    assert page.index("Lena Hartog") < page.index("Mira Okoye")
    assert 'aria-label="Lena Hartog: 2 of 5 criteria met"' in page
    assert page.count('class="sky"') == 1
    assert "units not agreed yet" in page


def test_filters_and_search_narrow_the_list(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    learner(cast, made.specification, "Mira Okoye", assessor=False)
    learner(cast, made.specification, "Jonas Adler")
    assert names(cora.get(LEARNERS).content.decode()) == ["Lena Hartog", "Mira Okoye", "Jonas Adler"]
    assert names(cora.get(f"{LEARNERS}?only=no_assessor").content.decode()) == ["Mira Okoye"]
    assert names(cora.get(f"{LEARNERS}?only=no_units").content.decode()) == ["Mira Okoye", "Jonas Adler"]
    assert names(cora.get(f"{LEARNERS}?q=jon").content.decode()) == ["Jonas Adler"]
    nobody = cora.get(f"{LEARNERS}?q=xyz").content.decode()
    assert "Nobody fits" in nobody
    assert "See all learners" in nobody


def test_what_was_searched_for_is_shown_as_it_was_typed_and_harms_nothing(cast: Cast, cora: Client) -> None:
    build.with_units(cast)
    page = cora.get(LEARNERS, {"q": '"><script>&only=all'}).content.decode()
    assert "<script>&" not in page
    assert "q=%22%3E%3Cscript%3E%26only%3Dall" in page


@pytest.mark.parametrize(
    "address", [f"{LEARNERS}?sort=evidenced", f"{LEARNERS}?sort=quiet", f"{LEARNERS}?page=99", f"{LEARNERS}?only=x&sort=y"]
)
def test_odd_addresses_are_answered(cast: Cast, cora: Client, address: str) -> None:
    build.with_units(cast)
    assert names(cora.get(address).content.decode()) == ["Lena Hartog"]


def test_without_learners_it_says_what_to_do(cora: Client) -> None:
    assert b"Register the first" in cora.get(LEARNERS).content


def test_one_row_and_three_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = build.with_units(cast)
    cora.get(LEARNERS)
    with django_assert_num_queries(5):
        assert names(cora.get(LEARNERS).content.decode()) == ["Lena Hartog"]
    for name in ("Mira Okoye", "Jonas Adler"):
        learner(cast, made.specification, name)
    with django_assert_num_queries(5):
        assert len(names(cora.get(LEARNERS).content.decode())) == 3


def test_the_quality_manager_reads_it_and_registers_nobody(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    page = enter("quentin").get(LEARNERS).content.decode()
    assert names(page) == ["Lena Hartog"]
    assert "Register a learner" not in page


def test_other_roles_get_404_and_a_stranger_sees_their_own(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    for name in ("asif", "ines", "lena", "emil"):
        for address in (LEARNERS, CSV):
            assert enter(name).get(address).status_code == 404
    stan = enter("stan", Role.CENTRE_MANAGER)
    assert b"Lena Hartog" not in stan.get(LEARNERS).content
    assert b"Lena" not in b"".join(stan.get(CSV).streaming_content)  # type: ignore[attr-defined]


def test_the_file_holds_a_row_a_learner(cast: Cast, cora: Client) -> None:
    made = build.with_units(cast)
    learner(cast, made.specification, "Mira Okoye")
    answer = cora.get(CSV)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["Learner"] for row in table] == ["Lena Hartog", "Mira Okoye"]
    assert table[0]["Criteria"] == "5"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_name_is_no_formula_in_a_spreadsheet(cast: Cast, cora: Client) -> None:
    learner(cast, build.specification(cast), "=2+5 Adler")
    assert b"'=2+5 Adler" in b"".join(cora.get(CSV).streaming_content)  # type: ignore[attr-defined]
