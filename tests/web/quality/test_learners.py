"""Every learner of the centre in one line, thirty a page, for whoever keeps quality."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assurance import actions as assurance
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import two_more

PAGE = reverse("quality_learners")


def names(body: bytes) -> list[str]:
    return [name for name in ("Lena Hartog", "Mira Okoye", "Jon Falk") if name.encode() in body]


def test_it_filters_finds_and_sorts(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    (mira, second), _ = two_more(cast, made.specification)
    build.handed_in(mira, second, ["L1:1.1"])
    client = enter("ines")
    assert len(names(client.get(PAGE).content)) == 3
    assert names(client.get(PAGE, {"only": "waiting"}).content) == ["Mira Okoye"]
    assert names(client.get(PAGE, {"q": "falk"}).content) == ["Jon Falk"]
    body = client.get(PAGE, {"sort": "evidenced"}).content
    assert body.index(b"Mira Okoye") < body.index(b"Lena Hartog")
    assert b"Nobody fits" in client.get(PAGE, {"q": "Zora"}).content
    assert client.get(PAGE, {"page": "many", "only": "x", "sort": "y"}).status_code == 200


def test_whose_every_unit_is_final_is_not_near_the_end(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.agreed(cast, made, "L1")
    build.signed_off(cast, made, "L2")
    assert "Every unit is final" not in enter("ines").get(PAGE).content.decode()
    assurance.agree_unit(made.sign_offs.get(unit="L2"), by=cast.as_("ines"))
    body = enter("ines").get(PAGE).content.decode()
    assert "Every unit is final" in body
    assert body.count("Near the end") == 1  # the filter


def test_everybody_who_keeps_quality_reads_it_and_nobody_else(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    for name in ("ines", "eva", "quentin"):
        assert names(enter(name).get(PAGE).content) == ["Lena Hartog"]
    for name in ("lena", "asif", "cora", "bea"):
        assert enter(name).get(PAGE).status_code == 404
    assert names(enter("stan", Role.IQA).get(PAGE).content) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_more_learners_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    if rows == 3:
        two_more(cast, made.specification)
    client = enter("ines")
    with django_assert_num_queries(5):  # session, person, roles; counts, the page
        assert len(names(client.get(PAGE).content)) == rows
