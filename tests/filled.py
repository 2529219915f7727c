"""What somebody types into a workbook: a reader of the form's data, for any form that is ever written."""

from collections.abc import Iterator
from datetime import timedelta

from milepost.base import clock
from milepost.engine.workbooks import Form, Kind, Question

SECRET = "Marigold"  # whatever is confidential


def words_for(one: Question, n: int, *, confidential: bool = False) -> str:
    """Something to type at a question, in the row with that number."""
    match one.kind:
        case Kind.NUMBER:
            return f"{n + 1},000.50"
        case Kind.DATE:
            return (clock.today() - timedelta(days=30 - n)).isoformat()
        case Kind.CHOICE:
            return one.choices[0]
        case Kind.SCORE:
            return str(one.scale[1] - n % 2)
    return SECRET if confidential or one.confidential else f"About {one.key}, {n}."


def label_of(one: Question) -> str:
    """What stands above the control."""
    unit = f" ({one.unit})" if one.unit and one.kind is Kind.NUMBER else ""
    return f"{one.asks}{unit}{' (needed)' if one.needed else ''}"


def typed_into(form: Form, rows: int) -> Iterator[tuple[Question, int, Question, str]]:
    """Every control of a form in the order of the page: (the question, the row or 0, the question or its column, the words)."""
    for one in form.questions:
        if one.kind is Kind.TABLE:
            for n in range(1, rows + 1):
                for part in one.columns:
                    if part.kind is not Kind.WORKED:
                        yield one, n, part, words_for(part, n, confidential=one.confidential)
        elif one.kind is not Kind.WORKED:
            yield one, 0, one, words_for(one, 1)


def answers_to(form: Form, rows: int) -> dict[str, object]:
    """The whole form as answers are kept."""
    found: dict[str, object] = {}
    for table, n, one, words in typed_into(form, rows):
        plain = words.replace(",", "") if one.kind is Kind.NUMBER else words
        if n == 0:
            found[one.key] = plain
        else:
            kept = found.setdefault(table.key, [{} for _n in range(rows)])
            assert isinstance(kept, list)
            kept[n - 1][one.key] = plain
    return found
