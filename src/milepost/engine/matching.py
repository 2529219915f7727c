"""Which criteria a text may speak to, ranked, each with the words that say so.

People write "she was furious, so I knocked a fiver off"; criteria say "complaint", "remedy", "own authority". So a text is
read twice: for the words that it has in common with a criterion, and for the everyday phrases that a table turns into
words of criteria. What stands in many criteria says little of any (BM25). A criterion is helped by its outcome and by its
unit, because what fits the unit as a whole is likelier to fit one of its criteria. What tells of something done speaks
less to criteria that ask to explain.

Suggestions, never a judgement: nothing is claimed because it stands here.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from milepost.engine.framework import Unit
from milepost.engine.verbs import Demand, demand
from milepost.engine.wording import ENOUGH_ALIKE, WORD, bare, root, same, stem

SATURATION, LENGTH = 1.2, 0.7  # of BM25: how soon a repeated word adds nothing, how much a long criterion is held back
OUTCOME, UNIT = 0.5, 1.2  # what the words of the outcome and the fit of the unit add
TOLD, SHARED = 1.4, 0.25  # how much a phrase of the table counts beside the word itself, and less where it stands for many words
# What a criterion keeps that asks to explain where the text tells of something done, and the other way round.
OTHERWISE = {False: 0.75, True: 0.95}
LONGEST = 2_000  # words of a text that are read
EITHER = "/"  # between words of criteria that stand for one thing
BETWEEN = 2  # words that may stand between two of a phrase
SAYS = 0.2  # of the weightiest word's: what a word must weigh to be given as a reason
SUGGESTED, WORDS = 5, 4  # suggestions, and words of the text that stand beside each
_EXPLAINS = re.compile(
    r"\b(?:explain(?:ed|s)? (?:to my assessor|how|why|what|the difference)|i (?:wrote|learn(?:ed|t)|described|compared|know|understand)\b"
    r"|(?:wrote|talked|discussed) about (?:how|why|what)|the difference between|this is because|it is important)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What somebody may write, word by word as stems, and the stems of criteria that it stands for. With `either` these
    are words for one thing, so a criterion that has two of them says no more than one that has one."""

    says: tuple[str, ...]
    means: tuple[str, ...]
    either: bool = False


@dataclass(frozen=True)
class Thesaurus:
    """Everyday phrases and the words that criteria use for them."""

    phrases: tuple[Phrase, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Iterable[str]]) -> "Thesaurus":
        """From words of criteria → phrases of people. Words of criteria that "/" parts are words for one thing."""
        found = [
            Phrase(tuple(_plainly(phrase)), tuple(dict.fromkeys(filter(None, map(root, WORD.findall(meant))))), EITHER in meant)
            for meant, said in table.items()
            for phrase in said
        ]
        return cls(tuple(one for one in found if one.says and one.means))

    @cached_property
    def by_first(self) -> Mapping[str, Sequence[Phrase]]:
        found: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            found[phrase.says[0]].append(phrase)
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """One criterion, or another text that can be claimed, with the words around it."""

    target: str
    text: str
    outcome: str = ""
    unit: str = ""  # the title
    key: str = ""  # of the unit


@dataclass(frozen=True, slots=True)
class Meant:
    """A word of criteria that a text means: how surely, what stands in the text for it, and for which thing it is one of several words."""

    sure: float
    says: tuple[str, ...]
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One target that a text may speak to. `words` are those of the text that say so, the weightiest first."""

    target: str
    weight: float
    words: tuple[str, ...]
    own: float = 0.0  # what of the weight the words of the target itself give, without what the fit of its unit adds


def entries(units: Iterable[Unit]) -> list[Entry]:
    """Every criterion of these units."""
    return [
        Entry(unit.target(one.number), " ".join([one.text, *(item.text for item in one.items)]), outcome.text, unit.title, unit.key)
        for unit in units
        for outcome in unit.outcomes
        for one in outcome.criteria
    ]


@dataclass(frozen=True)
class Index:
    """Criteria made ready for many texts."""

    entries: Sequence[Entry]
    thesaurus: Thesaurus = field(default_factory=Thesaurus)

    @cached_property
    def _own(self) -> list[Counter[str]]:
        return [_counted(one.text) for one in self.entries]

    @cached_property
    def _around(self) -> list[Counter[str]]:
        return [_counted(one.outcome) for one in self.entries]

    @cached_property
    def _explains(self) -> list[bool]:
        return [demand(one.text, one.outcome) is Demand.EXPLAIN for one in self.entries]

    @cached_property
    def _units(self) -> dict[str, Counter[str]]:
        """The words of each unit: how many of its criteria have each, those of the title once more."""
        found: dict[str, Counter[str]] = {}
        for one, own, around in zip(self.entries, self._own, self._around, strict=True):
            if one.key not in found:
                found[one.key] = Counter(dict.fromkeys(_counted(one.unit), 3))
            found[one.key].update(own.keys() | around.keys())
        return found

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """How much a word says, from the share of criteria that have it, in their own words or their outcome's."""
        often = Counter(word for own, around in zip(self._own, self._around, strict=True) for word in own.keys() | around.keys())
        often.update(word for words in self._units.values() for word in words if word not in often)
        return {word: math.log(1 + (len(self.entries) - n + 0.5) / (n + 0.5)) for word, n in often.items()}

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """In which criteria each word stands, in their own words or their outcome's."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, (own, around) in enumerate(zip(self._own, self._around, strict=True)):
            for word in dict.fromkeys([*own, *around]):
                found[word].append(place)
        return found

    @cached_property
    def _begins(self) -> dict[str, list[str]]:
        """The words of criteria by how they begin, to find "complaint" from "complain"."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._rarity:
            found[word[:ENOUGH_ALIKE]].append(word)
        return found

    @cached_property
    def _length(self) -> float:
        return sum(own.total() for own in self._own) / max(len(self._own), 1) or 1.0

    def meant(self, text: str) -> dict[str, Meant]:
        """The words of criteria that a text means."""
        spoken = WORD.findall(text)[:LONGEST]
        plain = [stem(bare(word)) for word in spoken]
        found: dict[str, Meant] = {}

        def add(words: Iterable[str], sure: float, says: str, thing: str = "") -> None:
            for word in words:
                before = found.get(word, Meant(0.0, ()))
                by = before.says if says in before.says else (*before.says, says)
                found[word] = Meant(sure, by, thing) if sure > before.sure else replace(before, says=by)

        for word in spoken:
            if telling := root(word):
                add(self._known(telling), 1.0, word.casefold())
        for i, word in enumerate(plain):
            for phrase in self.thesaurus.by_first.get(word, ()):
                if end := _said(phrase.says, plain, i):
                    says = " ".join(spoken[i:end]).casefold()
                    known = [self._known(one) for one in phrase.means]
                    share = 1 if phrase.either else max(sum(map(bool, known)), 1) ** SHARED
                    add((one for words in known for one in words), TOLD / share, says, says if phrase.either else "")
        return found

    def _known(self, word: str) -> list[str]:
        if word in self._rarity:
            return [word]
        return [known for known in self._begins.get(word[:ENOUGH_ALIKE], ()) if same(word, known)]

    def ranked(self, text: str, *, limit: int = SUGGESTED) -> list[Match]:
        """The targets that a text may speak to, the likeliest first. What shares nothing with it is not among them."""
        meant = self.meant(text)
        weights = {word: one.sure * self._rarity[word] for word, one in meant.items()}
        units = self._unit_weights(weights, meant)
        explained = bool(_EXPLAINS.search(text))
        shared: dict[int, dict[str, float]] = defaultdict(dict)
        for word, weight in weights.items():
            for place in self._where.get(word, ()):
                shared[place][word] = weight * self._nearness(word, self._own[place])
        found = []
        for place, words in shared.items():
            if not any(word in self._own[place] for word in words):
                continue
            own = _together(words, meant)
            kept = OTHERWISE[explained] if self._explains[place] is not explained else 1.0
            found.append((-kept * (own + UNIT * units[self.entries[place].key]), place, kept * own))
        return [
            Match(self.entries[place].target, round(-weight, 4), _by(shared[place], meant), round(own, 4))
            for weight, place, own in sorted(found)[:limit]
        ]

    def _nearness(self, word: str, own: Counter[str]) -> float:
        here = own[word]
        if not here:
            return OUTCOME
        return here * (1 + SATURATION) / (here + SATURATION * (1 - LENGTH + LENGTH * own.total() / self._length))

    def _unit_weights(self, weights: Mapping[str, float], meant: Mapping[str, Meant]) -> dict[str, float]:
        """How well the text fits each unit as a whole."""
        return {
            key: _together({word: weight * words[word] / (words[word] + 2) for word, weight in weights.items() if word in words}, meant)
            for key, words in self._units.items()
        }


def _together(weights: Mapping[str, float], meant: Mapping[str, Meant]) -> float:
    """The weights of several words as one. Of words for one thing the weightiest counts."""
    things: dict[str, float] = defaultdict(float)
    for word, weight in weights.items():
        thing = meant[word].thing
        things[thing] = max(things[thing], weight) if thing else things[thing] + weight
    return sum(things.values())


def _said(says: Sequence[str], plain: Sequence[str], start: int) -> int:
    """Where a phrase ends that begins at `start`, 0 where it does not: "rang back" also stands in "rang the lady back"."""
    here = start
    for word in says[1:]:
        try:
            here = plain.index(word, here + 1, here + 2 + BETWEEN)
        except ValueError:
            return 0
    return here + 1


def fused(*rankings: Sequence[str], depth: int = 60) -> list[str]:
    """Several rankings of the same targets as one: each adds 1 / (60 + place) (reciprocal rank fusion)."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for place, target in enumerate(ranking, start=1):
            scores[target] += 1 / (depth + place)
    return sorted(scores, key=lambda target: -scores[target])


def _counted(text: str) -> Counter[str]:
    return Counter(filter(None, map(root, WORD.findall(text))))


def _plainly(text: str) -> list[str]:
    return [stem(bare(word)) for word in WORD.findall(text)]


def _by(shared: Mapping[str, float], meant: Mapping[str, Meant]) -> tuple[str, ...]:
    """What stands in the text for the words that are shared, the weightiest first; a phrase stands for the words in it. What
    says next to nothing beside the weightiest is no reason."""
    words = sorted((word for word in shared if shared[word] >= SAYS * max(shared.values())), key=lambda word: -shared[word])
    says = list(dict.fromkeys(says for word in words for says in meant[word].says))
    return tuple([one for one in says if not any(one != other and f" {one} " in f" {other} " for other in says)][:WORDS])
