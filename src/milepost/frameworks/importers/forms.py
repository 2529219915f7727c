"""Forms and tables in a text that lost their columns: values apart from their labels, cells with one space between."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.fields import FIELD, ORDER, WHOLE_LABEL
from milepost.frameworks.importers.identifiers import UAN, UAN_WHOLE
from milepost.frameworks.importers.rules import group_heading
from milepost.frameworks.importers.source import Line, Passage, Place, Row, Table, tidy

COLUMNS = (
    ("glh", r"(?:unit )?(?:glh|guided learning hours?|guided hours)(?: \(glh\))?|(?:指導)?学習時間|授業時間"),
    ("credit", r"(?:unit )?credits?(?: value)?|クレジット(?:数)?|単位(?:数)?"),
    ("level", r"(?:unit )?(?:level|lvl)|レベル"),
    (
        "uan",
        r"uan|urn|(?:unit )?accreditation (?:number|no\.?)|(?:ofqual |qcf |rqf )?(?:unit )?reference(?: number| no\.?| code)?|(?:ofqual |qcf )unit (?:number|code|no\.?)|(?:ユニット)?(?:登録|参照|認定)番号",
    ),
    (
        "number",
        r"(?:unit|ユニット)(?=\s(?!title|name|no\b|number|code|ref|題|名).*(?:title|name|題名|名称|タイトル|表題))|(?!code|no\b|number|unit|ref)[A-Z][\w&]+ (?:unit )?(?:number|no\.?|code)|unit (?:number|no\.?|code|ref\.?)|no\.?|code|national no\.?|番号|コード|(?:ユニット|科目|単元|モジュール)(?:番号|コード)",
    ),
    ("title", r"(?:unit )?(?:title|name)|unit|(?:(?:ユニット|科目|単元|モジュール)の?)?(?:題名|名称|名|タイトル|表題)|ユニット|科目"),
    ("group", r"(?:unit |optional )?(?:group|section)|グループ|区分|群"),
    ("part", r"m ?/ ?o|status|type|必須/選択"),
)
NAMED = [(role, re.compile(rf"(?:{pattern})(?=\s|$)\s*", re.IGNORECASE)) for role, pattern in COLUMNS]
FORMS = {
    "level": r"(?:(?:level )?\d|e(?:ntry)?(?: level)? ?[123])",
    "uan": UAN_WHOLE.pattern,
    "number": r"[A-Z]{0,4}\d[\w.\-/]{0,8}",
    "title": r"\S.*?",
    "credit": r"\d{1,3}(?:\.\d)?",
    "glh": r"\d{1,3}",
    "group": r"(?:group )?[A-Z]\d?",
    "part": r"[A-Z](?:/[A-Z])?|mandatory|optional|core|必須|選択",
}
HEADS = {
    "glh": "GLH",
    "credit": "Credit",
    "level": "Level",
    "uan": "Unit reference",
    "number": "Unit number",
    "title": "Unit title",
    "group": "Group",
    "part": "M/O",
}
FEWEST = 3


@dataclass(slots=True)
class Made:
    """What some lines turned out to be, and the last of them."""

    element: Table | list[Passage]
    last: int


def columns_of(text: str) -> list[str]:
    """The columns that a line names, when it names nothing else and a unit number and a title are among them."""
    rest, found = unicodedata.normalize("NFKC", tidy(text)), list[str]()
    while rest:
        for role, pattern in NAMED:
            match = pattern.match(rest)
            if match and (role not in found or role == "number"):
                if role == "number" and "number" in found:
                    role = "uan" if "uan" not in found else ""
                if not role:
                    return []
                found.append(role)
                rest = rest[match.end() :]
                break
        else:
            return []
    if "uan" not in found:
        found = ["uan" if role == "number" else role for role in found]
    return found if {"uan", "title"} <= set(found) and len(found) >= FEWEST else []


def as_filled(columns: list[str], below: Sequence[Line]) -> list[str]:
    """The columns; where the first row has the regulator's number under the other of two numbers, the two change places."""
    if not {"uan", "number"} <= set(columns):
        return columns
    swapped = [{"uan": "number", "number": "uan"}.get(role, role) for role in columns]
    first = next((tidy(line.text) for line in below if UAN.search(line.text)), "")
    fits = [re.match(r"\s+".join(f"(?:{FORMS[r]})" for r in order[:2]) + r"\s", first, re.IGNORECASE) for order in (columns, swapped)]
    return swapped if fits[1] and not fits[0] else columns


def row_pattern(columns: Sequence[str], *, whole: bool) -> re.Pattern[str]:
    parts = [f"(?P<{role}>{FORMS[role]})" for role in columns]
    if not whole and columns[-1] in ("glh", "credit"):
        parts[-1] = f"{parts[-1]}?"
        return re.compile(r"\s+".join(parts[:-1]) + rf"(?:\s+{parts[-1]})?", re.IGNORECASE)
    return re.compile(r"\s+".join(parts), re.IGNORECASE)


def spaced_table(lines: Sequence[Line], start: int, skip: set[tuple[int, int]]) -> Made | None:
    """A table of units whose cells have one space between them, below a line that names its columns."""
    for taken in (1, 2, 3):
        columns = columns_of(" ".join(line.text for line in lines[start : start + taken]))
        if columns:
            break
    else:
        return None
    columns = as_filled(columns, lines[start + taken : start + taken + 6])
    full, lenient = row_pattern(columns, whole=True), row_pattern(columns, whole=False)
    first = lines[start]
    table = Table([Row([HEADS[role] for role in columns], Place(first.page, first.number, first.number))])
    pending: list[Line] = []
    last = start + taken - 1
    for position in range(start + taken, len(lines)):
        line = lines[position]
        text = tidy(line.text)
        if not text or (line.page, line.number) in skip:
            continue
        if not pending and group_heading(text) != ("", None):
            table.rows.append(Row([text, *[""] * (len(columns) - 1)], Place(line.page, line.number, line.number)))
            continue
        begins = bool(UAN.search(text)) and bool(pending)
        if begins and (row := row_of(lenient, pending, columns)):
            table.rows.append(row)
            last, pending = position - 1, []
        elif begins or len(pending) > 3 or (not pending and not UAN.search(text) and columns.index("uan") < columns.index("title")):
            break
        pending.append(line)
        if row := row_of(full, pending, columns):
            table.rows.append(row)
            last, pending = position, []
    if pending and (row := row_of(lenient, pending, columns)):
        table.rows.append(row)
        last = next(k for k in range(len(lines)) if lines[k] is pending[-1])
    while len(table.rows) > 1 and not any(table.rows[-1].cells[1:]):
        table.rows.pop()
    return Made(table, last) if len(table.rows) > 1 else None


def row_of(pattern: re.Pattern[str], lines: Sequence[Line], columns: Sequence[str]) -> Row | None:
    found = pattern.fullmatch(tidy(" ".join(line.text for line in lines)))
    if not found:
        return None
    place = Place(lines[0].page, lines[0].number, lines[-1].number if lines[-1].page == lines[0].page else lines[0].number)
    return Row([found[role] or "" for role in columns], place)


def is_label(text: str) -> bool:
    text = text.strip()
    return bool(re.fullmatch(r"[A-Z][^:]{1,44}:", text)) or bool(WHOLE_LABEL.fullmatch(text))


def parted_form(lines: Sequence[Line], start: int) -> Made | None:
    """A form whose values all stand above, or all below, its labels, in the same order."""
    end = start
    while end < len(lines) and lines[end].text.strip():
        end += 1
    block = lines[start:end]
    labels = [is_label(line.text) for line in block]
    for count in range(min(16, len(block) // 2), FEWEST - 1, -1):
        for first in (0, count):
            if (
                all(labels[first : first + count])
                and not any(labels[count - first : 2 * count - first])
                and not any(labels[2 * count : 2 * count + 1])
            ):
                names, values = block[first : first + count], block[count - first : 2 * count - first]
                made = [pair(name, value) for name, value in zip(names, values, strict=True)]
                if sum(fits(p) for p in made) >= 2:
                    return Made(made, start + 2 * count - 1)
    return None


def pair(name: Line, value: Line) -> Passage:
    return Passage("", Place(value.page, value.number, value.number), cells=(tidy(name.text).rstrip(": "), tidy(value.text)))


def fits(passage: Passage) -> bool:
    text = f"{passage.cells[0]}: {passage.cells[1]}"
    return any(FIELD[kind].fullmatch(text) for kind in ORDER if kind != "title")
