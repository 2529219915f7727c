"""Concerns, and every word that was said about them."""

import uuid as uuids

from django.db import models

from milepost.base.models import Actor, StoredFile
from milepost.concerns.words import CaseWordKind, Cause, Speaks, Theme, Way, WordKind
from milepost.employers.models import EmployerFile
from milepost.people.models import Centre, Organisation, Person


class Concern(models.Model):
    """Something that somebody at an employer is unhappy or worried about. A confidential one is for the managers alone."""

    PERSONAL = {"name": "kept with the concern", "email": "set to blank two years after it was answered or taken back"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="concerns")
    file = models.ForeignKey(EmployerFile, models.PROTECT, null=True, related_name="concerns")  # null: nobody has opened one yet
    reference = models.CharField(max_length=12)  # what one says on the telephone
    confidential = models.BooleanField(default=False)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)  # null again once they say that it is not settled
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "reference"], name="concern_reference")]
        indexes = [models.Index(fields=["centre", "answered_at"], name="concern_open")]

    def __str__(self) -> str:
        return self.reference

    @property
    def stream(self) -> str:
        """With the employer's file; what is confidential stands alone, so that nobody meets it on the way to something else."""
        return self.file.stream if self.file and not self.confidential else f"concern:{self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class ConcernWord(models.Model):
    """One word about a concern, of either side, for good."""

    APPEND_ONLY = True
    PERSONAL = {"text": "kept with the concern"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=12, choices=WordKind.choices)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind}: {self.concern_id}"


class Case(models.Model):
    """A concern that came by the open door. Nothing of it says from where or by which device, and its times are whole hours.

    Only a slow digest of the passphrase is kept. `caseworker` is the one person who reads it now.
    """

    PERSONAL = {
        "name": "kept with the case; empty for who did not give it",
        "reach": "kept with the case; empty for who did not give it",
        "about": "kept with the case",
        "wanted": "kept with the case",
        "other": "kept with the case; empty for who did not say it",
        "passphrase_digest": "kept with the case: it leads to nobody",
        "person": "kept with the case, under whatever name the person has since; empty for who told it without their account",
    }

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12)
    passphrase_digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who told it with their account; no event names them
    name = models.CharField(max_length=150, blank=True)
    reach = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)  # whom it is about, as they wrote it
    wanted = models.TextField(blank=True)  # what would put it right
    way = models.CharField(max_length=12, choices=Way.choices, default=Way.DOOR)
    speaks = models.CharField(max_length=12, choices=Speaks.choices, default=Speaks.SELF)
    other = models.CharField(max_length=150, blank=True)  # for whom they speak, if they said it
    raised_at = models.DateTimeField()  # the full hour; of what was told otherwise, the day on which it was
    raised_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    caseworker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)  # when they read what is looked into, and how
    begun_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)  # null again once they say that it does not settle it
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    agreed = models.BooleanField(null=True)  # what they said of the answer
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "reference"], name="case_reference")]
        indexes = [models.Index(fields=["centre", "raised_at"], name="case_raised")]

    def __str__(self) -> str:
        return self.reference

    @property
    def stream(self) -> str:
        return f"concern:{self.uuid}"


class CaseWord(models.Model):
    """One word about a case, of either side, for good."""

    APPEND_ONLY = True
    PERSONAL = {"text": "kept with the case"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=12, choices=CaseWordKind.choices)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind}: {self.case_id}"


class CaseOption(models.Model):
    """One way to put it right, as an answer offers it: what speaks for it and what against it, for who raised the case."""

    APPEND_ONLY = True
    PERSONAL = {"text": "kept with the case", "benefits": "kept with the case", "drawbacks": "kept with the case"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    word = models.ForeignKey(CaseWord, models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    benefits = models.TextField()
    drawbacks = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "number"], name="case_option_once")]

    def __str__(self) -> str:
        return f"option {self.number} of {self.word_id}"


class CaseChoice(models.Model):
    """Which option who raised a case agreed to."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    word = models.OneToOneField(CaseWord, models.PROTECT, related_name="choice")
    option = models.ForeignKey(CaseOption, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.option_id} by {self.word_id}"


class CaseFile(models.Model):
    """A picture that came with a word: drawn anew, so that only what one sees is left of it."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    word = models.ForeignKey(CaseWord, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.file_id} with {self.word_id}"


class CaseNamed(models.Model):
    """Somebody whom a case names: it passes them by."""

    PERSONAL: dict[str, str] = {}

    case = models.ForeignKey(Case, models.PROTECT, related_name="named")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="case_named_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.case_id}"


class CaseLate(models.Model):
    """A step that is late and was told of: to the caseworker, and where that goes on for long, above and beside them."""

    PERSONAL: dict[str, str] = {}

    case = models.ForeignKey(Case, models.PROTECT, related_name="late")
    step = models.CharField(max_length=20)
    for_long = models.BooleanField()
    caseworker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who had it then
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step", "for_long", "caseworker"], name="case_late_told_once")]

    def __str__(self) -> str:
        return f"{self.step} of {self.case_id}"


class OutsideOffices(models.Model):
    """Who outside may be asked, as a centre says it instead of what ships."""

    PERSONAL: dict[str, str] = {}

    centre = models.OneToOneField(Centre, models.PROTECT, related_name="+")
    offices = models.JSONField()  # [{"name", "when", "address"}]
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"outside of {self.centre_id}"


class SealKey(models.Model):
    """A pair of keys of somebody who works here. Its private half is encrypted with a passphrase that is kept nowhere."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    public = models.CharField(max_length=60)  # base64, as everything of a key
    salt = models.CharField(max_length=40)
    wrapped = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)  # it seals nothing any more, and opens what it sealed
    replaced_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "person"], condition=models.Q(replaced_at=None), name="seal_key_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"key of {self.person_id}"


class SealedName(models.Model):
    """Who raised a case and how to reach them, for nobody to read who has not one of the keys."""

    APPEND_ONLY = True
    PERSONAL = {"body": "kept with the case; encrypted, and with both passphrases lost, nothing"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="sealed")
    body = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"sealed name of {self.case_id}"


class SealedPart(models.Model):
    """What opens a sealed name, boxed for one key: the whole (0), or the first or second half (1, 2) of the recovery."""

    APPEND_ONLY = True
    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    sealed = models.ForeignKey(SealedName, models.PROTECT, related_name="parts")
    key = models.ForeignKey(SealKey, models.PROTECT, related_name="+")
    half = models.PositiveSmallIntegerField()
    box = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"part {self.half} of {self.sealed_id}"


class Watch(models.Model):
    """Somebody wants to be told of if they fare worse from now on. Anybody who learns may have one, with a concern or without.

    It holds the month in which it began and no day, and no case unless that one has their name. The row goes when it is
    switched off or its year is over; then nothing leads from its key to anybody.
    """

    PERSONAL = {"person": "the row goes when it is switched off, or its year is over", "key": "goes with the row"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=12, unique=True)
    since_on = models.DateField()  # the first of a month
    ends_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "person"], name="watch_one")]

    def __str__(self) -> str:
        return self.key


class WatchAlert(models.Model):
    """What a watch found, with its figures and its key, for good. It names nobody."""

    APPEND_ONLY = True
    PERSONAL = {"key": "leads to nobody once the watch is switched off"}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    key = models.CharField(max_length=12, unique=True)
    found = models.JSONField()  # [{"measure", "before", "before_n", "after", "after_n", "like_before", "like_after", "times", "reason"}]
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.key


class AlertReader(models.Model):
    """Somebody who had no part in it when it was found, and reads it."""

    PERSONAL: dict[str, str] = {}

    alert = models.ForeignKey(WatchAlert, models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "person"], name="alert_reader_once")]

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.alert_id}"


class AlertLook(models.Model):
    """Who looks into what a watch found, since when, and what came of it. It names nobody whom it could be about."""

    PERSONAL = {"found": "kept with the alert; whoever writes it is told to name nobody"}

    alert = models.OneToOneField(WatchAlert, models.PROTECT, related_name="look")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    found = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} looks into {self.alert_id}"


class CaseTheme(models.Model):
    """What a case was about and why it came to it: for patterns, never with a name."""

    PERSONAL: dict[str, str] = {}

    case = models.OneToOneField(Case, models.PROTECT, related_name="theme")
    theme = models.CharField(max_length=12, choices=Theme.choices)
    cause = models.CharField(max_length=12, choices=Cause.choices)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.theme} of {self.case_id}"


class PolicyChange(models.Model):
    """A policy that is changed because of a pattern: what for, what it costs, and whether it worked."""

    PERSONAL: dict[str, str] = {}

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    theme = models.CharField(max_length=12, choices=Theme.choices)
    policy = models.CharField(max_length=300)
    benefits = models.TextField()
    drawbacks = models.TextField()
    from_on = models.DateField()
    look_on = models.DateField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    worked = models.BooleanField(null=True)
    found = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.policy
