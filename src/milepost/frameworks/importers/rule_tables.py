"""Tables of rules of combination (a row for each part, a column for what is asked of it), put into sentences of their own."""

import re
import unicodedata
from collections.abc import Sequence

from milepost.frameworks.importers.identifiers import UAN
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
WHOLE = re.compile(r"total|overall|qualification|合計|全体|総計", re.IGNORECASE)
LEVELLED = re.compile(r"(?:units? )?(?:at )?(level \d.*)", re.IGNORECASE)
WIDEST = 6  # columns


def rules_of_table(table: Table, above: list[str]) -> tuple[list[Passage], list[str]]:
    """A table of rules in sentences, and its heads, below which it may go on as another table; nothing for a table of other things."""
    own = heads_of_rules(table)
    told = rules_told(table, own or above) if own or above else []
    if own and not told:
        told = [Passage("", table.rows[0].place)]
    return (told, own or above) if told else ([], [])


def heads_of_rules(table: Table) -> list[str]:
    """The heads of a table of rules: "Group", "Minimum credits", "Maximum credits"; empty where its first row is no such head."""
    if not table.rows:
        return []
    heads = [unicodedata.normalize("NFKC", cell).strip() for cell in table.rows[0].cells]
    if not 2 <= len(heads) <= WIDEST or any(re.search(r"\d", head) for head in heads):
        return []
    asks = [head for head in heads[1:] if MEASURE.search(head) and (LEAST.search(head) or MOST.search(head))]
    return heads if asks and not any(UAN.search(cell) for row in table.rows for cell in row.cells) else []


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
        found.extend(Passage(f"{words} {part}", row.place, marked=True) for words in said)
    return found


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
    return cell if (MEASURE.search(cell) and COMPARED.search(cell)) or re.match(r"\d+ (?:credits?|units?)", cell) else ""


def named(part: str) -> str:
    """A row's part as the end of a sentence."""
    if WHOLE.search(part):
        return "in total"
    if levelled := LEVELLED.fullmatch(part):
        return f"at {levelled[1]}"
    letter = re.match(r"^([A-Z]\d?)(?:$| ?[(–:-])", part)
    return f"from Group {letter[1]}" if letter else f"from {part}"
