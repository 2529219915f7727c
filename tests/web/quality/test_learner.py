"""A portfolio to read: the learner, a unit, a piece of evidence. Nothing is changed here."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    made = build.with_units(cast)
    build.signed_off(cast, made)
    return {
        "learner": reverse("quality_learner", args=[made.uuid]),
        "unit": reverse("quality_standing", args=[made.uuid, "L1"]),
        "evidence": reverse("quality_evidence", args=[made.evidence.get().uuid]),
    }


@pytest.mark.parametrize("name", ["ines", "eva", "quentin"])
def test_all_of_it_is_there_to_read(addresses: dict[str, str], enter: Enter, name: str) -> None:
    client = enter(name)
    body = client.get(addresses["learner"]).content.decode()
    assert "Waits for its second look" in body
    assert "signed off L1 Light the lamp" in body
    body = client.get(addresses["unit"]).content.decode()
    assert body.count("“Clear.”") == 3
    assert "Take it back" not in body
    assert "I trimmed the wick at dusk" in client.get(addresses["evidence"]).content.decode()


@pytest.mark.parametrize(
    ("name", "role"), [("stan", Role.IQA), ("asif", Role.ASSESSOR), ("lena", Role.LEARNER), ("cora", Role.CENTRE_MANAGER)]
)
def test_nobody_else_finds_it(addresses: dict[str, str], enter: Enter, name: str, role: Role) -> None:
    client = enter(name, role)
    assert [client.get(address).status_code for address in addresses.values()] == [404, 404, 404]


def test_a_unit_that_is_not_agreed_has_no_page(addresses: dict[str, str], enter: Enter) -> None:
    assert enter("ines").get(addresses["unit"].replace("/L1/", "/L3/")).status_code == 404


def test_they_ask_little(addresses: dict[str, str], enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = enter("eva")
    with django_assert_num_queries(9):  # session, person, roles; registration, plan, three for the gates, history
        client.get(addresses["learner"])
    with django_assert_num_queries(11):  # ... registration, claims, judgements and what they are bound to, three for the gate, sign-off
        client.get(addresses["unit"])
    with django_assert_num_queries(6):  # ... evidence, versions, claims
        client.get(addresses["evidence"])
