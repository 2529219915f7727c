"""What an employer needs: the conversation written down and signed, the business issues and their measures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from milepost.base import clock
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import policies, words
from milepost.employers.guide import answered
from milepost.employers.models import BusinessIssue, EmployerFile, ImpactCheck, Measurement, NeedsAnalysis
from milepost.employers.recording import locked, record

OF_ISSUE = ("title", "hurts", "measure", "unit", "baseline", "baseline_on", "target", "target_on")

THOUSANDTH = Decimal("0.001")  # as the table keeps a measure: its digest must come out the same when it is read again


@transaction.atomic
def open_needs(file: EmployerFile, *, by: Actor) -> NeedsAnalysis:
    """Begin a conversation about what the employer needs."""
    file = locked(file)
    still_open = file.analyses.filter(signed_at=None).first()
    if reason := policies.why_not_open_needs(file, by=by, still_open=still_open):
        raise Refused(reason)
    analysis = NeedsAnalysis.objects.create(file=file, number=file.analyses.count() + 1, opened_at=clock.now(), opened_by=by)
    record(file, words.NEEDS_OPENED, by=by, args={"needs": analysis.uuid, "number": analysis.number})
    return analysis


def _held(analysis: NeedsAnalysis) -> NeedsAnalysis:
    locked(analysis.file)
    return NeedsAnalysis.objects.select_related("file__employer", "file__centre").get(pk=analysis.pk)


@transaction.atomic
def write_needs(analysis: NeedsAnalysis, *, by: Actor, given: Mapping[str, Any]) -> NeedsAnalysis:
    """Keep what was said in the conversation, by question."""
    analysis, answers = _held(analysis), answered(given)
    if reason := policies.why_not_write_needs(analysis, by=by, answers=answers):
        raise Refused(reason)
    changed = sorted(key for key in {*answers, *analysis.answers} if answers.get(key) != analysis.answers.get(key))
    analysis.answers, analysis.written_at, analysis.written_by = answers, clock.now(), by
    analysis.save(update_fields=["answers", "written_at", "written_by"])
    args = {"needs": analysis.uuid, "number": analysis.number, "changed": changed}
    record(analysis.file, words.NEEDS_WRITTEN, by=by, args=args, personal={"answers": {key: answers.get(key, "") for key in changed}})
    return analysis


@transaction.atomic
def sign_needs(analysis: NeedsAnalysis, *, by: Actor, name: str) -> NeedsAnalysis:
    """The employer signs what was written down, on the device of who wrote it. From now on it stays as it is."""
    analysis = _held(analysis)
    issues = analysis.file.issues.filter(closed_at=None).count()
    if reason := policies.why_not_sign_needs(analysis, by=by, name=name, issues=issues):
        raise Refused(reason)
    analysis.signed_name, analysis.signed_at, analysis.signed_by = name.strip()[:150], clock.now(), by
    analysis.save(update_fields=["signed_name", "signed_at", "signed_by"])
    args = {"needs": analysis.uuid, "number": analysis.number, "issues": issues}
    record(analysis.file, words.NEEDS_SIGNED, by=by, args=args, personal={"name": analysis.signed_name})
    return analysis


@transaction.atomic
def note_issue(
    file: EmployerFile, *, by: Actor, title: str, measure: str, baseline: Decimal | None, target: Decimal | None, target_on: date | None,
    unit: str = "", hurts: str = "", baseline_on: date | None = None, analysis: NeedsAnalysis | None = None,
) -> BusinessIssue:  # fmt: skip
    """Note something that should change, with how one would see that it did: the measure, where it stands, where it should."""
    file, baseline_on = locked(file), baseline_on or clock.today()
    if reason := policies.why_not_note_issue(
        file, by=by, title=title, measure=measure, baseline=baseline, baseline_on=baseline_on, target=target, target_on=target_on
    ):
        raise Refused(reason)
    assert baseline is not None and target is not None and target_on
    issue = BusinessIssue.objects.create(
        file=file, analysis=analysis, number=file.issues.count() + 1, title=title.strip()[:200], hurts=hurts.strip(),
        measure=measure.strip()[:200], unit=unit.strip()[:40], baseline=baseline, baseline_on=baseline_on, target=target, target_on=target_on,
        noted_at=clock.now(), noted_by=by,
    )  # fmt: skip
    args = {"issue": issue.uuid, "number": issue.number, "target_on": target_on}
    record(file, words.ISSUE_NOTED, by=by, args=args, personal={"title": issue.title, "measure": issue.measure})
    return issue


def issue_as_it_stands(issue: BusinessIssue) -> BusinessIssue:
    """The business issue read anew, its employer held for the rest of the transaction."""
    locked(issue.file)
    return BusinessIssue.objects.select_related("file__employer", "file__centre").get(pk=issue.pk)


@transaction.atomic
def change_issue(issue: BusinessIssue, *, by: Actor, given: Mapping[str, Any]) -> BusinessIssue:
    """Put a business issue into better words, or its numbers right. What was sent in a proposal stays as it was."""
    issue = issue_as_it_stands(issue)
    if reason := policies.why_not_change_issue(issue, by=by, given=given):
        raise Refused(reason)
    before = {name: str(getattr(issue, name)) for name in OF_ISSUE}
    for name in OF_ISSUE:
        value = given[name]
        setattr(issue, name, value.strip() if isinstance(value, str) else value)
    issue.save(update_fields=[*OF_ISSUE])
    changed = [name for name in OF_ISSUE if str(getattr(issue, name)) != before[name]]
    args = {"issue": issue.uuid, "number": issue.number, "changed": changed}
    record(issue.file, words.ISSUE_CHANGED, by=by, args=args, personal={"title": issue.title, "before": before})
    return issue


@transaction.atomic
def close_issue(issue: BusinessIssue, *, by: Actor, reason: str) -> BusinessIssue:
    """A business issue that is settled, or that matters no more."""
    issue = issue_as_it_stands(issue)
    if refusal := policies.why_not_close_issue(issue, by=by, reason=reason):
        raise Refused(refusal)
    issue.closed_at, issue.closed_by, issue.closed_reason = clock.now(), by, reason.strip()[:300]
    issue.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    args = {"issue": issue.uuid, "number": issue.number}
    record(issue.file, words.ISSUE_CLOSED, by=by, args=args, personal={"title": issue.title, "reason": issue.closed_reason})
    return issue


@transaction.atomic
def measure_issue(
    issue: BusinessIssue, *, by: Actor, value: Decimal, unit: str, measured_on: date, share: int | None = None, said_by: str = "",
    note: str = "", check: ImpactCheck | None = None,
) -> Measurement:  # fmt: skip
    """The same measure again, and what the employer puts down to the work with us where they were asked; `check`: where it was due."""
    issue = issue_as_it_stands(issue)
    check = ImpactCheck.objects.get(pk=check.pk) if check else None
    if reason := policies.why_not_measure_issue(
        issue, by=by, unit=unit, measured_on=measured_on, share=share, said_by=said_by, check=check
    ):
        raise Refused(reason)
    measurement = Measurement.objects.create(
        issue=issue, value=value.quantize(THOUSANDTH), unit=unit.strip(), measured_on=measured_on, share=share, said_by=said_by.strip()[:150], note=note.strip(),
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    args = {"issue": issue.uuid, "number": issue.number, "measurement": measurement.uuid, "measured_on": measured_on}
    if check is not None:
        check.measurements.add(measurement)
        args["impact"] = check.uuid
    record(issue.file, words.ISSUE_MEASURED, by=by, args=args, personal={"title": issue.title}, rows=[measurement])
    return measurement
