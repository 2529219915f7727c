"""Tables of rules of combination (a row for each part, a column for what is asked of it), put into sentences of their own."""

import re
import unicodedata
from collections.abc import Sequence

from milepost.frameworks.importers.barred import is_barring
from milepost.frameworks.importers.grades import GRADES
from milepost.frameworks.importers.identifiers import QAN, UAN, tidy_uan
from milepost.frameworks.importers.lexicon import NUMBER_WORD
from milepost.frameworks.importers.source import Passage, Table

PART = re.compile(
    r"^(?:(?:mandatory|compulsory|core|optional|elective)\b|(?:\w+ )?(?:group|section)s? [A-Z]\d?\b|[A-Z]\d?(?: ?[(（–:-].*)?$|total\b|overall\b|(?:the )?(?:whole )?qualification\b|"
    r"level \d|units? at level \d|at level \d|必[修須]|選択|オプション|(?:選択|必[修須])?グループ\s?[A-Z]|合計|全体|総計|レベル\s?\d)",
    re.IGNORECASE,
)
MEASURE = re.compile(r"(credit|単位|クレジット)|(\bunits?\b|ユニット|科目)", re.IGNORECASE)
AMOUNT = re.compile(
    r"^(?:(?:min|max)\.? ?)?\d{1,3}(?: ?(?:-|–|to|〜|~|から) ?\d{1,3})?(?: ?(?:credits?|units?|単位|クレジット|ユニット))?(?:以上|以下|まで)?$",
    re.IGNORECASE,
)
LEAST = re.compile(
    r"\bmin(?:imum)?\b|\bat least\b|\bfewest\b|\brequired\b|\bneeded\b|\bmust\b|\bto (?:be )?(?:achieve|take|complete)|最低|最小|下限|以上|必要",
    re.IGNORECASE,
)
MOST = re.compile(r"\bmax(?:imum)?\b|\bat most\b|\bup to\b|\bno more than\b|\blimit\b|最大|最高|上限|以下", re.IGNORECASE)
COMPARED = re.compile(
    r"\b(?:at least|at most|no more than|not more than|no fewer than|up to|between|minimum|maximum|exactly|or more|all)\b|以上|以下|まで|最低|最大|少なくとも",
    re.IGNORECASE,
)
NUMBER_ASKED = re.compile(
    r"\b(?:number|amount) of (?:\w+ )?(?:credits|units)\b.*\b(?:must|needs?|required|achieved?|taken)\b", re.IGNORECASE
)
WHOLE = re.compile(r"total|overall|qualification|合計|全体|総計", re.IGNORECASE)
LEVELLED = re.compile(r"(?:units? )?(?:at )?(level \d.*)", re.IGNORECASE)
REQUIRES = re.compile(
    r"(?:unit |credit |minimum |achievement )?(?:requirements?|rules?|conditions?)(?: (?:of|for) .{1,30})?|(?:what|how (?:many|much)) .{0,24}(?:must|need|to|required).{0,24}|(?:to be )?(?:achieved?|taken?|completed?)",
    re.IGNORECASE,
)  # the head of a column that says in words what is asked of a part
KIND_OF_UNITS = re.compile(r"\b(?:mandatory|compulsory|core|optional|elective) (?=units?\b)", re.IGNORECASE)
GROUP_ALONE = re.compile(r"(?:group|section) [A-Z\d]\d?\b", re.IGNORECASE)
COUNTED = re.compile(rf"(?:\d+|{NUMBER_WORD}) (?:credits?|units?)\b", re.IGNORECASE)
NO_AMOUNT = {"", "-", "–", "—", "n/a", "none", "nil"}
LONGEST_HEAD = 70  # letters
WIDEST = 6  # columns


def rules_of_table(table: Table, above: list[str]) -> tuple[list[Passage], list[str]]:
    """A table of rules in sentences, and its heads, below which it may go on as another table; nothing for a table of other things."""
    if told := amounts_told(table):
        return told, []
    own = heads_of_rules(table)
    told = rules_told(table, own or above) if own or above else []
    if own and not told:
        told = [Passage("", table.rows[0].place)]
    return (told, own or above) if told else ([], [])


def amounts_told(table: Table) -> list[Passage]:
    """Rows that say what is asked and give an amount for each pathway or size, as sentences: "Number of credits from Group B: 11".

    The row of heads comes first, because it may name the pathways."""
    rows = [[unicodedata.normalize("NFKC", cell).strip() for cell in row.cells] for row in table.rows]
    if len(rows[0]) < 2 or any(UAN.search(cell) for row in rows for cell in row):
        return []
    if len({cell.lower() for cell in rows[0]} & set(GRADES)) > 1:
        return []  # what a unit of each level and grade counts for in the qualification's own grade
    heads = [] if MEASURE.search(rows[0][0]) and AMOUNT.match(rows[0][1]) else rows[0]
    measure = MEASURE.search(heads[0]) if heads else None
    asking = [
        (cells, row)
        for cells, row in zip(rows, table.rows, strict=True)
        if len(cells) == len(rows[0])
        and (len(cells) > 2 or NUMBER_ASKED.search(cells[0]))
        and (MEASURE.search(cells[0]) or (measure and (PART.match(cells[0]) or LEAST.search(cells[0]) or MOST.search(cells[0]))))
        and all(AMOUNT.match(cell) or cell.lower() in NO_AMOUNT for cell in cells[1:])
        and any(AMOUNT.match(cell) for cell in cells[1:])
    ]
    if len(asking) < 2 or 2 * len(asking) < len(rows) - bool(heads):
        return []
    found = [Passage("", table.rows[0].place, cells=tuple(head for head in heads if head))] if heads else []
    for cells, row in asking:
        unit = "" if MEASURE.search(cells[0]) else " credits" if measure and measure[1] else " units"
        for amount in dict.fromkeys(cell for cell in cells[1:] if cell.lower() not in NO_AMOUNT):
            found.append(Passage(f"{cells[0].rstrip(':')}: {amount}{unit if amount.isdigit() else ''}", row.place, marked=True))
    return found


def heads_of_rules(table: Table) -> list[str]:
    """The heads of a table of rules: "Group", "Minimum credits", "Maximum credits"; empty where its first row is no such head."""
    if not table.rows:
        return []
    heads = [unicodedata.normalize("NFKC", cell).strip() for cell in table.rows[0].cells]
    if not 2 <= len(heads) <= WIDEST or any(re.search(r"\d|\.$", head) or len(head) > LONGEST_HEAD for head in heads):
        return []
    if REQUIRES.fullmatch(heads[1]) and len([row for row in table.rows[1:] if PART.match(tidied(row.cells[0]))]) >= max(
        2, len(table.rows) - 2
    ):
        return heads
    asks = [head for head in heads[1:] if MEASURE.search(head) and (LEAST.search(head) or MOST.search(head))]
    if any(UAN.search(cell) or QAN.search(cell) for row in table.rows for cell in row.cells):
        return []  # units or qualifications with their credits
    if re.search(r"\b(?:award|qualification) codes?\b", heads[0], re.IGNORECASE):
        return []  # awards with theirs
    return heads if asks else []


def rules_told(table: Table, heads: Sequence[str]) -> list[Passage]:
    """The rows of a table below these heads as sentences: "At least 5 credits from Group A"."""
    found: list[Passage] = []
    for row in table.rows:
        cells = [unicodedata.normalize("NFKC", cell).strip() for cell in row.cells]
        if cells == list(heads):
            continue
        if len(cells) != len(heads) or not PART.match(cells[0]):
            return []
        said = [words for head, cell in zip(heads[1:], cells[1:], strict=True) if (words := asked(head, cell))]
        part = named(cells[0])
        if GROUP_ALONE.match(cells[0]):
            said = [KIND_OF_UNITS.sub("", words) for words in said]
        found.extend(Passage(f"{words} {part}", row.place, marked=True) for words in said)
    return found


def tidied(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def asked(head: str, cell: str) -> str:
    """What a cell asks: its own words, or a bare number with what its head says of it."""
    measure = MEASURE.search(head)
    if AMOUNT.match(cell) and measure and (LEAST.search(head) or MOST.search(head)):
        amount = re.search(r"\d.*", cell)
        assert amount
        ranged = re.search(r"(\d+) ?(?:-|–|to|〜|~|から) ?(\d+)", cell)
        counted = "" if MEASURE.search(cell) else " credits" if measure[1] else " units"
        most = MOST.search(head) and not re.search(r"min", head, re.IGNORECASE)
        return (
            f"between {ranged[1]} and {ranged[2]}{counted}" if ranged else f"{'no more than' if most else 'at least'} {amount[0]}{counted}"
        )
    return cell if (MEASURE.search(cell) and COMPARED.search(cell)) or COUNTED.match(cell) else ""


def named(part: str) -> str:
    """A row's part as the end of a sentence."""
    if WHOLE.search(part):
        return "in total"
    if levelled := LEVELLED.fullmatch(part):
        return f"at {levelled[1]}"
    letter = re.match(r"^([A-Z]\d?)(?:$| ?[(–:-])", part)
    return f"from Group {letter[1]}" if letter else f"from {part}"


BARRED = re.compile(
    r"\bbarred\b|\bbars?\b|\bexclud(?:ed|es?)\b|\bexclusions?\b|\bincompatible\b|\bmutually exclusive\b|\boverlaps? with\b|\b(?:can ?not|not|never) (?:to )?(?:be )?"
    r"(?:(?:taken|combined|counted|used|chosen|claimed|achieved|allowed|available|valid)(?: together| in combination)? )?(?:with|together|if|alongside|both)\b|"
    r"\bcannot be (?:taken|combined)|併用|組み合わせ不可",
    re.IGNORECASE,
)
CODE = re.compile(r"(?:units? )?((?:[A-Z]{1,4}[ -]?)?\d{1,4}[A-Z]?)\b(?! ?[%/])", re.IGNORECASE)
CODES = re.compile(rf"{CODE.pattern}(?:(?: ?[,;/&] ?| and | or | ?、 ?|と){CODE.pattern})*", re.IGNORECASE)
FACT_HEAD = re.compile(r"\b(?:levels?|credits?|glh)\b|レベル", re.IGNORECASE)


def barred_told(table: Table, above: str) -> list[Passage]:
    """The rows of a table of barred combinations as sentences: "Unit 4 is barred with unit 9"; nothing for any other table."""
    heads = next(
        (row.cells for row in table.rows[:2] if sum(map(bool, row.cells)) > 1), table.rows[0].cells
    )  # a group's name may stand above
    column = next((k for k, head in enumerate(heads[1:], 1) if BARRED.search(head) and len(head) < 60), 0)
    if any(FACT_HEAD.search(head) for head in heads) or not (column or any(BARRED.search(t) for t in (above, *heads)) or is_barring(above)):
        return []
    found: list[Passage] = []
    for row in table.rows:
        named = [units for cell in row.cells if (units := units_in(cell))]
        if len(row.cells) < 2 or row.cells == heads:
            continue
        if column and column < len(row.cells) and not named and all(row.cells[k].strip() for k in (0, column)):
            named = [[row.cells[0].strip()], [row.cells[column].strip()]]
        units = [unit for cell in named for unit in cell]
        others = units[1:] if len(named) > 1 else []
        found.extend(Passage(f"{spoken(units[0])} is barred with {spoken(other)}.", row.place) for other in others if other != units[0])
    return found


def units_in(cell: str) -> list[str]:
    """The units whose numbers begin a cell, or are all of it."""
    cell = unicodedata.normalize("NFKC", cell).strip()
    if numbers := [tidy_uan(m[0]) for m in UAN.finditer(cell)]:
        return list(dict.fromkeys(numbers))
    listed = CODES.match(cell)
    after = cell[listed.end() :].strip() if listed else ""
    return [m[1] for m in CODE.finditer(listed[0])] if listed and (not after or after[:1].isupper() or after[:1] in ":–-(") else []


def spoken(unit: str) -> str:
    return f"unit {unit}" if re.search(r"\d", unit) and not UAN.search(unit) else unit
