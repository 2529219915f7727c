"""The bank of questions: kept by assessors and IQAs, taken out and never altered."""

import pytest

from milepost.assessment import actions, queries, words
from milepost.assessment.models import Question
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.frameworks.models import Specification
from tests import build
from tests.cast import Cast

ASKED = "Why a finger high, and not two?"


@pytest.fixture
def spec(cast: Cast) -> Specification:
    return build.specification(cast)


def events(cast: Cast) -> list[str]:
    found = Event.objects.filter(stream=f"people:{cast.centre.uuid}", name__startswith="assessment.")
    return list(found.order_by("position").values_list("name", flat=True))


def test_a_question_is_kept_once_and_taken_out(cast: Cast, spec: Specification) -> None:
    kept = actions.keep_question(spec, by=cast.as_("asif"), target="L1:1.1", text=f" {ASKED} ", looks_for="A slanted wick smokes.")
    assert (kept.text, kept.looks_for, kept.made_by) == (ASKED, "A slanted wick smokes.", cast.as_("asif"))
    assert actions.keep_question(spec, by=cast.as_("ines"), target="L1:1.1", text=ASKED) == kept
    assert events(cast) == [words.QUESTION_KEPT]
    assert queries.questions_on(spec, ["L2:1.1", "L1:1.1"], by=cast.as_("asif")) == [kept]
    actions.retire_question(kept, by=cast.as_("ines"))
    assert events(cast) == [words.QUESTION_KEPT, words.QUESTION_RETIRED]
    assert queries.questions_on(spec, ["L1:1.1"], by=cast.as_("asif")) == []
    with pytest.raises(Refused, match="taken out already"):
        actions.retire_question(kept, by=cast.as_("asif"))


def test_questions_come_in_the_order_of_what_is_planned(cast: Cast, spec: Specification) -> None:
    for target in ("L1:1.1", "L2:1.1", "L1:1.2"):
        actions.keep_question(spec, by=cast.as_("asif"), target=target, text=ASKED)
    found = queries.questions_on(spec, ["L2:1.1", "L1:1.2"], by=cast.as_("asif"))
    assert [one.target for one in found] == ["L2:1.1", "L1:1.2"]


@pytest.mark.parametrize(
    ("target", "text", "said"),
    [("L9:1.1", ASKED, "Choose the criterion"), ("L1:1.1", "  ", "Write the question"), ("L1:1.1", "x" * 501, "at most 500")],
)
def test_a_question_that_asks_nothing_is_refused(cast: Cast, spec: Specification, target: str, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.keep_question(spec, by=cast.as_("asif"), target=target, text=text)
    assert not Question.objects.exists()


@pytest.mark.parametrize("who", ["lena", "cora", "stan", "quentin"])
def test_nobody_else_keeps_or_takes_out(cast: Cast, spec: Specification, who: str) -> None:
    kept = actions.keep_question(spec, by=cast.as_("asif"), target="L1:1.1", text=ASKED)
    with pytest.raises(Refused, match="of this centre"):
        actions.keep_question(spec, by=cast.as_(who), target="L1:1.2", text=ASKED)
    with pytest.raises(Refused, match="of this centre"):
        actions.retire_question(kept, by=cast.as_(who))
    assert not queries.questions(by=cast.as_(who)).exists()
