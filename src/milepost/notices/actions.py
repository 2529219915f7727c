"""Telling people of an event, once, and what they do with what they were told."""

from uuid import UUID

from django.db import transaction

from milepost.base import clock
from milepost.base.models import Telling
from milepost.notices import reader
from milepost.notices.models import Notice
from milepost.people.models import Person


def make_notices(telling: Telling) -> list[Notice]:
    """The notices of one event that were not there yet. It is called inside the transaction that marks the event as told."""
    event = telling.event
    about = event.args.get("registration") or event.args.get("employer")
    wanted = [
        Notice(
            person=told.person,
            centre_id=event.centre_id,
            event=event.uuid,
            kind=told.kind.value,
            args={**told.args, "role": told.role.value},
            about=UUID(about) if about else None,
            made_at=clock.now(),
            mailed_at=clock.now() if event.args.get("quiet") else None,  # one of many: no letter for each
        )
        for told in reader.concerned(event)
    ]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    return list(Notice.objects.filter(event=event.uuid, mailed_at=None)) if wanted else []


@transaction.atomic
def mark_read(person: Person, *, notice: Notice | None = None) -> int:
    """Note that a person has read one of their notices, or all of them."""
    unread = Notice.objects.filter(person=person, read_at=None)
    return (unread.filter(pk=notice.pk) if notice else unread).update(read_at=clock.now())


def mark_mailed(notice: Notice) -> None:
    """Only after the post office has taken the letter."""
    Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=clock.now())
