"""Two accounts that are one learner: what is one's becomes the other's, and can be put back exactly."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, Draft, Upload
from milepost.base.refusal import Refused
from milepost.people.models import Appointment, Centre, Interest, Invitation, Person
from milepost.portfolios import policies, progress, words
from milepost.portfolios.models import Merge, Registration, Workbook


@transaction.atomic
def merge_people(kept: Person, *, by: Actor, merged: Person, reason: str = "") -> Merge:
    """Make two accounts of one learner one: registrations, drafts and files on their way move, and the merged account is closed.

    Its address leads to the kept account from now on. What was moved is written down, so that it can be put back.
    """
    kept, merged = _locked(kept, merged)
    if refusal := policies.why_not_merge_people(kept, by=by, merged=merged):
        raise Refused(refusal)
    centre = Centre.objects.get(pk=by.at_centre)
    moved = _move(kept, merged, centre=centre, by=by)
    merge = Merge.objects.create(
        centre=centre, kept=kept, merged=merged, moved=moved, reason=reason.strip()[:300], made_at=clock.now(), made_by=by
    )
    events.record(
        f"people:{centre.uuid}", words.PEOPLE_MERGED, by=by, centre_id=centre.pk,
        args={"merge": merge.uuid, "kept": kept.uuid, "merged": merged.uuid, "registrations": moved["registrations"]},
        personal={"kept": kept.name, "merged": merged.name, "email": merged.email, "reason": merge.reason},
    )  # fmt: skip
    return merge


def _locked(*some: Person) -> list[Person]:
    """Both accounts as they stand now, held in one order whichever is kept."""
    held = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=[p.pk for p in some]).order_by("pk")}
    return [held[person.pk] for person in some]


def _move(kept: Person, merged: Person, *, centre: Centre, by: Actor) -> dict[str, Any]:
    """Move what is the merged learner's, and say what it was."""
    registrations = list(Registration.objects.filter(learner=merged, centre=centre).order_by("pk"))
    for registration in registrations:
        progress.lock(registration)
    Registration.objects.filter(pk__in=[one.pk for one in registrations]).update(learner=kept)
    appointments = list(Appointment.objects.filter(person=merged, centre=centre).exclude(ends_on__lt=clock.today()))
    letters = Invitation.objects.filter(appointment__in=appointments, accepted_at=None, withdrawn_at=None)
    drafts = Draft.objects.filter(person=merged).exclude(place__in=Draft.objects.filter(person=kept).values("place"))
    moved: dict[str, Any] = {
        "registrations": [str(one.uuid) for one in registrations],
        "appointments": [[str(one.uuid), one.ends_on.isoformat() if one.ends_on else None] for one in appointments],
        "invitations": [str(uuid) for uuid in letters.values_list("uuid", flat=True)],
        "drafts": list(drafts.values_list("pk", flat=True)),
        "uploads": [str(uuid) for uuid in Upload.objects.filter(person=merged, centre=centre).values_list("uuid", flat=True)],
        "interests": [str(uuid) for uuid in Interest.objects.filter(learner=merged, centre=centre).values_list("uuid", flat=True)],
        "workbooks": [str(uuid) for uuid in Workbook.objects.filter(owner=merged, centre=centre).values_list("uuid", flat=True)],
        "born_on": merged.born_on.isoformat() if merged.born_on and kept.born_on is None else None,
        "was_active": merged.is_active,
    }
    letters.update(withdrawn_at=clock.now(), withdrawn_by=by)
    Appointment.objects.filter(pk__in=[one.pk for one in appointments]).update(ends_on=clock.today() - timedelta(days=1))
    Draft.objects.filter(pk__in=moved["drafts"]).update(person=kept)
    Upload.objects.filter(uuid__in=moved["uploads"]).update(person=kept)
    Interest.objects.filter(uuid__in=moved["interests"]).update(learner=kept)
    Workbook.objects.filter(uuid__in=moved["workbooks"]).update(owner=kept)
    if moved["born_on"]:
        kept.born_on = merged.born_on
        kept.save(update_fields=["born_on"])
    merged.is_active, merged.merged_into = False, kept
    merged.save(update_fields=["is_active", "merged_into"])
    return moved


@transaction.atomic
def unmerge_people(merge: Merge, *, by: Actor) -> Merge:
    """Part two accounts that were merged: everything that moved goes back to where it was."""
    Merge.objects.select_for_update().get(pk=merge.pk)
    merge = Merge.objects.select_related("centre").get(pk=merge.pk)
    merge.kept, merge.merged = _locked(merge.kept, merge.merged)
    if refusal := policies.why_not_unmerge_people(merge, by=by):
        raise Refused(refusal)
    _put_back(merge)
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    events.record(
        f"people:{merge.centre.uuid}", words.PEOPLE_UNMERGED, by=by, centre_id=merge.centre_id,
        args={"merge": merge.uuid, "kept": merge.kept.uuid, "merged": merge.merged.uuid},
        personal={"kept": merge.kept.name, "merged": merge.merged.name},
    )  # fmt: skip
    return merge


def _put_back(merge: Merge) -> None:
    kept, merged, moved = merge.kept, merge.merged, merge.moved
    registrations = Registration.objects.filter(uuid__in=moved["registrations"])
    for registration in registrations.order_by("pk"):
        progress.lock(registration)
    registrations.update(learner=merged)
    for uuid, ends_on in moved["appointments"]:
        Appointment.objects.filter(uuid=uuid).update(ends_on=ends_on and date.fromisoformat(ends_on))
    Invitation.objects.filter(uuid__in=moved["invitations"]).update(withdrawn_at=None, withdrawn_by=None)
    Draft.objects.filter(pk__in=moved["drafts"], person=kept).update(person=merged)
    Upload.objects.filter(uuid__in=moved["uploads"], person=kept).update(person=merged)
    Interest.objects.filter(uuid__in=moved["interests"], learner=kept).update(learner=merged)
    Workbook.objects.filter(uuid__in=moved.get("workbooks", ()), owner=kept).update(owner=merged)
    if moved["born_on"]:
        kept.born_on = None
        kept.save(update_fields=["born_on"])
    merged.is_active, merged.merged_into = moved["was_active"], None
    merged.save(update_fields=["is_active", "merged_into"])
