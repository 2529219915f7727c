"""The page of the day: whose work is watched, what lies ready of it, what may be ticked and asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import policies
from milepost.assessment import queries as judging
from milepost.base import clock, drafts
from milepost.base.events import canonical, sha256
from milepost.base.files import uploads
from milepost.frameworks.queries import framework_of
from milepost.web.assessor import noting
from milepost.web.components import Crumb
from milepost.web.learner.claiming import Sheet, Told, sheet_of
from milepost.web.learner.mine import dom_id, spoken, units_of
from milepost.web.portfolio import evidence as pieces

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.assessment.models import Question, Visit
    from milepost.base.models import Actor, Draft, StoredFile, Upload
    from milepost.portfolios.models import Registration

PICTURES, VOICE, ANSWERS, TALK = "pictures", "voice", "answers", "talk"
FILES = (PICTURES, VOICE, ANSWERS, TALK)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whose work is watched: at a visit, or just now."""

    registration: Registration
    visit: Visit | None = None

    @property
    def here(self) -> str:
        return self._address("assessor_observe")

    @property
    def finish(self) -> str:
        return self._address("assessor_observe_finish")

    def _address(self, name: str) -> str:
        if self.visit:
            return reverse(name, args=[self.visit.uuid])
        return reverse(name.replace("observe", "observe_now"), args=[self.registration.uuid])

    @property
    def after(self) -> str:
        """Where to go once it is recorded."""
        if self.visit:
            with suppress(NoReverseMatch):
                return reverse("assessor_visit", args=[self.visit.uuid])
        return reverse("assessor_learner", args=[self.registration.uuid])

    @property
    def place(self) -> str:
        """Under which name all that is noted is kept."""
        return f"observing:{self.visit.uuid}" if self.visit else f"observing-now:{self.registration.uuid}"

    @property
    def feedback_place(self) -> str:
        return f"feedback-on-{self.place}"

    def files(self, kind: str) -> str:
        return f"{self.place}:{kind}"

    @property
    def name(self) -> str:
        return self.registration.learner.first_name

    @property
    def activity(self) -> str:
        return self.visit.activity if self.visit else ""

    def evidence_uuid(self, token: str, kind: str) -> UUID:
        """The name of the piece that this form makes: the same however often it is sent."""
        return uuid5(self.registration.uuid, f"{token}:{kind}")


# What lies ready ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What was noted so far, with its files."""

    noted: noting.Noted
    files: dict[str, list[Upload]]
    draft: Draft | None
    bank: list[Question]

    def stored(self, kind: str) -> list[tuple[StoredFile, str]]:
        """The files of one kind that are whole and used, with their captions."""
        used = [one for one in self.files[kind] if one.file and str(one.uuid) not in self.noted.left]
        return [(one.file, self.noted.captions.get(str(one.uuid), "")) for one in used if one.file]

    @property
    def ahead(self) -> str:
        """That the device's clock is another than the server's, as a sentence."""
        if self.draft is None or not (by_how_much := noting.apart(self.noted.device_time, self.draft.kept_at)):
            return ""
        return clocks_differ(by_how_much.total_seconds())

    @property
    def mark(self) -> str:
        """What of all this somebody has seen, when they send their feedback."""
        body = {key: value for key, value in (self.draft.body if self.draft else {}).items() if key not in ("device_time", "part")}
        return sha256(canonical([body, [str(one.uuid) for kind in FILES for one in self.files[kind]]]))[:16]


def clocks_differ(seconds: float) -> str:
    """ "This device’s clock is 75 minutes ahead of ours…"."""
    minutes = round(abs(seconds) / 60)
    given = {"n": minutes}
    if seconds > 0:
        words = ngettext(
            "This device’s clock is %(n)d minute ahead of ours.", "This device’s clock is %(n)d minutes ahead of ours.", minutes
        )
    else:
        words = ngettext("This device’s clock is %(n)d minute behind ours.", "This device’s clock is %(n)d minutes behind ours.", minutes)
    return words % given


def targets_of(registration: Registration) -> list[str]:
    """Every target of the agreed units, in the document's order."""
    return [target for unit in units_of(registration) for target in (*unit.criterion_targets, *unit.requirement_targets)]


def ready(subject: Subject, *, by: Actor, given: Mapping[str, Any] | None = None) -> Ready:
    """From the draft, or from what was just sent. The files come from the server in any case: they may have arrived later."""
    person = by.person_id or 0
    draft = drafts.find(person, subject.place)
    body = draft.body if given is None and draft else given or {}
    known = targets_of(subject.registration)
    lists = noting.lists_of(body)
    watched = watched_by(subject, lists, known)
    bank = judging.questions_on(subject.registration.specification, watched, by=by)
    return Ready(noted=noting.noted(lists, bank=bank, known=known), draft=draft, bank=bank, files=files_on_the_way(subject, by=by))


def watched_by(subject: Subject, lists: noting.Lists, known: Sequence[str]) -> list[str]:
    """The criteria planned and those added, in the document's order."""
    wanted = {*(subject.visit.targets if subject.visit else ()), *lists.get("claim", ())}
    return [target for target in known if target in wanted]


def files_on_the_way(subject: Subject, *, by: Actor) -> dict[str, list[Upload]]:
    """All files of the day by kind, in one query. What has come wholly is made a stored file."""
    found: dict[str, list[Upload]] = {kind: [] for kind in FILES}
    for upload in uploads.on_the_way_under(subject.place, by=by):
        kind = upload.place.rpartition(":")[2]
        if kind in found and upload.file_id:
            found[kind].append(upload)
    return found


def faults(ready: Ready) -> list[noting.Fault]:
    return noting.faults(
        ready.noted, pictures=bool(ready.stored(PICTURES) or ready.stored(VOICE)), talk=bool(ready.stored(TALK)),
        answers=bool(ready.stored(ANSWERS)),
    )  # fmt: skip


# The page of noting ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Watch:
    """One criterion that may be ticked beside a moment."""

    target: str
    id: str
    number: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WatchUnit:
    code: str
    title: str
    criteria: list[Watch]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One moment, mark or question of the form, with how its fields are called and what is wrong with it."""

    kind: str
    number: str
    at: str = ""
    text: str = ""
    answer: str = ""
    targets: tuple[str, ...] = ()
    recorded: bool = False
    wrong: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.number}"

    @property
    def at_name(self) -> str:
        return f"{'m' if self.kind == 'mark' else ''}at-{self.number}"

    @property
    def text_name(self) -> str:
        return f"{'m' if self.kind == 'mark' else ''}text-{self.number}"

    @property
    def ticks(self) -> str:
        return f"{'m' if self.kind == 'mark' else ''}t-{self.number}"


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A file that lies ready."""

    uuid: str
    name: str
    length: int
    caption: str
    left: bool


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    """The questions of the bank on one criterion, with what stands in their fields."""

    label: str
    text: str
    asked: list[tuple[Question, noting.Asked]]


@dataclass(frozen=True, kw_only=True)
class ObservePage:
    subject: Subject
    title: str
    lead: str
    trail: list[Crumb]
    noted: noting.Noted
    token: str
    units: list[WatchUnit]
    sheet: Sheet
    lines: dict[str, list[Line]]
    blank: dict[str, Line]
    groups: list[QuestionGroup]
    options: list[tuple[str, str]]
    files: dict[str, list[Arrived]]
    faults: list[noting.Fault]
    refused: list[str]
    kept_at: datetime | None
    ahead: str
    why_not: str | None
    bank: str
    now: str

    @property
    def watched(self) -> int:
        return sum(len(unit.criteria) for unit in self.units)


def observe_page(
    subject: Subject, ready: Ready, *, by: Actor, wrong: Sequence[noting.Fault] = (), refused: Sequence[str] = ()
) -> ObservePage:
    registration, noted = subject.registration, ready.noted
    known = targets_of(registration)
    watched = watched_by(subject, {"claim": noted.watched}, known)
    watched += [t for t in known if t not in watched and any(t in one.targets for one in (*noted.moments, *noted.marks))]
    units = watch_units(registration, watched)
    planned = set(subject.visit.targets) if subject.visit else set()
    framework = framework_of(registration.specification)
    return ObservePage(
        subject=subject, title=_("Watch %(name)s at work") % {"name": subject.name}, lead=_lead(subject), trail=trail_of(subject), noted=noted,
        token=noted.token or str(uuid4()), units=units, sheet=_others(sheet_of(registration, Told(noted.watched)), planned),
        lines=_lines(noted, wrong), blank={kind: Line(kind=kind, number="0") for kind in ("moment", "mark", "question")},
        groups=_question_groups(ready, registration), files={kind: _arrived(ready, kind) for kind in FILES}, faults=list(wrong),
        options=[(t, f"{spoken(t, framework)} {pieces.text_of(framework, t)}"[:90]) for t in [*watched, *(t for t in known if t not in watched)]],
        refused=list(refused), kept_at=ready.draft.kept_at if ready.draft else None, ahead=ready.ahead,
        why_not=policies.why_not_assess(registration, by=by), now=clock.now().isoformat(timespec="seconds"),
        bank=reverse("assessor_questions", query={"of": str(registration.specification.uuid)}),
    )  # fmt: skip


def _lines(noted: noting.Noted, wrong: Sequence[noting.Fault]) -> dict[str, list[Line]]:
    """What stands in the numbered fields; where nothing does, one empty line of each kind."""
    said: dict[str, list[str]] = {}
    for fault in wrong:
        said.setdefault(fault.anchor, []).append(fault.words)

    def faulty(number: object, *names: str) -> list[str]:
        return [words for name in names for words in said.get(f"{name}-{number}", ())]

    moments = [
        Line(kind="moment", number=str(m.number), at=m.at, text=m.text, targets=m.targets, wrong=faulty(m.number, "at", "text"))
        for m in noted.moments
    ]
    marks = [
        Line(kind="mark", number=str(m.number), at=m.at, text=m.text, targets=m.targets, wrong=faulty(m.number, "mat", "mtext"))
        for m in noted.marks
    ]
    own = [
        Line(kind="question", number=q.name, text=q.question, answer=q.answer, targets=(q.target,), recorded=q.recorded,
             wrong=faulty(q.name, "oq", "ot"))
        for q in noted.own
    ]  # fmt: skip
    found = {"moment": moments, "mark": marks, "question": own}
    return {kind: lines or [Line(kind=kind, number="1")] for kind, lines in found.items()}


def _arrived(ready: Ready, kind: str) -> list[Arrived]:
    noted = ready.noted
    return [
        Arrived(uuid=str(u.uuid), name=u.name, length=u.length, caption=noted.captions.get(str(u.uuid), ""), left=str(u.uuid) in noted.left)
        for u in ready.files[kind]
    ]


def _others(sheet: Sheet, planned: set[str]) -> Sheet:
    """The form of all criteria without those that are planned."""
    units = []
    for unit in sheet.units:
        sections = [replace(section, ticks=[tick for tick in section.ticks if tick.target not in planned]) for section in unit.sections]
        units.append(replace(unit, sections=[section for section in sections if section.ticks]))
    return replace(sheet, units=[unit for unit in units if unit.sections])


def watch_units(registration: Registration, targets: Iterable[str]) -> list[WatchUnit]:
    """Targets by unit, ready to be ticked."""
    framework, wanted = framework_of(registration.specification), list(targets)
    found = []
    for unit in units_of(registration):
        own = [target for target in wanted if target.rpartition(":")[0] == unit.key]
        if own:
            criteria = [
                Watch(target=t, id=dom_id(t), number=t.rpartition(":")[2], label=spoken(t, framework), text=pieces.text_of(framework, t))
                for t in own
            ]
            found.append(WatchUnit(code=unit.code, title=unit.title, criteria=criteria))
    return found


def _question_groups(ready: Ready, registration: Registration) -> list[QuestionGroup]:
    framework = framework_of(registration.specification)
    typed = {one.name: one for one in ready.noted.asked}
    found: dict[str, list[tuple[Question, noting.Asked]]] = {}
    for question in ready.bank:
        found.setdefault(question.target, []).append((question, typed.get(str(question.uuid), noting.Asked(str(question.uuid)))))
    return [QuestionGroup(label=spoken(t, framework), text=pieces.text_of(framework, t), asked=asked) for t, asked in found.items()]


def _lead(subject: Subject) -> str:
    visit = subject.visit
    if visit is None:
        return _("Note what you see as it happens. All of it is kept as you go, and nothing is sent before you finish.")
    starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    given = {
        "activity": visit.activity,
        "day": date_format(starts, "j F"),
        "from": date_format(starts, "H:i"),
        "to": date_format(ends, "H:i"),
    }
    if visit.place:
        return _("%(activity)s: %(day)s, %(from)s to %(to)s, %(place)s.") % {**given, "place": visit.place}
    return _("%(activity)s: %(day)s, %(from)s to %(to)s.") % given


def trail_of(subject: Subject, *more: Crumb) -> list[Crumb]:
    learner = Crumb(subject.registration.learner.name, reverse("assessor_learner", args=[subject.registration.uuid]))
    last = [Crumb(_("At work"), subject.here if more else "")]
    if subject.visit:
        last = [Crumb(_("Visit"), subject.after), *last]
    return [learner, *last, *more]
