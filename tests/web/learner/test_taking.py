"""Take it with you: ask, wait, download."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.carrying import actions
from milepost.carrying.making import make_package
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def test_a_learner_asks_waits_and_downloads(cast: Cast, enter: Enter) -> None:
    build.agreed(cast, build.with_units(cast))
    lena, page = enter("lena"), reverse("learner_take_along")
    assert "None yet" in lena.get(page).content.decode()
    assert lena.post(page).status_code == 302
    text = lena.get(page).content.decode()
    assert "It is being packed" in text and "Pack my portfolio" not in text and 'hx-trigger="every 2s"' in text
    again = lena.post(page, follow=True).content.decode()
    assert "A package is being made already" in again
    package = actions.Package.objects.get()
    make_package.func(str(package.uuid))
    package.refresh_from_db()
    text = lena.get(page).content.decode()
    assert package.digest in text and "every 2s" not in text
    answer = lena.get(reverse("package_file", args=[package.uuid]))
    assert answer.headers["Content-Type"] == "application/zip"
    assert "portfolio-lena-hartog-" in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_the_foot_of_every_page_leads_there(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert reverse("learner_take_along") in enter("lena").get(reverse("learner_home")).content.decode()
    assert reverse("learner_take_along") not in enter("asif").get(reverse("assessor_today")).content.decode()


def test_a_package_of_somebody_else_is_not_found(cast: Cast, enter: Enter) -> None:
    package = actions.ask_package(build.with_units(cast), by=cast.as_("lena"))
    make_package.func(str(package.uuid))
    address = reverse("package_file", args=[package.uuid])
    assert [enter(who).get(address).status_code for who in ("asif", "ines", "quentin", "emil")] == [404] * 4
    assert enter("stan", Role.CENTRE_MANAGER).get(address).status_code == enter("stan", Role.LEARNER).get(address).status_code == 404
    assert urlsplit(enter("cora").get(address).headers["ETag"])


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_with_one_package_and_with_three(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    made = build.with_units(cast)
    for _ in range(count):
        make_package.func(str(actions.ask_package(made, by=cast.as_("lena")).uuid))
    lena = enter("lena")
    with django_assert_num_queries(5):
        assert lena.get(reverse("learner_take_along")).status_code == 200
