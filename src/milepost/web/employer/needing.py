"""The form of a needs analysis: what is asked, and lines for business issues. What was typed comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base import clock
from milepost.employers.guide import GUIDE
from milepost.engine.workbooks import Section
from milepost.web.centre.forms import DAYS

FIELDS = ("title", "hurts", "measure", "unit", "baseline", "baseline_on", "target", "target_on")
LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    "title": (gettext_lazy("What should change"), gettext_lazy("In their words: “Callers ring twice for one parcel.”")),
    "hurts": (gettext_lazy("What it does to them"), ""),
    "measure": (gettext_lazy("What is counted"), gettext_lazy("“Repeat calls a week”")),
    "unit": (gettext_lazy("Unit"), gettext_lazy("“calls a week”, “%”")),
    "baseline": (gettext_lazy("Where it stands now"), gettext_lazy("A number")),
    "baseline_on": (gettext_lazy("Counted on"), ""),
    "target": (gettext_lazy("Where it should stand"), gettext_lazy("A number")),
    "target_on": (gettext_lazy("By when"), ""),
}
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Box:
    """One field of a line, with what was typed."""

    name: str
    label: str | Promise
    hint: str | Promise
    value: str
    long: bool
    day: bool

    @property
    def whole(self) -> bool:
        return self.long or self.name.endswith("-title")


@dataclass(frozen=True, kw_only=True)
class IssueLine:
    """One business issue as it is being typed. `fault` says what is still open."""

    number: int
    boxes: list[Box]
    typed: dict[str, str]
    fault: str = ""

    @property
    def blank(self) -> bool:
        return not any(self.typed[name] for name in FIELDS if name != "baseline_on")


def lines_of(body: Mapping[str, Any], *, faults: Mapping[int, str] | None = None) -> list[IssueLine]:
    """The lines that were begun, and a fresh one behind them."""
    begun = [
        n for n in range(1, MOST + 1) if any(str(body.get(f"issue-{n}-{name}", "")).strip() for name in FIELDS if name != "baseline_on")
    ]
    shown = [*begun, max(begun, default=0) + 1]
    return [_line(n, body, (faults or {}).get(n, "")) for n in shown if n <= MOST]


def _line(n: int, body: Mapping[str, Any], fault: str) -> IssueLine:
    typed = {name: str(body.get(f"issue-{n}-{name}", "")).strip() for name in FIELDS}
    typed["baseline_on"] = typed["baseline_on"] or clock.today().isoformat()
    boxes = [
        Box(
            name=f"issue-{n}-{name}", label=LABELS[name][0], hint=LABELS[name][1], value=typed[name], long=name == "hurts",
            day=name.endswith("_on"),
        )
        for name in FIELDS
    ]  # fmt: skip
    return IssueLine(number=n, boxes=boxes, typed=typed, fault=fault)


class Unclear(Exception):
    """A number or a day that cannot be read."""


def read(typed: Mapping[str, str]) -> dict[str, Any]:
    """A line as `note_issue` takes it. Raises Unclear."""
    return {
        **{name: typed[name] for name in ("title", "hurts", "measure", "unit")},
        **{name: number(typed[name]) for name in ("baseline", "target")},
        **{name: day(typed[name]) for name in ("baseline_on", "target_on")},
    }


def number(text: str) -> Decimal | None:
    """A number as people type it: 1,250.5, 31 %, 1 200."""
    bare = text.replace("%", "").replace("£", "").replace(" ", "").replace("\xa0", "").replace(",", "")
    if not bare:
        return None
    try:
        found = Decimal(bare)
    except InvalidOperation as error:
        raise Unclear(_("“%(text)s” is no number. Give one such as 212 or 31.5.") % {"text": text}) from error
    if not found.is_finite() or abs(found) >= 10**11:
        raise Unclear(_("“%(text)s” is too large to be meant.") % {"text": text})
    return found.quantize(Decimal("0.001"))


def day(text: str) -> date | None:
    if not text:
        return None
    for pattern in DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Unclear(_("“%(text)s” is no day. Give one such as 1 September 2026.") % {"text": text})


def parts(answers: Mapping[str, Any]) -> Iterator[tuple[Section, list[tuple[Any, str]]]]:
    """The guide with what was said."""
    for part in GUIDE:
        yield part, [(one, str(answers.get(one.key, ""))) for one in part.questions]
