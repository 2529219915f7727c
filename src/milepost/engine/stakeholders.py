"""Principal stakeholders: what colleagues drew each by themselves, where they agree, and whether that is a consensus.

A consensus is three things at once. Enough drew: at least three, and two thirds of those who were asked. Five or six stakeholders
each stand on at least two thirds of the drawings. Beside it the mean overlap of any two drawings says how alike they are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from unicodedata import normalize

from milepost.engine.reasons import Shortfall

FEWEST, MOST = 5, 6  # principal stakeholders
MOST_DRAWN = 6  # on one drawing
SHARED = Fraction(2, 3)
LEAST_DRAWINGS = 3


class Near(IntEnum):
    """How near a stakeholder is to the organisation."""

    CLOSE = 1
    STEP = 2
    FAR = 3


class Kind(StrEnum):
    """Why there is no consensus."""

    STAKEHOLDERS_NEVER = "stakeholders_never"
    STAKEHOLDERS_OPEN = "stakeholders_open"
    STAKEHOLDERS_FEW_DRAWINGS = "stakeholders_few_drawings"
    STAKEHOLDERS_FEW_OF_ASKED = "stakeholders_few_of_asked"
    STAKEHOLDERS_FEW_SHARED = "stakeholders_few_shared"
    STAKEHOLDERS_MANY_SHARED = "stakeholders_many_shared"


type Drawing = Mapping[str, Near]  # by the key of a stakeholder


def key_of(name: str) -> str:
    """What tells one name from another: its words, whatever the capitals and the spaces between them."""
    return " ".join(normalize("NFC", normalize("NFC", name).casefold()).split())


LITTLE_WORDS = frozenset(["a", "an", "and", "our", "the"])


def likeness_of(name: str) -> str:
    """Names that come out the same may mean one: little words, signs and the s of the plural left out. Only a person says so."""
    words = re.findall(r"\w+", key_of(name).replace("’s", "").replace("'s", ""))
    told = [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words]
    return " ".join(word for word in told if word not in LITTLE_WORDS) or key_of(name)


def alike(keys: Iterable[str]) -> list[tuple[str, ...]]:
    """Keys that may mean one stakeholder, to be offered and never joined unasked."""
    found: dict[str, list[str]] = {}
    for key in sorted(set(keys)):
        found.setdefault(likeness_of(key), []).append(key)
    return [tuple(group) for _likeness, group in sorted(found.items()) if len(group) > 1]


def resolved(joined: Mapping[str, str]) -> dict[str, str]:
    """By key, the key that it counts as in the end. Where names were made one in a ring, the first of them stands for all."""
    found = {}
    for key in joined:
        path, at = [key], joined[key]
        while at in joined and at not in path:
            path.append(at)
            at = joined[at]
        found[key] = min(path[path.index(at) :]) if at in path else at
    return {key: into for key, into in found.items() if key != into}


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """One stakeholder over all drawings. `names` are the keys that count as it."""

    key: str
    names: frozenset[str]
    near: tuple[Near, ...]  # one for each drawing that names it, the nearest first
    drew: int

    @property
    def named(self) -> int:
        return len(self.near)

    @property
    def shared(self) -> bool:
        """Whether enough of those who drew have named it."""
        return self.named >= SHARED * self.drew

    @property
    def place(self) -> Near:
        """How near it stands on the map: in the middle of what was said, the nearer of two."""
        return self.near[(self.named - 1) // 2]

    @property
    def apart(self) -> bool:
        """Whether some see it close and others further out."""
        return self.near[-1] - self.near[0] > 1


@dataclass(frozen=True)
class Consensus:
    """What came of a round: every stakeholder, the one named most first, and what lacks. Without reasons it is a consensus."""

    asked: int
    drew: int
    stakeholders: tuple[Stakeholder, ...]
    overlap: Fraction | None  # of any two drawings, in the mean

    @cached_property
    def shared(self) -> tuple[Stakeholder, ...]:
        return tuple(one for one in self.stakeholders if one.shared)

    @cached_property
    def reasons(self) -> list[Shortfall]:
        return list(_reasons(self))


def _reasons(found: Consensus) -> Iterable[Shortfall]:
    if found.drew < LEAST_DRAWINGS:
        yield Shortfall(Kind.STAKEHOLDERS_FEW_DRAWINGS, {"need": LEAST_DRAWINGS, "has": found.drew})
    if found.drew < SHARED * found.asked:
        need = -(-found.asked * SHARED.numerator // SHARED.denominator)
        yield Shortfall(Kind.STAKEHOLDERS_FEW_OF_ASKED, {"need": need, "has": found.drew, "asked": found.asked})
    if found.drew and len(found.shared) < FEWEST:
        yield Shortfall(Kind.STAKEHOLDERS_FEW_SHARED, {"need": FEWEST, "has": len(found.shared)})
    if len(found.shared) > MOST:
        yield Shortfall(Kind.STAKEHOLDERS_MANY_SHARED, {"most": MOST, "has": len(found.shared)})


def joined(drawing: Drawing, into: Mapping[str, str]) -> dict[str, Near]:
    """A drawing with names that mean one as one: the nearest of them says how near."""
    found: dict[str, Near] = {}
    for key, near in drawing.items():
        key = into.get(key, key)
        found[key] = min(near, found.get(key, near))
    return found


def consensus(drawings: Sequence[Drawing], *, asked: int, into: Mapping[str, str] | None = None) -> Consensus:
    """What the drawings say together. `into` is by key the key that it counts as; nothing else is made one."""
    into = into or {}
    drawn = [joined(drawing, into) for drawing in drawings]
    names: dict[str, set[str]] = {}
    for key in {key for drawing in drawings for key in drawing}:
        names.setdefault(into.get(key, key), set()).add(key)
    found = [
        Stakeholder(key, frozenset(kept), tuple(sorted(drawing[key] for drawing in drawn if key in drawing)), len(drawn))
        for key, kept in names.items()
    ]
    found.sort(key=lambda one: (-one.named, sum(one.near) * Fraction(1, one.named), one.key))
    return Consensus(asked=asked, drew=len(drawn), stakeholders=tuple(found), overlap=_overlap(drawn))


def _overlap(drawn: Sequence[Drawing]) -> Fraction | None:
    shares = [Fraction(len(a.keys() & b.keys()), len(a.keys() | b.keys()) or 1) for a, b in combinations(drawn, 2)]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


@dataclass(frozen=True, slots=True)
class Change:
    """One stakeholder in two rounds; None where it was not named in one of them."""

    before: Stakeholder | None
    now: Stakeholder | None


def changes(before: Consensus, now: Consensus) -> list[Change]:
    """Each stakeholder that is shared in one of two rounds, beside what it was before. The same name in both is the same stakeholder."""
    taken: set[str] = set()
    found = []
    for one in now.stakeholders:
        old = next((other for other in before.stakeholders if other.key not in taken and _same(one, other)), None)
        if old:
            taken.add(old.key)
        if one.shared or (old and old.shared):
            found.append(Change(old, one))
    return found + [Change(one, None) for one in before.shared if one.key not in taken]


def _same(one: Stakeholder, other: Stakeholder) -> bool:
    return bool({one.key, *one.names} & {other.key, *other.names})
