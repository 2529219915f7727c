"""Rows as engine values: what stands against a standard, what it comes to, and what is still lacking."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from milepost.engine import appraisal
from milepost.engine.appraisal import Indicator, Kind, Outcome, Settled, Standard, standard_of
from milepost.engine.consistency import Counted, contradictions
from milepost.engine.editions import fits
from milepost.engine.gaps import Gap, gaps
from milepost.engine.reasons import Shortfall
from milepost.provider import measures, queries
from milepost.provider.measures import Figure
from milepost.provider.models import EvidencePlace, HeldStandard, IndicatorScore, PeerComment, Statement
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
    peer: Mapping[str, IndicatorScore]
    moderation: Mapping[str, Settled]
    moderated: Outcome | None  # none where nothing is moderated yet
    doubts: Sequence[Shortfall]  # what does not fit together
    gaps: Sequence[Gap]  # the same of each indicator by itself

    def figure_of(self, place: EvidencePlace) -> Figure | None:
        return self.figures.get(place.evidence.question)


def standing_of(held: HeldStandard) -> Standing:
    """What stands against a standard, stage by stage. Four queries, and those of its measures."""
    standard = standard_of(held.document)
    asked_now = {one.key for part in standard.parts if part.key in held.parts for one in part.indicators}
    statements = {key: one for key, one in queries.newest_statements(held).items() if key in asked_now}
    every = [one for one in counting(held) if one.indicator in asked_now]
    scores, peer = newest(every, Stage.SELF), newest(every, Stage.PEER)
    places: dict[str, list[EvidencePlace]] = defaultdict(list)
    for place in queries.places_of([held]):
        if place.indicator in asked_now:  # the rest stands on indicators of an edition that was left
            places[place.indicator].append(place)
    asked = {place.evidence.question for each in places.values() for place in each if place.evidence.question}
    figures = measures.figures(sorted(asked), centre_id=held.centre_id)
    percents = {key: one.percent for key, one in scores.items()}
    texts = {key: one.text for key, one in statements.items() if one.text}
    moderation = moderated_of(every)
    final = {key: one.percent for key, one in moderation.items() if one.percent is not None}
    lacks = appraisal.lacks(standard, held.parts, written=texts, shown=places, scores=percents)
    gone, doubts = _gone(places, figures), contradictions(texts, _counted(places, figures))
    return Standing(
        held, standard, statements, scores, places, figures, appraisal.outcome(standard, held.parts, percents),
        [*lacks, *gone, *appraisal.disagreements(moderation)], peer, moderation,
        appraisal.outcome(standard, held.parts, final) if moderation else None, doubts,
        gaps(standard, held.parts, written=texts, shown=places, scores=percents, gone=gone, moderation=moderation, doubts=doubts),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HowFar:
    """Of how many indicators of one standard nothing lacks, and which of its gates, the routes to a certificate, are open."""

    held: HeldStandard
    standard: Standard
    settled: int
    of: int
    gates: int
    gates_open: int

    @property
    def done(self) -> bool:
        return self.settled == self.of


def how_far(rows: Sequence[HeldStandard]) -> list[HowFar]:
    """How far each standard of one centre is, by its own scores. As many queries for ten standards as for one."""
    if not rows:
        return []
    said = {(one.held_id, one.indicator): one.text for one in queries.statements_of_all(rows)}
    scores = {(one.held_id, one.indicator): one.percent for one in counting_of(rows) if one.stage == Stage.SELF}
    places: dict[tuple[int, str], list[EvidencePlace]] = defaultdict(list)
    for place in queries.places_of(rows):
        places[place.held_id, place.indicator].append(place)
    asked = {place.evidence.question for each in places.values() for place in each if place.evidence.question}
    figures = measures.figures(sorted(asked), centre_id=rows[0].centre_id)
    gone = {at for at, each in places.items() for place in each if place.evidence.question and figures[place.evidence.question].gone}
    found = []
    for held in rows:
        standard = standard_of(held.document)
        asks = [one for part in standard.parts if part.key in held.parts for one in part.indicators]
        settled = sum(_is_settled(one, (held.pk, one.key), said, scores, places) and (held.pk, one.key) not in gone for one in asks)
        comes_to = appraisal.outcome(
            standard, held.parts, {one.key: scores[held.pk, one.key] for one in asks if (held.pk, one.key) in scores}
        )
        routes = [one for one in (comes_to.full, comes_to.conditional) if one is not None]
        found.append(HowFar(held, standard, settled, len(asks), len(routes), sum(not one for one in routes)))
    return found


type _At = tuple[int, str]  # a standard that is held, and an indicator of it


def _is_settled(
    one: Indicator, at: _At, said: Mapping[_At, str], scores: Mapping[_At, int], places: Mapping[_At, Sequence[EvidencePlace]]
) -> bool:
    """It is written; where it is scored it has a score, and where that claims anything something is shown."""
    if not said.get(at):
        return False
    return not one.scored or (at in scores and (not scores[at] or at in places))


def counting(held: HeldStandard, *, indicator: str = "") -> list[IndicatorScore]:
    """The scores of one standard, or of one of its indicators, that count, the oldest first. Two queries."""
    return counting_of([held], indicator=indicator)


def counting_of(held: Sequence[HeldStandard], *, indicator: str = "") -> list[IndicatorScore]:
    """The scores that still say what they said when they were given, the oldest first. As many queries for ten standards as for one.

    They are of an indicator that is scored, in a band that is worth as much, and given since another edition last moved that indicator.
    """
    since = _moved_at(held)
    standards = {one.pk: standard_of(one.document) for one in held}
    every = queries.scores_of_all(held)
    return [
        one
        for one in (every.filter(indicator=indicator) if indicator else every)
        if fits(standards[one.held_id], one.indicator, one.band, one.percent)
        and ((moved := since.get((one.held_id, one.indicator))) is None or one.scored_at >= moved)
    ]


def _moved_at(held: Sequence[HeldStandard]) -> dict[_At, datetime]:
    """When another edition last moved an indicator. What others said of it before was said of something else."""
    since: dict[_At, datetime] = {}
    for edition in queries.editions(held):
        since.update({(edition.held_id, key): edition.left_at for key in (*edition.moves, *edition.moves.values())})
    return since


def comments(held: HeldStandard) -> list[PeerComment]:
    """What peers from outside say to sections that are not scored: of each peer the newest, in the order of the standard. Two queries."""
    since, order = _moved_at([held]), [one.key for one in standard_of(held.document).indicators.values() if not one.scored]
    found: dict[tuple[str, int], PeerComment] = {}
    for one in queries.comments_on(held):
        moved = since.get((held.pk, one.indicator))
        if one.indicator in order and (moved is None or one.said_at >= moved):
            found[one.indicator, one.said_by_id] = one
    return sorted((one for one in found.values() if one.text), key=lambda one: (order.index(one.indicator), one.pk))


def newest(every: Sequence[IndicatorScore], stage: str) -> dict[str, IndicatorScore]:
    """By indicator the newest score of a stage; `every` has the oldest first."""
    return {one.indicator: one for one in every if one.stage == stage}


def moderated_of(every: Sequence[IndicatorScore]) -> dict[str, Settled]:
    """By indicator what moderators came to: of each the newest score, in the order in which each first gave one."""
    given: dict[str, dict[int | None, int]] = defaultdict(dict)
    for one in every:
        if one.stage == Stage.MODERATION:
            given[one.indicator][one.scored_by.person_id] = one.percent
    return {key: appraisal.settled(list(each.values())) for key, each in given.items()}


def _counted(places: Mapping[str, Sequence[EvidencePlace]], figures: Mapping[str, Figure]) -> list[Counted]:
    found = []
    for key, each in places.items():
        for place in each:
            figure = figures.get(place.evidence.question)
            if figure and figure.percent is not None:
                found.append(Counted(key, place.evidence.title, figure.percent))
    return found


def _gone(places: Mapping[str, Sequence[EvidencePlace]], figures: Mapping[str, Figure]) -> list[Shortfall]:
    """Measures whose source does not count any more."""
    return [
        Shortfall(Kind.SOURCE_GONE, {"title": place.evidence.title, "indicator": key}, key)
        for key, each in places.items()
        for place in each
        if place.evidence.question and figures[place.evidence.question].gone
    ]
