"""Tables of a text whose columns run into each other: where they stand, how wide their columns are, what they hold."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from milepost.frameworks.importers.alongside import Making
from milepost.frameworks.importers.fields import fields_in, heading_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.numbering import OUTCOME, follows
from milepost.frameworks.importers.rowwise import cells_in_turn
from milepost.frameworks.importers.sections import CLOSING, WHO, strict_kind
from milepost.frameworks.importers.source import Line, Passage, Place, Where
from milepost.frameworks.importers.widths import SPACE, width_of
from milepost.frameworks.importers.woven import Column, Fragments, Loom, Strip

HEADS = (
    ("outcomes", rf"(?:unit )?(?:learning )?outcomes?(?: \(the {WHO} will:?\))?|(?:the )?{WHO} will(?: be able to)?:?|learning aims?"),
    (
        "criteria",
        rf"(?:(?:assessment|performance|grading|success) criteria|performance (?:indicators|statements|standards|objectives))(?: \(the {WHO} can:?\))?|(?:the )?{WHO} can:?|criteria",
    ),
    ("level", r"level \d(?! (?:pass|merit|distinction))"),
    ("pass", r"(?:level \d )?pass"),
    ("merit", r"(?:level \d )?merit"),
    ("distinction", r"(?:level \d )?distinction"),
    (
        "explains",
        r"exemplification|amplification|(?:essential |underpinning |required )?knowledge(?: and (?:understanding|skills))?|guidance(?: notes?)?|(?:unit |indicative |essential )?content|examples?|(?:indicative )?range|scope|(?:teaching )?notes?",
    ),
)
LED = rf"(?:\W*\(?(?:the )?{WHO}(?: will| can)?\b:?\)?)?"
BESIDE = re.compile(
    rf"(?:unit )?(?:learning )?outcomes?(?: \d{{1,2}})?{LED} (?:assessment|performance) criteri(?:a|on){LED}((?: (?!and\b)[^.]{{1,60}})?)",
    re.IGNORECASE,
)  # and whatever stands beside the two
NAMED = [(kind, re.compile(rf"(?:{pattern})(?=\s|$)\s*", re.IGNORECASE)) for kind, pattern in HEADS]
ANY = re.compile("|".join(pattern for _kind, pattern in HEADS), re.IGNORECASE)
OUTCOME_MARK = re.compile(r"^(?:LO\s?)?(\d{1,2})[.):]? (?=\S)", re.IGNORECASE)
SPANNING_MARK = re.compile(r"^(?:LO|Outcome |Learning outcome |Learning aim )\s?(\d{1,2}|[A-H])[.):]?(?=\s|$)", re.IGNORECASE)
DOTTED_MARK = re.compile(r"^(?:(?:AC|PC) ?)?(\d{1,2}\.\d{1,2})[.):]?(?=\s|$)")
GRADED_MARK = {letter: re.compile(rf"^((?:\d?[A-H]{{1,3}}\.)?{letter}\d{{1,2}})[.):]?(?=\s|$)") for letter in "PMD"}
GRADED_MARK["L"] = re.compile(r"^(\d[A-H]\.\d{1,2})[.):]?(?=\s|$)")
CRITERION_MARK = re.compile(r"^((?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2}|[PS]\d{1,2})[.):]?(?=\s|$)")
KNOWLEDGE_MARK = re.compile(r"^([KU]\d{1,2})[.):]?(?=\s|$)")
LETTER_AND_NUMBER = re.compile(r"(?:[A-H]\.)?[A-Z]{1,2}(\d{1,2})|\d[A-H]\.[A-Z]?(\d{1,2})")
OUTCOMES_ALONE = re.compile(HEADS[0][1], re.IGNORECASE)
MOST_HEADS, LONGEST_HEAD = 4, 40  # lines of heads one below the other; letters of one
IN_TURN = ("outcomes", "criteria", "explains")
DOUBTFUL = 2.5  # what a line costs on average where the columns may not be these
MID_LINE = re.compile(
    r"(?!AC|PC|LO)(?<!\S)\S+ (?:(?:AC|PC) ?)?(?:\d{1,2}\.\d{1,2} [^\W\d]|(?:\d?[A-H]{1,3}\.)?[PMD]\d{1,2} [A-Z]|\d[A-H]\.\d{1,2} [A-Z]|[KU]\d{1,2} [^\W\d]|[•●▪▫◦■□] \S)"
)
AMIDST = re.compile(r"(?!AC|PC|LO)(?<!\S)[^\W\d]\S* (?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2} [A-Z]")
MOST = 400  # tables of one text
LONGEST = 150  # lines of one table
LOST = 15.0  # what a line costs that cannot belong to the columns
NARROW = 1.2  # what an em of width costs: a column is as narrow as its lines allow
ENOUGH = 40  # lines from which the widths are learnt
COARSE = tuple(1.06**k for k in range(7))
NARROWER = tuple(1.06**-k for k in range(32))
MIDDLE = tuple(0.8 + 0.04 * k for k in range(10))
FINE, FINER = (0.96, 0.98, 1.0, 1.02, 1.04), (0.985, 1.0, 1.015)


@dataclass(slots=True)
class Region:
    """A table: the place of its heads, and its lines with their positions in the text."""

    start: int
    heads: tuple[str, ...]
    lines: list[tuple[int, Line]]


def heads_in(text: str) -> tuple[str, ...]:
    """The kinds of columns that a line names, where it names criteria and another column and nothing else."""
    rest, found = " ".join(text.split()), list[str]()
    if beside := BESIDE.fullmatch(rest):
        return ("outcomes", "criteria", "explains") if beside[1].strip() else ("outcomes", "criteria")
    while rest:
        for kind, pattern in NAMED:
            if match := pattern.match(rest):
                found.append(kind)
                rest = rest[match.end() :]
                break
        else:
            return ()
    known = {"criteria", "pass"} & set(found)
    return tuple(found) if len(found) > 1 and known and len(set(found)) == len(found) else ()


def heads_at(lines: Sequence[Line], position: int) -> tuple[tuple[str, ...], int]:
    """The columns whose heads stand in a line, or one below the other from it, outcomes first; how many lines more that takes."""
    heads, more = heads_in(lines[position].text.strip()), 0
    if heads or not OUTCOMES_ALONE.fullmatch(lines[position].text.strip()):
        return heads, 0
    texts = [lines[position].text.strip()]
    for line in lines[position + 1 : position + MOST_HEADS]:
        texts.append(line.text.strip())
        if not 0 < len(texts[-1]) < LONGEST_HEAD or texts[-1][0].isdigit():
            break
        if longer := heads_in(" ".join(texts)):
            heads, more = longer, len(texts) - 1
    return heads, more


def comes_next(before: str, number: str) -> bool:
    """Whether the number of an outcome or criterion may come after another in its column."""
    if number.isdigit():
        return int(number) == (int(before) + 1 if before.isdigit() else 1)
    if lettered := LETTER_AND_NUMBER.fullmatch(number):
        last = LETTER_AND_NUMBER.fullmatch(before)
        return not last or int(lettered[1] or lettered[2]) - int(last[1] or last[2]) in (1, 2)
    if "." in number:
        return (number == before or follows(before, number)) if before else number.endswith(".1")  # some numbers are given twice
    return ord(number) == (ord(before) + 1 if before else ord("A"))


def columns_for(heads: Sequence[str], *, amidst: bool) -> list[Column]:
    """The columns; bullets `amidst` the lines stand in one that explains, where there is one."""
    if "pass" in heads:
        grades = [Column("criteria", GRADED_MARK[h[0].upper()]) for h in heads if h in ("level", "pass", "merit", "distinction")]
        if "outcomes" in heads:
            return [Column("outcomes", OUTCOME_MARK), *grades]
        return [Column("outcomes", SPANNING_MARK, spans=max(1, len(grades) - 1)), *grades]
    marks = {"outcomes": OUTCOME_MARK, "criteria": DOTTED_MARK}
    if "outcomes" not in heads:
        marks = {"criteria": CRITERION_MARK, "explains": KNOWLEDGE_MARK}
    bulleted = "explains" if amidst and "explains" in heads else "criteria"
    return [Column(h, marks.get(h), bullets=h == bulleted) for h in heads]


def regions_of(lines: Sequence[Line], skip: set[Where]) -> list[Region]:
    """The tables whose heads stand in one line with single spaces, or whose criteria begin amidst the words of outcomes."""
    found: list[Region] = []
    position = 0
    often = cache(lambda: Counter(line.text.strip() for line in lines))
    while position < len(lines) and len(found) < MOST:
        text = lines[position].text.strip()
        heads, more = heads_at(lines, position) if text and len(text) < 120 and ANY.match(text) else ((), 0)
        if not heads or (lines[position].page, lines[position].number) in skip:
            position += 1
            continue
        region = Region(position, heads, [])
        below = more + below_heads(lines, position + more)
        named = {lines[k].text.strip() for k in range(position + 1, position + 1 + below)}
        position += 1 + below
        while position < len(lines) and len(region.lines) < LONGEST:
            line = lines[position]
            if not line.text.strip() or (line.page, line.number) in skip or heads_in(line.text.strip()) or line.text.strip() in named:
                position += 1
                continue
            if ends_table(line.text.strip(), heads) or (region.lines and is_next_title(lines, position, region.lines[-1][1])):
                break
            if (
                region.lines
                and opens_page(line, lines[position - 1], skip)
                and may_be_heading(line.text.strip())
                and often()[line.text.strip()] > 2
            ):
                break  # a heading that each unit has
            if "level" in heads and region.lines and may_be_note(line.text.strip()) and often()[line.text.strip()] > 2:
                break  # a note below the table of each unit
            region.lines.append((position, line))
            position += 1
        if is_woven(lines[region.start].text, region):
            found.append(region)
    return found


def opens_page(line: Line, above: Line, skip: set[Where]) -> bool:
    """Whether a line is the first of its page."""
    return line.page != above.page or (above.page, above.number) in skip


def may_be_heading(text: str) -> bool:
    """Whether a line is a few words that begin with a capital, end without a stop, and carry no mark."""
    return text[:1].isupper() and text[-1:].isalpha() and len(text.split()) < 6 and not is_graded(text)


def may_be_note(text: str) -> bool:
    """Whether a line among the criteria has enough words for a note, and no mark."""
    return text[:1].isupper() and len(text.split()) > 3 and not is_graded(text)


def is_graded(text: str) -> bool:
    """Whether a line begins an outcome or a criterion of a grade."""
    return bool(OUTCOME.match(text)) or any(mark.match(text) for mark in GRADED_MARK.values())


def below_heads(lines: Sequence[Line], position: int) -> int:
    """How many lines below a line of heads still belong to them: those before the first mark."""
    for count in range(5):
        if position + 1 + count >= len(lines):
            return 0
        text = lines[position + 1 + count].text.strip()
        if any(pattern.match(text) for pattern in (OUTCOME_MARK, SPANNING_MARK, DOTTED_MARK, *GRADED_MARK.values())):
            return count
        if not text or len(text) > 80 or text.endswith((".", ";")):
            return 0
    return 0


def ends_table(text: str, heads: Sequence[str]) -> bool:
    outcome = OUTCOME.match(text)
    inside = bool(outcome and ("pass" in heads or "outcomes" in heads))
    return not inside and bool(
        outcome or strict_kind(text) or heading_of(text) or CLOSING.match(text) or fields_in(Passage(text, Place(1, 1, 1)))
    )


def is_next_title(lines: Sequence[Line], position: int, before: Line) -> bool:
    """Whether a line after the table's last sentence, or on a new page, is the title of the unit whose facts stand below it."""
    line = lines[position]
    text = line.text.strip()
    anew = line.page != before.page or before.text.rstrip().endswith(".")
    below = next((other.text.strip() for other in lines[position + 1 : position + 3] if other.text.strip()), "")
    return anew and text[:1].isupper() and text[-1:] not in ".;:" and bool(fields_in(Passage(below, Place(1, 1, 1))))


def is_woven(head: str, region: Region) -> bool:
    """Whether the columns of a table have lost their gaps."""
    if "   " not in head.strip() and "\t" not in head:
        amidst = any(MID_LINE.search(line.text) for _k, line in region.lines)
        return amidst and not any("   " in line.text.strip() or "\t" in line.text for _k, line in region.lines)
    return any(AMIDST.search(line.text) for _k, line in region.lines)


def loom_of(heads: Sequence[str], regions: Sequence[Region]) -> Loom:
    """The columns under these heads, as wide as makes all their lines fit best."""
    texts = [line.text.strip() for region in regions for _k, line in region.lines]
    columns = columns_for(heads, amidst=any(re.search(r"\S [•●▪▫◦·‣∙■□] ", text) for text in texts))
    marks = sum(len(re.findall(r"(?:^| )(?:\d{1,2}\.\d{1,2}|[PMD]\d{1,2}|\d[A-H]\.[PMD]?\d{1,2}) ", text)) for text in texts)
    stops = sum(len(re.findall(r"[a-z]\.(?: |$)", text)) for text in texts) > 0.7 * marks
    loom = Loom(columns, [0.0] * len(columns), stops, comes_next)
    tails = [" ".join(s.words[s.codes :]) for text in texts if (s := Strip(text, columns)).codes is not None]
    loom.coded = "explains" in heads and len(tails) > 3 and len({code for tail in tails for code in tail.split()}) < 0.7 * len(tails)
    trial: list[list[Strip]] = []
    for region in regions:
        if sum(map(len, trial)) < ENOUGH:
            trial.append([Strip(line.text, columns) for _k, line in region.lines][:ENOUGH])
    more = [Strip(line.text, columns) for region in regions[len(trial) :] for _k, line in region.lines[:ENOUGH]]
    least = least_widths(columns, [strip for strips in [*trial, more[:MOST]] for strip in strips])
    if last := columns[-1].mark:  # a line that begins with the last column's mark is that column's from end to end
        least[-1] = max(least[-1], *(width_of(text) for text in texts if last.match(text)), 0.0)
    whole = max(width_of(text) for text in texts)
    loom.widths = [least[k] * 1.1 if least[k] else whole for k in range(len(columns))]
    order = sorted(range(len(columns)), key=lambda k: (columns[k].spans, not least[k], k))
    for steps in (COARSE, MIDDLE, MIDDLE, FINE, FINER):
        for k in order:
            base, best, chosen = loom.widths[k], math.inf, loom.widths[k]
            if steps is COARSE:
                base = least[k] or whole
            for step in steps if least[k] or steps is not COARSE else NARROWER:
                if least[k] <= base * step * 1.01 and base * step <= (1.4 * least[k] if least[k] else whole):
                    loom.widths[k] = base * step
                    cost = cost_of(loom, trial, best - NARROW * base * step) + NARROW * base * step
                    if cost < best:
                        best, chosen = cost, base * step
            loom.widths[k] = chosen
    return loom


def cost_of(loom: Loom, trial: Sequence[Sequence[Strip]], limit: float) -> float:
    total = 0.0
    for strips in trial:
        cost, path = loom.unweave(strips, beam=24, limit=limit - total)
        total += cost + LOST * (len(strips) - len(path))
        if total > limit:
            return math.inf
    return total


def least_widths(columns: Sequence[Column], strips: Sequence[Strip]) -> list[float]:
    """How wide each column is at least: from its mark to the mark of the next column in one line."""
    found = [0.0] * len(columns)
    for strip in strips:
        at: list[tuple[int, int]] = []
        places = sorted(
            [(p, k) for p, marks in strip.marks.items() for k, _n in marks]
            + [(p, k) for p in strip.bullets for k, c in enumerate(columns) if c.bullets]
        )
        for position, k in places:
            if (position == 0 or columns[k].kind != "outcomes") and (not at or at[-1][1] < k):
                at.append((position, k))
        for (start, k), (end, _next) in pairwise(at):
            found[k] = max(found[k], strip.to[end] - strip.to[start] - SPACE)
    return found


def woven_tables(lines: Sequence[Line], skip: set[Where], vocabulary: frozenset[str], making: Making) -> dict[int, Made]:
    """The tables of a text whose columns are run together, by the position of their heads."""
    regions = regions_of(lines, skip)
    found: dict[int, Made] = {}
    for heads in dict.fromkeys(r.heads for r in regions):
        alike = [r for r in regions if r.heads == heads]
        in_turn = [cells_in_turn([line for _k, line in r.lines]) for r in alike] if heads == IN_TURN else []
        if in_turn and all(in_turn):
            found |= {r.start: put_together(r, parts or [], vocabulary, making) for r, parts in zip(alike, in_turn, strict=True)}
            continue
        loom = loom_of(heads, alike)
        cut_short: list[Region] = []
        for region in alike:
            path = path_through(loom, region)
            if path:
                found[region.start] = taken_apart(region, loom, path, vocabulary, making)
            if len(path) < len(region.lines):
                cut_short.append(region)
        loom = loom_of(heads, cut_short) if 0 < len(cut_short) < len(alike) else loom
        for region in cut_short if len(cut_short) < len(alike) else ():  # columns that are wider than those they were learnt from
            path = path_through(loom, region)
            if len(path) == len(region.lines):
                found[region.start] = taken_apart(region, loom, path, vocabulary, making)
    return found


def put_together(region: Region, parts: Sequence[list[Line]], vocabulary: frozenset[str], making: Making) -> Made:
    """The parts of a table whose cells stand one behind the other."""
    first = region.lines[0][1]
    made = [Passage("Learning outcomes and assessment criteria", Place(first.page, first.number, first.number))]
    for held in parts:
        made.append(making(held, vocabulary))
        made[-1].marked = True
    return Made(made, region.lines[-1][0])


def path_through(loom: Loom, region: Region) -> list[Fragments]:
    """How each line of a table is given to the columns; empty where they are hardly its columns."""
    cost, path = loom.unweave([Strip(line.text, loom.columns) for _k, line in region.lines])
    return path if len(path) > 1 and cost < DOUBTFUL * len(path) and has_criteria(loom, path) else []


def has_criteria(loom: Loom, path: Sequence[Fragments]) -> bool:
    """Whether criteria were found that begin with their mark."""
    marked = {k for k, c in enumerate(loom.columns) if c.kind == "criteria"}
    return any(begins and column in marked for fragments in path for column, _start, _end, begins in fragments)


def taken_apart(region: Region, loom: Loom, path: Sequence[Fragments], vocabulary: frozenset[str], making: Making) -> Made:
    """The parts of a table that are kept, in the order in which they begin."""
    parts: list[tuple[int, list[Line]]] = []
    last: dict[int, int] = {}
    for (_position, line), fragments in zip(region.lines, path, strict=False):
        words = line.text.split()
        for column, start, end, begins in fragments:
            if begins or column not in last:
                last[column] = len(parts)
                parts.append((column, []))
            parts[last[column]][1].append(Line(line.page, line.number, " ".join(words[start:end])))
    place = Place(region.lines[0][1].page, region.lines[0][1].number, region.lines[0][1].number)
    made = [Passage("Learning outcomes and assessment criteria", place)]
    for column, held in parts:
        if loom.columns[column].kind != "explains":
            passage = making(held, vocabulary)
            passage.marked = True
            made.append(passage)
    return Made(made, region.lines[len(path) - 1][0])
