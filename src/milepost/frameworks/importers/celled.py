"""Tables in a text that put each cell on a line of its own: the heads one below the other, then row after row."""

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import takewhile

from milepost.frameworks.importers.celled_barred import celled_barred
from milepost.frameworks.importers.celled_qualifications import celled_qualifications
from milepost.frameworks.importers.fields import LABELS, VALUES, WHOLE_LABEL
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import SCOTTISH
from milepost.frameworks.importers.rules import group_heading
from milepost.frameworks.importers.source import Line, Place, Row, Table, Where, filled, join_lines, tidy

FEWEST, MOST = 3, 9  # columns
LONGEST_HEAD, LONGEST = 44, 120  # letters of a head, of a cell
MOST_LINES = 3  # of a title, of a head
MOST_OTHERS = 3  # columns at the end that nobody could foresee
STATUS_HEAD = re.compile(r"(?:unit )?(?:status|type|m ?/ ?o|o ?/ ?m|group|mandatory ?(?:/|or) ?optional)", re.IGNORECASE)
STATUS = re.compile(r"(?:mandatory|optional|core|elective|compulsory|[MO]|(?:optional |mandatory )?(?:group )?[A-Z]\d?)", re.IGNORECASE)
TICK = re.compile(r"[XxMO✓✔√●•YN✗✘–—-]|[Yy]es|[Nn]o|YES|NO")
LONGEST_TICK_HEAD = 16
UNTITLED = "Unit title"  # a head that names the part instead
OTHER_HEAD = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,2}(?:\(s\))?|[\u30a0-\u30ff\u4e00-\u9fff]{2,10}")  # of a column that nobody keeps
BROKEN = re.compile(r"[A-Z]/?(?:\d{1,3}(?:/\d{0,3})?)?")  # the first line of a unit's number
BODYS_CODE = re.compile(r"[A-Z][\w&]+ (?:[Uu]nit )?(?:[Cc]ode|[Nn]umber|[Nn]o\.?|[Rr]ef(?:erence)?\.?)")  # whichever body's
SHORT = {"L": "level", "Lvl": "level", "Cr": "credit", "GL": "glh"} | dict.fromkeys(("番号", "コード", "記号"), "number")
OWN_NUMBER_JA = re.compile(r"(?:ユニット|科目|単元)の?(?:番号|コード)")  # whichever body's, where another head says UAN
KINDS = ("uan", "level", "credit", "glh", "title", "number")
COLUMN = {kind: re.compile(LABELS[kind], re.IGNORECASE) for kind in KINDS}
CELL = {kind: re.compile(VALUES[kind], re.IGNORECASE) for kind in KINDS} | {
    "status": STATUS,
    "level": re.compile(rf"{VALUES['level']}|E ?[1-3]", re.IGNORECASE),
    "scottish": re.compile(SCOTTISH),
    "number": re.compile(rf"(?:unit |module )?{VALUES['number']}|[A-Z]{{1,5}} \d{{1,2}}\.\d{{1,2}}", re.IGNORECASE),
}


def celled_table(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The table whose first head stands here; None where no unit's number, or no whole row, stands below the heads."""
    if not begins_head(lines, start):
        return None
    at = list(filled(lines, start, skip, within=4 * MOST))
    texts = [tidy(lines[k].text) for k in at]
    gaps = {n for n in range(1, len(at)) if lines[at[n]].number != lines[at[n - 1]].number + 1 and texts[n][0].isupper()}
    whole = heads_at(texts)
    tried = [heads_between(texts, gaps), heads_at(texts, gaps)] if gaps else []
    tables = (table_below(lines, start, skip, vocabulary, *heads) for heads in tried if heads != whole)
    return next(filter(None, tables), None) or table_below(lines, start, skip, vocabulary, *whole)


def table_below(
    lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str], heads: list[str], ends: list[int]
) -> Made | None:
    """The table below these heads, which end so many lines from the first."""
    named = kinds_of(heads)
    if len(heads) < FEWEST or not ("uan" in named or {"number", "title", "level"} <= set(named)):
        return None
    walk = list(filled(lines, start, skip))
    place = Place(lines[start].page, lines[start].number, lines[start].number)
    for kinds in (way for count in range(len(heads), FEWEST - 1, -1) for way in ways(heads[:count])):
        count = len(kinds)
        if not {"uan", "scottish"} & set(kinds) or len(set(kinds)) < FEWEST:
            continue
        table = Table([Row([UNTITLED if names_part(head) else head for head in heads[:count]], place)])
        if part := next((head for head in heads[:count] if names_part(head)), ""):
            table.rows.append(Row([part, *[""] * (count - 1)], place))
        ticked, at = tick_heads(lines, walk, ends[count - 1], kinds)
        others = others_behind(lines, walk, at, kinds, ticked)
        table.rows[0].cells.extend(ticked)
        at = rows_into(table, lines, walk, at, kinds, len(ticked), vocabulary, others)
        if len(table.rows) > 1 + bool(part):
            return Made(table, walk[at - 1])
    return None


def rows_into(
    table: Table,
    lines: Sequence[Line],
    walk: Sequence[int],
    at: int,
    kinds: Sequence[str],
    ticked: int,
    vocabulary: frozenset[str],
    others: int = 0,
) -> int:
    """Takes the rows that stand from here into the table; returns where they end in `walk`. Behind the ticks may stand words that nobody keeps."""
    while True:
        row = row_at(lines, walk, at, kinds)
        below = row is None and next((k for k in (at + 1, at + 2) if part_named(lines, walk, at) and row_at(lines, walk, k, kinds)), 0)
        if below and (below == at + 1 or lines[walk[at + 1]].text.strip().isdecimal()):  # the number of the page between
            line = lines[walk[at]]
            table.rows.append(Row([tidy(line.text), *[""] * (len(table.rows[0].cells) - 1)], Place(line.page, line.number, line.number)))
            at = below
            continue
        if torn := torn_row(lines, walk, at, kinds) if row is None else None:
            line, row = lines[walk[torn[0]]], torn[1]
            table.rows.append(Row([tidy(line.text), *[""] * (len(table.rows[0].cells) - 1)], Place(line.page, line.number, line.number)))
        if not row:
            break
        texts = [
            join_lines([whole_cell(texts, kind)] if kind == "uan" else texts, vocabulary)
            for kind, texts in ((kind, [tidy(lines[walk[k]].text) for k in cell]) for kind, cell in zip(kinds, row, strict=True))
        ]
        at = max(cell[-1] for cell in row) + 1
        first, last = lines[walk[min(cell[0] for cell in row)]], lines[walk[at - 1]]
        ticks = [lines[walk[k]].text.strip() for k in ticks_from(lines, walk, at, ticked - others)]
        if others and len(ticks) == ticked - others:
            ticks += [tidy(lines[k].text) for k in walk[at + len(ticks) : at + ticked]]
        at += len(ticks)
        texts += ticks if len(ticks) == ticked else [""] * ticked  # which of them is empty, the text does not say
        table.rows.append(Row(texts, Place(first.page, first.number, last.number if last.page == first.page else first.number)))
    return at


LOOKED_BACK = 400  # lines, for the heads of the table before


def below_lost_heads(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The table some of whose heads stand here, above the heading of a part, and the others elsewhere, where a table before has all of them."""
    if not is_head(lines[start].text):
        return None
    walk = list(filled(lines, start, skip, within=4 * MOST))
    own = list(takewhile(is_head, (tidy(lines[k].text) for k in walk[:FEWEST])))
    at = len(own)
    if not part_named(lines, walk, at) or not any(CELL["uan"].fullmatch(lines[k].text.strip()) for k in walk[at + 1 : at + 4]):
        return None
    begun = True
    for position in range(max(0, start - LOOKED_BACK), start):
        if not lines[position].text.strip():
            continue
        before, begun = begun, is_head(lines[position].text)
        if before or not begun:
            continue
        heads, _ends = heads_at([tidy(lines[k].text) for k in filled(lines, position, skip, within=4 * MOST)])
        if len(heads) < FEWEST + len(own) - 1 or not set(own) < set(heads):
            continue
        walk = list(filled(lines, start, skip))
        for kinds in ways(heads):
            if "uan" in kinds and row_at(lines, walk, at + 1, kinds):
                table = Table([Row(heads, Place(lines[start].page, lines[start].number, lines[start].number))])
                end = rows_into(table, lines, walk, at, kinds, 0, vocabulary)
                return Made(table, walk[end - 1])
    return None


def celled_of(lines: Sequence[Line], start: int, skip: set[Where], vocabulary: frozenset[str]) -> Made | None:
    """The table of units, of qualifications or of barred units whose first head stands here."""
    return (
        below_lost_heads(lines, start, skip, vocabulary)
        or celled_table(lines, start, skip, vocabulary)
        or celled_qualifications(lines, start, skip)
        or celled_barred(lines, start, skip)
    )


def tick_heads(lines: Sequence[Line], walk: Sequence[int], at: int, kinds: Sequence[str]) -> tuple[list[str], int]:
    """The heads of the columns of ticks that stand behind the others, and where the rows begin; no heads where no row has a tick."""
    for begin in range(at + 1, min(at + 2 * MOST, len(walk))):
        if not (row := row_at(lines, walk, begin, kinds)):
            continue
        end = begin - part_named(lines, walk, begin - 1)
        texts = [tidy(lines[walk[k]].text) for k in range(at, end)]
        if not texts or max(map(len, texts)) > LONGEST_TICK_HEAD or not ticks_from(lines, walk, row[-1][-1] + 1, 1):
            break
        heads: list[str] = []
        for k, text in zip(range(at, end), texts, strict=True):
            if heads and lines[walk[k]].number == lines[walk[k - 1]].number + 1:
                heads[-1] = f"{heads[-1]} {text}"
            else:
                heads.append(text)
        return heads, end
    return [], at


def others_behind(lines: Sequence[Line], walk: Sequence[int], at: int, kinds: Sequence[str], heads: Sequence[str]) -> int:
    """How many of the heads behind the foreseen ones are no columns of ticks but, last of all, of words ("Assessment"): so many cells stand
    between the ticks of the first row and the row, or the part, that comes next."""
    row = row_at(lines, walk, at + part_named(lines, walk, at), kinds) if heads else None
    if not row:
        return 0
    behind = row[-1][-1] + 1
    count = len(heads) - len(ticks_from(lines, walk, behind, len(heads)))
    words = [tidy(lines[k].text) for k in walk[behind + len(heads) - count : behind + len(heads)]]
    after = behind + len(heads)
    if not 0 < count < len(heads) or not all(map(is_other, [*heads[-count:], *words])):
        return 0
    return count if part_named(lines, walk, after) or row_at(lines, walk, after, kinds) else 0


def ticks_from(lines: Sequence[Line], walk: Sequence[int], at: int, most: int) -> range:
    """The places in `walk` of the ticks that stand from here, each on a line of its own."""
    end = at
    while end < min(at + most, len(walk)) and TICK.fullmatch(lines[walk[end]].text.strip()):
        end += 1
    return range(at, end)


def part_named(lines: Sequence[Line], walk: Sequence[int], at: int) -> bool:
    """Whether a line among the rows names the part or the group of those below it."""
    return at < len(walk) and group_heading(tidy(lines[walk[at]].text)) != ("", None)


def names_part(text: str) -> bool:
    """Whether a head names the part whose units stand below it, over the column of their titles: "Mandatory units – Group A"."""
    return group_heading(text) != ("", None)


def begins_head(lines: Sequence[Line], start: int) -> bool:
    """Whether a head begins here: in this line, or over this and the next ("Accrediting body", "unit code")."""
    if is_head(lines[start].text):
        return True
    text = lines[start].text.strip()
    if not (text[:1].isupper() and text.isalpha() and start + 1 < len(lines)):
        return False
    below = lines[start + 1].text.strip()
    return below[:1].islower() and is_head(f"{text} {below}")


def heads_at(texts: Sequence[str], gaps: Container[int] = ()) -> tuple[list[str], list[int]]:
    """The heads from here, each over one to three lines, and how many lines there are to the end of each. One that stands last, before the
    first value, may name what nobody keeps ("Observations"). Below a gap another head begins."""
    heads: list[str] = []
    ends: list[int] = []
    at = 0
    while at < len(texts) and len(heads) < MOST:
        head, taken = texts[at], 1
        while at + taken < len(texts) and taken < MOST_LINES and at + taken not in gaps and goes_on(head, texts[at + taken]):
            head, taken = f"{head} {texts[at + taken]}", taken + 1
        if taken == 1 and heads and not is_head(head) and (broken := broken_head(texts[at : at + MOST_LINES])):
            head, taken = broken
        if taken > 1:
            heads, at = [*heads, head], at + taken
        elif (len(heads) > 1 or at in gaps) and not is_head(head) and (taken := other_head(texts[at : at + MOST_LINES])):
            heads, at = [*heads, " ".join(texts[at : at + taken])], at + taken
        elif is_head(texts[at]) or (heads and names_part(texts[at]) and "title" not in kinds_of(heads)):
            heads, at = [*heads, texts[at]], at + 1
        else:
            others = list(takewhile(is_other, texts[at : at + MOST_OTHERS])) if len(heads) >= FEWEST else []
            for count in range(1, len(others) + 1):
                below = next((t for t in texts[at + count : at + count + 2] if group_heading(t) == ("", None)), "")
                if below and any(fits(below, kinds[0]) for kinds in ways(heads) if kinds[0] not in ("", "title")):
                    heads, ends = [*heads, *others[:count]], [*ends, *range(at + 1, at + count + 1)]
                    break
            break
        ends.append(at)
    return heads, ends


def heads_between(texts: Sequence[str], gaps: Container[int]) -> tuple[list[str], list[int]]:
    """The heads from here where each stands between two gaps ("Unit reference", "Number"), and how many lines there are to the end of each."""
    heads: list[str] = []
    ends: list[int] = []
    begin = 0
    for at in range(1, len(texts)):
        if at in gaps or texts[at][0].isdigit():
            if not is_head(head := " ".join(texts[begin:at])) or len(heads) == MOST:
                break
            heads, ends, begin = [*heads, head], [*ends, at], at
    return heads, ends


NO_HEADS = ("Value", "Values", "Hours", "Points")  # alone; below "Unit", "Number" is one


def goes_on(head: str, below: str) -> bool:
    """Whether the line below a head is more of it: "Credit", "Value"."""
    return (below[0].islower() or below in NO_HEADS) and is_head(f"{head} {below}")


def is_other(text: str) -> bool:
    """Whether words can head a column that nobody keeps; those that name a part of the units head its rows."""
    return OTHER_HEAD.fullmatch(text) is not None and not names_part(text)


def other_head(texts: Sequence[str]) -> int:
    """How many lines a head takes that names what nobody keeps, between others: "Assessment", "method", before "GLH"."""
    for taken in (1, 2):
        if len(texts) > taken and is_head(texts[taken]):
            return taken if is_other(" ".join(texts[:taken])) else 0
    return 0


def broken_head(texts: Sequence[str]) -> tuple[str, int] | None:
    """The head that only several lines make together, whatever letters they begin with ("Marlow and", "Guilds unit", "number"), and how many."""
    for taken in range(len(texts), 1, -1):
        if is_head(head := " ".join(texts[:taken])) and not any(is_head(text) for text in texts[: taken - 1]):
            return head, taken
    return None


def lines_of_celled(lines: Sequence[Line], skip: set[Where], vocabulary: frozenset[str]) -> set[Where]:
    """The lines of all such tables: in them, a number alone on its line is a cell."""
    found: set[Where] = set()
    position = 0
    while position < len(lines):
        made = celled_of(lines, position, skip, vocabulary)
        found.update((line.page, line.number) for line in (lines[position : made.last + 1] if made else ()))
        position = made.last + 1 if made else position + 1
    return found


@lru_cache(maxsize=2048)  # asked of a line, and of the one below it
def is_head(text: str) -> bool:
    text = text.strip()
    return (
        0 < len(text) <= LONGEST_HEAD
        and not text[0].isdigit()
        and bool(WHOLE_LABEL.fullmatch(text.rstrip(":")) or STATUS_HEAD.fullmatch(text) or text in SHORT or BODYS_CODE.fullmatch(text))
    )


def kinds_of(heads: Sequence[str]) -> list[str]:
    """What each column holds; a kind that an earlier column took goes to the next that fits."""
    found: list[str] = []
    for head in heads:
        name = head.rstrip(":")
        fits = (
            [SHORT[name]]
            if name in SHORT
            else ["number"]
            if "UAN" in heads and OWN_NUMBER_JA.fullmatch(name)
            else ["title"]
            if names_part(name)
            else ([k for k in KINDS if COLUMN[k].fullmatch(name)] or ["number"] * bool(BODYS_CODE.fullmatch(name)))
            + ["status"] * bool(STATUS_HEAD.fullmatch(name))
        )
        found.append(next((kind for kind in fits if kind not in found), ""))
    return found


def ways(heads: Sequence[str]) -> list[list[str]]:
    """What the columns hold, as their heads say and, of two numbers, with the regulator's in the place of the other; a type may be any words.

    Scottish units have codes that are known by their form, and none of the regulator's."""
    kinds = kinds_of(heads)
    if "uan" not in kinds:
        return [["scottish" if kind == "number" else kind for kind in kinds]]
    scottish = ["scottish" if kind == "uan" else kind for kind in kinds]
    found = [kinds, *([[{"uan": "number", "number": "uan"}.get(kind, kind) for kind in kinds]] if "number" in kinds else []), scottish]
    return [*found, *([["" if kind == "status" else kind for kind in way] for way in found[:-1]] if "status" in kinds else [])]


def row_at(lines: Sequence[Line], walk: Sequence[int], at: int, kinds: Sequence[str]) -> list[list[int]] | None:
    """The places in `walk` that each cell of the row from here takes; None where the lines are no row."""
    if not kinds:
        return []
    most = {"title": MOST_LINES, "uan": 2, "": 2}.get(kinds[0], 1)
    for taken in range(1, most + 1):
        cell = list(range(at, at + taken))
        if cell[-1] >= len(walk):
            return None
        text = whole_cell([tidy(lines[walk[k]].text) for k in cell], kinds[0])
        if kinds[0] == "uan" and taken < most and BROKEN.fullmatch(text):
            continue
        if not fits(text, kinds[0]) or (taken > 1 and not kinds[0] and not text.split()[-2].endswith("/")):
            return None
        rest = row_at(lines, walk, at + taken, kinds[1:])
        if rest is not None:
            return [cell, *rest]
    return None


def torn_row(lines: Sequence[Line], walk: Sequence[int], at: int, kinds: Sequence[str]) -> tuple[int, list[list[int]]] | None:
    """The line that names a part, and the cells of the row below it, whose last ones, the unit's number first, came out above that line."""
    begin = kinds.index("uan") if "uan" in kinds else 0
    if (
        not begin
        or at >= len(walk)
        or not fits(tidy(lines[walk[at]].text), "uan")
        or not (behind := row_at(lines, walk, at, kinds[begin:]))
    ):
        return None
    part = behind[-1][-1] + 1
    before = row_at(lines, walk, part + 1, kinds[:begin]) if part_named(lines, walk, part) else None
    return (part, [*before, *behind]) if before else None


def whole_cell(texts: Sequence[str], kind: str) -> str:
    """A cell of its lines; a unit's number that its column was too narrow for has no space where it is broken."""
    return ("" if kind == "uan" else " ").join(texts)


def fits(text: str, kind: str) -> bool:
    """Whether a cell can be of its column's kind; of a column that nobody keeps, any short words."""
    if not text or len(text) > LONGEST:
        return False
    if kind == "title":
        return not CELL["uan"].fullmatch(text) and not is_head(text) and bool(re.match(r"[^\W\d]", text)) and not text.endswith(":")
    return bool(CELL[kind].fullmatch(text)) if kind else len(text) < LONGEST_HEAD
