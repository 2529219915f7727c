"""Files of employers and the journey that they walk; employers who are one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from milepost.base import clock, events
from milepost.base.events import canonical, sha256
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import consensus, facts, policies, queries, words
from milepost.employers.models import EmployerFile, EmployerMerge, Handover, JourneyVersion, Ownership, StagePassed
from milepost.employers.recording import locked, record
from milepost.people.actions.employers import replaced
from milepost.people.models import Centre, Organisation

# By what a list calls it: where the file has it, and how much fits.
PLACES = {
    "postcode": ("postcode", 12), "website": ("website", 200), "contact": ("contact_name", 150), "phone": ("contact_phone", 40),
    "email": ("contact_email", 254),
}  # fmt: skip
DESCRIBED = ("does", "sector", "size", "sites", "postcode", "website", "contact_name", "contact_email", "contact_phone")


@transaction.atomic
def open_file(employer: Organisation, *, by: Actor) -> EmployerFile:
    """Open the file of an employer, at the first stage of the journey. Who opens it owns it until somebody else accepts."""
    employer = Organisation.objects.select_for_update().get(pk=employer.pk)  # a form sent twice opens once
    has = EmployerFile.objects.filter(employer=employer).first()
    if reason := policies.why_not_open_file(employer, by=by, has=has):
        raise Refused(reason)
    assert employer.centre_id and by.person
    now, stage = clock.now(), queries.journey_at(employer.centre_id).stages[0]
    file = EmployerFile.objects.create(
        centre_id=employer.centre_id,
        employer=employer,
        stage=stage.key,
        stage_since=now,
        opened_at=now,
        opened_by=by,
        **_as_listed(employer.particulars),
    )
    owns = Ownership.objects.create(file=file, person=by.person, since=now, made_by=by)
    args = {"organisation": employer.uuid, "stage": stage.key, "owner": by.person.uuid}
    record(file, words.FILE_OPENED, by=by, args=args, personal={"name": employer.name}, rows=[owns])
    return file


def _as_listed(particulars: Mapping[str, Any]) -> dict[str, str]:
    """What a list said of an employer, for the places that its file has for it; what does not fit there stays where it is."""
    said = {place: (str(particulars.get(name, "")), longest) for name, (place, longest) in PLACES.items() if name != "email"}
    fits = {place: text for place, (text, longest) in said.items() if len(text) <= longest}
    email = str(particulars.get("email", ""))
    try:
        validate_email(email)
    except ValidationError:
        return fits
    return fits | ({"contact_email": email} if len(email) <= 254 else {})


@transaction.atomic
def describe_file(file: EmployerFile, *, by: Actor, given: Mapping[str, Any]) -> EmployerFile:
    """Say what the employer does, how large it is, where, and whom to speak to."""
    file = locked(file)
    if reason := policies.why_not_describe_file(file, by=by, given=given):
        raise Refused(reason)
    changed = []
    for name in DESCRIBED:
        value = given.get(name, getattr(file, name))
        value = value.strip() if isinstance(value, str) else value
        if value != getattr(file, name):
            changed.append(name)
            setattr(file, name, value)
    file.save(update_fields=[*DESCRIBED])
    _known_again(file, changed)
    personal = {name: getattr(file, name) for name in changed}
    record(file, words.FILE_DESCRIBED, by=by, args={"changed": changed}, personal=personal)
    return file


def _known_again(file: EmployerFile, changed: Sequence[str]) -> None:
    """What is said here is what the next list is compared with."""
    said = {name: str(getattr(file, place)) for name, (place, _longest) in PLACES.items() if place in changed}
    if said:
        employer = Organisation.objects.select_for_update().get(pk=file.employer_id)
        employer.particulars = replaced(employer.particulars, said)
        employer.save(update_fields=["particulars"])


@transaction.atomic
def pass_stage(file: EmployerFile, *, by: Actor, seen: str, said: Mapping[str, str] | None = None) -> StagePassed:
    """Close the stage where the employer stands and go on to the next. `said` is by check how its owner says that it was shown."""
    file, said = locked(file), {key: text.strip() for key, text in (said or {}).items() if text.strip()}
    journey, parts = queries.journey_at(file.centre_id), queries.parts_of(file)
    stage = journey.at(file.stage)
    shown = queries.happened(parts, [name for check in stage.checks for name in check.events])
    owner = facts.owner_of(file, stage.juncture.key, facts.named_of([file]), facts.team_of(file.centre_id))
    lacks = consensus.lacks_at(stage, centre_id=file.centre_id)
    if reason := policies.why_not_pass_stage(file, by=by, journey=journey, owner=owner, happened=shown, said=said, seen=seen, lacks=lacks):
        raise Refused(reason)
    to, now = journey.after(stage.key), clock.now()
    assert to
    found: dict[str, str] = {}
    for check in stage.checks:
        event = next((shown[name] for name in check.events if name in shown), None)
        found[check.key] = f"event:{event.uuid}" if event else check.text if check.fact else said.get(check.key, "")
    passed = StagePassed.objects.create(
        file=file, stage=stage.key, to=to.key, journey=journey.number, shown=found, passed_at=now, passed_by=by
    )
    args = {"stage": stage.key, "to": to.key, "juncture": stage.juncture.key, "journey": journey.number, "since": file.stage_since}
    file.stage, file.stage_since = to.key, now
    file.save(update_fields=["stage", "stage_since"])
    record(file, words.STAGE_PASSED, by=by, args=args, personal={"said": said}, rows=[passed])
    return passed


@transaction.atomic
def return_stage(file: EmployerFile, *, by: Actor, to: str, reason: str) -> EmployerFile:
    """Go back to a stage that was passed too soon."""
    file = locked(file)
    journey = queries.journey_at(file.centre_id)
    if refusal := policies.why_not_return_stage(file, by=by, journey=journey, to=to, reason=reason):
        raise Refused(refusal)
    args = {"stage": file.stage, "to": to}
    file.stage, file.stage_since = to, clock.now()
    file.save(update_fields=["stage", "stage_since"])
    record(file, words.STAGE_RETURNED, by=by, args=args, personal={"reason": reason.strip()})
    return file


@transaction.atomic
def publish_journey(centre: Centre, *, by: Actor, document: Mapping[str, Any]) -> JourneyVersion:
    """Set the centre's journey down anew. From now on it is the one that runs; who stands at a stage stays there."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    newest, digest = queries.newest_journey(centre.pk), sha256(canonical(document))
    stages = EmployerFile.objects.filter(centre=centre, merged_into=None).values_list("stage", flat=True)
    if reason := policies.why_not_publish_journey(
        centre.pk, by=by, document=document, newest=newest, digest=digest, standing=Counter(stages)
    ):
        raise Refused(reason)
    version = JourneyVersion.objects.create(
        centre=centre,
        number=newest.number + 1 if newest else 1,
        document=document,
        digest=digest,
        published_at=clock.now(),
        published_by=by,
    )
    args = {"version": version.number, "stages": [stage["key"] for stage in document["stages"]]}
    events.record(f"journey:{centre.uuid}", words.JOURNEY_PUBLISHED, by=by, centre_id=centre.pk, args=args, rows=[version])
    return version


@transaction.atomic
def merge_employers(kept: EmployerFile, merged: EmployerFile, *, by: Actor, reason: str) -> EmployerMerge:
    """Two files are one employer: `kept` shows what both hold. Nothing is moved, so that they can be parted again."""
    kept, merged = locked(kept), locked(merged)
    holds = EmployerFile.objects.filter(merged_into=merged).exists()
    if refusal := policies.why_not_merge_employers(kept, merged, by=by, reason=reason, holds=holds):
        raise Refused(refusal)
    now = clock.now()
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    Handover.objects.filter(file=merged, answered_at=None).update(answered_at=now, answered_by=by, accepted=False, reason=reason.strip())
    merge = EmployerMerge.objects.create(
        centre_id=kept.centre_id, kept=kept, merged=merged, reason=reason.strip(), merged_at=now, merged_by=by
    )
    personal = {"name": merged.employer.name, "reason": merge.reason}
    record(kept, words.EMPLOYERS_MERGED, by=by, args={"merged": merged.uuid}, personal=personal)
    return merge


@transaction.atomic
def part_employers(merge: EmployerMerge, *, by: Actor) -> EmployerMerge:
    """They are two employers after all: each has again what was its own, and who owned it before owns it again."""
    kept, merged = locked(merge.kept), locked(merge.merged)
    merge.refresh_from_db(fields=["parted_at"])
    if reason := policies.why_not_part_employers(merge, by=by):
        raise Refused(reason)
    merge.parted_at, merge.parted_by = clock.now(), by
    merge.save(update_fields=["parted_at", "parted_by"])
    merged.merged_into = None
    if merged.stage not in (journey := queries.journey_at(merged.centre_id)).by_key:  # another journey runs since
        merged.stage = journey.stages[0].key
    merged.save(update_fields=["merged_into", "stage"])
    record(kept, words.EMPLOYERS_PARTED, by=by, args={"merged": merged.uuid}, personal={"name": merged.employer.name})
    return merge
