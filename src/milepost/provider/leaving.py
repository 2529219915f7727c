"""Moving from one edition of a standard to another: what is different, what it means for the portfolio, and what stood under one that was left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from milepost.engine import appraisal, editions
from milepost.engine.appraisal import Outcome, Standard, standard_of
from milepost.engine.reasons import Shortfall
from milepost.provider import facts, qualityfile, queries
from milepost.provider.facts import Standing
from milepost.provider.models import EvidencePlace, HeldEdition, HeldStandard, IndicatorScore, Statement
from milepost.provider.words import Stage


@dataclass(frozen=True, slots=True)
class Move:
    """What lies between the edition that is held and another one."""

    new: Standard
    changes: Sequence[Shortfall]
    renamed: Mapping[str, str]  # by its key until now the key that an indicator seems to have got
    follows: Sequence[Shortfall]
    before: Outcome
    after: Outcome  # of the scores that would still count


def newer_of(held: HeldStandard) -> dict[str, Any] | None:
    """The document that comes with Milepost under the key of a held one, where it is not the same any more."""
    found = qualityfile.shipped_documents().get(held.key)
    return found if found and found != held.document else None


def move_of(standing: Standing, document: Mapping[str, Any], *, along: Collection[str] | None = None) -> Move:
    """What moving to this document means. `along`: the keys that go along with their new ones; everything that seems renamed where none is given."""
    old, new, held = standing.standard, standard_of(document), standing.held
    seems = editions.renamed(old, new)
    moves = {key: now for key, now in seems.items() if along is None or key in along}
    scores = {key: (one.band, one.percent) for key, one in standing.scores.items()}
    written = {key for key, one in standing.statements.items() if one.text}
    stands = written | {key for key, places in standing.places.items() if places} | set(scores)
    touched = {*moves, *moves.values()}
    kept = {key: percent for key, (band, percent) in scores.items() if key not in touched and editions.fits(new, key, band, percent)}
    return Move(
        new, editions.changes(old, new), seems,
        editions.consequences(old, new, held.parts, stands=stands, scores=scores, moves=moves),
        standing.outcome, appraisal.outcome(new, editions.parts_after(new, held.parts), kept),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood on one indicator when an edition was left. `now`: its key in the next one; empty where it went."""

    indicator: appraisal.Indicator
    now: str
    statement: Statement | None
    places: Sequence[EvidencePlace]
    score: IndicatorScore | None


def stood(edition: HeldEdition, following: Mapping[str, Any]) -> list[Stood]:
    """Indicator by indicator what stood when the edition was left. `following`: the document that came next. Three queries."""
    held, at, then = edition.held, edition.left_at, standard_of(following)
    statements = {
        one.indicator: one for one in held.statements.filter(written_at__lte=at).select_related("written_by").order_by("pk") if one.text
    }
    places: dict[str, list[EvidencePlace]] = {}
    for place in held.places.filter(placed_at__lt=at).exclude(taken_away_at__lt=at).select_related("evidence__file").order_by("pk"):
        places.setdefault(place.indicator, []).append(place)
    scores = facts.newest(list(queries.all_scores(held).filter(scored_at__lte=at)), Stage.SELF)
    return [
        Stood(
            one, edition.moves.get(one.key, one.key if one.key in then.indicators and one.key not in edition.moves.values() else ""),
            statements.get(one.key), places.get(one.key, ()), scores.get(one.key),
        )
        for part in standard_of(edition.document).parts
        if part.key in edition.parts
        for one in part.indicators
    ]  # fmt: skip


def following(edition: HeldEdition, every: Sequence[HeldEdition]) -> dict[str, Any]:
    """The document that took the place of an edition that was left."""
    later = next((one for one in every if one.number == edition.number + 1), None)
    found: dict[str, Any] = later.document if later else edition.held.document
    return found
