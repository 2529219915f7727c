"""What an assessor saw, asked and talked of, as it is read later: moments, questions with their answers, marks, photos, voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import previews
from milepost.portfolios.words import EvidenceKind
from milepost.web.portfolio import places

if TYPE_CHECKING:
    from milepost.base.models import StoredFile
    from milepost.base.previews import Preview
    from milepost.engine.framework import Framework
    from milepost.portfolios.models import EvidenceVersion

KINDS = (EvidenceKind.OBSERVATION, EvidenceKind.QUESTIONS, EvidenceKind.DISCUSSION)
TOLERATED = 600  # seconds that two clocks may differ before it is said


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One moment, question or mark: when or which, the words, and what it shows."""

    id: str
    at: str
    text: str
    answer: str = ""
    recorded: bool = False
    shows: list[str] = field(default_factory=list)
    jump: str = ""


@dataclass(frozen=True, kw_only=True)
class Further:
    """A photo, a voice or another file beside it."""

    file: StoredFile
    caption: str
    preview: Preview

    @property
    def kind(self) -> str:
        return self.preview.kind


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One version of an observation, of questions or of a discussion."""

    kind: str
    moments: list[Moment]
    about: str
    feedback: str
    clocks: str
    further: list[Further]
    file: StoredFile | None = None
    preview: Preview | None = None

    @property
    def pictures(self) -> list[Further]:
        return [one for one in self.further if one.kind == "picture"]

    @property
    def others(self) -> list[Further]:
        return [one for one in self.further if one.kind != "picture"]


def recorded(kind: str, version: EvidenceVersion, framework: Framework) -> Recorded | None:
    """None for every other kind of evidence, which then costs no question to the database."""
    if kind not in KINDS:
        return None
    details: Mapping[str, Any] = version.details
    further = [
        Further(file=one.file, caption=one.caption, preview=previews.preview(one.file))
        for one in version.further_files.select_related("file").order_by("number")
    ]
    return Recorded(
        kind=kind, moments=_moments(kind, details, framework), about=str(details.get("about", "")), feedback=str(details.get("feedback", "")),
        clocks=_clocks(details), further=further, file=version.file, preview=previews.preview(version.file) if version.file else None,
    )  # fmt: skip


def _moments(kind: str, details: Mapping[str, Any], framework: Framework) -> list[Moment]:
    def codes(targets: Iterable[Any]) -> list[str]:
        return [code_of(str(target), framework) for target in targets if target]

    if kind == EvidenceKind.QUESTIONS:
        return [
            Moment(
                id=f"p{number}", at=f"Q{number}", text=str(one.get("question", "")), answer=str(one.get("answer", "")),
                recorded=bool(one.get("recorded")), shows=codes([one.get("target")]),
            )
            for number, one in enumerate(details.get("asked", ()), 1)
        ]  # fmt: skip
    found, used = [], set()
    for one in details.get("moments" if kind == EvidenceKind.OBSERVATION else "marks", ()):
        at = str(one.get("at", ""))
        anchor = places.fragment(at, kind).removeprefix("#")
        fresh = anchor if anchor and anchor not in used else ""  # of two moments in one minute the first is led to
        used.add(anchor)
        jump = at if kind == EvidenceKind.DISCUSSION else ""
        found.append(Moment(id=fresh, at=at, text=str(one.get("text", "")), shows=codes(one.get("targets", ())), jump=jump))
    return found


def code_of(target: str, framework: Framework) -> str:
    """ "B11 2.3", as it stands beside a moment."""
    key, _sep, number = target.rpartition(":")
    unit = framework.unit_by_key.get(key)
    return f"{unit.code if unit else key} {number.removeprefix('R')}"


def _clocks(details: Mapping[str, Any]) -> str:
    """That the device's clock was another than the server's, with both."""
    told, kept = (parse_datetime(str(details.get(name, ""))) for name in ("device_time", "kept_at"))
    if told is None or kept is None or abs((told - kept).total_seconds()) <= TOLERATED:
        return ""
    given = {name: date_format(timezone.localtime(moment), "j F Y, H:i") for name, moment in (("device", told), ("ours", kept))}
    return _("When the device’s clock said %(device)s, ours said %(ours)s. The times are kept as they were given.") % given
