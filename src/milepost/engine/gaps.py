"""The gaps between an organisation and a quality standard, indicator by indicator, so that each can have somebody who closes it.

A *gap* is one indicator and one thing that is wrong with it. `appraisal` says the same of the whole, in as few sentences as it can.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.engine import appraisal
from milepost.engine.appraisal import Indicator, Part, Settled, Standard
from milepost.engine.reasons import Shortfall


class What(StrEnum):
    """What is wrong with an indicator. The order is that in which one would close them."""

    UNWRITTEN = "unwritten"
    UNSCORED = "unscored"
    UNSHOWN = "unshown"
    GONE = "gone"
    BELOW = "below"
    SPLIT = "split"
    DOUBT = "doubt"


class Kind(StrEnum):
    """Why an indicator keeps its part back, where `appraisal` speaks of the part alone."""

    WEAK = "gap_weak"  # indicator, part, need, has


@dataclass(frozen=True, slots=True)
class Gap:
    """One indicator, what is wrong with it, and the reasons."""

    indicator: str
    what: What
    why: tuple[Shortfall, ...]


def gaps(
    standard: Standard, chosen: Collection[str], *, written: Collection[str], shown: Collection[str], scores: Mapping[str, int],
    gone: Sequence[Shortfall] = (), moderation: Mapping[str, Settled] | None = None, doubts: Sequence[Shortfall] = (),
) -> list[Gap]:  # fmt: skip
    """Every gap in the parts `chosen`, in the order of the standard. `gone` and `doubts` have their indicator as culprit. Empty means none."""
    found: list[Gap] = []
    splits = appraisal.disagreements(moderation or {})
    for part in standard.parts:
        for one in part.indicators if part.key in chosen else ():
            reasons = {
                **_open(one, written=written, shown=shown, scores=scores),
                What.GONE: [each for each in gone if each.culprit == one.key],
                What.BELOW: list(_below(standard, part, one, scores)),
                What.SPLIT: [each for each in splits if each.culprit == one.key],
                What.DOUBT: [each for each in doubts if each.culprit == one.key],
            }
            found += [Gap(one.key, what, tuple(reasons[what])) for what in What if reasons.get(what)]
    return found


def _open(
    one: Indicator, *, written: Collection[str], shown: Collection[str], scores: Mapping[str, int]
) -> dict[What, list[Shortfall]]:  # fmt: skip
    """What an application lacks on this indicator."""
    args: dict[str, object] = {"indicators": [one.key], "count": 1}
    lacks = {
        What.UNWRITTEN: (appraisal.Kind.NOT_WRITTEN, one.key not in written),
        What.UNSCORED: (appraisal.Kind.NOT_SCORED, one.scored and one.key not in scores),
        What.UNSHOWN: (appraisal.Kind.NOTHING_SHOWN, bool(scores.get(one.key)) and one.key not in shown),
    }
    return {what: [Shortfall(kind, args, one.key)] for what, (kind, lacking) in lacks.items() if lacking}


def _below(standard: Standard, part: Part, one: Indicator, scores: Mapping[str, int]) -> Iterator[Shortfall]:
    """Below the least of the full route; or in a part that is below it, and not above what the part needs itself."""
    route = standard.full
    if not one.scored or one.key not in scores:
        return
    has, least = scores[one.key], (route.each or {}).get(one.aspect)
    if least is not None and has < least:
        yield Shortfall(appraisal.Kind.INDICATOR_BELOW, {"indicator": one.key, "need": least, "has": has}, one.key, not route.confirmed)
    elif route.more_than is not None and has <= route.more_than and one.aspect in route.of:
        counted = [each for each in part.indicators if each.aspect in route.of and each.key in scores]
        got, of = sum(scores[each.key] * each.points for each in counted), sum(each.points for each in counted)
        if got <= route.more_than * of:
            args = {"indicator": one.key, "part": part.key, "need": route.more_than, "has": has}
            yield Shortfall(Kind.WEAK, args, one.key, not route.confirmed)
