"""From words on pages to passages and tables: what runs on, what begins anew, what stands in columns."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from milepost.frameworks.importers.breaks import rejoined
from milepost.frameworks.importers.entries import begins_anew
from milepost.frameworks.importers.identifiers import UAN_WHOLE
from milepost.frameworks.importers.source import (
    MARK,
    OF_CRITERION,
    UNSPACED,
    Element,
    Passage,
    Place,
    Row,
    Table,
    is_marked,
    join_lines,
    vocabulary_of,
)

OPENING = re.compile(
    r"^(?:learning )?(?:outcome|LO)\s*\d|^(?:unit|module)\s+\w*\d|^appendix\b|^the (?:learner|candidate)s? (?:can|will)", re.IGNORECASE
)
LATIN = re.compile(r"[!-~]*")
OFTEN = 2  # lines that begin a cell at one place
FURTHEST = 5  # sizes of type between two rows of a table
OF_LIST = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|(?:AC ?)?\d{1,2}\.\d{1,2}[.)]?")  # a mark with its words beside it
BEGINS = re.compile(
    r"(?:AC|PC)?\d{1,2}(?:\.\d{1,2}|[a-z])[.):]?|\(?\d{1,2}[.)]|\(?[a-zA-Z]\)|[a-z]\.|\(?[ivx]{1,5}[.)]|(?:AC|PC|\d?[A-H]{1,3}\.[PMD]|\d[A-H]\.)\d{1,2}[.):]?"
)
LETTERED = re.compile(r"[PMDK]\d{1,2}[.:]?")  # a criterion of a grade, a statement of knowledge
LETTER = re.compile(r"[a-z]|[ivx]{1,4}")
BULLET_LETTERS = re.compile(r"^[•・●▪▫◦·‣∙■□–—\-*\uf0b7\uf0a7]$")


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    x1: float
    base: float  # the baseline, from the top of the page
    size: float
    bold: bool
    line: int = 0
    in_table: bool = False
    edge: float = 0.0  # the right edge of the column on a page with two


@dataclass(slots=True)
class Cell:
    x0: float
    top: float
    x1: float
    bottom: float
    column: int = 0
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Segment:
    """Words of one line without a wide gap between them; a mark that stands apart belongs to what it marks."""

    words: list[Word]
    marked: bool = False

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def size(self) -> float:
        return Counter(w.size for w in self.words for _letter in w.text).most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        return all(w.bold for w in self.words)


def segments_of(words: list[Word]) -> list[Segment]:
    """The segments of a line, from left to right."""
    found: list[Segment] = []
    for position, word in enumerate(words):
        if position == 0:
            found.append(Segment([word]))
            continue
        last = words[position - 1]
        gap = word.x0 - last.x1
        only = len(found[-1].words) == 1
        if (
            only
            and (MARK.match(last.text) or LETTERED.fullmatch(last.text))
            and gap > 0.45 * word.size
            and gap < 5 * word.size
            and len(found) == 1
        ):
            found[-1].marked = True
            found[-1].words.append(word)
        elif gap > 1.0 * word.size and not (len(found) == 1 and last.text.endswith(":")):  # "Level:    4" is one thing
            found.append(Segment([word]))
        else:
            found[-1].words.append(word)
    for segment in found:
        first = segment.words[0].text
        if len(segment.words) > 1 and first in ("AC", "PC"):
            first += segment.words[1].text
        lettered = (LETTERED.fullmatch(first) and not goes_on(segment)) or before_japanese(segment)
        if BEGINS.fullmatch(first) or lettered or BULLET_LETTERS.match(first):
            segment.marked = len(segment.words) > 1
    return found


def before_japanese(segment: Segment) -> bool:
    """Whether a small letter stands before words of Japanese, which has no word of one: "a 小説"."""
    words = segment.words
    return len(words) > 1 and bool(LETTER.fullmatch(words[0].text)) and bool(UNSPACED.match(words[1].text))


def goes_on(segment: Segment) -> bool:
    """Whether the words behind "P3" at a line's beginning are those of a sentence that only speaks of it."""
    return len(segment.words) < 2 or segment.words[1].text.lower() in ("and", "or", "to", "is", "are", "in", "must", "for", "of", "with")


type Line = tuple[int, int, list[Segment]]  # page, line number, segments


def runs_on(before: Segment, after: Segment, right: float, leading: dict[float, float], same_page: bool) -> bool:
    """Whether `after` is the next line of the paragraph that `before` ends."""
    if after.marked or before.size != after.size:
        return False
    edge = before.words[-1].edge
    same_page = same_page and edge == after.words[0].edge
    right = edge or right
    if before.words[-1].bold != after.words[0].bold and (before.bold or after.bold) and not (before.words[-1].bold or after.words[0].bold):
        return False
    if before.bold != after.bold and before.words[-1].bold != after.words[0].bold:
        return False
    if before.bold and (not same_page or OPENING.match(after.text)):
        return False  # a heading does not run over a page's end, nor into the next heading
    first = after.words[0]
    japanese = bool(UNSPACED.search(before.words[-1].text) or UNSPACED.search(first.text))
    if same_page:
        drop = after.base - before.base
        if not 0 < drop <= 1.12 * leading.get(before.size, (2.2 if japanese else 1.6) * before.size) + 0.5:
            return False
    if japanese and begins_anew(after.text, before.text):
        return False
    space = 0.0 if japanese else 0.25 * first.size
    fits = before.x1 + space + (unbroken(first) if japanese else first.x1 - first.x0) <= right + 0.5
    if not fits:
        return True
    return first.text[:1].islower() and before.x1 - before.x0 > 0.8 * (right - before.x0) and len(first.text) > 1


def unbroken(word: Word) -> float:
    """How much of a word of Japanese must stand on one line: its first letters, since a line may not begin with every letter, or a name in Latin letters."""
    latin = len(LATIN.match(word.text)[0])  # type: ignore[index]
    return min(word.x1 - word.x0, max(2.0, 0.6 * latin + 1.0) * word.size)


def leadings(lines: list[Line], right: float) -> dict[float, float]:
    """The usual distance between lines of one paragraph, for each size of type."""
    drops: dict[float, Counter[float]] = {}
    for (page, _n, before), (next_page, _m, after) in pairwise(lines):
        alone = page == next_page and len(before) == len(after) == 1
        if alone and runs_on(before[0], after[0], right, {}, same_page=True):
            drops.setdefault(before[0].size, Counter())[round(after[0].base - before[0].base, 1)] += 1
    return {size: counter.most_common(1)[0][0] for size, counter in drops.items()}


def passage_of(lines: list[tuple[int, int, Segment]], vocabulary: frozenset[str]) -> Passage:
    segments = [s for _p, _n, s in lines]
    text = join_lines([s.text for s in segments], vocabulary)
    first = text.split(maxsplit=1)[0] if text else ""
    marked, bullet = segments[0].marked, False
    if BULLET_LETTERS.match(first) and " " in text:
        rest = text.split(maxsplit=1)[1]
        text, marked, bullet = rest, True, True
    page = lines[0][0]
    last = max(n for p, n, _s in lines if p == page)
    return Passage(text, Place(page, lines[0][1], last), segments[0].size, all(s.bold for s in segments), marked, bullet=bullet)


def elements_of(
    sheets: list[tuple[int, list[list[Word]], list[list[list[Cell]]]]], drop: set[tuple[int, int]], body: float
) -> list[Element]:
    """Passages and tables of all pages in reading order; a paragraph may run over a page's end."""
    vocabulary = vocabulary_of(" ".join(w.text for w in words) for _p, lines, _t in sheets for words in lines)
    flow: list[Line | tuple[int, int, Table]] = []
    plain: list[Line] = []
    for page, lines, tables in sheets:
        pending = sorted(((turn_of(rows, lines), min(c.top for c in rows[0]), rows) for rows in tables), key=lambda t: t[:2])
        for number, words in enumerate(lines, 1):
            outside = [w for w in words if not w.in_table]
            while pending and number > pending[0][0]:
                rows = pending.pop(0)[2]
                flow.append((page, number, table_of(rows, page, vocabulary)))
            if outside and (page, number) not in drop:
                line = (page, number, segments_of(outside))
                flow.append(line)
                plain.append(line)
        flow.extend((page, len(lines), table_of(rows, page, vocabulary)) for _turn, _top, rows in pending)
    sizes = Counter[float]()
    for _page, _line, segments in plain:
        for segment in segments:
            sizes[segment.size] += len(segment.text)
    running = sizes.most_common(1)[0][0] if sizes else body  # tables may hold more words than the paragraphs do
    right = max((s.x1 for _p, _n, segments in plain for s in segments if s.size == running), default=0.0)
    leading = leadings(plain, right)
    return rejoined(assemble(flow, right, leading, vocabulary, body), vocabulary)


def turn_of(rows: list[list[Cell]], lines: list[list[Word]]) -> int:
    """After how many lines of a page a table is to be read: those above it, of its own column where the page has two."""
    top = min(c.top for c in rows[0])
    left, right = min(c.x0 for row in rows for c in row), max(c.x1 for row in rows for c in row)
    columned = any(words and words[0].edge for words in lines)
    if not columned:
        return next((k for k, words in enumerate(lines) if words and words[0].base > top), len(lines))
    over = [k for k, words in enumerate(lines) if words and words[0].x0 < right and words[-1].x1 > left]
    above = max((k for k in over if lines[k][0].base <= top), default=-1)
    if above >= 0 and lines[above][0].edge:
        return above + 1
    return next((k for k in over if k > above), above + 1)


def assemble(
    flow: list[Line | tuple[int, int, Table]], right: float, leading: dict[float, float], vocabulary: frozenset[str], body: float
) -> list[Element]:
    found: list[Element] = []
    current: list[tuple[int, int, Segment]] = []

    def close() -> None:
        nonlocal current
        if current:
            found.append(passage_of(current, vocabulary))
        current = []

    position = 0
    while position < len(flow):
        page, number, content = flow[position]
        if isinstance(content, Table):
            close()
            found.append(content)
            position += 1
            continue
        if len(content) > 1:
            box, beside = heading_box(flow, position, body, vocabulary)
            if box:
                close()
                found.extend(box)
                last = max(p.place.last for p in box)
                rest = position
                while rest < len(flow) and flow[rest][0] == page and flow[rest][1] <= last:
                    rest += 1
                flow[position:rest] = beside
                continue
            back = header_lines(content, page, current)
            if back:
                current = []
            close()
            table, used = loose_table(flow, position - back, vocabulary)
            used -= back
            found.append(table)
            position += used
            continue
        segment = content[0]
        if current:
            before_page, _n, before = current[-1]
            if runs_on(before, segment, right, leading, same_page=before_page == page):
                current.append((page, number, segment))
                position += 1
                continue
        close()
        current = [(page, number, segment)]
        position += 1
    close()
    return found


def heading_box(
    flow: list[Line | tuple[int, int, Table]], start: int, body: float, vocabulary: frozenset[str]
) -> tuple[list[Passage], list[Line]]:
    """A unit heading in two columns, number at the left and title at the right, each perhaps on several lines."""
    page, _n, first = flow[start]
    assert isinstance(first, list)
    if len(first) != 2 or any(s.size < 1.15 * body for s in first):
        return [], []
    columns: tuple[list[tuple[int, int, Segment]], ...] = ([], [])
    beside: list[Line] = []  # smaller lines at the right whose baseline stands between those of the heading
    passed: list[Line] = []
    for next_page, number, content in flow[start:]:
        if isinstance(content, Table) or next_page != page:
            break
        places = [0 if abs(s.x0 - first[0].x0) < 4 else 1 if abs(s.x0 - first[1].x0) < 4 else -1 for s in content]
        if -1 not in places and all(s.size == first[p].size for s, p in zip(content, places, strict=True)):
            for segment, place in zip(content, places, strict=True):
                columns[place].append((page, number, segment))
            beside, passed = beside + passed, []
        elif content[0].x0 < first[1].x0 - 4 or len(passed) > 3:
            break
        else:
            passed.append((next_page, number, content))
    return [passage_of(column, vocabulary) for column in columns], beside


def chunks_of(segments: list[Segment], starts: Counter[int] | None = None) -> list[list[Word]]:
    """The words of a line in groups that a narrow gap keeps apart: the cells of a table without rules, if it is one.

    Where other lines begin cells (`starts`, in points), a gap may be narrower still, but not between a mark and its words."""
    found: list[list[Word]] = []
    for word in (w for s in segments for w in s.words):
        last = found[-1][-1] if found else None
        number = last is not None and UAN_WHOLE.fullmatch(last.text)
        begins = starts is not None and starts[round(word.x0)] >= OFTEN
        marks = last is not None and len(found[-1]) == 1 and OF_LIST.fullmatch(last.text)
        if last and word.x0 - last.x1 < (1.2 if marks else 0.1 if number or begins else 0.5) * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def columns_with(columns: list[tuple[float, float]], chunks: list[list[Word]]) -> list[tuple[float, float]]:
    """The columns, widened or joined by what another line puts into them."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted([*columns, *((c[0].x0, c[-1].x1) for c in chunks)]):
        if found and x0 < found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def header_lines(content: list[Segment], page: int, current: list[tuple[int, int, Segment]]) -> int:
    """How many lines just above belong to this one as a header whose gaps are too narrow to tell by themselves."""
    columns = columns_with([], chunks_of(content))
    base, size = content[0].base, content[0].size
    for above, _number, segment in reversed(current):
        chunks = chunks_of([segment])
        wider = columns_with(columns, chunks)
        if above != page or len(chunks) < 2 or len(wider) < max(2, len(columns)) or not 0 < base - segment.base < 2.6 * size:
            return 0
        columns, base = wider, segment.base
    return len(current)


def loose_table(flow: list[Line | tuple[int, int, Table]], start: int, vocabulary: frozenset[str]) -> tuple[Table, int]:
    """A table without rules: lines whose parts stand below one another, with white gutters between."""
    page, _number, first = flow[start]
    assert isinstance(first, list)
    lines = [(flow[start][1], chunks_of(first))]
    columns = columns_with([], lines[0][1])
    starts = Counter(round(c[0].x0) for c in lines[0][1])
    drops: list[float] = []
    base, size = first[0].base, first[0].size
    for next_page, number, content in flow[start + 1 :]:
        if isinstance(content, Table) or next_page != page:
            break
        drop = content[0].base - base
        chunks = chunks_of(content, starts)
        wider = columns_with(columns, chunks)
        alone = len(chunks) == 1 and chunks[0][0].x0 < columns[0][1]
        far = FURTHEST * size if in_line(chunks, starts) and len(wider) == len(columns) else 1.35 * max([1.7 * size, *drops])
        if drop > far or len(wider) < max(2, len(columns) if len(lines) > 1 else 2):
            break
        if alone and (drop > 1.45 * size or chunks[0][0].bold != lines[-1][1][0][0].bold):
            break
        lines.append((number, chunks))
        columns, base = wider, content[0].base
        drops.append(drop)
        starts.update(round(c[0].x0) for c in chunks)
    padded = any(drop > 1.45 * size for drop in drops)
    return loose_rows(page, lines, columns, [d <= 1.45 * size for d in drops], padded, vocabulary), len(lines)


def in_line(chunks: list[list[Word]], starts: Counter[int]) -> bool:
    """Whether the cells of a line, several of them, all begin where cells of the lines above do."""
    return len(chunks) > 2 and all(any(starts[round(c[0].x0) + k] for k in (-1, 0, 1)) for c in chunks)


def loose_rows(
    page: int,
    lines: list[tuple[int, list[list[Word]]]],
    columns: list[tuple[float, float]],
    close: list[bool],
    padded: bool,
    vocabulary: frozenset[str],
) -> Table:
    """Rows of lines; a line close below another goes on in its cells where rows stand apart, else where its first column is empty.

    A mark that stands in a column of marks begins a row of its own, however close."""
    rows: list[tuple[int, int, list[list[tuple[int, list[Word]]]]]] = []
    for position, (number, chunks) in enumerate(lines):
        cells: list[list[tuple[int, list[Word]]]] = [[] for _c in columns]
        for chunk in chunks:
            column = next(k for k, (x0, x1) in enumerate(columns) if x0 - 1 <= chunk[0].x0 <= x1 + 1)
            before = cells[column].pop()[1] if cells[column] else []
            cells[column].append((number, before + chunk))
        goes_on = position > 0 and close[position - 1] and (padded or not cells[0])
        if goes_on and weight(chunks) != weight(lines[position - 1][1]) and len(chunks) > 1:
            goes_on = False  # heads above a row, or a row above heads
        if goes_on and any(is_mark(new) and is_mark(old) for old, new in zip(rows[-1][2], cells, strict=True)):
            goes_on = False
        if goes_on:
            rows[-1] = (rows[-1][0], number, [old + new for old, new in zip(rows[-1][2], cells, strict=True)])
        else:
            rows.append((number, number, cells))
    table = Table([])
    for first, last, cells in rows:
        texts = [join_lines([" ".join(w.text for w in words) for _n, words in cell], vocabulary) for cell in cells]
        table.rows.append(Row(texts, Place(page, first, last)))
        table.parts.append([marked_parts(cell, page, vocabulary) for cell in cells])
    return table


def weight(chunks: list[list[Word]]) -> bool:
    """Whether a line is bold throughout."""
    return all(w.bold for chunk in chunks for w in chunk)


def is_mark(cell: list[tuple[int, list[Word]]]) -> bool:
    """Whether a cell holds the number of a criterion and nothing else."""
    return len(cell) == 1 and len(cell[0][1]) == 1 and bool(OF_CRITERION.fullmatch(cell[0][1][0].text))


def marked_parts(cell: list[tuple[int, list[Word]]], page: int, vocabulary: frozenset[str]) -> list[Passage]:
    """The passages of a cell: one for each line that a mark begins, with the lines below that go on."""
    groups: list[list[tuple[int, int, Segment]]] = []
    for number, words in cell:
        marked = len(words) > 1 and (is_marked(" ".join(w.text for w in words[:2])) or bool(OF_CRITERION.fullmatch(words[0].text)))
        segment = Segment(words, marked=marked)
        if groups and not (marked and number != groups[-1][-1][1]):
            groups[-1].append((page, number, segment))
        else:
            groups.append([(page, number, segment)])
    return [passage_of(group, vocabulary) for group in groups]


def table_of(rows: list[list[Cell]], page: int, vocabulary: frozenset[str]) -> Table:
    """A ruled table; each cell also as passages, for tables that hold running text."""
    width = 1 + max(c.column for row in rows for c in row)
    right = [max((w.x1 for row in rows for c in row if c.column == k for w in c.words), default=0.0) for k in range(width)]
    table = Table([], ruled=True)
    for row in rows:
        cells, parts = [""] * width, [list[Passage]() for _k in range(width)]
        numbers = [w.line for c in row for w in c.words]
        if not numbers:
            continue
        for cell in row:
            passages = cell_passages(cell, page, right[cell.column], vocabulary)
            cells[cell.column] = " ".join(p.text for p in passages)
            parts[cell.column] = passages
        table.rows.append(Row(cells, Place(page, min(numbers), max(numbers))))
        table.parts.append(parts)
    return table


def cell_passages(cell: Cell, page: int, right: float, vocabulary: frozenset[str]) -> list[Passage]:
    lines: dict[int, list[Word]] = {}
    for word in cell.words:
        lines.setdefault(word.line, []).append(word)
    found: list[Passage] = []
    current: list[tuple[int, int, Segment]] = []
    for number in sorted(lines):
        words = sorted(lines[number], key=lambda w: w.x0)
        segment = Segment(words, marked=any(s.marked for s in segments_of(words)[:1]))
        if current and not segment.marked and (runs_on(current[-1][2], segment, right, {}, same_page=True)):
            current.append((page, number, segment))
        else:
            if current:
                found.append(passage_of(current, vocabulary))
            current = [(page, number, segment)]
    if current:
        found.append(passage_of(current, vocabulary))
    return found
