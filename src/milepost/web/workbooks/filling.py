"""The form of a workbook as it is filled in: what is typed by the name of its control, rows more and fewer, and reading it.

A question is "q-reference", a cell "q-options-2-cost". What cannot be read comes back as it was typed, with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from milepost.engine.workbooks import Form, Kind, Question, Section, Worked, rows_of, worked
from milepost.portfolios.policies.workbooks import MOST_ROWS
from milepost.portfolios.workbooktext import said, sources_of, totals
from milepost.web.employer.needing import Unclear, day, number

Typed = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Box:
    """One control, with what was typed, or what is worked out there."""

    name: str
    question: Question
    value: str
    fault: str = ""
    worked: str = ""
    source: str = ""  # where the value comes from, as long as nobody has changed it

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def scores(self) -> list[tuple[str, str]]:
        """Each step of a scale with its words: the ends say what they mean."""
        low, high = self.question.scale
        ends = {low: self.question.ends[0], high: self.question.ends[1]}
        return [(str(n), f"{n}, {ends[n]}" if ends.get(n) else str(n)) for n in range(low, high + 1)]

    @property
    def unit(self) -> str:
        return self.question.unit

    @property
    def wide(self) -> bool:
        return self.kind in ("line", "text")


@dataclass(frozen=True, kw_only=True)
class RowBoxes:
    number: int
    boxes: list[Box]
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of the form: one box, or the rows of a table and what stands below them."""

    question: Question
    box: Box | None = None
    rows: Sequence[RowBoxes] = ()
    totals: Sequence[tuple[str, str]] = ()
    fault: str = ""

    @property
    def wanting(self) -> bool:
        """Needed, and not answered yet."""
        boxes = [self.box] if self.box else [box for row in self.rows for box in row.boxes]
        return self.question.needed and not any(box.value for box in boxes)

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST_ROWS


def name_of(*parts: object) -> str:
    return "-".join(["q", *map(str, parts)])


def typed(form: Form, lists: Typed) -> dict[str, Any]:
    """What stands in the controls, by question; a table as its rows, empty ones among them."""

    def text(name: str) -> str:
        found = lists.get(name, "")
        return str(found[-1] if isinstance(found, list) and found else found or "").replace("\r\n", "\n").strip()

    found: dict[str, Any] = {}
    for one in form.questions:
        if one.kind is Kind.TABLE:
            numbers = sorted(_row_numbers(lists, one.key))[:MOST_ROWS]
            found[one.key] = [{part.key: text(name_of(one.key, n, part.key)) for part in one.columns} for n in numbers]
        elif one.kind is not Kind.WORKED:
            found[one.key] = text(name_of(one.key))
    return found


def _row_numbers(lists: Typed, table: str) -> set[int]:
    start = name_of(table, "")
    found = (name.removeprefix(start).partition("-")[0] for name in lists if name.startswith(start))
    return {int(n) for n in found if n.isdecimal() and len(n) < 4}


def controls(form: Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """The other way: answers by the names of their controls, as a draft keeps them."""
    kept: dict[str, str] = {}
    for one in form.questions:
        if one.kind is Kind.TABLE:
            for n, row in enumerate(rows_of(answers, one.key), start=1):
                kept |= {name_of(one.key, n, part.key): str(row.get(part.key, "")) for part in one.columns}
        elif one.kind is not Kind.WORKED:
            kept[name_of(one.key)] = str(answers.get(one.key, ""))
    return kept


def longer(form: Form, answers: dict[str, Any], table: str) -> int:
    """One more row in a table; says which it is, or 0 where there is no such table or no room."""
    one = form.by_key.get(table)
    if one is None or one.kind is not Kind.TABLE:
        return 0
    rows = list(answers.get(table, ()))
    rows += [{} for _n in range(max(one.rows - len(rows), 0))]
    if len(rows) >= MOST_ROWS:
        return 0
    answers[table] = [*rows, {}]
    return len(rows) + 1


def shorter(answers: dict[str, Any], table: str, place: str) -> None:
    """Without one row of a table."""
    rows = answers.get(table)
    if isinstance(rows, list) and place.isdecimal() and 0 < int(place) <= len(rows):
        answers[table] = rows[: int(place) - 1] + rows[int(place) :]


def read(form: Form, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers as they are kept, without what is empty; and by control what cannot be read."""
    answers: dict[str, Any] = {}
    faults: dict[str, str] = {}

    def take(one: Question, text: str, name: str) -> str:
        try:
            return _plain(one, text)
        except Unclear as unclear:
            faults[name] = str(unclear)
            return text

    for one in form.questions:
        if one.kind is Kind.TABLE:
            rows = []
            for n, row in enumerate(given.get(one.key, ()), start=1):
                plain = {part.key: take(part, row.get(part.key, ""), name_of(one.key, n, part.key)) for part in one.columns}
                if kept := {key: text for key, text in plain.items() if text}:
                    rows.append(kept)
            if rows:
                answers[one.key] = rows
        elif one.kind is not Kind.WORKED and (text := take(one, given.get(one.key, ""), name_of(one.key))):
            answers[one.key] = text
    return answers, faults


def _plain(one: Question, text: str) -> str:
    if not text:
        return ""
    match one.kind:
        case Kind.NUMBER:
            found = number(text)
            return "" if found is None else f"{found.normalize():f}"
        case Kind.DATE:
            when = day(text)
            return when.isoformat() if when else ""
        case Kind.CHOICE if text not in one.choices:
            raise Unclear(_("Choose one of the list."))
        case Kind.SCORE if not (text.isdecimal() and len(text) < 4 and one.scale[0] <= int(text) <= one.scale[1]):
            raise Unclear(_("Choose a number from %(low)d to %(high)d.") % {"low": one.scale[0], "high": one.scale[1]})
        case Kind.LINE | Kind.PERSON:
            return " ".join(text.split())
    return text


def asked_of(
    form: Form, section: Section, given: Mapping[str, Any], faults: Mapping[str, str], from_us: Mapping[str, Any] | None = None
) -> list[Asked]:  # fmt: skip
    """The questions of a section with what was typed. `from_us` is what Milepost wrote when the workbook was opened."""
    sums = worked(form, read(form, given)[0] if not faults else _readable(form, given, faults))
    sources = sources_of(form, given, from_us or {})
    return [_asked(one, given, faults, sums, sources) for one in section.questions]


def _readable(form: Form, given: Mapping[str, Any], faults: Mapping[str, str]) -> dict[str, Any]:
    """The answers without those that cannot be read, so that the rest still adds up."""
    answers = read(form, given)[0]
    gone = set(faults)
    return {key: value for key, value in answers.items() if name_of(key) not in gone}


def _asked(
    one: Question, given: Mapping[str, Any], faults: Mapping[str, str], sums: Worked, sources: Mapping[tuple[str, int], str]
) -> Asked:  # fmt: skip
    if one.kind is not Kind.TABLE:
        name = name_of(one.key)
        told = said(one, sums.numbers.get(one.key)) if one.kind is Kind.WORKED else ""
        return Asked(
            question=one,
            box=Box(
                name=name,
                question=one,
                value=str(given.get(one.key, "")),
                fault=faults.get(name, ""),
                worked=told,
                source=sources.get((one.key, 0), ""),
            ),
        )
    rows = list(given.get(one.key, ()))
    rows += [{} for _n in range(max(one.rows - len(rows), 0))]
    own = worked(Form("", 1, "", "", "", (Section("", "", (one,)),)), {one.key: read_rows(one, rows)})
    drawn = []
    for n, row in enumerate(rows, start=1):
        boxes = []
        for part in one.columns:
            name = name_of(one.key, n, part.key)
            told = said(part, own.rows[one.key][n - 1].get(part.key)) if part.kind is Kind.WORKED else ""
            boxes.append(Box(name=name, question=part, value=str(row.get(part.key, "")), fault=faults.get(name, ""), worked=told))
        drawn.append(RowBoxes(number=n, boxes=boxes, source=sources.get((one.key, n), "")))
    return Asked(question=one, rows=drawn, totals=totals(one, {one.key: read_rows(one, rows)}, own))


def read_rows(table: Question, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Every row as it can be read, empty ones too, so that places stay; what cannot be read is left out."""
    found = []
    for row in rows:
        plain = {}
        for part in table.columns:
            try:
                plain[part.key] = _plain(part, str(row.get(part.key, "")))
            except Unclear:
                continue
        found.append(plain)
    return found
