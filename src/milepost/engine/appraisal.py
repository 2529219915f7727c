"""A quality standard and what an organisation scores against it: what cannot be right in the standard, and full, conditional or not yet.

A *standard* has *parts*, a part has *indicators*, and an indicator is context (never scored), an approach or a result. A *band* is a
score that can be given, in percent of an indicator's points. A *route* is what a certificate asks for.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from milepost.engine.reasons import Shortfall


class Aspect(StrEnum):
    """What an indicator looks at."""

    CONTEXT = "context"
    APPROACH = "approach"
    RESULTS = "results"


class Verdict(StrEnum):
    """What so many points come to."""

    FULL = "full"
    CONDITIONAL = "conditional"
    NOT_YET = "not_yet"


class Kind(StrEnum):
    """What is wrong with a standard, what an application lacks, and why a route is not open."""

    DUPLICATE = "standard_duplicate"  # key, times
    LOOP = "standard_loop"  # parts
    NEEDS_UNKNOWN = "standard_needs_unknown"  # part, needs
    NOTHING_TO_SCORE = "standard_nothing_to_score"  # part
    UNREACHABLE = "standard_unreachable"  # route, need, most
    PART_NOT_THERE = "standard_part_not_there"  # part
    PART_NEEDS = "standard_part_needs"  # part, needs
    NO_PART = "standard_no_part"
    NOT_WRITTEN = "standard_not_written"  # indicators, count
    NOT_SCORED = "standard_not_scored"  # indicators, count
    NOTHING_SHOWN = "standard_nothing_shown"  # indicators, count
    SOURCE_GONE = "standard_source_gone"  # title, indicator
    PART_BELOW = "standard_part_below"  # part, need, has
    INDICATOR_BELOW = "standard_indicator_below"  # indicator, need, has
    MODERATORS_DISAGREE = "standard_moderators_disagree"  # indicator, one, other


@dataclass(frozen=True, slots=True)
class Band:
    """A score that can be given; `percent` of the points of an indicator."""

    key: str
    title: str
    percent: int
    means: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is asked."""

    key: str
    title: str
    aspect: Aspect
    about: str = ""
    points: int = 1
    asks: tuple[str, ...] = ()
    ours: bool = False  # its title or place is not known of the original

    @property
    def scored(self) -> bool:
        return self.aspect != Aspect.CONTEXT


@dataclass(frozen=True, slots=True)
class Part:
    """Indicators that are certified together. `needs` are the keys of parts without which it does not count."""

    key: str
    title: str
    indicators: tuple[Indicator, ...]
    about: str = ""
    needs: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """What a certificate asks of each part: more than so many percent of the points of these aspects, and of each indicator at least so many."""

    more_than: int | None = None
    of: tuple[Aspect, ...] = (Aspect.APPROACH, Aspect.RESULTS)
    each: Mapping[Aspect, int] | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A quality standard as data."""

    key: str
    title: str
    about: str
    bands: tuple[Band, ...]
    parts: tuple[Part, ...]
    full: Route
    conditional: Route | None = None
    years: int | None = None
    licensed: bool = False  # its text is somebody's: who holds a licence pastes it
    unknown: tuple[str, ...] = ()  # what is not known of the original

    @property
    def indicators(self) -> dict[str, Indicator]:
        return {one.key: one for part in self.parts for one in part.indicators}

    def part_of(self, indicator: str) -> Part | None:
        return next((part for part in self.parts if any(one.key == indicator for one in part.indicators)), None)

    @property
    def top(self) -> int:
        return max(band.percent for band in self.bands)


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one part: so many hundredths of a point of so many points."""

    part: str
    got: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded down: nobody passes by rounding."""
        return self.got // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the scores come to. `full` and `conditional` are the reasons why that route is not open; empty means it is."""

    verdict: Verdict
    scores: tuple[Score, ...]
    full: tuple[Shortfall, ...]
    conditional: tuple[Shortfall, ...] | None

    @property
    def percent(self) -> int:
        """Of everything together."""
        whole = sum(one.of for one in self.scores)
        return sum(one.got for one in self.scores) // whole if whole else 0


def standard_of(document: Mapping[str, Any]) -> Standard:
    """The standard of a document that keeps to the schema."""
    routes = document["routes"]
    return Standard(
        key=document["key"], title=document["title"], about=document["about"],
        bands=tuple(sorted((Band(one["key"], one["title"], one["percent"], one.get("means", "")) for one in document["bands"]), key=_percent)),
        parts=tuple(_part(one) for one in document["parts"]), full=_route(routes["full"]),
        conditional=_route(routes["conditional"]) if "conditional" in routes else None, years=document.get("years"),
        licensed=document.get("licensed", False), unknown=tuple(document.get("unknown", ())),
    )  # fmt: skip


def _percent(band: Band) -> int:
    return band.percent


def _part(one: Mapping[str, Any]) -> Part:
    indicators = tuple(
        Indicator(
            each["key"], each["title"], Aspect(each["aspect"]), each.get("about", ""), each.get("points", 1), tuple(each.get("asks", ())),
            each.get("ours", False),
        )
        for each in one["indicators"]
    )  # fmt: skip
    return Part(one["key"], one["title"], indicators, one.get("about", ""), tuple(one.get("needs", ())), one.get("optional", False))


def _route(one: Mapping[str, Any]) -> Route:
    of = tuple(Aspect(aspect) for aspect in one.get("of", (Aspect.APPROACH, Aspect.RESULTS)))
    each = {Aspect(aspect): least for aspect, least in one.get("each", {}).items()}
    return Route(one.get("more_than"), of, each or None, one.get("confirmed", True))


def faults(standard: Standard) -> list[Shortfall]:
    """What cannot be right in a standard: keys that stand twice, a loop, a score that nobody can reach. Empty means it can be used."""
    return [*_twice(standard), *_loose(standard), *_loops(standard), *_unreachable(standard)]


def _twice(standard: Standard) -> Iterator[Shortfall]:
    keys = Counter([one.key for part in standard.parts for one in part.indicators])
    keys.update(Counter(part.key for part in standard.parts))
    keys.update(Counter(band.key for band in standard.bands))
    for key, times in keys.items():
        if times > 1:
            yield Shortfall(Kind.DUPLICATE, {"key": key, "times": times}, key)


def _loose(standard: Standard) -> Iterator[Shortfall]:
    known = {part.key for part in standard.parts}
    for part in standard.parts:
        for key in part.needs:
            if key not in known:
                yield Shortfall(Kind.NEEDS_UNKNOWN, {"part": part.key, "needs": key}, part.key)


def _loops(standard: Standard) -> Iterator[Shortfall]:
    needs = {part.key: part.needs for part in standard.parts}
    said: set[frozenset[str]] = set()
    for start in needs:
        way = _way_back(start, needs)
        if way and frozenset(way) not in said:
            said.add(frozenset(way))
            yield Shortfall(Kind.LOOP, {"parts": [*way, start]}, start)


def _way_back(start: str, needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The parts on a way that leads from one back to it; empty where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        for key in needs.get(way[-1], ()):
            if key == start:
                return way
            if key not in seen:
                seen.add(key)
                ways.append([*way, key])
    return []


def _unreachable(standard: Standard) -> Iterator[Shortfall]:
    routes = {"full": standard.full, "conditional": standard.conditional}
    for name, route in routes.items():
        if route is None:
            continue
        if route.more_than is not None and route.more_than >= standard.top:
            yield Shortfall(Kind.UNREACHABLE, {"route": name, "need": route.more_than + 1, "most": standard.top})
        for least in (route.each or {}).values():
            if least > standard.top:
                yield Shortfall(Kind.UNREACHABLE, {"route": name, "need": least, "most": standard.top})
    for part in standard.parts:
        if standard.full.more_than is not None and not any(one.scored and one.points for one in part.indicators):
            yield Shortfall(Kind.NOTHING_TO_SCORE, {"part": part.key}, part.key)


def choice_faults(standard: Standard, chosen: Collection[str]) -> list[Shortfall]:
    """Why nobody can apply with these parts. Empty means one can."""
    known = {part.key: part for part in standard.parts}
    found = [Shortfall(Kind.PART_NOT_THERE, {"part": key}, key) for key in sorted(set(chosen) - set(known))]
    if not chosen:
        return [Shortfall(Kind.NO_PART)]
    for part in standard.parts:
        if part.key in chosen:
            found += [Shortfall(Kind.PART_NEEDS, {"part": part.key, "needs": key}, part.key) for key in part.needs if key not in chosen]
    return found


def lacks(
    standard: Standard, chosen: Collection[str], *, written: Collection[str], shown: Collection[str], scores: Mapping[str, int]
) -> list[Shortfall]:
    """What still stands between here and an application: indicators without a word, without a score, or with a score and nothing to show."""
    asked = [one for part in standard.parts if part.key in chosen for one in part.indicators]
    groups = (
        (Kind.NOT_WRITTEN, [one.key for one in asked if one.key not in written]),
        (Kind.NOT_SCORED, [one.key for one in asked if one.scored and one.key not in scores]),
        (Kind.NOTHING_SHOWN, [one.key for one in asked if scores.get(one.key) and one.key not in shown]),
    )
    return [Shortfall(kind, {"indicators": keys, "count": len(keys)}) for kind, keys in groups if keys]


def outcome(standard: Standard, chosen: Collection[str], scores: Mapping[str, int]) -> Outcome:
    """What scores in percent come to, by indicator. What is not scored counts as nothing, and keeps every route closed."""
    parts = [part for part in standard.parts if part.key in chosen]
    full = tuple(_why_not(standard.full, parts, scores))
    conditional = None if standard.conditional is None else tuple(_why_not(standard.conditional, parts, scores))
    verdict = Verdict.FULL if not full else Verdict.CONDITIONAL if conditional == () else Verdict.NOT_YET
    return Outcome(verdict, tuple(_scored(part, scores) for part in parts), full, conditional)


def _scored(part: Part, scores: Mapping[str, int], of: tuple[Aspect, ...] = (Aspect.APPROACH, Aspect.RESULTS)) -> Score:
    counted = [one for one in part.indicators if one.aspect in of]
    return Score(part.key, sum(scores.get(one.key, 0) * one.points for one in counted), sum(one.points for one in counted))


def _why_not(route: Route, parts: Collection[Part], scores: Mapping[str, int]) -> Iterator[Shortfall]:
    open_ = [one.key for part in parts for one in part.indicators if one.scored and one.key not in scores]
    if open_ or not parts:
        yield Shortfall(Kind.NOT_SCORED, {"indicators": open_, "count": len(open_)}) if parts else Shortfall(Kind.NO_PART)
    for part in parts:
        score = _scored(part, scores, route.of)
        if route.more_than is not None and score.of and score.got <= route.more_than * score.of:
            args = {"part": part.key, "need": route.more_than, "has": score.percent}
            yield Shortfall(Kind.PART_BELOW, args, part.key, unconfirmed=not route.confirmed)
        for one in part.indicators:
            least = (route.each or {}).get(one.aspect)
            if one.scored and least is not None and one.key in scores and scores[one.key] < least:
                args = {"indicator": one.key, "need": least, "has": scores[one.key]}
                yield Shortfall(Kind.INDICATOR_BELOW, args, one.key, unconfirmed=not route.confirmed)


@dataclass(frozen=True, slots=True)
class Settled:
    """What moderators came to on one indicator: the percent that stands, or none while two disagree."""

    percent: int | None
    given: tuple[int, ...]


def settled(given: Sequence[int]) -> Settled:
    """What the scores of moderators come to, in the order in which each first scored. Two who disagree wait for a third, who decides."""
    if len(given) > 2 and given[0] != given[1]:
        return Settled(given[2], tuple(given))
    return Settled(given[0] if len(set(given[:2])) == 1 else None, tuple(given))


def disagreements(moderation: Mapping[str, Settled]) -> list[Shortfall]:
    """Indicators on which two moderators disagree and no third has decided."""
    return [
        Shortfall(Kind.MODERATORS_DISAGREE, {"indicator": key, "one": one.given[0], "other": one.given[1]}, key)
        for key, one in moderation.items()
        if one.percent is None
    ]
