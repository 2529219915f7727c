"""Entries into groups, one group an employer: which pairs are compared at all, which are joined, which are asked."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from milepost.engine.linkage.names import COMMON
from milepost.engine.linkage.signs import Entry, Signs, label_of, signs_of
from milepost.engine.linkage.weighing import Match, Weights

LARGEST = 60  # entries that share something and are still compared each with each
LARGEST_NARROW = 25  # of a word of a name


@dataclass(frozen=True, slots=True)
class Linkage:
    """What was found. `groups` holds every entry, alone or with others; `doubts` are pairs of two groups that a person decides."""

    groups: tuple[tuple[Hashable, ...], ...]
    matches: Mapping[tuple[Hashable, Hashable], Match]  # of those joined, by the pair that says so
    doubts: tuple[Match, ...]


def link(
    entries: Iterable[Entry], *, same: Iterable[tuple[Hashable, Hashable]] = (), apart: Iterable[tuple[Hashable, Hashable]] = ()
) -> Linkage:
    """Which entries are one employer. A person may have said already which pairs are the `same`, and which stay `apart`."""
    signs = [signs_of(entry) for entry in entries]
    by_key = {one.key: one for one in signs}
    weights = Weights(signs)
    said_apart = {frozenset(pair) for pair in apart}
    compared = (weights.compare(signs[i], signs[j]) for i, j in candidates(signs))
    found = [match for match in compared if match and frozenset((match.a, match.b)) not in said_apart]
    groups = _Groups(by_key, said_apart, weights)
    for a, b in same:
        if a in by_key and b in by_key:
            groups.join(a, b, force=True)
    joined: dict[tuple[Hashable, Hashable], Match] = {}
    doubts: list[Match] = []
    for match in sorted(found, key=lambda one: -one.bits):
        if groups.together(match.a, match.b):
            continue
        if match.sure and groups.join(match.a, match.b):
            joined[match.a, match.b] = match
        else:
            doubts.append(match)
    return Linkage(groups.all(), joined, tuple(_still_open(doubts, groups)))


def _still_open(doubts: Iterable[Match], groups: "_Groups") -> Iterator[Match]:
    """Of each pair of groups the one doubt that is strongest: a person is asked once."""
    seen: set[frozenset[int]] = set()
    for match in doubts:
        pair = frozenset((groups.number(match.a), groups.number(match.b)))
        if len(pair) == 2 and pair not in seen:
            seen.add(pair)
            yield match


def candidates(signs: list[Signs]) -> list[tuple[int, int]]:
    """Pairs that share something rare enough, in a fixed order. Two known ones are no pair."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, one in enumerate(signs):
        for key in blocking_keys(one):
            blocks[key].append(place)
    pairs: set[tuple[int, int]] = set()
    for key, places in blocks.items():
        if len(places) <= (LARGEST_NARROW if isinstance(key, tuple) and key[0] == "word" else LARGEST):
            pairs.update(combinations(places, 2))
    return sorted((i, j) for i, j in pairs if not (signs[i].known and signs[j].known))


def blocking_keys(one: Signs) -> set[Hashable]:
    """What an entry is looked up by."""
    keys: set[Hashable] = set()
    if one.number:
        keys |= {("number", one.number), ("number-end", one.number[-5:])}
    for phone in one.phones:
        keys |= {("phone", phone), ("phone-begin", phone[:-2]), ("phone-end", phone[-7:])}
    keys |= {("domain", label_of(domain)) for domain in one.domains}
    if one.email:
        keys.add(("email", one.email))
    if one.inward:
        keys |= {("postcode", one.postcode), ("inward", one.inward, one.outward[:1])}
    for name in one.names:
        keys.add(("whole", name.joined))
        keys |= {("begin", name.joined[:5]), ("sorted", "".join(sorted(name.words))[:8])}
        keys.add(("initials", name.words[0] if len(name.words) == 1 and len(name.words[0]) <= 6 else name.initials))
        keys |= {("word", word) for word in name.words if len(word) > 2 and word not in COMMON}
        place = one.outward or one.town
        if place:
            keys |= {("word-here", word[:3], place) for word in name.words if len(word) > 2}
        keys |= {("consonants", _consonants(word)) for word in name.words if len(word) > 4 and word not in COMMON}
        keys |= {("word", a + b) for a, b in zip(name.words, name.words[1:], strict=False)}
    return keys


def _consonants(word: str) -> str:
    """A word without its vowels and doubles: many slips keep it."""
    kept = word[0]
    for letter in word[1:]:
        if letter not in "aeiouyhw" and letter != kept[-1]:
            kept += letter
    return kept


class _Groups:
    """Joined entries. A pair that a person keeps apart, or whose company numbers differ, never stands in one group."""

    def __init__(self, by_key: Mapping[Hashable, Signs], apart: set[frozenset[Hashable]], weights: Weights) -> None:
        self._by_key, self._apart, self._weights = by_key, apart, weights
        self._of = {key: number for number, key in enumerate(by_key)}
        self._members: dict[int, list[Hashable]] = {number: [key] for key, number in self._of.items()}

    def number(self, key: Hashable) -> int:
        return self._of[key]

    def together(self, a: Hashable, b: Hashable) -> bool:
        return self._of[a] == self._of[b]

    def join(self, a: Hashable, b: Hashable, *, force: bool = False) -> bool:
        here, there = self._members[self._of[a]], self._members[self._of[b]]
        if here is there:
            return True
        if not force and any(self._contradict(x, y) for x in here for y in there):
            return False
        number = self._of[a]
        del self._members[self._of[b]]
        for key in there:
            self._of[key] = number
        here.extend(there)
        return True

    def _contradict(self, x: Hashable, y: Hashable) -> bool:
        one, other = self._by_key[x], self._by_key[y]
        if frozenset((x, y)) in self._apart or (one.known and other.known):
            return True
        if one.number and other.number and one.number != other.number and sum(map(str.__ne__, one.number, other.number)) > 2:
            return True
        return self._weights.elsewhere(one, other)

    def all(self) -> tuple[tuple[Hashable, ...], ...]:
        return tuple(tuple(members) for members in self._members.values())
