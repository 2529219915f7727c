"""A workbook as data: sections of questions and tables, what was typed into it, and what it adds up to.

Words: a *form* says what is asked; *answers* are what somebody wrote, as plain text by the key of the question (a day as
2026-09-01, a number as 12.5), a table as a list of rows; what is *worked* is computed and never typed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from milepost.engine.formula import ALL, Known, Unreadable, asked_for, over, worked_out

LARGEST_TYPED = Decimal(10) ** 15
Answers = Mapping[str, Any]
Row = Mapping[str, str]


class Kind(StrEnum):
    LINE = "line"  # a few words
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    CHOICE = "choice"
    SCORE = "score"
    WORKED = "worked"
    TABLE = "table"


NUMBERS = (Kind.NUMBER, Kind.SCORE, Kind.WORKED)
# What Milepost can write where a form asks for it: single values, and tables with what stands in their columns.
PREFILLS = (
    "me", "today", "year_ago", "next_quarter", "next_quarter_ends", "centre", "employer", "assessor", "qualification", "lowest_standard",
    "case_reference", "case_came", "case_acknowledged", "case_answered",
)  # fmt: skip
ROW_PREFILLS = {
    "standards": ("name", "figure", "wanted", "kept"),
    "teams": ("team", "people", "left", "early"),
    "contacts": ("who", "with", "last", "next"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked; a table asks its columns again in every row."""

    key: str
    asks: Any  # text, or text that is translated when it is shown
    hint: Any = ""
    kind: Kind = Kind.TEXT
    needed: bool = False  # before it is claimed as evidence
    confidential: bool = False  # only its owner sees the answer
    prefill: str = ""
    choices: tuple[str, ...] = ()
    scale: tuple[int, int] = (1, 5)
    ends: tuple[str, str] = ("", "")  # what the lowest and the highest score mean
    unit: str = ""
    of: str = ""  # how it is worked out
    total: str = ""  # what stands below a column: sum, average, count, lowest, highest
    until: str = ""  # of a day: by then something is due, until this column of its row, or this question beside it, is answered
    columns: tuple["Question", ...] = ()
    rows: int = 1  # of a table, to begin with

    @property
    def column_by_key(self) -> dict[str, "Question"]:
        return {one.key: one for one in self.columns}


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Any
    questions: tuple[Question, ...]
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class ChartBar:
    label: str
    of: str
    kind: str = "again"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the answers: "bars" of a few sums, "rows" of one column, or "steps" of two tables side by side."""

    kind: str
    title: str
    unit: str = ""
    bars: tuple[ChartBar, ...] = ()
    tables: tuple[str, ...] = ()
    label: str = ""  # the column that names a row
    who: str = ""
    of: str = ""  # the column that is drawn


@dataclass(frozen=True, slots=True)
class Form:
    key: str
    version: int
    title: str
    about: str
    when: str  # on what occasion one takes it up
    sections: tuple[Section, ...]
    charts: tuple[Chart, ...] = ()
    speaks_to: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (number of a specification, its targets)
    subject: str = ""  # "case": it may be begun about one of the reader's own

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for section in self.sections for one in section.questions)

    @property
    def by_key(self) -> dict[str, Question]:
        return {one.key: one for one in self.questions}

    @property
    def dated(self) -> bool:
        """Whether a day in it may be due."""
        return any(one.until or any(column.until for column in one.columns) for one in self.questions)

    @property
    def confides(self) -> bool:
        return any(one.confidential or any(part.confidential for part in one.columns) for one in self.questions)

    def targets(self, specification: str) -> tuple[str, ...]:
        return next((targets for number, targets in self.speaks_to if number == specification), ())


# From data ------------------------------------------------------------------------------------------------------------


def form_of(document: Mapping[str, Any]) -> Form:
    """The form in a document that keeps to the schema."""
    return Form(
        key=document["key"], version=document["version"], title=document["title"], about=document["about"], when=document.get("when", ""),
        sections=tuple(
            Section(one["key"], one["title"], tuple(map(_question, one["questions"])), one.get("hint", "")) for one in document["sections"]
        ),
        charts=tuple(map(_chart, document.get("charts", ()))),
        speaks_to=tuple((one["specification"], tuple(one["criteria"])) for one in document.get("speaks_to", ())),
        subject=document.get("subject", ""),
    )  # fmt: skip


def _question(given: Mapping[str, Any]) -> Question:
    plain = {
        name: given[name] for name in ("hint", "needed", "confidential", "prefill", "unit", "of", "total", "until", "rows") if name in given
    }
    scale = given.get("scale", {})
    return Question(
        key=given["key"], asks=given["asks"], kind=Kind(given.get("kind", "text")), choices=tuple(given.get("choices", ())),
        scale=(scale.get("from", 1), scale.get("to", 5)), ends=(scale.get("lowest", ""), scale.get("highest", "")),
        columns=tuple(map(_question, given.get("columns", ()))), **plain,
    )  # fmt: skip


def _chart(given: Mapping[str, Any]) -> Chart:
    bars = tuple(ChartBar(one["label"], one["of"], one.get("kind", "again")) for one in given.get("bars", ()))
    rest = {name: given[name] for name in ("unit", "label", "who", "of") if name in given}
    return Chart(given["kind"], given["title"], bars=bars, tables=tuple(given.get("tables", ())), **rest)


# What is wrong with a form ---------------------------------------------------------------------------------------------


def loose_ends(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    """What a form may still get wrong though it keeps to the schema: (slug, names). Nothing means all is well."""
    keys = [one.key for one in form.questions]
    yield from (("twice", {"key": key}) for key in sorted({key for key in keys if keys.count(key) > 1}))
    for one in form.questions:
        yield from _loose(form, one, None)
        within = [part.key for part in one.columns]
        yield from (("twice", {"key": f"{one.key}.{key}"}) for key in sorted({key for key in within if within.count(key) > 1}))
        for part in one.columns:
            yield from _loose(form, part, one)
    for chart in form.charts:
        for bar in chart.bars:
            yield from _loose_sum(form, bar.of, None, chart.title)
        for table in chart.tables:
            known = form.by_key[table].column_by_key if table in form.by_key else {}
            if not known:
                yield "unknown", {"place": chart.title, "name": table}
            for name in (name for name in (chart.label, chart.who, chart.of) if name):
                if name not in known:
                    yield "unknown", {"place": chart.title, "name": f"{table}.{name}"}


def _loose(form: Form, one: Question, table: Question | None) -> Iterator[tuple[str, dict[str, str]]]:
    place = f"{table.key}.{one.key}" if table else one.key
    if one.kind is Kind.TABLE and (table or not one.columns):
        yield "table", {"place": place}
    if one.kind is Kind.CHOICE and not one.choices:
        yield "choices", {"place": place}
    if one.kind is Kind.SCORE and not 1 < one.scale[1] - one.scale[0] + 1 <= 11:
        yield "scale", {"place": place}
    if (one.kind is Kind.WORKED) != bool(one.of):
        yield "worked", {"place": place}
    if one.total and (not table or (one.kind not in NUMBERS and one.total != "count")):
        yield "total", {"place": place}
    if one.until and not _ends(one, (table.column_by_key if table else form.by_key).get(one.until)):
        yield "until", {"place": place, "name": one.until}
    if one.prefill and one.prefill not in _prefills_at(one, table):
        yield "prefill", {"place": place, "name": one.prefill, "may": ", ".join(_prefills_at(one, table)) or "–"}
    if one.of:
        yield from _loose_sum(form, one.of, table, place)


def _ends(day: Question, done: Question | None) -> bool:
    """Whether an answer to `done` may say that what was due on a day is done."""
    return day.kind is Kind.DATE and done is not None and done.key != day.key and done.kind not in (Kind.TABLE, Kind.WORKED)


def _prefills_at(one: Question, table: Question | None) -> tuple[str, ...]:
    """What may be written there: a table is given rows, its columns what such a row holds."""
    if table is not None:
        return ROW_PREFILLS.get(table.prefill, ())
    return tuple(ROW_PREFILLS) if one.kind is Kind.TABLE else PREFILLS


def _loose_sum(form: Form, text: str, table: Question | None, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        asked = list(asked_for(text))
    except Unreadable as error:
        yield "sum", {"place": place, "part": str(error), "may": ", ".join(ALL)}
        return
    near = table.column_by_key if table else form.by_key
    for what, name in asked:
        if what == "column":
            known, _dot, column = name.partition(".")
            found = form.by_key[known].column_by_key.get(column) if known in form.by_key else None
            if table and table.key == known:
                found = None  # a row does not ask what all rows come to
        else:
            found = near.get(name)
        fits = found is not None and (found.kind is Kind.DATE if what == "day" else what == "column" or found.kind in NUMBERS)
        if not fits or (found and found.kind is Kind.WORKED and what == "number" and not _before(near, name, place)):
            yield "unknown", {"place": place, "name": name}


def _before(near: Mapping[str, Question], name: str, place: str) -> bool:
    """A sum may rest on an earlier sum and never on a later one, so that no two wait for each other."""
    order, own = list(near), place.rpartition(".")[2]
    return own not in near or order.index(name) < order.index(own)


# What it comes to -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Worked:
    """What a filled form comes to: the sums beside the questions, in each row, and below each column."""

    numbers: Mapping[str, Decimal | None]
    rows: Mapping[str, Sequence[Mapping[str, Decimal | None]]]
    totals: Mapping[tuple[str, str], Decimal | None]
    known: Known
    withheld: frozenset[str] = frozenset()  # sums, and totals as "table.column", that rest on what is confidential and not there

    def of(self, text: str) -> Decimal | None:
        return worked_out(text, self.known)


def worked(form: Form, answers: Answers) -> Worked:
    """Everything that is computed from the answers.

    What is confidential may have been left out of them. Where nothing of it stands, nobody can tell an empty column from one that was
    left out: it is taken as withheld and what rests on it as missing, never as nought.
    """
    rows: dict[str, list[dict[str, Decimal | None]]] = {}
    columns: dict[tuple[str, str], list[Decimal] | None] = {}
    withheld = _withheld(form, answers)
    for table in (one for one in form.questions if one.kind is Kind.TABLE):
        rows[table.key] = [_row(table.columns, row) for row in rows_of(answers, table.key)]
        for part in table.columns:
            if part.kind in NUMBERS:
                columns[table.key, part.key] = [n for row in rows[table.key] if (n := row[part.key]) is not None]
            else:
                columns[table.key, part.key] = [Decimal(1) for row in rows_of(answers, table.key) if row.get(part.key)]
            if f"{table.key}.{part.key}" in withheld:
                columns[table.key, part.key] = None
    numbers = {one.key: number_of(answers.get(one.key)) for one in form.questions if one.kind in (Kind.NUMBER, Kind.SCORE)}
    known = Known(numbers, {one.key: day_of(answers.get(one.key)) for one in form.questions if one.kind is Kind.DATE}, columns)
    for one in form.questions:
        if one.kind is Kind.WORKED:
            numbers[one.key] = worked_out(one.of, known)
            if numbers[one.key] is None and withheld & {name for _what, name in asked_for(one.of)}:
                withheld.add(one.key)
    totals = {
        (table.key, part.key): over(part.total, columns[table.key, part.key])
        for table in form.questions
        for part in table.columns
        if part.total
    }
    return Worked(numbers, rows, totals, known, frozenset(withheld))


def _withheld(form: Form, answers: Answers) -> set[str]:
    """What is confidential and has no answer here: questions by key, columns as "table.column", and columns worked out from such ones."""
    found: set[str] = set()
    for one in form.questions:
        rows = rows_of(answers, one.key) if one.kind is Kind.TABLE else ()
        if one.kind is not Kind.TABLE:
            found |= {one.key} if one.confidential and not answers.get(one.key) else set()
            continue
        for part in one.columns:
            if part.kind is Kind.WORKED:
                if any(f"{one.key}.{name}" in found for what, name in asked_for(part.of) if what != "column"):
                    found.add(f"{one.key}.{part.key}")
            elif (one.confidential or part.confidential) and not any(row.get(part.key) for row in rows):
                found.add(f"{one.key}.{part.key}")
    return found


def _row(columns: Sequence[Question], row: Row) -> dict[str, Decimal | None]:
    numbers = {one.key: number_of(row.get(one.key)) for one in columns if one.kind in (Kind.NUMBER, Kind.SCORE)}
    known = Known(numbers, {one.key: day_of(row.get(one.key)) for one in columns if one.kind is Kind.DATE})
    for one in columns:
        if one.kind is Kind.WORKED:
            numbers[one.key] = worked_out(one.of, known)
    return numbers


def rows_of(answers: Answers, table: str) -> Sequence[Row]:
    found = answers.get(table, ())
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list | tuple) else []


def number_of(text: Any) -> Decimal | None:
    """A number as answers keep it; none where it is larger than any figure that somebody means."""
    try:
        found = Decimal(str(text)) if text not in (None, "") else None
    except (ArithmeticError, ValueError):
        return None
    return found if found is not None and found.is_finite() and abs(found) <= LARGEST_TYPED else None


def day_of(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


# What Milepost writes itself --------------------------------------------------------------------------------------------


def asks_for(form: Form) -> set[str]:
    """The names of everything that a form would like to be given."""
    return {one.prefill for one in form.questions if one.prefill}


def given(form: Form, known: Mapping[str, str], rows: Mapping[str, Sequence[Row]], most: int) -> dict[str, Any]:
    """The answers that Milepost knows: values by name, and tables by name with at most so many rows."""
    found: dict[str, Any] = {}
    for one in (one for one in form.questions if one.prefill):
        if one.kind is not Kind.TABLE:
            if value := known.get(one.prefill, ""):
                found[one.key] = value
        elif lines := [_row_given(one, row) for row in rows.get(one.prefill, ())][:most]:
            found[one.key] = lines
    return found


def _row_given(table: Question, row: Row) -> dict[str, str]:
    return {one.key: value for one in table.columns if one.prefill and (value := row.get(one.prefill, ""))}


def untouched(form: Form, answers: Answers, from_us: Answers) -> set[tuple[str, int]]:
    """What still stands as Milepost wrote it: (question, 0), or (table, number of the row)."""
    found: set[tuple[str, int]] = set()
    for one in form.questions:
        if one.kind is Kind.TABLE:
            lines = [row for row in rows_of(from_us, one.key) if any(row.values())]
            for n, row in enumerate(rows_of(answers, one.key), start=1):
                if any(all(row.get(key) == value for key, value in line.items()) for line in lines):
                    found.add((one.key, n))
        elif from_us.get(one.key) and answers.get(one.key) == from_us[one.key]:
            found.add((one.key, 0))
    return found


# What is due ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a table that is due on a day and not done, `what` its first words, or none; or a question outside a table that asks for the day.

    The answer to `ends`, another question, says that the latter is done.
    """

    on: date
    what: str = ""
    ends: str = ""


def open_steps(form: Form, answers: Answers) -> list[Step]:
    """What has a day and is not done, by its day. A day that cannot be read reminds of nothing."""
    asked = form.by_key
    found = [
        Step(on, str(one.asks), str(asked[one.until].asks))
        for one in form.questions
        if one.until and (on := day_of(answers.get(one.key))) and not answers.get(one.until)
    ]
    for table in form.questions:
        for column in (one for one in table.columns if one.until):
            for row in rows_of(answers, table.key):
                if (on := day_of(row.get(column.key))) and not row.get(column.until):
                    found.append(Step(on, _first_words(table, row)))
    return sorted(found, key=lambda one: one.on)


def _first_words(table: Question, row: Row) -> str:
    return next((row[one.key] for one in table.columns if one.kind in (Kind.LINE, Kind.TEXT) and row.get(one.key)), "")


# What is left out and what is missing ------------------------------------------------------------------------------------


def shared(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers without what is confidential, and without sums that would tell it: as others see them."""
    kept: dict[str, Any] = {}
    for one in form.questions:
        if one.confidential or one.key not in answers:
            continue
        if one.kind is Kind.TABLE:
            open_columns = [part.key for part in one.columns if not part.confidential]
            kept[one.key] = [{key: row[key] for key in open_columns if key in row} for row in rows_of(answers, one.key)]
        else:
            kept[one.key] = answers[one.key]
    return kept


def missing(form: Form, answers: Answers) -> list[Question]:
    """What has to be answered before the workbook is claimed as evidence and is not."""
    found = []
    for one in form.questions:
        if not one.needed:
            continue
        if one.kind is Kind.TABLE:
            if not any(any(row.values()) for row in rows_of(answers, one.key)):
                found.append(one)
        elif not answers.get(one.key):
            found.append(one)
    return found


def empty(answers: Answers) -> bool:
    """Whether nobody has written anything yet."""
    return not any(any(any(row.values()) for row in value) if isinstance(value, list) else value for value in answers.values())
