"""Change logs in a text that puts each cell on a line of its own: the heads one below the other, then version, date and what changed."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from milepost.frameworks.importers.change_logs import DETAILS, MONTHS, VERSIONS, is_log
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, filled, join_lines, tidy

FEWEST, MOST = 2, 4  # columns
LONGEST_HEAD = 40  # letters
MOST_LINES = 6  # of what changed
LONGEST = 400  # lines of a log
DIGIT = re.compile(r"\d")
MAY_HEAD = re.compile(rf"{VERSIONS}|date|日", re.IGNORECASE)
FORMS = {
    "version": re.compile(r"(?:v|version|issue|第)?\s?\d{1,2}(?:\.\d{1,2}){0,2}(?:版)?|(?:first|original|initial) (?:issue|version)", re.IGNORECASE),
    "date": re.compile(rf".{{0,14}}\b(?:{MONTHS}\.?\s)?(?:19|20)\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:19|20)\d\d\D.{{0,8}}", re.IGNORECASE),
}  # fmt: skip


def celled_log(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """The log whose first head stands here; None where fewer than two rows begin as its columns do."""
    text = lines[start].text.strip()
    if len(text) > 2 * LONGEST_HEAD or DIGIT.search(text) or not MAY_HEAD.search(text) or len(tidy(text)) > LONGEST_HEAD:
        return None  # asked of every line: what costs least first
    walk = list(islice(filled(lines, start, skip), LONGEST))
    texts = [tidy(lines[k].text) for k in walk]
    if made := in_paragraphs(lines, walk, texts):
        return made
    for count in range(MOST, FEWEST - 1, -1):
        heads = texts[:count]
        kinds = [kind_of(head) for head in heads]
        if not is_log(heads) or any(len(h) > LONGEST_HEAD or re.search(r"\d|[.:]$", h) for h in heads):
            continue
        if kinds[0] not in FORMS or len(set(kinds)) < count or "detail" not in kinds:
            continue
        apart = all(lines[b].number - lines[a].number > 1 for a, b in pairwise(walk[:count]))
        if made := (apart and rows_of_blocks(lines, walk, texts, heads, kinds)) or rows_below(lines, walk, texts, heads, kinds):
            return made
    return None


def in_paragraphs(lines: Sequence[Line], walk: Sequence[int], texts: Sequence[str]) -> Made | None:
    """The log where each cell, its head too, may have several lines and blank ones stand between the cells."""
    ends = [k for k in range(1, len(walk)) if lines[walk[k]].number != lines[walk[k - 1]].number + 1]
    if not ends or ends[0] > 2 or not is_log(texts[: 3 * MOST]):
        return None
    spans, cells = list[tuple[int, int]](), list[str]()
    for begin, end in pairwise([0, *ends, len(walk)]):
        text = join_lines(list(texts[begin:end]), frozenset())
        number, _space, moment = text.partition(" ")  # taken for the number of a list: "03 May 2019"
        both = FORMS["version"].fullmatch(number) and FORMS["date"].fullmatch(moment)
        for cell in (number, moment) if both else (text,):
            spans.append((begin, end))
            cells.append(cell)
    for count in range(MOST, FEWEST, -1):
        heads = cells[:count]
        kinds = [kind_of(head) for head in heads]
        if (
            not is_log(heads)
            or {"version", "date", "detail"} - set(kinds)
            or len(set(kinds)) < count
            or any(len(h) > LONGEST_HEAD for h in heads)
        ):
            continue
        table = Table([Row(heads, place_of(lines[walk[0]]))])
        ahead = kinds.index("detail")
        for at in range(count, len(cells) - count + 1, count):
            row = cells[at : at + count]
            if ahead > 1 and any(begins_row(cells[at + k : at + k + ahead], kinds) for k in range(ahead + 1, count)):
                return None  # a row whose last cells hold nothing
            if not all(FORMS[kind].fullmatch(cell) for kind, cell in zip(kinds, row, strict=True) if kind in FORMS):
                break
            table.rows.append(Row(row, place_of(lines[walk[spans[at][0]]])))
        if len(table.rows) > 1:
            return Made(table, walk[spans[(len(table.rows)) * count - 1][1] - 1])
    return None


def kind_of(head: str) -> str:
    head = head.casefold()
    if re.search(DETAILS, head):
        return "detail"
    return "date" if re.search(r"date|年月|日付|日$", head) else "version" if re.search(VERSIONS, head) else head


def rows_below(lines: Sequence[Line], walk: Sequence[int], texts: Sequence[str], heads: list[str], kinds: list[str]) -> Made | None:
    """The rows; each begins with cells of the forms that its columns have, up to what changed."""
    ahead = kinds.index("detail")
    begin = [
        k
        for k in range(len(kinds), len(texts) - ahead)
        if all(FORMS[kind].fullmatch(texts[k + n]) if kind in FORMS else True for n, kind in enumerate(kinds[:ahead]))
    ]
    if len(begin) < FEWEST or begin[0] != len(kinds):
        return None
    table = Table([Row(heads, place_of(lines[walk[0]]))])
    end = len(kinds)
    for k in range(len(begin)):
        if begin[k] != end:
            break
        after = len(kinds) - ahead - 1  # cells behind what changed
        end = begin[k + 1] if k + 1 < len(begin) and begin[k + 1] - begin[k] <= len(kinds) + MOST_LINES else begin[k] + len(kinds)
        while (k + 1 == len(begin) or end != begin[k + 1]) and end < len(texts) and not after and goes_on(lines, walk, texts, end):
            end += 1
        words = texts[begin[k] + ahead : end - after]
        if not words or end > len(texts):
            break
        cells = [*texts[begin[k] : begin[k] + ahead], join_lines(list(words), frozenset()), *texts[end - after : end]]
        table.rows.append(Row(cells, place_of(lines[walk[begin[k]]])))
    return Made(table, walk[end - 1]) if len(table.rows) > FEWEST else None


def rows_of_blocks(lines: Sequence[Line], walk: Sequence[int], texts: Sequence[str], heads: list[str], kinds: list[str]) -> Made | None:
    """The rows where an empty line parts each cell from the next; the last cells of a row may hold nothing."""
    blocks: list[tuple[str, int]] = []  # the words of a cell, its last line
    for k, text in enumerate(texts[len(kinds) :], len(kinds)):
        if blocks and lines[walk[k]].page == lines[walk[k - 1]].page and lines[walk[k]].number == lines[walk[k - 1]].number + 1:
            blocks[-1] = (join_lines([blocks[-1][0], text], frozenset()), walk[k])
        else:
            blocks.append((text, walk[k]))
    ahead = kinds.index("detail")
    table, last, at = Table([Row(heads, place_of(lines[walk[0]]))]), 0, 0
    while at + ahead < len(blocks) and begins_row([text for text, _last in blocks[at : at + ahead]], kinds):
        end = at + ahead + 1
        while end < min(at + len(kinds), len(blocks)) and not begins_row([text for text, _last in blocks[end : end + ahead]], kinds):
            end += 1
        cells = [text for text, _last in blocks[at:end]]
        table.rows.append(Row([*cells, *[""] * (len(kinds) - len(cells))], place_of(lines[blocks[at][1]])))
        at, last = end, blocks[end - 1][1]
    return Made(table, last) if len(table.rows) > FEWEST else None


def begins_row(texts: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether cells have the forms of those before what changed."""
    return len(texts) > 0 and all(FORMS[kind].fullmatch(text) for kind, text in zip(kinds, texts, strict=False) if kind in FORMS)


def goes_on(lines: Sequence[Line], walk: Sequence[int], texts: Sequence[str], at: int) -> bool:
    """Whether a line is the next one of the cell above it."""
    return texts[at][0].islower() and lines[walk[at]].number == lines[walk[at - 1]].number + 1


def place_of(line: Line) -> Place:
    return Place(line.page, line.number, line.number)
