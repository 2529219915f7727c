"""Texts whose columns were read one after the other: the marks of a list above all its words, the end of an outcome below its criteria."""

import re
from collections.abc import Iterator, Sequence

from milepost.frameworks.importers.source import BULLETS, Line, Where

MARK = re.compile(
    rf"(?P<major>\d{{1,2}}\.|[PMDSK](?=\d))?(?P<own>\d{{1,2}})[.)]?|\(?(?P<letter>[a-z])[.)]|(?P<bullet>[{re.escape(BULLETS)}])"
)
OUTCOME = re.compile(r"(\d{1,2})\.? [A-Z][a-z]+ \S")
CRITERION = re.compile(r"(\d{1,2})\.\d{1,2}\.? \S")
TAIL = re.compile(r"[a-z][\w’',-]*(?: [\w’',-]+){0,7}\.?")
FEWEST = 3  # outcomes that end below their criteria, or it is no habit of the text
MOST = 20  # marks of a list
MOST_LINES = 12  # of one criterion
LONGEST_TAIL = 50  # letters


def marks_apart(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that go into others, and what those say then."""
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    for first, last in marked_runs(lines, skip):
        texts = words_of_marks(lines, last, last - first)
        for mark, words in zip(lines[first:last], texts, strict=False):
            changed[mark.page, mark.number] = " ".join([mark.text.strip(), *(line.text.strip() for line in words)])
            gone.update((line.page, line.number) for line in words)
    tails = list(ends_below(lines, skip | gone, changed))
    if len({into for into, _tail, own in tails if own}) >= FEWEST:
        for into, tail, _own in tails:
            where = (lines[into].page, lines[into].number)
            changed[where] = f"{changed.get(where, lines[into].text.rstrip())} {lines[tail].text.strip()}"
            gone.add((lines[tail].page, lines[tail].number))
    return gone, changed


def marked_runs(lines: Sequence[Line], skip: set[Where]) -> Iterator[tuple[int, int]]:
    """(first, past the last) of marks alone on their lines, one right below the other, that count on."""
    first, before = 0, None
    for position, line in enumerate(lines):
        text = line.text.strip()
        mark = MARK.fullmatch(text) if 0 < len(text) < 7 and (line.page, line.number) not in skip else None
        if mark and before and position - first < MOST and counts_on(before, mark):
            before = mark
            continue
        if before and position - first > 1 and not text and (before["major"] or not before[0][-1].isdigit()):
            yield first, position
        first, before = position, mark


def counts_on(before: re.Match[str], mark: re.Match[str]) -> bool:
    if before["bullet"] or mark["bullet"]:
        return before["bullet"] == mark["bullet"]
    if before["letter"] or mark["letter"]:
        return bool(before["letter"] and mark["letter"]) and ord(mark["letter"]) == ord(before["letter"]) + 1
    return before["major"] == mark["major"] and int(mark["own"]) == int(before["own"]) + 1


def words_of_marks(lines: Sequence[Line], at: int, count: int) -> list[Sequence[Line]]:
    """The lines of each of so many marks, in the paragraph below them; none where they cannot be told apart."""
    while at < len(lines) and not lines[at].text.strip():
        at += 1
    end = at
    while (
        end < len(lines) and lines[end].text.strip() and lines[end].page == lines[at].page and not MARK.fullmatch(lines[end].text.strip())
    ):
        end += 1
    block = lines[at:end]
    if len(block) == count:
        return [[line] for line in block]
    ends = [k + 1 for k, line in enumerate(block) if line.text.rstrip().endswith((".", ":", ";"))]
    if len(ends) != count or ends[-1] != len(block):
        return []
    return [block[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def ends_below(lines: Sequence[Line], skip: set[Where], changed: dict[Where, str]) -> Iterator[tuple[int, int, bool]]:
    """(where it goes, where it stands, whether it is an outcome's) of each end of a sentence that stands alone below criteria.

    The end of the outcome comes before that of the criterion beside it."""
    outcome, number, criterion, blank = -1, "", -1, False
    for position, line in enumerate(lines):
        where = (line.page, line.number)
        text = changed.get(where, line.text).strip()
        if not text or where in skip:
            blank = blank or not text
            continue
        if found := CRITERION.match(text):
            criterion = position if found[1] == number else -1
        elif found := OUTCOME.match(text):
            outcome, number, criterion = position, found[1], -1
        elif (
            number
            and blank
            and criterion >= 0
            and len(text) <= LONGEST_TAIL
            and TAIL.fullmatch(text)
            and not (position + 1 < len(lines) and lines[position + 1].text.strip())
        ):
            if outcome >= 0:
                yield outcome, position, True
                outcome = -1
            else:
                yield criterion, position, False
                criterion = -1
        elif blank and criterion >= 0 and position - criterion > MOST_LINES:
            number = ""
        blank = False
