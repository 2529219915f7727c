"""Patterns: what a case was about, which policy changes because of it, and whether that worked."""

from datetime import date

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.concerns import policies, queries, words
from milepost.concerns.models import Case, CaseTheme, PolicyChange
from milepost.people.models import Centre


@transaction.atomic
def say_theme(case: Case, *, by: Actor, theme: str, cause: str) -> CaseTheme:
    """Say what a closed case was about and why it came to it. The journal holds neither."""
    if reason := policies.why_not_say_theme(case, by=by):
        raise Refused(reason)
    said, _ = CaseTheme.objects.update_or_create(
        case=case, defaults={"theme": theme, "cause": cause, "said_at": clock.now(), "said_by": by}
    )
    events.record(case.stream, words.CASE_THEME_SAID, by=by, centre_id=case.centre_id, args={"case": case.uuid})
    return said


@transaction.atomic
def change_policy(
    centre: Centre, *, by: Actor, theme: str, policy: str, benefits: str, drawbacks: str, from_on: date, look_on: date
) -> PolicyChange:
    """Write down that a policy changes because of a pattern, and when somebody looks whether it worked."""
    if reason := policies.why_not_change_policy(by=by, from_on=from_on, look_on=look_on):
        raise Refused(reason)
    change = PolicyChange.objects.create(
        centre=centre, theme=theme, policy=policy, benefits=benefits, drawbacks=drawbacks, from_on=from_on, look_on=look_on,
        changed_at=clock.now(), changed_by=by,
    )  # fmt: skip
    args = {"change": change.uuid, "theme": theme, "policy": policy}
    events.record(f"procedure:{centre.uuid}", words.POLICY_CHANGED, by=by, centre_id=centre.pk, args=args)
    return change


@transaction.atomic
def note_policy_due(change: PolicyChange, *, by: Actor) -> PolicyChange:
    """Note that the day has come on which one looks whether a change worked; who keeps quality is told. Once."""
    change = PolicyChange.objects.select_for_update(of=("self",)).select_related("centre").get(pk=change.pk)
    noted = str(change.uuid) in queries.policies_noted(change.centre_id)
    if reason := policies.why_not_note_policy_due(change, by=by, noted=noted):
        raise Refused(reason)
    args = {"change": change.uuid, "policy": change.policy}
    events.record(f"procedure:{change.centre.uuid}", words.POLICY_FELL_DUE, by=by, centre_id=change.centre_id, args=args)
    return change


@transaction.atomic
def judge_policy(change: PolicyChange, *, by: Actor, worked: bool, found: str) -> PolicyChange:
    """Say whether a change worked, and what shows it."""
    change = PolicyChange.objects.select_for_update(of=("self",)).select_related("centre").get(pk=change.pk)
    if reason := policies.why_not_judge_policy(change, by=by):
        raise Refused(reason)
    change.worked, change.found, change.judged_at, change.judged_by = worked, found, clock.now(), by
    change.save(update_fields=["worked", "found", "judged_at", "judged_by"])
    args = {"change": change.uuid, "worked": worked}
    events.record(f"procedure:{change.centre.uuid}", words.POLICY_JUDGED, by=by, centre_id=change.centre_id, args=args)
    return change
