"""A filled workbook as text: what an assessor reads paragraph by paragraph, and what is searched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.engine.workbooks import Answers, Chart, Form, Kind, Question, Row, Worked, day_of, number_of, rows_of, untouched, worked

TOTALS = {
    "sum": gettext_lazy("Sum"),
    "average": gettext_lazy("Average"),
    "count": gettext_lazy("How many"),
    "lowest": gettext_lazy("Lowest"),
    "highest": gettext_lazy("Highest"),
}


MOST_DIGITS = 60  # more than any sum can come to, and cents
LARGE = (
    (Decimal(10) ** 12, gettext_lazy("%(n)s tn")),
    (Decimal(10) ** 9, gettext_lazy("%(n)s bn")),
    (Decimal(10) ** 6, gettext_lazy("%(n)s m")),
)


def number_short(value: Decimal) -> str:
    """A number for a picture, where there is room for a few letters: "1,250", "3.4 m", "12 bn". The table beside it has it whole."""
    for size, words in LARGE:
        if abs(value) >= size:
            return str(words) % {"n": number_said((value / size).quantize(Decimal("0.1")))}
    return number_said(value)


def number_said(value: Decimal | None, unit: str = "") -> str:
    """A number with its unit as people write it: "£1,250.50", "12 days", "8.3 %"."""
    if value is None:
        return ""
    with localcontext() as context:
        context.prec = MOST_DIGITS
        rounded = value.quantize(Decimal("0.01")).normalize()
    places = 2 if unit == "£" and rounded != rounded.to_integral_value() else max(0, -int(rounded.as_tuple().exponent))
    words = number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"£{words}".replace("£-", "-£") if unit == "£" else f"{words} {unit}".strip()


def said(question: Question, value: Any) -> str:
    """One answer as it is read."""
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        return number_said(value, question.unit)
    match question.kind:
        case Kind.DATE:
            day = day_of(value)
            return date_format(day, "j F Y") if day else str(value)
        case Kind.NUMBER:
            return number_said(number_of(value), question.unit) or str(value)
        case Kind.SCORE:
            return _("%(score)s of %(most)s") % {"score": value, "most": question.scale[1]}
    return str(value)


WITHHELD = gettext_lazy("withheld, because it rests on confidential answers")


def answer(question: Question, answers: Answers, sums: Worked, *, confides: bool = False) -> str:
    """What stands at a question that is no table. `confides`: in a copy for others, which says where something was left out."""
    if confides and question.kind is Kind.WORKED and question.key in sums.withheld:
        return str(WITHHELD)
    return said(question, sums.numbers.get(question.key) if question.kind is Kind.WORKED else answers.get(question.key))


type Sources = Mapping[tuple[str, int], str]  # where an answer or a row comes from: by question, and number of the row or 0
BELOW = -1  # the row below the last one, where a table says what it adds up to


@dataclass(frozen=True, slots=True)
class Told:
    """One stretch of the text and where in the form it comes from: `row` is 0 for what is no table."""

    question: str
    row: int
    text: str


def told(form: Form, answers: Answers) -> Iterator[Told]:
    """Everything that is answered: a question, a row of a table, what stands below it."""
    sums = worked(form, answers)
    for one in form.questions:
        if one.kind is Kind.TABLE:
            yield from _table(one, answers, sums)
        elif words := answer(one, answers, sums, confides=True):
            yield Told(one.key, 0, _led(one, words))


def paragraphs(form: Form, answers: Answers) -> Iterator[str]:
    """The same as text alone."""
    return (one.text for one in told(form, answers))


def _led(question: Question, words: str) -> str:
    """An answer after what was asked; a question mark needs no colon."""
    asks = str(question.asks)
    return f"{asks} {words}" if asks.endswith("?") else f"{asks}: {words}"


def cells(table: Question, row: Row, numbers: Mapping[str, Decimal | None]) -> list[tuple[Question, str]]:
    """A row as it is read, column by column."""
    return [(one, said(one, numbers.get(one.key) if one.kind is Kind.WORKED else row.get(one.key))) for one in table.columns]


def totals(table: Question, answers: Answers, sums: Worked) -> list[tuple[str, str]]:
    """What stands below the columns of a table: ("Minutes, Sum", "34"). Where nobody wrote, nothing is counted."""
    rows = rows_of(answers, table.key)
    return [
        (f"{one.asks}, {TOTALS[one.total]}", number_said(value, one.unit if one.total != "count" else ""))
        for one in table.columns
        if one.total and rows and (value := sums.totals[table.key, one.key]) is not None
        if not one.confidential or any(row.get(one.key) for row in rows)
    ]


def _table(table: Question, answers: Answers, sums: Worked) -> Iterator[Told]:
    for number, (row, numbers) in enumerate(zip(rows_of(answers, table.key), sums.rows[table.key], strict=True), start=1):
        if words := "; ".join(_led(one, words) for one, words in cells(table, row, numbers) if words):
            yield Told(table.key, number, f"{table.asks}, {number}. {words}")
    if below := totals(table, answers, sums):
        yield Told(table.key, BELOW, f"{table.asks}. {'; '.join(f'{label}: {words}' for label, words in below)}")


def sources_of(form: Form, answers: Mapping[str, Any], from_us: Mapping[str, Any]) -> dict[tuple[str, int], str]:
    """ "From Milepost, 23 November 2026" by question and row, where it stands as it was given; "By Ada" in what was taken over from her."""
    day, ours = day_of(from_us.get("on")), from_us.get("answers")
    if day is None or not isinstance(ours, Mapping):
        return {}
    told = {"day": date_format(day, "j F Y"), "who": from_us.get("from", "")}
    words = _("By %(who)s, %(day)s") % told if told["who"] else _("From Milepost, %(day)s") % told
    return dict.fromkeys(untouched(form, answers, ours), words)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar of a chart: what it is called, more of its name where there is room, what kind it is, how much."""

    label: str
    more: str
    kind: str
    value: Decimal


def drawn(chart: Chart, answers: Answers, sums: Worked) -> list[Drawn]:
    """The bars of a chart for which there is a number, of several tables one after the other; steps have none."""
    if chart.kind == "bars":
        found = [(bar.label, "", bar.kind, sums.of(bar.of)) for bar in chart.bars]
    elif chart.kind == "rows":
        rows = [pair for table in chart.tables for pair in zip(rows_of(answers, table), sums.rows.get(table, ()), strict=False)]
        found = [(str(n), str(row.get(chart.label, "")), "again", numbers.get(chart.of)) for n, (row, numbers) in enumerate(rows, start=1)]
    else:
        found = []
    return [Drawn(label, more, kind, value) for label, more, kind, value in found if value is not None]
