"""What the people of the demonstration write and show, from YAML files beside this module: all of it our own wording.

Texts have slots such as `{customer}`, which the learner's employer fills, so that two learners never say quite the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "texts"


@cache
def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A piece of evidence as it is planned for a unit: what it is called, its form, and the criteria that it shows."""

    title: str
    form: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """What learners show for one unit. `says` has a paragraph for each criterion, `things` the different things for R targets."""

    sketches: tuple[Sketch, ...]
    says: Mapping[str, str]
    things: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answer: str = ""


@cache
def unit(key: str) -> UnitTexts:
    """The texts of a unit, by its code."""
    found = next(texts[key] for name in ("customer-service", "contact-centre") if key in (texts := read(name)))
    sketches = tuple(Sketch(s["title"], s["form"], tuple(str(s["shows"]).split())) for s in found["pieces"])
    says = {str(number): text for number, text in found["says"].items()}
    return UnitTexts(sketches, says, found.get("things", {}), found.get("answer", ""))


def employers() -> dict[str, dict[str, Any]]:
    """By name: what customers, things and colleagues are called there."""
    found: dict[str, dict[str, Any]] = read("employers")
    return found


class Voice:
    """One learner's way of putting things: the slots that their employer fills, and draws that can be repeated."""

    def __init__(self, employer: str, rng: Random) -> None:
        self.employer, self.rng = employer, rng
        self.own = employers()[employer]

    def fill(self, text: str) -> str:
        """A text with its slots filled; each list of an employer's words gives one at random."""
        words = {name: self.rng.choice(value) if isinstance(value, list) else value for name, value in self.own.items()}
        words |= {name.capitalize(): f"{word[:1].upper()}{word[1:]}" for name, word in words.items()}
        words |= {"employer": self.employer, "n": self.rng.randint(3, 9), "amount": self.rng.choice(("12", "18.50", "24", "36", "45"))}
        return text.format_map(words)

    def one_of(self, bank: str) -> str:
        """A sentence of a bank of small texts."""
        return self.fill(self.rng.choice(read("phrases")[bank]))

    def some_of(self, bank: str, number: int) -> list[str]:
        found = read("phrases")[bank]
        return [self.fill(text) for text in self.rng.sample(found, min(number, len(found)))]
