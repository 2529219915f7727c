"""What the gates ask for, read from the rooms below: by the name that the file gives it, why it does not hold."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from milepost.base import clock
from milepost.commitments import adherence
from milepost.commitments import queries as commitments
from milepost.commitments.facts import book_of
from milepost.commitments.models import Clock, FilePick, FileSample, StepAction, StepFinding
from milepost.employers import facts as employers
from milepost.employers.consensus import stakeholders_lack
from milepost.employers.models import EmployerFile, ImpactCheck, ProposalVersion
from milepost.engine.owning import Because
from milepost.engine.reasons import Shortfall
from milepost.engine.road import Kind

QUARTER, YEAR = timedelta(days=92), timedelta(days=365)


def unowned(centre_id: int) -> list[Shortfall]:
    """Employers that nobody named looks after, or stands in for."""
    files = list(EmployerFile.objects.filter(centre_id=centre_id, merged_into=None))
    if not files:
        return [Shortfall(Kind.EMPLOYERS_NONE)]
    named, team = employers.named_of(files), employers.team_of(centre_id)
    owned = (Because.NAMED, Because.STANDS_IN)
    has = sum(employers.owner_of(file, "", named, team).because not in owned for file in files)
    return [Shortfall(Kind.EMPLOYERS_UNOWNED, {"has": has, "of": len(files)})] if has else []


def untied(centre_id: int) -> list[Shortfall]:
    """Proposals of the quarter with a solution that serves no business issue."""
    sent = ProposalVersion.objects.filter(proposal__file__centre_id=centre_id, made_at__gte=clock.now() - QUARTER)
    bodies = list(sent.filter(proposal__withdrawn_at=None).values_list("body", flat=True))
    if not bodies:
        return [Shortfall(Kind.PROPOSALS_NONE)]
    has = sum(not body.get("solutions") or any(not one.get("issue") for one in body["solutions"]) for body in bodies)
    return [Shortfall(Kind.PROPOSALS_UNTIED, {"has": has, "of": len(bodies)})] if has else []


def unsampled(centre_id: int) -> list[Shortfall]:
    """Files that were drawn and not looked at, and actions on steps that are not done."""
    sample = FileSample.objects.filter(centre_id=centre_id, drawn_at__gte=clock.now() - YEAR).order_by("-pk").first()
    if sample is None:
        return [Shortfall(Kind.STEPS_NOT_SAMPLED)]
    picks = set(FilePick.objects.filter(sample=sample).values_list("pk", flat=True))
    open_ = len(picks - set(StepFinding.objects.filter(pick__in=picks).values_list("pick_id", flat=True)))
    found = [Shortfall(Kind.STEPS_NOT_LOOKED_AT, {"has": open_, "of": len(picks)})] if open_ else []
    mend = StepAction.objects.filter(pick__sample__centre_id=centre_id, done_at=None).count()
    return found + ([Shortfall(Kind.STEPS_TO_MEND, {"has": mend})] if mend else [])


def below(centre_id: int) -> list[Shortfall]:
    """Standards that do not reach their target over the last twelve months."""
    clocks = Clock.objects.filter(centre_id=centre_id)
    kept = [one for one in adherence.by_standard(clocks, adherence.last_months(), book_of(centre_id), {}) if one.holds and one.tally.of]
    if not kept:
        return [Shortfall(Kind.STANDARDS_NOT_COUNTED)]
    short = [one.standard.title for one in kept if not one.reached]
    return [Shortfall(Kind.STANDARDS_BELOW, {"titles": short})] if short else []


def unexplained(centre_id: int) -> list[Shortfall]:
    """Standards that broke and of which nobody has said why."""
    has = commitments.to_explain(Clock.objects.filter(centre_id=centre_id)).count()
    return [Shortfall(Kind.BREACHES_UNEXPLAINED, {"has": has})] if has else []


def unchecked(centre_id: int) -> list[Shortfall]:
    """Looks back that are overdue; and one must have been done at all."""
    checks = ImpactCheck.objects.filter(file__centre_id=centre_id)
    late = checks.filter(closed_at=None, due_on__lt=clock.today()).count()
    done = checks.filter(called_off=False, closed_at__gte=clock.now() - YEAR).exists()
    found = [] if done else [Shortfall(Kind.IMPACT_NEVER)]
    return found + ([Shortfall(Kind.IMPACT_OVERDUE, {"has": late})] if late else [])


FACTS: Mapping[str, Callable[[int], list[Shortfall]]] = {
    "stakeholders_agreed": stakeholders_lack,
    "employers_owned": unowned,
    "proposals_tied": untied,
    "steps_sampled": unsampled,
    "standards_reached": below,
    "breaches_explained": unexplained,
    "impact_checked": unchecked,
}


def facts_at(centre_id: int) -> dict[str, list[Shortfall]]:
    """Of every fact why it does not hold at a centre; empty means it does."""
    return {name: ask(centre_id) for name, ask in FACTS.items()}


def facts_for(names: Iterable[str], *, centre_id: int) -> dict[str, list[Shortfall]]:
    """The same of some facts only."""
    return {name: FACTS[name](centre_id) for name in names}
