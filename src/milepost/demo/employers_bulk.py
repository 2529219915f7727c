"""The employers of `employers_shape.py` in bulk: the rows, events and chains that `employers_acted.py` would have written.

A test builds a few both ways and finds the same.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction

from milepost.base import events
from milepost.base.models import Actor, Event, StreamHead, Telling
from milepost.demo import bulk, employers_acted
from milepost.demo.acted import Stage
from milepost.demo.employers_shape import Asked, Employed, Met, Talked
from milepost.employers import queries, words
from milepost.employers.models import Contact, EmployerFile, Enquiry, Meeting, Ownership
from milepost.employers.words import ContactKind, MeetingKind, MeetingState, Source
from milepost.people import words as people
from milepost.people.actions.employers import replaced
from milepost.people.models import Appointment, Organisation
from milepost.people.words import OrganisationKind

# In the order in which foreign keys want them.
TABLES = [Organisation, EmployerFile, Ownership, Enquiry, Contact, Meeting, StreamHead, Event, Telling]
BATCH = 25  # employers in one transaction


def build(
    stories: Iterable[Employed], on: Stage, owning: list[Appointment], *, told: Callable[[int], None] = lambda n: None
) -> list[Organisation]:
    """Write these employers. Everything that happened with them counts as told: no notice goes out for it."""
    named = (f"people:{on.centre.uuid}", f"enquiries:{on.centre.uuid}")
    for name in named:
        StreamHead.objects.get_or_create(stream=name)
    writer, stage, made = bulk.Writer(TABLES), queries.journey_at(on.centre.pk).stages[0].key, []
    for batch in batched(stories, BATCH):
        with transaction.atomic():
            heads = [StreamHead.objects.select_for_update().get(stream=name) for name in named]
            for one in batch:
                employer = _Employer(one, on, owning[one.owner].actor, stage, writer, heads[0], heads[1])
                employer.write()
                made.append(employer.organisation)
            for head in heads:
                head.save(update_fields=["position", "hash"])
            writer.flush()
        told(len(made))
    writer.reset_sequences()
    return made


class _Employer:
    """Writes one story. The order of events, and what each holds, is that of the actions."""

    def __init__(
        self, story: Employed, on: Stage, by: Actor, stage: str, writer: bulk.Writer, people_head: StreamHead, enquiries_head: StreamHead
    ) -> None:
        self.story, self.on, self.by, self.stage, self.writer = story, on, by, stage, writer
        self.people_head, self.enquiries_head = people_head, enquiries_head

    def write(self) -> None:
        self._open()
        for dealing in self.story.dealings:
            match dealing:
                case Asked():
                    self._ask(dealing)
                case Talked():
                    self._talk(dealing)
                case Met():
                    self._meet(dealing)

    def _event(
        self, head: StreamHead, name: str, at: datetime, args: Mapping[str, Any], personal: Mapping[str, Any], rows: Iterable[Any] = ()
    ) -> None:
        event = events.build(head, name, by=self.by, at=at, centre_id=self.on.centre.pk, args=args, personal=personal, rows=rows)
        self.writer.add(Telling(event=self.writer.add(event), done_at=at))

    def _record(self, name: str, at: datetime, args: Mapping[str, Any], personal: Mapping[str, Any], rows: Iterable[Any] = ()) -> None:
        self._event(self.head, name, at, {"employer": self.file.uuid, **args}, personal, rows)

    def _open(self) -> None:
        story, on, add, by, at = self.story, self.on, self.writer.add, self.by, self.story.opened_at
        said = {"postcode": story.postcode}
        self.organisation = add(Organisation(name=story.name, kind=OrganisationKind.EMPLOYER.value, centre=on.centre, particulars=said))
        about = {"organisation": self.organisation.uuid}
        self._event(self.people_head, people.ORGANISATION_ADDED, at, about, {"name": story.name, "said": said})
        self.file = add(
            EmployerFile(
                centre=on.centre, employer=self.organisation, stage=self.stage, stage_since=at, opened_at=at, opened_by=by,
                postcode=story.postcode, does=story.does, contact_name=story.contact, contact_email=story.email,
            )
        )  # fmt: skip
        self.head = add(StreamHead(stream=self.file.stream))
        owns = add(Ownership(file=self.file, person=by.person, since=at, made_by=by))
        assert by.person
        args = {**about, "stage": self.stage, "owner": by.person.uuid}
        self._record(words.FILE_OPENED, at, args, {"name": story.name}, [owns])
        described = {"does": story.does, "contact_name": story.contact, "contact_email": story.email}
        self.organisation.particulars = replaced(said, {"contact": story.contact, "email": story.email})
        self._record(words.FILE_DESCRIBED, at, {"changed": list(described)}, described)

    def _contact(self, at: datetime, text: str, **more: Any) -> Contact:
        return self.writer.add(
            Contact(
                file=self.file, kind=ContactKind.CALL.value, with_whom=self.story.contact, happened_at=at, text=text, made_at=at,
                made_by=self.by, **more,
            )
        )  # fmt: skip

    def _ask(self, asked: Asked) -> None:
        story = self.story
        enquiry = self.writer.add(
            Enquiry(
                centre=self.on.centre, file=self.file, source=Source.PHONE.value, organisation=story.name, name=story.contact,
                phone=employers_acted.PHONE, text=employers_acted.ENQUIRY, received_at=asked.at, received_by=self.by,
            )
        )  # fmt: skip
        about = {"enquiry": enquiry.uuid, "source": enquiry.source}
        named = {"organisation": story.name, "name": story.contact}
        self._event(self.enquiries_head, words.ENQUIRY_RECEIVED, asked.at, about, named)
        taken = {**about, "received_at": asked.at}
        self._record(words.ENQUIRY_TAKEN, asked.taken_at, taken, {"name": story.contact, "text": enquiry.text})
        if at := asked.answered_at:
            contact = self._contact(at, employers_acted.ANSWER)
            enquiry.answered_at, enquiry.answered_by = at, self.by
            args = {"enquiry": enquiry.uuid, "contact": contact.uuid, "kind": contact.kind, "received_at": asked.at, "happened_at": at}
            self._record(words.ENQUIRY_ANSWERED, at, args, {"with": contact.with_whom, "text": contact.text})

    def _talk(self, talked: Talked) -> None:
        contact = self._contact(talked.at, talked.text, next_step=talked.next_step, next_on=talked.next_on)
        args = {"contact": contact.uuid, "kind": contact.kind, "happened_at": talked.at, "next_on": talked.next_on}
        personal = {"with": contact.with_whom, "text": contact.text, "next_step": contact.next_step, "reference": ""}
        self._record(words.CONTACT_NOTED, talked.at, args, personal)
        if at := talked.done_at:
            contact.next_done_at = at
            self._record(words.STEP_DONE, at, {"contact": contact.uuid, "next_on": talked.next_on}, {"next_step": contact.next_step})

    def _meet(self, met: Met) -> None:
        meeting = self.writer.add(
            Meeting(
                file=self.file, kind=MeetingKind.VISIT.value, starts_at=met.starts_at, with_whom=self.story.contact,
                about=employers_acted.ABOUT, planned_at=met.at, planned_by=self.by,
            )
        )  # fmt: skip
        args = {"meeting": meeting.uuid, "kind": meeting.kind, "starts_at": met.starts_at}
        said = {"with": meeting.with_whom, "about": meeting.about}
        self._record(words.MEETING_PLANNED, met.at, args, said)
        if at := met.held_at:
            meeting.state, meeting.note, meeting.closed_at, meeting.closed_by = MeetingState.HELD.value, employers_acted.NOTE, at, self.by
            self._record(words.MEETING_HELD, at, args, {**said, "text": meeting.note})
