"""Where a learner works, and when: what a visit has to fit."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.portfolios import policies, progress, words
from milepost.portfolios.models import Registration, Workplace


@transaction.atomic
def keep_workplace(
    registration: Registration, *, by: Actor, place: str, shifts: Sequence[Mapping[str, Any]] = (), note: str = ""
) -> Workplace:
    """Say where the learner works and in which shifts, in place of what was said before."""
    progress.lock(registration)
    if reason := policies.why_not_keep_workplace(registration, by=by, place=place, shifts=shifts, note=note):
        raise Refused(reason)
    kept = sorted(({"day": one["day"], "from": one["from"], "to": one["to"]} for one in shifts), key=lambda one: (one["day"], one["from"]))
    workplace, _made = Workplace.objects.update_or_create(
        registration=registration,
        defaults={"place": place.strip(), "shifts": kept, "note": note.strip(), "kept_at": clock.now(), "kept_by": by},
    )
    events.record(
        registration.stream,
        words.WORKPLACE_KEPT,
        by=by,
        args={"registration": registration.uuid, "shifts": len(kept)},
        personal={"place": workplace.place, "shifts": kept, "note": workplace.note},
    )
    return workplace
