"""On the day: what is noted is kept, and one page of feedback records and judges all of it."""

import pytest
from django.urls import reverse

from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def test_smoke(cast: Cast, enter: Enter, made: Registration) -> None:
    client = enter("asif")
    here = reverse("assessor_observe_now", args=[made.uuid])
    assert client.get(here).status_code == 200
    data = {"form": "a", "at-1": "10:42", "text-1": "She trims it.", "t-1": ["L1:1.1"], "claim": "L1:1.1", "act": "finish"}
    answer = client.post(here, data)
    assert answer.status_code == 302, answer.content.decode()
    answer = client.get(answer["Location"])
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "She trims it" in text
    assert client.get(reverse("assessor_questions")).status_code == 200
