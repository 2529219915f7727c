"""Criteria suggested for a text: the engine with the table of everyday words that comes with Milepost."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

from milepost.engine.framework import Unit
from milepost.engine.matching import Entry, Index, Match, Thesaurus, entries
from milepost.frameworks.folder import specs_folder


def everyday_file() -> Path:
    """The table that everybody may edit: words of criteria, and what people say instead."""
    return specs_folder() / "words" / "everyday.yaml"


def table(path: Path) -> dict[str, list[str]]:
    """A table of words as it stands in its file: words of criteria → phrases, which commas part."""
    document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {str(meant): [phrase.strip() for phrase in str(said).split(",") if phrase.strip()] for meant, said in document.items()}


@cache
def everyday() -> Thesaurus:
    return Thesaurus.of(table(everyday_file()))


@lru_cache(maxsize=64)  # as many choices of units as are written about at one time
def _index(asked: tuple[Entry, ...]) -> Index:
    return Index(asked, everyday())


def index_of(asked: Sequence[Entry]) -> Index:
    return _index(tuple(asked))


@lru_cache(maxsize=16)
def _bare_index(asked: tuple[Entry, ...]) -> Index:
    return Index(asked)


def bare_index_of(asked: Sequence[Entry]) -> Index:
    """The same without everyday words: a text counts only for what it says itself."""
    return _bare_index(tuple(asked))


def suggestions(units: Iterable[Unit], text: str, *, limit: int = 5) -> list[Match]:
    """The criteria of these units that a text may speak to, the likeliest first, each with the words that say so."""
    return index_of(entries(units)).ranked(text, limit=limit) if text.strip() else []


TELLING = 3  # criteria of a unit that say how well it fits


def unit_fits(units: Iterable[Unit], text: str) -> dict[str, float]:
    """How well each unit fits what a text tells of a job, by key: 1 for the best of them, 0 for nothing in common."""
    asked = list(units)
    bare = [Entry(f"{unit.key}:", unit.title, "", unit.title, unit.key) for unit in asked if not unit.criterion_targets]
    index = index_of([*entries(asked), *bare])
    found: dict[str, list[float]] = {}
    for match in index.ranked(text, limit=len(index.entries)):
        found.setdefault(match.target.rpartition(":")[0], []).append(match.weight)
    weights = {key: sum(sorted(one, reverse=True)[:TELLING]) for key, one in found.items()}
    most = max(weights.values(), default=0.0) or 1.0
    return {key: round(weight / most, 3) for key, weight in weights.items()}
