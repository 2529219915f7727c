"""Texts that give some numbers of a table only below the words of all: "2.1", then the words of three criteria, then "2.2" and "2.3" with none."""

import re
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.cells_apart import BREAKS_OFF
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import BULLETS, Line, Where

ALONE = re.compile(r"(?:(?:AC|PC) ?)?(\d{1,2}\.\d{1,2})[.):]?")
OUTCOME = re.compile(r"(?:LO ?)?\d{1,2}[.):]? +[^\W\d]")
LISTED = re.compile(rf"(?:\(?[a-z][.)]|\(?[ivx]{{1,4}}[.)]|[{re.escape(BULLETS)}])(?: |$)")
STOPS = (".", ":", ";", "?")
MOST_LINES = 24  # between the words and the numbers below them


def numbers_late(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines of such numbers, and what the first lines of their words say then."""
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    filled = [line for line in lines if line.text.strip() and (line.page, line.number) not in skip]
    at = 0
    while at < len(filled):
        run, words = run_at(filled, at), at + 1
        if run:
            words = at + len(run)
            end = block_end(filled, words)
            late = late_from(filled, end, run[-1]) if end > words else []
            numbers = [*run, *late]
            texts = texts_of(filled[words:end], len(numbers))
            if (late or 1 < len(run) < end - words) and len(texts) == len(numbers):
                marks = [*filled[at:words], *(line for line in filled[end : end + MOST_LINES] if number_of(line) in late)]
                gone.update((mark.page, mark.number) for mark in marks)
                changed |= {(line.page, line.number): f"{number} {line.text.strip()}" for number, line in zip(numbers, texts, strict=True)}
        at = words
    return gone, changed


def number_of(line: Line) -> str:
    """The number of a criterion that stands alone on its line."""
    text = line.text.strip()
    found = ALONE.fullmatch(text) if len(text) < 9 else None
    return found[1] if found else ""


def is_next(before: str, number: str) -> bool:
    (major, own), (other, another) = before.split("."), number.split(".")
    return major == other and int(another) == int(own) + 1


def run_at(filled: Sequence[Line], at: int) -> list[str]:
    """The numbers that stand alone from here, each the one after that before it."""
    found: list[str] = []
    for line in filled[at:]:
        number = number_of(line)
        if not number or (found and not is_next(found[-1], number)):
            break
        found.append(number)
    return found


def block_end(filled: Sequence[Line], at: int) -> int:
    """Where the lines end that stand right below one another from here, without a number."""
    end = at
    while (
        end < len(filled)
        and not number_of(filled[end])
        and not OUTCOME.match(filled[end].text.strip())
        and not (end == at and strict_kind(filled[end].text.strip()))
        and (end == at or (filled[end].page, filled[end].number - 1) == (filled[end - 1].page, filled[end - 1].number))
    ):
        end += 1
    return end


def late_from(filled: Sequence[Line], at: int, number: str) -> list[str]:
    """The numbers after this one that stand below without words of their own: an outcome, another's number or a heading comes next."""
    found: list[str] = []
    for line, after in pairwise([*filled[at : at + MOST_LINES + 1], None]):
        own = number_of(line) if line else ""
        if not own:
            if line and strict_kind(line.text.strip()):
                break
            continue
        if not is_next(found[-1] if found else number, own):
            break
        text = after.text.strip() if after else ""
        if not (number_of(after) if after else True) and not OUTCOME.match(text) and not strict_kind(text):
            return []
        found.append(own)
    return found


def texts_of(block: Sequence[Line], wanted: int) -> list[Line]:
    """The first lines of so many texts; none where they cannot be told apart, by their capitals or by the stops at their ends."""
    for ends in (lambda text: not BREAKS_OFF.search(text), lambda text: text.endswith(STOPS)):
        found: list[Line] = []
        before = ""
        for line in block:
            text = line.text.strip()
            if not LISTED.match(text) and (not found or (text[0].isupper() and (LISTED.match(before) or ends(before)))):
                found.append(line)
            before = text
        if len(found) == wanted and found[0] is block[0]:
            return found
    return []
