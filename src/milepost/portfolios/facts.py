"""Rows → engine values: what has been claimed and judged in one registration."""

from datetime import datetime

from django.db.models import F

from milepost.engine import standing as engine
from milepost.engine.framework import Nature, Setting
from milepost.engine.requirements import Evidence as EvidenceFact
from milepost.engine.requirements import Key
from milepost.engine.visiting import Shift
from milepost.portfolios.models import Claim, EvidenceVersion, Progress, Registration, Workplace


def evidence_facts(registration: Registration) -> dict[Key, EvidenceFact]:
    """By evidence number: the newest version of what has not been withdrawn. One query."""
    rows = EvidenceVersion.objects.filter(
        evidence__registration=registration, evidence__withdrawn_at=None, number=F("evidence__version")
    ).values_list("evidence__number", "number", "setting", "nature", "happened_on")
    return {
        number: EvidenceFact(
            key=number,
            version=version,
            setting=Setting(setting),
            nature=Nature(nature),
            simulated=setting == Setting.SIMULATION,
            dates=(day,) if day else (),
        )
        for number, version, setting, nature, day in rows
    }


type ClaimRow = tuple[str, str, int, str, datetime | None]


def claim_rows(registration: Registration) -> list[ClaimRow]:
    """(uuid, target, evidence number, thing, handed in at or None) of every claim that stands. One query."""
    rows = (
        Claim.objects.filter(registration=registration, withdrawn_at=None)
        .order_by("id")
        .values_list("uuid", "target", "evidence__number", "thing", "hand_in__handed_in_at")
    )
    return [(str(uuid), target, number, thing, at) for uuid, target, number, thing, at in rows]


def portfolio_facts(registration: Registration, row: Progress) -> engine.Facts:
    """What the engine needs to say where this registration stands. `row.marks` holds the judgements in force."""
    return as_facts(row, claims=claim_rows(registration), evidence=evidence_facts(registration))


def as_facts(row: Progress, *, claims: list[ClaimRow], evidence: dict[Key, EvidenceFact]) -> engine.Facts:
    """The same from values that are at hand."""
    things = {uuid: thing for uuid, _, _, thing, _ in claims if thing}
    return engine.Facts(
        claims=tuple(
            engine.Claim(uuid, target, number, evidence[number].version, handed_in=at is not None)
            for uuid, target, number, _, at in claims
            if number in evidence
        ),
        judgements=tuple(
            engine.Judgement(
                target,
                engine.Decision(mark["v"]),
                tuple(engine.Rest(claim, number, version) for claim, number, version in mark["on"]),
                tuple(things[claim] for claim, _, _ in mark["on"] if claim in things),
                waits="w" in mark,
            )
            for target, mark in row.marks.items()
        ),
        evidence=evidence,
    )


def shifts_of(workplace: Workplace | None) -> list[Shift]:
    """The shifts that a learner has told, as the engine compares them."""
    return [Shift(one["day"], _minutes(one["from"]), _minutes(one["to"])) for one in workplace.shifts] if workplace else []


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)
