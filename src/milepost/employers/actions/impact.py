"""Whether it helped: the check at the agreed day, what learners and managers say by letter, the figures of a return."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import policies, queries, words
from milepost.employers.actions.needs import THOUSANDTH, issue_as_it_stands
from milepost.employers.models import (
    Assumption,
    BusinessIssue,
    ImpactCheck,
    ImpactLetter,
    ImpactView,
    Measurement,
    PastSeries,
    Proposal,
    ProposalVersion,
)
from milepost.employers.recording import locked, record
from milepost.portfolios.models import Registration

GOOD_FOR = timedelta(days=30)


def checks_planned(version: ProposalVersion, days: list[date], by: Actor) -> list[ImpactCheck]:
    """The rows of the checks that an accepted version agrees."""
    file, now = version.proposal.file, clock.now()
    before = version.impact_checks.count()
    return [
        ImpactCheck.objects.create(file=file, version=version, number=before + n, due_on=day, planned_at=now, planned_by=by)
        for n, day in enumerate(days, start=1)
    ]


@transaction.atomic
def plan_impact_check(proposal: Proposal, *, by: Actor, due_on: date | None) -> ImpactCheck:
    """Agree a further day on which one looks whether it helped."""
    locked(proposal.file)
    accepted = queries.accepted_version(proposal)
    if reason := policies.why_not_plan_impact_check(proposal, by=by, due_on=due_on, accepted=accepted):
        raise Refused(reason)
    assert accepted is not None and due_on is not None
    [check] = checks_planned(accepted, [due_on], by)
    _told(check, words.IMPACT_PLANNED, by=by, due_on=due_on)
    return check


def _told(check: ImpactCheck, name: str, *, by: Actor, personal: Mapping[str, Any] | None = None, rows: Any = (), **args: Any) -> None:
    about = {"impact": check.uuid, "number": check.number, "proposal": check.version.proposal.uuid, **args}
    record(check.file, name, by=by, args=about, personal={"title": check.version.title, **(personal or {})}, rows=rows)


def _held(check: ImpactCheck) -> ImpactCheck:
    locked(check.file)
    return ImpactCheck.objects.select_related("file__employer", "file__centre", "version__proposal__file").get(pk=check.pk)


@transaction.atomic
def move_impact_check(check: ImpactCheck, *, by: Actor, due_on: date | None, reason: str) -> ImpactCheck:
    """Another day, with the reason: it had been agreed."""
    check = _held(check)
    if refusal := policies.why_not_move_impact_check(check, by=by, due_on=due_on, reason=reason):
        raise Refused(refusal)
    assert due_on is not None
    before, check.due_on, check.reminded_at = check.due_on, due_on, None
    check.save(update_fields=["due_on", "reminded_at"])
    _told(check, words.IMPACT_MOVED, by=by, personal={"reason": reason.strip()[:300]}, before=before, due_on=due_on)
    return check


@transaction.atomic
def call_off_impact_check(check: ImpactCheck, *, by: Actor, reason: str) -> ImpactCheck:
    """Nobody looks on that day after all."""
    check = _held(check)
    if refusal := policies.why_not_call_off_impact_check(check, by=by, reason=reason):
        raise Refused(refusal)
    check.called_off, check.conclusion, check.closed_at, check.closed_by = True, reason.strip(), clock.now(), by
    check.save(update_fields=["called_off", "conclusion", "closed_at", "closed_by"])
    _told(check, words.IMPACT_CALLED_OFF, by=by, personal={"reason": check.conclusion})
    return check


@transaction.atomic
def remind_of_impact_check(check: ImpactCheck, *, by: Actor) -> ImpactCheck:
    """The agreed day has come: who owns the employer is told, and a clock may run."""
    check = _held(check)
    if reason := policies.why_not_remind_of_impact_check(check, by=by):
        raise Refused(reason)
    check.reminded_at = clock.now()
    check.save(update_fields=["reminded_at"])
    _told(check, words.IMPACT_FELL_DUE, by=by, due_on=check.due_on)
    return check


@transaction.atomic
def ask_view(
    check: ImpactCheck, *, by: Actor, party: str, name: str, email: str, registration: Registration | None = None
) -> ImpactLetter:  # fmt: skip
    """Ask a learner or their manager by a link that counts once and needs no account."""
    check = _held(check)
    asked = [one.email for one in check.letters.filter(withdrawn_at=None)]
    if reason := policies.why_not_ask_view(check, by=by, party=party, name=name, email=email, registration=registration, asked=asked):
        raise Refused(reason)
    letter = _sent(check, by=by, party=party, name=name.strip()[:150], email=email.strip(), registration=registration)
    _told(check, words.IMPACT_ASKED, by=by, personal={"to": letter.name}, letters=[letter.uuid], party=party)
    return letter


def _sent(check: ImpactCheck, *, by: Actor, party: str, name: str, email: str, registration: Registration | None) -> ImpactLetter:
    letter = ImpactLetter(
        impact=check, party=party, registration=registration, name=name, email=email, sent_at=clock.now(), sent_by=by,
        expires_on=clock.today() + GOOD_FOR,
    )  # fmt: skip
    tokens.seal(letter, queries.impact_token(letter.uuid))
    return letter


def _letter_held(letter: ImpactLetter) -> tuple[ImpactCheck, ImpactLetter, bool]:
    """The check, its letter, and whether that was answered, as they stand now."""
    check = _held(letter.impact)
    letter = ImpactLetter.objects.select_related("registration").get(pk=letter.pk)
    return check, letter, ImpactView.objects.filter(letter=letter).exists()


def _ended(letter: ImpactLetter, by: Actor) -> None:
    letter.withdrawn_at, letter.withdrawn_by = clock.now(), by
    letter.save(update_fields=["withdrawn_at", "withdrawn_by"])


@transaction.atomic
def ask_view_again(letter: ImpactLetter, *, by: Actor) -> ImpactLetter:
    """Send the question to the same address again, by a new link. The old one opens nothing from now on."""
    check, letter, answered = _letter_held(letter)
    if reason := policies.why_not_ask_view_again(check, letter, by=by, answered=answered):
        raise Refused(reason)
    _ended(letter, by)
    again = _sent(check, by=by, party=letter.party, name=letter.name, email=letter.email, registration=letter.registration)
    about: dict[str, Any] = {"letters": [again.uuid], "instead_of": [letter.uuid], "party": again.party}
    _told(check, words.IMPACT_ASKED_AGAIN, by=by, personal={"to": again.name}, **about)
    return again


@transaction.atomic
def take_back_view(letter: ImpactLetter, *, by: Actor) -> ImpactLetter:
    """Nobody is asked by this link any more: it opens nothing from now on."""
    check, letter, answered = _letter_held(letter)
    if reason := policies.why_not_take_back_view(check, letter, by=by, answered=answered):
        raise Refused(reason)
    _ended(letter, by)
    _told(check, words.IMPACT_ASKING_TAKEN_BACK, by=by, personal={"to": letter.name}, letter=letter.uuid)
    return letter


@transaction.atomic
def give_view(letter: ImpactLetter, *, by: Actor, given: Mapping[str, Any]) -> ImpactView:
    """A learner or a manager says whether it helped, once. `given`: name, useful, doing, example, hinders, recommend, shares."""
    check = _held(letter.impact)
    letter = ImpactLetter.objects.select_related("impact__version__proposal", "sent_by").get(pk=letter.pk)
    answered = ImpactView.objects.filter(letter=letter).exists()
    if reason := policies.why_not_give_view(letter, by=by, given=given, answered=answered):
        raise Refused(reason)
    view = ImpactView.objects.create(
        letter=letter, name=str(given["name"]).strip()[:150], useful=given["useful"], doing=given["doing"],
        example=str(given.get("example", "")).strip(), hinders=str(given.get("hinders", "")).strip(), recommend=given["recommend"],
        shares={str(number): share for number, share in given.get("shares", {}).items()}, given_at=clock.now(), given_by=by,
    )  # fmt: skip
    _told(check, words.IMPACT_SAID, by=by, personal={"name": view.name}, rows=[view], party=letter.party)
    return view


@transaction.atomic
def close_impact_check(check: ImpactCheck, *, by: Actor, conclusion: str, uncounted: str = "") -> ImpactCheck:
    """Say what came of it. What was not counted again needs a reason."""
    check = _held(check)
    counted = set(check.measurements.values_list("issue", flat=True))
    missing = [one.measure for one in queries.issues_served(check.version) if one.pk not in counted and one.closed_at is None]
    if reason := policies.why_not_close_impact_check(check, by=by, conclusion=conclusion, uncounted=uncounted, missing=missing):
        raise Refused(reason)
    check.conclusion, check.uncounted, check.closed_at, check.closed_by = conclusion.strip(), uncounted.strip()[:300], clock.now(), by
    check.save(update_fields=["conclusion", "uncounted", "closed_at", "closed_by"])
    _told(check, words.IMPACT_CLOSED, by=by, personal={"text": check.conclusion}, counted=len(counted), uncounted=len(missing))
    return check


@transaction.atomic
def begin_series(
    issue: BusinessIssue, *, by: Actor, measure: str, unit: str, baseline: Decimal | None, baseline_on: date | None, target: Decimal | None,
    target_on: date | None, reason: str,
) -> BusinessIssue:  # fmt: skip
    """It is counted in another unit from now on: what was counted so far stays as it was, and a new series begins."""
    issue = issue_as_it_stands(issue)
    if refusal := policies.why_not_begin_series(
        issue,
        by=by,
        measure=measure,
        unit=unit,
        baseline=baseline,
        baseline_on=baseline_on,
        target=target,
        target_on=target_on,
        reason=reason,
    ):
        raise Refused(refusal)
    assert baseline is not None and baseline_on and target is not None and target_on
    past = issue.past_series.order_by("-number").first()
    newest = Measurement.objects.filter(issue=issue, pk__gt=(past.last_id or 0) if past else 0).order_by("-pk").first()
    old = PastSeries.objects.create(
        issue=issue, number=past.number + 1 if past else 1, measure=issue.measure, unit=issue.unit,
        baseline=issue.baseline.quantize(THOUSANDTH), baseline_on=issue.baseline_on, target=issue.target.quantize(THOUSANDTH),
        target_on=issue.target_on, last=newest or (past.last if past else None), reason=reason.strip()[:300], ended_at=clock.now(), ended_by=by,
    )  # fmt: skip
    issue.measure, issue.unit, issue.baseline, issue.baseline_on = measure.strip()[:200], unit.strip()[:40], baseline, baseline_on
    issue.target, issue.target_on = target, target_on
    issue.save(update_fields=["measure", "unit", "baseline", "baseline_on", "target", "target_on"])
    args = {"issue": issue.uuid, "number": issue.number, "series": old.uuid}
    personal = {"title": issue.title, "before": old.unit, "after": issue.unit, "reason": old.reason}
    record(issue.file, words.SERIES_BEGUN, by=by, args=args, personal=personal, rows=[old])
    return issue


@transaction.atomic
def state_assumption(
    proposal: Proposal, *, by: Actor, kind: str, value: Decimal | None, said_by: str, said_on: date | None, issue: BusinessIssue | None = None,
    note: str = "",
) -> Assumption:  # fmt: skip
    """A figure of the return, with who stated it. What was stated before is kept."""
    file = locked(proposal.file)
    if reason := policies.why_not_state_assumption(proposal, by=by, kind=kind, value=value, said_by=said_by, said_on=said_on, issue=issue):
        raise Refused(reason)
    assert value is not None and said_on is not None
    stated = Assumption.objects.create(
        proposal=proposal, issue=issue, kind=kind, value=value.quantize(THOUSANDTH), said_by=said_by.strip()[:150], said_on=said_on,
        note=note.strip()[:300], made_at=clock.now(), made_by=by,
    )  # fmt: skip
    args = {"proposal": proposal.uuid, "kind": kind, "issue": issue.uuid if issue else None, "assumption": stated.uuid}
    record(file, words.ASSUMPTION_STATED, by=by, args=args, personal={"title": proposal.title, "name": stated.said_by}, rows=[stated])
    return stated
