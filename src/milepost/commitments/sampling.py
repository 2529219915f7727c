"""Employers' files that are looked at, as values: which could be drawn, what the journal says of the steps, how they were followed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from milepost.base.models import Actor, Event
from milepost.commitments import queries
from milepost.commitments.models import Clock, FilePick, FileSample, StepAction, StepFinding
from milepost.commitments.words import ClockState
from milepost.employers import queries as employers
from milepost.employers import words as happens
from milepost.employers.journeyfile import shipped
from milepost.employers.models import EmployerFile, JourneyVersion, Ownership, StagePassed
from milepost.engine.following import Candidate, Share, Step, consistency, steps
from milepost.engine.journey import Check, Journey, Stage, journey_of
from milepost.people.models import Person
from milepost.people.permissions import Permission, may

WALKED = (happens.STAGE_PASSED, happens.STAGE_RETURNED)


def begins(day: date) -> datetime:
    """Midnight of a day, where the installation stands."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def ends(day: date) -> datetime:
    return begins(day + timedelta(days=1))


# What can be drawn --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pool:
    """The files with which anything happened in the days, who owned each at their end, and why each might be looked at."""

    files: Mapping[str, EmployerFile]
    owners: Mapping[str, Person | None]
    candidates: Sequence[Candidate]


def pool(centre_id: int, *, from_on: date, until_on: date) -> Pool:
    """Six queries, however many files there are."""
    first, last = begins(from_on), ends(until_on)
    within = Event.objects.filter(centre_id=centre_id, at__gte=first, at__lt=last)
    streams = set(within.filter(stream__startswith="employer:").order_by().values_list("stream", flat=True).distinct())
    held = EmployerFile.objects.filter(centre_id=centre_id, merged_into=None).select_related("employer").order_by("pk")
    files = {str(file.uuid): file for file in held if file.stream in streams}
    returned = Counter(within.filter(name=happens.STAGE_RETURNED).values_list("stream", flat=True))
    broken = Clock.objects.filter(centre_id=centre_id, file__isnull=False, counts_at__gte=first, counts_at__lt=last)
    broken = broken.filter(Q(state=ClockState.BROKEN) | queries.late())
    breaches = Counter(broken.values_list("file", flat=True))
    whole = Ownership.objects.filter(file__centre_id=centre_id, juncture="", since__lt=last).order_by("pk").select_related("person")
    owned: dict[int, list[Ownership]] = {}
    began: dict[int, datetime] = {}
    for row in whole:
        owned.setdefault(row.file_id, []).append(row)
        if row.person_id:
            began.setdefault(row.person_id, row.since)
    looks = FilePick.objects.filter(file__centre_id=centre_id, findings__isnull=False).values("file").annotate(at=Max("sample__until_on"))
    looked = {row["file"]: row["at"] for row in looks.order_by()}
    owners = {key: owned[file.pk][-1].person if file.pk in owned else None for key, file in files.items()}
    return Pool(files, owners, [
        Candidate(
            key=key, owner=str(owner.uuid) if (owner := owners[key]) else "",
            owner_since=timezone.localtime(began[owner.pk]).date() if owner else None,
            handed_over_on=_handed_over(owned.get(file.pk, ()), first), breaches=breaches[file.pk], returned=returned[file.stream],
            looked_at_on=looked.get(file.pk),
        )
        for key, file in files.items()
    ])  # fmt: skip


def _handed_over(rows: Sequence[Ownership], first: datetime) -> date | None:
    newest = rows[-1] if len(rows) > 1 else None
    return timezone.localtime(newest.since).date() if newest and newest.since >= first else None


# What the journal says of one file ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """One check of a juncture, with what shows it: an event of the journal, or the word of who owned the juncture."""

    check: Check
    state: Step
    event: Event | None = None
    said: str = ""


@dataclass(frozen=True)
class Juncture:
    """One juncture of a file as the journal tells it. `owner` owned it then."""

    stage: Stage
    owner: Person | None
    shown: Sequence[Shown]


def journey_numbered(centre_id: int, number: int) -> Journey:
    """A version of the journey of a centre; 0 is the shipped one."""
    version = JourneyVersion.objects.filter(centre_id=centre_id, number=number).first() if number else None
    return journey_of(version.document, number=number) if version else shipped()


def walked(file: EmployerFile, *, journey: Journey, until_on: date) -> list[Juncture]:
    """What the journal says of each juncture at the end of a day: nothing is entered for it."""
    parts, last = employers.parts_of(file), ends(until_on)
    names = {name for stage in journey.stages for check in stage.checks for name in check.events}
    told = list(Event.objects.filter(stream__in=employers.streams_of(parts), name__in=[*names, *WALKED], at__lt=last).order_by("pk"))
    at, again = _road(journey, [event for event in told if event.name in WALKED and event.stream == file.stream])
    once = {name for stage in _before(journey) for check in stage.checks for name in check.events}
    happened: dict[str, Event] = {}
    for event in told:
        if event.name in once or again is None or event.at >= again:
            happened.setdefault(event.name, event)
    said = _said(journey, StagePassed.objects.filter(file__in=[part.pk for part in parts], passed_at__lt=last).order_by("pk"), again)
    found = steps(journey, at=at, happened=happened, said=said)
    owners = Ownership.objects.filter(file=file, since__lt=last).order_by("pk").select_related("person")
    named = {row.juncture: row.person for row in owners}
    return [
        Juncture(stage, named.get(stage.juncture.key) or named.get(""), [
            Shown(
                check, found[stage.key, check.key], next((happened[name] for name in check.events if name in happened), None),
                said.get((stage.key, check.key), ""),
            )
            for check in stage.checks
        ])
        for stage in journey.stages
    ]  # fmt: skip


def _before(journey: Journey) -> Sequence[Stage]:
    """The stages that are walked only once: those before the one at which it begins again."""
    return journey.stages[: journey.place(journey.again)] if journey.again else ()


def _road(journey: Journey, events: Iterable[Event]) -> tuple[str, datetime | None]:
    """Where an employer stands after these events, and when the journey began again for them, where it did."""
    at, again = journey.stages[0].key, None
    for event in events:
        to = str(event.args["to"])
        if event.name == happens.STAGE_PASSED and journey.place(to) < journey.place(str(event.args["stage"])):
            again = event.at
        at = to
    return at, again


def _said(journey: Journey, rows: Iterable[StagePassed], again: datetime | None) -> dict[tuple[str, str], str]:
    once = {stage.key for stage in _before(journey)}
    return {
        (row.stage, check): text
        for row in rows
        if row.stage in once or again is None or row.passed_at >= again
        for check, text in row.shown.items()
        if text and not text.startswith("event:")
    }


# What was found -----------------------------------------------------------------------------------------------------------


def _here(by: Actor) -> int:
    """The centre whose samples somebody may read; 0 is none."""
    return by.at_centre if may(by.role, Permission.READ_STANDARDS) and may(by.role, Permission.READ_EMPLOYERS) else 0


def samples(*, by: Actor) -> QuerySet[FileSample]:
    """The draws at the reader's centre, the newest first, with how many files have been looked at."""
    found = FileSample.objects.filter(centre_id=_here(by)).select_related("drawn_by", "centre")
    looked = Count("picks", filter=Q(picks__findings__isnull=False), distinct=True)
    return found.annotate(looked=looked, number=Count("picks", distinct=True)).order_by("-pk")


def picks(*, by: Actor) -> QuerySet[FilePick]:
    """The files that were drawn at the reader's centre, each with when it was looked at."""
    found = FilePick.objects.filter(sample__centre_id=_here(by)).select_related("sample__centre", "file__employer", "file__centre", "owner")
    return found.annotate(looked_at=Min("findings__made_at")).order_by("-sample", "place")


def step_actions(*, by: Actor) -> QuerySet[StepAction]:
    """What was agreed at the reader's centre, the first due first, what is done last."""
    found = StepAction.objects.filter(pick__sample__centre_id=_here(by))
    return found.select_related("pick__file__employer", "pick__sample__centre", "who").order_by("done_at", "by_on", "pk")


@dataclass(frozen=True)
class Followed:
    """How far steps were followed, over some draws: as a whole, by juncture, by owner, by draw, and by juncture and draw."""

    whole: Share
    junctures: Mapping[str, Share]
    owners: Mapping[str, Share]
    draws: Mapping[str, Share]
    both: Mapping[tuple[str, str], Share]
    corrected: int  # where somebody found otherwise than the journal says
    people: Mapping[str, str]

    def at(self, juncture: str) -> Share:
        return self.junctures.get(juncture, Share())


def followed(draws: Iterable[FileSample]) -> Followed:
    """One query for everything that was found in these draws."""
    rows: list[Any] = list(
        StepFinding.objects.filter(pick__sample__in=[draw.pk for draw in draws])
        .order_by("pk")
        .values("juncture", "journal", "found", "owner__uuid", "owner__name", "pick__sample__uuid")
    )
    by_draw = [(str(row["pick__sample__uuid"]), row["found"]) for row in rows]
    both: dict[tuple[str, str], Share] = {}
    for row in rows:
        key = (row["juncture"], str(row["pick__sample__uuid"]))
        both[key] = both.get(key, Share()) + consistency([("", row["found"])])[""]
    return Followed(
        whole=consistency([("", row["found"]) for row in rows]).get("", Share()),
        junctures=consistency([(row["juncture"], row["found"]) for row in rows]),
        owners=consistency([(str(row["owner__uuid"] or ""), row["found"]) for row in rows]),
        draws=consistency(by_draw), both=both, corrected=sum(row["journal"] != row["found"] for row in rows),
        people={str(row["owner__uuid"] or ""): row["owner__name"] or "" for row in rows},
    )  # fmt: skip


def people_of(uuids: Iterable[UUID], *, centre_id: int) -> QuerySet[Person]:
    """Colleagues at a centre by their uuids."""
    return Person.objects.filter(uuid__in=list(uuids), appointments__centre_id=centre_id).distinct()
