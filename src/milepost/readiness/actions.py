"""Setting the two dates, noting and finishing work, passing mileposts, setting checkpoints and judging anew."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.people.models import Centre
from milepost.readiness import facts, holding, policies, queries, roadfile, words
from milepost.readiness.models import Checkpoint, CheckpointJudged, MilepostPassed, RoadDates, RoadWork

TENTH = Decimal("0.1")


def _record(centre: Centre, name: str, *, by: Actor, args: Mapping[str, Any], **more: Any) -> Event:
    return events.record(f"readiness:{centre.uuid}", name, by=by, centre_id=centre.pk, args=args, **more)


def _outlook(centre: Centre) -> facts.Outlook:
    work = list(RoadWork.objects.filter(centre=centre))
    return facts.outlook(centre.pk, queries.dates_of(centre.pk), work)


@transaction.atomic
def set_dates(
    centre: Centre, *, by: Actor, register_by: date, ready_by: date, hours_a_week: Decimal, registered_on: date | None = None
) -> RoadDates:
    """Set the day to register, the day to be ready, and the hours that people have a week."""
    if reason := policies.why_not_set_dates(
        centre, by=by, register_by=register_by, ready_by=ready_by, hours_a_week=hours_a_week, registered_on=registered_on
    ):
        raise Refused(reason)
    made = RoadDates.objects.create(
        centre=centre, register_by=register_by, ready_by=ready_by, hours_a_week=hours_a_week.quantize(TENTH), registered_on=registered_on,
        set_at=clock.now(), set_by=by,
    )  # fmt: skip
    _record(centre, words.DATES_SET, by=by, args={"register_by": register_by, "ready_by": ready_by}, rows=[made])
    return made


@transaction.atomic
def note_work(centre: Centre, *, by: Actor, milepost: str, what: str, hours: Decimal, known_on: date) -> RoadWork:
    """Note a piece of work towards a milepost."""
    if reason := policies.why_not_note_work(centre, by=by, milepost=milepost, what=what, hours=hours, known_on=known_on):
        raise Refused(reason)
    made = RoadWork.objects.create(
        centre=centre,
        milepost=milepost,
        what=what.strip(),
        hours=hours.quantize(TENTH),
        known_on=known_on,
        noted_at=clock.now(),
        noted_by=by,
    )
    _record(centre, words.WORK_NOTED, by=by, args={"work": made.uuid, "milepost": milepost, "hours": made.hours, "known_on": known_on})
    return made


@transaction.atomic
def finish_work(work: RoadWork, *, by: Actor, done_on: date) -> RoadWork:
    """Say that a piece of work is finished, and since when."""
    work = RoadWork.objects.select_for_update().get(pk=work.pk)
    if reason := policies.why_not_finish_work(work, by=by, done_on=done_on):
        raise Refused(reason)
    work.done_on, work.closed_at, work.closed_by = done_on, clock.now(), by
    work.save(update_fields=["done_on", "closed_at", "closed_by"])
    _record(work.centre, words.WORK_FINISHED, by=by, args={"work": work.uuid, "done_on": done_on})
    return work


@transaction.atomic
def drop_work(work: RoadWork, *, by: Actor) -> RoadWork:
    """Say that a piece of work is not needed, or was noted by mistake."""
    work = RoadWork.objects.select_for_update().get(pk=work.pk)
    if reason := policies.why_not_drop_work(work, by=by):
        raise Refused(reason)
    work.dropped_on, work.closed_at, work.closed_by = clock.today(), clock.now(), by
    work.save(update_fields=["dropped_on", "closed_at", "closed_by"])
    _record(work.centre, words.WORK_DROPPED, by=by, args={"work": work.uuid})
    return work


@transaction.atomic
def pass_milepost(centre: Centre, *, by: Actor, key: str, said: str) -> MilepostPassed:
    """Pass a milepost whose gate is open. Those before it come first."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    gate = next((one.gate for one in roadfile.shipped() if one.key == key), ())
    passed, held = queries.passed_of(centre.pk), holding.facts_for(gate, centre_id=centre.pk)
    if reason := policies.why_not_pass_milepost(centre, by=by, key=key, said=said, passed=passed, facts=held):
        raise Refused(reason)
    made = MilepostPassed.objects.create(centre=centre, milepost=key, said=said.strip(), passed_at=clock.now(), passed_by=by)
    _record(centre, words.MILEPOST_PASSED, by=by, args={"milepost": key, "gate": list(gate)}, rows=[made])
    return made


@transaction.atomic
def set_checkpoint(centre: Centre, *, by: Actor, on: date) -> Checkpoint:
    """Set a day on which one judges anew. What is forecast for it today stands with it for good."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    taken = set(Checkpoint.objects.filter(centre=centre).values_list("on", flat=True))
    if reason := policies.why_not_set_checkpoint(centre, by=by, on=on, taken=taken):
        raise Refused(reason)
    seen = _outlook(centre)
    made = Checkpoint.objects.create(
        centre=centre, on=on, expected=facts.expected_on(seen, on), chance=_chance(seen), set_at=clock.now(), set_by=by
    )
    _record(centre, words.CHECKPOINT_SET, by=by, args={"on": on, "expected": made.expected, "chance": made.chance}, rows=[made])
    return made


@transaction.atomic
def note_checkpoint_due(checkpoint: Checkpoint, *, by: Actor) -> Checkpoint:
    """Note that the day of a checkpoint has come; who keeps the road is told. Once."""
    checkpoint = Checkpoint.objects.select_for_update(of=("self",)).select_related("centre").get(pk=checkpoint.pk)
    judged = CheckpointJudged.objects.filter(checkpoint=checkpoint).exists()
    noted = str(checkpoint.uuid) in queries.checkpoints_noted(checkpoint.centre_id)
    if reason := policies.why_not_note_checkpoint_due(checkpoint, by=by, judged=judged, noted=noted):
        raise Refused(reason)
    _record(checkpoint.centre, words.CHECKPOINT_FELL_DUE, by=by, args={"checkpoint": checkpoint.uuid, "on": checkpoint.on})
    return checkpoint


@transaction.atomic
def judge_checkpoint(checkpoint: Checkpoint, *, by: Actor, said: str) -> CheckpointJudged:
    """Judge anew on the day of a checkpoint or after: what is so today, and what follows."""
    checkpoint = Checkpoint.objects.select_for_update().get(pk=checkpoint.pk)
    judged = CheckpointJudged.objects.filter(checkpoint=checkpoint).exists()
    if reason := policies.why_not_judge_checkpoint(checkpoint, by=by, judged=judged, said=said):
        raise Refused(reason)
    seen = _outlook(checkpoint.centre)
    made = CheckpointJudged.objects.create(
        checkpoint=checkpoint, was=seen.share, chance=_chance(seen), said=said.strip(), judged_at=clock.now(), judged_by=by
    )
    args = {"on": checkpoint.on, "was": made.was, "chance": made.chance}
    _record(checkpoint.centre, words.CHECKPOINT_JUDGED, by=by, args=args, rows=[made])
    return made


def _chance(seen: facts.Outlook) -> int | None:
    return seen.chance_by(seen.dates.ready_by) if seen.dates else None
