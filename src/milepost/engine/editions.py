"""Two editions of a quality standard: what is different, and what that means for somebody who holds a portfolio against the first.

Indicators are the same where their keys are, unless a title that stands once in each edition says that one got another key: a new
indicator in the middle moves all that follow on by one.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from milepost.engine.appraisal import Aspect, Band, Indicator, Part, Route, Standard
from milepost.engine.reasons import Shortfall


class Kind(StrEnum):
    """What is different, and what follows."""

    TITLE = "edition_title"  # was, now
    PART_NEW = "edition_part_new"  # part, title
    PART_GONE = "edition_part_gone"  # part, title
    PART_TITLE = "edition_part_title"  # part, was, now
    PART_NEEDS = "edition_part_needs"  # part, needs
    NEW = "edition_new"  # indicator, title
    GONE = "edition_gone"  # indicator, title
    RENAMED = "edition_renamed"  # indicator, now, title
    RETITLED = "edition_retitled"  # indicator, was, now
    ASKS = "edition_asks"  # indicator
    ASPECT = "edition_aspect"  # indicator, was, now
    POINTS = "edition_points"  # indicator, was, now
    ELSEWHERE = "edition_elsewhere"  # indicator, was, now
    BANDS = "edition_bands"  # was, now
    MARK = "edition_mark"  # route, was, now
    LEAST = "edition_least"  # route, aspect, was, now
    ROUTE = "edition_route"  # route, there
    YEARS = "edition_years"  # was, now

    STAYS = "edition_stays"  # count
    OPEN = "edition_open"  # indicators, count
    KEPT = "edition_kept"  # indicators, count
    MOVES = "edition_moves"  # indicator, now
    RESCORE = "edition_rescore"  # indicators, count
    UNSCORED = "edition_unscored"  # indicators, count
    LEFT_PART = "edition_left_part"  # part
    TAKEN_PART = "edition_taken_part"  # part


def renamed(old: Standard, new: Standard) -> dict[str, str]:
    """By its key until now the new key of each indicator that seems to have got another one, also where all of them moved on by one."""
    gone = _by_title(old, new)
    come = _by_title(new, old)
    return {gone[title]: come[title] for title in gone if title in come}


def _by_title(one: Standard, other: Standard) -> dict[str, str]:
    """The keys of indicators that the other edition does not have by this key and title, by a title that stands once."""
    times = Counter(each.title.casefold() for each in one.indicators.values())
    there = other.indicators
    return {
        each.title.casefold(): key
        for key, each in one.indicators.items()
        if times[each.title.casefold()] == 1 and (key not in there or there[key].title.casefold() != each.title.casefold())
    }


def changes(old: Standard, new: Standard) -> list[Shortfall]:
    """What is different, the whole first, then part by part and indicator by indicator. Empty means nothing that counts."""
    return [*_whole(old, new), *_parts(old, new), *_indicators(old, new)]


def _whole(old: Standard, new: Standard) -> Iterator[Shortfall]:
    if old.title != new.title:
        yield Shortfall(Kind.TITLE, {"was": old.title, "now": new.title})
    if old.years != new.years:
        yield Shortfall(Kind.YEARS, {"was": old.years or 0, "now": new.years or 0})
    if _worth(old.bands) != _worth(new.bands):
        yield Shortfall(Kind.BANDS, {"was": _named(old.bands), "now": _named(new.bands)})
    yield from _route("full", old.full, new.full)
    if (old.conditional is None) != (new.conditional is None):
        yield Shortfall(Kind.ROUTE, {"route": "conditional", "there": new.conditional is not None})
    elif old.conditional and new.conditional:
        yield from _route("conditional", old.conditional, new.conditional)


def _worth(bands: tuple[Band, ...]) -> dict[str, int]:
    return {one.key: one.percent for one in bands}


def _named(bands: tuple[Band, ...]) -> str:
    return ", ".join(f"{one.title} {one.percent} %" for one in bands)


def _route(name: str, old: Route, new: Route) -> Iterator[Shortfall]:
    if (old.more_than, old.of) != (new.more_than, new.of):
        yield Shortfall(Kind.MARK, {"route": name, "was": old.more_than or 0, "now": new.more_than or 0})
    for aspect in Aspect:
        was, now = (old.each or {}).get(aspect, 0), (new.each or {}).get(aspect, 0)
        if was != now:
            yield Shortfall(Kind.LEAST, {"route": name, "aspect": aspect.value, "was": was, "now": now})


def _parts(old: Standard, new: Standard) -> Iterator[Shortfall]:
    was, now = {one.key: one for one in old.parts}, {one.key: one for one in new.parts}
    yield from (Shortfall(Kind.PART_GONE, {"part": key, "title": one.title}, key) for key, one in was.items() if key not in now)
    for key, one in now.items():
        if key not in was:
            yield Shortfall(Kind.PART_NEW, {"part": key, "title": one.title}, key)
            continue
        if was[key].title != one.title:
            yield Shortfall(Kind.PART_TITLE, {"part": key, "was": was[key].title, "now": one.title}, key)
        if set(was[key].needs) != set(one.needs):
            yield Shortfall(Kind.PART_NEEDS, {"part": key, "needs": list(one.needs)}, key)


def _indicators(old: Standard, new: Standard) -> Iterator[Shortfall]:
    moved = renamed(old, new)
    for key, one in old.indicators.items():
        if key in moved:
            yield Shortfall(Kind.RENAMED, {"indicator": key, "now": moved[key], "title": one.title}, key)
            yield from _differs(moved[key], one, new.indicators[moved[key]], _part(old, key), _part(new, moved[key]))
        elif key not in new.indicators or key in moved.values():
            yield Shortfall(Kind.GONE, {"indicator": key, "title": one.title}, key)
        else:
            yield from _differs(key, one, new.indicators[key], _part(old, key), _part(new, key))
    come = (one for key, one in new.indicators.items() if key not in moved.values() and (key not in old.indicators or key in moved))
    yield from (Shortfall(Kind.NEW, {"indicator": one.key, "title": one.title}, one.key) for one in come)


def _part(standard: Standard, indicator: str) -> Part:
    found = standard.part_of(indicator)
    assert found
    return found


def _differs(key: str, old: Indicator, new: Indicator, was: Part, now: Part) -> Iterator[Shortfall]:
    if old.title != new.title:
        yield Shortfall(Kind.RETITLED, {"indicator": key, "was": old.title, "now": new.title}, key)
    if (old.about, old.asks) != (new.about, new.asks):
        yield Shortfall(Kind.ASKS, {"indicator": key}, key)
    if old.aspect != new.aspect:
        yield Shortfall(Kind.ASPECT, {"indicator": key, "was": old.aspect.value, "now": new.aspect.value}, key)
    if old.points != new.points:
        yield Shortfall(Kind.POINTS, {"indicator": key, "was": old.points, "now": new.points}, key)
    if was.key != now.key:
        yield Shortfall(Kind.ELSEWHERE, {"indicator": key, "was": was.key, "now": now.key}, key)


def parts_after(new: Standard, chosen: Collection[str]) -> list[str]:
    """The parts that one applies for then: those that are still there, and those that they need now."""
    needs = {part.key: part.needs for part in new.parts}
    found = [key for key in needs if key in chosen]
    for key in found:
        found += [one for one in needs[key] if one in needs and one not in found]
    return [key for key in needs if key in found]


def fits(standard: Standard, indicator: str, band: str, percent: int) -> bool:
    """Whether a score that was given once still says the same in this edition."""
    one = standard.indicators.get(indicator)
    return bool(one and one.scored and any((each.key, each.percent) == (band, percent) for each in standard.bands))


def consequences(
    old: Standard, new: Standard, chosen: Collection[str], *, stands: Collection[str], scores: Mapping[str, tuple[str, int]],
    moves: Mapping[str, str],
) -> list[Shortfall]:  # fmt: skip
    """What moving means. `stands`: indicators on which something is written, shown or scored; `scores`: band and percent of those scored.

    `moves` are the new keys that somebody agreed to; what is not among them stays behind with the edition that is left.
    """
    after = parts_after(new, chosen)
    asked = {one.key for part in new.parts if part.key in after for one in part.indicators}
    before = {one.key for part in old.parts if part.key in chosen for one in part.indicators}
    touched = {*moves, *moves.values()}
    came = {now for key, now in moves.items() if key in stands}
    same = [key for key in before & asked if key in stands and key not in touched]
    found = [Shortfall(Kind.STAYS, {"count": len(same)})] if same else []
    scored = [key for key in new.indicators if key in asked and key in scores and key not in touched]
    groups = (
        (Kind.OPEN, [key for key in new.indicators if key in asked and key not in came and (key in touched or key not in before)]),
        (Kind.KEPT, [key for key in old.indicators if key in stands and key not in moves and (key not in asked or key in touched)]),
        (Kind.RESCORE, [key for key in scored if new.indicators[key].scored and not fits(new, key, *scores[key])]),
        (Kind.UNSCORED, [key for key in scored if not new.indicators[key].scored]),
    )
    found += [Shortfall(Kind.MOVES, {"indicator": key, "now": now}, key) for key, now in moves.items() if key in stands]
    found += [Shortfall(kind, {"indicators": keys, "count": len(keys)}) for kind, keys in groups if keys]
    found += [Shortfall(Kind.LEFT_PART, {"part": key}, key) for key in chosen if key not in after]
    return found + [Shortfall(Kind.TAKEN_PART, {"part": key}, key) for key in after if key not in chosen]
