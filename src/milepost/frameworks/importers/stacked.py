"""Tables that a text writes out column by column: a number stands apart from its words, which come after those of other rows.

What is put together again: a stack of numbers and as many texts below it, in the same order ("1", "2", "3", then the words of three outcomes); and
outcomes that stand below their criteria. Where the count does not come out even, nothing of that table is touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from milepost.frameworks.importers.cells_apart import BREAKS_OFF
from milepost.frameworks.importers.fields import WHOLE_LABEL, heading_of
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import CLOSING, LEAD_IN, RECORD, strict_kind
from milepost.frameworks.importers.source import BULLETS, Line, join_lines, tidy
from milepost.frameworks.importers.wrapped_ja import HIRAGANA, UNFINISHED

CRITERION = re.compile(r"(?:(?:AC|PC) ?)?(\d{1,2}\.\d{1,2})[.):]?(?: +(\S.*))?")
NUMBERED = re.compile(r"(\d{1,2})[.):]?(?: +(?=[^\W\d_])(\S.*))?")
TELLS = re.compile(
    r"(?:be able to|know|understand|appreciate|demonstrate|recognise)\b|[\u3040-\u30ff\u4e00-\u9fff]", re.IGNORECASE
)  # an outcome
HEADS = ("criteria", "outcomes")
LISTED = re.compile(rf"(?:\(?[a-z][.)]|[{re.escape(BULLETS)}]) ")
LONGEST_END = 16  # letters of a line that ends the words of an outcome

type Text = list[tuple[Line, str]]


@dataclass(slots=True)
class Part:
    """A number with its words: an outcome ("2") or a criterion ("2.1"); or lines that are neither."""

    number: str
    lines: Text = field(default_factory=list)
    mark: Line | None = None

    @property
    def is_criterion(self) -> bool:
        return "." in self.number


@dataclass(slots=True)
class Region:
    """The lines of one table, as they stand, and what they make."""

    lines: Text = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    stacked: bool = False  # whether anything stands apart from its number, or above what it belongs below


def stacked(lines: Sequence[Line]) -> Text:
    """The lines with the words of each number behind it, and each outcome above its criteria; none where the text has no such tables."""
    skip = furniture(lines)
    found: Text = []
    mended = False
    for region in regions([line for line in lines if (line.page, line.number) not in skip]):
        again = put_together(region) if any(CRITERION.fullmatch(text) for _line, text in region) else None
        mended = mended or again is not None
        found += region if again is None else again
    return found if mended else []


def regions(lines: Sequence[Line]) -> Iterator[Text]:
    """The lines in turn: those of each table of criteria, and those between two tables."""
    here: Text = []
    inside = begun = headed = False
    texts = [tidy(line.text) for line in lines]
    for position, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if text:
            first = CRITERION.fullmatch(text)
            kind = "" if text[0].isdigit() or text[0].islower() else strict_kind(text)
            opens = kind in HEADS or bool(not inside and starts(texts, position))
            anew = (begun and starts(texts, position)) or (kind in HEADS and bool(here) and not headed and "outcome" in text.casefold())
            ends = (
                inside
                and not opens
                and bool(kind or CLOSING.match(text) or heading_of(text) or is_label_ja(text))
                and not RECORD.fullmatch(text)
            )
            if (opens and not inside) or anew or ends:
                yield here
                here, begun = [], False
                inside = not ends
            begun = begun or (inside and bool(first))
            headed = kind in HEADS
        here.append((line, text))
    yield here


def starts(texts: Sequence[str], position: int) -> bool:
    """Whether the first outcome or criterion of a table stands here, its number alone or with its words."""
    text = texts[position]
    if found := CRITERION.fullmatch(text):
        return found[1] == "1.1"
    if not (listed := NUMBERED.fullmatch(text)) or listed[1] != "1":
        return False
    below = [t for t in texts[position + 1 : position + 9] if t][: 3 if listed[2] else 1]
    return any((t == "2" and not listed[2]) or ((c := CRITERION.fullmatch(t)) and c[1] == "1.1") for t in below)


def blocks(region: Text) -> Iterator[Text]:
    """What stands together: a line with a number and its words, a number alone, lines below each other with no gap between."""
    here: Text = []
    for line, text in region:
        mark = CRITERION.fullmatch(text) or NUMBERED.fullmatch(text) or OUTCOME.match(text)
        if here and (not text or mark):
            yield here
            here = []
        if text:
            here.append((line, text))
        if mark and not (mark.lastindex or 0) > 1 and here:
            yield here
            here = []
    if here:
        yield here


def put_together(region: Text) -> Text | None:
    """The table row by row; None where it is so already, or where numbers and texts do not come out even."""
    cells = list(blocks(region))
    numbers = [found[1] for block in cells if (found := CRITERION.fullmatch(block[0][1]))]
    majors = {number.partition(".")[0] for number in numbers}
    for give in (by_lines, firsts_beside, all_at_once, one_by_one):
        parts: list[Part] = []
        head: Text = []
        pieces: list[Part | Text] = []
        tail: Text = []
        for block in cells:
            line, text = block[0]
            if tail or ((listed := NUMBERED.fullmatch(text)) and listed[1] not in majors and len(parts) >= len(numbers)):
                tail += [(line, ""), *block]  # the next chapter
            elif found := CRITERION.fullmatch(text) or NUMBERED.fullmatch(text):
                part = Part(found[1], [(line, found[2]), *block[1:]] if found[2] else [], line)
                parts.append(part)
                pieces.append(part)
            elif not parts:
                head += block
            elif not is_beside(text):
                pieces.append(block)
        apart = give(pieces)
        rows = in_order(parts) if apart is not None else None
        if rows is not None and sounds(rows):
            break
    else:
        return None
    if not (apart or rows != parts):
        return None
    made: Text = [*head]
    for part in rows:
        (line, text), *rest = part.lines
        made += [(line, ""), (part.mark or line, f"{part.number} {text}"), *rest]
    if give is by_lines:
        used = {(line.page, line.number) for part in parts for line, _text in part.lines}
        below = [piece for piece in pieces if not isinstance(piece, Part) and not ends_words(piece)]
        tail = [*(row for block in below if where(block) not in used for row in [(block[0][0], ""), *block]), *tail]
    return [*made, *tail, (region[-1][0], "")]


def is_beside(text: str) -> bool:
    """Whether a line is the head of a column, or leads in to a list."""
    return bool(RECORD.fullmatch(text) or LEAD_IN.match(text) or strict_kind(text))


def is_label_ja(text: str) -> bool:
    """Whether a line of Japanese is the label of a fact: the form of the next unit begins."""
    return not text.isascii() and WHOLE_LABEL.fullmatch(text) is not None


def by_lines(pieces: Sequence[Part | Text]) -> bool | None:
    """Gives each line of Japanese, which has no capitals, to one of the numbers above it or, where there are more, to those that come next;
    a line that only ends an outcome's words goes to these. None where a number or a line is left."""
    waiting: list[Part] = []
    outcomes: list[Part] = []
    surplus: list[Text] = []
    apart = False
    for piece in pieces:
        if isinstance(piece, Part):
            if piece.is_criterion and not piece.lines:
                waiting.append(piece)
            outcomes += [] if piece.is_criterion else [piece]
        elif piece[0][1].isascii():
            return None
        elif (open_one := next((one for one in outcomes if one.lines and UNFINISHED.search(one.lines[-1][1])), None)) and ends_words(piece):
            line, text = open_one.lines[-1]
            open_one.lines[-1] = (line, join_lines([text, piece[0][1]]))
            apart = True
        elif waiting:
            surplus += texts_of(piece)
        else:
            continue  # what stands below the table
        while waiting and surplus:
            waiting.pop(0).lines += surplus.pop(0)
            apart = True
    return None if waiting or surplus else apart


def where(block: Text) -> tuple[int, int]:
    return block[0][0].page, block[0][0].number


def ends_words(block: Text) -> bool:
    return len(block) == 1 and len(block[0][1]) < LONGEST_END and HIRAGANA.match(block[0][1]) is not None


def texts_of(block: Text) -> list[Text]:
    """The texts of a block of Japanese: a line each, with what is listed below it and what its last word leaves open."""
    found: list[Text] = []
    for line, text in block:
        if found and (text[0] in BULLETS or UNFINISHED.search(found[-1][-1][1])):
            found[-1].append((line, text))
        else:
            found.append([(line, text)])
    return found


def firsts_beside(pieces: Sequence[Part | Text]) -> bool | None:
    """Gives the text right below a stack of numbers to the first of them, and the others to those that wait, in their order; None where no number
    waits while a later stack has its first text, or where any is left.

    So a tool writes a table whose rows have one line each: the number and the words of a row's first line stand beside each other, and the rest
    of the words come below the table, where the outcomes may also stand and the ends of their words."""
    giving = Giving()
    return True if all(map(giving.take, pieces)) and giving.comes_out else None


@dataclass(slots=True)
class Giving:
    """The numbers that wait for their words, while the pieces of a table come in turn."""

    waiting: list[Part] = field(default_factory=list)  # criteria
    fresh: list[Part] = field(default_factory=list)  # of them those below which no text stood yet
    outcomes: list[Part] = field(default_factory=list)  # without words
    early: list[Text] = field(default_factory=list)  # words of outcomes whose numbers come later
    told: list[Part] = field(default_factory=list)  # outcomes with words
    items: list[tuple[Part, int]] = field(default_factory=list)  # marks of a list that wait, by where they stand in their criterion
    last: Part | None = None  # criterion that got words
    overtaken: bool = False

    @property
    def comes_out(self) -> bool:
        return self.overtaken and not (self.waiting or self.outcomes or self.early or self.items)

    def take(self, piece: Part | Text) -> bool:
        """Whether the piece has its place."""
        if not isinstance(piece, Part):
            return self.take_words(piece)
        if piece.is_criterion:
            if piece.lines:
                self.last = piece
            else:
                self.waiting.append(piece)
                self.fresh.append(piece)
        elif piece.lines or self.early:
            piece.lines += [] if piece.lines else self.early.pop(0)
            self.told.append(piece)
        else:
            self.outcomes.append(piece)
        return True

    def take_words(self, block: Text) -> bool:
        first = block[0][1]
        if all(text in BULLETS for _line, text in block):
            if (criterion := self.last) is None:
                return False
            self.items += [(criterion, len(criterion.lines) + k) for k in range(len(block))]
            criterion.lines += block
            return True
        if LISTED.match(first) and self.last:
            self.last.lines += block
            return True
        if TELLS.match(first):
            if self.outcomes:
                self.outcomes[0].lines += block
                self.told.append(self.outcomes.pop(0))
            else:
                self.early.append(block)
            return True
        open_ones = [part for part in self.told if BREAKS_OFF.search(part.lines[-1][1])] if first[0].islower() else []
        if open_ones and len(block) == 1:
            line, text = open_ones[0].lines[-1]
            open_ones[0].lines[-1] = (line, f"{text} {first}")
            return True
        return self.take_criteria(block)

    def take_criteria(self, block: Text) -> bool:
        if not self.waiting and self.last and block[0][1][0].islower():
            self.last.lines += block
            return True
        everything = len(self.items) + len(self.waiting)
        by_line = len(block) == everything and (self.items or all(text[0].isupper() for _line, text in block))
        texts: list[Text] = [[one] for one in block] if by_line else texts_in(block, everything)
        if len(texts) != everything:
            texts = texts_in(block, len(self.fresh or self.waiting))
            if self.items:
                return False
        for part, at in self.items:
            line, item = texts.pop(0)[0]
            part.lines[at] = (line, f"{part.lines[at][1]} {item}")
        self.overtaken = self.overtaken or bool(self.items)
        self.items = []
        for words in texts:
            if not self.waiting:
                return False
            part = (self.fresh or self.waiting)[0]
            self.overtaken = self.overtaken or part is not self.waiting[0]
            part.lines += words
            self.waiting.remove(part)
            self.fresh = self.fresh[1:]
            self.last = part
        self.fresh = []
        return True


def all_at_once(pieces: Sequence[Part | Text]) -> bool | None:
    """Gives the texts to the numbers without words, where there are as many of both and what outcomes sound like tells which are whose;
    None where it is not so."""
    waiting = [piece for piece in pieces if isinstance(piece, Part) and not piece.lines]
    outcomes = [part for part in waiting if not part.is_criterion]
    criteria = [part for part in waiting if part.is_criterion]
    loose = [piece for piece in pieces if not isinstance(piece, Part)]
    for texts in (loose, [words for block in loose for words in texts_in(block, len(block))]):
        told = [words for words in texts if TELLS.match(words[0][1])]
        others = [words for words in texts if not TELLS.match(words[0][1])]
        if outcomes and criteria and len(told) == len(outcomes) and len(others) == len(criteria):
            for part, words in zip([*outcomes, *criteria], [*told, *others], strict=True):
                part.lines += words
            return True
    return None


def one_by_one(pieces: Sequence[Part | Text]) -> bool | None:
    """Gives each text to the number above it, or to the first of those that wait; whether any but the last had to wait. None where one is left."""
    waiting: list[Part] = []
    last: Part | None = None
    apart = False
    for piece in pieces:
        if isinstance(piece, Part):
            last = piece
            if not piece.lines:
                waiting.append(piece)
        elif not waiting and last:
            last.lines += [(piece[0][0], ""), *piece]
        else:
            texts = texts_in(piece, len(waiting))
            stack = waiting[-1].is_criterion
            for words in texts:
                outcomes = [part for part in waiting if not part.is_criterion]
                criteria = [part for part in waiting if part.is_criterion]
                to_outcome = outcomes and (not criteria or not stack or (len(criteria) > 1 and bool(TELLS.match(words[0][1]))))
                part = (outcomes if to_outcome else criteria)[0]
                part.lines += words
                waiting.remove(part)
            apart = apart or bool(waiting) or len(texts) > 1
    return None if waiting else apart


def sounds(rows: Sequence[Part]) -> bool:
    """Whether no criterion begins as outcomes do while an outcome does not."""
    told = [part.is_criterion for part in rows if part.lines and TELLS.match(part.lines[0][1])]
    outcomes = sum(not part.is_criterion for part in rows)
    return not any(told) or len(told) - sum(told) == outcomes


def texts_in(block: Text, wanted: int) -> list[Text]:
    """The texts of a block: one for each number where as many begin with a capital as are wanted, else one."""
    if wanted < 2:
        return [block]
    found: list[Text] = []
    for line, text in block:
        if found and not (text[0].isupper() and not BREAKS_OFF.search(found[-1][-1][1])):
            found[-1].append((line, text))
        else:
            found.append([(line, text)])
    return found if 1 < len(found) <= wanted else [block]


def in_order(parts: Sequence[Part]) -> list[Part] | None:
    """The outcomes, each above its criteria; None where an outcome has no criteria or stands twice."""
    outcomes = {part.number: part for part in parts if not part.is_criterion}
    criteria = [part for part in parts if part.is_criterion]
    majors = list(dict.fromkeys(part.number.partition(".")[0] for part in criteria))
    goes_on = majors[:1] if majors and majors[0] not in outcomes and not criteria[0].number.endswith(".1") else []  # from the page before
    if len(outcomes) + len(criteria) != len(parts) or {*outcomes, *goes_on} != set(majors):
        return None
    return [
        row
        for major in majors
        for row in (*([outcomes[major]] if major in outcomes else []), *(c for c in criteria if c.number.partition(".")[0] == major))
    ]
