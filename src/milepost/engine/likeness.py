"""Texts that are near the same: their shingles, the bands by which they are found among many, the passages they share.

Five words in a row are a shingle. A signature keeps the least of each of sixty rearrangements of all shingles (MinHash);
three of them together are a band. Two texts that share a band may be alike, and are compared word by word. What is found
is shown with its passages; it proves nothing.
"""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

SHINGLE = 5  # words
BANDS, ROWS = 20, 3
FEWEST = 30  # words of a text that is worth comparing
SHORTEST = 8  # words of a passage that is worth showing
LONGEST = 20_000  # words of a text that are looked at
ALIKE = 0.35  # share of shingles from which two texts count as near the same
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in both texts, by where they begin and end in each."""

    here: tuple[int, int]
    there: tuple[int, int]
    words: int


def words(text: str) -> list[str]:
    return [found.group().casefold() for found in _WORD.finditer(text)][:LONGEST]


def shingles(text: str) -> frozenset[int]:
    """Each run of five words as a number that is the same everywhere."""
    found = words(text)
    return frozenset(_number(" ".join(found[i : i + SHINGLE])) for i in range(len(found) - SHINGLE + 1))


def bands(text: str) -> tuple[int, ...]:
    """The bands of a text, none where it is too short to say anything."""
    known = shingles(text)
    if len(known) < FEWEST - SHINGLE + 1:
        return ()
    least = [min((a * one + b) % _PRIME for one in known) for a, b in _rearrangements()]
    parts = (least[i * ROWS : (i + 1) * ROWS] for i in range(BANDS))
    return tuple(_number(f"{i}:{part}") for i, part in enumerate(parts))


def share(here: Collection[int], there: Collection[int]) -> float:
    """Of all shingles of two texts the share that stands in both."""
    together = len(set(here) | set(there))
    return len(set(here) & set(there)) / together if together else 0.0


def passages(here: str, there: str) -> list[Passage]:
    """The longest runs of words that both texts have, in the order of the first. Each word of it is used once."""
    mine, theirs = list(_WORD.finditer(here))[:LONGEST], list(_WORD.finditer(there))[:LONGEST]
    a, b = [one.group().casefold() for one in mine], [one.group().casefold() for one in theirs]
    begins: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(b) - SHORTEST + 1):
        begins.setdefault(tuple(b[j : j + SHORTEST]), []).append(j)
    found, i = [], 0
    while i <= len(a) - SHORTEST:
        places = begins.get(tuple(a[i : i + SHORTEST]), ())
        length, j = max(((_run(a, b, i, j), j) for j in places[:50]), default=(0, 0))
        if not length:
            i += 1
            continue
        ends = (mine[i].start(), mine[i + length - 1].end()), (theirs[j].start(), theirs[j + length - 1].end())
        found.append(Passage(*ends, words=length))
        i += length
    return found


def _run(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


def _number(text: str) -> int:
    """63 bits of a digest: what a column of whole numbers holds."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1


@cache
def _rearrangements() -> tuple[tuple[int, int], ...]:
    return tuple((1 + _number(f"a{i}") % (_PRIME - 1), _number(f"b{i}") % _PRIME) for i in range(BANDS * ROWS))
