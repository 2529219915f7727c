"""A refusal reads the same everywhere, and never as a bare number."""

import pytest
from django.test import RequestFactory

from milepost.web import errors
from tests.cast import Cast
from tests.fixtures import Enter

SENTENCE = b"Your e-mail address is how your centre knows you."


def test_a_refusal_is_a_page_with_the_sentence_and_the_way_back(enter: Enter) -> None:
    answer = enter("asif").get("/accounts/email/", headers={"referer": "http://testserver/messages/"})
    assert answer.status_code == 403
    assert SENTENCE in answer.content
    assert b'href="http://testserver/messages/"' in answer.content


def test_a_way_back_never_leaves_the_house(enter: Enter) -> None:
    assert b"elsewhere.example" not in enter("asif").get("/accounts/email/", headers={"referer": "https://elsewhere.example/"}).content


def test_to_htmx_a_refusal_is_a_notice_that_it_swaps_in(enter: Enter) -> None:
    answer = enter("asif").get("/accounts/email/", headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert SENTENCE in answer.content
    assert b"<html" not in answer.content


def test_what_is_not_there_and_what_is_not_yours_look_the_same(cast: Cast, enter: Enter) -> None:
    client = enter("asif")
    assert b"There is nothing here for you" in client.get("/nowhere/").content


@pytest.mark.parametrize(("answer", "status"), [(errors.bad_request, 400), (errors.broken, 500)])
def test_a_broken_request_and_a_broken_server_need_nothing_to_say_so(answer: object, status: int) -> None:
    request = RequestFactory().get("/")
    assert answer(request).status_code == status  # type: ignore[operator]
