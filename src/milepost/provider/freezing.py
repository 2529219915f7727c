"""An application as a document: everything that stands against a standard, copied, so that nothing that changes later reaches it."""

from datetime import datetime
from typing import Any

from milepost.base import events, text
from milepost.engine.appraisal import Indicator, Outcome, Part
from milepost.provider.facts import Standing
from milepost.provider.measures import Figure
from milepost.provider.models import EvidencePlace, IndicatorScore


def digest_of(body: dict[str, Any]) -> str:
    """SHA-256 over the whole document."""
    return events.sha256(events.canonical(body))


def body_of(standing: Standing, *, at: datetime) -> dict[str, Any]:
    """What an application says for good. Only text, numbers, lists and names, so that its digest is the same everywhere."""
    held, standard, outcome = standing.held, standing.standard, standing.outcome
    percents = {one.part: one.percent for one in outcome.scores}
    return {
        "format": "milepost-application/1",
        "title": standard.title,
        "standard": held.key,
        "centre": held.centre.name,
        "frozen_at": at.isoformat(timespec="seconds"),
        "apply_by": held.apply_by.isoformat() if held.apply_by else None,
        "years": standard.years,
        "unknown": list(standard.unknown),
        "outcome": _outcome(outcome),
        "moderated": _outcome(standing.moderated) if standing.moderated else None,
        "parts": [_part(part, standing, percents[part.key]) for part in standard.parts if part.key in held.parts],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "verdict": outcome.verdict.value,
        "percent": outcome.percent,
        "full": [text.sentence(one, {}) for one in outcome.full],
        "conditional": None if outcome.conditional is None else [text.sentence(one, {}) for one in outcome.conditional],
    }


def _part(part: Part, standing: Standing, percent: int) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": part.title,
        "percent": percent,
        "indicators": [_indicator(one, standing) for one in part.indicators],
    }


def _indicator(one: Indicator, standing: Standing) -> dict[str, Any]:
    score = standing.scores.get(one.key)
    statement = standing.statements[one.key]
    return {
        "key": one.key,
        "title": one.title,
        "aspect": one.aspect.value,
        "statement": statement.text,
        "written_by": statement.written_by.name,
        "evidence": [_evidence(place, standing.figure_of(place)) for place in standing.places.get(one.key, ())],
        "score": _score(score, standing) if score else None,
        "peer": _score(standing.peer[one.key], standing) if one.key in standing.peer else None,
        "moderated": standing.moderation[one.key].percent if one.key in standing.moderation else None,
    }


def _evidence(place: EvidencePlace, figure: Figure | None) -> dict[str, Any]:
    shown = place.evidence
    file = {"name": shown.file.name, "sha256": shown.file.sha256, "size": shown.file.size} if shown.file else None
    return {
        "uuid": str(shown.uuid),
        "kind": shown.kind,
        "title": shown.title,
        "text": shown.text,
        "file": file,
        "figure": _figure(figure) if figure else None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "question": figure.question,
        "asks": figure.title,
        "kept": figure.kept,
        "of": figure.of,
        "percent": figure.percent,
        "target": figure.target,
        "first": figure.first.isoformat(),
        "last": figure.last.isoformat(),
        "by": figure.by,
        "groups": [[one.name, one.kept, one.of] for one in figure.groups],
        "left_out": figure.left_out,
        "months": [[month.isoformat(), kept, of] for month, kept, of in figure.months],
    }


def _score(score: IndicatorScore, standing: Standing) -> dict[str, Any]:
    band = next((one.title for one in standing.standard.bands if one.key == score.band), score.band)
    return {"band": band, "percent": score.percent, "because": score.because, "by": score.scored_by.name}
