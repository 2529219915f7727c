"""How wide words would stand on a page: about, since the letters' own widths are lost in a text."""

from functools import lru_cache

SPACE = 0.27
OF_LETTERS = {
    **dict.fromkeys("iljI.,;:'!|’‘", 0.25),
    **dict.fromkeys('ft()[]/-‐\u00ad“”"', 0.31),
    **dict.fromkeys("r", 0.35),
    **dict.fromkeys("scazkvxyJ", 0.48),
    **dict.fromkeys("mW—", 0.82),
    **dict.fromkeys("wM", 0.76),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&%", 0.67),
}
OTHER = 0.53
WIDE = 1.0  # of a letter of Japanese


@lru_cache(maxsize=20_000)
def of_word(word: str) -> float:
    return sum(OF_LETTERS.get(c, WIDE if c >= "\u3000" else OTHER) for c in word)


def width_of(text: str) -> float:
    """The width of a text, in ems or so."""
    words = text.split()
    return sum(map(of_word, words)) + SPACE * max(0, len(words) - 1)
