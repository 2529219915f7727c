"""A filled workbook as text: what an assessor reads paragraph by paragraph, and what is searched."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.engine.workbooks import Answers, Form, Kind, Question, Worked, day_of, number_of, rows_of, worked

TOTALS = {
    "sum": gettext_lazy("Sum"),
    "average": gettext_lazy("Average"),
    "count": gettext_lazy("How many"),
    "lowest": gettext_lazy("Lowest"),
    "highest": gettext_lazy("Highest"),
}


def number_said(value: Decimal | None, unit: str = "") -> str:
    """A number with its unit as people write it: "£1,250.50", "12 days", "8.3 %"."""
    if value is None:
        return ""
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


def answer(question: Question, answers: Answers, sums: Worked) -> str:
    """What stands at a question that is no table."""
    return said(question, sums.numbers.get(question.key) if question.kind is Kind.WORKED else answers.get(question.key))


def paragraphs(form: Form, answers: Answers) -> Iterator[str]:
    """Everything that is answered, a paragraph each: a question, a row of a table, what stands below it."""
    sums = worked(form, answers)
    for section in form.sections:
        for question in section.questions:
            if question.kind is Kind.TABLE:
                yield from _table(question, answers, sums)
            elif words := answer(question, answers, sums):
                yield _led(question, words)


def _led(question: Question, words: str) -> str:
    """An answer after what was asked; a question mark needs no colon."""
    asks = str(question.asks)
    return f"{asks} {words}" if asks.endswith("?") else f"{asks}: {words}"


def _table(table: Question, answers: Answers, sums: Worked) -> Iterator[str]:
    for number, (row, numbers) in enumerate(zip(rows_of(answers, table.key), sums.rows[table.key], strict=True), start=1):
        cells = [(one, said(one, numbers.get(one.key) if one.kind is Kind.WORKED else row.get(one.key))) for one in table.columns]
        if told := "; ".join(_led(one, words) for one, words in cells if words):
            yield f"{table.asks}, {number}. {told}"
    totals = [
        f"{one.asks}, {TOTALS[one.total]}: {number_said(value, one.unit if one.total != 'count' else '')}"
        for one in table.columns
        if one.total and (value := sums.totals[table.key, one.key]) is not None
    ]
    if totals:
        yield f"{table.asks}. {'; '.join(totals)}"
