"""What is shown at an indicator of one standard and may serve at one of another, because a mapping says that they ask for the same.

An offer claims nothing: somebody takes it, for this indicator, or leaves it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from milepost.base.models import Actor
from milepost.engine.appraisal import standard_of
from milepost.engine.mapping import Partner, StandardsMapping, mapping_of, partners
from milepost.provider import mappingfile, queries
from milepost.provider.models import EvidencePlace, HeldStandard, ShownEvidence


@dataclass(frozen=True, slots=True)
class Offer:
    """A piece of evidence, where it stands already, and what both places ask for."""

    evidence: ShownEvidence
    because: str
    stands: list[tuple[HeldStandard, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Alike:
    """An indicator of another standard that is held, and asks for the same."""

    held: HeldStandard
    indicator: str
    title: str
    because: str


def mappings(*, by: Actor) -> list[StandardsMapping]:
    """Those that come with Milepost, then those that the centre brought. One query."""
    brought = [one.document for one in queries.brought_mappings(by=by)]
    return [mapping_of(document) for document in (*mappingfile.shipped_documents().values(), *brought)]


def alike(held: HeldStandard, indicator: str, *, among: Iterable[HeldStandard], by: Actor) -> list[Alike]:
    """Indicators of the other standards `among` that ask for the same, where their parts are applied for."""
    others = {one.key: one for one in among if one.pk != held.pk}
    found = []
    for partner in partners(mappings(by=by), held.key, indicator):
        if (one := others.get(partner.standard)) and (title := _title(one, partner)):
            found.append(Alike(one, partner.indicator, title, partner.because))
    return found


def _title(held: HeldStandard, partner: Partner) -> str:
    """Empty where the standard as it is held has no such indicator in a part that is applied for."""
    standard = standard_of(held.document)
    part = standard.part_of(partner.indicator)
    return standard.indicators[partner.indicator].title if part and part.key in held.parts else ""


def offers(found: Sequence[Alike], indicator: str, *, held: HeldStandard, places: Iterable[EvidencePlace]) -> list[Offer]:
    """What stands at indicators that ask for the same and not here yet. Each piece once, wherever it stands."""
    wanted = {(one.held.pk, one.indicator): one for one in found}
    standing = list(places)
    here = {place.evidence_id for place in standing if (place.held_id, place.indicator) == (held.pk, indicator)}
    by_piece: dict[int, Offer] = {}
    for place in standing:
        one = wanted.get((place.held_id, place.indicator))
        if one and place.evidence_id not in here:
            offer = by_piece.setdefault(place.evidence_id, Offer(place.evidence, one.because))
            offer.stands.append((one.held, place.indicator))
    return list(by_piece.values())
