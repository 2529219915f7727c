"""The second name under what somebody in training decided."""

from collections.abc import Sequence

from django.db import transaction

from milepost.assessment import facts, policies, queries, words
from milepost.assessment.models import Countersignature, Judgement
from milepost.assessment.words import CountersignVerdict, Verdict
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.portfolios import progress
from milepost.portfolios.models import Registration


@transaction.atomic
def countersign(
    registration: Registration, *, by: Actor, judgements: Sequence[Judgement], verdict: str, reason: str = ""
) -> list[Countersignature]:
    """Agree with decisions of somebody in training, so that they count; or not, with the reason, so that they are made anew."""
    row = progress.lock(registration)
    waiting = {one.judgement_id: one for one in queries.waiting_for_countersignature(registration)}
    why_not = policies.why_not_countersign(
        registration, by=by, judgements=judgements, waiting=waiting.keys(), verdict=verdict, reason=reason,
        fitness=facts.fitness(registration, by=by),
    )  # fmt: skip
    if why_not:
        raise Refused(why_not)
    now = clock.now()
    made = Countersignature.objects.bulk_create(
        Countersignature(countersigning=waiting[one.pk], verdict=verdict, reason=reason.strip(), signed_at=now, signed_by=by)
        for one in judgements
    )
    agreed = verdict == CountersignVerdict.AGREED
    for judgement in judgements:
        facts.mark(row, judgement, waits="" if agreed else "refused")
    progress.refresh(registration, row, acted_at=now)
    events.record(
        registration.stream,
        words.JUDGEMENTS_COUNTERSIGNED,
        by=by,
        args={
            "registration": registration.uuid,
            "verdict": verdict,
            "met": [j.target for j in judgements if j.verdict == Verdict.MET],
            "not_yet": [j.target for j in judgements if j.verdict == Verdict.NOT_YET],
            "ask": [j.target for j in judgements if j.verdict == Verdict.ASK],
            "judgements": [j.uuid for j in judgements],
        },
        personal={"reason": reason.strip()},
        rows=made,
    )
    return made
