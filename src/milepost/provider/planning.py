"""Gaps of a standard beside what was agreed about them. A gap is a *finding* of the room `assurance`, and what closes it a corrective action."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from milepost.assurance import queries as assurance
from milepost.assurance.models import CorrectiveAction, Finding
from milepost.assurance.words import FindingSource
from milepost.base import text
from milepost.base.models import Actor
from milepost.engine.gaps import Gap
from milepost.provider.facts import Standing
from milepost.provider.models import HeldStandard

GAP = "gap"
TITLE = 300  # characters of a finding


def key_of(held: HeldStandard, gap: Gap) -> str:
    """By what the finding of a gap is known: of one standard each gap of an indicator is found once."""
    return f"{_of(held)}{gap.indicator}:{gap.what}"


def _of(held: HeldStandard) -> str:
    return f"{GAP}:{held.uuid.hex}:"


def held_uuid(finding: Finding) -> UUID | None:
    """Of which held standard a finding is a gap; none where it is something else."""
    head, _, rest = finding.key.partition(":")
    return UUID(rest.partition(":")[0]) if finding.source == FindingSource.STANDARD and head == GAP else None


def title_of(gap: Gap) -> str:
    """What was found, in one line."""
    said = "; ".join(text.sentence(one, {}) for one in gap.why)
    return (said[:1].upper() + said[1:])[:TITLE]


def finding_of(held: HeldStandard, gap: Gap, *, by: Actor) -> Finding | None:
    return assurance.findings(by=by).filter(key=key_of(held, gap)).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One corrective action, the indicator that it is for, and the gap where that is still there."""

    action: CorrectiveAction
    indicator: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Gaps that nobody closes yet, and what was agreed: what is open, what waits to be checked, and what was checked."""

    gaps: Sequence[Gap]
    open: Sequence[Planned]
    done: Sequence[Planned]
    checked: Sequence[Planned]


def plan_of(standing: Standing, *, by: Actor) -> Plan:
    """One query. A gap is without an action as long as none is open or waits to be checked."""
    held = standing.held
    by_key = {key_of(held, gap): gap for gap in standing.gaps}
    rows = assurance.corrective_actions(by=by).filter(finding__source=FindingSource.STANDARD, finding__key__startswith=_of(held))
    found = [
        Planned(action=row, indicator=row.finding.key.split(":")[2], gap=by_key.get(row.finding.key))
        for row in rows.order_by("by_on", "pk")
    ]
    begun = {one.action.finding.key for one in found if one.action.checked_at is None}
    return Plan(
        [gap for key, gap in by_key.items() if key not in begun],
        [one for one in found if one.action.done_at is None],
        [one for one in found if one.action.done_at and one.action.checked_at is None],
        sorted((one for one in found if one.action.checked_at), key=lambda one: -one.action.pk),
    )
