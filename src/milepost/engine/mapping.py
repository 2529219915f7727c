"""Where several quality standards ask for the same: a mapping of links, and what of one indicator may serve at another.

A *link* names indicators of at least two standards and says what they all ask for. It is read in every direction and goes no further
than itself: what A shares with B and B with C need not be what A shares with C.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from milepost.engine.reasons import Shortfall


class Kind(StrEnum):
    """What cannot be right in a mapping. `link` counts from 1."""

    UNKNOWN_STANDARD = "mapping_unknown_standard"  # link, standard
    UNKNOWN_INDICATOR = "mapping_unknown_indicator"  # link, standard, indicator
    ALONE = "mapping_alone"  # link, standard
    TWICE = "mapping_twice"  # link, standard, indicator


@dataclass(frozen=True, slots=True)
class Link:
    """What several indicators ask for; `where` is by the key of the standard."""

    because: str
    where: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class StandardsMapping:
    """A mapping as data."""

    key: str
    title: str
    about: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """An indicator of another standard that asks for the same, and what that is."""

    standard: str
    indicator: str
    because: str


def mapping_of(document: Mapping[str, Any]) -> StandardsMapping:
    """The mapping of a document that keeps to the schema."""
    links = tuple(Link(one["because"], {key: tuple(each) for key, each in one["where"].items()}) for one in document["links"])
    return StandardsMapping(document["key"], document["title"], document.get("about", ""), links)


def faults(mapping: StandardsMapping, known: Mapping[str, Collection[str]]) -> list[Shortfall]:
    """What cannot be right; `known` are the indicators of each standard by its key. Empty means the mapping can be used."""
    return [fault for n, link in enumerate(mapping.links, start=1) for fault in _wrong(n, link, known)]


def _wrong(n: int, link: Link, known: Mapping[str, Collection[str]]) -> Iterator[Shortfall]:
    if len(link.where) < 2:
        yield Shortfall(Kind.ALONE, {"link": n, "standard": next(iter(link.where))})
    for standard, indicators in link.where.items():
        if standard not in known:
            yield Shortfall(Kind.UNKNOWN_STANDARD, {"link": n, "standard": standard})
            continue
        for indicator in dict.fromkeys(indicators):
            args: dict[str, object] = {"link": n, "standard": standard, "indicator": indicator}
            if indicator not in known[standard]:
                yield Shortfall(Kind.UNKNOWN_INDICATOR, args)
            elif indicators.count(indicator) > 1:
                yield Shortfall(Kind.TWICE, args)


def partners(mappings: Sequence[StandardsMapping], standard: str, indicator: str) -> list[Partner]:
    """The indicators of other standards that ask for the same as this one. Each once, with the first reason."""
    found: dict[tuple[str, str], Partner] = {}
    for mapping in mappings:
        for link in mapping.links:
            if indicator in link.where.get(standard, ()):
                for other, keys in link.where.items():
                    for key in keys if other != standard else ():
                        found.setdefault((other, key), Partner(other, key, link.because))
    return list(found.values())
