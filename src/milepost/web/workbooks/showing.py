"""A filled workbook as it is read: answers, tables with what they add up to, and pictures of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from milepost.engine.workbooks import Chart, Form, Kind, Question, Worked, rows_of, worked
from milepost.portfolios.workbooktext import answer, number_said, said
from milepost.web.components.parts import Bar
from milepost.web.workbooks.filling import totals_of

MOST_COLUMNS = 6


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question with its answer, or a table with its rows."""

    question: Question
    words: str = ""
    rows: Sequence[Sequence[tuple[Question, str]]] = ()
    totals: Sequence[tuple[str, str]] = ()

    @property
    def there(self) -> bool:
        return bool(self.words or self.rows)

    @property
    def many(self) -> bool:
        """More columns than stand beside each other: each row is a card of its own."""
        return len(self.question.columns) > MOST_COLUMNS


@dataclass(frozen=True, kw_only=True)
class Part:
    title: str
    answers: list[Answer]
    open: int  # how many questions have no answer yet


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


def parts_of(form: Form, answers: Mapping[str, Any]) -> list[Part]:
    """The sections with what is answered in them."""
    sums = worked(form, answers)
    parts = []
    for section in form.sections:
        shown = [_answer(one, answers, sums) for one in section.questions]
        open_ones = sum(not one.there and one.question.kind is not Kind.WORKED for one in shown)
        parts.append(Part(title=section.title, answers=[one for one in shown if one.there], open=open_ones))
    return parts


def _answer(one: Question, answers: Mapping[str, Any], sums: Worked) -> Answer:
    if one.kind is not Kind.TABLE:
        return Answer(question=one, words=answer(one, answers, sums))
    rows = [
        [(part, said(part, numbers.get(part.key) if part.kind is Kind.WORKED else row.get(part.key))) for part in one.columns]
        for row, numbers in zip(rows_of(answers, one.key), sums.rows[one.key], strict=True)
    ]
    return Answer(question=one, rows=rows, totals=totals_of(one, sums) if rows else ())


def pictures_of(form: Form, answers: Mapping[str, Any]) -> list[Picture]:
    """The charts for which there is something to draw."""
    sums = worked(form, answers)
    drawn = (_picture(chart, form, answers, sums) for chart in form.charts)
    return [one for one in drawn if one is not None]


def _picture(chart: Chart, form: Form, answers: Mapping[str, Any], sums: Worked) -> Picture | None:
    match chart.kind:
        case "bars":
            return _bars(chart, [(bar.label, "", bar.kind, sums.of(bar.of)) for bar in chart.bars])
        case "rows":
            return _bars(chart, list(_of_rows(chart, answers, sums)), least=2)
    return _steps(chart, form, answers, sums)


def _of_rows(chart: Chart, answers: Mapping[str, Any], sums: Worked) -> Iterator[tuple[str, str, str, Decimal | None]]:
    table = chart.tables[0]
    for n, (row, numbers) in enumerate(zip(rows_of(answers, table), sums.rows.get(table, ()), strict=True), start=1):
        yield str(n), str(row.get(chart.label, "")), "again", numbers.get(chart.of)


def _bars(chart: Chart, found: Sequence[tuple[str, str, str, Decimal | None]], *, least: int = 1) -> Picture | None:
    known = [(label, more, kind, value) for label, more, kind, value in found if value is not None]
    if len(known) < max(least, 1):
        return None
    lines = [(f"{label} {more}".strip(), number_said(value, chart.unit)) for label, more, _kind, value in known]
    told = ", ".join(f"{label} {words}" for label, words in lines)
    return Picture(
        kind="bars", title=chart.title, finding=_("%(title)s: %(told)s.") % {"title": chart.title, "told": told}, lines=lines,
        bars=[Bar(label, "", value, number_said(value), kind) for label, _more, kind, value in known],
    )  # fmt: skip


def _steps(chart: Chart, form: Form, answers: Mapping[str, Any], sums: Worked) -> Picture | None:
    chains, told = [], []
    for table in chart.tables:
        asks = str(form.by_key[table].asks)
        steps = [
            Step(name=str(row.get(chart.label, "")), who=str(row.get(chart.who, "")), words=number_said(numbers.get(chart.of), chart.unit))
            for row, numbers in zip(rows_of(answers, table), sums.rows.get(table, ()), strict=True)
        ]
        total = number_said(sums.totals.get((table, chart.of)), chart.unit)
        chains.append((asks, steps, total))
        told.append(_("%(asks)s: %(n)d, %(total)s") % {"asks": asks, "n": len(steps), "total": total or _("not measured")})
    if not any(steps for _asks, steps, _total in chains):
        return None
    return Picture(kind="steps", title=chart.title, finding="; ".join(told), chains=chains)
