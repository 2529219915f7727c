"""Criteria set out as a table, a row each: which column holds what is learnt from the heads and from what stands below them."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from milepost.frameworks.importers.found import Found, FoundOutcome, Statement, UnitPages
from milepost.frameworks.importers.identifiers import UAN_WHOLE, tidy_uan
from milepost.frameworks.importers.numbering import SHAPES
from milepost.frameworks.importers.source import GRADE, Row, Table
from milepost.frameworks.importers.tables import column_like, level_of

NUMBER = re.compile(rf"(?:AC\s?)?\d{{1,2}}\.\d{{1,2}}[.):]?|{GRADE}|(?:AC|PC)\s?\d{{1,2}}")
SMALL = re.compile(r"(?:LO|AC|PC|outcome|learning outcome)?\s*(\d{1,2}|[A-H])[.):]?", re.IGNORECASE)
HEADS: tuple[tuple[str, str], ...] = (
    ("uan", r"\buan\b|\burn\b|accreditation|ofqual|unit ref"),
    ("unit_title", r"unit.*(?:title|name)|^(?:title|unit|module|単位名)$"),
    ("unit_number", r"unit.*(?:number|no\b|code|id)|module.*(?:number|code)"),
    ("glh", r"glh|guided"),
    ("credit", r"credit|^cr\b|単位数"),
    ("level", r"\blevel|\blvl\b|レベル"),
    ("criterion_number", r"(?:criteri|\bac\b|\bpc\b).*(?:number|no\b|ref|#|id)|^(?:ac|pc)$|基準番号"),
    ("criterion", r"criteri|statement|standard|描写|基準|assessment"),
    ("outcome_number", r"(?:outcome|\blo\b|aim).*(?:number|no\b|ref|#|id)|^lo$"),
    ("outcome", r"outcome|\blo\b|learner will|learning aim|成果"),
)
TEXTS = ("criterion", "outcome", "unit_title")
WORDY = 14  # letters in a cell, on average, of a column that holds sentences or titles
FEWEST = 3


@dataclass(slots=True)
class Grid:
    heads: list[str]
    rows: list[Row]
    roles: dict[str, int]

    def cell(self, row: Row, role: str) -> str:
        column = self.roles.get(role)
        return row.cells[column].strip() if column is not None and column < len(row.cells) else ""


def read_grid(table: Table, title: str = "") -> list[UnitPages]:
    """The units in a table that has a row for each criterion; none when it is another kind of table."""
    grid = grid_of(table)
    if not grid:
        return []
    filled: dict[str, str] = {}
    units: dict[str, UnitPages] = {}
    seen_outcome: dict[str, FoundOutcome] = {}
    for row in grid.rows:
        for role in ("uan", "unit_number", "unit_title"):
            if value := grid.cell(row, role):
                if filled.get(role) != value and role in ("uan", "unit_number"):
                    filled = {}
                filled[role] = value
        key = filled.get("uan") or filled.get("unit_number") or filled.get("unit_title") or title
        if not key:
            continue
        unit = units.get(key)
        if unit is None:
            unit = units[key] = UnitPages(row.place, headed=True)
            describe(unit, row, filled, title)
        add_facts(unit, grid, row)
        add_criterion(unit, grid, row, seen_outcome, key)
    return [unit for unit in units.values() if any(o.criteria for o in unit.outcomes)]


def describe(unit: UnitPages, row: Row, filled: dict[str, str], title: str) -> None:
    if uan := filled.get("uan"):
        unit.uan = Found(tidy_uan(uan), row.place)
    if number := filled.get("unit_number"):
        unit.number = Found(re.sub(r"(?i)^unit\s+", "", number), row.place)
    if name := filled.get("unit_title") or title:
        unit.titles.append(Found(name, row.place))


def add_facts(unit: UnitPages, grid: Grid, row: Row) -> None:
    if unit.level is None and (level := grid.cell(row, "level")):
        unit.level = Found(level_of(level) or level, row.place)
    if unit.credit is None and (credit := grid.cell(row, "credit")):
        unit.credit = Found(credit, row.place)
    if not unit.glh and (glh := grid.cell(row, "glh")):
        unit.glh.append(Found(glh, row.place))


def add_criterion(unit: UnitPages, grid: Grid, row: Row, seen: dict[str, FoundOutcome], key: str) -> None:
    number, text = grid.cell(row, "criterion_number"), grid.cell(row, "criterion")
    lettered = grid.cell(row, "outcome_number")
    outcome_number = found[1] if (found := SMALL.fullmatch(lettered)) else ""
    words = grid.cell(row, "outcome")
    if not outcome_number and (led := re.match(r"^(?:LO|outcome|learning outcome)?\s*(\d{1,2})[.):]?\s+(\S.*)$", words, re.IGNORECASE)):
        outcome_number, words = led[1], led[2]
    if not number:
        split = next((m for pattern in SHAPES.values() if (m := pattern.match(text))), None)
        number, text = (split[1], split[2]) if split else ("", text)
    small = SMALL.fullmatch(number)
    before = seen.get(key)
    if not outcome_number:
        outcome_number = number.partition(".")[0] if re.match(r"\d+\.", number) else before.number if before and not words else ""
    if not outcome_number and words:
        known = next((o for o in unit.outcomes if o.text == words), None)
        outcome_number = known.number if known else str(len(unit.outcomes) + 1)
    outcome = unit.outcome(outcome_number or "1")
    seen[key] = outcome
    if words and outcome.headed is None:
        outcome.headed = Found(words, row.place)
    if small and not NUMBER.fullmatch(number):
        number = f"{outcome.number}.{small[1]}" if small[1].isdigit() else number
    if text:
        number = re.sub(r"^AC\s?(?=\d+\.)|[.):]+$", "", number) or f"{outcome.number}.{len(outcome.criteria) + 1}"
        outcome.criteria.append(Statement(number, text, row.place))


def grid_of(table: Table) -> Grid | None:
    """The columns of the table by what they hold; None where no column holds criteria of units."""
    if len(table.rows) < FEWEST:
        return None
    width = max(len(r.cells) for r in table.rows)
    start = next((k for k, r in enumerate(table.rows[:12]) if sum(bool(c.strip()) for c in r.cells) >= min(width, FEWEST) - 1), 0)
    heads = [c.strip() for c in table.rows[start].cells] + [""] * (width - len(table.rows[start].cells))
    rows = [Row(r.cells + [""] * (width - len(r.cells)), r.place) for r in table.rows[start + 1 :]]
    if width < 2 or len(rows) < 2 or any(UAN_WHOLE.fullmatch(c) or NUMBER.fullmatch(c) for c in heads):
        return None
    roles = named_columns(heads, rows)
    learn(roles, rows, width)
    numbered = (
        "criterion_number" in roles or sum(bool(starts_with_number(r.cells[roles["criterion"]])) for r in rows) > 0.6 * len(rows)
        if "criterion" in roles
        else False
    )
    told_apart = "uan" in roles or "unit_number" in roles or "unit_title" in roles
    if not ("criterion" in roles and numbered and told_apart):
        return None
    return Grid(heads, rows, roles)


def starts_with_number(text: str) -> bool:
    return any(pattern.match(text) for pattern in SHAPES.values())


def named_columns(heads: list[str], rows: list[Row]) -> dict[str, int]:
    """Columns whose heads say what they hold, where what stands below does not speak against it."""
    roles: dict[str, int] = {}
    for column, head in enumerate(heads):
        for role, pattern in HEADS:
            if re.search(pattern, head.lower()) and role not in roles and agrees(role, [r.cells[column] for r in rows]):
                roles[role] = column
                break
    return roles


def agrees(role: str, cells: list[str]) -> bool:
    filled = [c.strip() for c in cells if c.strip()]
    if not filled:
        return False
    fits: dict[str, Callable[[str], object]] = {
        "uan": UAN_WHOLE.fullmatch, "criterion_number": lambda c: NUMBER.fullmatch(c) or SMALL.fullmatch(c), "outcome_number": SMALL.fullmatch,
        "level": lambda c: level_of(c) or c.isdigit(), "credit": re.compile(r"\d{1,3}(?:\.\d+)?(?: credits?)?").fullmatch, "glh": re.compile(r"\d{1,3}(?: hours?)?").fullmatch,
    }  # fmt: skip
    if role in TEXTS:
        return sum(len(c) for c in filled) / len(filled) >= WORDY / 2
    return role not in fits or sum(bool(fits[role](c)) for c in filled) > 0.7 * len(filled)


def learn(roles: dict[str, int], rows: list[Row], width: int) -> None:
    """What the heads leave open: numbers by their form, texts by what they change with."""

    def free() -> list[int]:
        return [k for k in range(width) if k not in roles.values()]

    if "uan" not in roles and (column := column_like(rows, UAN_WHOLE, width)) is not None and column in free():
        roles["uan"] = column
    if "criterion_number" not in roles and (column := column_like(rows, NUMBER, width)) is not None and column in free():
        roles["criterion_number"] = column
    unit = next((roles[r] for r in ("uan", "unit_number", "unit_title") if r in roles), None)
    for column in free():
        cells = [r.cells[column].strip() for r in rows]
        filled = [c for c in cells if c]
        if not filled or sum(map(len, filled)) / len(filled) < WORDY:
            continue
        if unit is not None and "unit_title" not in roles and depends(rows, column, [unit]):
            roles["unit_title"] = column
        elif "outcome" not in roles and len(set(filled)) < 0.7 * len(rows):
            roles["outcome"] = column
        elif "criterion" not in roles:
            roles["criterion"] = column
    if "criterion" not in roles and "outcome" in roles and len({r.cells[roles["outcome"]] for r in rows}) > 0.9 * len(rows):
        roles["criterion"] = roles.pop("outcome")


def depends(rows: list[Row], column: int, on: list[int]) -> bool:
    """Whether a column has one value for each value of others, and changes with them."""
    values: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        if row.cells[column].strip():
            values[tuple(row.cells[k] for k in on)].add(row.cells[column].strip())
    return bool(values) and all(len(v) == 1 for v in values.values()) and len(rows) > len(values)
