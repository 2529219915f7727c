"""The bank of questions: one unit at a time, kept by assessors and IQAs of the centre."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.assessment.models import Question
from milepost.frameworks.models import Specification
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE, RETIRE = reverse("assessor_questions"), reverse("assessor_question_retire")


@pytest.fixture
def spec(cast: Cast) -> Specification:
    return build.specification(cast)


def of(spec: Specification, unit: str = "L1") -> str:
    return reverse("assessor_questions", query={"of": str(spec.uuid), "unit": unit})


@pytest.mark.parametrize("who", ["asif", "ines"])
def test_a_question_is_kept_and_taken_out(enter: Enter, spec: Specification, who: str) -> None:
    client = enter(who)
    assert "No question on this unit yet." in client.get(PAGE).content.decode()
    answer = client.post(of(spec), {"target": "L1:1.2", "text": "Why strike it away from you?", "looks_for": "Sparks."}, follow=True)
    body = answer.content.decode()
    assert "It stands ready at visits that plan L1, 1.2." in body
    assert "Why strike it away from you?" in body
    assert "Sparks." in body
    kept = Question.objects.get()
    assert "No question on this unit yet." in client.get(of(spec, "L2")).content.decode()
    body = client.post(RETIRE, {"question": kept.uuid}, follow=True).content.decode()
    assert "What was asked with it stays as it was asked." in body
    assert "Why strike it" not in body


def test_a_question_about_nothing_is_refused_and_stays_typed(enter: Enter, spec: Specification) -> None:
    answer = enter("asif").post(of(spec), {"target": "", "text": "Why strike it away from you?"})
    assert answer.status_code == 422
    assert "Why strike it away from you?" in answer.content.decode()
    assert not Question.objects.exists()


def test_without_a_qualification_it_says_what_comes_first(enter: Enter) -> None:
    assert "No qualification yet" in enter("asif").get(PAGE).content.decode()


def test_nobody_else_keeps_questions(cast: Cast, enter: Enter, spec: Specification) -> None:
    kept = assessment.keep_question(spec, by=cast.as_("asif"), target="L1:1.1", text="Why straight?")
    for who in ("lena", "cora", "eva"):
        assert enter(who).get(PAGE).status_code == 404
        assert enter(who).post(RETIRE, {"question": kept.uuid}).status_code == 404
    stan = enter("stan", Role.ASSESSOR)
    assert stan.get(of(spec)).status_code == 404
    assert stan.post(RETIRE, {"question": kept.uuid}).status_code == 404
    assert stan.post(RETIRE, {"question": "nonsense"}).status_code == 404
    kept.refresh_from_db()
    assert kept.retired_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_more_questions_ask_no_more(
    cast: Cast, enter: Enter, spec: Specification, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        assessment.keep_question(spec, by=cast.as_("asif"), target="L1:1.1", text=f"Why {number}?")
    client = enter("asif")
    client.get(PAGE)
    with django_assert_num_queries(5):  # session, person, roles; the specifications, their questions
        client.get(PAGE)
