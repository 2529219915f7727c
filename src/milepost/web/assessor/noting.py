"""What an assessor notes on the day: moments seen, questions asked, marks in a talk. Fields of a form or a draft → values.

Fields are numbered: "at-3", "text-3" and "t-3" are one moment, "mat-", "mtext-" and "mt-" one mark, "oq-", "oa-" and "ot-" one
question of the assessor's own; "q-" and "qr-" belong to a question of the bank, by its uuid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from milepost.portfolios.actions import Target
from milepost.portfolios.words import EvidenceKind

if TYPE_CHECKING:
    from django.http import QueryDict

    from milepost.assessment.models import Question

type Lists = Mapping[str, Sequence[str]]

SEEN, ASKED, TALKED = "seen", "asked", "talked"
PARTS = (SEEN, ASKED, TALKED)
MUCH = 10_000  # characters of one note
APART = timedelta(minutes=10)  # clocks that differ by more are spoken of
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")
_PLACE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_NOT_KEPT = {"csrfmiddlewaretoken", "act", "upload"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing seen, or one mark in a recording: when, what, and which criteria it shows."""

    number: int
    at: str = ""
    text: str = ""
    targets: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.text.strip() or self.targets)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer. `name` is how its fields are called."""

    name: str
    question: str = ""
    answer: str = ""
    target: str = ""
    recorded: bool = False

    @property
    def anything(self) -> bool:
        return bool(self.question.strip() and (self.answer.strip() or self.recorded))


@dataclass(frozen=True, slots=True)
class Fault:
    """What has to be put right: where, and what to do."""

    part: str
    anchor: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Noted:
    """Everything of one day. `watched` are criteria beyond the planned ones, `left` the uploads that are not used."""

    token: str = ""
    part: str = SEEN
    moments: list[Moment] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    own: list[Asked] = field(default_factory=list)
    marks: list[Moment] = field(default_factory=list)
    about: str = ""
    watched: tuple[str, ...] = ()
    captions: dict[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    device_time: str = ""

    @property
    def seen(self) -> list[Moment]:
        return [one for one in self.moments if one.anything]

    @property
    def answered(self) -> list[Asked]:
        return [one for one in (*self.asked, *self.own) if one.anything]

    @property
    def said(self) -> list[Moment]:
        return [one for one in self.marks if one.anything]

    @property
    def anything(self) -> bool:
        return bool(self.seen or self.answered or self.said)


def fields_of(post: QueryDict) -> dict[str, Any]:
    """A form as drafts keep it: a text each, or a list where a name stands more than once."""
    return {key: values if len(values) > 1 else values[0] for key, values in post.lists() if key not in _NOT_KEPT}


def lists_of(body: Mapping[str, Any]) -> dict[str, list[str]]:
    """A draft as the lists of a form."""
    return {name: [str(one) for one in (value if isinstance(value, list) else [value])] for name, value in body.items()}


def numbers(fields: Mapping[str, Any], *prefixes: str) -> list[int]:
    found = {int(rest) for name in fields for prefix in prefixes if (rest := name.removeprefix(prefix)) != name and rest.isdecimal()}
    return sorted(found)


def noted(fields: Lists, *, bank: Iterable[Question] = (), known: Iterable[str]) -> Noted:
    """`bank` are the questions that may be asked, `known` the targets of the agreed units."""
    targets = set(known)

    def text(name: str) -> str:
        return next(iter(fields.get(name, ())), "")

    def ticked(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for one in fields.get(name, ()) if one in targets))

    def moments(at: str, words: str, ticks: str) -> list[Moment]:
        return [Moment(n, text(f"{at}{n}"), text(f"{words}{n}"), ticked(f"{ticks}{n}")) for n in numbers(fields, at, words, ticks)]

    asked = [Asked(str(q.uuid), q.text, text(f"q-{q.uuid}"), q.target, bool(fields.get(f"qr-{q.uuid}"))) for q in bank]
    own = [
        Asked(str(n), text(f"oq-{n}"), text(f"oa-{n}"), next(iter(ticked(f"ot-{n}")), ""), bool(fields.get(f"or-{n}")))
        for n in numbers(fields, "oq-", "oa-", "ot-")
    ]
    return Noted(
        token=text("form"), part=text("part") if text("part") in PARTS else SEEN, moments=moments("at-", "text-", "t-"), asked=asked, own=own,
        marks=moments("mat-", "mtext-", "mt-"), about=text("about"), watched=ticked("claim"),
        captions={name.removeprefix("cap-"): values[0] for name, values in fields.items() if name.startswith("cap-") and values},
        left=frozenset(fields.get("leave", ())), device_time=text("device_time"),
    )  # fmt: skip


# Times ----------------------------------------------------------------------------------------------------------------


def clock_time(text: str) -> str:
    """ "9.05" as "09:05", "" for what is no time of day."""
    found = _CLOCK.fullmatch(text.strip())
    return f"{int(found[1]):02d}:{found[2]}" if found else ""


def place_in(text: str) -> str:
    """ "6:48" as "06:48", "" for what is no place in a recording."""
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        return ""
    return f"{int(found[1])}:{int(found[2]):02d}:{found[3]}" if found[1] else f"{int(found[2]):02d}:{found[3]}"


def apart(device_time: str, kept_at: datetime) -> timedelta | None:
    """By how much the clock of a device is ahead, where that is worth a word."""
    told = parse_datetime(device_time) if device_time else None
    if told is None or timezone.is_naive(told):
        return None
    ahead = told - kept_at
    return ahead if abs(ahead) > APART else None


# What has to be put right ---------------------------------------------------------------------------------------------


def faults(noted: Noted, *, pictures: bool, talk: bool, answers: bool) -> list[Fault]:
    """`pictures`, `talk` and `answers` say which kinds of files lie ready."""
    found: list[Fault] = []
    for one in noted.seen:
        if not clock_time(one.at):
            found.append(Fault(SEEN, f"at-{one.number}", _("Give the time of this moment, such as 10:42.")))
        if not one.text.strip():
            found.append(Fault(SEEN, f"text-{one.number}", _("Say in a few words what you saw at this moment.")))
    if pictures and not noted.seen:
        found.append(Fault(SEEN, "seen", _("Write at least one moment, so that the photos and the voice note say what they show.")))
    for one in noted.said:
        if not place_in(one.at):
            found.append(Fault(TALKED, f"mat-{one.number}", _("Give minutes and seconds of this mark, such as 06:48.")))
        if not one.text.strip():
            found.append(Fault(TALKED, f"mtext-{one.number}", _("Say in a few words what was talked of here.")))
    if (talk or noted.said) and not any(one.targets for one in noted.said):
        found.append(Fault(TALKED, "talked", _("Mark at least one moment of the talk and tick what it shows.")))
    for answer in noted.own:
        if answer.question.strip() and not answer.target:
            found.append(Fault(ASKED, f"ot-{answer.name}", _("Choose the criterion that this question is about.")))
        if (answer.answer.strip() or answer.recorded) and not answer.question.strip():
            found.append(Fault(ASKED, f"oq-{answer.name}", _("Write down what you asked.")))
    if answers and not noted.answered:
        found.append(Fault(ASKED, "asked", _("Tick which questions the recording answers.")))
    elif not answers and any(one.recorded and not one.answer.strip() for one in noted.answered):
        found.append(Fault(ASKED, "asked", _("The recorded answers have not arrived. Add the recording, or type the answers.")))
    texts = [("text-", SEEN, noted.moments), ("mtext-", TALKED, noted.marks)]
    for prefix, part, moments in texts:
        found += [
            Fault(part, f"{prefix}{one.number}", _("That is very long. Write it as several moments."))
            for one in moments
            if len(one.text) > MUCH
        ]
    if noted.seen and not any(one.targets for one in noted.seen):
        found.append(Fault(SEEN, "seen", _("Tick for at least one moment what it shows.")))
    if not found and not noted.anything:
        found.append(Fault(noted.part, noted.part, _("Nothing is noted yet. Note what you see, ask or talk of; then finish.")))
    return found


# What it shows --------------------------------------------------------------------------------------------------------


def claims(noted: Noted, kind: str, things: Mapping[str, str]) -> list[Target]:
    """What one kind of evidence of this day shows, each target with its place."""
    match kind:
        case EvidenceKind.OBSERVATION:
            places = [(target, clock_time(one.at)) for one in noted.seen for target in one.targets]
        case EvidenceKind.QUESTIONS:
            places = [(one.target, f"Q{number}") for number, one in enumerate(noted.answered, 1) if one.target]
        case _:
            places = [(target, place_in(one.at)) for one in noted.said for target in one.targets]
    return [Target(target, place, things.get(target, "").strip()[:100]) for target, place in dict.fromkeys(places)]


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of what speaks for a target: where, and in which words."""

    kind: str
    place: str
    words: str


def shown_by_target(noted: Noted) -> dict[str, list[Shown]]:
    """Every target that something was noted for, with all of it."""
    found: dict[str, list[Shown]] = {}
    for moment in noted.seen:
        for target in moment.targets:
            found.setdefault(target, []).append(Shown(EvidenceKind.OBSERVATION, clock_time(moment.at), moment.text.strip()))
    for number, one in enumerate(noted.answered, 1):
        if one.target:
            words = f"{one.question.strip()} {one.answer.strip()}".strip()
            found.setdefault(one.target, []).append(Shown(EvidenceKind.QUESTIONS, f"Q{number}", words))
    for mark in noted.said:
        for target in mark.targets:
            found.setdefault(target, []).append(Shown(EvidenceKind.DISCUSSION, place_in(mark.at), mark.text.strip()))
    return found
