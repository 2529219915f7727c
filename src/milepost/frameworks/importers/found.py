"""What is found of a unit on its pages, each part with the place where it stands."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from milepost.frameworks.importers.source import Passage, Place


@dataclass(slots=True)
class Found[T]:
    """A value with the place where it stands."""

    value: T
    place: Place


type FactGroup = tuple[int, int, dict[str, Found[str]]]  # the first passage of some facts, past the last, and what they are


@dataclass(slots=True)
class FoundItem:
    letter: str
    text: str
    place: Place


@dataclass(slots=True)
class Statement:
    """A criterion or an evidence requirement."""

    number: str
    text: str
    place: Place
    items: list[FoundItem] = field(default_factory=list)


@dataclass(slots=True)
class FoundOutcome:
    number: str
    listed: Found[str] | None = None
    headed: Found[str] | None = None
    criteria: list[Statement] = field(default_factory=list)

    @property
    def text(self) -> str:
        chosen = self.headed if self.headed and self.headed.value else self.listed
        return chosen.value if chosen else ""

    @property
    def place(self) -> Place | None:
        chosen = self.headed if self.headed and self.headed.value else self.listed
        return chosen.place if chosen else None


@dataclass(slots=True)
class UnitPages:
    """What the pages of one unit say."""

    start: Place
    headed: bool = False
    uan: Found[str] | None = None
    number: Found[str] | None = None
    titles: list[Found[str]] = field(default_factory=list)
    level: Found[str] | None = None
    credit: Found[str] | None = None
    glh: list[Found[str]] = field(default_factory=list)
    sections: dict[str, list[Passage]] = field(default_factory=dict)
    counts: str = ""  # the numbers of the qualifications towards which its pages say it counts
    stated_outcomes: Found[int] | None = None
    outcomes: list[FoundOutcome] = field(default_factory=list)
    requirements: list[Statement] = field(default_factory=list)
    unplaced: list[Passage] = field(default_factory=list)

    def outcome(self, number: str) -> FoundOutcome:
        for known in self.outcomes:
            if known.number == number:
                return known
        self.outcomes.append(FoundOutcome(number))
        return self.outcomes[-1]


COMPARED = re.compile(r"[a-z0-9\u3041-\u30fe\u4e00-\u9fff]+")
ASCII_WORDS = bytes(
    ord(chr(n).lower()) if n < 128 and chr(n).isalnum() else ord(" ") for n in range(256)
)  # a table for bytes is the quickest


@lru_cache(maxsize=1024)  # headings, labels and titles are compared again and again
def words_of(text: str) -> str:
    """A text for comparing: its words, whatever their case, dashes and punctuation."""
    if text.isascii():
        return " ".join(text.replace("'", "").encode().translate(ASCII_WORDS).decode().split())
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    return " ".join(COMPARED.findall(text.lower().replace("'", "")))
