"""The projection of a registration: how it is locked, refreshed and read.

Every act in a portfolio locks the row first, so that acts in one portfolio come one after the other, and refreshes it
in its own transaction. Nothing else writes it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import dateparse

from milepost.base import clock
from milepost.base.events import canonical
from milepost.engine import standing as engine
from milepost.engine.framework import Framework
from milepost.engine.requirements import Evidence as EvidenceFact
from milepost.engine.requirements import Key
from milepost.engine.standing import State
from milepost.frameworks.queries import framework_of
from milepost.portfolios import facts
from milepost.portfolios.models import Claim, Progress, Registration
from milepost.portfolios.queries.progress import (
    FINAL_WITHOUT_REVIEW as FINAL_WITHOUT_REVIEW,
)
from milepost.portfolios.queries.progress import (
    closed_units as closed_units,
)
from milepost.portfolios.queries.progress import (
    doubts as doubts,
)
from milepost.portfolios.queries.progress import (
    doubts_in as doubts_in,
)
from milepost.portfolios.queries.progress import (
    signed_state as signed_state,
)
from milepost.portfolios.queries.progress import (
    states as states,
)
from milepost.portfolios.queries.progress import (
    unit_cells as unit_cells,
)
from milepost.portfolios.words import RegistrationState


def lock(registration: Registration) -> Progress:
    """The row of this registration, for the rest of the transaction."""
    return Progress.objects.select_for_update().get(registration=registration)


def touch(row: Progress, at: datetime) -> None:
    """Something happened that changes no state."""
    row.last_act_at = at
    row.save(update_fields=["last_act_at"])


def follow(registration: Registration, row: Progress) -> None:
    """The registration was paused, taken up again or closed: lists of those who learn now follow."""
    row.active = registration.state == RegistrationState.ACTIVE
    row.last_act_at = clock.now()
    row.save(update_fields=["active", "last_act_at"])


def refresh(registration: Registration, row: Progress, *, units: Iterable[str] | None = None, acted_at: datetime | None = None) -> Progress:
    """Work the projection out anew from the rows and from `row.marks` and `row.signed`, and save it."""
    if units is not None:
        row.units = list(units)
    if acted_at is not None:
        row.last_act_at = acted_at
    work_out(
        row,
        framework_of(registration.specification),
        claims=facts.claim_rows(registration),
        evidence=facts.evidence_facts(registration),
        second_look=registration.centre.second_look,
    )
    row.save()
    return row


def work_out(
    row: Progress, framework: Framework, *, claims: list[facts.ClaimRow], evidence: dict[Key, EvidenceFact], second_look: bool
) -> None:
    """Fill the row from values, asking nothing: also for rows that are made in bulk."""
    known = facts.as_facts(row, claims=claims, evidence=evidence)
    standing = engine.standing([framework.unit_by_key[key] for key in row.units], known)
    _write(row, standing, second_look=second_look)
    _write_waiting(row, standing, claims, {number: e.version for number, e in evidence.items()})


def _write(row: Progress, standing: engine.Standing, *, second_look: bool) -> None:
    row.cells = standing.cells(row.units)
    row.parts = {target: state.cell for target, state in standing.states.items() if state is not State.OPEN and ":R" in target}
    counts = standing.counts
    row.total, row.met, row.claimed, row.redo, row.doubt = counts.all, counts.met, counts.claimed, counts.redo, counts.doubt
    asked = [row.marks[target]["at"] for target, state in standing.states.items() if state is State.REDO and target in row.marks]
    row.redo_since = dateparse.parse_datetime(min(asked)) if asked else None
    row.evidenced_percent, row.met_percent = standing.evidenced_percent, standing.met_percent
    final = 0
    for key, unit in standing.units.items():
        settled = unit.counts.doubt == 0 and unit.requirements.doubt == 0
        if settled and row.signed.get(key, "") in (("agreed",) if second_look else FINAL_WITHOUT_REVIEW):
            final += unit.counts.all
    row.signed_percent = engine.percent(final, counts.all)


def _write_waiting(row: Progress, standing: engine.Standing, claims: list[facts.ClaimRow], versions: Mapping[Key, int]) -> None:
    units: dict[str, list[datetime]] = {}
    for uuid, target, number, _, handed_in_at in claims:
        if handed_in_at is None or standing.state(target) is not State.CLAIMED:
            continue
        mark = row.marks.get(target)
        if mark and mark.get("w") != "refused" and [uuid, number, versions.get(number)] in mark["on"]:
            continue  # judged once: it waits for something new, for the visit, or for a countersignature
        units.setdefault(target.rpartition(":")[0], []).append(handed_in_at)
    row.waiting = sum(len(since) for since in units.values())
    row.waiting_since = min((min(since) for since in units.values()), default=None)
    row.waiting_units = {unit: [len(since), canonical(min(since)).strip('"')] for unit, since in units.items()}


def reopen(row: Progress, targets: Iterable[str]) -> None:
    """Judgements changed after a sign-off: until they are signed off anew, and looked at anew, their units are open."""
    for unit in {target.rpartition(":")[0] for target in targets}:
        if row.signed.get(unit) in FINAL_WITHOUT_REVIEW:
            row.signed[unit] = "reopened"


def rests_on_claim(row: Progress, claim: Claim) -> bool:
    """Whether a judgement in force lists this claim."""
    return any(str(claim.uuid) == uuid for mark in row.marks.values() if mark["v"] != "undone" for uuid, _, _ in mark["on"])


def rests_on_evidence(row: Progress, number: int) -> bool:
    return any(number == n for mark in row.marks.values() if mark["v"] != "undone" for _, n, _ in mark["on"])
