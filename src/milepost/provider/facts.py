"""Rows as engine values: what stands against a standard, what it comes to, and what is still lacking."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.engine import appraisal
from milepost.engine.appraisal import Kind, Outcome, Standard, standard_of
from milepost.engine.reasons import Shortfall
from milepost.provider import measures, queries
from milepost.provider.measures import Figure
from milepost.provider.models import EvidencePlace, HeldStandard, IndicatorScore, Statement
from milepost.provider.words import Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that stands against a standard now."""

    held: HeldStandard
    standard: Standard
    statements: Mapping[str, Statement]
    scores: Mapping[str, IndicatorScore]
    places: Mapping[str, Sequence[EvidencePlace]]  # by indicator
    figures: Mapping[str, Figure]  # by question
    outcome: Outcome
    lacks: Sequence[Shortfall]

    def figure_of(self, place: EvidencePlace) -> Figure | None:
        return self.figures.get(place.evidence.question)


def standing_of(held: HeldStandard, *, stage: str = Stage.SELF) -> Standing:
    """What stands against a standard, by the scores of one stage. Five queries, and those of its measures."""
    standard = standard_of(held.document)
    statements, scores = queries.newest_statements(held), queries.scores_of(held, stage)
    places: dict[str, list[EvidencePlace]] = defaultdict(list)
    for place in queries.places_of([held]):
        places[place.indicator].append(place)
    asked = {place.evidence.question for each in places.values() for place in each if place.evidence.question}
    figures = measures.figures(sorted(asked), centre_id=held.centre_id)
    percents = {key: one.percent for key, one in scores.items()}
    written = {key for key, one in statements.items() if one.text}
    lacks = appraisal.lacks(standard, held.parts, written=written, shown=places, scores=percents)
    return Standing(
        held, standard, statements, scores, places, figures, appraisal.outcome(standard, held.parts, percents),
        [*lacks, *_gone(places, figures)],
    )  # fmt: skip


def _gone(places: Mapping[str, Sequence[EvidencePlace]], figures: Mapping[str, Figure]) -> list[Shortfall]:
    """Measures whose source does not count any more."""
    return [
        Shortfall(Kind.SOURCE_GONE, {"title": place.evidence.title, "indicator": key}, key)
        for key, each in places.items()
        for place in each
        if place.evidence.question and figures[place.evidence.question].gone
    ]
