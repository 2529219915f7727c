"""What keeps the procedure honest: steps that are late are told of, and the way outside is as the quality manager says it."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.concerns import policies, queries, words
from milepost.concerns.models import Case, CaseLate, OutsideOffices
from milepost.people.models import Centre


@transaction.atomic
def note_late(case: Case, *, by: Actor, step: str, for_long: bool) -> CaseLate:
    """Note that a step is late, once for each caseworker, so that they hear of it; for long, so that others do."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    told = held.late.filter(step=step, for_long=for_long, caseworker=held.caseworker_id).exists()
    due = not told and held.caseworker_id == case.caseworker_id
    if reason := policies.why_not_note_late(held, by=by, due=due, again=queries.wrote_again(held)):
        raise Refused(reason)
    noted = CaseLate.objects.create(
        case=held, step=step, for_long=for_long, caseworker_id=held.caseworker_id, noted_at=clock.now(), noted_by=by
    )
    events.record(
        held.stream, words.CASE_STEP_LATE, by=by, centre_id=held.centre_id, args={"case": held.uuid, "step": step, "for_long": for_long}
    )
    return noted


@transaction.atomic
def keep_offices(centre: Centre, *, by: Actor, offices: Sequence[Mapping[str, str]] | None) -> OutsideOffices | None:
    """Say who outside may be asked. None goes back to those that ship."""
    if reason := policies.why_not_keep_offices(by=by, offices=offices):
        raise Refused(reason)
    events.record(
        f"procedure:{centre.uuid}", words.OFFICES_KEPT, by=by, centre_id=centre.pk, args={"offices": [one["name"] for one in offices or ()]}
    )
    if offices is None:
        OutsideOffices.objects.filter(centre=centre).delete()
        return None
    kept, _ = OutsideOffices.objects.update_or_create(
        centre=centre, defaults={"offices": [dict(one) for one in offices], "kept_at": clock.now(), "kept_by": by}
    )
    return kept
