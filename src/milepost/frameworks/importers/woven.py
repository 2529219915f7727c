"""Columns whose words a tool has run together line by line, taken apart again.

What tells them apart: the numbers and bullets with which things begin, the width of each column (a word stands on the next line
only because it did not fit), hyphens at the end of a line that now stand in its middle, and sentences that want an end.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from milepost.frameworks.importers.widths import SPACE, of_word

BULLET = re.compile(r"^[•・●▪▫◦·‣∙■□–—*\uf0b7\uf0a7]$")
HYPHENS = ("\u2010", "\u00ad")
WANTS_MORE = re.compile(
    r"^(?:the|a|an|of|and|or|to|for|with|in|on|by|from|under|as|at|their|its|this|that|which|who|any|is|are|be|can|how|when|where|what|one|two)$",
    re.IGNORECASE,
)
BEFORE_NOUNS = re.compile(r"^(?:the|a|an|their|its|every|each|our|your)$", re.IGNORECASE)
NO_NOUN = re.compile(
    r"^(?:of|to|for|with|in|on|by|from|and|or|the|a|an|out|that|which|is|are|at|as|into|up|their|its|be|was|were|has|have|who|when|where|how|can|will|must|may|should)$",
    re.IGNORECASE,
)
PREPOSITION = re.compile(r"^(?:of|to|for|with|in|on|by|from|at|and|or)$", re.IGNORECASE)
AWAITS = re.compile(r"^(?:of|for|with|from|by|at)$", re.IGNORECASE)
AWAITED = re.compile(r"^(?:of|for|with|from|by|in|on|to)$", re.IGNORECASE)
JOINS = re.compile(r"^(?:and|or|of|is|are|was|were|but)$", re.IGNORECASE)
LETTERED = re.compile(r"^\(?(?:[a-z]|i{2,3}|iv|vi{1,3}|ix)\)$")
AHEAD = re.compile(r"AC|PC|LO|Outcome|Aim", re.IGNORECASE)  # belongs to the number after it
CODE = re.compile(r"[A-Z]{1,3},?")  # of a kind of evidence: "O, PE"
TORN = re.compile(r"[a-z]{2}-$")
JOINED = ("and", "or", "to")  # "hand- and machine-sewn"
BEAM = 40
MARGIN = 6.0  # ways that cost so much more than the cheapest are given up
NEARLY = 1.5  # a line is not taken in ways that cost so much more than the best so far
LOOSE = 1.015  # a line may be so much wider than its column is thought to be
TIGHT = 0.985  # what would have taken less of the column would have fitted
UNEVEN = 2.0  # two lines of one column stand between two of another, though lines are equally far apart in all
HOPELESS = 9.0


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, how its parts begin, whether bullets stand in it, and how many columns it lies over."""

    kind: str  # "outcomes", "criteria", "explains"
    mark: re.Pattern[str] | None = None
    bullets: bool = False
    spans: int = 1


type Fragments = tuple[tuple[int, int, int, bool], ...]  # column, first word, past the last, whether it begins a part
type Next = Callable[[str, str], bool]  # whether a number may come after another


class Open(NamedTuple):
    """The part that a column holds last: how wide its last line is, how it ends, on which line it stood, and on which the one before it."""

    width: float
    stopped: bool
    hyphen: bool
    wants_more: bool
    asks: int
    last: int
    before: int  # -1 where the part has one line
    short: bool  # hardly begun: a number and a word


@lru_cache(maxsize=10_000)
def asks_of(word: str) -> int:
    """What may not come after a word: 1 what is no noun, 2 what joins, 4 another preposition."""
    return 1 if BEFORE_NOUNS.match(word) else (2 if PREPOSITION.match(word) else 0) | (4 if AWAITS.match(word) else 0)


@lru_cache(maxsize=10_000)
def says_of(word: str) -> int:
    return (1 if NO_NOUN.match(word) else 0) | (2 if JOINS.match(word) else 0) | (4 if AWAITED.match(word) else 0)


def unlikely(word: str, after: str) -> float:
    """What it costs that one word stands right before another in one sentence."""
    if asks_of(word) & says_of(after):
        return 1.5
    return 2.0 if len(word) > 2 and word[-1] in ".;!?" and after[:1].islower() else 0.0


class Strip:
    """One line: its words, how wide they are, where a part may begin."""

    def __init__(self, text: str, columns: Sequence[Column]) -> None:
        self.words = [word for word in text.split() if word != "/"]  # what is left of a date to be filled in
        self.indented = len(text) - len(text.lstrip()) > 9
        self.to = [0.0]  # the width up to each word, each with a space after it
        for word in self.words:
            self.to.append(self.to[-1] + of_word(word) + SPACE)
        self.odd = [0.0, *(unlikely(a, b) for a, b in pairwise(self.words))]
        after = [*self.words[1:], ""] if self.words else []
        self.torn = [w.endswith(HYPHENS) or bool(TORN.search(w) and a and a not in JOINED) for w, a in zip(self.words, after, strict=True)]
        self.low = [word[:1].islower() for word in self.words]
        self.says = [says_of(word) for word in self.words]
        self.wants_more = [bool(WANTS_MORE.match(word)) or word.endswith(",") for word in self.words]
        self.codes = next((k for k in range(len(self.words)) if all(CODE.fullmatch(w) for w in self.words[k:])), None)
        self.bullets = {k for k, word in enumerate(self.words) if BULLET.match(word) or LETTERED.match(word)}
        self.marks: dict[int, list[tuple[int, str]]] = {}
        for position in range(len(self.words)):
            here = " ".join(self.words[position : position + 3])
            if position and AHEAD.fullmatch(self.words[position - 1]):
                continue
            able = here[0].isdigit() or here[0].isupper() or here[0] == "("
            if able and (found := [(k, m[1]) for k, c in enumerate(columns) if c.mark and (m := c.mark.match(here))]):
                self.marks[position] = found


class Way(NamedTuple):
    """One way to take the lines so far apart."""

    cost: float
    columns: tuple[Open | None, ...]
    numbers: tuple[str, ...]
    apart: frozenset[tuple[int, int]] = frozenset()
    together: frozenset[tuple[int, int]] = frozenset()
    before: "Way | None" = None
    fragments: Fragments = ()


@dataclass(slots=True)
class Loom:
    """The columns, their widths, and whether parts end with a full stop here."""

    columns: Sequence[Column]
    widths: list[float]
    stops: bool
    follows: Next
    coded: bool = False  # whether lines end with the codes of kinds of evidence

    def unweave(self, strips: Sequence[Strip], beam: int = BEAM, limit: float = math.inf) -> tuple[float, list[Fragments]]:
        """The cheapest way, as what each line gives to each column; fewer lines where the rest cannot belong to these columns.

        None where every way costs more than the limit."""
        ways = [Way(0.0, (None,) * len(self.columns), ("",) * len(self.columns))]
        for number, strip in enumerate(strips):
            found: dict[object, Way] = {}
            least = ways[0].cost + HOPELESS
            for way in ways:
                hard = self.marks_in(way, strip)
                for cost, fragments in self.splits(way, strip, hard, least + NEARLY - way.cost):
                    new = self.moved(way, strip, fragments, number, cost)
                    if new.cost > least + MARGIN:
                        continue
                    least = min(least, new.cost)
                    key = (new.columns, new.numbers, new.apart)
                    if key not in found or new.cost < found[key].cost:
                        found[key] = new
            if not found:
                break
            ways = sorted((w for w in found.values() if w.cost <= least + MARGIN), key=lambda w: w.cost)[:beam]
            if ways[0].cost > limit:
                return math.inf, []
        ended = [(way.cost + sum(self.ending(o, k) for k, o in enumerate(way.columns) if o), way) for way in ways]
        cost, best = min(ended, key=lambda w: w[0])
        path: list[Fragments] = []
        at: Way | None = best
        while at and at.before:
            path.append(at.fragments)
            at = at.before
        return cost, path[::-1]

    def ending(self, part: Open, column: int) -> float:
        """What it costs to let a part end as it stands."""
        if part.hyphen:
            return 6.0
        if part.stopped:
            return 0.0
        hardly = 1.2 if part.short else 0.0
        return hardly + (3.0 if part.wants_more else 2.0 if self.stops and self.columns[column].kind == "criteria" else 0.0)

    def marks_in(self, way: Way, strip: Strip) -> dict[int, set[int]]:
        """Where parts must begin, and in which columns."""
        found: dict[int, set[int]] = {at: {k for k, c in enumerate(self.columns) if c.bullets} for at in strip.bullets}
        if self.coded and strip.codes is not None:
            found[strip.codes] = {k for k, c in enumerate(self.columns) if c.kind == "explains"}
        least = 0  # nothing begins to the left of what began before it in the line: "1.2 Fold 2 sheets" begins no outcome 2
        for at, marks in strip.marks.items():
            twice = {k for k, number in marks if at == 0 and number == way.numbers[k] and "." in number}  # a number that is given twice
            if fits := twice or {k for k, number in marks if k >= least and self.follows(way.numbers[k], number)}:
                found[at] = fits
                least = max(least, min(fits))
        return found

    def splits(self, way: Way, strip: Strip, hard: dict[int, set[int]], budget: float) -> list[tuple[float, Fragments]]:
        """The ways to give the words of a line to the columns, from left to right, that cost no more than the budget."""
        words, count = len(strip.words), len(self.columns)
        room = [sum(self.widths[c] * LOOSE + SPACE for c in range(k, count)) for k in range(count + 1)]
        known: dict[tuple[int, int], list[tuple[float, Fragments]]] = {}

        def from_here(column: int, start: int) -> list[tuple[float, Fragments]]:
            if start == words:
                return [(0.0, ())]
            if column >= count or strip.to[words] - strip.to[start] > room[column] + SPACE:
                return []
            if (found := known.get((column, start))) is not None:
                return found
            found = list(from_here(column + 1, start))
            begin = None if strip.indented and column == 0 and start == 0 and count > 1 else self.begin(way, column, strip, start, hard)
            if begin and begin[0] <= budget:
                cost, begins = begin
                edge = strip.to[start] + self.widths[column] * LOOSE + SPACE
                after = column + self.columns[column].spans
                for end in range(start + 1, words + 1):
                    if strip.to[end] > edge or (end - 1 > start and end - 1 in hard):
                        break
                    if end - 1 > start:
                        cost += strip.odd[end - 1]
                    for more, rest in from_here(after, end):
                        if cost + more <= budget:
                            found.append((cost + more, ((column, start, end, begins), *rest)))
                    if strip.torn[end - 1]:
                        break
            known[column, start] = found
            return found

        return from_here(0, 0)

    def begin(self, way: Way, column: int, strip: Strip, start: int, hard: dict[int, set[int]]) -> tuple[float, bool] | None:
        """What it costs that a column's words begin here, and whether a new part does; None where they cannot."""
        here, part = self.columns[column], way.columns[column]
        if start in hard:
            return (self.ending(part, column) if part else 0.0, True) if column in hard[start] else None
        low = strip.low[start]
        best: tuple[float, bool] | None = None
        if part:
            room = self.widths[column] * TIGHT - part.width - (strip.to[start + 1] - strip.to[start])
            cost = 0.0 if part.hyphen or room <= 0 else 0.5 + 1.5 * room
            if part.hyphen:
                cost += 0.0 if low else 4.0
            elif not low:
                cost += 2.0 if part.stopped else 0.4
            elif part.stopped:
                cost += 3.0
            if part.asks & strip.says[start]:
                cost += 1.5
            best = (cost, False)
        if not here.mark:
            anew = (self.ending(part, column) if part else 0.0) + (3.0 if low else 0.6)
            best = min(best, (anew, True)) if best else (anew, True)
        return best if best and best[0] < HOPELESS else None

    def moved(self, way: Way, strip: Strip, fragments: Fragments, number: int, cost: float) -> Way:
        """The way after this line."""
        columns, numbers = list(way.columns), list(way.numbers)
        apart, together = way.apart, way.together
        here = [f[0] for f in fragments]
        for column, start, end, begins in fragments:
            before = columns[column]
            pairs = {(min(column, d), max(column, d)) for d in range(len(columns)) if d != column}
            if begins or before is None:
                apart, together = apart - pairs, together - pairs
                for k, mark in strip.marks.get(start, ()):
                    if k == column:
                        numbers[column] = mark
            else:
                for d, other in enumerate(way.columns):
                    if other and d != column and other.last > before.last:
                        pair = (min(column, d), max(column, d))
                        cost += 3.0 if pair in together else 0.0
                        cost += UNEVEN if other.before > before.last else 0.0
                        apart = apart | {pair}
            last = strip.words[end - 1]
            columns[column] = Open(
                round(strip.to[end] - strip.to[start] - SPACE, 1),
                last[-1] in ".;!?:",
                strip.torn[end - 1] or bool(re.search(r"[a-z]-$", last)),
                strip.wants_more[end - 1],
                asks_of(last),
                number,
                -1 if begins or before is None else before.last,
                begins and end - start < 3 and start in strip.marks and self.columns[column].kind != "explains",
            )
        for column in here:
            for d in here:
                if column < d:
                    cost += 3.0 if (column, d) in apart else 0.0
                    together = together | {(column, d)}
        for column, part in enumerate(columns):
            if column not in here and part and part.last == number - 1 and self.ending(part, column):
                cost += 0.15
        return Way(way.cost + cost, tuple(columns), tuple(numbers), apart, together, way, fragments)
