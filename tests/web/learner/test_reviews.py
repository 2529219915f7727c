"""The learner's reviews, and their word on what the employer sees."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.models import ProgressReview
from milepost.base import drafts
from milepost.portfolios import queries
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter

CONSENT, REVIEWS = reverse("learner_consent"), reverse("learner_reviews")


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def review(cast: Cast, made: Registration) -> ProgressReview:
    return reviewing.opened(cast, made)


def page(review: ProgressReview) -> str:
    return reverse("learner_review", args=[review.uuid])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_consent_is_given_and_taken_back_in_plain_words(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    assert "You have not said anything yet." in text(client, CONSENT)
    assert "You have not said yet whether Ottersby Ferry may see" in text(client, REVIEWS)
    client.post(CONSENT, {"given": "yes"})
    assert queries.employer_sees(made)
    shown = text(client, CONSENT)
    assert "Your employer sees it." in shown and "Take my consent back" in shown
    client.post(CONSENT, {"given": "no"})
    assert not queries.employer_sees(made)
    shown = text(client, CONSENT)
    assert "You said no" in shown and "I agree: my employer may see it" in shown
    assert shown.count("No, my employer does not see it.") == 1


def test_a_form_sent_twice_says_it_once(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    client.post(CONSENT, {"given": "yes"})
    client.post(CONSENT, {"given": "yes"})
    assert made.consents.count() == 1
    assert "You have agreed to this already." in text(client, CONSENT)


def test_who_is_not_registered_has_nothing_to_say(cast: Cast, enter: Enter) -> None:
    assert enter("lena").get(CONSENT).status_code == 404


def test_the_learner_says_their_part_and_signs(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    client = enter("lena")
    assert "Asif has still to write the review" in text(client, page(review))
    client.post(page(review), {"act": "write", "seen": "1", "part": "The nights are hard."})
    reviewing.written(cast, review)
    shown = text(client, page(review))
    assert "The nights are hard." in shown and "Ahead of the plan." in shown and "Sign as Lena Hartog" in shown
    client.post(page(review), {"act": "sign", "seen": "3", "part": "The nights are hard."})
    assert review.versions.count() == 3
    shown = text(client, page(review))
    assert "You have signed." in shown
    reviewing.written(cast, review, part="Ahead, and rested.")
    shown = text(client, page(review))
    assert "Lena Hartog signed version 3; changed since" in shown
    assert "New since then: what Asif Rahman says." in shown


def test_today_says_that_a_review_waits_until_it_is_signed(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    client, home = enter("lena"), reverse("learner_home")
    assert "Waits for your part and your signature." in text(client, home)
    reviewing.written(cast, review)
    reviewing.signed(cast, review, "lena")
    assert "Waits for your part" not in text(client, home)
    reviewing.written(cast, review, part="And more.")
    assert "Waits for your part" in text(client, home)


def test_a_refusal_keeps_what_was_typed(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    reviewing.written(cast, review)
    answer = enter("lena").post(page(review), {"act": "sign", "seen": "1", "part": "The nights are hard."})
    assert answer.status_code == 422
    assert "changed the review while you had it open" in answer.content.decode()
    assert "The nights are hard." in answer.content.decode()
    kept = drafts.find(cast.lena.pk, f"review:{review.uuid}")
    assert kept and kept.body == {"part": "The nights are hard."}


def test_a_form_without_its_version_is_put_right(review: ProgressReview, enter: Enter) -> None:
    assert enter("lena").post(page(review), {"act": "write", "part": "x"}).status_code == 422


def test_an_empty_list_says_what_it_will_hold(made: Registration, enter: Enter) -> None:
    assert "No review yet" in text(enter("lena"), REVIEWS)


def test_a_longer_list_asks_no_more(
    cast: Cast, made: Registration, review: ProgressReview, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter("lena")
    reviewing.written(cast, review)
    # session, person, roles; registration; reviews, versions, who made them, letters, consent
    with django_assert_num_queries(10):
        client.get(REVIEWS)
    for _ in range(2):
        enter("asif").post(reverse("assessor_review", args=[review.uuid]), {"act": "call_off", "reason": "x"})
        review = reviewing.opened(cast, made)
    with django_assert_num_queries(10):
        client.get(REVIEWS)
