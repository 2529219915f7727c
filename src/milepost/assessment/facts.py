"""Rows → what the gate of a unit and the progress of a registration need to know of judgements."""

from collections.abc import Collection, Iterable

from milepost.assessment.models import Judgement
from milepost.base.events import canonical, sha256
from milepost.engine import gates
from milepost.engine import standing as engine
from milepost.engine.framework import Unit
from milepost.engine.reasons import Shortfall
from milepost.portfolios.facts import portfolio_facts
from milepost.portfolios.models import Claim, Progress, Registration

type Rest = list[list[object]]


def claims_by_target(registration: Registration, targets: Collection[str]) -> dict[str, Rest]:
    """By target: [claim uuid, evidence number, evidence version] of what was handed in for it."""
    rows = (
        Claim.objects.filter(
            registration=registration, target__in=targets, withdrawn_at=None, hand_in__isnull=False, evidence__withdrawn_at=None
        )
        .order_by("id")
        .values_list("target", "uuid", "evidence__number", "evidence__version")
    )
    found: dict[str, Rest] = {}
    for target, uuid, number, version in rows:
        found.setdefault(target, []).append([str(uuid), number, version])
    return found


def basis(rests: Rest) -> str:
    """A mark of what lies before an assessor: which claims, and which version of the evidence of each."""
    return sha256(canonical(rests))[:16]


def mark(row: Progress, judgement: Judgement) -> None:
    """Leave a judgement in the progress, where `portfolios` reads it without knowing what a judgement is."""
    row.marks[judgement.target] = {
        "v": str(judgement.verdict),
        "at": canonical(judgement.made_at).strip('"'),
        "on": judgement.rests_on,
    }


def marks(registration: Registration) -> dict[str, object]:
    """The marks anew, from the judgements in force: what `Progress.marks` must equal."""
    row = Progress(registration=registration)
    for judgement in registration.judgements.filter(superseded_by=None).order_by("id"):
        mark(row, judgement)
    return dict(row.marks)


def sign_off_gate(registration: Registration, unit: Unit, row: Progress) -> list[Shortfall]:
    """Every reason why the unit can't be signed off yet."""
    return sign_off_gates(registration, [unit], row)[unit.key]


def sign_off_gates(registration: Registration, units: Iterable[Unit], row: Progress) -> dict[str, list[Shortfall]]:
    """The same for many units of one registration, by unit key. Three queries, however many units."""
    known = portfolio_facts(registration, row)
    declared = registration.hand_ins.filter(declared_own=True).exists()
    return {unit.key: gates.sign_off_gate(unit, engine.standing([unit], known), known, declared=declared) for unit in units}
