"""The phrases of an assessor: kept under the digit keys, dropped, begun from what they wrote lately, seen by nobody else."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions
from milepost.assessment.models import Phrase
from milepost.base.models import Event
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE = reverse("assessor_phrases")


def keep(cast: Cast, *texts: str) -> list[Phrase]:
    return [actions.keep_phrase(cast.asif, by=cast.as_("asif"), text=text) for text in texts]


def test_a_phrase_is_kept_and_stands_on_the_workbench(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    client = enter("asif")
    assert client.post(PAGE, {"text": "  Clear,\n and in your own words. "}).status_code == 302
    assert Phrase.objects.get().text == "Clear, and in your own words."
    assert Event.objects.filter(name="assessment.phrase.kept").count() == 1
    body = client.get(reverse("assessor_workbench", args=[made.uuid])).content.decode()
    assert 'data-phrase="Clear, and in your own words." data-key="1"' in body


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("  ", "Write the sentence that you want to keep."),
        ("x" * 501, "A phrase has at most 500"),
        ("CLEAR.", "You keep this sentence already."),
    ],
)
def test_what_cannot_be_kept_says_why_and_stays_in_the_form(cast: Cast, enter: Enter, text: str, why: str) -> None:
    keep(cast, "Clear.")
    answer = enter("asif").post(PAGE, {"text": text})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert why in body
    assert text.strip() in body
    assert Phrase.objects.count() == 1


def test_there_are_as_many_as_digit_keys(cast: Cast, enter: Enter) -> None:
    keep(cast, *(f"Phrase {n}" for n in range(1, 10)))
    answer = enter("asif").post(PAGE, {"text": "One more"})
    assert answer.status_code == 422
    assert "You keep 9 phrases, one for each digit key." in answer.content.decode()


def test_what_one_wrote_lately_is_kept_with_one_press(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    build.judged(cast, made, ["L1:1.1", "L1:1.2"])
    client = enter("asif")
    assert 'name="lately" value="Clear."' in client.get(PAGE).content.decode()
    client.post(PAGE, {"lately": "Clear."})
    assert Phrase.objects.get().text == "Clear."
    assert 'name="lately"' not in client.get(PAGE).content.decode()


def test_a_phrase_is_dropped_and_what_was_written_stays(cast: Cast, enter: Enter) -> None:
    [phrase] = keep(cast, "Clear.")
    client = enter("asif")
    drop = reverse("assessor_phrase_drop", args=[phrase.uuid])
    assert client.post(drop).status_code == 302
    assert not Phrase.objects.exists()
    assert Event.objects.filter(name="assessment.phrase.dropped").count() == 1
    assert client.post(drop).status_code == 404


def test_nobody_else_sees_or_drops_them(cast: Cast, enter: Enter) -> None:
    [phrase] = keep(cast, "Clear.")
    drop = reverse("assessor_phrase_drop", args=[phrase.uuid])
    stan = enter("stan", Role.ASSESSOR)
    assert "Clear." not in stan.get(PAGE).content.decode()
    assert stan.post(drop).status_code == 404
    for who in ("lena", "ines", "cora"):
        assert enter(who).get(PAGE).status_code == 404
        assert enter(who).post(drop).status_code == 404


@pytest.mark.parametrize("phrases", [1, 3])
def test_more_phrases_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, phrases: int) -> None:
    keep(cast, *(f"Phrase {n}" for n in range(phrases)))
    client = enter("asif")
    with django_assert_num_queries(5):  # session, person, roles; phrases, what was written lately
        assert client.get(PAGE).status_code == 200


def test_a_phrase_chosen_from_the_list_comes_before_what_was_typed(cast: Cast, enter: Enter) -> None:
    """The way without JavaScript."""
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2", "L1:R2.a"])
    [phrase] = keep(cast, "Clear.")
    sent = {f"s-{t}": "" for t in ("L1:1.1", "L1:1.2", "L1:R2.a")}
    sent |= {"v-L1:1.1": "met", "p-L1:1.1": str(phrase.uuid), "f-L1:1.1": "Well done.", "p-L1:1.2": "nonsense", "f-L1:1.2": "My own."}
    sent |= {"rest-v": "met", "rest-f": "Seen."}
    assert enter("asif").post(reverse("assessor_workbench", args=[made.uuid]), sent).status_code == 302
    assert [j.feedback for j in made.judgements.order_by("pk")] == ["Clear. Well done.", "My own.", "Seen."]


def test_the_rest_without_a_word_why_is_refused_and_stays_in_the_form(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    sent = {"s-L1:1.1": "", "s-L1:1.2": "", "rest-v": "not_yet", "rest-f": " "}
    answer = enter("asif").post(reverse("assessor_workbench", args=[made.uuid]), sent)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'name="rest-v" value="not_yet" checked' in body
    assert "Say what is missing for L1, 1.1" in body
    assert not made.judgements.exists()
