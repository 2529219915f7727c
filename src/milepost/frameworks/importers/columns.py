"""Where the columns of a text's table begin: below heads that name outcomes and criteria, or where the numbers of both stand side by side."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.fields import WHOLE_LABEL, heading_of
from milepost.frameworks.importers.identifiers import QAN, UAN
from milepost.frameworks.importers.running import CRITERIA, EXPLAINS, KEEPS, OUTCOMES
from milepost.frameworks.importers.sections import WHO, strict_kind
from milepost.frameworks.importers.source import BULLETS, GRADE, Line

type Piece = tuple[int, str]  # where it begins, and its words

FIRST = re.compile(r"^(?:LO|(?:(?:learning|unit) )?outcome|element)?\s*\d{1,2}[.):]?(?:\s|$)", re.IGNORECASE)
BEGINS = re.compile(
    rf"^(?:(?:AC|PC|LO)\s?\d|\(?[a-zA-Z][.)]\s|\(?[ivx]{{1,5}}[.)]\s|\d{{1,2}}(?:\.\d{{1,2}}|[a-z]|\([a-z]\))[.):]?(?:\s|$)|\(?\d{{1,2}}[.)]\s|{GRADE}[.:]?\s|[{re.escape(BULLETS)}]\s)"
)
PIECE = re.compile(r"\S+(?: \S+)*")
GAP = "  "
DOTTED = re.compile(r"(?:AC |PC )?\d{1,2}\.\d{1,2}[.):]?(?:\s|$)")
DOTTED_WORD = re.compile(r"(?<=\s)(?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2}[.):]?(?=\s|$)")
FURTHEST = 20  # letters that a criterion may begin before its column
LEADS_IN = re.compile(r"\b(?:will|can)(?: be able to)?\s*:?$", re.IGNORECASE)  # "The learner will:", below "Learning outcomes"
LOOKED_AT = 40
MOST_HEADS = 6  # lines that heads may take
SLACK = 2  # letters that a cell may begin before its head
DRIFT = 6  # letters that a cell may begin before its column, where the cell before it stands in the same line
LONGEST_HEAD = 60  # letters of one head
LEAST_SET_IN = 8  # letters that criteria stand right of their outcomes
NUMBER = re.compile(r"(?:LO|(?:(?:learning|performance|knowledge|unit) )?outcome|element)?\s*(\d{1,2})[.):]?(?:\s|$)", re.IGNORECASE)
OF_NUMBER = re.compile(r"(?:(?:AC|PC) ?)?(\d{1,2})\.(\d{1,2})[.):]?(?:\s|$)")


def pieces_of(text: str) -> list[Piece]:
    """The parts of a line that two or more spaces keep apart; a line with tabs tells its cells by them."""
    return [(m.start(), m[0]) for m in PIECE.finditer(text)] if "\t" not in text else [(0, text)]


def is_parted(text: str) -> bool:
    """Whether a line can have parts at all: most lines of a document have none. Japanese has a wide space of its own."""
    return GAP in text.strip() or not text.isascii()


def is_head(text: str) -> bool:
    """Whether a line heads outcomes on the left and criteria beside them."""
    if not is_parted(text):
        return False
    return are_heads([p for _x, p in pieces_of(text)])


def are_heads(words: Sequence[str]) -> bool:
    return (
        len(words) > 1
        and all(len(w) < 60 and (KEEPS.search(w) or EXPLAINS.search(w)) and not w.endswith(".") for w in words)
        and bool(OUTCOMES.search(words[0]))
        and any(CRITERIA.search(w) for w in words[1:])
    )


OPENS = re.compile(rf"\s*(?:what |the |unit |learning|{WHO}\b|assessment|performance)", re.IGNORECASE)


def begins_heads(lines: Sequence[Line], start: int) -> bool:
    """Whether a line heads outcomes and criteria, alone or with the one below it: "What you must   What you must show", "know"."""
    text = lines[start].text
    if is_head(text):
        return True
    if not (OPENS.match(text) and is_parted(text) and start + 1 < len(lines)):
        return False
    pieces = pieces_of(text)
    below = Columns([x for x, _w in pieces], []).cells(lines[start + 1].text) if len(pieces) > 1 else None
    return below is not None and are_heads([f"{words} {rest}".strip() for (_x, words), rest in zip(pieces, below, strict=True)])


@dataclass(slots=True)
class Columns:
    """Where the columns begin, and what stands above them."""

    starts: list[int]
    heads: list[str]

    def cells(self, text: str) -> list[str] | None:
        """What a line puts into each column; None where it runs over a gutter."""
        found = [""] * len(self.starts)
        pending = pieces_of(text)
        alone = len(pending) == 1
        while pending:
            start, words = pending.pop(0)
            column = max((k for k, x in enumerate(self.starts) if x - SLACK <= start), default=0)
            if column == 0 and (number := self.criterion_in(text, start, words)) is not None:
                if number > start:
                    pending.insert(0, (number, text[number : start + len(words)]))
                    found[0] = f"{found[0]} {text[start:number].strip()}".strip()
                    continue
                column = 1
            if found[column] and column + 1 < len(self.starts) and self.starts[column + 1] - start <= DRIFT:
                column += 1  # a line whose gaps the tool drew narrower
            edge = self.starts[column + 1] if column + 1 < len(self.starts) else len(text) + 1
            if start + len(words) > edge - 1:
                cut = next((k for k in (edge, edge - 1, edge + 1) if start < k < start + len(words) and text[k - 1] == " "), None)
                if cut is None or alone:
                    return None
                pending.insert(0, (cut, text[cut : start + len(words)]))
                words = text[start : cut - 1]
            found[column] = f"{found[column]} {words.strip()}".strip()
        return found

    def criterion_in(self, text: str, start: int, words: str) -> int | None:
        """Where the number of a criterion stands that begins further left than its column does."""
        near = self.starts[1] - FURTHEST
        found = next((m.start() for m in DOTTED_WORD.finditer(text, start, start + len(words)) if m.start() >= near), None)
        return found if found is not None and text[:found].strip() else None


def heads_at(lines: Sequence[Line], start: int) -> tuple[Columns, int]:
    """The columns that the lines from here head, and how many lines that takes."""
    first = pieces_of(lines[start].text)
    columns = Columns([x for x, _w in first], [w for _x, w in first])
    taken = 1
    for line in lines[start + 1 : start + MOST_HEADS]:
        pieces = pieces_of(line.text)
        if not pieces or any(FIRST.match(w) or BEGINS.match(w) for _x, w in pieces):
            break
        cells = columns.cells(line.text)
        if cells is None or (is_head(line.text) and not (taken == 1 and sum(bool(LEADS_IN.search(w)) for _x, w in pieces) > 1)):
            break
        explains = not any(cell and KEEPS.search(above) for cell, above in zip(cells, columns.heads, strict=True))
        if not (taken == 1 or explains or cells[-1] or any(KEEPS.search(c) for c in cells)):
            break
        columns.heads = [f"{a} {b}".strip() for a, b in zip(columns.heads, cells, strict=True)]
        taken += 1
    for line in lines[start + taken : start + taken + LOOKED_AT]:
        for x, words in pieces_of(line.text)[1:] if line.page == lines[start].page else []:
            if DOTTED.match(words) and columns.starts[1] - FURTHEST < x < columns.starts[1]:
                columns.starts[1] = x  # heads that stand in the middle of their column
    return columns, taken


def opening(lines: Sequence[Line], start: int) -> tuple[Columns, int] | None:
    """The columns that begin at a line, and how many lines their heads take; None where none do.

    Heads that nobody could foresee ("Sufficiency", "Task", "What you show") are told by what stands below them: a line that begins with the
    number of an outcome and holds, further right, the number of its first criterion."""
    if begins_heads(lines, start):
        return heads_at(lines, start)
    return numbered_columns(lines, start) if is_parted(lines[start].text) else None


def numbered_columns(lines: Sequence[Line], start: int) -> tuple[Columns, int] | None:
    """The columns whose numbers tell them, with or without heads above."""
    if row := numbers_in(lines, start):
        return columns_by(lines, start, start, row), 0
    pieces = pieces_of(lines[start].text)
    if len(pieces) < 2 or not all(may_head(words) for _x, words in pieces) or names_else(lines[start].text, pieces):
        return None
    for position in range(start + 1, min(start + MOST_HEADS, len(lines))):
        text = lines[position].text
        if row := numbers_in(lines, position):
            columns = columns_by(lines, start, position, row)
            return columns, position - start
        if any(NUMBER.match(w) or OF_NUMBER.match(w) or not may_head(w) for _x, w in pieces_of(text)):
            return None
    return None


def may_head(words: str) -> bool:
    return len(words) < LONGEST_HEAD and words[-1] not in ".;?" and not any(c.isdigit() for c in words)


def names_else(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a line is a fact with its label, the heading of a unit or that of a section."""
    label = pieces[0][1].rstrip(": ")
    return bool(
        UAN.search(text)
        or QAN.search(text)
        or heading_of(" ".join(text.split()))
        or WHOLE_LABEL.fullmatch(label)
        or strict_kind(label) not in ("", "outcomes", "criteria")
    )


def numbers_in(lines: Sequence[Line], position: int) -> tuple[int, int] | None:
    """Where the number of an outcome and that of its first criterion stand in a line; None where they do not stand side by side."""
    pieces = pieces_of(lines[position].text)
    outcome = NUMBER.match(pieces[0][1]) if len(pieces) > 1 else None
    if outcome is None:
        return None
    for x, words in pieces[1:]:
        found = OF_NUMBER.match(words)
        if found:
            return (pieces[0][0], x) if found[1] == outcome[1] and found[2] == "1" and x - pieces[0][0] >= LEAST_SET_IN else None
    return None


TAUGHT = re.compile(r"^teaching content\b", re.IGNORECASE)  # numbered as criteria are, which stand elsewhere


def columns_by(lines: Sequence[Line], start: int, first: int, at: tuple[int, int]) -> Columns:
    """The columns of a table whose first row stands at `first`: its outcomes, its criteria, and those right of the two."""
    outcomes, criteria = at
    heads = pieces_of(lines[start].text) if start < first else []
    row = pieces_of(lines[first].text)
    beside = next((x for x, _w in row if x > criteria), 0) if any(x == criteria and OF_NUMBER.fullmatch(w) for x, w in row) else 0
    here = [x for x, words in row if x > criteria and x != beside and len(words) > 1 and "." not in words[:3]]
    named = [x for x, words in heads if x - criteria > LEAST_SET_IN and x > criteria + DRIFT]
    further: list[int] = []
    for x in [*named, *here]:
        if all(abs(x - other) > LEAST_SET_IN for other in further):
            further.append(x)
    seen = Counter(x for line in lines[first : first + LOOKED_AT] if line.page == lines[first].page for x, _w in pieces_of(line.text)[1:])
    starts = [outcomes, criteria]
    for x in sorted(further):
        near = [
            (times, -abs(other - x), other) for other, times in seen.items() if abs(other - x) <= LEAST_SET_IN and other > criteria + DRIFT
        ]
        starts.append(max(near)[2] if near and max(near)[0] > 1 else x)
    head = next((words for x, words in heads if abs(x - criteria) <= SLACK), "")
    second = head if TAUGHT.search(head) else "Assessment criteria"
    return Columns(starts, ["Learning outcomes", second, *["Notes" for _x in starts[2:]]])
