"""Progression: what a next qualification asks, and what of it a job and a portfolio may already speak to.

Each sentence of the job, and each criterion that the learner has shown, is read against the criteria of the next
qualification. It speaks for the few that fit it best, and only where it has words with them in common: two for a sentence,
three for a criterion, whose language is the same. Everyday phrases are taken as they stand: turned into words of criteria
they find more, and much that is wrong. What nothing speaks to, the job does not yet offer. A suggestion for a talk between
people, never a judgement.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from milepost.engine.framework import Qualification, Unit
from milepost.engine.matching import Entry, Index, entries
from milepost.engine.planner.position import THINGS_A_CREDIT

MOST_SPOKEN = 3  # criteria that one text may speak for
IN_COMMON, IN_COMMON_SHOWN = 2, 3  # words, at least: of a sentence of the job, of a criterion that is shown
SHORTEST = 3  # words of a sentence
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
_OF_ANY = frozenset(
    "level award certificate diploma extended qualification nvq svq apprenticeship framework in and of the for to a an with".split()
)  # words of titles that name no trade
_LEVEL = re.compile(r"(?i)\blevel\s*(\d)\b")


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the learner: a sentence of the job, or a criterion of their own that is shown, by its target."""

    text: str
    shown: str = ""

    @property
    def least(self) -> int:
        return IN_COMMON_SHOWN if self.shown else IN_COMMON


@dataclass(frozen=True, slots=True)
class Speaking:
    """A text that may speak for a criterion, and its words that say so."""

    source: Source
    words: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One unit of the next qualification. `held`: it is among the learner's units already.

    Of a unit without criteria the title stands for all of it.
    """

    unit: Unit
    spoken: Mapping[str, tuple[Speaking, ...]]  # by target
    held: bool = False

    @property
    def bare(self) -> bool:
        return not self.unit.criterion_targets

    @property
    def new(self) -> tuple[str, ...]:
        """The criteria that nothing speaks for."""
        return () if self.held else tuple(target for target in self.unit.criterion_targets if target not in self.spoken)

    @property
    def weight(self) -> int:
        """How much of it is new; where no criteria are known, so many as its credit lets expect."""
        if self.bare and not self.held and not self.spoken:
            return THINGS_A_CREDIT * self.unit.credit
        return len(self.new)


def trade_in_common(one: str, other: str) -> int:
    """How many words of the trade two titles of qualifications share."""
    words = [{word for word in re.findall(r"[^\W\d_]+", title.casefold()) if word not in _OF_ANY} for title in (one, other)]
    return len(words[0] & words[1])


def level_of(qualification: Qualification) -> int | None:
    """The level that a qualification states, or its title; 0 for Entry. None where neither does."""
    if qualification.level:
        found = re.search(r"\d", qualification.level)
        return 0 if qualification.level.casefold().startswith("entry") else int(found[0]) if found else None
    found = _LEVEL.search(qualification.title)
    return int(found[1]) if found else None


def sentences(text: str) -> list[str]:
    """What a job is told in, part by part."""
    parts = (part.strip(" \t-–•*") for part in _ENDS.split(text))
    return [part for part in parts if len(part.split()) >= SHORTEST]


def criteria_of(units: Iterable[Unit]) -> list[Entry]:
    """Every criterion of the units, and the title of a unit that has none: what an index is made of."""
    units = list(units)
    bare = [Entry(f"{unit.key}:", unit.title, "", unit.title, unit.key) for unit in units if not unit.criterion_targets]
    return [*entries(units), *bare]


def asked(units: Sequence[Unit], index: Index, sources: Iterable[Source], *, held: Collection[str] = ()) -> tuple[Asked, ...]:
    """Every unit, with what speaks for its criteria. `index` is made of `criteria_of` them."""
    spoken: dict[str, list[Speaking]] = {}
    for source in sources:
        close = [match for match in index.ranked(source.text, limit=MOST_SPOKEN) if len(match.words) >= source.least]
        for match in close:
            spoken.setdefault(match.target, []).append(Speaking(source, match.words))
    found = []
    for unit in units:
        targets = unit.criterion_targets or (f"{unit.key}:",)
        found.append(Asked(unit, {target: tuple(spoken[target]) for target in targets if target in spoken}, unit.key in held))
    return tuple(found)
