"""Writing a statement with the criteria beside it: paragraphs are claimed as one writes, and parts stay one."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base.models import Draft
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE = reverse("learner_write", args=["L1"])


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def sent(**changes: object) -> dict[str, object]:
    form: dict[str, object] = {
        "form": "1", "title": "My lamps", "para-1": "I trim the wick at dusk.", "on-1": ["L1:1.1"],
        "para-2": "Then I strike a light.\n\nI shade it with my hand.", "on-2": ["L1:1.2"], "act": "keep",
    }  # fmt: skip
    return {**form, **changes}


def test_paragraphs_are_claimed_where_they_stand(made: Registration, enter: Enter) -> None:
    enter("lena").post(PAGE, sent())
    piece = made.evidence.get()
    assert piece.versions.get().body.split("\n\n") == ["I trim the wick at dusk.", "Then I strike a light.", "I shade it with my hand."]
    assert sorted(piece.claims.values_list("target", "locator")) == [("L1:1.1", "para 1"), ("L1:1.2", "para 2"), ("L1:1.2", "para 3")]
    assert not Draft.objects.exists()


def test_it_can_be_handed_in_at_once_when_declared_own(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    answer = client.post(PAGE, sent(act="hand_in"))
    assert answer.status_code == 422
    assert "Declare that the work is your own" in answer.content.decode()
    assert "I trim the wick at dusk." in answer.content.decode()
    client.post(PAGE, sent(act="hand_in", own="on"))
    assert made.hand_ins.count() == 1


def test_a_second_part_is_a_piece_of_its_own_and_the_first_stays_as_judged(cast: Cast, made: Registration, enter: Enter) -> None:
    client = enter("lena")
    client.post(PAGE, sent(act="hand_in", own="on"))
    build.judged(cast, made, ["L1:1.1"])
    body = client.get(PAGE).content.decode()
    assert "1 part is in your portfolio" in body
    assert "your statement, part 2" in body
    client.post(PAGE, sent(form="2", title="More on lamps", **{"para-2": "", "on-2": []}))
    assert [one.title for one in made.evidence.order_by("number")] == ["My lamps", "More on lamps"]
    made.progress.refresh_from_db()
    assert made.progress.doubt == 0
    assert made.progress.met == 1


def test_sent_twice_it_is_there_once(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    client.post(PAGE, sent())
    answer = client.post(PAGE, sent(), follow=True)
    assert "That part is in your portfolio already." in answer.content.decode()
    assert made.evidence.count() == 1


def test_another_paragraph_keeps_what_was_typed(made: Registration, enter: Enter) -> None:
    client = enter("lena")
    answer = client.post(PAGE, sent(act="more"))
    assert answer.headers["Location"] == f"{PAGE}#p-3"
    body = client.get(PAGE).content.decode()
    assert "I trim the wick at dusk." in body
    assert 'id="p-3"' in body
    assert 'value="L1:1.1" checked' in body


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"para-1": " ", "para-2": ""}, "Write something first."),
        ({"act": "hand_in", "own": "on", "on-1": [], "on-2": []}, "Tick at least one criterion"),
        ({"title": " "}, "Give it a short name"),
        ({"on-1": ["L9:1.1"]}, "is not in this qualification"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(made: Registration, enter: Enter, changes: dict[str, object], reason: str) -> None:
    answer = enter("lena").post(PAGE, sent(**changes))
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert made.evidence.count() == 0
    assert Draft.objects.get().body["title"] == changes.get("title", "My lamps")


def test_the_criteria_stand_beside_the_text_with_what_their_verbs_ask(made: Registration, enter: Enter) -> None:
    body = enter("lena").get(PAGE).content.decode()
    assert "trim the wick" in body
    assert "tell what you did, step by step" in body


def test_others_do_not_find_it(made: Registration, enter: Enter) -> None:
    for name in ("asif", "ines", "cora"):
        assert enter(name).get(PAGE).status_code == 404
    assert enter("stan", Role.LEARNER).get(PAGE).status_code == 404
    assert enter("lena").get(reverse("learner_write", args=["L3"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_more_parts_ask_no_more(made: Registration, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    client = enter("lena")
    for number in range(1, rows + 1):
        client.post(PAGE, sent(form=str(number)))
    with django_assert_num_queries(6):  # session, person, appointments; registration, parts, draft
        client.get(PAGE)


def test_paragraphs_are_counted_alike_by_the_learner_and_by_who_judges(cast: Cast, made: Registration, enter: Enter) -> None:
    """A line that holds nothing but spaces ends a paragraph for everybody, or "para 2" would be another place for each."""
    enter("lena").post(PAGE, sent(**{"para-1": "I trim it.\n \nI fill it.", "on-1": ["L1:1.1"], "para-2": "", "on-2": []}))
    piece = made.evidence.get()
    assert sorted(piece.claims.values_list("locator", flat=True)) == ["para 1", "para 2"]
    for name, page in (("lena", "learner_evidence_one"), ("ines", "quality_evidence")):
        assert 'id="p2"' in enter(name).get(reverse(page, args=[piece.uuid])).content.decode()
