"""What a next qualification asks, and what of it a job and a portfolio may already speak to."""

import pytest

from milepost.engine.framework import Criterion, Outcome, Qualification, Unit
from milepost.engine.matching import Index
from milepost.engine.progression import Asked, Source, asked, criteria_of, level_of, sentences, trade_in_common

ROTA = Unit(
    "P1", "P1", "Plan the watch", 4, credit=5,
    outcomes=(
        Outcome("1", "Draw up the rota", (
            Criterion("1.1", "Draw up a rota that keeps two keepers on the tower every night"),
            Criterion("1.2", "Agree changes of the rota with each keeper"),
        )),
        Outcome("2", "Order the stores", (Criterion("2.1", "Order oil and wicks before the winter"),)),
    ),
)  # fmt: skip
BARE = Unit("P2", "P2", "Lead the boat crew", 4, credit=3)
UNITS = [ROTA, BARE]


def found(*sources: Source, held: tuple[str, ...] = ()) -> list[Asked]:
    return list(asked(UNITS, Index(criteria_of(UNITS)), sources, held=held))


def test_what_the_job_speaks_to_says_by_which_words_and_the_rest_is_new() -> None:
    rota, boat = found(Source("I write the rota for the keepers of the tower."))
    assert "P1:1.1" in rota.spoken
    [one] = rota.spoken["P1:1.1"]
    assert set(one.words) >= {"rota", "keepers"}
    assert "P1:2.1" in rota.new
    assert rota.weight == len(rota.new)
    assert (boat.bare, boat.spoken, boat.new, boat.weight) == (True, {}, (), 12)


def test_one_word_in_common_is_not_enough() -> None:
    rota, _boat = found(Source("I ate my lunch on the tower."))
    assert (rota.spoken, len(rota.new)) == ({}, 3)


def test_a_criterion_that_is_shown_speaks_as_well_but_needs_three_words() -> None:
    rota, _boat = found(Source("Order the oil for the winter", "L1:1.1"), Source("Order the oil", "L1:1.2"))
    assert [one.source.shown for one in rota.spoken["P1:2.1"]] == ["L1:1.1"]


def test_a_unit_without_criteria_is_compared_by_its_title() -> None:
    _rota, boat = found(Source("I lead the crew of the boat."))
    assert list(boat.spoken) == ["P2:"]
    assert boat.weight == 0


def test_of_a_unit_that_the_learner_has_nothing_is_new() -> None:
    rota, _boat = found(held=("P1",))
    assert (rota.new, rota.weight) == ((), 0)


def test_a_job_falls_into_its_sentences_and_bullet_points() -> None:
    assert sentences("I keep the light. Daily!\n- write the log book; feed the seven cats\n\n• rest") == [
        "I keep the light.", "write the log book;", "feed the seven cats",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "title", "level"),
    [("3", "", 3), ("Level 5", "Level 2 Award", 5), ("Entry 3", "", 0), ("", "Level 4 Diploma in Fog", 4), ("", "Diploma in Fog", None), ("post", "Level 4", None)],
)  # fmt: skip
def test_the_level_is_what_is_stated_else_what_the_title_says(stated: str, title: str, level: int | None) -> None:
    assert level_of(Qualification(None, title, level=stated)) == level


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Level 3 Diploma in Contact Centre Operations", "Level 4 NVQ Diploma in Contact Centre Operations", 3),
        ("Level 3 Diploma in Customer Service", "Level 4 Diploma in Contact Centre Operations", 0),
        ("Certificate in Customer Service", "Award in the Management of Customer Contact", 1),
    ],
)
def test_titles_of_one_trade_are_told_from_those_of_another(one: str, other: str, shared: int) -> None:
    assert trade_in_common(one, other) == shared
