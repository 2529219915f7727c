"""A filled workbook as it is read, by its owner or by who assesses it: answers, tables with what they add up to, pictures of them.

As evidence each answer, row and sum carries the number of its paragraph in the text of the piece, which is what a locator names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from milepost.engine.workbooks import Answers, Chart, Form, Kind, Question, Worked, rows_of, worked
from milepost.portfolios.workbookfile import form_kept
from milepost.portfolios.workbooktext import BELOW, answer, cells, drawn, number_said, number_short, sources_of, told, totals
from milepost.web.components.parts import Bar
from milepost.web.portfolio import places

MOST_COLUMNS = 6

type Place = tuple[str, int]  # a question, and a row of it or 0


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of the places of a workbook: the paragraph, what is claimed by paragraph, and where the answer comes from."""

    numbers: Mapping[Place, int]
    claimed: Mapping[int, str]
    sources: Mapping[Place, str]

    def number(self, one: Question, row: int = 0) -> int:
        return self.numbers.get((one.key, row), 0)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A paragraph of an answer. `number` is 0 where nothing is counted; `claimed` are the criteria claimed there."""

    words: str
    number: int = 0
    claimed: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    cells: Sequence[tuple[Question, str]]
    number: int = 0
    claimed: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question with its answer, or a table with its rows."""

    question: Question
    pieces: Sequence[Piece] = ()
    rows: Sequence[Row] = ()
    columns: Sequence[Question] = ()
    totals: Sequence[tuple[str, str]] = ()
    below: int = 0  # the number of the paragraph with the totals
    claimed: str = ""  # by them
    source: str = ""  # where it comes from, where Milepost wrote it

    @property
    def there(self) -> bool:
        return bool(self.pieces or self.rows)

    @property
    def many(self) -> bool:
        """More columns than stand beside each other: each row is a card of its own."""
        return len(self.columns) > MOST_COLUMNS


@dataclass(frozen=True, kw_only=True)
class Part:
    title: str
    answers: list[Answer]
    open: int  # how many questions have no answer yet


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A workbook as evidence holds it."""

    form: Form
    parts: list[Part]
    pictures: list[Picture]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a way of working, drawn."""

    name: str
    who: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One chart: its finding as a sentence, what is drawn, and the same as a table."""

    kind: str
    title: str
    finding: str
    bars: Sequence[Bar] = ()
    lines: Sequence[tuple[str, str]] = ()
    chains: Sequence[tuple[str, Sequence[Step], str]] = ()


def filled(details: Mapping[str, Any], body: str, claimed: Mapping[int, str] | None = None) -> Filled | None:
    """A piece of evidence as the workbook that it is; None where it is none, or where its text was not made from its answers.

    `claimed` says by the number of a paragraph what is claimed there.
    """
    form = form_kept(details)
    if form is None:
        return None
    answers = details["answers"]
    numbers, next_one = {}, 1
    for one in told(form, answers):
        numbers[one.question, one.row] = next_one
        next_one += len(places.paragraphs(one.text))
    if next_one - 1 != len(places.paragraphs(body)):
        return None
    parts = parts_of(form, answers, numbers=numbers, claimed=claimed, given=details.get("given"), confides=True)
    return Filled(form=form, parts=parts, pictures=pictures_of(form, answers))


def parts_of(
    form: Form, answers: Answers, *, numbers: Mapping[Place, int] | None = None, claimed: Mapping[int, str] | None = None,
    given: Mapping[str, Any] | None = None, confides: bool = False,
) -> list[Part]:  # fmt: skip
    """The sections with what is answered in them. With `confides`, columns that are confidential do not stand there at all."""
    sums, sources = worked(form, answers), sources_of(form, answers, given if isinstance(given, Mapping) else {})
    there = Places(numbers or {}, claimed or {}, sources)
    parts = []
    for section in form.sections:
        shown = [_answer(one, answers, sums, there, confides) for one in section.questions]
        open_ones = sum(not one.there and one.question.kind is not Kind.WORKED for one in shown)
        parts.append(Part(title=section.title, answers=[one for one in shown if one.there], open=open_ones))
    return parts


def _answer(one: Question, answers: Answers, sums: Worked, there: Places, confides: bool) -> Answer:
    first = there.number(one)
    if one.kind is not Kind.TABLE:
        pieces = enumerate(places.paragraphs(answer(one, answers, sums, confides=confides)), start=first)
        return Answer(
            question=one,
            pieces=[Piece(words=words, number=n if first else 0, claimed=there.claimed.get(n, "") if first else "") for n, words in pieces],
            source=there.sources.get((one.key, 0), ""),
        )
    rows = []
    for n, (row, worked_there) in enumerate(zip(rows_of(answers, one.key), sums.rows[one.key], strict=True), start=1):
        number = there.number(one, n)
        shown = [cell for cell in cells(one, row, worked_there) if not (confides and cell[0].confidential)]
        rows.append(Row(cells=shown, number=number, claimed=there.claimed.get(number, ""), source=there.sources.get((one.key, n), "")))
    below = there.number(one, BELOW)
    return Answer(
        question=one, rows=rows, totals=totals(one, answers, sums), below=below, claimed=there.claimed.get(below, ""),
        columns=[part for part in one.columns if not (confides and part.confidential)],
    )  # fmt: skip


def pictures_of(form: Form, answers: Answers) -> list[Picture]:
    """The charts for which there is something to draw."""
    sums = worked(form, answers)
    pictures = (_picture(chart, form, answers, sums) for chart in form.charts)
    return [one for one in pictures if one is not None]


def _picture(chart: Chart, form: Form, answers: Answers, sums: Worked) -> Picture | None:
    return _steps(chart, form, answers, sums) if chart.kind == "steps" else _bars(chart, answers, sums)


def _bars(chart: Chart, answers: Answers, sums: Worked) -> Picture | None:
    found = drawn(chart, answers, sums)
    if len(found) < (2 if chart.kind == "rows" else 1):
        return None
    lines = [(f"{one.label} {one.more}".strip(), number_said(one.value, chart.unit)) for one in found]
    finding = ", ".join(f"{label} {words}" for label, words in lines)
    return Picture(
        kind="bars", title=chart.title, finding=_("%(title)s: %(told)s.") % {"title": chart.title, "told": finding}, lines=lines,
        bars=[Bar(one.label, "", one.value, number_short(one.value), one.kind) for one in found],
    )  # fmt: skip


def _steps(chart: Chart, form: Form, answers: Answers, sums: Worked) -> Picture | None:
    chains, found = [], []
    for table in (name for name in chart.tables if name in form.by_key):
        asks = str(form.by_key[table].asks)
        steps = [
            Step(name=str(row.get(chart.label, "")), who=str(row.get(chart.who, "")), words=number_said(numbers.get(chart.of), chart.unit))
            for row, numbers in zip(rows_of(answers, table), sums.rows.get(table, ()), strict=False)
        ]
        total = number_said(sums.totals.get((table, chart.of)), chart.unit)
        chains.append((asks, steps, total))
        found.append(_("%(asks)s: %(n)d, %(total)s") % {"asks": asks, "n": len(steps), "total": total or _("not measured")})
    if not any(steps for _asks, steps, _total in chains):
        return None
    return Picture(kind="steps", title=chart.title, finding="; ".join(found), chains=chains)
