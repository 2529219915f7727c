"""Which criteria a text may speak to, and the words of it that say so."""

import pytest

from milepost.engine.framework import Criterion, Item, Outcome, Unit
from milepost.engine.matching import Entry, Index, Thesaurus, entries, fused

LAMPS = [
    Entry("L1:1.1", "Trim the wick of a lamp", "Be able to keep a lamp", "Light the lamps", "L1"),
    Entry("L1:1.2", "Fill a lamp without spilling", "Be able to keep a lamp", "Light the lamps", "L1"),
    Entry("L1:2.1", "Explain why a wick is trimmed", "Know how lamps burn", "Light the lamps", "L1"),
    Entry("L2:1.1", "Settle a complaint within own authority", "Be able to put things right", "Deal with grievances", "L2"),
    Entry("L2:1.2", "Record a complaint", "Be able to put things right", "Deal with grievances", "L2"),
]
TABLE = Thesaurus.of({"complaint": ["moaned", "was not happy"], "settle authority": ["knocked off"], "fill spilling": ["topped up"]})


def found(text: str, *, table: Thesaurus = TABLE) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.target, one.words) for one in Index(LAMPS, table).ranked(text)]


@pytest.mark.parametrize(
    ("text", "first", "words"),
    [
        ("I trimmed a wick", "L1:1.1", {"trimmed", "wick"}),
        ("She moaned, so I wrote it down and recorded it", "L2:1.2", {"moaned", "recorded"}),
        (
            "He was not happy and I knocked a bit off: I mean I knocked off two pounds",
            "L2:1.1",
            {"was not happy", "knocked a bit off", "knocked off"},
        ),
        ("I topped up everything", "L1:1.2", {"topped up"}),
        ("Recording complaints", "L2:1.2", {"recording", "complaints"}),
    ],
)
def test_words_and_phrases_of_the_text_are_the_reason(text: str, first: str, words: set[str]) -> None:
    target, said = found(text)[0]
    assert target == first
    assert set(said) == words


def test_what_shares_nothing_is_not_suggested() -> None:
    assert found("") == found("the and of with") == found("Ferry timetables") == []
    assert all(target.startswith("L2") for target, _words in found("a complaint"))


def test_what_was_done_speaks_for_doing_and_what_was_explained_for_explaining() -> None:
    assert found("I trimmed the wick")[0][0] == "L1:1.1"
    assert found("I wrote about why the wick is trimmed")[0][0] == "L1:2.1"


def test_without_a_table_only_the_words_themselves_count() -> None:
    assert found("She moaned", table=Thesaurus()) == []


def test_the_unit_that_fits_lifts_its_criteria() -> None:
    asked = [Entry("A:1", "Note the time", "", "Light the lamps", "A"), Entry("B:1", "Note the time", "", "Sell tickets", "B")]
    assert [one.target for one in Index(asked).ranked("I noted the time when I sold the tickets")] == ["B:1", "A:1"]


def test_a_phrase_stands_for_the_words_in_it() -> None:
    table = Thesaurus.of({"complaint": ["not happy", "was not happy"]})
    assert found("He was not happy", table=table)[0][1] == ("was not happy",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I topped the chimney up", ("topped the chimney up",)),
        ("I topped each one of the lamps up", ("lamps",)),  # too far apart for a phrase
    ],
)
def test_a_few_words_may_stand_between_two_of_a_phrase(text: str, words: tuple[str, ...]) -> None:
    assert dict(found(text))["L1:1.2"] == words


def test_words_that_no_criterion_has_take_nothing_from_a_phrase() -> None:
    alone, among = (Thesaurus.of({key: ["moaned"]}) for key in ("complaint", "complaint foghorn anchor"))
    assert Index(LAMPS, alone).ranked("She moaned") == Index(LAMPS, among).ranked("She moaned")


def test_a_criterion_with_two_words_for_one_thing_says_no_more_than_one_that_has_one() -> None:
    asked = [
        Entry("A:1", "Ring and telephone", "", "", "A"),
        Entry("B:1", "Ring the bell", "", "", "B"),
        Entry("C:1", "Telephone the bell", "", "", "C"),
    ]
    several, one = (Index(asked, Thesaurus.of({key: ["called up"]})).ranked("Called up") for key in ("ring telephone", "ring / telephone"))
    assert several[0].target == "A:1"
    assert several[0].weight > 1.5 * several[1].weight
    assert one[0].weight < 1.2 * one[-1].weight
    assert {match.words for match in one} == {("called up",)}


def test_what_the_words_of_a_target_say_is_told_apart_from_what_its_unit_adds() -> None:
    best, *rest = Index(LAMPS, TABLE).ranked("I trimmed the wick of a lamp and lit another lamp")
    assert best.target == "L1:1.1"
    assert best.own > 2 * min(one.own for one in rest)
    assert best.weight < 2 * min(one.weight for one in rest if one.target.startswith("L1") and one.target != "L1:2.1")


def test_a_word_that_says_next_to_nothing_is_no_reason() -> None:
    many = [Entry(f"A:{n}", f"Greet a customer in way {n}", "", "", "A") for n in range(1, 40)]
    found = Index([*many, Entry("B:1", "Refund a customer", "", "", "B")]).ranked("I refunded the customer")
    assert found[0].words == ("refunded",)


def test_no_more_than_asked_and_the_same_each_time() -> None:
    index = Index(LAMPS, TABLE)
    assert len(index.ranked("lamp wick complaint record settle fill trim", limit=2)) == 2
    assert index.ranked("lamp") == Index(LAMPS, TABLE).ranked("lamp")


def test_lettered_parts_of_a_criterion_are_read_too() -> None:
    unit = Unit("U", "U", "Lamps", outcomes=(Outcome("1", "Know lamps", (Criterion("1.1", "Name parts", (Item("a", "the chimney"),)),)),))
    assert Index(entries([unit])).ranked("a chimney")[0].target == "U:1.1"


def test_no_criteria_no_suggestions_and_a_long_text_is_read_in_part() -> None:
    assert Index([]).ranked("anything") == []
    assert Index(LAMPS).ranked("barge " * 5_000 + "wick") == []


def test_two_rankings_become_one() -> None:
    assert fused(["a", "b", "c"], ["b", "a", "d"])[:2] == ["a", "b"]
    assert fused(["a", "b"], ["b", "c"])[0] == "b"
    assert fused() == []
