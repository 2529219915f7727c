"""Entries of a list that may be one employer, side by side, and what a person says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from milepost.portfolios.intake import columns, sentences
from milepost.portfolios.words import IntakeKind

if TYPE_CHECKING:
    from milepost.portfolios.models import Intake

A_PAGE = 10
SAME, APART = "same", "apart"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field of both. `differs` where each says something else."""

    label: str
    here: str
    there: str
    differs: bool


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two entries that may be one employer."""

    field: str  # the name of the choice in the form
    title: str
    here: str  # what is on the left: a line
    there: str
    rows: list[Row]
    speaks_for: str
    speaks_against: str


@dataclass(frozen=True, kw_only=True)
class Alike:
    """The pairs that a person is asked about, the likest first; `more` are asked afterwards."""

    pairs: list[Pair]
    more: int
    said: int  # how many pairs somebody has decided

    def __bool__(self) -> bool:
        return bool(self.pairs or self.said)


def _asks(intake: Intake) -> list[tuple[int, Mapping[str, Any]]]:
    found = [(entry["line"], ask) for entry in intake.plan for ask in entry.get("asks", ())]
    return sorted(found, key=lambda one: -one[1]["bits"])


def alike_of(intake: Intake) -> Alike | None:
    if intake.kind != IntakeKind.EMPLOYERS:
        return None
    asks = _asks(intake)
    said = len(intake.settings.get(SAME, ())) + len(intake.settings.get(APART, ()))
    return Alike(pairs=[_pair(line, ask) for line, ask in asks[:A_PAGE]], more=max(0, len(asks) - A_PAGE), said=said)


def _pair(line: int, ask: Mapping[str, Any]) -> Pair:
    here, there = ask["here"], ask["there"]
    names = columns.FIELDS[IntakeKind.EMPLOYERS] | {"contact": columns.FIELDS[IntakeKind.EMPLOYERS]["name"]}
    rows = [
        Row(
            label=str(names[key]), here=here.get(key, ""), there=there.get(key, ""),
            differs=bool(here.get(key) and there.get(key) and _bare(here[key]) != _bare(there[key])),
        )
        for key in ("employer", "number", "street", "town", "postcode", "phone", "website", "contact", "email", "notes")
        if here.get(key) or there.get(key)
    ]  # fmt: skip
    other = _("Line %(n)s") % {"n": ask["line"]} if ask["line"] else _("Here already")
    return Pair(
        field=f"pair:{ask['a']}:{ask['b']}",
        title=_("%(one)s and %(other)s") % {"one": here.get("employer", ""), "other": there.get("employer", "")},
        here=_("Line %(n)s") % {"n": line},
        there=other,
        rows=rows,
        speaks_for=capfirst(sentences.listed(sentences.speaks_for(ask["signs"]))),
        speaks_against=capfirst(sentences.listed(sentences.speaks_against(ask["signs"]))),
    )


def _bare(text: str) -> str:
    """Without gaps: a postcode and a number are the same however they are grouped."""
    return columns.folded(text).replace(" ", "")


def decided(intake: Intake, given: Mapping[str, str]) -> dict[str, Any] | None:
    """What was said in the form, put to what was said before. None where nothing was said that the plan asks."""
    same = [list(pair) for pair in intake.settings.get(SAME, ())]
    apart = [list(pair) for pair in intake.settings.get(APART, ())]
    if given.get("again"):
        return {SAME: [], APART: []} if same or apart else None
    found = False
    if part := given.get("part"):
        joined = next((entry["same"] for entry in intake.plan if f"l{entry['line']}" == part and entry.get("same")), [])
        same = [pair for pair in same if part not in pair]
        apart += [[part, other] for other in joined]
        found = bool(joined)
    for _line, ask in _asks(intake):
        answer = given.get(f"pair:{ask['a']}:{ask['b']}")
        if answer in (SAME, APART):
            (same if answer == SAME else apart).append([ask["a"], ask["b"]])
            found = True
    return {SAME: same, APART: apart} if found else None
