"""Reviews to read, for whoever assures quality and for who runs the centre."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.mark.parametrize("who", ["ines", "eva", "quentin", "cora"])
def test_they_read_the_reviews_of_a_learner(cast: Cast, enter: Enter, who: str) -> None:
    made, client = build.with_units(cast), enter(who)
    address = reverse("quality_reviews", args=[made.uuid])
    assert "No review yet" in client.get(address).content.decode()
    review = reviewing.opened(cast, made)
    reviewing.written(cast, review)
    reviewing.signed(cast, review, "lena")
    assert "Review 1" in client.get(address).content.decode()
    shown = client.get(reverse("quality_review", args=[review.uuid])).content.decode()
    assert "Ahead of the plan." in shown and "Signed by Lena Hartog" in shown and "<form" not in shown.split("<main")[1]


def test_more_versions_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    review, client = reviewing.opened(cast, build.with_units(cast)), enter("ines")
    address = reverse("quality_review", args=[review.uuid])
    reviewing.written(cast, review)
    reviewing.signed(cast, review, "lena")
    with django_assert_num_queries(9):  # session, person, roles; review, versions, signatures and who made them, letters; consent
        client.get(address)
    reviewing.written(cast, review, part="And more.")
    reviewing.signed(cast, review, "lena")
    with django_assert_num_queries(9):
        client.get(address)
