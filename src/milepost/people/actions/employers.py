"""What lists say of an employer: noted beside what is known, and never over it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from milepost.base import events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people import policies, words
from milepost.people.models import Organisation

ALSO = "also"  # what else was said, by field: other spellings, further numbers


def noted(known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is known with what a list says put beside it: empty places are filled, what differs is kept under `also`."""
    found: dict[str, Any] = {**known, ALSO: {key: list(values) for key, values in known.get(ALSO, {}).items()}}
    for key, value in said.items():
        for one in [value] if key != ALSO else []:
            if not found.get(key):
                found[key] = one
            elif found[key] != one and one not in found[ALSO].get(key, []):
                found[ALSO].setdefault(key, []).append(one)
    for key, values in said.get(ALSO, {}).items():
        for one in values:
            if one != found.get(key) and one not in found[ALSO].get(key, []):
                found[ALSO].setdefault(key, []).append(one)
    if not found[ALSO]:
        del found[ALSO]
    return found


def replaced(known: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Any]:
    """What is known with what somebody says now in its place: what it says no more is kept under `also`, so that a list is still matched by it."""
    found: dict[str, Any] = {**known, ALSO: {key: list(values) for key, values in known.get(ALSO, {}).items()}}
    for key, value in said.items():
        before = found.get(key)
        if not value or before == value:
            continue
        found[key] = value
        also = [one for one in [*found[ALSO].get(key, []), *([before] if before else [])] if one != value]
        found[ALSO][key] = list(dict.fromkeys(also))
    found[ALSO] = {key: values for key, values in found[ALSO].items() if values}
    if not found[ALSO]:
        del found[ALSO]
    return found


@transaction.atomic
def note_particulars(employer: Organisation, *, by: Actor, said: Mapping[str, Any]) -> Organisation:
    """Note what a list says of an employer: address, telephone, website, company number, what else stood in the line."""
    employer = Organisation.objects.select_for_update().get(pk=employer.pk)
    if reason := policies.why_not_note_particulars(employer, by=by):
        raise Refused(reason)
    before, employer.particulars = employer.particulars, noted(employer.particulars, said)
    employer.save(update_fields=["particulars"])
    changed = sorted(key for key, value in employer.particulars.items() if before.get(key) != value)
    assert employer.centre
    events.record(
        f"people:{employer.centre.uuid}", words.PARTICULARS_NOTED, by=by, centre_id=employer.centre_id,
        args={"organisation": employer.uuid, "changed": changed}, personal={"name": employer.name, "said": dict(said)},
    )  # fmt: skip
    return employer
