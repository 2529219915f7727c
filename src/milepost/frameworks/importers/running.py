"""Tables that hold running text: outcomes beside criteria, labels beside values, columns that only explain."""

import re
from itertools import pairwise, zip_longest

from milepost.frameworks.importers.fields import ORDER, WHOLE_LABEL, fields_in, heading_of, is_fact
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import ASIDE, RECORD, WHO, strict_kind
from milepost.frameworks.importers.source import MARK, Passage, Row, Table, tidy

EXPLAINS = re.compile(
    r"exempl|guidance|knowledge|content|amplif|\bnotes?\b|examples?\b|understanding|\brange\b|\bscope\b|evidence|portfolio|\bpage\b|signature|\bdate\b|assessor|initials|^assess(?:ed|ment)? (?:by|in|through|task|method)s?$"
    r"|解説|注釈|補足|備考|説明|メモ|手引|指導|ヒント|コメント|参考|留意",
    re.IGNORECASE,
)
LEADS = re.compile(rf"\b{WHO} will\W*$", re.IGNORECASE)
CONTENT = re.compile(r"(?:(?:indicative|essential|suggested|unit) )?content", re.IGNORECASE)
GLOSS = re.compile(rf"{CONTENT.pattern}|guidance|notes?|exemplification|amplification", re.IGNORECASE)
LED_NUMBER = re.compile(rf"^(?:the )?{WHO} (?:will|can|must|should)(?: be able to)?:\s+(?=\d{{1,2}}(?:\.\d{{1,2}})?[.)]?\s)", re.IGNORECASE)
OUTCOMES = re.compile(
    rf"\boutcomes?\b|\b{WHO} will\b|learning aim|\b{WHO} (?:must|need to|should) (?:know|understand)\b|(?:学習|到達|修得|習得)(?:成果|目標)",
    re.IGNORECASE,
)
CRITERIA = re.compile(
    rf"criteri|\bperformance (?:indicators?|statements?|objectives?|measures?)\b|\b(?:success|evidence|achievement) (?:indicators?|measures?)\b|\b{WHO} can\b|\b{WHO} (?:must|need to|should) (?:be able to|show|do|demonstrate)\b|^(?:performance )?standards?$|^standards of performance\b|(?:評価|達成|判定|合格)(?:基準|規準|項目)",
    re.IGNORECASE,
)
KEEPS = re.compile(rf"{OUTCOMES.pattern}|{CRITERIA.pattern}|\baim\b|pass|merit|distinction", re.IGNORECASE)
NUMBERED = re.compile(r"^(?:LO|outcome|learning outcome)?\s*\(?\d{1,2}(?:\.\d{1,2})?[.):]?\s", re.IGNORECASE)
MARKED = re.compile(r"^\d|^(?:\d?[A-H]{1,3}\.)?[PMD]\d{1,2}\b\W|^(?:AC|PC)\s?\d")
BESIDE = re.compile(r"^(?:AC\s?|PC\s?)?\d{1,2}\.\d{1,2}[.):]?\s")  # a criterion, in the cell at an outcome's right
LONELY = re.compile(
    r"\(?\d{1,2}(?:\.\d{1,2})?[.)]?|\(?[a-z][.)]|(?:\d?[A-H]{1,3}\.)?[PMDK]\d{1,2}[.:]?|\d[A-H]\.\d{1,2}|(?:LO|AC|PC|KU)\s?\d{1,2}(?:\.\d{1,2})?[.:]?"
)

LONGEST_HEAD = 60  # letters
LEAST_FACTS = 3  # of a form
SHORT = 24  # letters of a section's heading that an outcome might have, too


PLANNED = re.compile(
    r"\bto be (?:met|covered|assessed)\b|\b(?:type|method|form) of assessment\b|\bassessment (?:type|method)\b|\bword count\b",
    re.IGNORECASE,
)
FEWEST_PLANNED = 3


def plans_assessment(table: Table) -> bool:
    """Whether a table says which task covers which outcomes: "Learning outcomes to be met", "Type of assessment", "Word count"."""
    columns = zip_longest(*(row.cells for row in table.rows[:2]), fillvalue="")
    heads = tidy(" | ".join(" ".join(cells) for cells in columns))
    return len({found[0].casefold() for found in PLANNED.finditer(heads)}) >= FEWEST_PLANNED


def flatten(table: Table, above: list[str]) -> list[Passage]:
    """The table as passages, row by row; columns that only explain are left out.

    `above` holds the heads of the table before; a table of the same width without any goes on below them."""
    if is_to_be_signed(table) or plans_assessment(table):
        return []
    if parts := at_bars(table):
        return [passage for part in parts for passage in ([part] if isinstance(part, Passage) else flatten(part, above))]
    if (heads_at := below_form(table)) and (form := form_in(table_from(table, 0, heads_at))):
        return [*form, *flatten(table_from(table, heads_at), above)]
    labelled = labels_with_values(table) or facts_each(table) or form_in(table)
    if labelled:
        return labelled
    heads, begins = headers(table)
    if begins:
        above[:] = heads
    elif len(above) == len(heads) > 1 and not begins_section(table):
        heads = above
    skipped = (
        {k for k, head in enumerate(heads) if EXPLAINS.search(head) and not KEEPS.search(head) and not holds_numbers(table, begins, k)}
        if any(map(KEEPS.search, heads))
        else set()
    ) | to_be_filled_in(table)
    outcome = next((k for k, head in enumerate(heads) if OUTCOMES.search(head) and not CRITERIA.search(head)), None)
    criteria = next((k for k, head in enumerate(heads) if CRITERIA.search(head)), None) if outcome is not None else None
    if begins == 1 and len(heads) > 1 and all(map(GLOSS.fullmatch, heads)):
        return []  # what may be taught for the criterion above
    others = [head for k, head in enumerate(heads) if head and k != outcome]
    if begins and outcome is not None and others and all(map(CONTENT.fullmatch, others)):
        return [Passage("Indicative content", table.rows[0].place)]  # what may be taught for each outcome
    if outcome is not None and criteria is not None:
        rejoin(table, begins, (outcome, criteria))
    found: list[Passage] = []
    if begins and any(map(KEEPS.search, heads)):
        found.append(Passage("Learning outcomes and assessment criteria", table.rows[0].place))
    elif begins and len(table.rows) > 1 and strict_kind(alone := " ".join(c for c in table.rows[0].cells if c and not is_record(c))):
        found.append(Passage(alone, table.rows[0].place))  # a section's heading over the whole width
    for position, row in enumerate(table.rows):
        if position < begins:
            continue
        filled = [c for c in row.cells if c]
        if (
            len(filled) == 2
            and (len(row.cells) == 2 or strict_kind(filled[0]))
            and (not begins or strict_kind(filled[0]))
            and (len(filled[0]) <= 60 or strict_kind(filled[0]))
            and not MARKED.match(filled[0])
            and (not BESIDE.match(filled[1]) or (len(filled[0]) > SHORT and strict_kind(filled[0])))
        ):
            if told := statements_beside(table, position, filled[0]):
                found.extend(told)
                continue
            marked = bool(MARK.match(filled[0]))
            found.append(Passage(" ".join(filled), row.place, marked=marked, cells=() if marked else tuple(filled)))
            continue
        if len(filled) == 1 and len(row.cells) > 1 and len(filled[0]) > SHORT and strict_kind(filled[0]):
            found.append(Passage(filled[0], row.place))  # the heading of a section that says nothing, over several lines
            continue
        found.extend(row_passages(table, position, skipped, outcome, criteria))
    return found


def begins_section(table: Table) -> bool:
    """Whether the first row is the heading of a section over the whole width: such a table goes on with none before it."""
    filled = [cell for cell in table.rows[0].cells if cell]
    return len(filled) == 1 and bool(strict_kind(filled[0]))


def to_be_filled_in(table: Table) -> set[int]:
    """The columns that hold nothing but their heads, which name a record: "Obs. 1", "Assessor initials"."""
    columns = range(1, max(len(row.cells) for row in table.rows))
    held = {k: [row.cells[k] for row in table.rows if k < len(row.cells) and row.cells[k]] for k in columns}
    return {
        k for k, cells in held.items() if cells and len(table.rows) > 2 and all(map(is_record, cells)) and not all(map(str.isdigit, cells))
    }


def is_record(head: str) -> bool:
    return RECORD.fullmatch(head.rstrip(": ")) is not None


def holds_numbers(table: Table, begins: int, column: int) -> bool:
    """Whether the cells of a column are the numbers of what stands beside them, whatever its head says."""
    cells = [row.cells[column] for row in table.rows[begins:] if column < len(row.cells) and row.cells[column]]
    return sum(bool(LONELY.fullmatch(cell)) for cell in cells) > len(cells) / 2


def rejoin(table: Table, begins: int, columns: tuple[int, int]) -> None:
    """Gives an outcome back what its cell has in the row below, where no line shows that the cell goes on."""
    into: int | None = None
    for position in range(begins, len(table.rows)):
        cells = table.rows[position].cells
        own = cells[columns[0]] if max(columns) < len(cells) else "-"
        if NUMBERED.match(own):
            into = position
        elif into is not None and own[:1].islower():
            join_cells(table, into, position, columns[0])
            if cells[columns[1]][:1].islower():
                join_cells(table, position - 1, position, columns[1])
        elif own:
            into = None


def join_cells(table: Table, above: int, below: int, column: int) -> None:
    """Puts what a cell holds behind what stands above it."""
    first, second = table.rows[above].cells, table.rows[below].cells
    if not first[column]:
        return
    first[column], second[column] = f"{first[column]} {second[column]}", ""
    if table.parts and table.parts[above][column] and table.parts[below][column]:
        last, rest = table.parts[above][column][-1], table.parts[below][column].pop(0)
        last.text = f"{last.text} {rest.text}"


def at_bars(table: Table) -> list[Table | Passage]:
    """A table in pieces, and the rows that cut it, where rows that only name an outcome stand above the heads of its criteria; none where they do not."""
    bars = [
        k
        for k, row in enumerate(table.rows[:-1])
        if sum(map(bool, row.cells)) == 1 and OUTCOME.match(next(filter(None, row.cells))) and headers(table_from(table, k + 1))[1]
    ]
    if not bars:
        return []
    cuts = [0, *(cut for k in bars for cut in (k, k + 1)), len(table.rows)]
    named = {k: Passage(next(filter(None, table.rows[k].cells)), table.rows[k].place) for k in bars}
    return [named.get(first) or table_from(table, first, last) for first, last in pairwise(cuts) if first < last]


def below_form(table: Table) -> int:
    """Where the heads of outcomes and criteria stand in a table whose first rows are the form with the unit's facts; 0 where they do not."""
    for position, row in enumerate(table.rows[1:], 1):
        filled = [c for c in row.cells if c]
        longest = max((len(ASIDE.sub("", cell)) for cell in filled), default=0)
        if len(filled) == 2 and OUTCOMES.search(filled[0]) and CRITERIA.search(filled[1]) and longest < LONGEST_HEAD:
            return position
        if filled and NUMBERED.match(filled[0]):
            return 0
    return 0


def form_in(table: Table) -> list[Passage]:
    """The facts of a form each of whose rows holds one label with its value, several in turn, or cells that are each a fact with its label
    (but what nobody keeps); empty where a row is anything else, or where no unit's number is among them."""
    found: list[Passage] = []
    for row in table.rows:
        cells = [c for c in row.cells if c]
        if len(cells) == 2 and (headed := heading_of(cells[0])) and not headed[1] and cells[1][0].isupper():
            found.append(Passage(f"{cells[0].rstrip(': ')}: {cells[1]}", row.place))
        elif len(cells) > 1 and len(facts := [c for c in cells if is_fact(c, ORDER[:4])]) >= min(LEAST_FACTS, len(cells)):
            if max(map(len, cells)) > LONGEST_HEAD:
                return []
            found.extend(Passage(c, row.place) for c in facts)
        elif cells and len(cells) % 2 == 0 and all(is_field(a, b) for a, b in zip(cells[::2], cells[1::2], strict=True)):
            found.extend(Passage("", row.place, cells=(a, b)) for a, b in zip(cells[::2], cells[1::2], strict=True))
        else:
            return []
    told = [kind for p in found for kind in fields_in(p)]
    return found if "uan" in told and len(set(told)) >= LEAST_FACTS else []


def statements_beside(table: Table, position: int, label: str) -> list[Passage]:
    """A section's heading and the numbered statements in the cell beside it, each with its own place."""
    if not table.parts or strict_kind(label) != "evidence":
        return []
    beside = next((part for part in table.parts[position][1:] if part), [])
    if not any(p.marked for p in beside):
        return []
    return [Passage(label.rstrip(": "), table.rows[position].place), *beside]


def table_from(table: Table, first: int, last: int | None = None) -> Table:
    return Table(table.rows[first:last], table.ruled, table.parts[first:last])


def is_to_be_signed(table: Table) -> bool:
    """Whether a table has heads and numbers but is otherwise left blank, for signatures and dates."""
    heads, *below = table.rows
    filled = [c for row in below for c in row.cells if c]
    return (
        len(heads.cells) > 2
        and bool(below)
        and any(re.search(r"assessor|signature|initials|\bdate\b", h, re.IGNORECASE) for h in heads.cells)
        and all(LONELY.fullmatch(c) for c in filled)
    )


def headers(table: Table) -> tuple[list[str], int]:
    """The words above each column and how many rows they take; no rows where the first row already holds text."""
    width = max(len(r.cells) for r in table.rows)
    heads = [""] * width
    begins = 0
    for row in table.rows[:3]:
        filled = [c for c in row.cells if c]
        if any(LED_NUMBER.match(c) for c in filled):
            break
        if not (len(filled) > 1 and all(KEEPS.search(c) or EXPLAINS.search(c) for c in filled) and LEADS.search(filled[0])) and any(
            re.match(r"^\(?\d|^(?:AC|P|M|D)\s?\d|^\(?[a-z][.)]\s", c)
            or OUTCOME.match(c)
            or len(ASIDE.sub("", c)) > 90
            or re.search(r"\s.*[a-z]\.$", c)
            for c in filled
        ):
            break
        heading = all(len(c) < 60 and (KEEPS.search(c) or EXPLAINS.search(c)) for c in filled)
        if not any(KEEPS.search(c) or EXPLAINS.search(c) for c in filled) or (len(table.rows) == 1 and not (heading and len(filled) > 1)):
            break
        for k, cell in enumerate(row.cells):
            heads[k] = f"{heads[k]} {cell}".strip()
        begins += 1
    return heads, begins


def labels_with_values(table: Table) -> list[Passage]:
    """The facts of a unit in a table: labels in the first row with values below, or labels and values in turn."""
    found: list[Passage] = []
    in_turn = [r for r in table.rows if len(r.cells) >= 4 and len(r.cells) % 2 == 0]
    hits = sum(is_field(r.cells[k], r.cells[k + 1]) for r in in_turn for k in range(0, len(r.cells), 2))
    if in_turn and hits >= 2 and hits >= len(in_turn):
        for row in table.rows:
            cells = [c for c in row.cells if c] if len(row.cells) % 2 else row.cells
            found.extend(Passage("", row.place, cells=(a, b)) for a, b in zip(cells[::2], cells[1::2], strict=False) if a and b)
        return found
    return values_below(table)


def values_below(table: Table) -> list[Passage]:
    """Rows of labels, each with a row of values below, and lines over the whole width between them; empty where a row is neither."""
    found: list[Passage] = []
    position = labelled = 0
    while position < len(table.rows):
        row = table.rows[position]
        filled = [c for c in row.cells if c]
        labels = [c.rstrip(": ") for c in row.cells]
        if len(filled) == 1 and len(row.cells) > 2:
            found.append(Passage(filled[0], row.place, bold=True))
            position += 1
        elif len(filled) > 2 and sum(bool(WHOLE_LABEL.fullmatch(c)) for c in labels) >= 2 and position + 1 < len(table.rows):
            below = table.rows[position + 1]
            found += [Passage("", below.place, cells=(a, b)) for a, b in zip(labels, below.cells, strict=False) if a and b]
            labelled += 1
            position += 2
        elif labelled and len(filled) == 2 and is_field(*filled):
            found.append(Passage("", row.place, cells=(filled[0], filled[1])))
            position += 1
        else:
            return []
    return found if labelled and any(p.cells for p in found) else []


def facts_each(table: Table) -> list[Passage]:
    """Cells that are each a fact with its label: "Level 1", "Credit 2"."""
    found: list[Passage] = []
    for row in table.rows:
        filled = [c for c in row.cells if c]
        if len(filled) < 2 or not all(is_fact(c, ORDER[:4]) for c in filled):
            return []
        found.extend(Passage(c, row.place) for c in filled)
    return found


def is_field(label: str, value: str) -> bool:
    text = f"{label.rstrip(': ')}: {value}"
    return is_fact(text)


def row_passages(table: Table, position: int, skipped: set[int], outcome: int | None, criteria: int | None) -> list[Passage]:
    row: Row = table.rows[position]
    if table.parts:
        kept = [(k, p) for k, part in enumerate(table.parts[position]) if k not in skipped for p in part]
    else:
        kept = [(k, Passage(c, row.place)) for k, c in enumerate(row.cells) if c and k not in skipped]
    for _k, passage in kept:
        passage.text = LED_NUMBER.sub("", passage.text)
    joined: list[tuple[int, Passage]] = []
    for k, passage in kept:
        if joined and LONELY.fullmatch(joined[-1][1].text):
            at, number = joined.pop()
            k = at if at in (outcome, criteria) and k not in (outcome, criteria) else k  # the head may stand above the number alone
            passage = Passage(f"{number.text} {re.sub(r'^[.]?[0-9]+ ', '', passage.text)}", passage.place, marked=True)
        joined.append((k, passage))
    for _k, passage in joined:
        if re.match(r"^\d{1,2}(?:\.\d{1,2})?[.)]?\s", passage.text):
            passage.marked = True
    if outcome is not None:
        give_number(joined, outcome)
    for k, passage in joined:
        passage.column = "outcomes" if k == outcome and criteria is not None else "criteria" if k == criteria else ""
    return [passage for _k, passage in joined]


def give_number(joined: list[tuple[int, Passage]], outcome: int) -> None:
    """An outcome without a number of its own takes that of the criteria beside it."""
    mine = [p for k, p in joined if k == outcome and not (p.text.endswith(":") and LEADS.search(p.text))]
    beside = next((m[1] for k, p in joined if k != outcome and (m := re.match(r"^(?:AC\s?)?(\d{1,2})\.\d", p.text))), "")
    if beside and mine and not NUMBERED.match(mine[0].text) and not mine[0].bullet:
        mine[0].text = f"{beside} " + " ".join(p.text for p in mine)
        mine[0].marked = True
        for extra in mine[1:]:
            joined.remove((outcome, extra))
