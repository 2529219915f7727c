"""The journey as values: what stands where, what follows, what a stage still asks for."""

from milepost.engine.journey import Journey, journey_of, shortfalls, twice

DOCUMENT = {
    "format": "milepost-journey/1",
    "title": "A short road",
    "again": "talk",
    "stages": [
        {
            "key": "talk", "title": "Talk", "about": "We talk.", "juncture": {"key": "first", "title": "First word", "asks": "Who?"},
            "checks": [{"key": "heard", "text": "They were heard", "events": ["a.b.c", "a.b.d"]}, {"key": "safe", "text": "It is safe"}],
        },
        {"key": "work", "title": "Work", "about": "We work.", "juncture": {"key": "good", "title": "Good", "asks": "Who?", "duty": True}},
    ],
}  # fmt: skip


def journey() -> Journey:
    return journey_of(DOCUMENT)


def test_after_the_last_stage_it_begins_again_or_ends() -> None:
    assert [journey().after(key).key for key in ("talk", "work")] == ["work", "talk"]  # type: ignore[union-attr]
    assert journey_of({**DOCUMENT, "again": ""}).after("work") is None


def test_a_stage_asks_for_what_has_not_happened_and_for_what_nobody_has_said() -> None:
    talk = journey().at("talk")
    assert [one.kind for one in shortfalls(talk, happened=(), said=())] == ["check_not_happened", "check_not_said"]
    assert shortfalls(talk, happened={"a.b.d"}, said={"safe"}) == []


def test_who_stands_at_a_stage_that_is_no_more_begins_anew() -> None:
    assert journey().at("gone").key == "talk"


def test_what_stands_twice_is_found() -> None:
    stages = [*DOCUMENT["stages"], DOCUMENT["stages"][0]]  # type: ignore[misc]
    assert twice(journey_of({**DOCUMENT, "stages": stages})) == [("stage", "talk"), ("juncture", "first")]
