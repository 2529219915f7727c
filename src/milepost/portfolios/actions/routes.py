"""What a route is worked out from, said by the learner or the assessor; rules lifted for one learner."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.portfolios import policies, progress, queries, words
from milepost.portfolios.models import Registration, RouteWish, Waiver


@transaction.atomic
def say_wishes(
    registration: Registration,
    *,
    by: Actor,
    job: str = "",
    hours_a_week: Decimal | None = None,
    finish_by: date | None = None,
    pathway: str = "",
    preferred: Sequence[str] = (),
    impossible: Sequence[str] = (),
    come_by: Mapping[str, str] | None = None,
) -> RouteWish:
    """Say the job, the hours a week, what is wished and what is impossible. The newest word counts."""
    come_by = dict(come_by or {})
    progress.lock(registration)
    if reason := policies.why_not_say_wishes(
        registration,
        by=by,
        hours_a_week=hours_a_week,
        finish_by=finish_by,
        pathway=pathway,
        units=[*preferred, *impossible],
        come_by=come_by,
    ):
        raise Refused(reason)
    wish, _made = RouteWish.objects.update_or_create(
        registration=registration,
        defaults={
            "job": job.strip(), "hours_a_week": hours_a_week, "finish_by": finish_by, "pathway": pathway, "preferred": list(preferred),
            "impossible": [key for key in impossible if key not in preferred], "come_by": come_by, "said_at": clock.now(), "said_by": by,
        },
    )  # fmt: skip
    events.record(
        registration.stream,
        words.WISHES_SAID,
        by=by,
        args={
            "registration": registration.uuid, "hours_a_week": str(hours_a_week) if hours_a_week is not None else None, "finish_by": finish_by,
            "pathway": pathway, "preferred": wish.preferred, "impossible": wish.impossible, "come_by": come_by,
        },
        personal={"job": wish.job},
    )  # fmt: skip
    return wish


@transaction.atomic
def waive_rule(registration: Registration, *, by: Actor, rule: str, reason: str, signed_by: str, until: date | None = None) -> Waiver:
    """Note that the awarding organisation lifts a rule of combination for this learner."""
    progress.lock(registration)
    standing = {one.rule: one for one in registration.waivers.filter(ended_at=None)}
    waived = {label for label, one in standing.items() if queries.holds(one)}
    if refusal := policies.why_not_waive_rule(
        registration, by=by, rule=rule, reason=reason, signed_by=signed_by, until=until, waived=waived
    ):
        raise Refused(refusal)
    if rule in standing:  # its last day has passed, and nobody ended it
        _end(standing[rule], by)
    waiver = Waiver.objects.create(
        centre_id=registration.centre_id, registration=registration, rule=rule, reason=reason.strip(), signed_by=signed_by.strip(),
        until=until, given_at=clock.now(), given_by=by,
    )  # fmt: skip
    args = {"registration": registration.uuid, "waiver": waiver.uuid, "rule": rule, "until": until}
    events.record(
        registration.stream, words.RULE_WAIVED, by=by, args=args, personal={"reason": waiver.reason, "signed_by": waiver.signed_by}
    )
    return waiver


def _end(waiver: Waiver, by: Actor) -> None:
    waiver.ended_at, waiver.ended_by = clock.now(), by
    waiver.save(update_fields=["ended_at", "ended_by"])


@transaction.atomic
def end_waiver(waiver: Waiver, *, by: Actor) -> Waiver:
    """The rule holds again for this learner."""
    progress.lock(waiver.registration)
    waiver.refresh_from_db(fields=["ended_at"])
    if reason := policies.why_not_end_waiver(waiver, by=by):
        raise Refused(reason)
    _end(waiver, by)
    args = {"registration": waiver.registration.uuid, "waiver": waiver.uuid, "rule": waiver.rule}
    events.record(waiver.registration.stream, words.WAIVER_ENDED, by=by, args=args)
    return waiver
