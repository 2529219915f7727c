"""What a centre sets for its clocks, the clocks themselves (a projection of the journal), what people say of a breach; files sampled."""

import uuid as uuids

from django.db import models

from milepost.base import clock
from milepost.base.models import Actor
from milepost.commitments.words import OPEN_CLOCKS, BreachWhy, ClockState, DayOffKind, Division, Mark, StepState
from milepost.employers.models import EmployerFile, PageLetter
from milepost.people.models import Appointment, Centre, Person
from milepost.portfolios.models import Registration


class StandardsVersion(models.Model):
    """A set of standards that a centre has published, for good. What starts later runs by it; without any the shipped set holds."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="standards_version_number")]

    def __str__(self) -> str:
        return f"standards {self.number} of {self.centre_id}"


class OfficeHours(models.Model):
    """When a centre works, from a day on. Of several for one day the newest counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    from_on = models.DateField()
    division = models.CharField(max_length=20, choices=Division.choices)
    week = models.CharField(max_length=200)  # "mon-fri 09:00-17:00"
    cut_off = models.CharField(max_length=5, blank=True)  # "16:00"
    zone = models.CharField(max_length=60)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.week} from {self.from_on}"


class DayOff(models.Model):
    """A day on which a centre does not work, beyond the bank holidays that were known."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=14, choices=DayOffKind.choices)
    name = models.CharField(max_length=120)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day"], name="day_off_once", condition=models.Q(taken_back_at=None))]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class Clock(models.Model):
    """One clock as the journal tells it. Written by `projection` alone; `milepost clocks` finds and mends any difference."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(unique=True, editable=False)  # of the standard and what started it, so it is the same whenever it is rebuilt
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="+")
    standard = models.CharField(max_length=40)
    edition = models.PositiveIntegerField()  # number of the set; 0 is the shipped one
    stream = models.CharField(max_length=64)
    started = models.UUIDField()  # the event
    thing = models.CharField(max_length=64, blank=True)
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, related_name="clocks")
    file = models.ForeignKey(EmployerFile, models.CASCADE, null=True, related_name="clocks")
    state = models.CharField(max_length=8, choices=ClockState.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # null while it stands still
    was_due_at = models.DateTimeField(null=True)  # before a day off was announced that moved it
    always_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    counts_at = models.DateTimeField(null=True)  # when it counts as kept, moved or broken
    month = models.DateField(null=True)  # the first day of that month, where the centre stands
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["centre", "due_at"], name="clock_open", condition=models.Q(state__in=list(OPEN_CLOCKS))),
            models.Index(fields=["centre", "month"], name="clock_month"),
            models.Index(
                fields=["centre", "counts_at"], name="clock_broke", condition=models.Q(state__in=[ClockState.BROKEN, ClockState.RUNNING])
            ),
            models.Index(fields=["stream"], name="clock_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.standard} of {self.stream}"


class ClockMark(models.Model):
    """Somebody was warned of a clock, or told that it broke: once each."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    clock = models.UUIDField()
    what = models.CharField(max_length=8, choices=Mark.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "what"], name="clock_mark_once")]

    def __str__(self) -> str:
        return f"{self.what}: {self.clock}"


class BreachAccount(models.Model):
    """Why a clock broke, and what was done about it. The newest of a clock counts."""

    APPEND_ONLY = True
    PERSONAL = {"said": "kept with the clock", "done": "kept with the clock"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    clock = models.UUIDField(db_index=True)
    why = models.CharField(max_length=10, choices=BreachWhy.choices)
    said = models.CharField(max_length=500, blank=True)
    done = models.CharField(max_length=500)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.why}: {self.clock}"


class HandCount(models.Model):
    """How a standard was kept in a month before Milepost, as somebody counted it. The newest of a month counts."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    standard = models.CharField(max_length=40)
    month = models.DateField()
    of = models.PositiveIntegerField()
    kept = models.PositiveIntegerField()
    source = models.CharField(max_length=200)  # where the numbers come from
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "month"], name="hand_count_month")]

    def __str__(self) -> str:
        return f"{self.standard} in {self.month:%Y-%m}: {self.kept} of {self.of}"


class OpenPage(models.Model):
    """A centre shows the public how it keeps its standards. The uuid is the address."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre"], name="open_page_one", condition=models.Q(closed_at=None))]

    def __str__(self) -> str:
        return f"page of {self.centre_id}"


class FileSample(models.Model):
    """Employers' files that were drawn to see whether the steps of the journey were followed. The seed draws the same again."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    asked = models.PositiveIntegerField()  # so many files
    among = models.PositiveIntegerField()  # of so many with which anything happened in these days
    seed = models.CharField(max_length=40)
    journey = models.PositiveIntegerField()  # number of the version by which it is looked at; 0 is the shipped one
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.asked} files, {self.from_on} to {self.until_on}"


class FilePick(models.Model):
    """One file of a draw, and why. `owner` owned the employer then."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    sample = models.ForeignKey(FileSample, models.PROTECT, related_name="picks")
    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="picks")
    place = models.PositiveIntegerField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reasons = models.JSONField(default=list)  # kind and arguments of each

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "file"], name="file_picked_once")]

    def __str__(self) -> str:
        return f"{self.file_id} in {self.sample_id}"


class StepFinding(models.Model):
    """What became of one check of a juncture: what the journal said, and what somebody found who looked."""

    APPEND_ONLY = True
    PERSONAL = {"why": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    pick = models.ForeignKey(FilePick, models.PROTECT, related_name="findings")
    juncture = models.CharField(max_length=40)
    check_key = models.CharField(max_length=40)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # of the juncture then
    journal = models.CharField(max_length=8, choices=StepState.choices)
    event = models.UUIDField(null=True)  # that showed it
    found = models.CharField(max_length=8, choices=StepState.choices)
    why = models.CharField(max_length=500, blank=True)  # where somebody found otherwise
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pick", "juncture", "check_key"], name="step_found_once")]

    def __str__(self) -> str:
        return f"{self.juncture} {self.check_key}: {self.found}"


class StepAction(models.Model):
    """What is done so that a step is followed from now on: by whom, by when, and what came of it."""

    PERSONAL = {"what": "kept with the file", "outcome": "kept with the file"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    pick = models.ForeignKey(FilePick, models.PROTECT, related_name="actions")
    juncture = models.CharField(max_length=40)
    what = models.CharField(max_length=500)
    who = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_on = models.DateField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.what


class PromiseVersion(models.Model):
    """A set of promises that a centre has put in force, for good: the newest holds. Without any, nothing was promised."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    in_force_at = models.DateTimeField()
    in_force_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="promise_version_number")]

    def __str__(self) -> str:
        return f"promises {self.number} of {self.centre_id}"


class PromiseAsk(models.Model):
    """One question to one person, whether a promise was kept: one tap answers it, once. Nobody who gave the promise can.

    Somebody who learns is asked, or somebody at an employer: by the link to their employer's own page, or as a contact with an account.
    """

    PERSONAL = {"answer": "kept with the promise: a yes or a no, shown only as a sum of many"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    version = models.ForeignKey(PromiseVersion, models.PROTECT, related_name="+")
    promise = models.CharField(max_length=40)
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, related_name="+")
    letter = models.ForeignKey(PageLetter, models.CASCADE, null=True, related_name="+")
    contact = models.ForeignKey(Appointment, models.CASCADE, null=True, related_name="+")
    because = models.UUIDField()  # the event after which it was asked
    secret_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    month = models.DateField()
    answer = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    secret: str

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promise", "because", "registration"], name="promise_asked_once"),
            models.UniqueConstraint(fields=["promise", "because", "letter"], name="promise_asked_by_letter_once"),
            models.UniqueConstraint(fields=["promise", "because", "contact"], name="promise_asked_of_contact_once"),
            models.CheckConstraint(
                condition=models.Q(registration__isnull=False, letter=None, contact=None)
                | models.Q(registration=None, letter__isnull=False, contact=None)
                | models.Q(registration=None, letter=None, contact__isnull=False),
                name="promise_asks_one",
            ),
        ]
        indexes = [models.Index(fields=["centre", "month"], name="promise_ask_month")]

    def __str__(self) -> str:
        return f"{self.promise}: {self.answer}"

    @property
    def name(self) -> str:
        """Of who is asked."""
        return self.letter.name if self.letter else self.person.name if self.person else ""

    @property
    def person(self) -> Person | None:
        """Of who has an account."""
        return self.registration.learner if self.registration else self.contact.person if self.contact else None

    @property
    def email(self) -> str:
        """Where they are written to; nothing where their link was taken back, or they speak for the employer no longer."""
        if self.letter:
            return "" if self.letter.withdrawn_at else self.letter.email
        if self.contact and self.contact.ends_on and self.contact.ends_on < clock.today():
            return ""
        return self.person.email if self.person else ""


class Remedy(models.Model):
    """What is owed to somebody because a promise was broken with them, and how they got it. One for each breach."""

    PERSONAL = {"delivered": "kept with the promise"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    version = models.ForeignKey(PromiseVersion, models.PROTECT, related_name="+")
    promise = models.CharField(max_length=40)
    clock = models.UUIDField()  # that broke
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, related_name="+")
    file = models.ForeignKey(EmployerFile, models.CASCADE, null=True, related_name="+")
    owed_at = models.DateTimeField()
    owed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    due_on = models.DateField()
    delivered = models.CharField(max_length=500, blank=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise", "clock"], name="remedy_once")]
        indexes = [models.Index(fields=["centre", "due_on"], name="remedy_owed", condition=models.Q(delivered_at=None))]

    def __str__(self) -> str:
        return f"{self.promise}: {self.clock}"
