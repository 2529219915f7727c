"""Rows → what the gate of a unit and the progress of a registration need to know of judgements."""

from collections.abc import Collection, Iterable

from milepost.assessment.models import Countersigning, Judgement
from milepost.assessment.words import CountersignVerdict, Verdict
from milepost.base.events import canonical, sha256
from milepost.base.models import Actor
from milepost.engine import gates, requirements, visiting
from milepost.engine import standing as engine
from milepost.engine.framework import Framework, Unit, requirement_targets
from milepost.engine.reasons import Shortfall
from milepost.frameworks.queries import framework_of
from milepost.people import queries as people
from milepost.portfolios import progress
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


def mark(row: Progress, judgement: Judgement, *, waits: str = "") -> None:
    """Leave a judgement in the progress, where `portfolios` reads it without knowing what a judgement is.

    `waits` is "asked" until somebody countersigns it, "refused" where they would not, "" where it counts.
    """
    row.marks[judgement.target] = {
        "v": str(judgement.verdict),
        "at": canonical(judgement.made_at).strip('"'),
        "on": judgement.rests_on,
    } | ({"w": waits} if waits else {})


def marks(registration: Registration) -> dict[str, object]:
    """The marks anew, from the judgements in force: what `Progress.marks` must equal."""
    row = Progress(registration=registration)
    for judgement in registration.judgements.filter(superseded_by=None).select_related("countersigning__signature").order_by("id"):
        mark(row, judgement, waits=waits_for(judgement))
    return dict(row.marks)


def waits_for(judgement: Judgement) -> str:
    """ "asked", "refused" or "": what a judgement still wants of its countersigner."""
    asked = getattr(judgement, "countersigning", None)
    if asked is None:
        return ""
    signature = getattr(asked, "signature", None)
    if signature is None:
        return "asked"
    return "" if signature.verdict == CountersignVerdict.AGREED else "refused"


def just_asked(made: Iterable[Judgement]) -> Countersigning | None:
    """Of judgements just made the first countersigning that was asked for with them, without asking the database."""
    return next((j.countersigning for j in made if Judgement.countersigning.is_cached(j)), None)


def fitness(registration: Registration, *, by: Actor) -> people.Fitness:
    """How fit somebody is to decide in this portfolio today. It takes the centre along, so it costs no query of its own."""
    specification = registration.specification
    registration.centre, found = people.fitness(
        registration.centre_id, by.person_id or 0, learner_id=registration.learner_id, employer_id=registration.employer_id,
        specification=specification.number or specification.title,
    )  # fmt: skip
    return found


def bound(registration: Registration, fitness: people.Fitness, targets: Iterable[str]) -> dict[str, object]:
    """What decisions are bound to beside the evidence: the version of the specification, and competence on that day by unit."""
    entries = {unit: fitness.entry(unit) for unit in {target.rpartition(":")[0] for target in targets}}
    return {
        "specification": registration.specification.digest,
        "competence": {unit: {"uuid": entry.uuid, "state": entry.state} for unit, entry in entries.items() if entry},
    }


def sign_off_gate(registration: Registration, unit: Unit, row: Progress) -> list[Shortfall]:
    """Every reason why the unit can't be signed off yet."""
    return sign_off_gates(registration, [unit], row)[unit.key]


def sign_off_gates(registration: Registration, units: Collection[Unit], row: Progress) -> dict[str, list[Shortfall]]:
    """The same for many units of one registration, by unit key. Three queries, however many units."""
    known = portfolio_facts(registration, row)
    declared = registration.hand_ins.filter(declared_own=True).exists()
    standing = engine.standing(units, known)
    return {unit.key: gates.sign_off_gate(unit, standing, known, declared=declared) for unit in units}


def still_asked(registration: Registration) -> list[visiting.Asked]:
    """What a visit could still show over all agreed units: open, to redo, or put off to the visit. From the progress alone.

    Nothing of a unit that is final, and no further part of a requirement of which enough is met.
    """
    row, framework = registration.progress, framework_of(registration.specification)
    later, states, closed = to_ask(registration), progress.states(row, registration), progress.closed_units(row)
    wanted = {target for target, letter in states.items() if letter in "or" or target in later}
    met = requirements.UnitFacts(met=frozenset(target for target, letter in states.items() if letter == "m"))
    found = []
    for unit in (framework.unit_by_key[key] for key in row.units if key not in closed):
        short = {shortfall.args["number"] for shortfall in requirements.shortfalls(unit, met)}
        enough = {t for one in unit.requirements if one.number not in short for t in requirement_targets(unit.key, one)}
        wanted -= enough - later
        texts = {unit.target(c.number): (c.text, o.text) for o in unit.outcomes for c in o.criteria}
        for target in (*unit.criterion_targets, *unit.requirement_targets):
            if target in wanted:
                text, outcome = texts.get(target) or (_requirement(framework, target), "")
                found.append(visiting.Asked(target, text, outcome))
    return found


def to_ask(registration: Registration) -> set[str]:
    """What the assessor put off to the visit."""
    return {target for target, mark in registration.progress.marks.items() if mark["v"] == Verdict.ASK}


def _requirement(framework: Framework, target: str) -> str:
    """The words of a part of an evidence requirement: those of the part, where it has its own."""
    requirement = framework.requirement_by_target[target]
    letter = target.rpartition(".")[2]
    return next((item.text for item in requirement.items if item.letter == letter), requirement.text)
