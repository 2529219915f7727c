"""Pass, merit and distinction criteria in columns of a text, with outcomes that lie over some of the columns."""

import re
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.alongside import Making
from milepost.frameworks.importers.columns import Piece, is_parted, pieces_of
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import WHO, strict_kind
from milepost.frameworks.importers.source import GRADE, Line, Passage, Place

GRADES = ("level", "pass", "merit", "distinction")  # the first is the level below, which has no grades
LETTERS = "LPMD"
HEAD = re.compile(r"(?:level \d )?(?:pass|merit|distinction)(?: criteria)?|level \d", re.IGNORECASE)
GRADED = re.compile(r"(?:\d?[A-H]{1,3}\.)?([PMD])\d{1,2}[.:]?(?:\s|$)|\d[A-H]\.\d{1,2}[.:]?(?:\s|$)")
LEADS = re.compile(
    rf"\s*(?:(?:to|in order to) (?:pass|achieve|gain)\b|in addition\b|(?:as|for) (?:a|the|above)\b|(?:the|each|a) {WHO}\b|{WHO} (?:can|will|must|should|is)\b|what )",
    re.IGNORECASE,
)
INSIDE = re.compile(
    r"(?<=\S) ((?:\d?[A-H]{1,3}\.)?[PMD]\d{1,2}[.:] ?[A-Z]|\d[A-H]{1,3}\.[PMD]?\d{1,2}[.:]? [A-Z])"
)  # a criterion that begins amidst a line
GRADE_ALONE = re.compile(rf"{GRADE}[.:]?")
FIRST = re.compile(r"\s*(?:(?:\d?A\.)?P1|\dA\.1)[.:]?\s.*\S\s{2,}\S")  # the first criterion, with more beside it
NARROWEST = 10  # letters of a column
MOST_LEADS = 5  # lines of it
LOOKED_AT = 80
SLACK = 2


def graded_columns(
    lines: Sequence[Line], start: int, skip: set[tuple[int, int]], vocabulary: frozenset[str], making: Making
) -> Made | None:
    """The criteria below "Pass   Merit   Distinction", column by column, in the order in which they begin."""
    head = pieces_of(lines[start].text) if is_parted(lines[start].text) else []
    names = [grade_named(words) for _x, words in head if HEAD.fullmatch(words)]
    marked = marked_columns(lines, start) if not names and FIRST.match(lines[start].text) else {}
    if marked:
        names, starts = list(marked), list(marked.values())
    elif len(head) < 2 or len(names) != len(head) or names != [g for g in GRADES if g in names]:
        return None
    else:
        starts = starts_of(lines, start, [x for x, _words in head], names)
    parts: list[tuple[int, list[Line]]] = []
    open_in: dict[int, int] = {}
    last, gap, below_head, begun = start, False, 0, False
    for position in range(start if marked else start + 1, len(lines)):
        line = lines[position]
        if not line.text.strip() or (line.page, line.number) in skip:
            gap = True
            continue
        pieces = [part for piece in marked_pieces(line.text) for part in apart(piece, starts)]
        if [grade_named(words) for _x, words in pieces if HEAD.fullmatch(words)] == names:
            gap, below_head, begun = True, position, False
            starts = starts_of(lines, position, [x for x, words in pieces], names)  # each page has its own
            continue
        if runs_across(line.text, starts, parts, open_in):
            break
        cells = [(column_of(words, names, column_at(starts, x)), words) for x, words in pieces]
        first = cells[0][1]
        begins = [bool(GRADED.match(words) or (k == 0 and OUTCOME.match(words))) for k, words in cells]
        begun = begun or any(begins)
        if not begun and position - (below_head or start) <= MOST_LEADS and leads_in(lines, below_head or start, position):
            continue
        outside = cells[0][0] == 0 and not any(begins) and not goes_over_page(parts, open_in, first)
        if outside and (gap or (first[:1].isupper() and strict_kind(first))):
            break
        if not parts and not begins[0]:
            break
        for (column, words), new in zip(cells, begins, strict=True):
            if new or column not in open_in:
                open_in[column] = len(parts)
                parts.append((column, []))
            parts[open_in[column]][1].append(Line(line.page, line.number, words))
        last, gap = position, False
    if not any(GRADED.match(held[0].text) for _column, held in parts):
        return None
    place = Place(lines[start].page, lines[start].number, lines[start].number)
    made = [Passage("Learning outcomes and assessment criteria", place)]
    for _column, held in parts:
        passage = making(held, vocabulary)
        passage.marked = bool(GRADED.match(passage.text))
        made.append(passage)
    return Made(made, last)


def grade_named(head: str) -> str:
    """The grade that a head names: pass in "Pass criteria" and in "Level 2 Pass"; level in "Level 1"."""
    words = head.lower().split()
    return next((word for word in words if word in GRADES[1:]), words[0])


def grade_letter(words: str) -> str:
    """The letter of a criterion's grade, L where its number tells only a level; empty where no criterion begins."""
    graded = GRADED.match(words)
    return (graded[1] or "L") if graded else ""


def marked_columns(lines: Sequence[Line], start: int) -> dict[str, int]:
    """The grades whose criteria stand side by side from here on, with where each begins; empty where they do not, or where a head may be missed."""
    found: dict[str, int] = {}
    beside = 0
    for line in lines[start : start + LOOKED_AT]:
        grades = [(x, letter) for x, words in marked_pieces(line.text) if (letter := grade_letter(words))]
        if line.page != lines[start].page or (grades and [g for _x, g in grades] != sorted((g for _x, g in grades), key=LETTERS.index)):
            break
        beside += len(grades) > 1
        for x, grade in grades:
            found[grade] = min(found.get(grade, x), x)
    order = [grade for grade in LETTERS if grade in found]
    rises = all(found[a] + NARROWEST < found[b] for a, b in pairwise(order))
    return {GRADES[LETTERS.index(grade)]: found[grade] for grade in order} if beside and len(order) > 1 and rises else {}


def marked_pieces(text: str) -> list[Piece]:
    """The parts of a line, the mark of a criterion and its words as one, however wide the gap between them."""
    found: list[Piece] = []
    for x, words in pieces_of(text):
        if found and GRADE_ALONE.fullmatch(found[-1][1]):
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}")
        else:
            found.append((x, words))
    return found


def leads_in(lines: Sequence[Line], head: int, position: int) -> bool:
    """Whether a line below the heads belongs to what leads in to the criteria: "The learner can:", "In addition, the learner can:"."""
    first = next((line.text for line in lines[head + 1 : position + 1] if line.text.strip()), "")
    return bool(LEADS.match(first))


def starts_of(lines: Sequence[Line], start: int, starts: list[int], names: Sequence[str]) -> list[int]:
    """Where the columns begin: where their criteria do, since heads may stand in the middle."""
    found = list(starts)
    for line in lines[start + 1 : start + LOOKED_AT]:
        if line.page == lines[start].page:
            for x, words in (part for piece in marked_pieces(line.text) for part in apart(piece, ())):
                if (letter := grade_letter(words)) and (
                    k := next((k for k, n in enumerate(names) if n[0].upper() == letter), None)
                ) is not None:
                    found[k] = min(found[k], x)
    return found


def apart(piece: Piece, starts: Sequence[int]) -> list[Piece]:
    """The words of each column in a piece, where but one space stands before a criterion of the next, or before where the next begins."""
    x, words = piece
    if OUTCOME.match(words):
        return [piece]  # which lies over the columns
    cuts = {found.start(1) for found in INSIDE.finditer(words)}
    cuts |= {at - x for at in starts if 2 < at - x < len(words) and words[at - x - 1] == " " and not cuts}
    edges = [0, *sorted(cuts), len(words)]
    return [(x + a, words[a:b].strip()) for a, b in pairwise(edges)]


def column_of(words: str, names: Sequence[str], column: int) -> int:
    """The column of a criterion's own grade, wherever a long line above or beside has pushed it."""
    letter = grade_letter(words)
    return next((k for k, name in enumerate(names) if name[0].upper() == letter), column)


def column_at(starts: Sequence[int], x: int) -> int:
    return max((k for k, begin in enumerate(starts) if begin - SLACK <= x), default=0)


def runs_across(text: str, starts: Sequence[int], parts: Sequence[tuple[int, list[Line]]], open_in: dict[int, int]) -> bool:
    """Whether a line without gaps goes over most of the columns, below a criterion that has ended: a note on the whole table."""
    words = text.strip().lstrip("*# ")
    over = len(starts) > 2 and len(text.rstrip()) > starts[2] + SLACK and len(pieces_of(text)) == 1 and words[:1].isupper()
    ended = 0 in open_in and parts[open_in[0]][1][-1].text[-1:] in ".;"
    return over and ended and not (GRADED.match(words) or OUTCOME.match(words) or INSIDE.search(words))


def goes_over_page(parts: Sequence[tuple[int, list[Line]]], open_in: dict[int, int], first: str) -> bool:
    """Whether words after a gap are the rest of a sentence in the first column."""
    return 0 in open_in and first[:1].islower() and parts[open_in[0]][1][-1].text[-1:] not in ".:;"
