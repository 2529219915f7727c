"""The learner's own registration, and what every page says of its units and claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.engine.framework import Framework, Unit
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress as projection
from milepost.portfolios import queries
from milepost.portfolios.words import EvidenceKind
from milepost.web.components import UnitWall
from milepost.web.errors import NothingYet
from milepost.web.who import REGISTRATION_KEY as REGISTRATION_KEY
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Claim, Evidence, Progress, Registration
    from milepost.portfolios.queries import ClaimAtAGlance

KIND_ICONS = {kind: kind.value for kind in EvidenceKind}


def own(request: Request) -> Registration | None:
    """The registration that the learner works on: the one they chose, else the newest open one, else the newest."""
    chosen = request.session.get(REGISTRATION_KEY)
    return queries.registration_of_learner(by=request.who.actor, chosen=UUID(chosen) if chosen else None)


def mine(request: Request) -> Registration:
    """The same on a qualification: a programme has no units, no evidence and nobody who judges."""
    found = mine_of_any_kind(request)
    if found.programme:
        raise NothingYet(_("Your programme has no such page: nobody is assessed there. Your plan and your appointments are on Today."))
    return found


def mine_on_programme(request: Request) -> Registration:
    """The same on a programme."""
    found = mine_of_any_kind(request)
    if not found.programme:
        raise NothingYet(_("This page belongs to programmes, and you are on a qualification."))
    return found


def mine_of_any_kind(request: Request) -> Registration:
    found = own(request)
    if found is None:
        raise NothingYet(_("Your centre has still to register you. As soon as you stand on a qualification, this page is yours."))
    return found


def units_of(registration: Registration) -> list[Unit]:
    """The agreed units, in their order."""
    known = framework_of(registration.specification).unit_by_key
    return [known[key] for key in registration.progress.units if key in known]


def anchor(number: str) -> str:
    """Where a criterion or a part of a requirement stands on the page of its unit."""
    return f"c-{number}"


@lru_cache(maxsize=4096)  # a page leads to the same dozen units hundreds of times
def _address_of(key: str) -> str:
    return reverse("learner_unit", args=[key])


def unit_address(unit: Unit) -> str:
    return _address_of(unit.key)


def target_address(target: str) -> str:
    key, _sep, number = target.rpartition(":")
    return f"{_address_of(key)}#{anchor(number)}"


def dom_id(target: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "-", target)


def spoken(target: str, framework: Framework) -> str:
    """A target as people say it: "B11, 2.3"; "B11, evidence 4.b" for a part of an evidence requirement."""
    key, _sep, number = target.rpartition(":")
    unit = framework.unit_by_key.get(key)
    code = unit.code if unit else key
    if number.startswith("R") and target not in framework.criterion_by_target:
        return _("%(unit)s, evidence %(number)s") % {"unit": code, "number": number[1:]}
    return f"{code}, {number}"


def words_of(target: str, framework: Framework) -> str:
    """What a criterion, or a part of an evidence requirement, asks for."""
    if criterion := framework.criterion_by_target.get(target):
        return criterion.text
    requirement = framework.requirement_by_target.get(target)
    if requirement is None:
        return ""
    letter = target.rpartition(".")[2]
    return next((f"{requirement.text} {item.text}" for item in requirement.items if item.letter == letter), requirement.text)


def wall_of(registration: Registration) -> list[UnitWall]:
    """Every criterion of the agreed units, from the progress alone."""
    cells, walls = projection.unit_cells(registration.progress, registration), []
    for unit in units_of(registration):
        href = unit_address(unit)
        numbers = [criterion.number for criterion in unit.criteria]
        walls.append(
            UnitWall(
                code=unit.code, title=unit.title, href=href,
                cells=[(n, letter, f"{href}#{anchor(n)}") for n, letter in zip(numbers, cells[unit.key], strict=True)],
            )
        )  # fmt: skip
    return walls


def legend_of(row: Progress) -> dict[str, int]:
    return {**row.totals, "open": row.open}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One claim, as a chip."""

    label: str
    locator: str
    state: str
    href: str
    kind: str
    draft: bool = False
    uuid: str = ""
    thing: str = ""
    text: str = ""


def chip_state(claim: Claim | ClaimAtAGlance, states: dict[str, str]) -> str:
    """A claim that is not handed in is open, whatever others show for the same criterion."""
    return states.get(claim.target, "o") if claim.hand_in_id else "o"


def evidence_chip(claim: Claim, states: dict[str, str]) -> Chip:
    """A claim on the page of its criterion: which evidence, and where in it."""
    piece = claim.evidence
    href = reverse("learner_evidence_one", args=[piece.uuid])
    return Chip(
        label=piece.code, locator=claim.locator or piece.title, state=chip_state(claim, states), href=href, draft=not claim.hand_in_id,
        kind=KIND_ICONS.get(EvidenceKind(piece.kind), ""), uuid=str(claim.uuid), thing=claim.thing,
    )  # fmt: skip


def criterion_chip(claim: Claim | ClaimAtAGlance, states: dict[str, str], framework: Framework) -> Chip:
    """A claim on the page of its evidence: which criterion, and where."""
    return Chip(
        label=spoken(claim.target, framework), locator=claim.locator, state=chip_state(claim, states), href=target_address(claim.target),
        draft=not claim.hand_in_id, kind="", uuid=str(claim.uuid), thing=claim.thing, text=words_of(claim.target, framework),
    )  # fmt: skip


def evidence_state(piece: Evidence, claims: Iterable[Claim | ClaimAtAGlance], states: dict[str, str]) -> str:
    """What a card of evidence says: the worst of its claims, then how far it is."""
    own = list(claims)
    letters = {chip_state(claim, states) for claim in own}
    if piece.withdrawn_at:
        return "withdrawn"
    if "d" in letters:
        return "doubt"
    if "r" in letters:
        return "redo"
    if not own or any(not claim.hand_in_id for claim in own):
        return "draft"
    return "met" if letters == {"m"} else "handed_in"


def claims_said(n: int) -> str:
    return ngettext("%(n)d claim", "%(n)d claims", n) % {"n": n}
