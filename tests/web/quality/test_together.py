"""Many sign-offs at once: what changed since the last look, agree the ticked ones, and the list as a table."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.assurance import actions as assurance
from milepost.base import clock
from milepost.portfolios import actions as portfolios
from milepost.portfolios import progress
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import two_more

PAGE = reverse("quality_together")


def test_the_ticked_are_agreed_and_the_others_wait(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    (mira, second), _ = two_more(cast, made.specification)
    first, other = build.signed_off(cast, made), build.signed_off(mira, second)
    answer = enter("ines").post(PAGE, {"unit": [str(first.uuid)], "comment": "Well lit."}, follow=True)
    assert "1 unit agreed." in answer.content.decode()
    for registration, state in ((made, "agreed"), (second, "signed")):
        registration.progress.refresh_from_db()
        assert progress.signed_state(registration.progress, "L1") == state
    assert first.review.reason == "Well lit."
    assert not hasattr(other, "review")


def test_nothing_ticked_says_what_to_do_and_keeps_what_was_typed(cast: Cast, enter: Enter) -> None:
    build.signed_off(cast, build.with_units(cast))
    answer = enter("ines").post(PAGE, {"comment": "Well lit."})
    assert answer.status_code == 422
    assert "Tick at least one unit that you have looked at." in answer.content.decode()
    assert "Well lit." in answer.content.decode()


def test_one_that_was_decided_meanwhile_is_said_and_the_rest_goes_on(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    (mira, second), _ = two_more(cast, made.specification)
    first, other = build.signed_off(cast, made), build.signed_off(mira, second)
    assurance.return_unit(first, by=cast.as_("ines"), reason="Which lamp?")
    answer = enter("ines").post(PAGE, {"unit": [str(first.uuid), str(other.uuid)]}, follow=True)
    body = answer.content.decode()
    assert "1 unit agreed." in body
    assert "1 unit no longer waits" in body


def test_one_in_doubt_can_not_be_ticked_and_says_why(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    portfolios.replace_evidence(made.evidence.get(), by=cast.as_("lena"), body="At dawn.")
    body = enter("ines").get(PAGE).content.decode()
    assert "3 judgements are in doubt" in body
    assert f'value="{signed.uuid}"' not in body
    answer = enter("ines").post(PAGE, {"unit": [str(signed.uuid)]}, follow=True)
    assert "Return the unit" in answer.content.decode()


def test_what_changed_since_the_last_look_is_told_and_marked(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    assurance.return_unit(build.signed_off(cast, made), by=cast.as_("ines"), reason="Which lamp?")
    with clock.at(clock.now() + timedelta(days=2)):
        build.judged(cast, made, ["L1:1.1"])
        assessment.sign_off(made, by=cast.as_("asif"), unit="L1")
    body = enter("ines").get(PAGE).content.decode()
    assert "1 judgement since you last looked" in body
    assert "judged L1, 1.1 met" in body
    assert "You have not looked at this portfolio before." not in body


def test_a_first_look_says_that_it_is_the_first(cast: Cast, enter: Enter) -> None:
    build.signed_off(cast, build.with_units(cast))
    assert "You have not looked at this portfolio before." in enter("ines").get(PAGE).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_sign_offs_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    registrations = [(cast, made), *two_more(cast, made.specification)][:rows]
    for who, registration in registrations:
        build.signed_off(who, registration)
    client = enter("ines")
    client.get(PAGE)
    with django_assert_num_queries(6):  # session, person, appointments; sign-offs, last looks, judgements
        client.get(PAGE)


def test_the_list_as_a_table_has_every_sign_off_and_what_was_said(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    (mira, second), _ = two_more(cast, made.specification)
    assurance.return_unit(build.signed_off(cast, made), by=cast.as_("ines"), reason="=Which lamp?")
    build.signed_off(mira, second)
    for name in ("ines", "eva", "quentin"):
        answer = enter(name).get(reverse("quality_sign_offs_csv"))
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert len(lines) == 3
        assert "'=Which lamp?" in lines[2] or "'=Which lamp?" in lines[1]
        assert "Mira" in "".join(lines)
