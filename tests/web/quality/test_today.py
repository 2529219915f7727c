"""What waits for a second pair of eyes, oldest first, and what was said lately."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assurance import actions as assurance
from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import two_more

PAGE = reverse("quality_today")


def test_sign_offs_wait_the_oldest_first_and_say_why(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    (mira, second), _ = two_more(cast, made.specification)
    with clock.at(clock.now() + timedelta(days=1)):
        build.signed_off(cast, made)
    signed = build.signed_off(mira, second)
    body = enter("ines").get(PAGE).content.decode()
    assert body.index("Mira, L1 Light the lamp") < body.index("Lena, L1 Light the lamp")
    assert "not final before you agree" in body
    assert reverse("quality_unit", args=[signed.uuid]) in body


def test_one_with_a_doubt_says_so(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.signed_off(cast, made)
    portfolios.replace_evidence(made.evidence.get(), by=cast.as_("lena"), body="At dawn.")
    assert "3 judgements are in doubt since Asif Rahman signed it off" in enter("ines").get(PAGE).content.decode()


def test_what_was_said_lately_is_there_for_whoever_reads(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    assurance.return_unit(build.signed_off(cast, made), by=cast.as_("ines"), reason="Which lamp?")
    for name in ("ines", "eva", "quentin"):
        assert "Which lamp?" in enter(name).get(PAGE).content.decode()
    assert "You read everything here and change nothing." in enter("eva").get(PAGE).content.decode()


def test_who_comes_from_outside_reads_what_waits_and_decides_nothing(cast: Cast, enter: Enter) -> None:
    client = enter("eva")
    assert "Nothing waits" in client.get(PAGE).content.decode()
    signed = build.signed_off(cast, build.with_units(cast))
    body = client.get(PAGE).content.decode()
    assert reverse("quality_unit", args=[signed.uuid]) in body
    assert "not final before a quality assurer agrees" in body
    assert "Start with the oldest" not in body
    assert "Look at several at once" not in body


def test_the_quality_manager_reads_what_waits_and_finds_how_the_centre_runs(cast: Cast, enter: Enter) -> None:
    signed = build.signed_off(cast, build.with_units(cast))
    client = enter("quentin")
    body = client.get(PAGE).content.decode()
    assert reverse("quality_unit", args=[signed.uuid]) in body
    assert "not final before a quality assurer agrees" in body
    assert "Start with the oldest" not in body
    for name in ("centre_help", "centre_competence", "centre_completions", "centre_roll", "centre_sites"):
        assert f'href="{reverse(name)}"' in body
        assert client.get(reverse(name)).status_code == 200


def test_an_empty_day_says_what_will_come(cast: Cast, enter: Enter) -> None:
    assert "Nothing waits" in enter("ines").get(PAGE).content.decode()


def test_it_is_not_there_for_others(cast: Cast, enter: Enter) -> None:
    build.signed_off(cast, build.with_units(cast))
    for name in ("lena", "asif", "cora", "bea"):
        assert enter(name).get(PAGE).status_code == 404
    assert "Lena" not in enter("stan", Role.IQA).get(PAGE).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_sign_offs_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    build.agreed(cast, made, "L1")
    build.signed_off(cast, made, "L2")
    for other, registration in two_more(cast, made.specification) if rows == 3 else ():
        build.agreed(other, registration, "L1")
        build.signed_off(other, registration, "L2")
    client = enter("ines")
    with django_assert_num_queries(15):  # session, person, roles; sign-offs, what is to be put right, nine of our own house, reviews
        assert client.get(PAGE).content.decode().count("L2 Keep the light</a>") == rows
