"""Outcomes whose last words a text has only below the criteria, where it wrote out the other column first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from milepost.frameworks.importers.cells_apart import BREAKS_OFF
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Line, Where
from milepost.frameworks.importers.widths import width_of

OUTCOME = re.compile(r"(?:LO ?)?(\d{1,2})[.):]? +[A-Z][a-z]+ \S.*[\w’',-]")
CRITERION = re.compile(r"(?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2}[.):]?(?: |$)")
TAIL = re.compile(r"[a-z][\w’',-]*(?: [\w’',-]+){0,6}")
LONGEST_TAIL = 50  # letters
MOST_OPEN, MOST_TAILS = 9, 4  # of one table
FEWEST = 2  # ends of outcomes, of which one breaks off, or it is no habit of the text


@dataclass(slots=True)
class Table:
    """The outcomes of one table that may go on, and the lines that may be their ends, by their places."""

    number: int = 0
    open: list[int] = field(default_factory=list)
    tails: list[int] = field(default_factory=list)
    criteria: bool = False


def outcomes_apart(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that end outcomes further up, and what these say then."""
    tables = [table for table in tables_in(lines, skip) if table.tails and table.open]
    if not tables:
        return set(), {}
    texts = {at: lines[at].text.strip() for table in tables for at in (*table.open, *table.tails)}
    widest = max(width_of(texts[at]) for table in tables for at in table.open)
    ended = [pair for table in tables for pair in ends_of(table, texts, widest)]
    if len(ended) < FEWEST or not any(BREAKS_OFF.search(texts[outcome]) for outcome, _tail in ended):
        return set(), {}
    gone = {(lines[tail].page, lines[tail].number) for _outcome, tail in ended}
    return gone, {(lines[at].page, lines[at].number): f"{texts[at]} {texts[tail]}" for at, tail in ended}


def tables_in(lines: Sequence[Line], skip: set[Where]) -> Iterator[Table]:
    """The tables of the text, each from its first outcome to the heading of the next section."""
    table = Table()
    above, gap = "", True
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not text or (line.page, line.number) in skip:
            gap = True
            continue
        if found := OUTCOME.fullmatch(text):
            if int(found[1]) != table.number + 1:
                yield table
                table = Table(number=int(found[1]) - 1) if found[1] == "1" else Table()
            if int(found[1]) == table.number + 1:
                table.number += 1
                if at + 1 == len(lines) or not goes_on(lines[at + 1].text.strip()):
                    table.open.append(at)
        elif CRITERION.match(text):
            table.criteria = True
        elif table.number and gap and table.criteria and TAIL.fullmatch(text) and len(text) <= LONGEST_TAIL:
            below = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
            if not BREAKS_OFF.search(above) and (not below or strict_kind(below)):
                table.tails.append(at)
        elif table.number and text[0].isupper() and strict_kind(text) not in ("", "outcomes", "criteria"):
            yield table
            table = Table()
        above, gap = text, False
    yield table


def goes_on(below: str) -> bool:
    """Whether the line right below an outcome is more of it."""
    return bool(below) and not OUTCOME.fullmatch(below) and not CRITERION.match(below)


def ends_of(table: Table, texts: dict[int, str], widest: float) -> list[tuple[int, int]]:
    """Each end with its outcome, both in their order: first of all outcomes that break off, then those that fill their line."""
    if len(table.tails) > min(MOST_TAILS, len(table.open)) or len(table.open) > MOST_OPEN:
        return []
    best: list[tuple[int, int]] = []
    most = 0
    for chosen in combinations(table.open, len(table.tails)):
        pairs = list(zip(chosen, table.tails, strict=True))
        broken = [bool(BREAKS_OFF.search(texts[outcome])) for outcome in chosen]
        full = [width_of(f"{texts[outcome]} {texts[tail].split()[0]}") > widest for outcome, tail in pairs]
        if sum(broken) + 1 > most and all(a or b for a, b in zip(broken, full, strict=True)) and all(o < t for o, t in pairs):
            best, most = pairs, sum(broken) + 1
    return best
