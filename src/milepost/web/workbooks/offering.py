"""The criteria that a filled workbook may be claimed for: those its form names, else those that its words speak to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.engine.workbooks import shared
from milepost.frameworks.queries import framework_of
from milepost.portfolios import policies, queries
from milepost.portfolios import progress as projection
from milepost.portfolios.workbooktext import paragraphs
from milepost.web.components import State
from milepost.web.learner.mine import dom_id, spoken, units_of, words_of
from milepost.web.learner.suggesting import met, suggested

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.engine.framework import Framework
    from milepost.engine.workbooks import Form
    from milepost.portfolios.models import Evidence, Registration, WorkbookVersion


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One criterion that may be ticked. `why` gives the words that speak for it, where the form does not name it."""

    target: str
    id: str
    code: str
    text: str
    state: str
    ticked: bool
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What stands beside a workbook for a learner."""

    named: list[Offer]  # by the form itself
    found: list[Offer]  # by its words
    elsewhere: str  # units that the form names and that are not agreed
    evidence: Evidence | None  # the piece that it already is
    older: bool  # the piece holds an earlier version
    claimed: int
    why_not: str | None
    why_not_claim: str
    assessor: str


def targets_in(framework: Framework, named: Iterable[str]) -> list[str]:
    """Criteria as a form names them, by the unit's code ("407:1.1"), as the targets of a specification."""
    keys = {unit.code: unit.key for unit in framework.units}
    found = [f"{keys.get(code, code)}:{number}" for code, _colon, number in (one.rpartition(":") for one in named)]
    return [target for target in found if target in framework.criterion_by_target]


def offers_of(
    version: WorkbookVersion, form: Form, registration: Registration, *, by: Actor, ticked: Collection[str] = ()
) -> Offers:  # fmt: skip
    """The offers for this learner; nothing is ticked before they tick it."""
    framework = framework_of(registration.specification)
    states = projection.states(registration.progress, registration)
    evidence = queries.evidence_of_workbook(registration, version.workbook)
    claimed = set(queries.claims_of(registration).filter(evidence=evidence).values_list("target", flat=True)) if evidence else set()
    units = units_of(registration)
    agreed = {unit.key for unit in units}
    wanted = targets_in(framework, form.targets(registration.specification.number))
    named = [target for target in wanted if target.rpartition(":")[0] in agreed and target not in claimed]
    text = "\n".join([version.title, *paragraphs(form, shared(form, version.answers))])
    found = suggested(units, text, framework=framework, settled=met(states) | claimed | set(named))

    def offer(target: str, why: str = "") -> Offer:
        state = State.of(states.get(target, "o"))
        return Offer(
            target=target, id=f"c-{dom_id(target)}", code=spoken(target, framework), text=words_of(target, framework), why=why,
            state="" if state is State.OPEN else str(state.short), ticked=target in ticked,
        )  # fmt: skip

    missing = dict.fromkeys(framework.unit_by_key[key].code for target in wanted if (key := target.rpartition(":")[0]) not in agreed)
    held = evidence.versions.filter(number=evidence.version).values_list("details__version", flat=True).first() if evidence else None
    return Offers(
        named=[offer(target) for target in named], found=[offer(one.target, one.why) for one in found], elsewhere=", ".join(missing),
        evidence=evidence, older=evidence is not None and held != version.number, claimed=len(claimed),
        why_not=policies.why_not_take_workbook(version, by=by, registration=registration),
        why_not_claim="" if registration.progress.units else "units",
        assessor=registration.assessor.first_name if registration.assessor else "",
    )  # fmt: skip
