"""Near-same texts: found by their bands, shown by their passages, and nothing else is."""

import random
from itertools import pairwise

import pytest

from milepost.engine import likeness

SEED = random.Random(7)
WORDS = [f"word{i}" for i in range(800)]


def text(n: int) -> list[str]:
    return [SEED.choice(WORDS) for _ in range(n)]


def changed(words: list[str], share: float) -> list[str]:
    """A block of the text replaced: what people do who copy and add."""
    n = int(len(words) * share)
    return [*words[: len(words) - n], *text(n)]


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.2])
def test_a_text_that_is_mostly_the_same_shares_a_band(share: float) -> None:
    for _ in range(20):
        words = text(200)
        assert set(likeness.bands(" ".join(words))) & set(likeness.bands(" ".join(changed(words, share))))


def test_other_texts_share_none() -> None:
    for _ in range(50):
        assert not set(likeness.bands(" ".join(text(200)))) & set(likeness.bands(" ".join(text(200))))


def test_bands_are_the_same_everywhere_and_fit_a_column() -> None:
    bands = likeness.bands(" ".join(str(i) for i in range(100)))
    assert bands[:2] == likeness.bands(" ".join(str(i) for i in range(100)))[:2]
    assert len(bands) == likeness.BANDS
    assert all(0 < band < 1 << 63 for band in bands)


def test_short_texts_say_nothing() -> None:
    assert likeness.bands("I trimmed the wick at dusk.") == ()
    assert likeness.bands("") == ()


@pytest.mark.parametrize(("here", "there"), [("The Wick, at DUSK!", "the wick at dusk"), ("naïve café", "NAÏVE, CAFÉ")])
def test_case_and_marks_do_not_count(here: str, there: str) -> None:
    assert likeness.words(here) == likeness.words(there)


def test_the_passages_are_the_words_that_both_have() -> None:
    same = "I always call the customer back before noon because they plan their day around it."
    here = f"My name is Lena. {same} That is all."
    there = f"What I do is this: {same.upper()} And then some more words of my own follow here."
    [passage] = likeness.passages(here, there)
    assert here[slice(*passage.here)] == same.rstrip(".")
    assert there[slice(*passage.there)] == same.upper().rstrip(".")
    assert passage.words == 15


def test_each_word_is_used_once_and_in_order() -> None:
    words = text(300)
    here, there = " ".join(words), " ".join([*words[150:], *words[:150]])
    found = likeness.passages(here, there)
    assert sum(p.words for p in found) == 300
    assert all(a.here[1] <= b.here[0] for a, b in pairwise(found))


def test_seven_words_in_a_row_are_a_way_of_speaking() -> None:
    assert likeness.passages("one two three four five six seven", "one two three four five six seven") == []


def test_share_is_of_both_together() -> None:
    assert likeness.share({1, 2, 3}, {2, 3, 4}) == 0.5
    assert likeness.share((), ()) == 0.0
