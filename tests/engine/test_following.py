"""Which files are looked at and why; what the journal says of the steps; how consistently they were followed."""

from datetime import date
from random import Random

import pytest

from milepost.engine.following import Candidate, Share, Step, consistency, lowest, picks, steps
from milepost.engine.journey import journey_of

UNTIL = date(2027, 3, 31)
OLD, SEEN = date(2024, 1, 8), date(2026, 11, 2)


def quiet(key: str, **more: object) -> Candidate:
    """A file of which nothing speaks for a look: an old owner, looked at lately."""
    return Candidate(**{"key": key, "owner": "bea", "owner_since": OLD, "looked_at_on": SEEN} | more)  # type: ignore[arg-type]


def kinds(candidates: list[Candidate], *, number: int, seed: str = "7") -> dict[str, list[str]]:
    return {one.key: [str(why.kind) for why in one.reasons] for one in picks(candidates, number=number, seed=seed, until=UNTIL)}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"breaches": 2}, ["pick_breach"]),
        ({"returned": 1}, ["pick_returned"]),
        ({"handed_over_on": date(2027, 2, 3)}, ["pick_handed_over"]),
        ({"owner_since": date(2027, 1, 4)}, ["pick_new_owner"]),
        ({"owner_since": date(2026, 12, 31)}, ["pick_by_chance"]),  # ninety days ago: no longer new
        ({"looked_at_on": None}, ["pick_never"]),
        ({"looked_at_on": date(2026, 3, 31)}, ["pick_long_ago"]),
        ({"looked_at_on": date(2026, 4, 1)}, ["pick_by_chance"]),
        ({"breaches": 1, "looked_at_on": None}, ["pick_breach", "pick_never"]),
    ],
)
def test_each_reason_stands_with_the_pick(more: dict[str, object], why: list[str]) -> None:
    assert kinds([quiet("one", **more)], number=1)["one"] == why


def test_the_weightiest_comes_first_and_the_last_by_chance() -> None:
    files = [quiet("calm"), quiet("never", looked_at_on=None), quiet("late", breaches=1), quiet("both", breaches=1, looked_at_on=None)]
    assert list(kinds(files, number=3))[:2] == ["both", "late"]
    assert len(kinds(files, number=9)) == 4
    assert "pick_by_chance" in [why[0] for why in kinds(files, number=3).values()]


def test_owners_take_turns() -> None:
    files = [quiet(f"b{n}", breaches=9) for n in range(5)] + [quiet("n0", owner="noor", looked_at_on=None)]
    assert "n0" in list(kinds(files, number=3))[:2]


def test_the_same_seed_draws_the_same_in_whatever_order_files_come() -> None:
    files = [quiet(f"f{n}", breaches=n % 3, owner=f"o{n % 4}") for n in range(40)]
    drawn = kinds(files, number=12)
    for turn in range(5):
        mixed = list(files)
        Random(turn).shuffle(mixed)
        assert kinds(mixed, number=12) == drawn
    assert list(kinds(files, number=12, seed="8")) != list(drawn)


JOURNEY = journey_of(
    {
        "title": "Road",
        "stages": [
            {
                "key": key, "title": key, "about": "-", "juncture": {"key": key, "title": key, "asks": "Who?"},
                "checks": [{"key": "shown", "text": "Shown", "events": [f"a.{key}.done"]}, {"key": "word", "text": "Said"}],
            }
            for key in ("talk", "offer", "work")
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("at", "happened", "said", "talk", "offer"),
    [
        ("talk", set(), set(), "not_due not_due", "not_due not_due"),
        ("talk", {"a.talk.done"}, set(), "done not_due", "not_due not_due"),
        ("offer", {"a.talk.done"}, {("talk", "word")}, "done done", "not_due not_due"),
        ("offer", set(), set(), "not_done not_done", "not_due not_due"),
        ("talk", {"a.offer.done"}, set(), "not_done not_done", "done not_due"),  # the offer went before the talk
        ("work", {"a.offer.done"}, set(), "not_done not_done", "done not_done"),
    ],
)
def test_a_step_is_due_once_its_stage_lies_behind_or_a_later_one_has_begun(
    at: str, happened: set[str], said: set[tuple[str, str]], talk: str, offer: str
) -> None:
    found = steps(JOURNEY, at=at, happened=happened, said=said)
    assert [found["talk", "shown"], found["talk", "word"]] == talk.split()
    assert [found["offer", "shown"], found["offer", "word"]] == offer.split()


def test_what_was_not_due_counts_for_nothing() -> None:
    shares = consistency([("a", Step.DONE), ("a", Step.NOT_DONE), ("a", Step.DONE), ("b", Step.NOT_DUE), ("c", Step.DONE)])
    assert [shares["a"].percent, shares["b"].percent, shares["c"].percent] == [66, None, 100]
    assert list(lowest(shares)) == ["a", "c"]
    assert sum(shares.values(), Share()) == Share(3, 4)
